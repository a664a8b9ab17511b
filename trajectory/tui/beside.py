"""Work on a thread that nobody waits for when the app is left meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


async def beside(work: Callable[[], T]) -> T:
    """What `work` gives, or raises, once it is done; for what can be broken off at any moment.

    `asyncio.to_thread` would keep the program until a disk answers that perhaps never does.
    """
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()  # so that it takes a result that nobody wants any more

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            done.set_exception(error)

    threading.Thread(target=run, name="beside", daemon=True).start()
    return await asyncio.wrap_future(done)
