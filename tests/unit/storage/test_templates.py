"""Templates: the package's are whole, and an organisation's own add to them or change them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from trajectory.domain.kinds import Section
from trajectory.domain.template import GENERAL, Templates
from trajectory.storage.templates import BrokenTemplate, load_templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / "templates" / name).write_text(text, encoding="utf-8")


def loaded(folder: Path) -> Templates:
    templates, broken = load_templates(folder)
    assert broken == ()
    return templates


def only_problem(folder: Path) -> tuple[BrokenTemplate, str]:
    _, (broken,) = load_templates(folder)
    return broken, str(broken.problems[0])


def test_the_packages_templates_are_whole() -> None:
    templates, broken = load_templates(None)
    assert broken == ()
    assert [template.key for template in templates.deliverables] == [
        "safety-networks",
        "case-management",
        "quality-assurance",
    ]
    for template in (*templates.deliverables, templates.get(None)):
        assert set(template.sections) == set(Section)


def test_a_folder_without_templates_has_the_packages_own(tmp_path: Path) -> None:
    templates, broken = load_templates(tmp_path)
    assert broken == ()
    assert templates.knows("safety-networks")


def test_a_new_deliverable_says_what_is_its_own_and_the_rest_is_general(folder: Path) -> None:
    write(
        folder,
        "supervision.toml",
        'title = "Group supervision"\norder = 9\n[sections.goal]\nquestion = "What for?"\n',
    )
    templates = loaded(folder)
    own, general = templates.get("supervision"), templates.get(None)
    assert templates.deliverables[-1] is own
    assert (own.key, own.title) == ("supervision", "Group supervision")
    assert own.sections[Section.GOAL].question == "What for?"
    assert own.sections[Section.GOAL].asks == general.sections[Section.GOAL].asks
    assert own.scale == general.scale


def test_a_key_in_the_file_wins_over_the_files_name(folder: Path) -> None:
    write(folder, "whatever.toml", 'key = "supervision"\ntitle = "Group supervision"\n')
    assert loaded(folder).get("supervision").title == "Group supervision"


def test_a_template_of_the_package_is_changed_in_parts(folder: Path) -> None:
    before = load_templates(None)[0].get("quality-assurance")
    write(folder, "quality-assurance.toml", '[sections.step]\nasks = ["Who is first?"]\n')
    after = loaded(folder).get("quality-assurance")
    assert after.sections[Section.STEP].asks == ("Who is first?",)
    assert after.sections[Section.STEP].question == before.sections[Section.STEP].question
    assert after.sections[Section.GOAL] == before.sections[Section.GOAL]


def test_general_prompts_reach_every_deliverable_that_has_none_of_its_own(folder: Path) -> None:
    write(folder, "general.toml", '[sections.parking]\nname = "Not for today"\n')
    write(folder, "aaa.toml", 'title = "Comes first by name"\n')
    write(folder, "zzz.toml", 'title = "Comes last by name"\n')
    templates = loaded(folder)
    for key in (GENERAL, "aaa", "zzz", "quality-assurance"):
        assert templates.get(key).sections[Section.PARKING].name == "Not for today"
    assert templates.get(GENERAL) is templates.get("unheard-of")


def test_a_template_is_cleaned_before_it_reaches_a_plan_or_a_screen(folder: Path) -> None:
    hostile = r"\u001b]52;c;aGk=\u0007\u009b31m\r\u202e"
    write(
        folder,
        "own.toml",
        f'title = "T{hostile}"\n[scale]\nquestion = "Q{hostile}"\n'
        f'[sections.goal]\nshort = "S{hostile}"\nasks = ["A{hostile}"]\n',
    )
    own = loaded(folder).get("own")
    cleaned = "]52;c;aGk=31m\n\u202e"
    assert (own.title, own.scale.question) == (f"T{cleaned}", f"Q{cleaned}")
    assert own.sections[Section.GOAL].short == f"S{cleaned}"
    assert own.sections[Section.GOAL].asks == (f"A{cleaned}",)


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("title = \n", 1, "the value is not understood"),
        ('title = "x"\n\norder = "first"\n', 3, '"first" is not a whole number'),
        ('colour = "green"\n', 1, "no meaning here"),
        ('[sections.goals]\nquestion = "?"\n', 1, "is not one of position, goal, enabler"),
        ("[sections.goal]\nasks = 3\n", 2, "3 is not a list"),
        ("sections = 3\n", 1, "stands where a table belongs"),
        ('title = ""\n', 1, "is empty"),
        ('title = "\\u001b"\n', 1, "is empty"),
        ('key = "../x"\n', 1, "is no key"),
        ("key = 3\n", 1, "3 is no key"),
        ("", None, "empty (0 bytes)"),
    ],
)
def test_a_broken_template_is_reported_and_the_others_work(
    folder: Path, text: str, line: int | None, words: str
) -> None:
    write(folder, "quality-assurance.toml", text)
    write(folder, "supervision.toml", 'title = "Group supervision"\n')
    broken, said = only_problem(folder)
    templates, _ = load_templates(folder)

    assert broken.path.name == "quality-assurance.toml"
    assert broken.problems[0].line == line
    assert words in said
    assert templates.get("quality-assurance") == load_templates(None)[0].get("quality-assurance")
    assert templates.knows("supervision")


def test_a_broken_general_template_changes_nothing(folder: Path) -> None:
    write(folder, "general.toml", "title = 3\n")
    assert only_problem(folder)[1] == (
        'line 1, title: 3 is not text: text stands in quotation marks, like "Team manager"'
    )
    assert load_templates(folder)[0].get(None) == load_templates(None)[0].get(None)


def test_a_templates_folder_that_may_not_be_opened_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def refuse(path: Path) -> object:
        if path == folder / "templates":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "you have no permission" in only_problem(folder)[1]


def test_a_template_that_may_not_be_read_is_reported(folder: Path) -> None:
    (folder / "templates" / "gone.toml").symlink_to("nowhere")
    (folder / "templates" / "folder.toml").mkdir()
    _, broken = load_templates(folder)
    assert [item.path.name for item in broken] == ["folder.toml", "gone.toml"]
