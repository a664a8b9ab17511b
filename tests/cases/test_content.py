"""Cases of reliability.md, by their numbers: what a file or a person may say, and what it may do.

What screens make of hostile text (55 to 57) is in `test_screens.py`.
"""

from __future__ import annotations

import ast
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.test_ways_out import found, modules, nodes, starts_a_program
from tests.cases.commands import Room
from tests.command_line import NETWORKS
from tests.pilot.hostile import obeyed
from tests.unit.exporters.rendering import DIALECTS, render
from trajectory.domain import editing
from trajectory.domain.cleaning import clean
from trajectory.domain.slugs import RESERVED, is_slug, slug
from trajectory.errors import NotSavedError, UsageError
from trajectory.storage import codec
from trajectory.storage.loading import LoadedPlan
from trajectory.storage.plan_store import PlanStore
from trajectory.usecases.creating import group_folder

NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "store" / "plans", tmp_path / "locks")


def put(store: PlanStore, data: bytes) -> LoadedPlan:
    path = store.path_for("westbrook", "qa")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return store.load(path)


def save(store: PlanStore, loaded: LoadedPlan, title: str = "New") -> bytes:
    """Change one field; gives the bytes of the file then."""
    store.save(loaded, editing.edit_header(loaded.plan, title=title))
    return loaded.path.read_bytes()


# ------------------------------------------------------------------------- characters


def test_case_48_half_a_character_never_gets_in_and_never_breaks_a_save(
    room: Room, store: PlanStore
) -> None:
    assert clean("half \ud83d a pair") == "half  a pair"
    added = room.run("add", NETWORKS, "- caf" + os.fsdecode(b"\xe9") + " \ud83d closes")
    assert added.exit_code == 0, added.stderr
    plan, _ = codec.parse(room.run.bytes_of())
    assert list(plan.barrier.values())[-1].text == "caf  closes"

    loaded = put(store, b"[plan]\ntitle = 'old'\n")
    with pytest.raises(NotSavedError, match="half a character"):
        store.save(loaded, editing.edit_header(loaded.plan, mood="\ud83d"))
    assert loaded.path.read_bytes() == b"[plan]\ntitle = 'old'\n"

    path = room.put(b'[plan]\ntitle = "\\ud83d"\n')
    room.refuses(path, "column 16: the \\u code in the text is no character")


@pytest.mark.parametrize(
    "written",
    [rb'"one\r\ntwo"', b'"""one\\r\\\r\n  \\ntwo"""', b'"one\\u000d\\u000atwo"'],
    ids=["escaped", "folded", "coded"],
)
def test_case_49_a_line_end_of_windows_in_a_note_survives(store: PlanStore, written: bytes) -> None:
    line = b"text = " + written
    loaded = put(store, b"[plan]\ntitle = 'x'\n\n[note.N1-aaaa]\n" + line + b"\n")
    assert loaded.plan.note["N1-aaaa"].text == "one\r\ntwo"
    assert line in save(store, loaded), "not a byte of it changes"
    again = store.load(loaded.path)
    plan = editing.edit(again.plan, "N1-aaaa", NOW, text="one\r\ntwo\r\nthree", votes=2)
    store.save(again, plan)
    assert store.load(loaded.path).plan.note["N1-aaaa"].text == "one\r\ntwo\r\nthree"
    plain = codec.parse(codec.encode(plan))[0]
    assert plain.note["N1-aaaa"].text == "one\r\ntwo\r\nthree"


def test_case_50_escaped_control_characters_stay_in_the_file_and_are_drawn(room: Room) -> None:
    line = rb'text = "nul \u0000 del \u007f esc \u001b[31m bell \u0007"'
    path = room.put(b"[plan]\ntitle = 'x'\n[note.N1-aaaa]\n" + line + b"\n")
    shown = room.run("show", str(path))
    assert "nul ␀ del ␡ esc ␛[31m bell ␇" in shown.stdout
    assert obeyed(shown.stdout) == set()
    printed = json.loads(room.run("show", str(path), "--json").stdout)
    assert printed["note"]["N1-aaaa"]["text"] == "nul \0 del \x7f esc \x1b[31m bell \x07"
    assert obeyed(room.run("show", str(path), "--json").stdout) == set()
    assert room.run("add", str(path), "- another").exit_code == 0
    assert line in path.read_bytes(), "loading and saving rewrites nothing in silence"
    for raw in (b"\0", b"\x7f", b"\x1b"):
        room.refuses(room.put(b"[plan]\ntitle = 'x" + raw + b"'\n"), "there is a control character")


def test_case_51_a_byte_order_mark_and_line_ends_of_windows_stay(store: PlanStore) -> None:
    data = b"\xef\xbb\xbf# ours\r\n[plan]\r\ntitle = 'x'\r\n\r\n[note.N1]\r\ntext = 'y'\r\n"
    loaded = put(store, data)
    assert save(store, loaded) == data.replace(b"'x'", b'"New"')
    fresh = store.load(loaded.path)
    store.save(fresh, editing.remove(fresh.plan, "N1", NOW))
    bytes_now = loaded.path.read_bytes()
    assert bytes_now.startswith(b"\xef\xbb\xbf# ours\r\n[plan]\r\n")
    assert bytes_now.count(b"\n") == bytes_now.count(b"\r\n")


def test_case_52_a_file_in_another_encoding_is_named_by_line_and_byte(room: Room) -> None:
    path = room.put(b"[plan]\ntitle = 'caf\xe9'\n")
    room.refuses(path, "byte 13 of the line (hexadecimal e9) is not UTF-8 text", "encoding UTF-8")
    assert "qa.toml:2: " in room.run("check").stdout


def test_case_53_comments_above_inline_and_at_the_end_stay_where_they_are(store: PlanStore) -> None:
    data = (
        b"# above all\n\n[plan]\ntitle = 'x'   # inline\n# within\n\n# above a table\n"
        b"[barrier.B1-aaaa] # at a heading\ntext = 'y' # why\n\n# at the end"
    )
    loaded = put(store, data)
    assert save(store, loaded) == data.replace(b"'x'", b'"New"')
    again = store.load(loaded.path)
    store.save(again, editing.remove(again.plan, "B1-aaaa", NOW))
    left = loaded.path.read_bytes()
    for comment in (b"# above all", b"# inline", b"# within", b"# above a table", b"# at the end"):
        assert comment in left


def test_case_54_keys_and_tables_that_we_do_not_know_stay(store: PlanStore) -> None:
    data = (
        b"format = 1\nmood = 'calm'\n[plan]\ntitle = 'x'\nx-room = { size = 12, doors = [1, 2] }\n"
        b"[barrier.B1-aaaa]\ntext = 'y'\nweight = 0.5\n[weather.monday]\nrain = true\n"
        b"[[guests]]\nname = 'Ann'\n"
    )
    loaded = put(store, data)
    assert save(store, loaded) == data.replace(b"'x'", b'"New"')
    plain = codec.to_plain(codec.parse(codec.encode(store.load(loaded.path).plan))[0])
    assert plain["mood"] == "calm"
    assert plain["plan"]["x-room"] == {"size": 12, "doors": [1, 2]}
    assert plain["barrier"]["B1-aaaa"]["weight"] == 0.5
    assert plain["weather"] == {"monday": {"rain": True}}
    assert plain["guests"] == [{"name": "Ann"}]


def test_case_57_joiners_stay_and_what_hides_or_turns_text_round_is_drawn(room: Room) -> None:
    family, persian, stacked = "👨\u200d👩\u200d👧", "نامه\u200cای", "Z" + "\u0301" * 40
    text = f"{family} {persian} \u202etxt.exe\u2066 {stacked}"
    assert room.run("add", NETWORKS, f"- {text}").exit_code == 0
    plan, _ = codec.parse(room.run.bytes_of())
    assert list(plan.barrier.values())[-1].text == text
    shown = room.run("show", NETWORKS).stdout
    assert f"{family} {persian} ⟨U+202E⟩txt.exe⟨U+2066⟩ Z" in shown
    assert "⟨+32 marks⟩" in shown
    assert obeyed(shown) == set()


# -------------------------------------------------------------------------------- bombs

BOMBS = {
    "10,000 brackets": (b"[plan]\nx = " + b"[" * 10_000 + b"]" * 10_000, "more than 32 deep"),
    "10,000 braces": (b"[plan]\nx = " + b"{a=" * 10_000, "more than 32 deep"),
    "deep dotted key": (b"[plan]\n" + b".".join([b"a"] * 20_000) + b" = 1\n", "more than 8 dots"),
    "deep headings": (
        b"[plan]\n" + b"".join(b"[a%d.b.c.d.e.f.g.h]\n" % n for n in range(70_000)),
        "too many parts",
    ),
    "short headings": (
        b"[plan]\n" + b"".join(b"[note.a%d]\n" % n for n in range(120_000)),
        "too many parts",
    ),
    "small tables": (b"[plan]\nx = [\n" + b"{a={b=1}},\n" * 150_000 + b"]\n", "too many parts"),
    "as many headings as there may be": (
        b"[plan]\n" + b"".join(b"[note.a%d]\n" % n for n in range(19_000)),
        "is missing",
    ),
    "as many wrong values as there may be": (
        b"[plan]\n[removed]\n" + b"".join(b"a%d=1\n" % n for n in range(39_000)),
        "is not a point in time",
    ),
    "100 MB": (b"", "100,000,000 bytes"),
    "one long line": (b"[plan]\ntitle = '" + b"a" * 1_900_000 + b"'\n", "at most 64,000"),
    "long numbers": (b"[plan]\nx = [\n" + (b"9" * 4_200 + b",\n") * 400 + b"]\n", "too large"),
    "escapes": (b'[plan]\ntitle = """\n' + b"\\u001b\n" * 280_000 + b'"""\n', "characters long"),
    "marks of git": (b"[plan]\n" + b"<<<<<<< x\n" * 190_000, "git could not join"),
}
FIRST = ("10,000 brackets", "deep dotted key", "deep headings", "100 MB")
"""The core suite tries these; the slower tier all."""
MEASURED = """
import sys
from trajectory.errors import PlanUnreadableError
from trajectory.storage.loading import read_plan
from pathlib import Path
try:
    read_plan(Path(sys.argv[1]), "the plan")
except PlanUnreadableError as error:
    print(error)
status = Path("/proc/self/status").read_text()
print([line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")][0])
"""
MOST_KILOBYTES = 100_000
HANG_SECONDS = 120
"""Tells a refusal from parsing for ever. No second is asserted: machines differ."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the peak of memory")
@pytest.mark.parametrize(
    "name",
    [name if name in FIRST else pytest.param(name, marks=pytest.mark.slow) for name in BOMBS],
)
def test_case_58_a_bomb_is_refused_within_100_mb(tmp_path: Path, name: str) -> None:
    data, words = BOMBS[name]
    path = tmp_path / "bomb.toml"
    path.write_bytes(data)
    if not data:
        with path.open("r+b") as file:
            file.truncate(100_000_000)
    before = path.stat()
    measured = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
    )
    *told, peak = measured.stdout.splitlines()
    assert words in " ".join(told)
    assert int(peak) < MOST_KILOBYTES
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert len(measured.stdout) < 1_000, "and the message is no bomb either"


# -------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    "value, words",
    [
        (b"9" * 5_000, "a number is too long"),
        (b"-" + b"9" * 5_000, "a number is too long"),
        (b"0x" + b"f" * 5_000, "too large a number"),
        (b"9007199254740993", "too large a number"),
        (b"nan", "nan is not a number that a plan can hold"),
        (b"-inf", "-inf is not a number that a plan can hold"),
        (b"1e999", "inf is not a number that a plan can hold"),
        (b"2018-02-03T10:00:00+01:00:30", "something follows the value"),
        (b"2018-02-03T10:00:00+25:00", "something follows the value"),
        (b"2018-02-30", "there is no such date or time"),
    ],
)
def test_case_59_values_that_no_file_can_carry_on_are_named_by_their_line(
    room: Room, value: bytes, words: str
) -> None:
    path = room.put(b"[plan]\ntitle = 'x'\ntheirs = " + value + b"\n")
    room.refuses(path, words)
    assert "qa.toml:3: " in room.run("check").stdout


def test_case_59_a_moment_in_another_zone_stays_as_it_was_written(store: PlanStore) -> None:
    line = b"B1 = 2018-01-16T15:04:10.5+05:30"
    loaded = put(store, b"[plan]\ntitle = 'x'\n[removed]\n" + line + b"\n")
    assert loaded.plan.removed["B1"] == dt.datetime(2018, 1, 16, 9, 34, 10, tzinfo=dt.UTC)
    assert line in save(store, loaded)


@pytest.mark.parametrize(
    "title",
    [
        *("../../etc/x", "..", "/etc/passwd", "C:\\Windows\\x", "CON", "con", "LPT1", "nul."),
        *("a" * 300, "🏠🏠", "   x   ", "-rf", "~root", "$HOME", "`id`", "a\nb", "templates"),
        *("HISTORY", ".hidden", "x.toml", "é" * 100, "عنوان", "%2e%2e%2f", "\u202egnp.exe"),
    ],
)
def test_case_60_no_title_makes_a_name_that_leaves_the_folder(room: Room, title: str) -> None:
    name = slug(title)
    assert is_slug(name)
    assert name not in RESERVED
    assert is_slug(group_folder(title, title))
    before = set(room.plans.rglob("*"))
    made = room.run("new", "--authority", title, "--table", title, "--deliverable", title)
    assert made.exit_code == 0, made.stderr
    (group,) = (path for path in set(room.plans.rglob("*")) - before if path.is_dir())
    (plan,) = group.iterdir()
    assert group.parent == room.plans
    assert is_slug(group.name)
    assert is_slug(plan.stem)
    assert {path.name for path in room.plans.parent.iterdir()} == {"plans"}
    again = room.run("new", "--authority", title, "--table", title, "--deliverable", title)
    assert again.exit_code == 2, "and the same title never overwrites"


@pytest.mark.parametrize("title", ["", "   ", "\x1b", "\n\t"])
def test_case_60_a_title_of_nothing_is_asked_for_again(room: Room, title: str) -> None:
    before = room.left()
    made = room.run("new", "--authority", title, "--table", "Table 1")
    assert made.exit_code == UsageError.exit_code
    assert "Nothing was made" in made.stderr
    assert room.left() == before


GIT_RUNS_THIS = Path("trajectory/cli/merge_driver.py")
MORE_OF_US = Path("trajectory/usecases/parallel.py")


def test_case_61_no_program_is_started_and_no_editor_is_asked_for() -> None:
    """So no EDITOR, plan or file name can ever become a command; see what the rule looks for."""
    assert found(starts_a_program, modules(without=(GIT_RUNS_THIS, MORE_OF_US))) == []


def test_case_61_what_reads_folders_side_by_side_is_python_itself_with_our_functions() -> None:
    """A copy of this process, or the interpreter that runs us: no text of anybody is in how."""
    calls = [node for node in nodes(MORE_OF_US) if isinstance(node, ast.Call)]
    ways = [ast.unparse(call) for call in calls if "get_context" in ast.unparse(call.func)]
    assert ways == ["multiprocessing.get_context('fork' if copies else 'spawn')"]
    assert "subprocess" not in " ".join(map(ast.unparse, nodes(MORE_OF_US)))
    asked = [call for call in calls if ast.unparse(call.func).endswith(".submit")]
    assert [ast.unparse(call.args[0]) for call in asked] == ["_do"]


def test_case_61_the_merge_driver_starts_git_alone_and_never_a_shell() -> None:
    calls = [node for node in nodes(GIT_RUNS_THIS) if "subprocess." in ast.unparse(node)]
    (run,) = (node for node in calls if isinstance(node, ast.Call))
    assert ast.unparse(run.func) == "subprocess.run"
    words = run.args[0]
    assert isinstance(words, ast.List)
    spelt = [ast.unparse(word) for word in words.elts]
    assert spelt[:2] == ["git", "'merge-file'"]
    assert "'--'" in spelt, "and no path of a file is taken for an option"
    assert [word.arg for word in run.keywords] == ["check"]


# -------------------------------------------------------------------------------- exports

SAID = (
    *("a | b", "| a | b |", "`code` ``x``", "<script>alert(1)</script>", "<!-- x -->", "&lt;b&gt;"),
    *("=cmd()", "=1+1", "+1", "-1", "@SUM(A1)", "# no heading", "- no list", "1. no list"),
    *("> no quote", "---", "[x](javascript:y)", "![i](http://a.b/c.png)", "https://a.b/c"),
    *("~~x~~ **y** _z_", "\\"),
)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_case_63_an_export_shows_marks_as_they_were_typed(room: Room, dialect: str) -> None:
    lines = "\n".join(f"- {text}" for text in SAID)
    added = room.run("add", NETWORKS, "--section", "barrier", "--verbatim", stdin=lines)
    assert added.exit_code == 0, added.stderr
    markdown = room.run("export", NETWORKS).stdout
    seen = render(markdown, DIALECTS[dialect])
    texts = [line.text for line in seen]
    assert not [text for text in texts if "<<" in text], "nothing became a link, HTML or a list"
    for text in SAID:
        assert any(f"- {text}" in found for found in texts), text
