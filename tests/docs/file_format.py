"""Writes the tables of docs/file-format.md from the models: `python -m tests.docs.file_format`.

The page's own words stand between the tables and are kept; a test compares the tables with this.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Entry
from trajectory.storage.schema import json_schema

PAGE = Path(__file__).resolve().parents[2] / "docs" / "file-format.md"
PLACE = re.compile(r"(<!-- fields: (\w+) -->\n).*?(<!-- end -->\n)", re.DOTALL)
EVERY_ITEM = "item"
RECORD = ("created", "changed", "edited")
TABLES = ("plan", "position", EVERY_ITEM, *(kind.value for kind in Kind))


def fields(table: str) -> dict[str, Mapping[str, Any]]:
    """The fields of one table of the file; those that every item has are a table of their own."""
    rules: Mapping[str, Any] = json.loads(json_schema())
    definitions = rules["$defs"]
    shared = [f.alias or name for name, f in Entry.model_fields.items()]
    if table == EVERY_ITEM:
        note = definitions["Note"]["properties"]
        return {name: note[name] for name in shared}
    rule = rules["properties"][table]
    rule = rule.get("additionalProperties", rule)
    found: dict[str, Mapping[str, Any]] = definitions[rule["$ref"].rpartition("/")[2]]["properties"]
    left_out = shared if {"text", "said"} <= found.keys() else RECORD
    return {name: field for name, field in found.items() if name not in left_out}


def drawn(table: str) -> str:
    """The fields of one table as a Markdown table."""
    rows = [
        f"| `{name}` | {holds(rule)} | {rule['description']} |"
        for name, rule in fields(table).items()
    ]
    return "\n".join(("| Field | Holds | Meaning |", "| --- | --- | --- |", *rows)) + "\n"


def holds(rule: Mapping[str, Any]) -> str:
    """What a field takes, in words."""
    if "enum" in rule:
        return ", ".join(f"`{choice}`" for choice in rule["enum"])
    match rule.get("type"):
        case "string":
            return {"date": "a date", "date-time": "a time (UTC)"}.get(
                rule.get("format", ""), "text"
            )
        case "boolean":
            return "`true` or `false`"
        case "integer" | "number":
            top = f" to {rule['maximum']:g}" if rule["maximum"] < 2**53 else " or more"
            return f"{rule['minimum']:g}{top}" + (" in halves" if "multipleOf" in rule else "")
        case "array":
            return f"a list: {holds(rule['items'])}"
        case "object":
            return f"a table: {holds(rule['additionalProperties'])} each"
        case _:
            return "any value"


def page(text: str) -> str:
    """The page with its tables as the models are now."""
    return PLACE.sub(lambda found: f"{found[1]}{drawn(found[2])}{found[3]}", text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
