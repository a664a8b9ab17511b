"""Ids and labels: `B1-h9wc` is a barrier's identity for life, `B1` is what people see and type.

The readable half is the next number of that kind in that file, with removed items counted, so that
a number is never given twice. The random half makes the id unique across tables and laptops, so
that copies merge without a collision. A hand-written id (`[barrier.rota]`) is accepted as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan, Record

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits without look-alikes (no i, l, o, 0, 1)."""

SUFFIX_LENGTH = 4
PLAN_SUFFIX_LENGTH = 6

SuffixSource = Callable[[int], str]
"""Gives a random string of so many characters of `ALPHABET`; passed in, never fetched here."""

_ID = re.compile(r"(([A-Z])([1-9][0-9]{0,8}))(?:-[a-z0-9]+)?")
_EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)


def may_be_one(plan_id: str | None, other: str | None) -> bool:
    """Whether these can be the ids of one plan: somebody may have written one in, or left it out.

    Said of two versions of one file, or of two files that look like copies.
    """
    return plan_id is None or other is None or plan_id == other


def number_of(key: str, kind: Kind) -> int | None:
    """The number in an id of this kind: 1 for `B1-h9wc`, and for a `B1` written by hand.

    None for other hand-written ids.
    """
    match = _ID.fullmatch(key)
    return int(match[3]) if match and match[2] == kind.letter else None


def next_id(plan: Plan, kind: Kind, suffix: SuffixSource) -> str:
    """A new id for one more record of this kind, never used before in this file."""
    used = [*plan.records(kind), *plan.removed]
    highest = max((number_of(key, kind) or 0 for key in used), default=0)
    return f"{kind.letter}{highest + 1}-{suffix(SUFFIX_LENGTH)}"


def labels(plan: Plan, kind: Kind) -> dict[str, str]:
    """What people see for each id of this kind: `B1`, and `B1b` for the second one after a merge.

    Equal numbers are told apart in order of `created`, then id. A hand-written id is its own label,
    and no other record gets that label, whatever its case.
    """
    records: Mapping[str, Record] = plan.records(kind)
    if not records:  # ten of thirteen kinds of most plans
        return {}
    letter = kind.letter
    ours = [match[1] for match in map(_ID.fullmatch, records) if match and match[2] == letter]
    if len(ours) == len(records) == len(set(ours)):  # nearly always, and asked for with every act
        return dict(zip(records, ours, strict=True))
    by_number: dict[int, list[str]] = {}
    found: dict[str, str] = {}
    for key in records:
        number = number_of(key, kind)
        if number is None:
            found[key] = key
        else:
            by_number.setdefault(number, []).append(key)
    by_hand = {label.casefold() for label in found}
    for number, keys in by_number.items():
        keys.sort(key=lambda key: (records[key].created or _EARLIEST, key))
        found |= zip(keys, _free_labels(f"{letter}{number}", by_hand), strict=False)
    return {key: found[key] for key in records}


def all_labels(plan: Plan) -> dict[str, str]:
    """The labels of every record of the plan, by id."""
    return {key: label for kind in Kind for key, label in labels(plan, kind).items()}


def _free_labels(first: str, by_hand: set[str]) -> Iterator[str]:
    """B1, B1b, B1c ... without those that somebody gave by hand."""
    wanted = (first + _letters(place) for place in count())
    return (label for label in wanted if label.casefold() not in by_hand)


def _letters(place: int) -> str:
    """'' for the first, then b, c ... z, and aa, ab ... for more than a merge of tables gives."""
    if place == 0:
        return ""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
