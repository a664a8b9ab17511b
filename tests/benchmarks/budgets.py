"""Every budget of speed: what is measured, against what, and how much is allowed.

A budget is a ratio of what the product takes to what a yardstick takes that ran in turn with it, on
the same machine, in the same minutes. Milliseconds alone say more about the machine than about us.
A yardstick "itself" is the product on less data: what must not grow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """One line of the table."""

    what: str
    yardstick: str
    must: float | None = None
    """The ratio (for a count, the count) that may not be exceeded; None where there is no rule."""
    aim: float | None = None
    """What a better design may reach."""
    unit: str = "ms"
    """Of the two values: ms, MB, or an empty text for a count."""
    is_count: bool = False
    """The product's own value is held against the budget, not a ratio."""


CLICK = "a bare click script"
INPUT = "a Textual app with an Input"
PEERS = "{fastest}, the fastest of its peers"

BUDGETS: Mapping[str, Budget] = {
    "S1a": Budget("`trajectory --version`", CLICK, 1.3, 1.1),
    "S1b": Budget("`trajectory --help`", CLICK, 1.3, 1.1),
    "S1c": Budget("completion in the shell", "the same of a bare click script", 1.3, 1.1),
    "S2": Budget("from start to the first screen", INPUT, 1.15, 1.1),
    "S3": Budget("from start to a typed key shown, a plan of 100 entries", INPUT, 1.6, 1.4),
    "S4": Budget("the same, a plan of 500 entries", "an empty plan", 1.15, 1.05),
    "S5": Budget("memory when idle, a plan of 100 entries", INPUT, 1.5, 1.25, unit="MB"),
    "S6": Budget("from start to the entries of a plan of 100 shown", INPUT),
    "K1": Budget("a key until it is shown, a plan of 100 entries", INPUT, 1.5, 1.2),
    "K3a": Budget("a key until it is shown, 1,000 entries", "100 entries", 1.25, 1.1),
    "K3b": Budget("processor per key, 1,000 entries", "100 entries", 1.25, 1.1),
    "C2a": Budget("Enter until the entry is shown, 1,000 entries", "100 entries", 1.25, 1.1),
    "C2b": Budget("processor per added entry, 1,000 entries", "100 entries", 1.25, 1.1),
    "C3a": Budget("widgets on the walk, 1,000 entries", "10 entries", 40, unit="", is_count=True),
    "C3b": Budget("the same, as a ratio", "10 entries", 1.0, unit=""),
    "C4": Budget("disk calls on the screen's thread per entry", "", 0, unit="", is_count=True),
    "C5": Budget("fsyncs of the journal per entry", "", 1, unit="", is_count=True),
    "C6": Budget(
        "bytes to the terminal per key, 1,000 entries", "10 entries", 160, unit="", is_count=True
    ),
    "C7": Budget("layouts of the screen per key", "", 0, unit="", is_count=True),
    "M1": Budget("modules that `--version` loads", "", 90, unit="", is_count=True),
    "M2": Budget("modules that `--help` loads", "", 125, unit="", is_count=True),
    "M3": Budget("modules that `list` loads", "", 340, unit="", is_count=True),
    "M4": Budget("modules that the app loads with a plan", "", 700, unit="", is_count=True),
    "D1": Budget("load one plan of 100 entries", "tomllib over its text", 1.15, 0.5),
    "D3": Budget("read {plans} plans against the model", "tomllib over their texts", 1.2, 0.4),
    "D4": Budget("the coach's questions to {plans} plans", "reading them"),
    "D6": Budget("peak memory over {plans} plans", "100 plans", 1.2, unit="MB"),
    "D7": Budget("Markdown of {plans} plans, beyond reading them", "reading them", 0.2),
    "G1": Budget("read, per plan of {plans}", "per plan of {fewer}", 1.3),
    "G2": Budget("merge two copies, per entry of 1,000", "per entry of 100", 1.3),
    "G3": Budget("ctrl+z until it is shown, 1,000 entries", "100 entries", 1.25, 1.1),
    "G4": Budget("a letter in the search of a plan of 1,000 entries", "100 entries"),
    "G5": Budget("load a plan, per entry of {entries}", "per entry of {fewer}", 1.3),
    "G6": Budget("save one more entry, per entry of {entries}", "per entry of {fewer}", 1.3),
    "G7": Budget("merge two copies, per entry of {entries}", "per entry of {fewer}", 1.3),
    "G8": Budget("the coach's questions, per entry of {entries}", "per entry of {fewer}", 1.3),
    "G9": Budget("what changed, per entry of {entries}", "per entry of {fewer}", 1.3),
    "G10": Budget("the coach's questions, per plan of {plans}", "per plan of {fewer}", 1.3),
    "G11": Budget("documents with reading, per plan of {plans}", "per plan of {fewer}", 1.3),
    "P1a": Budget("full paint, a plan of 100 entries", PEERS, 0.75, 0.5),
    "P1b": Budget("a key until it is shown, a plan of 100 entries", PEERS, 0.75, 0.5),
    "H1": Budget("a key on the first screen, {home} plans", "20 plans"),
    "H2": Budget("from start to the first screen, {home} plans", "20 plans"),
}
"""By name; P1 is measured by the peers' command. What has no `must` is only measured to be seen."""
