"""What text goes through before it becomes part of a plan: typed, pasted, piped or imported.

A terminal acts on control characters, and a plan is shown in terminals; so they never get in. Text
that is in a file already is never rewritten by this: what shows it makes the rest visible.
"""

from __future__ import annotations

import re

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""C0 without tab and newline, DEL, C1, and surrogates, which no UTF-8 file can hold."""

_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(
    r"(?:[-*•‣\u2043∙·●○◦▪▫■□–—](?:\s+|$)|[0-9]{1,3}[.)]\s+)?(?:\[[ xX]\](?:\s+|$))?"
)


def clean(text: str) -> str:
    """Drop what no plan may hold: control characters but newline and tab, C1, DEL, surrogates.

    CRLF and CR become newlines (terminals paste lines with CR). Joiners stay: many languages and
    names need them.
    """
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def lines_of_paste(text: str) -> list[str]:
    """The entries in a pasted text, one a line: cleaned, without bullets, without blank lines.

    Only bullets and numbers of lists are taken off; a mark of the capture grammar is literal here.
    """
    found = []
    for line in _LINE_BREAKS.split(text.removeprefix("\ufeff")):
        entry = clean(line).strip()
        entry = entry[_bullet_length(entry) :]
        if entry:
            found.append(entry)
    return found


def _bullet_length(entry: str) -> int:
    match = _BULLET.match(entry)
    return match.end() if match else 0
