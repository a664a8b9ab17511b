"""Names of files and folders made from people's titles: `harrowmere-example-table-3`."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_LENGTH = 60
FALLBACK = "plan"
"""What stands for a title without a single letter or digit from a to z and 0 to 9."""

_MARK_LENGTH = 6

RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "templates", "history"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that Windows keeps for devices, and the folders in a plans folder that hold no plans."""

_SLUG = re.compile(r"[a-z0-9-]{1,60}")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_SPELT_OUT = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d",
        "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i",
        "&": " and ", "'": "", "’": "",  # "Leeds' table", "children’s services": no dash in a word
    }
)  # fmt: skip


def slug(text: str) -> str:
    """A name for this text: lower-case letters, digits and dashes, 1-60 of them, never reserved."""
    name = _spelt(text, MAX_LENGTH)
    return f"{name}-plan" if name in RESERVED else name


def joined(lead: str, tail: str) -> str:
    """A name from two texts: a table's from its authority and its own, which is not cut off."""
    end = _spelt(tail, MAX_LENGTH)
    if len(end) >= MAX_LENGTH // 2:
        return slug(f"{lead} {tail}")
    return f"{_spelt(lead, MAX_LENGTH - len(end) - 1)}-{end}"


def _spelt(text: str, length: int) -> str:
    """The text in our letters. Where some have no place in it, a mark tells it from its like."""
    bare = text.translate(_SPELT_OUT)
    if not bare.isascii():
        letters = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    name = _BETWEEN.sub("-", bare.lower()).strip("-")
    whole = bare.isascii() or not any(
        character.isalnum() and not character.isascii() for character in bare
    )
    if (name and whole) or not text.strip():
        return name[:length].strip("-") or FALLBACK
    # Of "الطاولة ٣" and "الطاولة ٤" nothing would be left: every table would be the same one.
    same = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    mark = hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK_LENGTH]
    lead = name[: length - _MARK_LENGTH - 1].strip("-") or FALLBACK
    return f"{lead}-{mark}"


def is_slug(name: str) -> bool:
    """Whether this can be the name of a plan or of a group's folder."""
    return bool(_SLUG.fullmatch(name)) and name not in RESERVED
