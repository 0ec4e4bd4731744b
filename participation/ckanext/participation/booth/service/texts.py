"""The texts of the booth in the languages of the portal, from the portal's own catalogues."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from functools import cache

DOMAIN = "ckanext-egov"


def N_(text: str) -> str:
    """Mark a text for translation that is looked up later."""
    return text


@cache
def catalogue(folder: str, language: str) -> gettext.NullTranslations:
    """The catalogue of a language; texts stay English where there is none."""
    return gettext.translation(DOMAIN, folder, [language], fallback=True)


def choose(wanted: Iterable[str], languages: tuple[str, ...]) -> str:
    """The first wanted language that the portal speaks, else its first one."""
    for language in wanted:
        if language in languages:
            return language
    return languages[0]


def accepted(header: str) -> list[str]:
    """Languages of an Accept-Language header, in its order; uz-Cyrl is ours as uz_Cyrl."""
    found = []
    for part in header[:200].split(","):
        tag = part.partition(";")[0].strip().replace("-", "_")
        found += [tag, tag.partition("_")[0]]
    return found


def pick(text: Mapping[str, str], language: str) -> str:
    """A text in the language, or in one its reader most likely knows."""
    for choice in (language, "uz", "ru", "en", *text):
        if text.get(choice):
            return text[choice]
    return ""
