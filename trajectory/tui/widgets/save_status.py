"""Where the words are, at all times: "Saved 14:02" is said only of what is in the plan file."""

from __future__ import annotations

from trajectory.tui.text import one_line
from trajectory.tui.widgets.words import Words
from trajectory.usecases.saving import LEFT_OTHER_NAME
from trajectory.usecases.session import SaveState, SaveStatus


class SaveStatusMark(Words):
    """A word or two at the right of the top row."""

    DEFAULT_CSS = """
    SaveStatusMark {
        width: auto; height: 1; padding: 0 1; color: $text-muted;
        &.-failed { color: $text-error; text-style: bold; }
    }
    """

    def show_status(self, status: SaveStatus) -> None:
        """Show this from now on."""
        self.set_class(status.state is SaveState.FAILED, "-failed")
        self.show(one_line(_words(status)))


class SaveAlarm(Words):
    """A bar that stays while something is not saved, or was saved in an unusual way."""

    DEFAULT_CSS = """
    SaveAlarm {
        display: none; height: auto; padding: 0 1; text-style: bold;
        background: $error-muted; color: $text-error;
        &.-shown { display: block; }
    }
    """

    def show_status(self, status: SaveStatus) -> None:
        """Show what is wrong, or nothing."""
        words = alarm_words(status)
        self.set_class(bool(words), "-shown")
        self.show(one_line(words))


def alarm_words(status: SaveStatus) -> str:
    """What is wrong, where the words are meanwhile, and what to do; empty when all is well."""
    problem = status.problem.rstrip(".")
    if problem and status.unsaved and status.kept_in is not None:
        return (
            f"NOT SAVED: {problem}. It tries again by itself. Your words are kept on this laptop, "
            f"in {status.kept_in}"
        )
    if problem and status.unsaved:
        return (
            f"NOT SAVED: {problem}. It tries again by itself. Your words are only in this window: "
            "keep it open."
        )
    if problem:
        return f"{problem}. All that you wrote is safe: go on, and it is tried again by itself."
    if status.journal_problem:
        return (
            f"{status.journal_problem.rstrip('.')}. Each line goes straight into the plan file; "
            "half-typed text cannot be kept."
        )
    if status.layout_kept_in is not None:
        return (
            "Saved, but the comments that somebody put into this plan file could not stay in it. "
            "Nothing was lost: the file as it was is in the folder history beside it, as "
            f"{status.layout_kept_in.name}."
        )
    if status.left_other_name:
        return LEFT_OTHER_NAME
    return ""


def _words(status: SaveStatus) -> str:
    match status.state:
        case SaveState.FAILED:
            return "NOT SAVED"
        case SaveState.SAVING:
            return "Saving …"
        case SaveState.KEPT:
            return "Kept on this laptop"
        case SaveState.SAVED:
            return f"Saved {status.at:%H:%M}" if status.at else "All saved"
