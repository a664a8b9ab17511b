"""The user's settings while the app runs: read once, and written when the user changes one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from trajectory.domain.thresholds import Thresholds
from trajectory.errors import TrajectoryError
from trajectory.storage import settings as stored
from trajectory.storage.settings import settings_path

__all__ = ["Settings", "open_settings", "settings_path"]


class Settings:
    """What the user has set, and the file it is kept in. Without a file, nothing is kept."""

    def __init__(
        self,
        values: stored.Settings | None = None,
        path: Path | None = None,
        problem: str | None = None,
    ) -> None:
        self._values = values or stored.Settings()
        self._path = path
        self.problem = problem
        """Why the file could not be used, in plain words; None when all is well."""

    @property
    def theme(self) -> str | None:
        """Name of the theme to start with, if the user chose one."""
        return self._values.theme

    @property
    def keys(self) -> Mapping[str, str]:
        """Other keys for commands, by the commands' ids."""
        return self._values.keys

    @property
    def coach(self) -> Thresholds:
        """Where the coach draws its lines."""
        return self._values.coach

    def choose_theme(self, theme: str) -> str | None:
        """Keep this theme for the next start; gives why it could not be kept, else None."""
        if self._path is None:
            self._values = stored.Settings.model_validate(
                self._values.model_dump() | {"theme": theme}
            )
            return None
        try:
            self._values = stored.write_theme(self._path, theme)
        except TrajectoryError as error:
            return f"The theme is for now only. {error}"
        return None


def open_settings(path: Path | None = None) -> Settings:
    """Read the settings of this user, or of a given file. Never fails: see `Settings.problem`."""
    path = path or settings_path()
    values, problem = stored.read_settings(path)
    return Settings(values, path, problem)
