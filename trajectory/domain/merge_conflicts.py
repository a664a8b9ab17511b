"""What a merge could not keep in its field, as the records of `[conflict.*]`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import cast

from trajectory.domain.kinds import Kind
from trajectory.domain.merge_fields import Lost, content, latest, merged_model
from trajectory.domain.merge_records import Records
from trajectory.domain.merge_unknown import FILE
from trajectory.domain.merge_values import UNTOUCHED, code, conflict_key
from trajectory.domain.plan import Conflict, Plan


def merged_conflicts(plan: Plan, records: Records, lost: Iterable[Lost]) -> dict[str, Conflict]:
    """The conflicts of the merged plan by key: those that copies have, and those that came.

    Without those that were settled, that have come to nothing because the value is in its field
    now, or whose item was removed.

    Args:
        plan: the merged plan, as yet without conflicts.
        records: the records of all copies.
        lost: the values that lost against others.
    """
    found: dict[str, Conflict] = {}
    came = list(lost)
    for key, versions in records.conflicts():
        found[key] = _one_of(key, cast("list[Conflict]", versions), came)
    known = {_code(conflict): key for key, conflict in sorted(found.items(), reverse=True)}
    for one in came:
        conflict = Conflict(item=one.item, field=one.field, value=one.value)
        key = known.get(_code(conflict)) or conflict_key(one.item, one.field, one.value)
        if (
            key not in found
            and _is_settled(records.removal(key), one.stamp)
            and not _is_chosen(records.plans, key, one)
        ):
            continue
        stamp = latest([one.stamp, found[key].changed if key in found else None])
        conflict = found.get(key, conflict)
        found[key] = conflict if stamp == UNTOUCHED else conflict.replace(changed=stamp)
        known[_code(conflict)] = key
    gone = records.removed({key for kind in Kind for key in plan.records(kind)})
    return {
        key: conflict
        for key, conflict in sorted(found.items())
        if conflict.item not in gone and not _has_come_to_nothing(plan, conflict, {*found, *gone})
    }


def _one_of(key: str, versions: list[Conflict], came: list[Lost]) -> Conflict:
    """One conflict under a key; where somebody changed it by hand, the others get own keys."""
    chosen = max(_code(version) for version in versions)
    for version in versions:
        if _code(version) != chosen:
            stamp = version.changed or UNTOUCHED
            came.append(Lost(version.item, version.field, version.value, stamp))
    one = merged_model(key, [version for version in versions if _code(version) == chosen], None)
    came += one.lost
    return one.model


def _code(conflict: Conflict) -> str:
    return code([conflict.item, conflict.field, conflict.value])


def _is_settled(removal: dt.datetime | None, stamp: dt.datetime) -> bool:
    return removal is not None and stamp <= removal


def _is_chosen(plans: Iterable[Plan], key: str, one: Lost) -> bool:
    """Whether somebody settled it by taking this very value: a copy with the mark has it in place.

    It is that copy's own value by now, and may lose against another only where that is said.
    """
    return any(
        key in plan.removed
        and code((_fields(plan, one.item) or {}).get(one.field)) == code(one.value)
        for plan in plans
    )


def _has_come_to_nothing(plan: Plan, conflict: Conflict, keys: set[str]) -> bool:
    """Whether the value is in the plan: in its field; or, a first wording, as a wording."""
    now = _fields(plan, conflict.item)
    if now is None:
        return False
    value = code(conflict.value)
    if value == code(now.get(conflict.field)):
        return True
    return conflict.field == "said" and (
        value == code(now.get("text"))
        or conflict_key(conflict.item, "text", conflict.value) in keys
    )


def _fields(plan: Plan, item: str) -> Mapping[str, object] | None:
    """The fields of an item, or of a table without ids; None when there is no such thing."""
    found = plan.find(item)
    if found is not None:
        return content(found[1])
    if item in ("plan", "position"):
        return content(getattr(plan, item))
    if item == FILE:
        return plan.model_extra
    table = (plan.model_extra or {}).get(item)
    return table if isinstance(table, Mapping) else None
