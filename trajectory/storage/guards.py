"""What is refused before any TOML is parsed, because parsing it could take all memory or all day.

The limits hold for reading and for writing alike: nobody may write what nobody could read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trajectory.errors import Problem

MAX_BYTES = 2_000_000
"""The largest plan file. A long plan with 500 entries has about 100,000 bytes."""

MAX_LINE = 64_000
"""The longest line, in bytes."""

MAX_DOTS = 8
"""The most dots in a key outside quotation marks: a 40 KB dotted key takes 1.5 GB to parse."""

MAX_NESTING = 32
"""How deep lists and inline tables may stand inside each other."""

MAX_PARTS = 40_000
"""The most parts: names in keys and headings, values of lists. A long plan with 500 entries has
4,000. Each part can become a table of its own, and a kilobyte of memory: 2 MB of the shortest
headings would take 600 MB and seven seconds."""

_PARTS = "=.,[{"

# Possessive, and a string that is never closed ends with the text or line: so each character is
# read once, whatever the file holds.
_STRING_OR_COMMENT = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
_LONG_DOTTED_KEY = re.compile(rf"\.(?:[^\n=.,\[\]{{}}]*+\.){{{MAX_DOTS}}}")
_NESTED = re.compile(r"[\[{][^\[\]{}]*+[\[{]")
_INNERMOST = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}")
_CONFLICT_MARK = re.compile(r"^(<{7}|>{7}|={7}|\|{7})(?: .*)?$", re.MULTILINE)


def size_problem(size: int) -> Problem | None:
    """Whether a file of so many bytes is too large to be read at all."""
    if size <= MAX_BYTES:
        return None
    return Problem(
        None, "", f"the file is too large for a plan: {size:,} bytes, and at most {MAX_BYTES:,}"
    )


def bytes_problem(data: bytes) -> Problem | None:
    """What can be seen to be wrong from the bytes alone: size, emptiness, encoding, long lines."""
    if not data:
        return Problem(
            None,
            "",
            "the file is empty (0 bytes), as a full disk or a broken-off copy leaves it:"
            " look for an earlier version of it",
        )
    if not data.strip(b"\0"):
        return Problem(
            None,
            "",
            f"the file holds {len(data):,} zero bytes and no text, as a crash of the computer can"
            " leave it: look for an earlier version of it",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(1, "", "the file is saved as UTF-16: save it again with the encoding UTF-8")
    return size_problem(len(data)) or _encoding_problem(data) or _long_line_problem(data)


def text_problem(text: str) -> Problem | None:
    """More parts, deeper nesting or longer keys than any plan needs. Strings and comments are free.

    Asked before parsing, so each look takes time in proportion to the text, and no more.
    """
    many_lines = '"""' in text or "'''" in text
    skeleton = _STRING_OR_COMMENT.sub(_blank if many_lines else '""', text)
    parts = sum(map(skeleton.count, _PARTS))
    if parts > MAX_PARTS:
        message = f"the file has too many parts for a plan: {parts:,}, and at most {MAX_PARTS:,}"
        return Problem(None, "", message)
    deep_key = _LONG_DOTTED_KEY.search(skeleton)
    if deep_key is not None:
        line = skeleton.count("\n", 0, deep_key.start()) + 1
        message = f"a key has more than {MAX_DOTS} dots: put it in quotation marks, or shorten it"
        return Problem(line, "", message)
    if _nested_too_deep(skeleton):
        message = f"lists or tables stand more than {MAX_NESTING} deep inside each other"
        return Problem(None, "", message)
    return None


def _nested_too_deep(skeleton: str) -> bool:
    """Take away the innermost brackets again and again; what is too deep is left over."""
    if not _NESTED.search(skeleton):
        return False
    for _ in range(MAX_NESTING):
        skeleton, peeled = _INNERMOST.subn("", skeleton)
        if not peeled:
            break
    left = skeleton.count("[") + skeleton.count("{")
    return left > MAX_NESTING or _INNERMOST.search(skeleton) is not None


def conflict_problems(text: str) -> Iterator[Problem]:
    """Lines that git or another program left where two versions met; asked when parsing failed."""
    for mark in _CONFLICT_MARK.finditer(text):
        line = text.count("\n", 0, mark.start()) + 1
        yield Problem(
            line,
            "",
            f"{mark[1]} marks where git could not join two versions: keep the lines that are right,"
            " and take out the lines that begin with <<<<<<<, ======= and >>>>>>>",
        )
        return


def _blank(match: re.Match[str]) -> str:
    """Only the line ends of a string, so that lines can still be counted."""
    return '""' + "\n" * match[0].count("\n")


def _encoding_problem(data: bytes) -> Problem | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return Problem(
            line,
            "",
            f"byte {column} of the line (hexadecimal {data[error.start]:02x}) is not UTF-8 text:"
            " open the file in an editor and save it with the encoding UTF-8",
        )
    return None


def _long_line_problem(data: bytes) -> Problem | None:
    if len(data) <= MAX_LINE:
        return None
    for number, line in enumerate(data.split(b"\n"), start=1):
        if len(line) > MAX_LINE:
            return Problem(
                number, "", f"the line has {len(line):,} bytes, and at most {MAX_LINE:,} are read"
            )
    return None
