"""The words by which checks know what a text is about. All are matched whole, without capitals."""

from __future__ import annotations

import re


def _words(*stems: str) -> re.Pattern[str]:
    """A pattern for any of these, each as a whole word; `*` stands for the rest of a word."""
    parts = sorted((re.escape(stem).replace(r"\*", r"\w*") for stem in stems), key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(reversed(parts))})(?!\w)", re.IGNORECASE)


VAGUE = _words(
    *("improve", "improves", "improved", "improving", "improvement", "improvements"),
    *("embed", "embeds", "embedded", "embedding"),
    *("develop", "develops", "developed", "developing", "development"),
    *("enhance", "enhances", "enhanced", "enhancing", "enhancement"),
    *("ensure", "ensures", "ensured", "ensuring"),
    *("promote", "promotes", "promoted", "promoting", "promotion"),
    *("support", "supports", "supported", "supporting"),
    *("raise awareness", "raises awareness", "raised awareness", "raising awareness"),
    *("continue", "continues", "continued", "continuing"),
    *("strengthen", "strengthens", "strengthened", "strengthening"),
)
"""Words with which nobody can tell when it is done (C12)."""

FAMILY = _words(
    *("child*", "young person*", "young people*", "young adult*", "teenager*", "youth*"),
    *("baby", "baby's", "babies", "sibling*", "brother*", "sister*", "care leaver*"),
    *(
        "family",
        "family's",
        "families",
        "familial",
        "parent*",
        "carer*",
        "network",
        "networks",
        "kin",
        "kinship",
        "relative",
        "relatives",
    ),
    *("grandparent*", "grandmother*", "grandfather*", "mother*", "father*", "mum*", "dad*"),
)
"""Those for whom all of it is done, as people call them (C15)."""

ACTIVITY = _words(
    *("train*", "attend*", "form", "forms", "meeting*", "session*", "audit*", "completed"),
)
"""What can be counted without anything being different for a family (C41)."""

_AWAY_FROM = ("stop", "reduce", "no more", "avoid", "eliminate")
_AWAY = re.compile(rf"\W*(?:{'|'.join(_AWAY_FROM)})(?!\w)", re.IGNORECASE)
_TALK_OF = ("discuss", "consider", "explore", "look at", "review", "continue", "think about")
_TALK = re.compile(rf"\W*(?:to )?(?:{'|'.join(_TALK_OF)})(?!\w)", re.IGNORECASE)

_NOBODY = frozenset(
    {
        *("all", "all of us", "all staff", "all teams", "anybody", "anyone", "any", "both"),
        *("everybody", "everyone", "each team", "every team", "group", "many", "nobody", "no one"),
        *("someone", "somebody", "staff", "team", "teams", "the group", "the team", "the teams"),
        *("them", "they", "us", "we", "whole team", "the whole team", "workers", "managers"),
        *("?", "??", "???", "-", "–", "n/a", "none", "not known", "not sure", "unknown"),
        *("tba", "tbc", "tbd", "to be agreed", "to be confirmed", "to be decided", "who?"),
    }
)


def starts_with_stopping(text: str) -> bool:
    """Whether a goal says what is to go away, and not what will be there instead (C14)."""
    return _AWAY.match(text) is not None


def starts_with_talk(text: str) -> bool:
    """Whether a step begins with a word for talking or thinking (C30)."""
    return _TALK.match(text) is not None


def is_nobody(owner: str) -> bool:
    """Whether an owner is a word for everybody, and so for nobody (C23)."""
    return " ".join(owner.casefold().split()).rstrip(".!") in _NOBODY


_JOINERS = re.compile(r"\s*(?:[,;/&+]|(?<!\w)(?:and|or|with|plus)(?!\w))\s*", re.IGNORECASE)


def joined_roles(owner: str) -> tuple[str, ...]:
    """The parts of an owner that reads as several roles: "Team manager and Practice lead".

    Only the parts: "Service Manager, Assessment" has two as well, and is one role.
    """
    return tuple(part for part in _JOINERS.split(owner) if part)
