"""Names in Latin letters: of a dataset's page from its title, of a file from what it was called."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey
from ckanext.egov.publishing.schemas import texts
from ckanext.egov.vocabularies import text_in

__all__ = ["egov_name_from_title"]

LONGEST = 80
"""CKAN takes a hundred; some are left for the number of a second dataset with the same title."""

_CYRILLIC = "абвгдезийклмнопрстуфхцэыўқғҳәңөүіъьжёчшщюяı"
_WRITTEN = (
    "a b v g d e z i y k l m n o p r s t u f x s e i o q g h a n o u i - - j yo ch sh sh yu ya i"
)
_LATIN = {
    letter: latin.strip("-") for letter, latin in zip(_CYRILLIC, _WRITTEN.split(), strict=True)
}


def name_from(title: str) -> str:
    """A title as small Latin letters, digits and dashes: `oquvchilar-soni-2026`."""
    plain = re.sub(f"[{texts.ANY_APOSTROPHE}]", "", title.lower())
    latin = "".join(_LATIN.get(letter, letter) for letter in plain)
    ascii_only = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST].strip("-")


def file_name(original: str) -> str:
    """The name of an uploaded file in Latin letters. CKAN would leave `.csv` of `мактаблар.csv`."""
    if original.isascii():
        return original
    stem, dot, suffix = original.rpartition(".")
    return f"{name_from(stem) or 'file'}{dot}{suffix}" if dot else name_from(original) or "file"


def free_name(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """The name, with a number when another dataset has it."""
    name, number = wanted, 1
    while is_taken(name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def egov_name_from_title(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Name a dataset after its title when nobody named it."""
    if data.get(("name",)) not in (None, "", tk.missing):
        return
    wanted = name_from(text_in(_titles(data), "uz"))
    if len(wanted) > 1:
        data[("name",)] = free_name(wanted, _is_taken)


def _titles(data: FlattenDataDict) -> Mapping[str, Any]:
    given: Any = data.get(("title_translated",))
    if isinstance(given, str) and given.startswith("{"):
        try:
            given = json.loads(given)
        except ValueError:
            return {}
    if isinstance(given, Mapping):
        return given
    typed = texts.from_form("title_translated", data.get(("__extras",)) or {})
    return typed or {"uz": _text(data, "title")}


def _text(data: FlattenDataDict, name: str) -> str:
    value = data.get((name,))
    return value if isinstance(value, str) else ""


def _is_taken(name: str) -> bool:
    try:
        tk.get_action("package_show")({"ignore_auth": True}, {"id": name})
    except tk.ObjectNotFound:
        return False
    return True
