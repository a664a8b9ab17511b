"""Changes to a TOML document, gathered block by block and then written out in one pass.

What lies between two blocks (empty lines, comments that stand by themselves) belongs to the place
and stays there when a block goes or comes.
"""

from __future__ import annotations

from collections.abc import Iterable

from trajectory.storage.toml_blocks import Block, Document, Node, Pair
from trajectory.storage.toml_values import Edit


class Revision:
    """What becomes of a document. Nothing is changed before `text` is asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._edits: list[Edit] = []
        self._cut: set[Pair] = set()
        self._gone: dict[Block, str] = {}
        self._before: dict[Block, list[str]] = {}
        self._after: dict[Block, list[str]] = {}

    # ------------------------------------------------------------------------------ lines

    def edit(self, pair: Pair, edits: Iterable[Edit]) -> None:
        """Change the value of a line. Comments inside what goes come to stand above the line."""
        edits = list(edits)
        lifted = [
            comment for start, end, _ in edits for comment in self.document.comments_in(start, end)
        ]
        if lifted:
            self._edits.append((pair.start, pair.start, self._comment_lines(lifted, pair)))
        self._edits += edits

    def remove_pair(self, pair: Pair) -> None:
        """Take a line out, unless it is out. Its comments stay, on lines of their own."""
        if pair in self._cut or pair.block in self._gone:
            return
        comments = self.document.comments_in(pair.start, pair.end)
        self._edits.append((pair.start, pair.end, self._comment_lines(comments, pair)))

    def cut_pair(self, pair: Pair) -> str:
        """Take a line out with the comments that belong to it, to be put in elsewhere."""
        self._cut.add(pair)
        self._edits.append((pair.lead, pair.end, ""))
        return self.document.text[pair.lead : pair.end]

    def insert_lines(self, at: int, lines: str) -> None:
        """Put in whole lines where a line begins, or at the end of the text."""
        self._edits.append((at, at, lines))

    # ----------------------------------------------------------------------------- blocks

    def is_gone(self, block: Block) -> bool:
        """Whether the block was taken out."""
        return block in self._gone

    def remove_block(self, block: Block) -> None:
        """Take a block out, unless it is out. Its comments stay where it was."""
        if block not in self._gone:
            cut = [(pair.lead, pair.end) for pair in block.pairs if pair in self._cut]
            starts = [block.start, *(end for _, end in cut)]
            ends = [*(start for start, _ in cut), block.body_end]
            parts = zip(starts, ends, strict=True)
            self._gone[block] = self._comment_lines(
                comment for part in parts for comment in self.document.comments_in(*part)
            )

    def cut_block(self, block: Block) -> str:
        """Take a block out with its comments, to be put in elsewhere."""
        self._gone[block] = ""
        return self.document.text[block.start : block.body_end]

    def take_comments(self, node: Node) -> str:
        """Take a key out wherever it stands; gives its comments, to go with what comes for it."""
        blocks = node.all_blocks()
        own = set(blocks)
        lines = [pair for pair in node.all_pairs() if pair.block not in own]
        parts = [(pair.lead, pair.end) for pair in lines]
        parts += [(block.start, block.body_end) for block in blocks]
        for pair in lines:
            self.cut_pair(pair)
        for block in blocks:
            self.cut_block(block)
        return self._comment_lines(
            comment for part in sorted(parts) for comment in self.document.comments_in(*part)
        )

    def put_before(self, block: Block, text: str) -> None:
        """Put a block in front of this one, behind those put there before."""
        self._before.setdefault(block, []).append(text)

    def put_after(self, block: Block, text: str) -> None:
        """Put a block behind this one, behind those put there before."""
        self._after.setdefault(block, []).append(text)

    # ----------------------------------------------------------------------------- result

    def text(self) -> str:
        """The document with all changes."""
        out: list[str] = []
        edits = sorted(self._edits, key=lambda edit: edit[:2])
        place = 0
        gap = ""
        for block in self.document.blocks:
            first = place
            while place < len(edits) and edits[place][0] <= block.body_end:
                place += 1
            own_gap = self.document.text[block.body_end : block.end]
            before, after = self._before.get(block, []), self._after.get(block, [])
            body = self._gone.get(block)
            if body is None:
                body = self._edited(block, edits[first:place])
            elif not body:
                gap, own_gap = "", self._joined(gap, own_gap, block, is_first=not any(out))
                before, after = [], before + after
            elif not own_gap and block is not self.document.blocks[-1]:
                own_gap = self.document.newline  # else the comments would join the next block
            out.append(gap)
            out += [new + self.document.newline for new in before]
            out.append(body)
            out += [(self.document.newline if any(out) else "") + new for new in after]
            gap = own_gap
        out.append(gap)
        return "".join(out)

    def _edited(self, block: Block, edits: list[Edit]) -> str:
        text, at, parts = self.document.text, block.start, []
        for start, end, new in edits:
            if start > at:
                parts.append(text[at:start])
            parts.append(new)
            at = max(at, end)
        parts.append(text[at : block.body_end])
        return "".join(parts)

    def _joined(self, gap: str, own: str, block: Block, *, is_first: bool) -> str:
        """One gap of the two around a block that went without leaving anything."""
        is_last = block is self.document.blocks[-1]
        if own.strip():
            return own if not gap.strip() and not is_first else gap + own
        if is_first:
            return gap
        if not gap.strip():
            return own if is_last else max(gap, own, key=len)
        return gap.rstrip() + self.document.newline if is_last else gap

    def _comment_lines(self, comments: Iterable[str], pair: Pair | None = None) -> str:
        indent = self.document.indent_of(pair) if pair else ""
        return "".join(f"{indent}{comment}{self.document.newline}" for comment in comments)
