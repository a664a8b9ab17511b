"""`trajectory show`: the whole plan as plain lines, and as the structure of its file."""

from __future__ import annotations

import json

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.cli.plain_text import PlainWriter
from trajectory.exporters.document.writer import Column
from trajectory.storage import codec


def test_everything_that_was_said_is_shown(trajectory: CommandLine) -> None:
    trajectory("add", NETWORKS, "- Only for us @Team manager")
    path = trajectory.plans / f"{NETWORKS}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('text = "Only for us"', 'text = "Only for us"\nprivate = true'),
        encoding="utf-8",
    )
    shown = trajectory("show", NETWORKS)
    assert (shown.exit_code, shown.stderr) == (0, "")
    plan, _ = codec.parse(path.read_bytes())
    for table in (plan.note, plan.goal, plan.enabler, plan.barrier, plan.step, plan.parking):
        for entry in table.values():
            assert entry.text in shown.stdout
    assert "Only for us" in shown.stdout


def test_a_table_is_read_one_entry_after_another(trajectory: CommandLine) -> None:
    lines = trajectory("show", NETWORKS).stdout.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("S1 "))
    assert lines[start + 1 : start + 4] == [
        "  Who: Service Manager, Assessment; with Systems Manager",
        "  By when: Fri 9 Feb 2018",
        "  State: late; confidence 7 of 10",
    ]
    assert lines[0] == "Networks around every child from first contact"
    assert "NEXT STEPS" in lines
    assert "Deliverable: Safety planning and safety networks" in lines


def test_json_is_the_file_s_own_structure(trajectory: CommandLine) -> None:
    shown = trajectory("show", NETWORKS, "--json")
    plan, _ = codec.parse(trajectory.bytes_of())
    assert json.loads(shown.stdout) == codec.plan_json(plan)
    assert json.loads(shown.stdout)["step"]["S1-t5vn"]["due"] == "2018-02-09"


def test_keys_that_nobody_knows_are_shown_as_json_too(trajectory: CommandLine) -> None:
    path = trajectory.plans / f"{NETWORKS}.toml"
    path.write_bytes(path.read_bytes() + b'\n[ours]\nbudget = "12 \\u001b[31m \xe2\x80\xae days"\n')
    shown = trajectory("show", NETWORKS, "--json")
    assert json.loads(shown.stdout)["ours"] == {"budget": "12 \x1b[31m \u202e days"}
    assert "\x1b" not in shown.stdout
    assert "\u202e" not in shown.stdout


def test_a_plan_with_nothing_in_it_is_shown(trajectory: CommandLine) -> None:
    path = trajectory.plans / "group" / "bare.toml"
    path.parent.mkdir()
    path.write_text("[plan]\n", encoding="utf-8")
    assert trajectory("show", "group/bare").stdout.startswith("Plan without a title\n")


@pytest.mark.parametrize("reference", [NETWORKS, NETWORKS.upper(), f"{NETWORKS}.toml"])
def test_a_plan_goes_by_its_name(trajectory: CommandLine, reference: str) -> None:
    assert trajectory("show", reference).exit_code == 0


def test_a_plan_goes_by_its_path(trajectory: CommandLine) -> None:
    assert trajectory("show", str(trajectory.plans / f"{NETWORKS}.toml")).exit_code == 0


def test_a_plan_that_is_not_there_or_cannot_be_read(trajectory: CommandLine) -> None:
    refused = trajectory("show", "harrowmere-table-3/safety")
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert f"Did you mean {NETWORKS}" in refused.stderr
    (trajectory.plans / f"{NETWORKS}.toml").write_text("[plan", encoding="utf-8")
    for option in ([], ["--json"]):
        refused = trajectory("show", NETWORKS, *option)
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert refused.stderr.startswith(f"{NETWORKS} cannot be read: line 1")


# ------------------------------------------------------------------- the writer


def test_blocks_stand_apart_and_lists_together() -> None:
    writer = PlainWriter()
    writer.heading("Title", 1)
    writer.item("Who:", "us")
    writer.item("B1", "a wall\nof paper", level=0)
    writer.item("", "below", level=1)
    writer.heading("Barriers", 2)
    writer.heading("Closed", 3)
    writer.paragraph("one\ntwo")
    writer.figure("0──1\n ▲")
    writer.item("P1", "later")
    assert writer.text() == (
        "Title\n\nWho: us\nB1 a wall\n  of paper\n   below\n\nBARRIERS\n\nClosed\n\none\ntwo\n\n"
        "  0──1\n   ▲\n\nP1 later"
    )


def test_a_row_names_its_values_and_leaves_out_empty_ones() -> None:
    columns = [Column("", 1), Column("What", 4), Column("Who", 2), Column("By", 1)]
    writer = PlainWriter()
    writer.table(columns, [("S1", "Ring", "us", ""), ("", "Total", "", "3"), ("S2", "", "", "")])
    assert writer.text() == "S1 Ring\n  Who: us\nTotal\n  By: 3\nS2"


def test_a_table_of_one_column_has_no_values_to_name() -> None:
    writer = PlainWriter()
    writer.table([Column("", 1)], [("S1",)])
    assert writer.text() == "S1"
