"""The languages the portal speaks, in the order readers see them."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale


@dataclass(frozen=True)
class Language:
    """A language of the interface: its code, its own name and a short form for phones."""

    code: str
    name: str
    short: str

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag for `lang` attributes."""
        return self.code.replace("_", "-")


LANGUAGES = (
    Language("uz", "Oʻzbekcha", "Oʻz"),
    Language("uz_Cyrl", "Ўзбекча", "Ўз"),
    Language("kaa", "Qaraqalpaqsha", "Qq"),
    Language("ru", "Русский", "Ру"),
    Language("en", "English", "En"),
)


def check_babel() -> None:
    """Check that Babel knows every language, so that a missing one fails at start, not in a page.

    CLDR has Karakalpak (in Cyrillic script) but no number or plural rules for it; dates and
    numbers of `kaa` are therefore written by `formatting`, not by Babel.
    """
    for language in LANGUAGES:
        Locale.parse(language.code)
