"""The order of the items of one kind, when several copies of a plan have become one.

Where the copies do not contradict each other, all that each of them says is kept: what stood above
something still does, and what nobody put in an order comes in that of its making. So it does not
matter in which order copies are merged. Where people moved the same items to different places, one
copy is the spine, and the others' items are put in behind those that they stood behind.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Rank = Callable[[str], Any]
"""Where an id comes among those that nothing else tells apart: by when it was made."""

Edge = tuple[str, str]
"""The first one stands above the second."""


@dataclass(frozen=True)
class Row:
    """The ids of one kind in one copy, in its order."""

    keys: tuple[str, ...]
    weight: Any
    """Says which copy's order holds where they contradict each other: the greatest."""


def merged_order(
    keys: Collection[str], copies: Iterable[Row], base: Sequence[str] | None, rank: Rank
) -> list[str]:
    """All `keys`, in the order that the copies give them.

    Args:
        keys: the ids of the merged table.
        copies: the tables as the copies have them; with other ids in them, too.
        base: the order that the copies started from, if that is known.
        rank: a total order for ids that stand in no order to each other.
    """
    wanted = set(keys)
    weights: dict[tuple[str, ...], Any] = {}
    for copy in copies:
        row = tuple(key for key in copy.keys if key in wanted)
        weights[row] = max(weights.get(row, copy.weight), copy.weight)
    rows = sorted(weights, key=lambda row: (weights[row], row), reverse=True)
    known = {key for row in rows for key in row}
    kept = [row for row in [tuple(key for key in base or () if key in wanted)] if set(row) - known]
    edges = [edge for row in rows for edge in pairwise(row)]
    order = _sorted(wanted, edges + _behind(known, kept), rank)
    if len(order) < len(wanted):
        moved = [row for row in rows if base is not None and _is_moved(row, base)]
        spine = (moved or rows)[0]
        others = [row for row in [*moved, *rows] if row != spine]
        order = _sorted(wanted, [*pairwise(spine), *_behind(set(spine), [*others, *kept])], rank)
    return order


def _is_moved(row: Sequence[str], base: Sequence[str]) -> bool:
    """Whether somebody changed the order of what was there before."""
    ours, theirs = set(row), set(base)
    return [key for key in row if key in theirs] != [key for key in base if key in ours]


def _behind(known: Collection[str], rows: Iterable[Sequence[str]]) -> list[Edge]:
    """What is not known stands behind the one that it stands behind in the first row with it."""
    seen, edges = set(known), []
    for row in rows:
        edges += [(above, key) for above, key in pairwise(row) if key not in seen]
        seen.update(row)
    return edges


def _sorted(keys: Iterable[str], edges: Iterable[Edge], rank: Rank) -> list[str]:
    """The keys with each edge kept, the lowest rank first; without those in a circle."""
    below: dict[str, list[str]] = {}
    waiting = dict.fromkeys(keys, 0)
    for above, key in set(edges):
        below.setdefault(above, []).append(key)
        waiting[key] += 1
    free = [(rank(key), key) for key, count in waiting.items() if not count]
    heapq.heapify(free)
    order = []
    while free:
        _, key = heapq.heappop(free)
        order.append(key)
        for other in below.get(key, ()):
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(free, (rank(other), other))
    return order
