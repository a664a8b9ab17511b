"""Checks of the goals: what will be different, for families first of all."""

from __future__ import annotations

from collections.abc import Iterator

from trajectory.domain.coach import phrases
from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet, is_said
from trajectory.domain.dates import echo
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Goal


@rule("C06", Severity.FIX, "What matters most?", Section.GOAL)
def no_goal(sheet: Sheet) -> Iterator[Asked]:
    """The plan has no open goal.

    Steps without a goal are activity: nobody can say which of them to leave out.
    """
    if not sheet.goals:
        yield Asked(None, "There is no open goal.", about="no goal")


@rule("C06", Severity.ASK, "What matters most?", Section.GOAL)
def many_goals(sheet: Sheet) -> Iterator[Asked]:
    """The plan has more than three open goals.

    A trajectory lands one thing. A group that carries more than three goals finishes none.
    """
    count = len(sheet.goals)
    if count > sheet.thresholds.goals:
        yield Asked(None, f"There are {count:,} open goals.", about=f"{count} goals")


@rule("C07", Severity.FIX, "How would we know?", Section.GOAL)
def no_measure(sheet: Sheet) -> Iterator[Asked]:
    """A goal has no measure.

    A goal that nobody can measure is never met and never missed, so it is never talked about again.
    """
    for key, goal in sheet.goals.items():
        if not is_said(goal.measure):
            yield Asked(key, "It has no measure yet.")


@rule("C08", Severity.ASK, "What is it today?", Section.GOAL)
def half_a_measure(sheet: Sheet) -> Iterator[Asked]:
    """A goal has a measure, and its value today or its target is missing.

    Two figures make a measure: without today's nobody can show that anything moved, and without the
    target nobody knows when it is enough.
    """
    for key, goal in sheet.goals.items():
        if not is_said(goal.measure):
            continue
        if not is_said(goal.baseline):
            yield Asked(key, "Its measure has no figure for today.")
        elif not is_said(goal.target):
            yield Asked(key, "Its measure has no target.", question="What should it be?")


@rule("C11", Severity.FIX, "By when?", Section.GOAL)
def no_day(sheet: Sheet) -> Iterator[Asked]:
    """A goal has no date, one that has passed, or one after the day up to which the plan reaches.

    The date is what turns a wish into a plan. One that has passed, or that lies beyond the plan,
    says that nobody looks at it.
    """
    horizon = sheet.plan.plan.horizon
    for key, goal in sheet.goals.items():
        if goal.by is None:
            yield Asked(key, "It has no date yet.")
        elif goal.by < sheet.as_of:
            yield Asked(key, f"Its date was {echo(goal.by)}.", question="Met, or by when?")
        elif horizon is not None and goal.by > horizon:
            words = f"Its date is {echo(goal.by)}, and the plan reaches to {echo(horizon)}."
            yield Asked(key, words)


@rule("C12", Severity.ASK, "What would a family see?", Section.GOAL)
def vague(sheet: Sheet) -> Iterator[Asked]:
    """A goal says improve, embed, ensure or the like, with no figure and nothing that can be seen.

    Such words fit every plan of every year. What a family would see is what the group means.
    """
    for key, goal in sheet.goals.items():
        said = f"{goal.text} {goal.measure or ''}"
        found = phrases.VAGUE.search(said)
        if found and not is_said(goal.see) and not any(map(str.isdigit, said)):
            yield Asked(key, f"It says “{found[0]}”, with no figure and nothing to see.")


@rule("C14", Severity.ASK, "What would be there instead?", Section.GOAL)
def away_from(sheet: Sheet) -> Iterator[Asked]:
    """A goal starts with stop, reduce, no more, avoid or eliminate, and says nothing to be seen.

    People move towards something more easily than away from something, and what takes the place of
    the old way is the work.
    """
    for key, goal in sheet.goals.items():
        if phrases.starts_with_stopping(goal.text) and not is_said(goal.see):
            yield Asked(key, "It says what is to go, and not what comes instead.")


@rule("C15", Severity.ASK, "Where is the child in this?", Section.GOAL)
def no_family(sheet: Sheet) -> Iterator[Asked]:
    """No goal, nor what would be seen of one, speaks of a child, a family or their network.

    All of it is done for them. A goal about forms and meetings only may be met with nothing changed
    at anybody's kitchen table.
    """
    said = (text for goal in sheet.goals.values() for text in (goal.text, goal.see or ""))
    if sheet.goals and not any(phrases.FAMILY.search(text) for text in said):
        about = f"goals {' '.join(sorted(sheet.goals))}"
        yield Asked(None, "No goal speaks of a child or a family.", about=about)


@rule("C16", Severity.FIX, "What is the first step?", Section.STEP)
def no_step(sheet: Sheet) -> Iterator[Asked]:
    """A goal has no open step.

    A goal nobody works on is a hope. Where all its steps are done and it is still open, it needs
    the next one. While there is one goal only, steps without a goal are for that one.
    """
    for key in sheet.goals:
        steps = sheet.steps_for.get(key, ())
        if any(step in sheet.open_steps for step in steps):
            continue
        if steps:
            detail = f"All its steps are done: {sheet.named(steps)}."
            yield Asked(key, detail, question="Met, or what is the next step?")
        else:
            yield Asked(key, "No step is for it yet.")


@rule("C41", Severity.ASK, "What difference for families?", Section.GOAL)
def activity_only(sheet: Sheet) -> Iterator[Asked]:
    """Every goal counts people trained, forms, meetings or audits, and none says what is seen.

    Activity is not progress: all of it can be done while nothing is different for a family.
    """
    goals = sheet.goals
    if goals and all(map(_counts_activity, goals.values())):
        about = f"goals {' '.join(sorted(goals))}"
        yield Asked(None, "Every goal is measured by what we do.", about=about)


def _counts_activity(goal: Goal) -> bool:
    return not is_said(goal.see) and phrases.ACTIVITY.search(goal.measure or "") is not None


GOALS = (
    no_goal,
    many_goals,
    no_measure,
    half_a_measure,
    no_day,
    vague,
    away_from,
    no_family,
    no_step,
    activity_only,
)
