"""Where the words are, at all times: "Saved 14:02" is said only of what is in the plan file."""

from __future__ import annotations

from textual.widgets import Static

from trajectory.tui.text import one_line
from trajectory.usecases.session import SaveState, SaveStatus


class SaveStatusMark(Static):
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
        self.update(_words(status))


class SaveAlarm(Static):
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
        words = ""
        if status.state is SaveState.FAILED or status.problem:
            words = (
                f"NOT SAVED: {status.problem.rstrip('.')}. Your words are kept here while "
                "Trajectory is open; it tries again by itself."
            )
        elif status.kept_beside is not None:
            words = (
                "Somebody else changed this plan file at the same time. Nothing was overwritten: "
                f"your version is saved as {status.kept_beside.name}, theirs is as they left it."
            )
        elif status.layout_kept_in is not None:
            words = (
                "Saved, but the comments that somebody put into this plan file could not stay in "
                "it. Nothing was lost: the file as it was is in the folder history beside it, as "
                f"{status.layout_kept_in.name}."
            )
        self.set_class(bool(words), "-shown")
        self.update(one_line(words))


def _words(status: SaveStatus) -> str:
    if status.state is SaveState.FAILED:
        return "NOT SAVED"
    if status.state is SaveState.SAVING:
        return "Saving …"
    return f"Saved {status.at:%H:%M}" if status.at else "All saved"
