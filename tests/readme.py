"""The commands that README gives, read out of README: what people copy is what is checked.

A command is the fenced block under a marker such as `<!-- command: tests -->`.
"""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def command(name: str, text: str | None = None) -> str:
    """Return the command that README gives under a name.

    Args:
        name: what stands in the marker.
        text: a README's text; this project's own when none is given.

    Raises:
        LookupError: the marker is missing, stands there twice, or has no fenced block under it.
    """
    text = README.read_text(encoding="utf-8") if text is None else text
    block = rf"^<!-- command: {re.escape(name)} -->\n+```\w*\n(.+?)\n```$"
    found: list[str] = re.findall(block, text, flags=re.MULTILINE | re.DOTALL)
    if len(found) != 1:
        message = f"README.md should give the command {name!r} once; found {len(found)}"
        raise LookupError(message)
    return found[0]
