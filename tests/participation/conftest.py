"""What tests of several rooms of participation share: a kind of process and processes of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import ckan.plugins as p
import pytest
from ckanext.participation.process import recording
from ckanext.participation.process.interfaces import IProcessKind, ProcessKind

NUMBERS = itertools.count(1)
SIGN = {"sign": 1}


class TryKind(p.SingletonPlugin):
    """A kind of process without a slice: `try`, whose phases may allow a few features."""

    p.implements(IProcessKind)
    heard: list[tuple[int, str]] = []  # noqa: RUF012

    def get_process_kinds(self) -> dict[str, ProcessKind]:
        return {
            "try": ProcessKind(
                title=lambda: "Try",
                features=("sign", "comment", "vote"),
                endpoint="participation.read_json",
                on_event=lambda number, event: self.heard.append((number, event)),
            )
        }


@pytest.fixture(scope="module")
def try_kind(database, monkeypatch_module) -> TryKind:
    """The kind `try`, beside those of the slices, for the tests of one module."""
    kind = TryKind()
    kind.heard = []
    known = recording.kinds

    def kinds() -> dict[str, ProcessKind]:
        return {**known(), **kind.get_process_kinds()}

    for module in _users_of_kinds():
        monkeypatch_module.setattr(module, "kinds", kinds)
    return kind


def _users_of_kinds() -> list[Any]:
    import sys

    return [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("ckanext.") and getattr(module, "kinds", None) is recording.kinds
    ]


@pytest.fixture(scope="module")
def monkeypatch_module():
    """Like `monkeypatch`, undone at the end of the module."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def body(database) -> dict[str, Any]:
    """A public body."""
    from ckan.tests import factories

    return factories.Organization(name=f"body-{next(NUMBERS)}-{datetime.now(UTC):%H%M%S%f}")


@pytest.fixture(scope="module")
def make_process(try_kind, body) -> Callable[..., dict[str, Any]]:
    """Make a draft: `make_process(title=..., phases=[phase(...)], rules={...})`."""
    from ckan.tests.helpers import call_action

    def make(**facts: Any) -> dict[str, Any]:
        asked = {
            "kind": "try",
            "body": body["id"],
            "title": {"en": f"Process {next(NUMBERS)}"},
            "phases": [phase()],
        }
        return call_action("process_create", **(asked | facts))

    return make


@pytest.fixture(scope="module")
def open_process(make_process) -> Callable[..., dict[str, Any]]:
    """Make a process that is open now: `open_process(features={"sign": 1}, days=3)`."""
    from ckan.tests.helpers import call_action

    def make(features: dict[str, int] | None = None, days: float = 3, **facts: Any) -> Any:
        facts.setdefault("phases", [phase(features=features, days=days)])
        draft = make_process(**facts)
        return call_action("process_open", process_no=draft["process_no"])

    return make


def phase(
    key: str = "collect",
    start: float = 0,
    days: float = 3,
    features: dict[str, int] | None = None,
) -> dict[str, Any]:
    """A phase that starts `start` days from now and lasts `days` days."""
    begins = datetime.now(UTC) + timedelta(days=start)
    return {
        "key": key,
        "start": begins.isoformat(),
        "end": (begins + timedelta(days=days)).isoformat(),
        "features": SIGN if features is None else features,
    }
