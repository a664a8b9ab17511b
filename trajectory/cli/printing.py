"""What the command line writes: data to standard output, what is said of it to standard error.

Whatever came from a file or a person passes `show()` on its way, so that no plan can act on the
terminal. There is no colour: what NO_COLOR and a pipe ask for is what everybody gets.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import IO

from trajectory.errors import NotSavedError


class PipeClosed(Exception):  # noqa: N818 - nothing went wrong: the reader has seen enough
    """Whoever reads our output (`| head`) has gone."""


def data(text: str) -> None:
    """Write what was asked for, a line or several, to standard output."""
    write(sys.stdout, shown(text) + "\n")


def document(text: str) -> None:
    """Write an export as it is, line ends included: the same as a file would hold, safe to read."""
    if "\r\n" in text:
        _keep_line_ends(sys.stdout)
    write(sys.stdout, "\r\n".join(map(shown, text.split("\r\n"))))


def json_data(value: object) -> None:
    """Write a value as JSON, in which nothing is lost and nothing can act on a terminal."""
    import json
    import re

    def escaped(match: re.Match[str]) -> str:
        character = match[0]
        return character if shown(character) == character else json.dumps(character)[1:-1]

    text = json.dumps(value, ensure_ascii=not _is_unicode(sys.stdout), indent=2)
    # Within ASCII, JSON itself leaves DEL alone of all that a terminal obeys.
    write(sys.stdout, re.sub("[\x7f-\U0010ffff]", escaped, text) + "\n")


def narrate(text: str) -> None:
    """Say something about what is done, to standard error."""
    safe = shown(text)
    if sys.stderr is not None and sys.stderr.isatty():
        import shutil

        safe = wrapped(safe, shutil.get_terminal_size().columns)
    write(sys.stderr, safe + "\n")


def wrapped(text: str, width: int) -> str:
    """Text with its lines broken between words, for people who read it on a terminal."""
    import textwrap

    lines: list[str] = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        lines += textwrap.wrap(
            line,
            max(width, 20),
            subsequent_indent=indent,
            break_long_words=False,  # a path that is broken cannot be copied
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines)


def shown(text: str) -> str:
    """Text that no terminal acts on, its lines kept."""
    from trajectory.domain.showing import show  # here, because --version needs no tables of Unicode

    return "\n".join([show(line, lines=False) for line in text.split("\n")])


def name(path: object) -> str:
    """A path or the name of a plan, on one line: no name can pass for a second message."""
    from trajectory.domain.showing import show

    return show(str(path), lines=False)


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines with aligned columns; wide characters take the two cells they need."""
    from rich.cells import cell_len

    safe = [[shown(cell.replace("\n", " ")) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*safe, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in safe
    ]


def listed(names: Iterable[str]) -> str:
    """Names as people list them: "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def write(stream: IO[str] | None, text: str) -> None:
    """Write and flush, so that a failure is ours to report and not the interpreter's.

    Raises:
        PipeClosed: the reader of the stream has gone.
        NotSavedError: it could not be written: a full disk behind `>`.
    """
    if stream is None:  # closed by whoever started us: they want none of it
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError as error:
        discard(stream)
        raise PipeClosed from error
    except OSError as error:
        discard(stream)
        reason = error.strerror or str(error)
        raise NotSavedError(f"The output could not be written: {reason}.") from error


def discard(stream: IO[str]) -> None:
    """Lead a stream that fails to nowhere: the interpreter would try it again at exit."""
    try:
        number = stream.fileno()
    except OSError:  # a stream in memory: it has no file behind it
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def tolerate_any_text() -> None:
    """Let no character be a reason to fail where the output takes ASCII or Latin-1 only."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _keep_line_ends(stream: IO[str] | None) -> None:
    """Windows would make CR CR LF of a line end that is CR LF already."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(newline="")


def _is_unicode(stream: IO[str] | None) -> bool:
    encoding = getattr(stream, "encoding", None) or ""
    return encoding.lower().replace("-", "").replace("_", "").startswith("utf")
