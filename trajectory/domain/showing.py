"""The last filter before a terminal or a document: a person's text, with what is unseen drawn.

Files, pastes and colleagues bring characters that a terminal obeys instead of showing: escape
sequences that recolour the screen or write to the clipboard, overrides that turn a line round so
that it reads as something else, a thousand accents on one letter. None is dropped in silence: each
is drawn, so that whoever reads the line sees that there is something (`␛`, `⟨U+202E⟩`). Joiners
that scripts and families of emoji are written with are kept. For what is let into a plan in the
first place see `domain.cleaning`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MARKS_LIMIT = 8
"""The most combining marks on one letter. Vietnamese takes 2, pointed Hebrew 4, deep Tibetan 8."""

# Compiled when a text first needs it, which most never do: it takes as long as loading ten modules.
# (`re` keeps what it compiled.)
_UNSEEN = (
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u00ad"  # soft hyphen
    "\u180e\u200b"  # spaces without width
    "\u2028\u2029"  # line and paragraph separator
    "\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates and their kin
    "\u2060-\u2065"  # word joiner, invisible operators
    "\ud800-\udfff"  # surrogates: no character at all
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"  # byte order mark, annotations, noncharacters
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"  # unassigned, never drawn
    "]"
)
_LINES = re.compile("[\t\n]")
_BLANKS = re.compile("(?:[ \t\n]|\r\n)+")
_PICTURES = "".join(map(chr, range(0x2400, 0x2420)))
"""Unicode's own pictures of the 32 characters that old terminals obey: `␀` ... `␟`."""

# Combining marks are no word characters, so only a run of such can hold a deep stack. This search
# goes at the regular expression engine's speed; the exact look is for the runs that it finds.
_MAYBE_STACK = re.compile(rf"[^\w\x00-\xff]{{{MARKS_LIMIT + 1},}}")
_JOINERS = frozenset("\u200c\u200d")


def show(text: str, *, lines: bool = True) -> str:
    """The text with every character that cannot be seen drawn instead.

    Args:
        text: what a person, a file or another program gave us.
        lines: keep newlines and tabs (CR LF becomes a newline); False draws them as well.
    """
    if text.isprintable():
        return text if text.isascii() else _MAYBE_STACK.sub(_unstacked, text)
    text = text.replace("\r\n", "\n") if lines else _LINES.sub(_drawn, text)
    return _MAYBE_STACK.sub(_unstacked, re.sub(_UNSEEN, _drawn, text))


def show_line(text: str) -> str:
    """The text as one line: runs of blanks, tabs and newlines are one space, none at the ends."""
    return text.strip() if is_plain(text) else show(_BLANKS.sub(" ", text)).strip()


def show_in_place(text: str) -> str:
    """The text with one picture for each unseen character: for a line in which somebody types.

    The places of all characters stay the same, so that a cursor stands where it seems to stand.
    Newlines and tabs are kept.
    """
    return text if text.isprintable() else re.sub(_UNSEEN, _picture, text)


def is_plain(text: str) -> bool:
    """Whether `show_line` would leave the text as it is, but for its ends: one quick look."""
    return (
        text.isprintable()
        and "  " not in text
        and (text.isascii() or _MAYBE_STACK.search(text) is None)
    )


def are_plain(texts: Sequence[str]) -> bool:
    """The same of many texts: one look at all, and a closer one at the few beyond ASCII."""
    whole = "".join(texts)
    return (
        whole.isprintable()
        and "  " not in whole
        and all(is_plain(text) for text in texts if not text.isascii())
    )


def _drawn(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < len(_PICTURES):
        return _PICTURES[code]
    return "␡" if match[0] == "\x7f" else f"⟨U+{code:04X}⟩"


def _picture(match: re.Match[str]) -> str:
    drawn = _drawn(match)
    return drawn if len(drawn) == 1 else "\ufffd"


def _unstacked(match: re.Match[str]) -> str:
    """The same run with no letter under more than `MARKS_LIMIT` marks, and the rest counted."""
    shown: list[str] = []
    depth = 0
    for character in match[0]:
        if character in _JOINERS or unicodedata.category(character) in {"Mn", "Me"}:
            depth += 1
            if depth <= MARKS_LIMIT:
                shown.append(character)
            continue
        shown += _excess(depth)
        depth = 0
        shown.append(character)
    return "".join([*shown, *_excess(depth)])


def _excess(depth: int) -> tuple[str, ...]:
    over = depth - MARKS_LIMIT
    return (f"⟨+{over} marks⟩",) if over > 0 else ()
