"""The story on 15 January: a plan is made by keys, box by box, and the workshop is finished."""

from __future__ import annotations

from tests.terminal.office import say
from tests.terminal.story import CTRL_E, CTRL_N, CTRL_O, CTRL_S, CTRL_Y, Story
from tests.terminal.terminal import CTRL_Z, RIGHT, TAB, Terminal


def workshop(story: Story) -> None:
    with story.office.sitting("2019-01-15T14:00", shows="No plans yet") as app:
        app.send(CTRL_N)
        app.wait_for("Only the authority and the table are needed.")
        begin_the_plan(app)
        where_we_are(app)
        goals_and_forces(app)
        next_steps(app)
        about_the_plan(app)
        say(app, "/finish We begin with Wednesday mornings: nothing else holds without them.")
        app.wait_for("Kept: Workshop, 15 Jan 2019")
        app.send(CTRL_E)
        app.wait_for("Exported to")
    story.keeps("workshop.md", story.beside(".md"))
    story.keeps("workshop-questions.txt", story.office.run("2019-01-15T16:00", "check").stdout)


def begin_the_plan(app: Terminal) -> None:
    say(app, "Aldermoor", "Table 1", "", "20 dec")
    say(app, "Team manager, Practice lead, Senior social worker, Business support lead")
    say(app, "Head of Service, Principal Social Worker")
    app.send(f"n{TAB}n{TAB}n{TAB}")
    say(app, "Group supervision in every team", "")
    app.wait_for("Note ›")


def where_we_are(app: Terminal) -> None:
    say(
        app,
        "/question How far does group supervision change what we do next with a family?",
        "/zero It is the first thing to go when duty is busy.",
        "/ten Every team meets each fortnight, and families can say what changed because of it.",
        "/plus Four teams of six meet twice in a month, whatever the week is like.",
        "Two teams have met every fortnight since October @Practice lead",
        "/working",
        "It's the first thing we cancel when duty rings @Team manager",
        "/worried",
        "Somebody besides the practice lead has to be able to run it @Senior social worker",
        "/needs",
        "=2 3 3 5>6",
        "",
    )
    app.wait_for("R1 · What got us here, not lower?")
    say(app, "Two teams kept it going all winter without being told to")
    app.wait_for("Note ›")


def goals_and_forces(app: Terminal) -> None:
    app.send(TAB)
    app.wait_for("Goal ›")
    say(app, "Every family that is stuck is talked through by a group within a month by 29 nov", "")
    app.wait_for("G1 · How would we know?")
    say(app, "Stuck families talked through within a month, of all open for over nine months")
    say(app, "5 of 31", "A parent can say what their worker did differently afterwards")
    app.wait_for("Goal ›")
    app.send(TAB)
    app.wait_for("Enabler ›")
    say(app, "Six people have been trained to run a group !3 @Practice lead")
    say(app, "The Principal Social Worker comes to one group a month !4")
    app.wait_for("E2 ")
    app.send(TAB)
    app.wait_for("Barrier ›")
    say(app, "Duty takes the afternoon that it was planned for !5", "")
    app.wait_for("B1 · What would cut through?")
    say(app, "A morning that duty leaves alone", "can influence")
    say(app, "Managers fear that it is one more meeting !3", "")
    app.wait_for("B2 · What would cut through?")
    say(app, "Show them what came of it for one family", "ours")
    say(app, "No room for eight people before noon !4", "")
    app.wait_for("B3 · What would cut through?")
    say(app, "Another building", "can influence")
    app.wait_for("Barrier ›")


def next_steps(app: Terminal) -> None:
    app.send(TAB)
    app.wait_for("Step ›")
    say(
        app,
        "Move the groups to Wednesday mornings in all six teams "
        "@Head of Service by 8 feb cuts B1 for G1",
        "Book a room for every Wednesday until Christmas "
        "@Business support lead by 1 feb cuts B3 for G1",
        "Run each group in pairs, a practice lead with a senior social worker "
        "@Practice lead by 15 mar uses E1 for G1",
        "Tell the managers' meeting what came of three stuck families "
        "@Team manager by 13 feb cuts B2",
        "Ask ten families what changed after a group had talked about them "
        "@Practice lead by 11 apr for G1 uses E2",
        "? Could a foster carer sit in when it is about a child they look after?",
        "- The notes of the group stay in somebody's notebook !2",
    )
    app.wait_for("B4 is in Barriers.")
    app.send(CTRL_Z)
    app.wait_for("Taken back: added to Barriers.")
    app.send(CTRL_Y)
    app.wait_for("Done again: added to Barriers.")


def about_the_plan(app: Terminal) -> None:
    app.send(CTRL_O)
    app.wait_for("Who keeps this plan?")
    app.send(f"{TAB}Principal Social Worker{TAB}{RIGHT}{TAB}15 jan{TAB}14 feb{TAB * 13}29 nov")
    app.wait_for("Fri 29 Nov 2019")
    app.send(CTRL_S)
    app.wait_for("Step ›")
