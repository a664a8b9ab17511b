"""The other screens that the walk opens, each on top of it; the plan is shown again after each.

A screen is loaded when it is opened, with what it alone needs: the walk stands a tenth sooner.
"""

from __future__ import annotations

from trajectory.domain.forums import forum_named
from trajectory.domain.kinds import Section
from trajectory.errors import UsageError
from trajectory.tui.screens.finish_actions import FinishActions
from trajectory.usecases.recovering import Recovered


class WalkPages(FinishActions):
    """The commands of the walk that open another screen."""

    section: Section
    """The current box."""
    recovered: Recovered | None = None
    """What was recovered when this plan was opened."""

    def line_put(self, text: str) -> None:
        """Put a text into the line."""
        raise NotImplementedError

    def action_board(self) -> None:
        """All boxes side by side."""
        from trajectory.tui.screens.board import BoardScreen

        self.app.push_screen(BoardScreen(self.session, self.section), lambda _: self.plan_changed())

    def action_steps(self) -> None:
        """The steps as a table."""
        from trajectory.tui.screens.steps import StepsScreen

        self.app.push_screen(StepsScreen(self.session), lambda _: self.plan_changed())

    def action_review(self, forum: str = "") -> None:
        """The review between two meetings: `/review consultation` names another one."""
        from trajectory.tui.screens.review import ReviewScreen

        named = forum_named(forum)
        if forum.strip() and named is None:
            self.say("A review is for a monthly call, a consultation or a leaders' workshop.")
            return
        screen = ReviewScreen(self.session, named)
        self.app.push_screen(screen, lambda _: self.plan_changed())

    def action_agenda(self) -> None:
        """The agenda of the next call, and what comes of it."""
        from trajectory.tui.screens.agenda import AgendaScreen

        self.app.push_screen(AgendaScreen(self.session), lambda _: self.plan_changed())

    def action_decide(self, words: str = "") -> None:
        """Put a decision on record."""
        from trajectory.domain.outcomes import decide

        try:
            made = decide(self.session.plan, words, self.context.stamp())
        except UsageError as problem:
            self.line_put(f"/decide {words}")
            self.say(str(problem))
            return
        self.act(made.plan, made.said)
        self.say(f"{made.label} is on record. /decisions shows all of them.")

    def action_decisions(self) -> None:
        """What was decided."""
        from trajectory.tui.screens.decisions import DecisionsScreen

        self.app.push_screen(DecisionsScreen(self.session), lambda _: self.plan_changed())

    def action_parking(self) -> None:
        """What is parked, and for which meeting."""
        from trajectory.tui.screens.parking import ParkingScreen

        self.app.push_screen(ParkingScreen(self.session), lambda _: self.plan_changed())

    def action_differences(self) -> None:
        """What two people changed in the same place."""
        from trajectory.tui.screens.differences import DifferencesScreen

        self.app.push_screen(DifferencesScreen(self.session), lambda _: self.plan_changed())

    def action_forget(self, words: str = "") -> None:
        """Take words out of the plan for good, and out of all that is kept of it."""
        self.open_forgetting(words)

    def action_recovered(self) -> None:
        """What an earlier sitting left, that had not reached the plan file."""
        from trajectory.domain.changes import changes
        from trajectory.tui.screens.changes import ChangesScreen

        if self.recovered is None:
            self.say("Nothing had to be recovered: the plan file held every line.")
            return
        found = changes(self.recovered.before, self.recovered.past.plan)
        self.app.push_screen(ChangesScreen("Recovered when this plan was opened", found))

    def action_details(self) -> None:
        """Title, dates, participants, the scale's words."""
        from trajectory.tui.screens.details import DetailsScreen

        self.app.push_screen(DetailsScreen(self.session.path), lambda _: self.plan_changed())

    def action_search(self, words: str = "") -> None:
        """Find words in this plan or in all."""
        from trajectory.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.session.path, words))
