"""The coach's questions about who does it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.domain.coach.sheets import asked, at, day, found
from trajectory.domain.coach import World
from trajectory.domain.progress import OwnerLoad

TABLE = {
    "participants": ["Team manager", "Practice lead", "Health and social care lead"],
    "leadership_group": ["Service Manager, Assessment"],
}


@pytest.mark.parametrize(
    "owner, labels",
    [
        ("Team manager", []),
        ("Head of Service", []),
        ("", ["S1"]),
        ("  ", ["S1"]),
        ("Everyone", ["S1"]),
        ("all", ["S1"]),
        ("The  Team", ["S1"]),
        ("TBC", ["S1"]),
        ("tbc.", ["S1"]),
        ("?", ["S1"]),
        ("Team", ["S1"]),
        ("Team leader", []),
        ("Allocations manager", []),
        ("Service Manager, Assessment", []),
        ("service manager,  assessment", []),
        ("Health and social care lead", []),
        ("Head of Quality and Safeguarding", []),
        ("Team manager and Practice lead", ["S1"]),
        ("Team manager & practice lead", ["S1"]),
        ("Team manager / Practice lead", ["S1"]),
        ("Practice lead, Team manager", ["S1"]),
        ("Practice lead with Team manager", ["S1"]),
        ("Team manager, Assessment", []),
        ("Team manager and others", []),
    ],
)
def test_c23_one_role_owns_a_step(owner: str, labels: list[str]) -> None:
    assert asked("C23", header=TABLE, step=[{"owner": owner}]) == labels


def test_c23_nobody_said_and_roles_that_other_steps_know() -> None:
    steps = [{}, {"owner": "Chair"}, {"owner": "Analyst", "with": ["Nurse"]}]
    assert asked("C23", step=steps) == ["S1"]
    assert asked("C23", step=[*steps[1:], {"owner": "Chair and Nurse"}]) == ["S3"]
    assert asked("C23", step=[*steps[1:], {"owner": "Chair and Driver"}]) == []
    speaker = [{"text": "A note", "speaker": "Driver"}]
    assert asked("C23", step=[*steps[1:], {"owner": "Chair and Driver"}], note=speaker) == ["S3"]


def load(open_steps: int, due_soon: int = 0) -> World:
    role = "Team manager"
    return World({role.casefold(): OwnerLoad(role, open_steps=open_steps, due_soon=due_soon)})


MINE = {"owner": "Team manager"}


@pytest.mark.parametrize(
    "steps, world, detail",
    [
        ([MINE] * 4, None, None),
        ([MINE] * 5, None, "Team manager has 5 open steps."),
        ([MINE] * 4 + [{**MINE, "status": "done"}], None, None),
        ([MINE] * 4 + [{"owner": "Chair"}], None, None),
        ([{"owner": "team  MANAGER"}], load(4), "5 open steps, over all plans."),
        ([MINE], load(3), None),
        ([{"owner": "Chair"}], load(9), None),
        ([{**MINE, "due": day(14)}] * 3, None, "Team manager has 3 steps due within two weeks."),
        ([{**MINE, "due": day(15)}] * 3, None, None),
        ([{**MINE, "due": day(-1)}] * 3, None, None),
        ([{**MINE, "due": day(0)}] * 2, None, None),
        ([{**MINE, "due": day(0)}], load(2, 2), "3 steps due within two weeks, over all plans."),
        ([{**MINE, "due": day(15)}], load(2, 2), None),
    ],
)
def test_c27_what_can_move(
    steps: list[dict[str, Any]], world: World | None, detail: str | None
) -> None:
    details = [one.detail for one in found("C27", world=world, step=steps)]
    assert len(details) == (detail is not None)
    assert (detail or "") in "".join(details)


def test_c27_asks_for_each_owner() -> None:
    steps = [{"owner": "Chair"}] * 5 + [{"owner": "Analyst"}] * 6
    assert [one.about for one in found("C27", step=steps)] == ["analyst, 6 open", "chair, 5 open"]


@pytest.mark.parametrize(
    "mine, others, asks",
    [(3, 1, True), (2, 2, False), (3, 3, False), (4, 3, True), (3, 0, False), (4, 0, True)],
)
def test_c28_who_else_owns_this(mine: int, others: int, asks: bool) -> None:
    steps = [MINE] * mine + [{"owner": f"Role {number}"} for number in range(others)]
    assert asked("C28", step=steps) == (["plan"] if asks else [])


def test_c28_counts_open_steps_and_no_nobody() -> None:
    done = {**MINE, "status": "done"}
    assert asked("C28", step=[MINE, MINE, done, {"owner": "Chair"}, {"owner": "Nurse"}]) == []
    assert asked("C28", step=[{}] * 4) == []


def review(number: int, *attended: str, **more: Any) -> dict[str, Any]:
    fields = {"date": day(30 * number), "finished": at(30 * number), "attended": attended}
    return {name: value for name, value in {**fields, **more}.items() if value is not None}


STEP = {**MINE, "created": at()}
MET = review(2, "Team manager", finished=at(60, 10))
AWAY = [review(1, "Chair"), review(2, "Nurse")]


@pytest.mark.parametrize(
    "reviews, step, asks",
    [
        (AWAY, STEP, True),
        (AWAY[:1], STEP, False),
        ([review(1, "team MANAGER"), AWAY[1]], STEP, False),
        ([AWAY[0], review(2, "Team manager")], STEP, False),
        ([review(0, "Team manager"), *AWAY], STEP, True),
        ([AWAY[0], review(2)], STEP, False),  # it does not say who was there
        ([AWAY[0], review(2, attended=None)], STEP, False),
        ([AWAY[0], review(2, "Nurse", finished=None)], STEP, False),  # under way
        (AWAY, {**STEP, "status": "done"}, False),
        (AWAY, {**STEP, "created": at(31)}, False),  # younger than the first of the two
        (AWAY, {**STEP, "created": at(30)}, True),
        (AWAY, MINE, True),
        (AWAY, {}, False),
        ([AWAY[0], review(4, "Nurse")], STEP, False),  # still to come
        ([AWAY[0], review(3, "Nurse")], STEP, True),  # on the day itself
        # Three on one day: the last two are those that ended last.
        ([review(2, "Nurse", finished=at(60, hour)) for hour in (12, 11)] + [MET], STEP, True),
        ([review(2, "Nurse", finished=at(60, hour)) for hour in (9, 8)] + [MET], STEP, False),
    ],
)
def test_c29_does_the_owner_know(
    reviews: list[dict[str, Any]], step: dict[str, Any], asks: bool
) -> None:
    labels = asked("C29", day(90), step=[step], review=reviews)
    assert labels == (["plan"] if asks else [])


def test_c29_asks_once_for_all_steps_of_an_owner() -> None:
    (finding,) = found("C29", day(90), step=[STEP, STEP], review=AWAY)
    assert finding.detail == "Team manager owns S1 and S2, and missed both of the last reviews."
    assert finding.about == "team manager, V1-aaaa V2-aaaa"


@pytest.mark.parametrize(
    "leaders, steps, asks",
    [
        (["Director"], [MINE], True),
        (["Director"], [MINE, {"owner": "director"}], False),
        (["Director"], [MINE, {"owner": "Director", "status": "done"}], False),
        (["Director"], [MINE, {"owner": "Director", "status": "dropped"}], True),
        (["Director"], [{**MINE, "with": ["Director"]}], True),
        (["Director"], [{"owner": "Chair", "status": "done"}], False),
        (["Director"], [], False),
        ([], [MINE], False),
        ([" "], [MINE], False),
        (None, [MINE], False),
    ],
)
def test_c40_what_leaders_do_themselves(
    leaders: list[str] | None, steps: list[dict[str, Any]], asks: bool
) -> None:
    header = {} if leaders is None else {"leadership_group": leaders}
    assert asked("C40", header=header, step=steps) == (["plan"] if asks else [])
