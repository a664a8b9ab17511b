"""Draws the pictures of README from the example plans: `python -m tests.docs.pictures`.

They are SVG files in docs/pictures/, drawn by the app itself at a fixed time and size.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from tests.pilot.conftest import EXAMPLE, LARGE, SMALL, make_context
from trajectory.tui.app import TrajectoryApp
from trajectory.usecases.opening import open_workshop
from trajectory.usecases.settings import open_settings
from trajectory.usecases.sitting import Sitting

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
AFTERNOON = dt.datetime(2018, 2, 12, 14, 2, tzinfo=dt.UTC)
"""Four weeks after the workshop: the first steps are due."""


@dataclass(frozen=True)
class Picture:
    """One screen, and the keys that lead to it."""

    name: str
    size: tuple[int, int]
    plan: str | None
    keys: tuple[str, ...] = ()
    typed: str = ""


ALL = (
    Picture("home", SMALL, None),
    Picture(
        "walk",
        SMALL,
        "safety-networks",
        ("tab", "tab", "tab"),
        "> Ask who is in the network by 9 mar @Practice lead cuts B1",
    ),
    Picture("walk-wide", LARGE, "safety-networks", ("tab",)),
    Picture("board", (150, 40), "case-management", ("f4",)),
    Picture("review", (110, 24), None, ("ctrl+r", "tab")),
)


async def draw(picture: Picture, folder: Path) -> str:
    """One picture as SVG text."""
    context = make_context(folder / "plans", folder / "locks", lambda: AFTERNOON)
    path = context.store.path_for("harrowmere-table-3", picture.plan) if picture.plan else None
    settings = open_settings(folder / "settings.toml")
    app = TrajectoryApp(open_workshop(Sitting(context), settings, path))
    async with app.run_test(size=picture.size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press(*picture.keys)
        await settle(pilot)
        await pilot.press(*("space" if c == " " else c for c in picture.typed))
        await settle(pilot)
        return app.export_screenshot(title="Trajectory")


async def settle(pilot: Pilot[int]) -> None:
    """Wait until workers are done and the screen is drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def main() -> None:
    """Draw them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for picture in ALL:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shutil.copytree(EXAMPLE, folder / "plans")
            svg = asyncio.run(draw(picture, folder))
        target = PICTURES / f"{picture.name}.svg"
        target.write_text(svg, encoding="utf-8", newline="\n")
        print(target.relative_to(PICTURES.parents[1]))


if __name__ == "__main__":
    main()
