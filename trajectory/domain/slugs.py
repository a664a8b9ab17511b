"""Names of files and folders made from people's titles: `harrowmere-example-table-3`."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 60
FALLBACK = "plan"
"""What a title without a single letter or digit of ours becomes."""

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
        "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "&": " and ",
        "'": "", "’": "",  # "Leeds' table", "children’s services": no dash in a word
    }
)  # fmt: skip


def slug(text: str) -> str:
    """A name for this text: lower-case letters, digits and dashes, 1-60 of them, never reserved."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPELT_OUT))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    name = _BETWEEN.sub("-", bare.lower())
    name = name.strip("-")[:MAX_LENGTH].strip("-") or FALLBACK
    return f"{name}-plan" if name in RESERVED else name


def is_slug(name: str) -> bool:
    """Whether this can be the name of a plan or of a group's folder."""
    return bool(_SLUG.fullmatch(name)) and name not in RESERVED
