"""One thread that sends one message at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import psycopg2

from .breaker import Breaker
from .gateways.base import Down, Gateway, Message, NotNow, Refused, Uncertain
from .outbox import Desk, Outcome

log = logging.getLogger("egov.sender")
SWEEP_SECONDS = 5.0
"""How late a message that was put off, or whose wake-up was lost, can be noticed."""
LONGEST_WAIT = timedelta(hours=1)


class Bell:
    """Rings when something was committed; a ring while nobody listens is not lost."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    def ring(self) -> None:
        """Wake everybody."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def rings(self) -> int:
        """Return how often it rang so far: ask before looking into the outbox."""
        return self._rings

    def wait(self, heard: int, seconds: float) -> None:
        """Wait for a ring after `heard`."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings != heard, seconds)


class Worker(threading.Thread):
    """Claims, sends and settles until it is told to stop."""

    def __init__(
        self, channel: str, open_desk: Callable[[], Desk], make_gateway: Callable[[], Gateway],
        breaker: Breaker, bell: Bell, stop: threading.Event,
    ) -> None:  # fmt: skip
        super().__init__(name=f"sender-{channel}", daemon=True)
        self.channel = channel
        self.open_desk = open_desk
        self.gateway = make_gateway()
        self.breaker = breaker
        self.bell = bell
        self.stop = stop
        self.done: Outcome | None = None
        """How it went with the last message, until the database knows."""
        self.claimed_as = 0

    def run(self) -> None:
        """Go on through restarts of the database."""
        while not (self.stop.is_set() and self.done is None):
            try:
                self._serve(self.open_desk())
            except psycopg2.Error as error:
                log.warning("the database is away (%s)", type(error).__name__)
                self.stop.wait(1)
                if self.stop.is_set():
                    break
        self.gateway.close()

    def _serve(self, desk: Desk) -> None:
        try:
            if self.done is not None:
                self._settle(desk)
            while not self.stop.is_set():
                heard = self.bell.rings()
                pause = self.breaker.pause()
                message = None if pause else self._next(desk)
                if message is not None:
                    self.done = self._send(message)
                    continue
                if self.done is not None:
                    self._settle(desk)
                self.gateway.close()
                self._rest(heard, pause)
            if self.done is not None:
                self._settle(desk)
        finally:
            desk.close()

    def _rest(self, heard: int, pause: float) -> None:
        if pause:
            self.stop.wait(pause)
        else:
            self.bell.wait(heard, SWEEP_SECONDS)

    def _next(self, desk: Desk) -> Message | None:
        """Settle the last message and claim the next."""
        message = desk.exchange(self.channel, self.done, self.claimed_as)
        self.done, self.claimed_as = None, desk.number
        return message

    def _settle(self, desk: Desk) -> None:
        assert self.done is not None
        desk.settle(self.done, self.claimed_as)
        self.done = None

    def _send(self, message: Message) -> Outcome:
        try:
            self.gateway.send(message)
        except Refused as error:
            return self._told("failed", message, error)
        except NotNow as error:
            return self._told("later", message, error, waiting(message.tries))
        except Uncertain as error:
            return self._told("unknown", message, error)
        except Down as error:
            if self.breaker.failed():
                log.warning("%s: the gateway is down: %s", self.channel, error)
            return Outcome(message.message_id, "back", f"down: {error}")
        except Exception as error:
            # A mistake of ours: it may have happened after the message was taken.
            log.error("%s: %s", message.template, type(error).__name__)
            return Outcome(message.message_id, "unknown", type(error).__name__)
        if self.breaker.worked():
            log.warning("%s: the gateway works again", self.channel)
        return Outcome(message.message_id, "sent")

    def _told(
        self, state: str, message: Message, error: Exception, wait: timedelta = timedelta()
    ) -> Outcome:
        log.warning("%s (%s): %s: %s", message.template, message.channel, state, error)
        return Outcome(message.message_id, state, str(error), wait)


def waiting(tries: int) -> timedelta:
    """Return how long a message waits after that many tries: a minute, two, four … an hour."""
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(tries - 1, 10)))
