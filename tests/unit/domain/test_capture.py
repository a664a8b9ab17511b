"""The capture grammar, row by row, and that no line ever loses a word."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.capture import (
    Capture,
    Vocabulary,
    read_line,
    role_completion,
    routed,
    verbatim,
    vocabulary,
)
from trajectory.domain.capture_tokens import MOST_TOKENS
from trajectory.domain.cleaning import clean
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Barrier, Enabler, Goal, Header, Note, Plan, Step

TODAY = dt.date(2026, 11, 22)  # a Sunday
FRIDAY = dt.date(2026, 11, 27)

PLAN = Plan(
    plan=Header(
        participants=("Team manager", "Practice lead", "Manager"),
        leadership_group=("Service Manager", "Service Manager, Assessment", "TEAM MANAGER"),
    ),
    note={"N1-nnnn": Note(text="n", speaker="Data analyst")},
    goal={"G1-gggg": Goal(text="g"), "G2-hhhh": Goal(text="g")},
    enabler={"E1-eeee": Enabler(text="e"), "E2-ffff": Enabler(text="e")},
    barrier={
        "B1-aaaa": Barrier(text="b"),
        "B2-bbbb": Barrier(text="b"),
        "B2-cccc": Barrier(text="b"),
        "rota": Barrier(text="b"),
    },
    step={"S1-ssss": Step(text="s", owner="Systems manager", with_=("Clerk",))},
)
KNOWN = vocabulary(PLAN)
SECTIONS = st.sampled_from(Section)


def read(line: str, section: Section = Section.STEP) -> Capture:
    return read_line(line, section, KNOWN, TODAY)


def entry(line: str, section: Section = Section.STEP) -> Capture:
    got = read(line, section)
    assert got.kind == "entry"
    return got


def words(got: Capture) -> list[str]:
    return [taken.words for taken in got.taken]


# ---------------------------------------------------------------------------------- vocabulary


def test_the_vocabulary_holds_each_role_once_as_first_written() -> None:
    assert KNOWN.roles == (
        *("Team manager", "Practice lead", "Manager", "Service Manager"),
        *("Service Manager, Assessment", "Systems manager", "Clerk", "Data analyst"),
    )
    assert KNOWN.known_role("practice LEAD") == "Practice lead"
    assert KNOWN.known_role("Practice") is None


def test_the_vocabulary_knows_labels_and_ids_in_any_case() -> None:
    assert KNOWN.ids["b1"] == KNOWN.ids["b1-aaaa"] == "B1-aaaa"
    assert KNOWN.ids["b2b"] == "B2-cccc"
    assert KNOWN.ids["rota"] == "rota"
    assert KNOWN.kinds["rota"] is Kind.BARRIER
    assert KNOWN.labels["B2-cccc"] == "B2b"
    assert "n1" not in KNOWN.ids


# ---------------------------------------------------------------------------------- marks


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("current", Section)
def test_a_mark_and_a_space_send_one_entry_to_a_section(section: Section, current: Section) -> None:
    got = entry(f"{section.mark} No room", current)
    assert (got.section, got.text, got.marked) == (section, "No room", True)


@pytest.mark.parametrize(
    "line", ["-10% staff", "+1", "-", "--", "-- two", "->x", "?", "=", "a - b", "*bold*", "− no"]
)
def test_anything_else_at_the_start_is_text(line: str) -> None:
    got = entry(line, Section.GOAL)
    assert (got.section, got.text, got.marked) == (Section.GOAL, line, False)


@pytest.mark.parametrize("line", ["- x", "+ x", "=4", "=4>7", "/next", "-x", "x"])
def test_a_leading_space_makes_the_start_literal_and_goes(line: str) -> None:
    got = entry(f" {line}", Section.GOAL)
    assert (got.section, got.text, got.marked) == (Section.GOAL, line, False)
    assert not got.warnings


def test_behind_a_leading_space_the_end_is_still_read() -> None:
    got = entry(" - x by fri")
    assert (got.text, got.date) == ("- x", FRIDAY)


def test_only_the_first_mark_is_one() -> None:
    assert entry("> - x").text == "- x"
    assert entry("> =4").text == "=4"
    assert entry("> /next").text == "/next"


@pytest.mark.parametrize("line", ["", " ", "\t", "- ", "-   ", "\x1b"])
def test_a_line_without_words_is_empty(line: str) -> None:
    got = read(line)
    assert got.kind == "empty"
    assert got.section is (Section.BARRIER if line.startswith("-") else Section.STEP)
    assert got.marked is line.startswith("-")


def test_with_a_section_given_a_mark_is_literal_and_the_rest_is_read() -> None:
    got = read_line("- No room !4", Section.BARRIER, KNOWN, TODAY, marks=False)
    assert (got.text, got.strength, got.marked) == ("- No room", 4, False)
    assert read_line("=4", Section.BARRIER, KNOWN, TODAY, marks=False).kind == "score"


def test_without_commands_a_slash_is_literal() -> None:
    got = read_line("/next step", Section.GOAL, KNOWN, TODAY, commands=False)
    assert (got.kind, got.text) == ("entry", "/next step")


def test_a_line_is_cleaned() -> None:
    assert entry("No\x1b[31m room\x00").text == "No[31m room"


# ---------------------------------------------------------------------------------- scores


def test_scores_go_to_the_position_from_anywhere() -> None:
    got = read("=2 3 4 5>7", Section.BARRIER)
    assert (got.kind, got.section, got.text) == ("score", Section.POSITION, "")
    assert (got.score, got.scores, got.target) == (3.5, (2, 3, 4, 5), 7)
    assert words(got) == ["4 scores from 2 to 5, we are at 3.5, aim 7"]


def test_an_aim_alone_is_no_reading() -> None:
    got = read("=>7")
    assert (got.kind, got.score, got.target) == ("score", None, 7)


def test_a_score_off_the_scale_is_flagged_and_stays_text() -> None:
    got = entry("=11", Section.GOAL)
    assert (got.section, got.text) == (Section.GOAL, "=11")
    assert got.warnings == ("Scores are 0 to 10 in halves, as in =4 or =3.5: “=11” stays as text.",)


def test_a_mark_a_space_and_a_number_make_a_note_and_say_so() -> None:
    got = entry("= 4")
    assert (got.section, got.text) == (Section.POSITION, "4")
    assert got.warnings == ("“= 4” becomes a note: for a score, leave out the space, as in =4.",)


def test_words_behind_a_score_make_a_text() -> None:
    got = entry("=4 of 20 families", Section.POSITION)
    assert (got.text, got.warnings) == ("=4 of 20 families", ())


def test_a_score_with_something_beside_it_is_no_score_and_that_is_said() -> None:
    got = entry("=4 @Team manager", Section.POSITION)
    assert (got.text, got.speaker) == ("=4", "Team manager")
    assert got.warnings == (
        "A score has its line for itself: “=4” becomes a text. Type =4 and Enter, then the rest.",
    )
    assert entry(" =4 @Team manager", Section.POSITION).warnings == ()


# ---------------------------------------------------------------------------------- commands


@pytest.mark.parametrize(
    "line, command, argument",
    [
        ("/timer 10", "timer", "10"),
        ("/Next", "next", ""),
        ("/ten  The plan is theirs ", "ten", "The plan is theirs"),
        ("/", "", ""),
        ("/ ", "", ""),
    ],
)
def test_a_slash_starts_a_command(line: str, command: str, argument: str) -> None:
    got = read(line)
    assert (got.kind, got.command, got.argument) == ("command", command, argument)


@pytest.mark.parametrize("line", ["/ next", "//", "/var/log", "/1", "and/or"])
def test_other_slashes_are_text(line: str) -> None:
    assert entry(line).text == line


# ---------------------------------------------------------------------------------- roles


@pytest.mark.parametrize(
    "line, text, role",
    [
        ("Call them @Team manager", "Call them", "Team manager"),
        ("Call them @team MANAGER", "Call them", "Team manager"),
        ("Call them @Team manager.", "Call them", "Team manager"),
        ("Call them @service manager, assessment", "Call them", "Service Manager, Assessment"),
        ("Call them @service manager", "Call them", "Service Manager"),
        ("Call them @Head of service", "Call them", "Head of service"),
        ("Call them @Head of service?", "Call them?", "Head of service"),
        ('Call them @"Team manager" today', "Call them today", "Team manager"),
        ('Call them @"Head of service" today', "Call them today", "Head of service"),
        ("Call them @“Head of service”", "Call them", "Head of service"),
        ("Ask @Team manager to call them", "Ask to call them", "Team manager"),
        ("Ask @Team manager, then call", "Ask, then call", "Team manager"),
        ("Call @Team managers", "Call", "Team managers"),
        ("Call them @Manager", "Call them", "Manager"),
        ("mail a@b.org and call @Manager", "mail a@b.org and call", "Manager"),
        ("Call @Manager @ 5", "Call @ 5", "Manager"),
    ],
)
def test_a_role_is_read(line: str, text: str, role: str) -> None:
    got = entry(line)
    assert (got.text, got.owner, got.speaker) == (text, role, None)
    assert words(got) == [f"owner {role}"]
    assert not got.warnings


@pytest.mark.parametrize(
    "line",
    [
        *("mail ann@example.org", "mail @ann@example.org", "at@Manager", "@Manager says no"),
        *(
            "call @Head\nand then",
            "meet @ 5",
            "meet @5pm",
            "call @",
            'call @""',
            'call @"Head',
            "one @ two",
        ),
        "call @" + "very " * 20 + "long",
    ],
)
def test_other_ats_are_text(line: str) -> None:
    got = entry(line)
    assert (got.text, got.owner, got.taken) == (line, None, ())


@pytest.mark.parametrize("section", Section)
def test_a_role_speaks_and_in_a_step_it_owns(section: Section) -> None:
    got = entry("No room @Manager", section)
    role = got.owner if section is Section.STEP else got.speaker
    assert role == "Manager"
    assert [got.owner, got.speaker].count(None) == 1


def test_a_second_role_stays_text_and_is_flagged() -> None:
    got = entry("Call them @Manager @Clerk")
    assert (got.text, got.owner) == ("Call them @Manager", "Clerk")
    assert got.warnings == ("There is one role already: “@Manager” stays as text.",)


@pytest.mark.parametrize(
    "line, rest",
    [
        ("Call @Te", "am manager"),
        ("Call @te", "am manager"),
        ("Call @Service manager", ", Assessment"),
        ("Call @m", "anager"),
        ("Call @", "Team manager"),
        ("> Call @Pr", "actice lead"),
    ],
)
def test_a_known_role_is_completed(line: str, rest: str) -> None:
    assert role_completion(line, KNOWN) == rest


@pytest.mark.parametrize("line", ["", "@Te", "Call", "mail a@Te", "Call @Manager ", "Call @Zz"])
def test_nothing_else_is_completed(line: str) -> None:
    assert role_completion(line, KNOWN) is None


def test_a_completed_role_is_read_as_that_role() -> None:
    for role, length in itertools.product(KNOWN.roles, range(1, 4)):
        line = f"Call @{role[:length]}"
        completed = line + (role_completion(line, KNOWN) or "")
        assert entry(completed).owner in KNOWN.roles


# ---------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "said, date",
    [
        ("fri", FRIDAY),
        ("FRIDAY.", FRIDAY),
        ("9 feb", dt.date(2027, 2, 9)),
        ("the end of february 2027", dt.date(2027, 2, 28)),
        ("eom", dt.date(2026, 11, 30)),
        ("in 2 weeks", dt.date(2026, 12, 6)),
        ("fri 27 November 2026", FRIDAY),
    ],
)
def test_a_date_at_the_end_is_taken(said: str, date: dt.date) -> None:
    got = entry(f"Call them by {said}")
    assert (got.text, got.date) == ("Call them", date)
    assert entry(f"Call them By  {said}", Section.GOAL).date == date


def test_a_date_is_echoed_in_full() -> None:
    assert words(entry("Call them by fri")) == ["due Fri 27 Nov 2026"]
    assert words(entry("They own it by fri", Section.GOAL)) == ["by Fri 27 Nov 2026"]


@pytest.mark.parametrize(
    "line",
    [
        *("signed by the family", "by fri we meet", "stand by", "bye fri", "standby fri", "fri"),
        *("Cut waiting by 2 weeks", "Reduce it by a month", "done by Friday's team", "by and by"),
    ],
)
def test_by_is_a_word_unless_a_date_follows(line: str) -> None:
    got = entry(line)
    assert (got.text, got.date, got.warnings) == (line, None, ())


@pytest.mark.parametrize("said", ["12/5", "next friday", "30 feb", "soon", "feb"])
def test_a_date_that_is_not_clear_stays_text_and_is_flagged(said: str) -> None:
    got = entry(f"Call them by {said} @Manager")
    assert (got.text, got.date, got.owner) == (f"Call them by {said}", None, "Manager")
    assert len(got.warnings) == 1
    assert got.warnings[0].endswith(".")


@pytest.mark.parametrize(
    "section", [Section.POSITION, Section.ENABLER, Section.BARRIER, Section.PARKING]
)
def test_a_date_is_text_where_it_means_nothing(section: Section) -> None:
    for said in ("fri", "12/5"):
        got = entry(f"No room by {said}", section)
        assert (got.text, got.date, got.warnings) == (f"No room by {said}", None, ())


def test_a_question_stays_one() -> None:
    assert entry("Can they sign by fri?").text == "Can they sign?"
    got = entry("Can they sign for G1, by fri @Clerk?")
    assert (got.text, got.owner, got.date, got.goal) == (
        *("Can they sign?", "Clerk", FRIDAY, "G1-gggg"),
    )
    assert entry("No room !4!", Section.BARRIER).text == "No room!"


def test_a_second_date_stays_text_and_is_flagged() -> None:
    got = entry("Call by mon by fri")
    assert (got.text, got.date) == ("Call by mon", FRIDAY)
    assert got.warnings == ("There is one date already: “by mon” stays as text.",)


# ---------------------------------------------------------------------------------- strength


@pytest.mark.parametrize("section", [Section.ENABLER, Section.BARRIER])
@pytest.mark.parametrize("strength", range(1, 6))
def test_strength_is_read(section: Section, strength: int) -> None:
    got = entry(f"No room !{strength}", section)
    assert (got.text, got.strength) == ("No room", strength)
    assert words(got) == [f"strength {strength}"]


@pytest.mark.parametrize("token", ["!0", "!6", "!10", "!999999"])
def test_a_strength_off_the_scale_stays_text_and_is_flagged(token: str) -> None:
    got = entry(f"No room {token} @Manager", Section.BARRIER)
    assert (got.text, got.strength, got.speaker) == (f"No room {token}", None, "Manager")
    assert got.warnings == (f"Strength goes from !1 to !5: {token} stays as text.",)


@pytest.mark.parametrize("line", ["No room!4", "No !4 room", "!", "No room ! 4", "No room !four"])
def test_other_exclamations_are_text(line: str) -> None:
    got = entry(line, Section.BARRIER)
    assert (got.text, got.strength, got.warnings) == (line, None, ())


@pytest.mark.parametrize("section", [Section.POSITION, Section.GOAL, Section.STEP, Section.PARKING])
def test_strength_is_text_where_it_means_nothing(section: Section) -> None:
    got = entry("No room !4", section)
    assert (got.text, got.strength, got.warnings) == ("No room !4", None, ())


def test_a_second_strength_stays_text_and_is_flagged() -> None:
    got = entry("No room !2 !4", Section.BARRIER)
    assert (got.text, got.strength) == ("No room !2", 4)
    assert got.warnings == ("There is one strength already: !2 stays as text.",)


# ---------------------------------------------------------------------------------- links


@pytest.mark.parametrize(
    "said, cuts",
    [
        ("cuts B1", ("B1-aaaa",)),
        ("cuts b1", ("B1-aaaa",)),
        ("Cuts B1 B2", ("B1-aaaa", "B2-bbbb")),
        ("cuts B1, B2 and B2b.", ("B1-aaaa", "B2-bbbb", "B2-cccc")),
        ("cuts B2,B1", ("B2-bbbb", "B1-aaaa")),
        ("cuts B1 & rota", ("B1-aaaa", "rota")),
        ("cuts b1-aaaa", ("B1-aaaa",)),
        ("cuts B1 B1", ("B1-aaaa",)),
        ("cuts B1 cuts B2", ("B1-aaaa", "B2-bbbb")),
    ],
)
def test_what_a_step_cuts_is_read(said: str, cuts: tuple[str, ...]) -> None:
    got = entry(f"Change the form {said}")
    assert (got.text, got.cuts, got.warnings) == ("Change the form", cuts, ())


def test_what_a_step_uses_and_serves_is_read() -> None:
    got = entry("Change the form uses E1 and e2 for G2")
    assert (got.text, got.uses, got.goal) == ("Change the form", ("E1-eeee", "E2-ffff"), "G2-hhhh")
    assert words(got) == ["uses E1, E2", "for G2"]


@pytest.mark.parametrize(
    "said, warning",
    [
        ("cuts B9", "B9 is not in this plan: it stays as text."),
        ("cuts B9, B8", "B9 is not in this plan: it stays as text."),
        ("cuts E1", "E1 is not a barrier: it stays as text."),
        ("uses B1", "B1 is not an enabler: it stays as text."),
        ("for S1", "S1 is not a goal: it stays as text."),
        ("for G1 and G2", "A step serves one goal: “for G1 and G2” stays as text."),
    ],
)
def test_a_link_to_nothing_stays_text_and_is_flagged(said: str, warning: str) -> None:
    got = entry(f"Change the form {said} by fri")
    assert (got.text, got.date) == (f"Change the form {said}", FRIDAY)
    assert (got.cuts, got.uses, got.goal) == ((), (), None)
    assert got.warnings[0] == warning


def test_of_several_labels_those_that_are_there_are_taken() -> None:
    got = entry("Change the form cuts B1, B9 and B2")
    assert (got.text, got.cuts) == ("Change the form cuts B9", ("B1-aaaa", "B2-bbbb"))
    assert got.warnings == ("B9 is not in this plan: it stays as text.",)
    assert words(got) == ["cuts B1, B2"]


def test_a_label_that_is_left_at_the_end_of_a_sentence_is_text() -> None:
    got = entry("Change the form cuts B1 B9. B2, B8.")
    assert (got.text, got.cuts) == ("Change the form cuts B9. B8.", ("B1-aaaa", "B2-bbbb"))


@pytest.mark.parametrize(
    "line",
    [
        *("It cuts costs", "Room for Q1", "cuts", "Time for B1 things", "shortcuts B1", "B1 B2"),
        *("for the rota", "uses it", "cuts B1 and", "It cuts B1 deep", "for B1234567"),
    ],
)
def test_other_cuts_are_text(line: str) -> None:
    got = entry(line)
    assert (got.text, got.taken, got.warnings) == (line, (), ())


@pytest.mark.parametrize("section", [section for section in Section if section is not Section.STEP])
def test_links_are_text_outside_a_step(section: Section) -> None:
    for said in ("cuts B1", "cuts B9"):
        got = entry(f"Something {said}", section)
        assert (got.text, got.cuts, got.warnings) == (f"Something {said}", (), ())


# ---------------------------------------------------------------------------------- together


@pytest.mark.parametrize(
    "tokens",
    [*itertools.permutations(["@Team manager", "by fri", "cuts B1, B2", "uses E1", "for G1"])],
)
def test_tokens_stand_in_any_order(tokens: tuple[str, ...]) -> None:
    got = entry(" ".join(["> Change the form", *tokens]), Section.BARRIER)
    assert (got.section, got.text, got.warnings) == (Section.STEP, "Change the form", ())
    assert (got.owner, got.date, got.cuts, got.uses, got.goal) == (
        *("Team manager", FRIDAY, ("B1-aaaa", "B2-bbbb"), ("E1-eeee",), "G1-gggg"),
    )
    assert [taken.typed.replace(" ,", ",") for taken in got.taken] == list(tokens)


@pytest.mark.parametrize("unclear", ["by 12/5", "cuts B9", "!6"])
def test_what_stays_text_stops_no_other_token(unclear: str) -> None:
    got = entry(f"Change the form for G1 {unclear} @Head of service")
    assert (got.text, got.owner, got.goal) == (
        *(f"Change the form {unclear}", "Head of service", "G1-gggg"),
    )


@pytest.mark.parametrize("line", ["by fri", "by fri cuts B1", "cuts B1 by fri?", "for G1"])
def test_a_line_of_nothing_but_tokens_is_all_text(line: str) -> None:
    got = entry(line)
    assert (got.text, got.taken, got.date, got.cuts, got.goal) == (line, (), None, (), None)
    assert len(got.warnings) == 1
    assert got.warnings[0].startswith("There is nothing beside “")


def test_of_a_line_with_more_tokens_than_anybody_says_the_rest_is_text() -> None:
    line = "No room" + " !4" * 60
    got = entry(line, Section.BARRIER)
    assert (got.strength, got.text) == (4, line.removesuffix(" !4"))
    assert len(got.warnings) == MOST_TOKENS - 1


def test_a_line_that_is_too_long_is_carried_and_flagged() -> None:
    assert entry("x" * 5_000).warnings == ()
    got = entry("x" * 5_001)
    assert len(got.text) == 5_001
    assert len(got.warnings) == 1
    assert got.warnings[0].startswith("This line has 5,001 characters, and 5,000 fit")
    assert verbatim("x" * 5_001, Section.GOAL).warnings == got.warnings


def test_verbatim_reads_nothing_out_of_a_text() -> None:
    for line in ("- No room !4 @Manager by fri", "=4", "/next", "by fri"):
        got = verbatim(f"  {line}\x1b ", Section.STEP)
        assert (got.kind, got.section, got.text) == ("entry", Section.STEP, line)
        assert (got.taken, got.warnings) == ((), ())
    assert verbatim(" \x00 ", Section.STEP).kind == "empty"


# ---------------------------------------------------------------------------------- properties

_TOKENS = st.sampled_from(
    [
        *("@Team manager", "@Service Manager, Assessment", "@Head", '@"New role"', "@", "a@b.org"),
        *("by fri", "by 12/5", "by the end of feb", "by soon", "by", "fri", "in 2 weeks", "9 feb"),
        *("!4", "!6", "!", "cuts B1", "cuts B1, B9 and B2", "uses E1", "for G1", "for G1 G2"),
        *("cuts", "B1", "B9", "rota", "and", ",", "&", ".", "?", "- ", "= ", "> ", "=4", "/next"),
        *("No room", "for", "x", "é", "  ", "\t", "\n", "\x1b", '"', "“", "”", "=4>7", "ſ", "İ"),
    ]
)
_LINES = (
    st.lists(_TOKENS, max_size=10).map(" ".join)
    | st.lists(_TOKENS, max_size=10).map("".join)
    | st.text(max_size=60)
)


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(_LINES, SECTIONS, st.booleans())
def test_every_character_is_in_the_text_or_taken_or_the_mark(
    line: str, section: Section, marks: bool
) -> None:
    got = read_line(line, section, KNOWN, TODAY, marks=marks)

    said = _letters(clean(line))
    if got.kind == "command":
        assert clean(line).casefold().split() == f"/{got.command} {got.argument}".casefold().split()
        return
    accounted = _letters(got.text)
    for taken in got.taken:
        accounted += _letters(taken.typed)
    if got.marked:
        accounted += Counter(got.section.mark)
    assert accounted == said
    assert (got.kind == "empty") == (got.text == "" and not got.taken)


@given(_LINES, SECTIONS)
def test_what_is_taken_is_what_the_fields_hold(line: str, section: Section) -> None:
    got = read(line, section)
    held = (got.owner, got.speaker, got.date, got.strength, got.goal, got.score, got.target)
    assert bool(got.taken) == (any(x is not None for x in held) or bool(got.cuts or got.uses))
    assert all(taken.words and taken.typed for taken in got.taken)
    if got.section is not Section.STEP:
        assert (got.owner, got.cuts, got.uses, got.goal) == (None, (), (), None)
    if got.section not in {Section.STEP, Section.GOAL}:
        assert got.date is None
    if got.section not in {Section.ENABLER, Section.BARRIER}:
        assert got.strength is None


@given(_LINES, SECTIONS)
def test_the_label_before_enter_is_where_the_line_goes(line: str, section: Section) -> None:
    cleaned = clean(line)
    got = read(cleaned, section)
    if got.kind != "command":
        assert routed(cleaned, section)[0] is got.section


@given(_LINES, SECTIONS)
def test_a_leading_space_leaves_every_line_an_entry_here(line: str, section: Section) -> None:
    got = read(f" {line}", section)
    assert got.kind in {"entry", "empty"}
    assert (got.section, got.marked) == (section, False)


@given(_LINES, SECTIONS)
def test_verbatim_keeps_everything(line: str, section: Section) -> None:
    assert verbatim(line, section).text == clean(line).strip()


@given(_LINES, SECTIONS)
def test_an_empty_plan_can_be_spoken_of(line: str, section: Section) -> None:
    got = read_line(line, section, Vocabulary(), TODAY)
    assert (got.cuts, got.uses, got.goal) == ((), (), None)


@given(_LINES)
def test_a_completion_ends_in_a_known_role(line: str) -> None:
    rest = role_completion(line, KNOWN)
    if rest is not None:
        assert rest
        assert any(
            f"{line}{rest}".casefold().endswith(f"@{role}".casefold()) for role in KNOWN.roles
        )
