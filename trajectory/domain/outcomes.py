"""What is said in a call and put on record while people talk: in the plan, and in the review.

One line is one outcome. A mark sends it to a box, as everywhere; a line without one is what was
said, and goes into the review under way as it was spoken. The first outcome begins that review.
"""

from __future__ import annotations

from dataclasses import dataclass

from trajectory.domain import editing, reviewing
from trajectory.domain.amending import Stamp
from trajectory.domain.capture import Capture, read_line, verbatim
from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.ids import labels, next_id
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import TEXT_LIMIT, Decision, Entry, Plan, Reading, ReviewForum
from trajectory.domain.recording import record
from trajectory.domain.scale import in_words
from trajectory.domain.vocabulary import Vocabulary, vocabulary
from trajectory.errors import UsageError

EMPTY = "There is nothing to put on record yet: type what was said."


@dataclass(frozen=True)
class Outcome:
    """What one line did."""

    plan: Plan
    said: str
    """What it did, for the list of what can be taken back: "put a decision on record"."""
    key: str = ""
    """Id of what it made; of the review, for what was said and for an ask."""
    label: str = ""
    """What people call that."""


def read_outcome(line: str, known: Vocabulary, stamp: Stamp) -> Capture:
    """Read one line of a call: with a mark, a score or a command by the capture grammar.

    Any other line is kept as it was spoken: nothing is read out of it.
    """
    read = read_line(line, Section.POSITION, known, stamp.today)
    if read.kind == "entry" and not read.marked:
        return verbatim(line, Section.POSITION)
    return read


def put_down(plan: Plan, line: str, forum: ReviewForum, stamp: Stamp) -> Outcome:
    """Put one line on record, in the review under way; it is begun where there is none.

    Raises `UsageError` for a line that cannot be kept. The plan is as it was.
    """
    read = read_outcome(line, vocabulary(plan), stamp)
    if read.kind == "entry" and not read.marked:
        return say(plan, read.text, forum, stamp)
    made, keys = record(plan, read, stamp.now, stamp.today, stamp.suffix)
    made, review = reviewing.begin(made, forum, stamp)
    if not keys:
        return Outcome(made, "changed the aim")
    (key,) = keys
    if key in made.reading:  # taken here, and not at a table
        where = made.review[review].forum
        reading = made.reading[key].replace(forum=where)
        made = editing.with_records(made, Kind.READING, {**made.reading, key: reading})
    label = _label(made, key)
    return Outcome(made, f"added {label}", key, label)


def say(plan: Plan, words: str, forum: ReviewForum, stamp: Stamp) -> Outcome:
    """Put what was said into the review's summary, on a line of its own."""
    words = _checked(words)
    plan, key = reviewing.begin(plan, forum, stamp)
    before = plan.review[key].summary
    summary = f"{before}\n{words}" if before else words
    if len(summary) > TEXT_LIMIT:
        raise UsageError(
            f"What was said fills the {TEXT_LIMIT:,} characters of one review. Nothing was lost: "
            "put this line into the parking lot, with ? in front, or make it shorter."
        )
    plan = editing.edit(plan, key, stamp.now, summary=summary)
    return Outcome(plan, "put down what was said", key, _label(plan, key))


def ask(plan: Plan, words: str, forum: ReviewForum, stamp: Stamp) -> Outcome:
    """Put on record what others are asked for: the next call asks what came of it."""
    words = _checked(words)
    plan, key = reviewing.begin(plan, forum, stamp)
    asks = (*(plan.review[key].asks or ()), words)
    plan = editing.edit(plan, key, stamp.now, asks=asks)
    return Outcome(plan, "put an ask on record", key, _label(plan, key))


def decide(plan: Plan, words: str, stamp: Stamp, forum: ReviewForum | None = None) -> Outcome:
    """Put a decision on record, with its day; `@role` at its end says who decided.

    With a `forum` a review is begun there, where none is under way. Without one the decision was
    made in the review under way, or in the workshop if this is its day, or nobody knows where.
    """
    read = read_line(
        _checked(words), Section.PARKING, vocabulary(plan), stamp.today, marks=False, commands=False
    )
    text = _checked(read.text)
    if forum is not None:
        plan, _ = reviewing.begin(plan, forum, stamp)
    review = reviewing.under_way(plan)
    here = forum or ("table" if plan.plan.date == stamp.today else None)
    if review is not None:
        here = plan.review[review].forum or here
    where = FORUM_NAMES[here] if here else None
    decision = Decision(
        text=text, date=stamp.today, forum=where, decided_by=read.speaker, created=stamp.now
    )
    key = next_id(plan, Kind.DECISION, stamp.suffix)
    plan = editing.add(plan, key, decision)
    return Outcome(plan, "put a decision on record", key, _label(plan, key))


def _checked(words: str) -> str:
    words = words.strip()
    if not words:
        raise UsageError(EMPTY)
    if len(words) > TEXT_LIMIT:
        raise UsageError(
            f"This has {len(words):,} characters, and {TEXT_LIMIT:,} fit. Nothing was lost: make "
            "it shorter, or say it in two lines."
        )
    return words


def _label(plan: Plan, key: str) -> str:
    found = plan.find(key)
    return labels(plan, found[0])[key] if found else key


@dataclass(frozen=True)
class OnRecord:
    """One thing that is on record from a review."""

    key: str
    """Its id; of the review, for what was said and for an ask."""
    label: str
    """What people call it: `D1`, "Said"."""
    text: str


def on_record(plan: Plan, key: str | None) -> tuple[OnRecord, ...]:
    """What a review has brought so far; nothing where there is no such review."""
    review = plan.review.get(key or "")
    if review is None or key is None:
        return ()
    start = reviewing.began(review)
    found = [OnRecord(key, "Said", line) for line in (review.summary or "").splitlines() if line]
    for kind in _BROUGHT:
        names = labels(plan, kind)
        for name, each in plan.records(kind).items():
            is_new = each.created is not None and each.created >= start
            if is_new and isinstance(each, Entry) and each.into is None:
                found.append(OnRecord(name, names[name], each.text))
            elif is_new and isinstance(each, Reading):
                found.append(OnRecord(name, "Scale", in_words(each.score)))
    found += [OnRecord(key, "Asked", ask) for ask in review.asks or ()]
    return tuple(found)


_BROUGHT = (
    Kind.READING,
    Kind.DECISION,
    Kind.STEP,
    Kind.GOAL,
    Kind.ENABLER,
    Kind.BARRIER,
    Kind.NOTE,
    Kind.PARKING,
)
"""The kinds of what a call brings, decisions first."""
