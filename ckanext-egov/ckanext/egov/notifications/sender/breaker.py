"""Leaves a gateway alone for a while when it is down."""

from __future__ import annotations

import threading
import time

LONGEST_PAUSE = 30.0


class Breaker:
    """Shared by the workers of a channel. The first message after a pause is the test."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def pause(self) -> float:
        """Return for how many seconds nothing should be tried."""
        with self._lock:
            return max(0.0, self._until - time.monotonic())

    def failed(self) -> bool:
        """The gateway was down; true when it was well before."""
        with self._lock:
            if self._until > time.monotonic():
                return False
            self._failures += 1
            self._until = time.monotonic() + min(LONGEST_PAUSE, 2.0 ** (self._failures - 1))
            return self._failures == 1

    def worked(self) -> bool:
        """The gateway took a message; true when it was down before."""
        with self._lock:
            was_down, self._failures, self._until = self._failures > 0, 0, 0.0
            return was_down
