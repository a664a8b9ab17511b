"""What one role has promised over many plans: found whatever its spelling, late first."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.owners import OwnedStep, owner_page, roles_in, steps_in
from trajectory.domain.plan import Barrier, Header, LogEntry, Plan, Step
from trajectory.domain.progress import LoadCount, OwnerLoad, owner_loads

TODAY = dt.date(2018, 2, 12)


def day(number: int) -> dt.date:
    """So many days from today."""
    return TODAY + dt.timedelta(days=number)


def step(text: str, owner: str | None = None, **fields: object) -> Step:
    return Step.model_validate({"text": text, "owner": owner, **fields})


NETWORKS = Plan(
    plan=Header(title="Networks", authority=" Harrowmere ", table="Table 3"),
    barrier={
        "B1-aaaa": Barrier(text="No room in the form"),
        "B2-aaaa": Barrier(text="A quarrel", private=True),
        "B3-aaaa": Barrier(text="The form has no room", into="B1-aaaa"),
    },
    step={
        "S1-aaaa": step("Later", "Team manager", due=day(15)),
        "S2-aaaa": step("Soon", "team  MANAGER", due=day(14), cuts=["B3-aaaa", "B1-aaaa", "gone"]),
        "S3-aaaa": step("Undated", "Team manager", cuts=["B2-aaaa"]),
        "S4-aaaa": step("Nobody's", due=day(-9)),
        "S5-aaaa": step("Merged", "Team manager", due=day(-9), into="S1-aaaa"),
        "S6-aaaa": step("Helped with", "Head of QA", **{"with": [" Team  manager "]}),
        "S7-aaaa": step("Secret", "Team manager", due=day(-9), private=True),
    },
)
CASES = Plan(
    plan=Header(title="Cases"),
    step={
        "S1-bbbb": step("Today", "Team manager", due=TODAY),
        "S2-bbbb": step("Late", "Team manager", due=day(-1)),
        "S3-bbbb": step("Longer late", "Team manager", due=day(-2), status="blocked"),
        "S4-bbbb": step("Done", "Team manager", status="done", done_on=day(-3)),
        "S5-bbbb": step("Dropped", "Team manager", status="dropped", due=day(-30)),
        "S6-bbbb": step("Done by another", "Head of QA", status="done"),
        "S7-bbbb": step("Helped and done", None, status="done", **{"with": ["Team manager"]}),
    },
)


def all_steps(*, private: bool = True) -> list[OwnedStep]:
    return [
        *steps_in(NETWORKS, "t3/networks", TODAY, private=private),
        *steps_in(CASES, "t3/cases", TODAY, private=private),
    ]


def texts(steps: tuple[OwnedStep, ...]) -> list[str]:
    return [each.row.step.text for each in steps]


def test_a_page_has_what_a_role_owns_by_date_late_first() -> None:
    page = owner_page(all_steps(), "TEAM manager", TODAY)
    assert page.role == "Team manager"
    assert texts(page.late) == ["Secret", "Longer late", "Late"]
    assert texts(page.soon) == ["Today", "Soon"]
    assert texts(page.later) == ["Later"]
    assert texts(page.undated) == ["Undated"]
    assert texts(page.helps) == ["Helped with"]
    assert texts(page.closed) == ["Done", "Dropped"]
    assert page.open_steps == 7


def test_the_last_day_that_there_is_has_a_page() -> None:
    plan = Plan(plan=Header(), step={"S1": step("Last", "Team manager", due=dt.date.max)})
    steps = steps_in(plan, "x", dt.date.max)
    assert texts(owner_page(steps, "Team manager", dt.date.max).soon) == ["Last"]


def test_a_role_that_only_helps_has_a_page_in_its_own_spelling() -> None:
    plan = Plan(plan=Header(), step={"S1": step("A", "Head of QA", **{"with": ["Chair"]})})
    page = owner_page(steps_in(plan, "x", TODAY), "chair", TODAY)
    assert (page.role, page.open_steps, texts(page.helps)) == ("Chair", 0, ["A"])


def test_a_step_says_its_plan_and_each_barrier_that_it_cuts_once() -> None:
    (soon,) = (each for each in all_steps() if each.row.step.text == "Soon")
    assert soon.cuts == ("B1 No room in the form",)
    assert (soon.plan.name, soon.plan.title) == ("t3/networks", "Networks")
    assert soon.plan.group == "Harrowmere, Table 3"
    assert soon.row.label == "S2"


def test_private_entries_are_left_out_and_labels_stay() -> None:
    shown = {each.row.step.text: each for each in all_steps(private=False)}
    assert "Secret" not in shown
    assert shown["Undated"].cuts == ()
    assert shown["Helped with"].row.label == "S6"
    assert {each.row.step.text for each in all_steps()} - set(shown) == {"Secret"}


def test_merged_steps_are_nobody_s_work() -> None:
    assert "Merged" not in texts(tuple(all_steps()))


def test_what_nobody_owns_has_a_page_too() -> None:
    page = owner_page(all_steps(), " ", TODAY)
    assert (texts(page.late), page.helps) == (["Nobody's"], ())
    assert texts(page.closed) == ["Helped and done"]


def test_a_role_is_one_whatever_its_capitals_and_spaces() -> None:
    assert roles_in(all_steps()) == ("Team manager", "Head of QA")


def test_a_load_names_its_plans_and_counts_what_nobody_owns() -> None:
    count = LoadCount(TODAY)
    count.add(NETWORKS, "t3/networks")
    count.add(CASES, "t3/cases")
    assert count.loads() == (
        OwnerLoad("Team manager", 7, 3, 2, ("t3/networks", "t3/cases")),
        OwnerLoad("Head of QA", 1, 0, 0, ("t3/networks",)),
    )
    assert count.without_owner == 1


def test_of_equal_loads_the_later_comes_first() -> None:
    plan = Plan(
        plan=Header(),
        step={"S1": step("A", "One"), "S2": step("B", "Two", due=day(-1)), "S3": step("C", "One2")},
        log={"L1": LogEntry(item="S1", date=TODAY, field="due", was="x", now="y")},
    )
    assert [load.owner for load in owner_loads([plan], TODAY)] == ["Two", "One", "One2"]


OWNERS = st.sampled_from([None, "", " ", "Chair", "chair", "Head  of QA", "Head of QA"])
STEPS = st.builds(
    lambda owner, helper, due, status: step(
        "x", owner, due=due, status=status, **{"with": [helper or ""]}
    ),
    OWNERS,
    OWNERS,
    st.none() | st.dates(day(-40), day(40)),
    st.sampled_from([None, "blocked", "done", "dropped", "in_progress"]),
)


@given(st.lists(st.lists(STEPS, max_size=5), max_size=4))
def test_pages_and_loads_agree_on_any_plans(made: list[list[Step]]) -> None:
    plans = [
        Plan(plan=Header(), step={f"S{n}": each for n, each in enumerate(steps, 1)})
        for steps in made
    ]
    steps = [s for n, plan in enumerate(plans) for s in steps_in(plan, f"p{n}", TODAY)]
    count = LoadCount(TODAY)
    for number, plan in enumerate(plans):
        count.add(plan, f"p{number}")
    for load in count.loads():
        page = owner_page(steps, load.owner, TODAY)
        open_steps = (*page.late, *page.soon, *page.later, *page.undated)
        assert load.open_steps == page.open_steps
        assert (load.late, load.due_soon) == (len(page.late), len(page.soon))
        assert set(load.plans) == {each.plan.name for each in open_steps}
    assert sum(load.open_steps for load in count.loads()) + count.without_owner == sum(
        each.status not in {"done", "dropped"} for steps_of in made for each in steps_of
    )
