"""The sample that comes with the program is the project's own example, and lands in the folder."""

from __future__ import annotations

from pathlib import Path

from trajectory.storage.codec import parse
from trajectory.usecases.checkpoints import last
from trajectory.usecases.context import Context
from trajectory.usecases.samples import create_samples

ROOT = Path(__file__).resolve().parents[3]


def files(folder: Path) -> dict[str, bytes]:
    found = (*folder.glob("*/*.toml"), *folder.glob("*/history/*.toml"))
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def test_the_sample_is_the_example(context: Context) -> None:
    example = files(ROOT / "plans")
    assert len(example) == 4
    assert files(ROOT / "trajectory" / "samples") == example


def test_the_sample_lands_in_the_folder_as_it_is(context: Context) -> None:
    paths = create_samples(context)
    assert [context.store.name_of(path) for path in paths] == [
        "harrowmere-table-3/safety-networks",
        "harrowmere-table-3/case-management",
        "harrowmere-table-3/quality-assurance",
    ]
    example = {name: parse(data)[0] for name, data in files(ROOT / "plans").items()}
    assert {name: parse(data)[0] for name, data in files(context.store.root).items()} == example
    checkpoint = last(context, paths[0])
    assert checkpoint is not None
    assert checkpoint.name == "Workshop, 16 Jan 2018"


def test_a_sample_that_is_there_stays_as_it_is(context: Context) -> None:
    first = create_samples(context)
    first[0].write_text("[plan]\ntitle = 'Mine'\n", encoding="utf-8")
    first[1].unlink()
    assert create_samples(context) == first
    assert first[0].read_text(encoding="utf-8") == "[plan]\ntitle = 'Mine'\n"
    assert first[1].exists()
