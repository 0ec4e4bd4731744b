"""Questions other rooms ask: which terms there are, what a code means, which districts exist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ckanext.egov.vocabularies import reading
from ckanext.egov.vocabularies.term import Place, Term


def sectors() -> Sequence[Term]:
    """The six sectors of PP-308 first, then the rest of the EU data themes."""
    return list(reading.terms_of("sectors").values())


def groups_in_need() -> Sequence[Term]:
    """The six groups in need of social protection."""
    return list(reading.terms_of("groups_in_need").values())


def frequencies() -> Sequence[Term]:
    """How often a dataset is updated, from the EU authority table."""
    return list(reading.terms_of("frequencies").values())


def body_types() -> Sequence[Term]:
    """Kinds of public bodies."""
    return list(reading.terms_of("body_types").values())


def local_topics() -> Sequence[Term]:
    """Topics each region is expected to publish on."""
    return list(reading.terms_of("local_topics").values())


def bodies() -> Sequence[Term]:
    """Public bodies known by name; `details` has type, parent, region, sector."""
    return list(reading.terms_of("bodies").values())


def languages() -> Sequence[Term]:
    """Languages a text can be kept in."""
    return list(reading.terms_of("languages").values())


def regions() -> Sequence[Place]:
    """The 14 regions in the order of their SOATO codes."""
    return list(reading.places_of("regions").values())


def districts(region: str | None = None, on: date | None = None) -> Sequence[Place]:
    """Districts and cities, of one region when given, existing on a day when given."""
    return [
        place
        for place in reading.places_of("districts").values()
        if (region is None or place.region == region) and (on is None or place.is_valid_on(on))
    ]


def place(soato: str) -> Place | None:
    """The region, district or city with that SOATO code."""
    return reading.places_of("regions").get(soato) or reading.places_of("districts").get(soato)


def region_shapes_path() -> Path:
    """The GeoJSON file with the shapes of the 14 regions (`properties.soato` is the code)."""
    return reading.DATA / "uz_regions.geojson"


def names() -> tuple[str, ...]:
    """The names of all vocabularies."""
    return (*reading.TERM_FILES, *reading.PLACE_FILES)


def title(name: str) -> dict[str, str]:
    """The vocabulary's own title per language. Raises KeyError for an unknown name."""
    if name in PLACE_TITLES:
        return PLACE_TITLES[name]
    if name not in reading.TERM_FILES:
        raise KeyError(name)
    return dict(reading.title_of(name))


def terms(name: str) -> Sequence[Term]:
    """All terms of a vocabulary. Raises KeyError for an unknown name."""
    if name in reading.PLACE_FILES:
        return list(reading.places_of(name).values())
    if name not in reading.TERM_FILES:
        raise KeyError(name)
    return list(reading.terms_of(name).values())


def term(name: str, code: Any) -> Term | None:
    """One term, or None. Raises KeyError for an unknown vocabulary."""
    if name in reading.PLACE_FILES:
        return reading.places_of(name).get(code)
    if name not in reading.TERM_FILES:
        raise KeyError(name)
    return reading.terms_of(name).get(code)


PLACE_TITLES = {
    "regions": {"uz": "Hududlar", "uz_Cyrl": "Ҳудудлар", "ru": "Регионы", "en": "Regions"},
    "districts": {
        "uz": "Tuman va shaharlar",
        "uz_Cyrl": "Туман ва шаҳарлар",
        "ru": "Районы и города",
        "en": "Districts and cities",
    },
}
