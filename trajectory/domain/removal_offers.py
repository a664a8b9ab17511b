"""What a person is offered to remove for good: what looks like case data, and what they typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trajectory.domain.case_data import case_data
from trajectory.domain.forgetting import Place, places, texts
from trajectory.domain.ids import all_labels
from trajectory.domain.plan import Entry, Plan
from trajectory.domain.words_out import words_of

TYPED = "as you typed it"
WHOLE = "the whole entry, with its log"


@dataclass(frozen=True)
class Offer:
    """One thing that can go."""

    words: str
    """What goes, as it stands in the plan; of a whole entry, its text."""
    reason: str
    """Why it is offered, in words."""
    places: tuple[Place, ...]
    """Where the plan has it; nowhere, for words that only something else has."""
    entry: str | None = None
    """Id of the entry that goes whole; None for words."""

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return f"entry {self.entry}" if self.entry else f"words {' '.join(self.words.split())}"


def offers(plan: Plan, typed: Iterable[str], entry: str | None = None) -> tuple[Offer, ...]:
    """All that is offered for a plan: the entry that is asked about, what was typed, the rest.

    What looks like case data comes in the order of the plan, that of the entry first.
    """
    found = _whole(plan, entry) if entry else []
    found += [Offer(words, TYPED, _in(plan, words)) for words in typed]
    known = {offer.id for offer in found}
    every = sorted(texts(plan), key=lambda place: place.key != entry)
    for place in every:
        for one in case_data(place.text):
            offer = Offer(one.words, one.reason, ())
            if offer.id not in known:
                known.add(offer.id)
                found.append(Offer(one.words, one.reason, _in(plan, one.words)))
    return tuple(found)


def around(text: str, start: int, end: int, room: int) -> tuple[str, str, str]:
    """A part of a text with what stands around it, cut to about so many characters in all."""
    left = max(0, room - (end - start)) // 2
    before, after = text[max(0, start - left) : start], text[end : end + left]
    return (
        ("…" if start > left else "") + before,
        text[start:end],
        after + ("…" if end + left < len(text) else ""),
    )


def spots(place: Place, offer: Offer) -> Sequence[tuple[int, int]]:
    """Where the words stand in a text; for a whole entry, all of it."""
    words = None if offer.entry else words_of([offer.words])
    if words is None:
        return [(0, len(place.text))]
    return [match.span() for match in words.pattern.finditer(place.text)]


def _whole(plan: Plan, entry: str) -> list[Offer]:
    found = plan.find(entry)
    if found is None or not isinstance(found[1], Entry):
        return []
    text = found[1].text
    label = all_labels(plan)[entry]
    return [Offer(text, WHOLE, (Place(entry, label, "the text", text),), entry)]


def _in(plan: Plan, phrase: str) -> tuple[Place, ...]:
    words = words_of([phrase])
    return () if words is None else places(plan, words)
