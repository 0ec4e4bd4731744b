"""What a reader needs to know of a column: its name, type, unit and what can be asked of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

FAMILIES = {
    "number": ("int", "int2", "int4", "int8", "bigint", "integer", "smallint", "serial",
               "numeric", "decimal", "float", "float4", "float8", "real", "money"),
    "date": ("date",),
    "time": ("timestamp", "timestamptz"),
    "yes_no": ("bool", "boolean"),
    "text": ("text", "varchar", "bpchar", "name", "citext"),
}  # fmt: skip
FAMILY_OF = {name: family for family, names in FAMILIES.items() for name in names}

COMPARISONS = ("eq", "gte", "lte", "gt", "lt")
CONDITIONS = {
    "number": COMPARISONS,
    "date": COMPARISONS,
    "time": COMPARISONS,
    "yes_no": ("eq",),
    "text": ("eq", "words"),
    "other": (),
}

# Numbers that name things are written without thousands separators.
CODE_NAME = re.compile(r"(^|_)(id|code|kod|soato|inn|tin|stir|year|yil|iso|number|no)$", re.I)


@dataclass(frozen=True)
class Column:
    """A column of a DataStore table as the preview sees it."""

    id: str
    type: str
    label: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    code_list: str = ""

    @property
    def family(self) -> str:
        """number, date, time, yes_no, text, or other."""
        return FAMILY_OF.get(self.type.lower(), "other")

    @property
    def conditions(self) -> tuple[str, ...]:
        """What a filter on this column may ask."""
        return CONDITIONS[self.family]

    @property
    def sortable(self) -> bool:
        """Whether the database can put its values in order."""
        return self.family != "other"

    @property
    def is_code(self) -> bool:
        """Whether its numbers are names of things (codes, years), not amounts."""
        named_like_one = bool(CODE_NAME.search(self.id)) and not self.unit
        return self.family == "number" and (bool(self.code_list) or named_like_one)

    @property
    def is_amount(self) -> bool:
        """Whether its numbers can be added up."""
        return self.family == "number" and not self.is_code


def read_columns(fields: Iterable[dict[str, Any]]) -> list[Column]:
    """The columns a reader sees, from the fields of `datastore_info`."""
    return [_read_column(field) for field in fields if not field["id"].startswith("_")]


def _read_column(field: dict[str, Any]) -> Column:
    info = field.get("info") or {}
    label = field.get("label")
    if not isinstance(label, dict):
        plain = label or info.get("label") or ""
        label = {"en": plain} if plain else {}
    return Column(
        id=field["id"],
        type=str(field.get("type", "text")),
        label={language: text for language, text in label.items() if text},
        unit=str(field.get("unit") or ""),
        code_list=str(field.get("code_list") or ""),
    )
