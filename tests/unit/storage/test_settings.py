"""The user's settings file: read strictly, changed line by line, never overwritten when broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from trajectory.domain.coach import Thresholds
from trajectory.errors import TrajectoryError, UsageError
from trajectory.storage.settings import (
    Settings,
    read_settings,
    settings_path,
    write_theme,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_missing_file_is_the_usual_settings(file: Path) -> None:
    assert read_settings(file) == (Settings(), None)


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_a_file_without_settings_is_the_usual_settings(file: Path, text: str) -> None:
    write(file, text)
    assert read_settings(file) == (Settings(), None)


def test_theme_and_keys_are_read(file: Path) -> None:
    write(file, 'theme = "room-light"\n[keys]\n"walk.board" = "f6"\n')
    settings, problem = read_settings(file)
    assert problem is None
    assert settings.theme == "room-light"
    assert settings.keys == {"walk.board": "f6"}


@pytest.mark.parametrize(
    "text, words",
    [
        ("theme = \n", "line 1"),
        ("theme = 3\n", "theme: 3 is not text"),
        ('theme = "../x"\n', "theme"),
        ('\n[keys]\n"walk.board" = 6\n', "line 3"),
        ("keys = 1\n", "keys"),
        ("\n[coach]\nspred = 4\n", "line 3, spred: 4 stands under a name that has no meaning"),
        ("[coach]\nspread = 11\n", "line 2, spread: 11 is not allowed: 0 to 10"),
        ('[coach]\nspread = "4"\n', 'line 2, spread: "4" is text: write 4 without'),
        ("[coach]\ngoals = 2.5\n", "line 2, goals: 2.5 is not a whole number: 1 to 1000"),
        ("coach = 3\n", "give it the heading [coach]"),
        ("a." * 50 + "b = 1\n", "dots"),
        ("\0" * 10, "zero bytes"),
    ],
)
def test_a_broken_file_gives_the_usual_settings_and_says_where(
    file: Path, text: str, words: str
) -> None:
    write(file, text)
    settings, problem = read_settings(file)
    assert settings == Settings()
    assert problem is not None
    assert str(file) in problem
    assert words in problem


def test_the_coach_s_lines_are_read_and_stay_when_a_theme_is_kept(file: Path) -> None:
    write(file, "[coach]\nspread = 5\nlate_share = 0.75\n")
    settings, problem = read_settings(file)
    assert problem is None
    assert settings.coach == Thresholds(spread=5, late_share=0.75)
    assert write_theme(file, "room-light").coach == settings.coach
    assert read_settings(file)[0].coach == settings.coach


def test_a_folder_in_the_place_of_the_file_is_said(file: Path) -> None:
    file.mkdir(parents=True)
    settings, problem = read_settings(file)
    assert settings == Settings()
    assert problem is not None
    assert "folder" in problem


def test_a_theme_is_kept_in_a_new_file(file: Path) -> None:
    assert write_theme(file, "room-light").theme == "room-light"
    assert file.read_text(encoding="utf-8") == 'theme = "room-light"\n'


def test_a_new_theme_leaves_the_rest_of_the_file_as_the_user_wrote_it(file: Path) -> None:
    write(
        file,
        '# mine\nfuture = "kept"\ntheme = "room-dark"  # for the hall\n\n[keys]\n'
        '# the board\n"walk.board" = "f6"\n[other]\ntheme = "not this one"\n',
    )
    write_theme(file, "high-contrast")
    assert file.read_text(encoding="utf-8") == (
        '# mine\nfuture = "kept"\ntheme = "high-contrast"\n\n[keys]\n'
        '# the board\n"walk.board" = "f6"\n[other]\ntheme = "not this one"\n'
    )


def test_a_theme_is_put_above_what_has_none(file: Path) -> None:
    write(file, '[keys]\n"walk.board" = "f6"\n')
    write_theme(file, "room-light")
    assert read_settings(file)[0] == Settings(theme="room-light", keys={"walk.board": "f6"})


@pytest.mark.parametrize("text", ["theme = \n", "theme = 3\n", "\0\0"])
def test_a_broken_file_is_never_written(file: Path, text: str) -> None:
    write(file, text)
    with pytest.raises(UsageError, match="left as it is"):
        write_theme(file, "room-light")
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "text",
    ['"theme" = "room-dark"\n', 'note = """\ntheme = "x"\n"""\n'],
)
def test_what_cannot_be_changed_safely_is_not_changed(file: Path, text: str) -> None:
    write(file, text)
    with pytest.raises(UsageError, match='theme = "room-light"'):
        write_theme(file, "room-light")
    assert file.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    with pytest.raises(TrajectoryError, match="folder should be"):
        write_theme(tmp_path / "config" / "settings.toml", "room-light")


def test_the_usual_place_is_the_users_config_folder(own_home: Path) -> None:
    assert settings_path().is_relative_to(own_home)
    assert settings_path().name == "settings.toml"
