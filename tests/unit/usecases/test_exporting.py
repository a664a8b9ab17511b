"""Exporting: what a document is given, what its file is called, and what is never overwritten."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain import editing
from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError, PlanNotFoundError, UsageError
from trajectory.exporters.exporter import Exporter, ExportOptions
from trajectory.storage.disk import Disk
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.creating import NewGroup, create_plans
from trajectory.usecases.exporting import (
    EXPORTERS,
    DocumentFolder,
    deliverable_title,
    document,
    export_beside,
    plans,
    write,
)


def asked(plan: Plan, as_of: dt.date, options: ExportOptions) -> str:
    return f"{plan.plan.title} on {as_of}, {options}"


ASKED = Exporter(name="asked", ending=".txt", about="what an exporter is asked for", export=asked)
MARKDOWN = EXPORTERS["markdown"]


def test_a_document_is_of_today_and_knows_its_deliverable(
    context: Context, loaded: LoadedPlan
) -> None:
    options = ExportOptions(private=False, deliverable="Safety planning and safety networks")
    assert document(context, loaded.plan, ASKED) == f"Networks on 2018-01-16, {options}"
    assert "private=True" in document(context, loaded.plan, ASKED, private=True)


@pytest.mark.parametrize("key", [None, "general", "early-help"])
def test_a_deliverable_without_a_template_has_no_title(context: Context, key: str | None) -> None:
    plan = Plan.model_validate({"plan": {} if key is None else {"deliverable": key}})
    assert deliverable_title(context, plan) is None


def test_one_key_exports_beside_the_plan(context: Context, loaded: LoadedPlan) -> None:
    reworded = loaded.plan.replace(plan=loaded.plan.plan.replace(title="Not saved yet"))
    written = export_beside(context, reworded, loaded.path)
    assert written == loaded.path.with_suffix(".md")
    assert written.read_text(encoding="utf-8") == document(context, reworded, MARKDOWN)
    assert export_beside(context, loaded.plan, loaded.path) == written
    assert "# Networks\n" in written.read_text(encoding="utf-8")
    assert context.store.paths() == [loaded.path]


def test_all_plans_are_the_folder_s(context: Context, loaded: LoadedPlan) -> None:
    loaded.path.with_name("broken.toml").write_bytes(b"")
    broken, read = plans(context, None)
    assert isinstance(broken, BrokenPlan)
    assert isinstance(read, LoadedPlan)


def test_named_plans_are_read_once_each_and_broken_ones_stop_nothing(
    context: Context, loaded: LoadedPlan
) -> None:
    broken = loaded.path.with_name("broken.toml")
    broken.write_bytes(b"")
    found = list(plans(context, [broken, loaded.path, broken]))
    assert [item.path for item in found] == [broken, loaded.path]
    assert isinstance(found[0], BrokenPlan)
    with pytest.raises(PlanNotFoundError):
        list(plans(context, [loaded.path.with_name("nobody.toml")]))


def test_a_document_s_name_says_whose_it_is() -> None:
    names = DocumentFolder(Path("for-the-call"), MARKDOWN)
    paths = ["plans/table-3/qa.toml", "other/table-3/qa.toml", "plans/Table 4/QA (1).toml"]
    assert [names.name(Path(path)) for path in paths] == [
        "table-3--qa.md",
        "table-3--qa-2.md",
        "table-4--qa-1.md",
    ]


@given(
    paths=st.lists(
        st.tuples(st.sampled_from(["a", "a-", "b", "-b"]), st.sampled_from(["c", "c-2", "C"]))
    )
)
def test_no_two_documents_share_a_name(paths: list[tuple[str, str]]) -> None:
    names = DocumentFolder(Path("for-the-call"), MARKDOWN)
    given_names = [names.name(Path(group) / f"{plan}.toml") for group, plan in paths]
    assert len(set(given_names)) == len(paths)


def test_documents_of_many_plans_go_into_one_folder_and_nobody_waits_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[object] = []
    for name in ("sync", "sync_folder"):
        monkeypatch.setattr(Disk, name, lambda _, what: synced.append(what))
    place = tmp_path / "for the call"
    for was_there in (False, True):
        folder = DocumentFolder(place, EXPORTERS["csv"])
        for group in ("table-3", "table-4"):
            target = place / f"{group}--qa.csv"
            written = folder.write(tmp_path / group / "qa.toml", f"Siân, {was_there}\r\n")
            assert written == (target, was_there)
            assert target.read_bytes() == f"\ufeffSiân, {was_there}\r\n".encode()
    assert sorted(os.listdir(place)) == ["table-3--qa.csv", "table-4--qa.csv"]  # noqa: PTH208
    assert synced == []
    write(place / "one.md", "# One")  # of one document somebody may be told that it is there
    assert len(synced) == 2


def test_a_link_in_a_folder_of_documents_is_no_way_out_of_it(tmp_path: Path) -> None:
    place, outside, inside = tmp_path / "out", tmp_path / "diary.txt", tmp_path / "out" / "real.md"
    place.mkdir()
    outside.write_text("Mine", encoding="utf-8")
    (place / "a--qa.md").symlink_to(outside)
    (place / "b--qa.md").symlink_to(inside)
    folder = DocumentFolder(place, MARKDOWN)
    with pytest.raises(NotSavedError, match="leads out"):
        folder.write(Path("a/qa.toml"), "# A")
    assert outside.read_text(encoding="utf-8") == "Mine"
    folder.write(Path("b/qa.toml"), "# B")
    assert inside.read_bytes() == b"# B"
    assert (place / "b--qa.md").is_symlink()


def test_a_document_is_written_whole_into_folders_made_for_it(tmp_path: Path) -> None:
    target = tmp_path / "for the call" / "networks.md"
    assert write(target, "Siân\n") is False
    assert target.read_bytes() == "Siân\n".encode()
    assert write(target, "again\n") is True
    assert target.read_bytes() == b"again\n"
    assert os.listdir(target.parent) == ["networks.md"]  # noqa: PTH208 - names, hidden ones too


@pytest.mark.parametrize("name", ["plan.toml", "PLAN.TOML"])
def test_a_plan_is_never_overwritten(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="never takes a plan's place"):
        write(tmp_path / name, "# Networks")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_is_not_overwritten_through_a_link(tmp_path: Path) -> None:
    plan, link = tmp_path / "plan.toml", tmp_path / "plan.md"
    plan.write_text("[plan]\n", encoding="utf-8")
    link.symlink_to(plan)
    with pytest.raises(UsageError):
        write(link, "# Networks")
    assert plan.read_text(encoding="utf-8") == "[plan]\n"


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    for target in (tmp_path, tmp_path / "file" / "networks.md"):
        with pytest.raises(NotSavedError):
            write(target, "# Networks")


@pytest.mark.parametrize("title", ["SEND pathway", "خطة الأمان"])
def test_a_deliverable_of_the_groups_own_is_called_as_they_typed_it(
    context: Context, title: str
) -> None:
    (made,) = create_plans(context, NewGroup("Harrowmere", "Table 3", (title,)))
    assert deliverable_title(context, made.plan) == title
    renamed = editing.edit_header(made.plan, title="Another")
    assert deliverable_title(context, renamed) is None
