"""What a table of a published process is: rows and the meaning of each column. Plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Texts = Mapping[str, str]
Kind = Literal["string", "integer", "number", "boolean", "date", "datetime"]


@dataclass(frozen=True)
class Column:
    """A column in the words of Table Schema; label and description are `{language: text}`."""

    name: str
    label: Texts
    description: Texts
    type: Kind = "string"
    unit: str = ""
    code_list: str = ""
    """`vocabulary:regions` and the like, as the dictionary writes it."""
    required: bool = False
    unique: bool = False
    minimum: str = ""
    enum: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file of the dataset. `name` is the file's name without suffix, in small Latin letters.

    `counts` names the column that counts people, when the rows divide a total that is public:
    its small cells are suppressed, with as many others as it takes to hide them.
    """

    name: str
    title: Texts
    description: Texts
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Any]] = field(repr=False)
    counts: str = ""
    divided_by: tuple[str, ...] = ()
    """Columns each of whose values has a public total of its own, as the feature of acts has."""
