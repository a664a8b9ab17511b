"""Parse every plan file of a folder with the standard library's parser, and do nothing with it."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

for path in sorted(Path(sys.argv[1]).glob("*/*.toml")):
    tomllib.loads(path.read_text(encoding="utf-8"))
