"""Any TOML data written as somebody might: in every form that TOML has, with comments all over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from trajectory.storage.codec import toml_text

Keys = tuple[str, ...]

NAMES = (*"abcdefgh", "text", "text", "a b", "#", '"', "é", "")
SCALARS = ("x", 'a"b', "#no", "[x]", "it's", "two\nlines", "=", "\\", "", 1, -2, 3.5, True)
NEW_VALUES: tuple[Any, ...] = (
    *(7, "seven", [1, 2], {}, {"q": 1}, {"q": {"w": "#"}}, [{"a": 1}], [{"a": "long" * 30}], [[1]]),
)


def any_data(random: Random) -> dict[str, Any]:
    """Data of the shape of a plan: tables of tables, single values, lists of tables."""

    def value(depth: int) -> Any:
        kind = random.random()
        if kind < 0.5 or depth > 3:
            return random.choice(SCALARS)
        if kind < 0.75:
            return [value(depth + 1) for _ in range(random.randint(0, 4))]
        return {random.choice(NAMES): value(depth + 1) for _ in range(random.randint(0, 3))}

    def record() -> dict[str, Any]:
        return {random.choice(NAMES): value(1) for _ in range(random.randint(0, 4))}

    def records() -> dict[str, Any]:
        return {random.choice(NAMES): record() for _ in range(random.randint(0, 5))}

    shapes: list[Callable[[], Any]] = [
        lambda: random.choice(SCALARS),
        record,
        lambda: [record() for _ in range(3)],
        *(records, records, records, records),
    ]
    names = random.sample(sorted(set(NAMES)), random.randint(0, 5))
    return {name: random.choice(shapes)() for name in names}


def any_change(random: Random, data: Any, depth: int = 0) -> Any:
    """The data with some things gone, changed, added and put into another order."""
    if isinstance(data, dict):
        items = list((any_move(random, data) if depth == 0 else data).items())
        if random.random() < 0.3:
            random.shuffle(items)
        changed = {k: any_change(random, v, depth + 1) for k, v in items if random.random() > 0.12}
        while random.random() < 0.25:
            changed[random.choice(NAMES)] = random.choice(NEW_VALUES)
        return changed
    if isinstance(data, list):
        left = [any_change(random, value, depth + 1) for value in data if random.random() > 0.15]
        if random.random() < 0.3:
            left.insert(random.randint(0, len(left)), random.choice((0, "new", "#")))
        if random.random() < 0.2:
            random.shuffle(left)
        return left
    return data if random.random() < 0.8 else random.choice(NEW_VALUES)


def any_move(random: Random, data: dict[str, Any]) -> dict[str, Any]:
    """The data with something from inside one of its tables inside another, by another name."""
    tables = [key for key, value in data.items() if isinstance(value, dict) and value]
    if not tables or random.random() > 0.3:
        return data
    source, target = random.choice(tables), random.choice((*tables, random.choice(NAMES)))
    left = dict(data[source])
    moved = left.pop(random.choice(list(left)))
    there = left if target == source else data.get(target)
    there = {**there, "moved": moved} if isinstance(there, dict) else {"moved": moved}
    return {**data, source: left, target: there}


class Hand:
    """Somebody's way to write TOML, which is never twice the same."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._newline = random.choice(("\n", "\n", "\r\n"))
        self.comments: list[str] = []

    def document(self, data: Mapping[str, Any]) -> str:
        lines: list[str] = []
        blocks: list[str] = []
        self._table((), data, lines, blocks)
        if self._chance(0.5):
            self._random.shuffle(blocks)
        text = self._remarks() + "".join(lines) + "".join(blocks) + self._remarks()
        return text.removesuffix(self._newline) if self._chance(0.2) else text

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _comment(self) -> str:
        self.comments.append(f"# {len(self.comments)} [é] = \"{{ '")
        return self.comments[-1]

    def _blank(self) -> str:
        return self._random.choice((" ", "", "  ", "\t"))

    def _remarks(self) -> str:
        text = ""
        while self._chance(0.3):
            text += self._blank() + (self._comment() if self._chance(0.5) else "") + self._newline
        return text

    def _line(self, text: str) -> str:
        before = self._remarks() + self._random.choice(("", "", "  ", "\t"))
        comment = self._blank() + self._comment() if self._chance(0.3) else ""
        return before + text + comment + self._newline

    # ----------------------------------------------------------------------------- tables

    def _table(
        self, path: Keys, data: Mapping[str, Any], lines: list[str], blocks: list[str]
    ) -> None:
        items = list(data.items())
        if self._chance(0.3):
            self._random.shuffle(items)
        for key, value in items:
            inside = (*path, key)
            if isinstance(value, dict) and self._chance(0.6):
                self._headed_table(inside, value, blocks)
            elif isinstance(value, dict) and value and self._chance(0.4):
                self._dotted((key,), value, lines)
            elif _are_tables(value) and self._chance(0.7):
                blocks.append("".join(self._list_item(inside, item) for item in value))
            else:
                lines.append(self._line(self._pair((key,), value)))

    def _headed_table(self, path: Keys, data: Mapping[str, Any], blocks: list[str]) -> None:
        lines: list[str] = []
        more: list[str] = []
        self._table(path, data, lines, more)
        if lines or not more or self._chance(0.2):
            blocks.append(self._header(path, "[]") + "".join(lines))
        blocks += more

    def _list_item(self, path: Keys, data: Mapping[str, Any]) -> str:
        """All that belongs to it stands together: what follows belongs to the next item."""
        lines, blocks = self._header(path, "[[]]"), ""
        for key, value in data.items():
            if isinstance(value, dict) and self._chance(0.5):
                inner = "".join(self._line(self._pair((k,), v)) for k, v in value.items())
                blocks += self._header((*path, key), "[]") + inner
            else:
                lines += self._line(self._pair((key,), value))
        return lines + blocks

    def _header(self, path: Keys, brackets: str) -> str:
        half = len(brackets) // 2
        name = self._blank() + self._dotted_key(path) + self._blank()
        return self._line(brackets[:half] + name + brackets[half:])

    def _dotted(self, prefix: Keys, data: Mapping[str, Any], lines: list[str]) -> None:
        for key, value in data.items():
            if isinstance(value, dict) and value and self._chance(0.5):
                self._dotted((*prefix, key), value, lines)
            else:
                lines.append(self._line(self._pair((*prefix, key), value)))

    # ----------------------------------------------------------------------------- values

    def _pair(self, keys: Keys, value: Any) -> str:
        return f"{self._dotted_key(keys)}{self._blank()}={self._blank()}{self._value(value)}"

    def _dotted_key(self, keys: Keys) -> str:
        return (self._blank() + "." + self._blank()).join(map(self._key, keys))

    def _key(self, key: str) -> str:
        if re.fullmatch("[A-Za-z0-9_-]+", key) and self._chance(0.8):
            return key
        return self._string(key, lines=False)

    def _value(self, value: Any) -> str:
        if isinstance(value, dict):
            return self._inline_table(value)
        if isinstance(value, list):
            return self._list(value)
        if isinstance(value, str):
            return self._string(value, lines=True)
        return toml_text({"x": value})[4:-1]

    def _inline_table(self, data: Mapping[str, Any]) -> str:
        pairs: list[str] = []
        for key, value in data.items():
            if isinstance(value, dict) and value and self._chance(0.2):
                pairs += [self._pair((key, inner), deep) for inner, deep in value.items()]
            else:
                pairs.append(self._pair((key,), value))
        if self._chance(0.2):
            return self._over_lines("{}", pairs)
        return "{" + self._blank() + ", ".join(pairs) + self._blank() + "}"

    def _list(self, data: Sequence[Any]) -> str:
        items = [self._value(item) for item in data]
        if self._chance(0.6) or (not items and self._chance(0.5)):
            return self._over_lines("[]", items)
        comma = "," if items and self._chance(0.3) else ""
        between = self._blank() + "," + self._blank()
        return "[" + self._blank() + between.join(items) + comma + self._blank() + "]"

    def _over_lines(self, brackets: str, items: Sequence[str]) -> str:
        text = brackets[0]
        for place, item in enumerate(items, start=1):
            if self._chance(0.8):
                text += (
                    (self._comment() if self._chance(0.3) else "") + self._newline + self._blank()
                )
            text += item
            if self._chance(0.1):
                text += " " + self._comment() + self._newline
            text += "," if place < len(items) or self._chance(0.5) else ""
            if self._chance(0.4):
                text += " " + self._comment() + self._newline
        if not items and self._chance(0.5):
            text += self._comment()
        return text + self._newline + brackets[1]

    def _string(self, text: str, *, lines: bool) -> str:
        basic = toml_text({"x": text})[4:-1]
        literal = "'" not in text and "\n" not in text
        choice = self._random.random()
        if literal and choice < 0.4:
            return f"'{text}'"
        if lines and "'" not in text and choice < 0.6:
            return "'''" + self._newline + text.replace("\n", self._newline) + "'''"
        if lines and "\\" not in text and choice < 0.8:
            return '"""' + self._newline + basic[1:-1].replace("\\n", self._newline) + '"""'
        return basic


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(i, dict) for i in value)
