r"""Taking words out of a text: exactly these, and what is left of the text as it was.

Capitals and runs of white space make no difference, nor does the way in which an accented letter is
put together. Words are found whole: "Ann" is in "Ann's" and in "Ann, 14", and not in "planning".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

REMOVED = "[removed]"
"""What stands in the place of words that were taken out."""

SHORT = "…"
"""The same where there is no room for that."""

LEAST = 2
"""Fewer characters than these are no words: taking out each "a" would leave no plan."""


@dataclass(frozen=True)
class Words:
    """The words to take out."""

    pattern: re.Pattern[str]
    in_comments: re.Pattern[str]
    """The same where each new line begins with a `#`."""
    raw: re.Pattern[bytes]
    """The same in the bytes of a file that cannot be read as what it is, however they are written
    there: as UTF-8, or with the escapes of JSON or TOML."""

    def are_in(self, text: str) -> bool:
        """Whether a text holds any of them."""
        return self.pattern.search(text) is not None

    def are_in_bytes(self, data: bytes) -> bool:
        """Whether a file may hold any of them."""
        return self.raw.search(data) is not None

    def count(self, text: str) -> int:
        """How often they stand in a text."""
        return sum(1 for _ in self.pattern.finditer(text))

    def out_of(self, text: str, limit: int | None = None) -> str:
        """The text without them; it is the same object when they are not in it.

        A text that would be longer than `limit` gets a mark that is shorter than any word.
        """
        taken, count = self.pattern.subn(REMOVED, text)
        if limit is not None and len(taken) > max(limit, len(text)):
            taken = self.pattern.sub(SHORT, text)
        return taken if count else text


def words_of(phrases: Iterable[str]) -> Words | None:
    """What takes these out; None when there is nothing in them to look for.

    The longest comes first, so that a part of it does not spoil the whole.
    """
    wanted = {_plain(phrase) for phrase in phrases}
    # What stands for removed words is none of them: a second run would change its own mark.
    wanted = {
        each for each in wanted if len(each) >= LEAST and each.casefold().strip("[]") not in REMOVED
    }
    if not wanted:
        return None
    longest = sorted(wanted, key=lambda each: (-len(each), each))
    text, comments = (
        "|".join(_whole(each, "".join(_characters(each, space))) for each in longest)
        for space in (r"\s+", r"(?:\s|\#)+")
    )
    # An escape is a letter for a pattern of bytes, so nothing is asked of what stands around.
    raw = b"|".join(b"".join(_in_bytes(each)) for each in longest)
    return Words(
        re.compile(text, re.IGNORECASE),
        re.compile(comments, re.IGNORECASE),
        re.compile(raw, re.IGNORECASE),
    )


def _plain(phrase: str) -> str:
    return " ".join(unicodedata.normalize("NFC", phrase).split())


def _whole(phrase: str, pattern: str) -> str:
    """Not in the middle of a word or of a number; a number may touch a word: "ID123456"."""
    return f"{_no_more(phrase[0], behind=True)}{pattern}{_no_more(phrase[-1], behind=False)}"


def _no_more(character: str, *, behind: bool) -> str:
    kind = r"\d" if character.isdigit() else r"[^\W\d_]" if character.isalpha() else ""
    return f"(?<!{kind})" if kind and behind else f"(?!{kind})" if kind else ""


def _characters(phrase: str, space: str) -> Iterator[str]:
    for character in phrase:
        yield space if character == " " else _written(character)


def _written(character: str) -> str:
    """A character, composed or taken apart."""
    apart = unicodedata.normalize("NFD", character)
    both = dict.fromkeys([character, apart])
    return f"(?:{'|'.join(map(re.escape, both))})" if len(both) > 1 else re.escape(character)


# What Python calls white space in a text, in UTF-8 and as JSON and TOML escape it.
_SPACE = (
    rb"(?:[\s\x1c-\x1f]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f"
    rb"|\xe3\x80\x80|\\{1,8}(?:[tnfr]|\s|(?:u|U0000)(?:00[aA]0|000[9a-dA-D]|001[c-fC-F]|0085|1680"
    rb"|20(?:0[0-9aA]|2[89fF]|5[fF])|3000)))+"
)
_BETWEEN = rb"(?:\\{1,8}(?:[ \t]*\r?\n\s*)?)?"
"""A line that TOML continues in the next one; the mark by which Markdown escapes a character."""


def _in_bytes(phrase: str) -> Iterator[bytes]:
    for place, character in enumerate(phrase):
        if place:
            yield _BETWEEN
        if character == " ":
            yield _SPACE
            continue
        alike = {character, character.lower(), character.upper()}
        forms = {unicodedata.normalize(form, each) for each in alike for form in ("NFC", "NFD")}
        yield b"(?:" + b"|".join(sorted({w for f in forms for w in _escaped(f)})) + b")"


def _escaped(text: str) -> set[bytes]:
    """How a file may write some characters. `text` is one that people see, in one or two parts."""
    encoded = text.encode("utf-8", "surrogatepass")
    units = text.encode("utf-16-be", "surrogatepass")
    json = b"".join(
        rb"\\{1,8}u" + units[at : at + 2].hex().encode() for at in range(0, len(units), 2)
    )
    long = b"".join(rb"\\{1,8}U" + b"%08x" % ord(character) for character in text)
    found = {re.escape(encoded), json, long}
    if text in ('"', "\\", "/"):
        found.add(rb"\\{1,8}" + re.escape(encoded))
    return found
