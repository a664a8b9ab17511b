"""Plans to measure with: realistic, of any size, the same from the same seed."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli_w

WORKSHOP = dt.date(2026, 9, 15)

ROLES = (
    *("Team manager", "Practice lead", "Principal Social Worker", "Reviewing officer"),
    *("Service Manager, Assessment", "Head of QA", "Systems Manager", "Data analyst", "Chair"),
)
OPENINGS = (
    *("Families say that", "In two teams", "Since the new form came", "At the first visit"),
    *("Every Tuesday", "Nobody has said why", "The board asks whether", "In group supervision"),
)
MIDDLES = (
    *("grandparents are asked who would help", "the plan is read out with the child"),
    *("workers write the same thing twice", "chairs use the scale before anybody speaks"),
    *("fathers are rarely in the room", "the record has no place for the network"),
    *("managers audit one case together", "the safety plan is a list of services"),
)
ENDINGS = (
    *("and it takes an hour longer", "which was not so last year", "in three cases out of five"),
    *("but only where somebody knows the family", "and the school noticed", "before conference"),
)
SHARES = {"note": 20, "goal": 3, "enabler": 17, "barrier": 20, "step": 32, "parking": 8}
"""Of a hundred entries so many are of each kind: what tables' plans look like."""

VIEWS = {"working_well": "working well", "worried": "worried", "needs_to_happen": "needs to happen"}
"""What a note says, in the file and on the screen."""

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
DELIVERABLES = ("safety-networks", "case-management", "quality-assurance")


def plan_text(entries: int, seed: int = 0) -> str:
    """A plan file of so many entries, as the app writes one."""
    luck = random.Random(f"{seed}/{entries}")  # noqa: S311 - the same every time, on purpose
    plan: dict[str, Any] = {"format": 1, "plan": _header(luck, seed), "position": _position()}
    kinds = luck.choices(list(SHARES), list(SHARES.values()), k=entries)
    amounts = {kind: kinds.count(kind) for kind in SHARES}
    ids = {
        kind: [f"{kind[0].upper()}{n}-{_letters(luck, 4)}" for n in range(1, count + 1)]
        for kind, count in amounts.items()
    }
    for kind, keys in ids.items():
        if keys:
            plan[kind] = {key: _entry(luck, kind, ids) for key in keys}
    if entries:
        plan["reading"] = {
            f"R1-{_letters(luck, 4)}": {
                "date": WORKSHOP,
                "score": luck.randrange(2, 15) / 2,
                "reason": "Table baseline",
                "created": _moment(luck),
            }
        }
    return tomli_w.dumps(plan)


def is_drawn(entries: int) -> Callable[[str], bool]:
    """Whether a screen shows the walk of such a plan with its entries.

    The walk begins in the first box and shows the end of its list, so that is when its last note
    stands there with what is said under it, and the line of hints below.
    """
    number = plan_text(entries).count("[note.")
    last = re.compile(rf"N{number}\b.*?(?:{'|'.join(VIEWS.values())}).*F1 help", re.DOTALL)
    return lambda screen: last.search(screen) is not None


def write_folder(folder: Path, plans: int, entries: int = 10) -> None:
    """A plans folder of so many files, three to a group."""
    for number in range(plans):
        group = folder / f"authority-{number // 300}-table-{number // 3 % 100}"
        group.mkdir(parents=True, exist_ok=True)
        path = group / f"{DELIVERABLES[number % 3]}.toml"
        path.write_text(plan_text(entries, number), encoding="utf-8", newline="\n")


def _header(luck: random.Random, number: int) -> dict[str, Any]:
    return {
        "id": f"plan-{number}-{_letters(luck, 6)}",
        "title": f"{luck.choice(MIDDLES).capitalize()}, number {number}",
        "deliverable": DELIVERABLES[number % 3],
        "authority": f"Authority {number // 300}",
        "table": f"Table {number // 3 % 100}",
        "date": WORKSHOP,
        "horizon": WORKSHOP + dt.timedelta(days=270),
        "participants": luck.sample(ROLES, 4),
        "status": "agreed",
    }


def _position() -> dict[str, Any]:
    return {
        "question": "How far do naturally connected people own our safety plans?",
        "anchor_0": "Plans are lists of services.",
        "anchor_10": "Every family is helped to bring its people, and they run the plan.",
        "target": 6,
        "target_by": WORKSHOP + dt.timedelta(days=180),
    }


def _entry(luck: random.Random, kind: str, ids: Mapping[str, list[str]]) -> dict[str, Any]:
    words = f"{luck.choice(OPENINGS)} {luck.choice(MIDDLES)} {luck.choice(ENDINGS)}"
    entry: dict[str, Any] = {"text": words}
    day = WORKSHOP + dt.timedelta(days=luck.randrange(7, 200))
    match kind:
        case "note":
            entry["view"] = luck.choice(list(VIEWS))
        case "goal":
            entry |= {"measure": "Dip sample of 20", "baseline": "4 of 20", "target": "14 of 20"}
            entry["by"] = day
        case "enabler" | "barrier":
            entry |= {"strength": luck.randrange(1, 6), "influence": luck.randrange(1, 4)}
        case "step":
            entry |= {"owner": luck.choice(ROLES), "due": day, "confidence": luck.randrange(2, 11)}
            entry |= {"done_when": "Used in ten discussions", "status": "not_started"}
            if ids["barrier"]:
                entry["cuts"] = [luck.choice(ids["barrier"])]
        case _:
            entry["for"] = luck.choice(("call", "consultation", "workshop"))
    if luck.random() < 0.3:  # about every third speaker is written down
        entry["speaker"] = luck.choice(ROLES)
    entry["created"] = _moment(luck)
    return entry


def _moment(luck: random.Random) -> dt.datetime:
    start = dt.datetime.combine(WORKSHOP, dt.time(9), dt.UTC)
    return start + dt.timedelta(seconds=luck.randrange(3 * 3600))


def _letters(luck: random.Random, count: int) -> str:
    return "".join(luck.choice(LETTERS) for _ in range(count))
