"""The user's own settings: a small TOML file in their config folder, which they may edit by hand.

A file that cannot be understood is left exactly as it is; the app starts with its usual settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from trajectory.domain.thresholds import Thresholds
from trajectory.errors import PlanUnreadableError, UsageError
from trajectory.storage import atomic, codec, problems
from trajectory.storage.loading import read_bytes
from trajectory.storage.theme_line import settings_path, with_theme

__all__ = ["Settings", "read_settings", "settings_path", "write_theme"]

Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ThemeName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]


class Settings(BaseModel):
    """What a user may set. Every field has a usual value; keys that we do not know are kept."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    theme: ThemeName | None = None
    """Name of the theme to start with; the app's own choice when it is not said."""
    keys: Mapping[Short, Short] = {}
    """Other keys for commands: `"walk.board" = "f6"`. docs/keys.md lists the commands' names."""
    coach: Thresholds = Thresholds()
    """Where the coach draws its lines; docs/coach.md lists them."""


def read_settings(path: Path) -> tuple[Settings, str | None]:
    """The settings, and why the file could not be used, in plain words, if it could not."""
    try:
        return _read(path)[0], None
    except UsageError as error:
        return Settings(), str(error)


def write_theme(path: Path, theme: str) -> Settings:
    """Put another theme into the file, and leave the rest of it as the user wrote it.

    Raises:
        UsageError: the file cannot be understood, and so it was not touched.
        NotSavedError: the system refused.
    """
    settings, text = _read(path)
    changed = Settings.model_validate({**settings.model_dump(exclude_unset=True), "theme": theme})
    new_text = with_theme(text, theme)
    if not _says(path, new_text, changed):
        raise UsageError(
            f"Your settings in {path} are laid out in a way that Trajectory cannot change safely. "
            f'Write theme = "{theme}" into the first line of the file yourself.'
        )
    with atomic.in_plain_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    atomic.replace(path, new_text.encode())
    return changed


def _read(path: Path) -> tuple[Settings, str]:
    try:
        data, _ = read_bytes(path)
    except FileNotFoundError:
        return Settings(), ""
    except PlanUnreadableError as error:
        raise _unusable(path, str(error.problems[0])) from error
    except OSError as error:
        raise _unusable(path, f"{atomic.reason(error)} and try again") from error
    return _parsed(path, data), data.decode("utf-8-sig").replace("\r\n", "\n")


def _parsed(path: Path, data: bytes) -> Settings:
    if not data.strip():
        return Settings()
    try:
        raw, text, _ = codec.read_toml(data)
    except PlanUnreadableError as error:
        raise _unusable(path, str(error.problems[0])) from error
    try:
        return Settings.model_validate(raw)
    except ValidationError as error:
        wrong = problems.in_file_order(
            problems.wrong_values(error, text, Settings.model_json_schema())
        )
        raise _unusable(path, str(wrong[0])) from error


def _says(path: Path, text: str, settings: Settings) -> bool:
    try:
        return _parsed(path, text.encode()) == settings
    except UsageError:
        return False


def _unusable(path: Path, problem: str) -> UsageError:
    return UsageError(
        f"Your settings in {path} cannot be read: {problem}. The usual settings are used, and the "
        "file is left as it is: put it right, or delete it."
    )
