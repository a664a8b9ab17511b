"""The one setting that is needed before anything is drawn, read without the rest of them.

Making sense of a whole settings file loads pydantic, a third of what the app takes to start. A
screen that came up dark and turned light half a second later would be seen by the whole room.
"""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs

from trajectory.storage.places import APP

FILE_NAME = "settings.toml"

_THEME_LINE = re.compile(r"^theme[ \t]*=.*$", re.MULTILINE)
_NAME = re.compile(r"""theme[ \t]*=[ \t]*["']([A-Za-z0-9_-]{1,60})["'][ \t]*(?:#.*)?""")
_FIRST_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def settings_path() -> Path:
    """Where this user's settings are, whether the file exists or not."""
    return platformdirs.user_config_path(APP, appauthor=False) / FILE_NAME


def theme_in(path: Path) -> str | None:
    """The theme that a settings file names on a line of its own, as we write it; else None.

    Never fails: whoever reads the whole file says what is wrong with it.
    """
    try:
        head, _ = _parted(path.read_text(encoding="utf-8-sig") if path.is_file() else "")
    except (OSError, ValueError):
        return None
    line = _THEME_LINE.search(head)
    name = _NAME.fullmatch(line[0].rstrip()) if line else None
    return name[1] if name else None


def with_theme(text: str, theme: str) -> str:
    """The text of a settings file with another theme on that line; the rest of it as it was."""
    line = f'theme = "{theme}"'
    head, rest = _parted(text)
    if _THEME_LINE.search(head):
        return _THEME_LINE.sub(line, head, count=1) + rest
    return f"{line}\n{text}"


def _parted(text: str) -> tuple[str, str]:
    """What stands before the first table, and the rest: `theme` in a table is something else."""
    table = _FIRST_TABLE.search(text)
    end = table.start() if table else len(text)
    return text[:end], text[end:]
