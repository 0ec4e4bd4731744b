"""A column of a table as its dictionary describes it: plain data, no CKAN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ckanext.egov.publishing.dictionary import kinds, profile, text

FLAGS = ("required", "unique", "personal_data")
TEXTS = ("unit", "code_list", "minimum", "maximum", "pattern")
TYPED = ("label", "description", *TEXTS, *FLAGS, "enum")
KEYS = (*TYPED, "drafted", "profile")
_YES = frozenset({"true", "1", "yes", "on", "ha", "да"})


@dataclass(frozen=True)
class Column:
    """What officials say of a column, and what its data show (`profile`).

    `drafted` names the keys that were suggested from the file and that no official has
    confirmed yet: a newer draft may replace them, and nothing else.
    """

    id: str
    type: str = "text"
    label: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    code_list: str = ""
    required: bool = False
    unique: bool = False
    minimum: str = ""
    maximum: str = ""
    pattern: str = ""
    enum: tuple[str, ...] = ()
    personal_data: bool = False
    drafted: tuple[str, ...] = ()
    profile: dict[str, Any] = field(default_factory=dict)
    info: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> kinds.Kind:
        """The type in the words of Table Schema."""
        return kinds.kind(self.type)

    @classmethod
    def from_field(cls, field: Mapping[str, Any]) -> Column:
        """Read a DataStore field; a dictionary typed into plain CKAN is understood too."""
        info = field.get("info")
        info = dict(info) if isinstance(info, Mapping) else {}
        type_ = str(field.get("type") or "text")
        return cls(
            id=str(field["id"]),
            type=type_,
            label=text.per_language(field.get("label") or info.get("label")),
            description=text.per_language(
                field.get("description") or info.get("notes"), text.paragraph
            ),
            info={key: info[key] for key in info if key not in {"label", "notes"}},
            enum=strings(field.get("enum"), kinds.kind(type_)),
            drafted=tuple(key for key in TYPED if key in strings(field.get("drafted"))),
            profile=profile.clean(field.get("profile")),
            **_texts(field, kinds.kind(type_)),
            **_flags(field),
        )

    def to_field(self) -> dict[str, Any]:
        """Return the DataStore field, without keys that say nothing."""
        said = {key: getattr(self, key) for key in KEYS if getattr(self, key)}
        for key in ("enum", "drafted"):
            if key in said:
                said[key] = list(said[key])
        return {"id": self.id, "type": self.type, "info": self.to_info(), **said}

    def to_info(self) -> dict[str, Any]:
        """Return CKAN's own `info`, kept in step for clients that know nothing else."""
        plain = {"label": text.best(self.label), "notes": text.best(self.description)}
        return {**self.info, **{key: value for key, value in plain.items() if value}}

    def heard(self, info: Any) -> Column:
        """Take over a label or notes that a client of plain CKAN wrote into `info`."""
        if not isinstance(info, Mapping):
            return self
        kept = {key: info[key] for key in info if key not in {"label", "notes"}}
        label = _rewritten(self.label, info.get("label"), text.line)
        description = _rewritten(self.description, info.get("notes"), text.paragraph)
        return replace(self, label=label, description=description, info=kept)

    @property
    def described(self) -> bool:
        """Has anybody said what the column means?"""
        return bool(self.label or self.description)


def columns(fields: Iterable[Mapping[str, Any]]) -> list[Column]:
    """Read the fields of a table, leaving out CKAN's own (`_id`, `_full_text`)."""
    return [Column.from_field(field) for field in fields if not str(field["id"]).startswith("_")]


def strings(value: Any, kind: kinds.Kind = "string") -> tuple[str, ...]:
    """Return a list of values as clean text, each once; a text is one value per line."""
    if isinstance(value, str):
        value = value.splitlines()
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        return ()
    clean = (kinds.canonical(kind, text.line(kinds.written(item))) for item in value)
    return tuple(dict.fromkeys(item for item in clean if item))


def yes(value: Any) -> bool:
    """Read a mark from a form, a spreadsheet or JSON."""
    return value is True or text.line(kinds.written(value)).lower() in _YES


def _rewritten(texts: dict[str, str], plain: Any, clean: Any) -> dict[str, str]:
    new, old = clean(plain), text.best(texts)
    if not new or new == old:
        return texts
    language = next((key for key in texts if texts[key] == old), text.LANGUAGES[0])
    return {**texts, language: new}


def _flags(field: Mapping[str, Any]) -> dict[str, Any]:
    return {key: yes(field.get(key)) for key in FLAGS}


def _texts(field: Mapping[str, Any], kind: kinds.Kind) -> dict[str, Any]:
    texts = {key: text.line(kinds.written(field.get(key))) for key in TEXTS}
    texts["pattern"] = text.exact(field.get("pattern"))
    for key in ("minimum", "maximum"):
        texts[key] = kinds.canonical(kind, texts[key])
    return texts
