"""The coach over real plans: bank holidays, what owners carry elsewhere, and the examples."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.repository import ROOT
from trajectory.domain.coach import Thresholds
from trajectory.domain.plan import Header, Plan
from trajectory.exporters import markdown, paper
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.usecases import coaching
from trajectory.usecases.checking import check
from trajectory.usecases.context import Context

WORKSHOP = dt.date(2018, 1, 16)
USUAL = Thresholds()


def write(context: Context, name: str, **tables: Any) -> LoadedPlan:
    """Put a plan into the folder; a list of steps is all that most tests need."""
    raw = {"plan": {"id": name.replace("/", "-"), **tables.pop("header", {})}, **tables}
    for kind in ("step", "reading"):
        if kind in raw:
            letter = kind[0].upper()
            rows = {f"{letter}{n}-aaaa": row for n, row in enumerate(raw[kind], 1)}
            raw[kind] = rows
    path = context.store.root / f"{name}.toml"
    return context.store.create(path, Plan.model_validate(raw))


def step(owner: str = "Team manager", **fields: Any) -> dict[str, Any]:
    return {"text": "Map every form", "owner": owner, **fields}


# -- bank holidays ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day, is_one",
    [
        ("2018-03-30", True),  # Good Friday
        ("2018-04-02", True),  # Easter Monday
        ("2018-04-01", False),  # Easter Sunday: a weekend, and no bank holiday
        ("2018-03-31", False),
        ("2019-04-19", True),  # Easter moves
        ("2019-04-22", True),
        ("2019-04-02", False),
        ("2024-03-29", True),
        ("2024-04-01", True),
        ("2018-05-07", True),
        ("2020-05-04", False),  # moved to the Friday, for VE Day
        ("2020-05-08", True),
        ("2018-08-27", True),  # the last Monday
        ("2018-08-06", False),  # Scotland's is the first
        ("2022-06-02", True),  # spring's was moved to the jubilee
        ("2022-06-03", True),
        ("2022-05-30", False),
        ("2022-09-19", True),  # the Queen's funeral
        ("2023-05-08", True),  # the coronation
        ("2021-12-27", True),  # substitute days: Christmas was on a Saturday
        ("2021-12-28", True),
        ("2022-12-26", True),  # and here on a Sunday
        ("2022-12-27", True),
        ("2022-01-03", True),  # New Year's Day was on a Saturday
        ("2018-01-02", False),  # Scotland's
        ("2018-03-19", False),  # Northern Ireland's
        ("2018-11-30", False),
    ],
)
def test_england_s_bank_holidays(day: str, is_one: bool) -> None:
    assert (dt.date.fromisoformat(day) in coaching.bank_holidays()) is is_one


@pytest.mark.parametrize("day", [dt.date.min, dt.date(1752, 9, 14), dt.date.max])
def test_any_day_may_be_asked_about(day: dt.date) -> None:
    assert day not in coaching.bank_holidays()


@pytest.mark.parametrize(
    "due, detail",
    [
        (dt.date(2018, 3, 29), None),
        (dt.date(2018, 3, 30), "Fri 30 Mar 2018 is a bank holiday."),
        (dt.date(2018, 4, 1), "Sun 1 Apr 2018 is at a weekend."),
        (dt.date(2018, 4, 2), "Mon 2 Apr 2018 is a bank holiday."),
        (dt.date(2018, 4, 3), None),
        (dt.date(2021, 12, 28), "Tue 28 Dec 2021 is a bank holiday."),
        (dt.date(2021, 12, 29), "Wed 29 Dec 2021 is between Christmas and New Year."),
        (dt.date(2022, 1, 3), "Mon 3 Jan 2022 is a bank holiday."),
        (dt.date(2022, 1, 4), None),
    ],
)
def test_a_step_that_is_due_on_one(due: dt.date, detail: str | None) -> None:
    plan = Plan.model_validate({"plan": {}, "step": {"S1-a": step(due=due)}})
    found = coaching.ask(plan, USUAL, WORKSHOP).open
    details = [finding.detail for finding in found if finding.code == "C26"]
    assert details == ([] if detail is None else [detail])


# -- what owners carry -----------------------------------------------------------------------------


def ask_each(context: Context, *paths: Path, as_of: dt.date = WORKSHOP) -> list[coaching.Coached]:
    """All that is asked of these plans, or of the folder's."""
    checked = check(context, paths or None, also=partial(coaching.look, USUAL, as_of))
    known = coaching.loads(context, as_of) if paths else coaching.loads_of(checked.seen)
    return list(coaching.ask_each(context, checked.seen, known, USUAL))


def carried(context: Context, *paths: Path) -> list[tuple[str, str]]:
    """What C27 says, plan by plan."""
    return [
        (coached.name, finding.detail)
        for coached in ask_each(context, *paths)
        for finding in coached.questions.open
        if finding.code == "C27"
    ]


def test_steps_are_counted_over_all_plans_of_the_folder(context: Context) -> None:
    write(context, "a/one", step=[step()] * 3)
    two = write(context, "a/two", step=[step("TEAM  manager")])
    assert carried(context) == []
    write(context, "b/three", step=[step()])
    words = "Team manager has 5 open steps, over all plans."
    assert carried(context) == [
        ("a/one", words),
        ("a/two", words.replace("Team manager", "TEAM manager")),
        ("b/three", words),
    ]
    assert carried(context, two.path) == [("a/two", words.replace("Team manager", "TEAM manager"))]


def test_a_role_of_another_authority_is_another_person_s(context: Context) -> None:
    ours, theirs = {"authority": "Westbrook"}, {"authority": "Harrowmere"}
    write(context, "a/one", step=[step()] * 3, header=ours)
    write(context, "b/two", step=[step()] * 3, header=theirs)
    write(context, "b/three", step=[step()])
    assert carried(context) == []
    write(context, "c/four", step=[step()] * 2, header={"authority": " WESTBROOK "})
    assert [name for name, _ in carried(context)] == ["a/one", "c/four"]


def test_plans_put_away_and_copies_carry_nothing(context: Context) -> None:
    write(context, "a/one", step=[step()] * 3)
    write(context, "a/away", step=[step()] * 3, header={"archived": dt.date(2018, 1, 2)})
    original = context.store.root / "a" / "one.toml"
    shutil.copy(original, original.with_name("one-LAPTOP.toml"))
    assert carried(context) == []
    assert [coached.name for coached in ask_each(context)] == ["a/away", "a/one"]


def test_a_plan_s_own_steps_are_those_it_has_now(context: Context) -> None:
    saved = write(context, "a/one", step=[step(due=WORKSHOP)] * 3)
    write(context, "a/two", step=[step(due=WORKSHOP), step("Chair")])
    elsewhere = coaching.loads(context, WORKSHOP).elsewhere(saved.path, saved.plan.plan)
    assert {role: (load.open_steps, load.due_soon) for role, load in elsewhere.items()} == {
        "team manager": (1, 1),
        "chair": (1, 0),
    }
    plan = saved.plan
    for left, codes in ((3, {"C27"}), (1, set())):
        steps = dict(list(plan.step.items())[:left])
        found = coaching.ask(plan.replace(step=steps), USUAL, WORKSHOP, elsewhere).open
        assert {finding.code for finding in found} & {"C27"} == codes


def test_of_a_plan_s_own_owners_the_same_is_known_without_looking_through_all_roles(
    context: Context,
) -> None:
    saved = write(context, "a/one", step=[step(due=WORKSHOP)] * 3)
    write(context, "a/two", step=[step(due=WORKSHOP), step("Chair")])
    known = coaching.loads(context, WORKSHOP)
    own = coaching.own_loads(WORKSHOP, saved)
    found = known.elsewhere_of(own, saved.path, saved.plan.plan)
    everybody = known.elsewhere(saved.path, saved.plan.plan)
    assert found == {"team manager": everybody["team manager"]}
    another_way = saved.path.parent / ".." / "a" / saved.path.name
    assert known.elsewhere(another_way, saved.plan.plan) == everybody


def test_a_plan_from_elsewhere_is_counted_beside_the_folder(
    context: Context, tmp_path: Path
) -> None:
    write(context, "a/one", step=[step()] * 4)
    path = tmp_path / "mailed" / "plan.toml"
    path.parent.mkdir()
    text = '[plan]\n[step.S1-a]\ntext = "Ring"\nowner = "Team manager"\n'
    path.write_text(text, encoding="utf-8")
    ((_, words),) = carried(context, path)
    assert words == "Team manager has 5 open steps, over all plans."


def test_all_plans_are_looked_at_once_and_asked_as_each_is_with_all_known(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    dismissed = {"X1-aaaa": {"code": "C27", "about": "chair, 6 open"}}
    write(context, "a/one", step=[step(), step("Chair", due=WORKSHOP)] * 3, dismissed=dismissed)
    write(context, "a/two", step=[step(due=WORKSHOP)] * 2 + [step("Chair")] * 3)
    write(context, "a/closed", step=[step()], header={"status": "closed"})
    known = coaching.loads(context, WORKSHOP)
    expected = {}
    for item in context.store.scan():
        assert isinstance(item, LoadedPlan)
        elsewhere = known.elsewhere(item.path, item.plan.plan)
        expected[item.path.stem] = coaching.ask(item.plan, USUAL, WORKSHOP, elsewhere)
    assert [one.code for one, _ in expected["one"].dismissed] == ["C27"]
    checked = check(context, also=partial(coaching.look, USUAL, WORKSHOP))
    monkeypatch.delattr(PlanStore, "load")  # nothing is read again
    coached = coaching.ask_each(context, checked.seen, coaching.loads_of(checked.seen), USUAL)
    assert {each.path.stem: each.questions for each in coached} == expected


def test_what_is_kept_of_a_plan_can_be_sent_from_another_process(context: Context) -> None:
    loaded = write(context, "a/one", step=[step()])
    look = pickle.loads(pickle.dumps(partial(coaching.look, USUAL, WORKSHOP)))  # noqa: S301 - ours
    looked = look(loaded)
    assert pickle.loads(pickle.dumps(looked)) == looked  # noqa: S301 - ours


def test_what_cannot_be_read_is_passed_over(context: Context) -> None:
    write(context, "a/one", step=[step()])
    (context.store.root / "a" / "broken.toml").write_text("[plan", encoding="utf-8")
    assert [coached.name for coached in ask_each(context)] == ["a/one"]
    assert coaching.loads(context, WORKSHOP).elsewhere(Path("x"), Header())


def test_a_circle_that_its_file_s_finding_tells_is_not_told_again(context: Context) -> None:
    one, two = step(after=["S2-aaaa"]), step(after=["S1-aaaa"])
    early = step(after=["S4-aaaa"], due=WORKSHOP)
    late = step(due=WORKSHOP + dt.timedelta(days=1))
    write(context, "a/one", step=[one, two, early, late])
    checked = check(context)
    (coached,) = ask_each(context)
    labels = [one.label for one in coached.questions.open if one.code == "C34"]
    assert labels == ["S2", "S3"]
    ((_, left),) = coaching.not_told_yet([coached], checked.findings)
    assert [one.label for one in left if one.code == "C34"] == ["S3"]
    others = [one for one in coached.questions.open if one.code != "C34"]
    assert [one for one in left if one.code != "C34"] == others


# -- how long it is --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "length, detail", [(40, None), (3_600, None), (4_000, "Printed, it is about 2.2 pages.")]
)
def test_a_plan_is_as_long_as_its_document_is_on_paper(length: int, detail: str | None) -> None:
    rows = {"S1-a": step() | {"text": "x" * length}, "S2-a": step() | {"text": "y" * length}}
    plan = Plan.model_validate({"plan": {}, "step": rows})
    found = coaching.ask(plan, USUAL, WORKSHOP).open
    details = [finding.detail for finding in found if finding.code == "C39"]
    assert details == ([] if detail is None else [detail])


def test_a_plan_is_not_written_for_its_length_when_its_steps_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[Plan] = []

    def export(plan: Plan, as_of: dt.date) -> str:
        written.append(plan)
        return ""

    monkeypatch.setattr(markdown, "export", export)
    nine, ten = (Plan.model_validate({"plan": {}, "step": steps(count)}) for count in (9, 10))
    for plan in (nine, ten):
        coaching.ask(plan, USUAL, WORKSHOP)
    assert written == [nine]


def steps(count: int) -> dict[str, Any]:
    return {f"S{number}-a": step() for number in range(1, count + 1)}


def test_what_is_only_markup_takes_no_room_on_paper() -> None:
    assert paper.pages("") == 0
    assert paper.pages("x" * paper.PAGE) == 1
    assert paper.pages("**B1** A\\*word") == paper.pages("B1 Aword")
    assert paper.pages("|---|---|") == 0


# -- the examples ----------------------------------------------------------------------------------

AS_OF_THE_WORKSHOP = {
    ("quality-assurance", "C02", "R2"): (
        "The four people at the table gave 1, 2, 3 and 5. Whoever said 5 works where two managers "
        "sit down with the worker already; whoever said 1 has had one audit in three months, about "
        "a box. The table wrote down both remarks, and nobody has asked the one about the other."
    ),
}
"""All that the coach asks about the three examples on the day of their workshop, and why each is a
question that a practitioner would ask."""

AS_OF_THE_FIRST_CALL = AS_OF_THE_WORKSHOP | {
    ("case-management", "C25", "S1"): "The forms were to be mapped by 9 February.",
    ("quality-assurance", "C25", "S3"): "The rota was to have the hours by 16 February.",
    ("quality-assurance", "C25", "S5"): "The first count was promised for this very call.",
    ("safety-networks", "C25", "S1"): "Its second date has passed: done, or a talk about it.",
}
"""On the day of the call, when nobody has touched the plans since: what was due, and no more."""


@pytest.mark.parametrize(
    "as_of, expected",
    [
        (WORKSHOP, AS_OF_THE_WORKSHOP),
        (dt.date(2018, 2, 20), AS_OF_THE_FIRST_CALL),
    ],
    ids=["workshop", "first call"],
)
def test_what_is_asked_about_the_examples_and_why_it_is_right(
    context: Context, as_of: dt.date, expected: dict[tuple[str, str, str], str]
) -> None:
    shutil.copytree(ROOT / "plans", context.store.root)
    asked = {
        (coached.path.stem, finding.code, finding.label)
        for coached in ask_each(context, as_of=as_of)
        for finding in (*coached.questions.open, *(one for one, _ in coached.questions.dismissed))
    }
    assert asked == set(expected)
    assert all(expected.values())
