"""Whether something is there, asked so that the answer is never an exception.

`Path.exists` and `Path.is_dir` raise where a folder is closed to us or a name is too long (Python
3.11 to 3.13). Whoever asks goes on to read or to write, and that says in plain words what is wrong.
"""

from __future__ import annotations

import stat
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether something is at this path for certain; a link counts as what it leads to."""
    return _mode(path) is not None


def is_folder(path: Path) -> bool:
    """Whether this is a folder for certain."""
    mode = _mode(path)
    return mode is not None and stat.S_ISDIR(mode)


def is_file(path: Path) -> bool:
    """Whether this is a file for certain."""
    mode = _mode(path)
    return mode is not None and stat.S_ISREG(mode)


def files_in(folder: Path, pattern: str) -> list[Path]:
    """What matches a pattern in a folder, in order; nothing where we may not look."""
    return sorted(folder.glob(pattern)) if is_folder(folder) else []


def is_missing(path: Path) -> bool:
    """Whether nothing has this name for certain; a link to nowhere is something."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return False


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):  # closed to us, too long, links in a circle, a zero byte
        return None
