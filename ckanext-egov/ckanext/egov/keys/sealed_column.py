"""Columns of tables whose texts are sealed with the key of the month they were written in."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from . import personal


class SealedForNow(sa.types.TypeDecorator[str]):
    """Text to the program, sealed in the database; for what lives some weeks at most.

    Nothing can be searched for in it. What was not sealed is read as it is.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return personal.months().seal_text(self.column, value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        return personal.months().unseal_text(self.column, value)
