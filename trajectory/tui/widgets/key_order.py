"""Keys that wait in the queue of a widget which has lost the focus meanwhile.

A burst of keys is queued at the widget that has the focus when it arrives. When one of the first
keys moves the focus, the rest would still be taken by the old widget: letters of a sentence would
be commands of a list. So a widget of ours hands on what is no longer meant for it, in order.
"""

from __future__ import annotations

from textual import events
from textual.widget import Widget


def handed_on(widget: Widget, event: events.Key) -> bool:
    """Give a key to the widget that has the focus now; False when that is still this one."""
    app = widget.app
    heir = app.focused
    if heir is None:
        # A terminal that lost the focus takes it from its widgets: the key is still for this one.
        heir = widget if app.screen is widget.screen else app.screen
    if heir is widget:
        return False
    event.stop()
    event.prevent_default()
    give(heir, event)
    return True


def give(heir: Widget, event: events.Key | events.Paste) -> None:
    """Put a key or a paste at the end of a widget's queue, as the app does."""
    again = (
        events.Key(event.key, event.character)
        if isinstance(event, events.Key)
        else events.Paste(event.text)
    )
    heir._forward_event(again)  # noqa: SLF001 - as the app does


async def run_bound(widget: Widget, key: str) -> None:
    """Run what a key is bound to here and now; it would wait behind the rest of a burst (#6605)."""
    for namespace, bindings in widget.screen._modal_binding_chain:  # noqa: SLF001 - Textual's own
        for binding in bindings.key_to_bindings.get(key, ()):
            if not binding.priority and await widget.app.run_action(binding.action, namespace):
                return


async def take_in_turn(widget: Widget, event: events.Key) -> None:
    """Do what a key is bound to before the next one is looked at; for lists and pages of ours."""
    if not handed_on(widget, event):
        event.stop()
        event.prevent_default()
        await run_bound(widget, event.key)


async def type_on(widget: Widget, event: events.Key) -> None:
    """Give what is text, and no command of a list of ours, to the screen's line, at once.

    A screen says where it goes with `action_type_on` and `action_paste_on`: run here and now, so
    that the focus has moved before the next key of a burst is looked at.
    """
    character = event.character
    if handed_on(widget, event) or character is None or not character.isprintable():
        return
    if event.key not in widget.screen.active_bindings:
        event.stop()
        event.prevent_default()
        await widget.app.run_action(("screen", "type_on", (character,)), widget)


async def paste_on(widget: Widget, event: events.Paste) -> None:
    """Give a paste to the screen's line, at once."""
    event.stop()
    event.prevent_default()
    await widget.app.run_action(("screen", "paste_on", (event.text,)), widget)
