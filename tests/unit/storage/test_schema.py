"""The JSON Schema says what the models say, and the one that ships is the one of the models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.repository import ROOT
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import RECORD_TYPES
from trajectory.storage.codec import json_schema
from trajectory.storage.schema import FILE_NAME

SCHEMA = json.loads(json_schema())


def test_the_schema_beside_the_examples_is_in_step_with_the_models() -> None:
    shipped = (ROOT / "plans" / FILE_NAME).read_text(encoding="utf-8")
    assert shipped == json_schema(), (
        "the models changed: run  python -m trajectory schema > plans/" + FILE_NAME
    )


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for inner in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        yield from nodes(inner)


def test_it_is_of_no_place_and_takes_unknown_keys() -> None:
    assert "$id" not in SCHEMA
    assert SCHEMA["$schema"].startswith("http://json-schema.org/")
    tables = [node for node in nodes(SCHEMA) if "properties" in node and "type" in node]
    assert len(tables) > len(Kind)
    assert all(table["additionalProperties"] is not False for table in tables)


def test_every_table_and_key_of_a_file_is_in_it() -> None:
    assert set(SCHEMA["properties"]) >= {"format", "plan", "position", "removed", *Kind}
    for kind, record_type in RECORD_TYPES.items():
        reference = SCHEMA["properties"][kind]["additionalProperties"]["$ref"]
        definition = SCHEMA["$defs"][reference.removeprefix("#/$defs/")]
        keys = {field.alias or name for name, field in record_type.model_fields.items()}
        assert set(definition["properties"]) == keys


def test_a_key_is_explained_where_the_models_explain_it() -> None:
    step = SCHEMA["$defs"]["Step"]
    assert step["description"] == "Who does what by when."
    assert step["properties"]["done_when"]["description"] == "What exists when it is done."


def test_null_is_no_value_in_toml() -> None:
    assert not [node for node in nodes(SCHEMA) if node.get("type") == "null"]
    assert not [node for node in nodes(SCHEMA) if "default" in node and node["default"] is None]


def test_limits_are_those_of_the_models() -> None:
    score = SCHEMA["$defs"]["Reading"]["properties"]["score"]
    assert (score["minimum"], score["maximum"], score["multipleOf"]) == (0, 10, 0.5)
    assert SCHEMA["$defs"]["Reading"]["required"] == ["date", "score"]
    assert SCHEMA["$defs"]["Step"]["properties"]["due"]["format"] == "date"
    assert SCHEMA["$defs"]["Step"]["properties"]["created"]["format"] == "date-time"
    assert SCHEMA["$defs"]["Parking"]["properties"]["for"]["enum"][0] == "call"
