"""Settings while the app runs."""

from __future__ import annotations

from pathlib import Path

from trajectory.domain.coach import Thresholds
from trajectory.usecases.settings import Settings, open_settings, settings_path


def test_what_is_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert open_settings(file).choose_theme("room-light") is None
    again = open_settings(file)
    assert again.theme == "room-light"
    assert again.problem is None


def test_a_broken_file_is_said_and_left_alone_when_a_theme_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("theme = oops\n", encoding="utf-8")
    settings = open_settings(file)
    assert settings.theme is None
    assert settings.problem is not None
    problem = settings.choose_theme("room-light")
    assert problem is not None
    assert "for now only" in problem
    assert file.read_text(encoding="utf-8") == "theme = oops\n"


def test_settings_without_a_file_are_kept_for_the_sitting() -> None:
    settings = Settings()
    assert (settings.theme, dict(settings.keys)) == (None, {})
    assert settings.choose_theme("room-dark") is None
    assert settings.theme == "room-dark"


def test_without_a_path_the_users_own_file_is_read(own_home: Path) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('[keys]\n"walk.board" = "f6"\n', encoding="utf-8")
    assert open_settings().keys == {"walk.board": "f6"}


def test_the_coach_has_its_usual_lines_unless_the_file_says_others(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert open_settings(file).coach == Thresholds()
    file.write_text("[coach]\npages = 3\n", encoding="utf-8")
    assert open_settings(file).coach.pages == 3
