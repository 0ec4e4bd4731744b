"""Objects out of a JSON file one after the other, however long it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..encoding import encoding_of
from ..errors import LoadError, excerpt

CHUNK = 1 << 18
OBJECT_CHARACTERS = 32_000_000
SPACE = re.compile(r"[\s,]*")


class Stream:
    """A window over the text of a file, moved on as values are taken from it."""

    def __init__(self, path: Path) -> None:
        self.file = path.open(encoding=encoding_of(path))
        self.text = ""
        self.position = 0
        self.ended = False
        self.line = 1
        self.decoder = json.JSONDecoder()

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def _more(self) -> bool:
        """Read on; what was taken is let go of."""
        self.line += self.text.count("\n", 0, self.position)
        self.text = self.text[self.position :]
        self.position = 0
        if len(self.text) > OBJECT_CHARACTERS:
            raise LoadError("broken_json", row=self.line, detail="an object without an end")
        part = self.file.read(max(CHUNK, len(self.text)))
        self.text += part
        self.ended = not part
        return bool(part)

    def peek(self) -> str:
        """The next sign that is neither a blank nor a comma; nothing at the end."""
        while True:
            found = SPACE.match(self.text, self.position)
            self.position = found.end() if found else self.position
            if self.position < len(self.text):
                return self.text[self.position]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Step over a sign that must be there."""
        if self.peek() != sign:
            raise self.broken(f"“{sign}” is missing")
        self.position += 1

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.position)
            except ValueError as error:
                if not self._more():
                    raise self.broken(str(error)) from error
                continue
            except RecursionError as error:
                raise self.broken("nested too deep") from error
            # A number at the end of the window may go on in the next.
            if end == len(self.text) and not self.ended and self._more():
                continue
            self.position = end
            return value

    def broken(self, detail: str) -> LoadError:
        """An error that names the line."""
        line = self.line + self.text.count("\n", 0, self.position)
        return LoadError("broken_json", row=line, detail=excerpt(detail, 120))

    def items(self) -> Iterator[Any]:
        """The values of the list that begins here."""
        self.take("[")
        while (sign := self.peek()) != "]":
            if not sign:
                raise self.broken("“]” is missing")
            yield self.value()
        self.position += 1

    def find_list(self, names: tuple[str, ...]) -> bool:
        """Step into the object that begins here, to the list under one of these names."""
        self.take("{")
        while self.peek() == '"':
            name = self.value()
            if self.peek() != ":":
                raise self.broken("“:” is missing")
            self.position += 1
            if self.peek() == "[" and (not names or name in names):
                return True
            self.value()
        return False
