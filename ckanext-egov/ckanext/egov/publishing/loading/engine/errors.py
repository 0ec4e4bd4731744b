"""What can be wrong with a file, said so that an official can find the place."""

from __future__ import annotations

from typing import Any


class LoadError(Exception):
    """A file that cannot be loaded.

    `code` names the message (see `messages.py`), `row` counts as a spreadsheet does (the
    heading is row 1) and `column` is the heading as it stands in the file.
    """

    def __init__(
        self, code: str, *, row: int | None = None, column: str | None = None, **params: Any
    ) -> None:
        super().__init__(code, row, column, params)
        self.code = code
        self.row = row
        self.column = column
        self.params = params

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for the pipe between the two processes."""
        return {"code": self.code, "row": self.row, "column": self.column, "params": self.params}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> LoadError:
        """The other end of `to_dict`."""
        return cls(data["code"], row=data["row"], column=data["column"], **data["params"])


def excerpt(value: str, length: int = 60) -> str:
    """A cell short enough to be quoted in a message."""
    value = " ".join(value.split())
    return value if len(value) <= length else value[: length - 1] + "…"
