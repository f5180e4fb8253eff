"""The one step of the build that setup.cfg cannot say: checkpoints/ becomes lenetlab/_checkpoints in the wheel.

Were it said in setup.cfg, as a package whose folder lies elsewhere, an editable install would need an import hook,
which type checkers do not follow. So it is one path in a .pth file, and mypy sees the types.
"""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CHECKPOINT = ("lenet.safetensors", "lenet.json", "lenet.units.safetensors")


class BuildWithCheckpoint(build_py):  # type: ignore[misc]
    """Python's modules, and the weights that come along. An editable install finds those in checkpoints/."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        folder = Path(self.build_lib, "lenetlab", "_checkpoints")
        self.mkpath(str(folder))
        for name in CHECKPOINT:
            self.copy_file(str(Path("checkpoints", name)), str(folder / name))


setup(cmdclass={"build_py": BuildWithCheckpoint})
