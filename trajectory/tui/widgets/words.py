"""Words that change at each key, on a screen that is not to be laid out at each key."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Words(Static):
    """A text that lays the screen out again only when it takes another room than before."""

    def show(self, words: Content) -> None:
        """Show these words from now on."""
        before = self.content
        if isinstance(before, Content) and before.is_same(words):
            return
        before = before if isinstance(before, Content) else Content("")
        self.update(words, layout=self._room(before) != self._room(words))

    def _room(self, words: Content) -> int:
        """The cells that the words take where the style leaves that to them."""
        width = self.styles.width
        if width is not None and width.is_auto:
            return words.cell_length
        return words.get_height({}, max(1, self.content_region.width))
