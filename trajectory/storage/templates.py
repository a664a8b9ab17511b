"""Templates from the package and from the plans folder's `templates/`, merged into whole ones.

A deliverable's file says only what is its own; the rest comes from `general.toml`. A file in the
plans folder adds a deliverable, or changes what the package's file of the same key says.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trajectory.domain.cleaning import clean
from trajectory.domain.kinds import Section
from trajectory.domain.slugs import is_slug
from trajectory.domain.template import GENERAL, Template, Templates
from trajectory.errors import PlanUnreadableError, Problem
from trajectory.storage import problems
from trajectory.storage.atomic import reason
from trajectory.storage.codec import read_toml
from trajectory.storage.loading import read_bytes
from trajectory.storage.locate import line_of
from trajectory.storage.presence import is_folder

FOLDER = "templates"
"""The folder beside the groups' folders that holds an organisation's own templates."""


@dataclass(frozen=True)
class BrokenTemplate:
    """A template file that cannot be used; all others still work."""

    path: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Source:
    """One template file as it was read."""

    path: Path
    data: Mapping[str, Any]
    text: str


def load_templates(plans_folder: Path | None) -> tuple[Templates, tuple[BrokenTemplate, ...]]:
    """All templates, and the plans folder's own files that had to be left out."""
    by_key: dict[str, Template] = {}
    layers: dict[str, Mapping[str, Any]] = {}
    for file in sorted(_package_folder().iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            data, _, _ = read_toml(file.read_bytes())
            layers[data["key"]] = data
    by_key = {key: _template(_merged(layers[GENERAL], data)) for key, data in layers.items()}
    broken: list[BrokenTemplate] = []
    for item in _own_sources(plans_folder):
        if isinstance(item, BrokenTemplate):
            broken.append(item)
            continue
        key = item.data.get("key", item.path.stem)
        problem = _take(item, key, layers, by_key)
        if problem is not None:
            broken.append(problem)
    return Templates(by_key), tuple(broken)


def _take(
    source: _Source, key: object, layers: dict[str, Mapping[str, Any]], by_key: dict[str, Template]
) -> BrokenTemplate | None:
    """Lay one file of the plans folder over what is there, unless it cannot be understood."""
    if not isinstance(key, str) or not is_slug(key):
        line = line_of(source.text, ("key",))
        words = f"{problems.found(key)} is no key: use small letters, digits and dashes"
        return BrokenTemplate(source.path, (Problem(line, "key", words),))
    strangers = tuple(_unknown_sections(source))
    if strangers:
        return BrokenTemplate(source.path, strangers)
    own = _merged(layers.get(key, {}), {**source.data, "key": key})
    general = own if key == GENERAL else layers[GENERAL]
    try:
        by_key[key] = _template(_merged(general, own))
    except ValidationError as error:
        wrong = problems.wrong_values(error, source.text, {})
        return BrokenTemplate(source.path, problems.in_file_order(wrong))
    layers[key] = own
    if key == GENERAL:  # all others build on it, whichever file came first
        for other, layer in layers.items():
            by_key[other] = _template(_merged(own, layer))
    return None


def _own_sources(plans_folder: Path | None) -> Iterator[_Source | BrokenTemplate]:
    """The plans folder's own template files."""
    if plans_folder is None or not is_folder(plans_folder / FOLDER):
        return
    folder = plans_folder / FOLDER
    try:
        files = [f for f in folder.iterdir() if f.suffix == ".toml" and not f.name.startswith(".")]
    except OSError as error:
        yield BrokenTemplate(folder, (Problem(None, "", reason(error) + " and try again"),))
        return
    for file in sorted(files):
        try:
            data, text, _ = read_toml(read_bytes(file)[0])
        except PlanUnreadableError as error:
            yield BrokenTemplate(file, error.problems)
        except OSError as error:
            yield BrokenTemplate(file, (Problem(None, "", reason(error) + " and try again"),))
        else:
            yield _Source(file, data, text)


def _unknown_sections(source: _Source) -> Iterator[Problem]:
    sections = source.data.get("sections")
    for name in sections if isinstance(sections, Mapping) else ():
        if name not in set(Section):
            path = ("sections", name)
            words = f"{problems.found(name)} is not one of {', '.join(Section)}"
            yield Problem(line_of(source.text, path), problems.key_text(path), words)


def _template(data: Mapping[str, Any]) -> Template:
    """The model; a section's name in the file becomes its key in the vocabulary.

    Its words go into new plans and onto every screen, so they are cleaned as typed ones are.
    """
    data = _cleaned(data)
    sections = data.get("sections")
    if isinstance(sections, Mapping):
        data = {**data, "sections": {Section(name): said for name, said in sections.items()}}
    return Template.model_validate(data)


def _cleaned(value: Any) -> Any:  # noqa: ANN401  (any TOML value)
    match value:
        case str():
            return clean(value)
        case list():
            return [_cleaned(inner) for inner in value]
        case Mapping():
            return {key: _cleaned(inner) for key, inner in value.items()}
        case _:
            return value


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid on `base`: tables are joined, anything else is replaced."""
    joined = dict(base)
    for key, value in over.items():
        below = joined.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            joined[key] = _merged(below, value)
        else:
            joined[key] = value
    return joined


def _package_folder() -> Traversable:
    return importlib.resources.files("trajectory") / FOLDER
