"""The name that somebody types to start a plan: what of it is the authority, what the table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trajectory.domain.finding import fold


def read_name(name: str, authorities: Iterable[str]) -> tuple[str, str]:
    """Authority and table in a name that somebody typed to start a plan; either may be empty.

    "Westbrook, Table 2" and "Westbrook Table 2" are both told apart, and so is a name that starts
    with an authority that has plans already. Any other name is taken for the authority's.
    """
    name = " ".join(name.split())
    authority, comma, table = name.partition(",")
    if comma:
        return authority.strip(), table.strip()
    for known in sorted(set(authorities), key=len, reverse=True):
        rest = name[len(known) :]
        if known and fold(name[: len(known)]) == fold(known) and rest[:1] in {"", " "}:
            return known, rest.strip()
    found = re.search(r"\b(?:table|group|team)\b", name, re.IGNORECASE)
    if found is None:
        return name, ""
    return name[: found.start()].strip(), name[found.start() :].strip()
