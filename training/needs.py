"""Imported first by the commands of training: where their packages are not installed, one line says so, no traceback.

`pip install lenetlab` brings the library alone; its extra [training] brings what training needs beside it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

# Not torchvision, which only fetches MNIST: whoever has MNIST trains without it.
PACKAGES = ("tqdm", "plotly")

missing = [name for name in PACKAGES if find_spec(name) is None]
if missing:
    advice = 'what it needs: pip install "lenetlab[training]"'
    print(f"training: not installed: {', '.join(missing)}; {advice}", file=sys.stderr)
    sys.exit(2)
