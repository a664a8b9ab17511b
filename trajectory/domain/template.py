"""Templates: what a deliverable asks in each section. The words are data, in `templates/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from trajectory.domain.kinds import Section

GENERAL = "general"
"""The template that fills in whatever a deliverable's own leaves out."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Scale(_Data):
    """The scale's question, and suggestions for the words at both ends."""

    question: Words
    anchor_0: Words
    anchor_10: Words
    plus_one: Words


class Prompts(_Data):
    """What the walk shows for one section."""

    name: Words
    """The template's word: "Current position"."""
    short: Words
    """The same for the stepper, at most 9 characters."""
    entry: Words
    """One entry of it, for the label of the capture line: "Barrier"."""
    question: Words
    """The one question on the screen."""
    asks: Annotated[tuple[Words, ...], Field(strict=False)]
    """What a facilitator reads out."""
    empty: Words
    """One sentence for a section that has no entry yet."""


class Template(_Data):
    """All that the walk says for one deliverable."""

    key: Slug
    title: Words
    short: Words
    """The title for narrow screens, at most 22 characters."""
    about: Words
    order: Annotated[int, Field(ge=0)]
    scale: Scale
    sections: Mapping[Section, Prompts]

    def prompts(self, section: Section) -> Prompts:
        """What is asked in one section."""
        return self.sections[section]


class Templates:
    """All templates by key. A deliverable without one of its own gets the general prompts."""

    def __init__(self, by_key: Mapping[str, Template]) -> None:
        self._by_key = dict(by_key)

    @property
    def deliverables(self) -> tuple[Template, ...]:
        """The templates of named deliverables, in their order."""
        named = (t for key, t in self._by_key.items() if key != GENERAL)
        return tuple(sorted(named, key=lambda t: (t.order, t.key)))

    def get(self, deliverable: str | None) -> Template:
        """The template for a deliverable's key, or the general one."""
        return self._by_key.get(deliverable or GENERAL, self._by_key[GENERAL])

    def knows(self, deliverable: str) -> bool:
        """Whether this deliverable has prompts of its own."""
        return deliverable in self._by_key and deliverable != GENERAL
