"""Several values of one field become one: which one stays, and which have to be kept beside it.

Everything here is a function of the *set* of values, so no order of the copies can matter.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trajectory.domain.ids import ALPHABET
from trajectory.domain.kinds import Kind

UNTOUCHED = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The stamp of a value that nobody edited since it was put on record: older than every edit."""

KEY_LENGTH = 10
"""Letters of a conflict's key: 31**10, so that no two conflicts of a plan ever meet."""

NOTHING = ""
"""The code of a missing value; it comes before that of any other."""


@dataclass(frozen=True)
class Candidate:
    """A value that one of the copies has, and when it was written."""

    value: object
    stamp: dt.datetime
    code: str

    @classmethod
    def of(cls, value: object, stamp: dt.datetime | None) -> Candidate:
        """A value with its stamp; what was never stamped is `UNTOUCHED`."""
        return cls(value, max(stamp or UNTOUCHED, UNTOUCHED), code(value))


def code(value: object) -> str:
    """Text that is equal for equal values, and brings all values into one order.

    Unlike for Python, 1, 1.0 and `True` are three values, and so are two ways to write a moment.
    """
    match value:
        case None:
            return NOTHING
        case bool():
            return f"b{value}"
        case str():
            return f"s{json.dumps(value)}"
        case Mapping():
            rows = sorted(f"{code(key)}:{code(inner)}" for key, inner in value.items())
            return f"{{{','.join(rows)}}}"
        case list() | tuple():
            return f"[{','.join(map(code, value))}]"
        case dt.datetime() | dt.date() | dt.time():
            return f"{type(value).__name__} {value.isoformat()}"
        case _:
            return f"n{value!r}"


def conflict_key(item: str, field: str, value: object) -> str:
    """The key in `[conflict]` of a value that a merge could not keep: for life, in every copy.

    The same value of the same field has the same key whoever merges, so that merging again adds
    nothing, and what was settled (its key is in `[removed]`) stays settled.

    Args:
        item: the item's id; `plan` or `position` for these tables.
        field: as the file spells it (`for`, not `for_`).
        value: the value that was not kept.
    """
    told = code([item, field, value]).encode()
    number = int.from_bytes(hashlib.sha256(told).digest(), "big")
    letters = ""
    for _ in range(KEY_LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return f"{Kind.CONFLICT.letter}-{letters}"


def as_in_file(value: object) -> object:
    """A value as it is read back from a file: lists, where the models have tuples."""
    match value:
        case list() | tuple():
            return [as_in_file(inner) for inner in value]
        case Mapping():
            return {key: as_in_file(inner) for key, inner in value.items()}
        case _:
            return value


def choose(
    candidates: Iterable[Candidate], base: str | None
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """The value that stays, and those that lose against it; a missing value never loses.

    Args:
        candidates: at least one.
        base: the code of what the copies started from. What is equal to it was not changed and
            gives way, and a missing value is a change like any other. None when that is not known:
            then a missing value gives way to any other, and an untouched one to a touched one.
    """
    latest: dict[str, Candidate] = {}
    for candidate in candidates:
        known = latest.get(candidate.code)
        if known is None or known.stamp < candidate.stamp:
            latest[candidate.code] = candidate
    said = list(latest.values())
    if base is not None:
        said = [one for one in said if one.code != base] or said
    else:
        said = [one for one in said if one.code != NOTHING] or said
        said = [one for one in said if one.stamp > UNTOUCHED] or said
    winner = max(said, key=lambda one: (one.stamp, one.code))
    return winner, tuple(one for one in said if one is not winner and one.code != NOTHING)


def combine(
    copies: Sequence[Sequence[str] | None], base: Sequence[str] | None, *, has_base: bool
) -> list[str] | None:
    """One list out of several that are sets: nothing that was put in is lost.

    With a base, what one of them took out is out. Their order stays where they agree on it; else
    those of the base come first, and what is new in the order of the alphabet.
    """
    known = list(base or ())
    distinct = {code(found): found for found in copies}
    if has_base and len(distinct) > 1:
        distinct.pop(code(base), None)
    if len(distinct) == 1:
        (only,) = distinct.values()
        return None if only is None else list(only)
    found = [list(one) for one in distinct.values() if one is not None]
    if has_base:
        kept = [name for name in known if all(name in (one or ()) for one in copies)]
        new = {name for one in found for name in one}.difference(known)
        return [*dict.fromkeys(kept), *sorted(new)] or None
    for one in found:
        if all(_is_within(other, one) for other in found):
            return one
    return sorted({name for one in found for name in one})


def _is_within(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether one list has all of the other in its order."""
    rest = iter(longer)
    return all(name in rest for name in shorter)
