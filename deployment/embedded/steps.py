"""What the person at the terminal sees: each step, its time, and what to do if it failed."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class StepFailed(Exception):
    """A step that could not be done. `advice` tells the person what to do about it."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


def say(text: str = "") -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Show a step; the yielded function shows how far it is (only on a terminal)."""
    started = time.monotonic()
    live = sys.stderr.isatty()

    def progress(text: str) -> None:
        if live:
            print(f"\r\033[K  · {title}: {text}", end="", file=sys.stderr, flush=True)

    progress("…")
    try:
        yield progress
    except BaseException:
        _finish("✘", title, started, live)
        raise
    _finish("✔", title, started, live)


def _finish(mark: str, title: str, started: float, live: bool) -> None:
    clear = "\r\033[K" if live else ""
    say(f"{clear}  {mark} {title} ({time.monotonic() - started:.1f} s)")


def wait_until(
    ready: Callable[[], bool], seconds: float, failure: Callable[[], StepFailed]
) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise failure()
        time.sleep(0.1)
