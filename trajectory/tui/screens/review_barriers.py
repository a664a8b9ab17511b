"""The fourth part of a review: whether each barrier is still in the way."""

from __future__ import annotations

from trajectory.domain import verdicts
from trajectory.domain.plan import Barrier
from trajectory.domain.review_reading import read_strength_and_why, read_words
from trajectory.tui.screens.review_base import ReviewBase

SETTLED = {"gone": "is gone", "accepted": "is accepted: you live with it"}


class ReviewBarrierVerbs(ReviewBase):
    """The commands of `REVIEW_BARRIERS`."""

    def current_barrier(self) -> str | None:
        """Id of the marked barrier."""
        raise NotImplementedError

    def action_barrier_there(self) -> None:
        """It is as it was."""
        if (found := self._barrier_or_word()) is not None:
            key, barrier = found
            label = self.label_of(key)
            if barrier.status in {None, "open", "reduced"}:
                self.say(f"{label} is still there.")
                self.to_the_next()
            else:
                stamp = self.context.stamp()
                plan = verdicts.settle(self.session.plan, key, "open", stamp)
                self.answered(plan, f"{label} is in the way again")

    def action_barrier_settled(self, status: str) -> None:
        """It is gone, or something to live with."""
        if (found := self._barrier_or_word()) is not None:
            key, _ = found
            plan = verdicts.settle(self.session.plan, key, status, self.context.stamp())
            self.answered(plan, f"{self.label_of(key)} {SETTLED[status]}")

    def action_barrier_reduced(self) -> None:
        """It pushes less; how much is left?"""
        if (found := self._barrier_or_word()) is None:
            return
        key, barrier = found
        label = self.label_of(key)

        def reduced(read: tuple[int | None, str | None]) -> None:
            strength, why = read
            stamp = self.context.stamp()
            plan = verdicts.reduce(self.session.plan, key, strength, stamp, why)
            left = f": strength {strength}" if strength is not None else ""
            self.answered(plan, f"{label} is less in the way{left}")

        was = barrier.strength
        self.ask_for(
            f"{label} · How strong is it now, 1 to 5?",
            lambda typed: read_strength_and_why(typed, was),
            reduced,
        )
        alone = f"It was {was}; Enter alone makes it {max(1, was - 1)}." if was else ""
        self.say(f"{alone} With a reason: 2, the library lends us a room.".strip())

    def action_barrier_converted(self) -> None:
        """It helps now; in which words?"""
        if (found := self._barrier_or_word()) is None:
            return
        key, barrier = found
        label = self.label_of(key)

        def converted(words: str | None) -> None:
            plan, new = verdicts.convert(
                self.session.plan, key, words or barrier.text, self.context.stamp()
            )
            if self.act(plan, f"{label} is turned round"):
                self.say(
                    f"{label} is turned round: it is {self.label_of(new)} now, an enabler. "
                    "ctrl+z takes it back."
                )
            self.to_the_next()

        if barrier.status == "converted":
            self.say(f"{label} is turned round already.")
            return
        self.ask_for(f"{label} · It helps now: how does it read?", read_words, converted)
        self.say("Say it as something that helps. Enter alone keeps the words as they are.")

    def _barrier_or_word(self) -> tuple[str, Barrier] | None:
        key = self.current_barrier()
        barrier = self.session.plan.barrier.get(key or "")
        if key is None or barrier is None:
            self.say("There is no barrier here.")
            return None
        return key, barrier
