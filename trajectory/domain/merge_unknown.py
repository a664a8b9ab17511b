"""Keys and tables of a plan file that we do not know: kept, and merged like our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trajectory.domain.merge_fields import Lost
from trajectory.domain.merge_values import UNTOUCHED, Candidate, as_in_file, choose, code

Unknown = Mapping[str, Any]

FILE = ""
"""What a conflict about a key of the whole file gives as its item."""


def merged_unknown(
    copies: Sequence[Unknown], base: Unknown | None
) -> tuple[dict[str, object], tuple[Lost, ...]]:
    """All that the copies have beyond what we know: a table key by key, anything else whole.

    A table that a copy has not is no table that somebody deleted. Nothing here has a stamp, so
    ties are broken by value.
    """
    names = sorted({name for copy in (*copies, base or {}) for name in copy})
    merged: dict[str, object] = {}
    lost: list[Lost] = []
    for name in names:
        known = None if base is None else base.get(name)
        found = [copy[name] for copy in copies if name in copy] or [known]
        tables = [value for value in found if isinstance(value, Mapping)]
        others = [value for value in found if not isinstance(value, Mapping)]
        if tables:
            before = known if isinstance(known, Mapping) else None
            merged[name], gone = _table(name, tables, before)
            lost += [Lost(FILE, name, value, UNTOUCHED) for value in others if value != known]
        else:
            merged[name], gone = _value(FILE, name, others, None if known is None else code(known))
        lost += gone
    return merged, tuple(lost)


def _table(
    name: str, tables: Sequence[Unknown], base: Unknown | None
) -> tuple[dict[str, object], list[Lost]]:
    merged: dict[str, object] = {}
    lost: list[Lost] = []
    for key in _keys([*tables, base or {}]):
        before = None if base is None else code(base.get(key))
        value, gone = _value(name, key, [table.get(key) for table in tables], before)
        lost += gone
        if value is not None:
            merged[key] = value
    return merged, lost


def _keys(tables: Sequence[Unknown]) -> list[str]:
    """In their order where all have the same, else in that of the alphabet."""
    first, *others = [list(table) for table in tables if table] or [[]]
    return (
        first if all(first == other for other in others) else sorted({k for t in tables for k in t})
    )


def _value(
    item: str, field: str, values: Sequence[object], base: str | None
) -> tuple[object, list[Lost]]:
    winner, losers = choose([Candidate.of(value, None) for value in values], base)
    lost = [Lost(item, field, as_in_file(loser.value), loser.stamp) for loser in losers]
    return winner.value, lost
