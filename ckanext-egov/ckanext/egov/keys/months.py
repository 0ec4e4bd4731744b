"""Keys that last some months: for what lives some weeks at most, such as a message on its way.

What a month has sealed or hashed tells nobody anything once its key is destroyed, not in a backup
of the database either. Needs nothing of CKAN.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from .sealing import Keys, Sealed

MONTH_BYTES = len("2026-11")
MARK = "sealed:"
"""What a sealed text in a column of texts begins with."""
_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True)
class Months:
    """The keys of the months in a folder."""

    keys: Keys

    def seal(self, column: str, text: str | None) -> bytes | None:
        """What is stored of a text in this column: the month, and what its key sealed."""
        month = _written(datetime.now(UTC).date())
        sealed = self.keys.seal(_name(month), column, text)
        return month.encode() + sealed if sealed else None

    def unseal(self, column: str, sealed: Sealed) -> str | None:
        """The text again, as long as the key of its month is there."""
        if sealed is None:
            return None
        raw = bytes(sealed)
        month = raw[:MONTH_BYTES].decode("ascii", "replace")
        if not _MONTH.fullmatch(month):
            return None
        return self.keys.unseal(_name(month), column, raw[MONTH_BYTES:])

    def seal_text(self, column: str, text: str | None) -> str | None:
        """The same as a text, for columns of texts."""
        sealed = self.seal(column, text)
        return MARK + base64.b64encode(sealed).decode() if sealed else text

    def unseal_text(self, column: str, text: str | None) -> str | None:
        """The text again; one that was never sealed as it is."""
        if text is None or not text.startswith(MARK):
            return text
        return self.unseal(column, base64.b64decode(text.removeprefix(MARK)))

    def hashes(self, text: bytes) -> list[bytes]:
        """What a text is found by, in this month and in the one before: this month's first."""
        today = datetime.now(UTC).date()
        before = _name(_written(today.replace(day=1) - timedelta(days=1)))
        found = [self.keys.read(_name(_written(today)))]
        if self.keys.exists(before):
            found.append(self.keys.read(before))
        return [hmac.new(key, text, hashlib.sha256).digest() for key in found]

    def forget(self, before: date) -> list[str]:
        """Destroy the keys of months that ended before this day; their names."""
        names = [path.stem for path in sorted(self.keys.folder.glob("month-*.people"))]
        old = [name for name in names if _end(name.removeprefix("month-")) <= before]
        for name in old:
            self.keys.destroy(name)
        return old


def _name(month: str) -> str:
    return f"month-{month}"


def _written(day: date) -> str:
    return f"{day:%Y-%m}"


def _end(month: str) -> date:
    """The first day after a month; of what is none, a day that never comes."""
    if not _MONTH.fullmatch(month):
        return date.max
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1)
