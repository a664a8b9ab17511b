"""The agenda of a call: as Markdown for people, and as plain values for programs."""

from __future__ import annotations

from typing import Any

from trajectory.domain.agenda import Agenda
from trajectory.exporters.document.agenda import item_title, write_agenda
from trajectory.exporters.markdown import MarkdownWriter


def markdown(agenda: Agenda) -> str:
    """The agenda as a Markdown document: the same text for the same agenda."""
    writer = MarkdownWriter()
    write_agenda(writer, agenda)
    return writer.text()


def values(agenda: Agenda) -> dict[str, Any]:
    """The agenda as JSON has it. A line's `plan` is the place of its plan in `plans`, from 0."""
    return {
        "forum": agenda.forum,
        "as_of": agenda.as_of.isoformat(),
        "minutes": agenda.minutes,
        "plans": [
            {
                "title": plan.title,
                "authority": plan.authority,
                "table": plan.table,
                "score": plan.score,
                "target": plan.target,
                "since": None if plan.since is None else plan.since.isoformat(),
            }
            for plan in agenda.plans
        ],
        "items": [
            {
                "title": item_title(item),
                "topics": [topic.key for topic in item.topics],
                "minutes": item.minutes,
                "wants": item.wants.value,
                "speakers": list(item.speakers),
                "lines": [
                    {
                        "plan": line.plan,
                        "id": line.key,
                        "label": line.label,
                        "text": line.text,
                        "note": line.note,
                        "who": line.who,
                        "question": line.question,
                    }
                    for line in item.lines
                ],
            }
            for item in agenda.items
        ],
    }
