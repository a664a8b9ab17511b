"""Steps that wait for other steps: which wait for each other, so that none can start."""

from __future__ import annotations

from collections.abc import Iterator

from trajectory.domain.plan import Plan


def circles(plan: Plan) -> Iterator[tuple[str, ...]]:
    """The ids of steps that wait for each other, in that order; the last waits for the first.

    No step is named in two circles, so the cost grows with the links only; a circle behind another
    shows when that one is gone.
    """
    if not any(step.after for step in plan.step.values()):  # nearly always
        return
    done: set[str] = set()
    for start in plan.step:
        trail: dict[str, Iterator[str]] = {}
        if start not in done:
            trail[start] = iter(plan.step[start].after or ())
        while trail:
            here = next(reversed(trail))
            following = next(trail[here], None)
            if following is None:
                done.add(here)
                del trail[here]
            elif following in trail:
                circle = _taken_off(trail, following)
                done.update(circle)
                yield tuple(circle)
            elif following in plan.step and following not in done:
                trail[following] = iter(plan.step[following].after or ())


def _taken_off(trail: dict[str, Iterator[str]], first: str) -> list[str]:
    """The end of the trail from `first` on, which is no longer part of it."""
    taken: list[str] = []
    while first in trail:
        taken.append(trail.popitem()[0])
    return taken[::-1]
