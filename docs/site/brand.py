"""A hook of MkDocs: the site has the dashboard's own icon, which is kept once."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ICON = "dashboard/assets/favicon.svg"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the icon among the files of the site, as `logo.svg`."""
    root = Path(config.config_file_path).parent
    files.append(File.generated(config, "logo.svg", abs_src_path=str(root / ICON)))
    return files
