"""The story from February to April: three reviews, a call, and a colleague with an editor."""

from __future__ import annotations

from tests.terminal.office import say
from tests.terminal.story import CTRL_E, CTRL_G, CTRL_R, CTRL_S, NAME, Story
from tests.terminal.terminal import BACKSPACE, CTRL_Z, DOWN, END, ENTER, ESCAPE, TAB, UP, Terminal
from trajectory.storage.codec import parse

# -- 12 to 14 February: a review that is left and goes on the next day -----------------------------


def february(story: Story) -> None:
    a_review_is_begun_and_left(story)
    a_review_goes_on_the_next_day(story)
    story.keeps("february-agenda.md", story.beside("-agenda.md"))
    story.keeps("february.md", story.beside(".md"))
    since = story.office.run("2019-02-13T09:00", "changes", NAME, "--since", "15 jan 2019")
    story.keeps("february-changes.txt", since.stdout)


def a_review_is_begun_and_left(story: Story) -> None:
    with story.office.sitting("2019-02-12T16:40", shows="Group supervision") as app:
        app.send(CTRL_R)
        app.wait_for("Nothing has changed.")
        app.send(ENTER)
        app.wait_for("3 to go.")
        app.send("d")
        app.wait_for("S2 · Done. What shows it?")
        say(app, "The library has us down until 18 December")
        app.wait_for("S2 is done.")
        app.send("b")
        app.wait_for("S1 · What is in its way?")
        say(app, "the duty rota, which is settled on 27 February")
        app.wait_for("S1 is blocked.")
        app.send(ESCAPE)
        app.wait_for("Find a plan")


def a_review_goes_on_the_next_day(story: Story) -> None:
    with story.office.sitting("2019-02-13T08:40", shows="Group supervision") as app:
        app.send(CTRL_R)
        app.wait_for("This review was begun on 12 Feb, and left here.")
        app.wait_for("1 to go.")
        app.send("x")
        app.wait_for("S4 · Drop it. Why?")
        app.send(ENTER)
        app.wait_for("S4 is dropped.")
        app.send(CTRL_Z)
        app.wait_for("1 to go.")
        app.send("p")
        app.wait_for("S4 is in progress.")
        app.send(TAB)
        app.wait_for("Where are you now, 0 to 10?")
        say(app, "3 3 4 4")
        app.wait_for("It is on record. A few words on why")
        say(app, "Two more teams meet on Wednesdays already")
        app.wait_for("Is it still in the way?")
        app.send("ssr")
        app.wait_for("B3 · How strong is it now, 1 to 5?")
        say(app, "2, the library lends us its meeting room")
        app.wait_for("B3 is less in the way: strength 2.")
        app.send(TAB)
        app.wait_for("Next step, or a remark")
        say(
            app,
            "Ask two retired practice leads to run a group when nobody else can "
            "@Principal Social Worker by 8 mar for G1",
        )
        app.wait_for("S6 is in Next steps.")
        app.send(ENTER)
        app.wait_for("Who is asked for what?")
        say(app, "Head of Service: a duty rota that leaves Wednesday mornings alone", "")
        app.wait_for("Who was there?")
        say(app, "Team manager, Practice lead")
        app.wait_for("In short?")
        say(app, "Two more teams meet. The duty rota decides about the other two.")
        app.wait_for("The review is finished")
        app.send("a")
        app.wait_for("The agenda is in")
        app.send("x")
        app.wait_for("Exported to")
        app.send(ESCAPE)
        app.wait_for("Find a plan")
        next_call(app, "14 mar", "Thu 14 Mar 2019")


def next_call(app: Terminal, said: str, understood: str) -> None:
    """From the first screen: say when the next call is."""
    app.send(f"{DOWN}i")
    app.wait_for("Next call")
    app.send(f"{TAB * 4}{BACKSPACE * 20}{said}")
    app.wait_for(understood)
    app.send(CTRL_S)
    app.wait_for("Find a plan")


# -- 1 March: a colleague edits the file in an editor, while the plan is open ----------------------


def a_colleague_edits_the_file(story: Story) -> None:
    with story.office.sitting("2019-03-01T11:00", NAME, shows="Note ›") as app:
        text = story.plan_file.read_text("utf-8")
        step = text.index("[step.S4-")
        told = text[step:].replace(
            'status = "in_progress"', 'status = "done"  # I was there\ndone_on = 2019-02-27', 1
        )
        by_hand = """
[parking.coffee]
text = "Who pays for the coffee on Wednesdays?"
for = "call"
speaker = "Business support lead"
"""
        story.plan_file.write_text(text[:step] + told + by_hand, "utf-8")
        app.wait_for("6 Parking 2")
        say(app, "In the north team a mother asked when her group would meet again @Team manager")
        app.wait_for("N4 ")
        app.wait_for("Saved 11:00")
    text = story.plan_file.read_text("utf-8")
    assert "# I was there" in text, "a comment stays"
    plan = parse(text.encode())[0]
    assert [note.text[:18] for note in plan.note.values()][-1] == "In the north team "
    assert "coffee" in plan.parking


# -- 14 March: the review, and the call itself on the agenda screen --------------------------------


def march(story: Story) -> None:
    before_the_call(story)
    story.keeps("march-agenda.md", story.beside("-agenda.md"))
    the_call(story)
    story.keeps("march.md", story.beside(".md"))


def before_the_call(story: Story) -> None:
    with story.office.sitting("2019-03-14T08:45", shows="Group supervision") as app:
        app.send(CTRL_R)
        app.wait_for("What changed since: Monthly call, 13 Feb 2019")
        app.send(ENTER)
        app.wait_for("3 to go.")
        app.send("w")
        app.wait_for("S1 · By when, and why?")
        say(app, "10 apr, the new rota begins after the school holidays")
        app.wait_for("S1 is due Wed 10 Apr 2019.")
        app.send("d")
        app.wait_for("S6 · Done. What shows it?")
        say(app, "both have run one")
        app.wait_for("S6 is done.")
        app.wait_for("1 to go.")
        app.send(f"{TAB}")
        app.wait_for("Enter alone: still 3.5.")
        app.send(ENTER)
        app.wait_for("It is on record. A few words on why")
        say(app, "Four teams meet, and the other two wait for the rota")
        app.wait_for("Is it still in the way?")
        app.send("sc")
        app.wait_for("B2 · It helps now: how does it read?")
        say(app, "Managers ask which family is next")
        app.wait_for("B2 is turned round: it is E3 now")
        app.send(CTRL_S)
        app.wait_for("The review is finished")
        app.send("a")
        app.wait_for("The agenda is in")


def the_call(story: Story) -> None:
    with story.office.sitting("2019-03-14T10:00", NAME, shows="Note ›") as app:
        app.send(CTRL_G)
        app.wait_for("What moved")
        say(app, "/decide Wednesday mornings stay free of duty until July @Head of Service")
        app.wait_for("D1")
        say(
            app,
            "> Ask the foster carers' group whether they would want to sit in "
            "@Practice lead by 5 apr",
        )
        app.wait_for("S7")
        app.send(UP)
        app.wait_for("r raised")
        app.send(f"{END}{UP}{UP}{UP}r")
        app.wait_for("P1 is raised. ctrl+z takes it back.")
        app.send(ESCAPE)
        app.wait_for("Said ›")
        say(app, "/finish")
        app.wait_for("The call is on record")
        app.send(ESCAPE)
        app.wait_for("Note ›")
        app.send(CTRL_E)
        app.wait_for("Exported to")
        say(app, "/about")
        app.wait_for("Next call")
        app.send(f"{TAB * 4}{BACKSPACE * 20}11 apr")
        app.wait_for("Thu 11 Apr 2019")
        app.send(CTRL_S)
        app.wait_for("Note ›")


# -- 11 April: the review that ends the quarter ----------------------------------------------------


def april(story: Story) -> None:
    with story.office.sitting("2019-04-11T08:50", shows="Group supervision") as app:
        app.send(CTRL_R)
        app.wait_for("What changed since: Monthly call, 14 Mar 2019")
        app.send(ENTER)
        app.wait_for("4 to go.")
        app.wait_for("Carried twice. Still true?")
        step_is_done(app, "S3", "every group is run by two")
        step_is_done(app, "S7", "they would, if they are asked a week before")
        step_is_done(app, "S1", "all six teams since Wednesday")
        app.send("w")
        app.wait_for("S5 · By when, and why?")
        say(app, "2 may, seven families are asked so far")
        app.wait_for("S5 is due Thu 2 May 2019.")
        app.send(TAB)
        app.wait_for("Enter alone: still 3.5.")
        say(app, "4 5 5 5")
        app.wait_for("It is on record. A few words on why")
        say(app, "Six teams meet, and in four of them families hear what came of it")
        app.wait_for("Is it still in the way?")
        app.send("g")
        app.wait_for("B1 is gone.")
        app.send(TAB)
        app.wait_for("Next step, or a remark")
        say(
            app,
            "Write the questions of a group on one card @Senior social worker by 17 may cuts B4",
        )
        app.wait_for("S8 is in Next steps.")
        app.send(CTRL_S)
        app.wait_for("The review is finished")
        app.send("a")
        app.wait_for("The agenda is in")
        app.send(ESCAPE)
        app.wait_for("Find a plan")
        next_call(app, "9 may", "Thu 9 May 2019")
    story.keeps("april-agenda.md", story.beside("-agenda.md"))


def step_is_done(app: Terminal, label: str, evidence: str) -> None:
    """The marked step of a review is done, and the next one is marked."""
    app.send("d")
    app.wait_for(f"{label} · Done. What shows it?")
    say(app, evidence)
    app.wait_for(f"{label} is done.")
