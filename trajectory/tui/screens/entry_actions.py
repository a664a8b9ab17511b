"""What can be done with one entry of a list: the same on the walk and on the board."""

from __future__ import annotations

from trajectory.domain import editing
from trajectory.domain.amending import amend
from trajectory.domain.dates import short
from trajectory.domain.describing import INFLUENCE_WORDS
from trajectory.domain.ids import labels, next_id
from trajectory.domain.kinds import SECTION_OF_KIND, Section
from trajectory.domain.plan import Entry, Force, Plan
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.screens.pick import Choice, PickScreen
from trajectory.usecases.session import PlanSession, Undone

MOST_INFLUENCE = 3


class EntryActions(CommandScreen):
    """The commands of `LIST`, on the entry that the screen says is the current one."""

    session: PlanSession
    """The plan that is worked on."""

    def current_entry(self) -> str | None:
        """Id of the entry that a command is about."""
        raise NotImplementedError

    def on_plan_bar_arrived(self) -> None:
        """Somebody else's words are in the plan now."""
        self.plan_changed()

    def plan_changed(self, select: str | None = None) -> None:
        """Show the plan as it is now, with this entry highlighted if it is given."""
        raise NotImplementedError

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        raise NotImplementedError

    def act(self, plan: Plan, what: str, select: str | None = None) -> bool:
        """Make this the plan, as one act; whether it changed anything."""
        changed = self.session.do(plan, what)
        if changed:
            self.plan_changed(select)
        return changed

    def label_of(self, key: str) -> str:
        """What people call this entry: B1."""
        found = self.session.plan.find(key)
        return labels(self.session.plan, found[0])[key] if found else key

    def _current(self) -> tuple[str, Entry] | None:
        key = self.current_entry()
        found = self.session.plan.find(key) if key else None
        if key is None or found is None or not isinstance(found[1], Entry):
            self.say("There is no entry here yet.")
            return None
        return key, found[1]

    def action_fields(self) -> None:
        """Every field of this entry."""
        from trajectory.tui.screens.entry import EntryScreen

        if current := self._current():
            key = current[0]
            self.app.push_screen(
                EntryScreen(self.session, key), lambda _: self.plan_changed(select=key)
            )

    def action_delete_entry(self) -> None:
        """Take it out."""
        if current := self._current():
            key, _ = current
            label = self.label_of(key)
            self.act(editing.remove(self.session.plan, key, self.context.now()), f"deleted {label}")
            self.say(f"{label} is deleted. ctrl+z brings it back.")

    def action_star_entry(self) -> None:
        """Mark it, or take the mark off."""
        if current := self._current():
            key, entry = current
            starred = None if entry.starred else True
            self._edit(key, "starred" if starred else "took the star off", starred=starred)

    def action_strength(self, strength: int) -> None:
        """How strong an enabler or barrier is."""
        if current := self._current():
            key, entry = current
            if isinstance(entry, Force):
                self._edit(key, f"set strength {strength} for", strength=strength)
            else:
                self.say("Only enablers and barriers have a strength.")

    def action_influence(self) -> None:
        """Outside us, can influence, ours, and round again."""
        if current := self._current():
            key, entry = current
            if isinstance(entry, Force):
                influence = (entry.influence or 0) % MOST_INFLUENCE + 1
                self._edit(key, "set influence for", influence=influence)
                self.say(f"{self.label_of(key)}: {INFLUENCE_WORDS[influence]}.")
            else:
                self.say("Only enablers and barriers have an influence.")

    def action_shift_entry(self, places: int) -> None:
        """Up or down within its box."""
        if current := self._current():
            key, _ = current
            plan = editing.move_within(self.session.plan, key, places)
            self.act(plan, f"moved {self.label_of(key)}", select=key)

    def action_move_entry(self) -> None:
        """Ask for another box."""
        if current := self._current():
            key, _ = current
            self.ask_box(key)

    def ask_box(self, key: str) -> None:
        """Ask to which box this entry goes, and move it there."""
        template = self.context.templates.get(self.session.plan.plan.deliverable)
        choices = [
            Choice(section.value, template.prompts(section).name, f"{place}{section.mark}")
            for place, section in enumerate(self.session.plan.walk_order, 1)
        ]

        def moved(chosen: str | None) -> None:
            if chosen is not None:
                self.move_to(key, Section(chosen))

        self.app.push_screen(PickScreen(f"Move {self.label_of(key)} to", choices), moved)

    def move_to(self, key: str, section: Section) -> None:
        """Move an entry to another box."""
        plan = self.session.plan
        found = plan.find(key)
        if found is None or SECTION_OF_KIND.get(found[0]) in {None, section}:
            self.say("It is there already.")
            return
        label = self.label_of(key)
        new_key = next_id(plan, section.kind, self.context.suffix)
        moved = editing.move_to(plan, key, section, new_key, self.context.now())
        self.act(moved, f"moved {label}")
        name = self.context.templates.get(plan.plan.deliverable).prompts(section).name
        self.say(f"{label} is now {self.label_of(new_key)} in {name}.")

    def action_forget_entry(self) -> None:
        """Remove case data of this entry, or all of it, for good."""
        if current := self._current():
            self.open_forgetting(entry=current[0])

    def open_forgetting(self, words: str = "", entry: str | None = None) -> None:
        """Choose what is to be removed for good."""
        from trajectory.tui.screens.forget import ForgetScreen

        screen = ForgetScreen(self.session, words, entry)
        self.app.push_screen(screen, lambda _: self.plan_changed())

    def action_undo(self) -> None:
        """Take back the last act."""
        self._told(self.session.undo(), "Taken back: ", "There is nothing to take back.")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._told(self.session.redo(), "Done again: ", "There is nothing to do again.")

    def _told(self, undone: Undone | None, lead: str, nothing: str) -> None:
        if undone is None:
            self.say(nothing)
            return
        self.plan_changed()
        skipped = "  Some of it was left: it was changed since." if undone.skipped else ""
        day = undone.sitting
        when = f" (of {short(day, self.context.today())}, the last sitting)" if day else ""
        self.say(f"{lead}{undone.what}{when}.{skipped}")

    def _edit(self, key: str, what: str, **changes: object) -> None:
        plan = amend(self.session.plan, key, changes, self.context.stamp())
        self.act(plan, f"{what} {self.label_of(key)}", select=key)
