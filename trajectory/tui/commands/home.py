"""The commands of the first screen and of those around it: a new plan, details, search."""

from __future__ import annotations

from dataclasses import replace

from trajectory.tui.commands.command import EVERYWHERE, Command

HOME = (
    Command(
        "home.start",
        "start",
        "Open, or start a plan",
        "Opens the marked plan; a name that no plan has starts a new one.",
        keys="enter",
        hint="open",
    ),
    Command(
        "home.list",
        "enter_list",
        "Into the list",
        "In the list of plans, letters are commands.",
        keys="down",
        hint="list",
    ),
    Command(
        "home.review",
        "review",
        "Review",
        "What changed in the marked plan, what is late, what next: before a call.",
        keys="ctrl+r",
        hint="review",
    ),
    Command(
        "home.search",
        "search",
        "Search in all plans",
        "Finds words wherever they were said, in every box of every plan.",
        keys="ctrl+f",
        hint="search",
    ),
    Command(
        "home.new",
        "new_plan",
        "New plan",
        "Starts the plans of a table: who, when, and on what.",
        keys="ctrl+n",
        hint="new",
    ),
    Command(
        "home.undo",
        "undo",
        "Undo",
        "Takes back what was last done with a plan here: deleted, renamed, archived.",
        keys="ctrl+z",
    ),
    Command(
        "home.leave",
        "back",
        "Back",
        "From the list to the line; there it empties the line; pressed twice, it leaves.",
        keys="escape",
        hint="leave",
    ),
)
"""The first screen. The line has the focus, so no command here is a bare letter."""

PLANS = (
    Command(
        "plans.open",
        "start",
        "Open",
        "Runs the workshop on this plan. For a file that cannot be read, says why.",
        keys="enter",
        hint="open",
    ),
    Command(
        "plans.review",
        "review",
        "Review",
        "What changed, what is late, where you are now, what next: before a call.",
        keys="r,R",
        shown_key="R",
        hint="review",
    ),
    Command(
        "plans.export",
        "export",
        "Export",
        "Writes the plan as a Markdown document beside the plan file.",
        keys="x,X",
        shown_key="X",
        hint="export",
    ),
    Command(
        "plans.more",
        "more",
        "More",
        "Rename, duplicate, details, archive or delete it.",
        keys="d,D",
        shown_key="D",
        hint="more",
    ),
    Command(
        "plans.new",
        "new_plan",
        "New plan",
        "Starts the plans of a table.",
        keys="n,N",
        shown_key="N",
        hint="new",
    ),
    Command(
        "plans.archived",
        "show_archived",
        "Archived plans",
        "Shows the plans that were put away, or hides them again.",
        keys="a,A",
        shown_key="A",
        hint="archived",
    ),
    Command(
        "plans.search",
        "search",
        "Search",
        "Finds words in all plans.",
        keys="slash",
        hint="search",
    ),
    Command(
        "plans.owners",
        "owners",
        "Who carries how much",
        "Every role that owns open steps, over all plans; Enter on one shows its steps.",
        keys="o,O",
        shown_key="O",
        hint="owners",
    ),
    Command(
        "plans.agenda",
        "agenda",
        "Agenda",
        "The agenda of the next call about this plan, written from how it stands.",
        keys="g,G",
        shown_key="G",
        hint="agenda",
    ),
    Command(
        "plans.questions",
        "questions",
        "Questions",
        "What a good facilitator would ask about this plan, the most pressing first.",
        keys="q,Q",
        shown_key="Q",
        hint="questions",
    ),
    Command(
        "plans.details",
        "details",
        "About this plan",
        "Title, table, dates, people and the scale's words.",
        keys="i,I",
        shown_key="I",
    ),
    Command(
        "plans.history",
        "history",
        "History",
        "The plan as it stood after each workshop and review: compare, or put it back.",
        keys="h,H",
        shown_key="H",
    ),
    Command(
        "plans.rename",
        "rename",
        "Rename",
        "Gives the plan another title.",
        keys="t,T",
        shown_key="T",
    ),
    Command(
        "plans.duplicate",
        "duplicate",
        "Duplicate",
        "Makes another plan with the same words, for this table or another one.",
        keys="c,C",
        shown_key="C",
    ),
    Command(
        "plans.archive",
        "archive",
        "Archive, or take back",
        "Puts the plan away, or takes it back into use.",
    ),
    Command(
        "plans.together",
        "put_together",
        "Put a copy together with its plan",
        "What two people wrote comes into one plan. The copy goes to the folder's trash.",
    ),
    Command(
        "plans.differences",
        "differences",
        "Differences to settle",
        "Where two people changed the same words: both versions, and a key that chooses.",
    ),
    Command(
        "plans.delete",
        "delete",
        "Delete",
        "Moves the plan to the folder's trash. ctrl+z brings it back.",
        keys="delete",
    ),
    Command(
        "plans.deleted",
        "deleted",
        "Deleted plans",
        "What is in the trash, to bring it back.",
        keys="b,B",
        shown_key="B",
    ),
    Command(
        "plans.theme",
        "next_theme",
        "Another theme",
        "Dark, light, high contrast, or the terminal's own colours. It is kept for next time.",
        keys="l,L",
        shown_key="L",
    ),
)
"""The list of plans while it has the focus: letters are commands here."""

_FIRST = ("plans.open", "plans.review", "plans.export", "plans.more", "home.undo", "plans.search")
_BY_ID = {command.id: command for command in (*HOME, *PLANS)}
_BY_ID["home.undo"] = replace(_BY_ID["home.undo"], hint="undo")
IN_LIST = (
    *(_BY_ID[name] for name in _FIRST),
    *(command for command in PLANS if command.id not in _FIRST),
    replace(_BY_ID["home.leave"], hint="back"),
    EVERYWHERE[0],
)
"""What is hinted at in the list of plans, what is needed most first."""

NEW_PLAN = (
    Command(
        "new.start",
        "start",
        "Start",
        "Makes a plan for each deliverable, and opens the first.",
        keys="ctrl+s",
        hint="start",
    ),
    Command(
        "new.next",
        "next_answer",
        "Next question",
        "On to the next question; behind the last one, starts.",
        keys="enter,tab,down",
        hint="next",
    ),
    Command(
        "new.before",
        "previous_answer",
        "Question before",
        "Back to the question before.",
        keys="shift+tab,up",
    ),
    Command(
        "new.leave",
        "back",
        "Back",
        "Back to the plans; nothing is made.",
        keys="escape",
        hint="back",
    ),
)
"""Starting a table's plans."""

DETAILS = (
    Command(
        "details.save",
        "save",
        "Save and go back",
        "Keeps what you changed, as one thing that ctrl+z takes back.",
        keys="ctrl+s",
        hint="save",
    ),
    Command(
        "details.next",
        "next_answer",
        "Next question",
        "On to the next question.",
        keys="enter,tab,down",
        hint="next",
    ),
    Command(
        "details.before",
        "previous_answer",
        "Question before",
        "Back to the question before.",
        keys="shift+tab,up",
    ),
    Command(
        "details.undo",
        "as_it_was",
        "As it was",
        "Takes back what was typed in this answer.",
        keys="ctrl+z",
        hint="as it was",
    ),
    Command(
        "details.leave",
        "back",
        "Back",
        "Back, and what you changed is kept.",
        keys="escape",
        hint="back, all is kept",
    ),
)
"""What a plan is about."""

SEARCH = (
    Command(
        "search.open",
        "open_hit",
        "Go there",
        "Opens the plan at the marked entry.",
        keys="enter",
        hint="go there",
    ),
    Command(
        "search.down", "move(1)", "Next one", "Marks the next one.", keys="down", hint="next one"
    ),
    Command("search.up", "move(-1)", "One before", "Marks the one before.", keys="up"),
    Command("search.page_down", "move(10)", "Ten on", "Ten further on.", keys="pagedown"),
    Command("search.page_up", "move(-10)", "Ten back", "Ten back.", keys="pageup"),
    Command(
        "search.where",
        "everywhere",
        "This plan, or all",
        "Searches in this plan alone, or in all plans.",
        keys="tab",
        hint="this plan or all",
    ),
    Command("search.leave", "back", "Back", "Back, one level.", keys="escape", hint="back"),
)
"""Words in plans. The line keeps the focus."""

ASK = (
    Command(
        "ask.done",
        "next_or_done",
        "Next, or done",
        "On to the next question; behind the last one, it is done.",
        keys="enter",
        hint="done",
    ),
    Command(
        "ask.next", "focus_next_line", "Next question", "On to the next question.", keys="tab,down"
    ),
    Command(
        "ask.before",
        "focus_previous_line",
        "Question before",
        "Back to the question before.",
        keys="shift+tab,up",
    ),
    Command("ask.leave", "leave", "Back", "Back; nothing is done.", keys="escape", hint="back"),
)
"""A question or two about a plan."""

PROBLEMS = (
    Command(
        "problems.bring_back",
        "bring_back",
        "Bring the last copy back",
        "Puts the plan as this laptop last knew it in the place of the damaged file.",
        keys="r",
        hint="bring the last copy back",
    ),
    Command("problems.down", "scroll(1)", "Down", "Further down.", keys="down"),
    Command("problems.up", "scroll(-1)", "Up", "Further up.", keys="up"),
    Command(
        "problems.leave",
        "leave",
        "Back",
        "Back to the plans.",
        keys="escape,enter,space",
        hint="back to the plans",
    ),
)
"""What is wrong with a file."""
