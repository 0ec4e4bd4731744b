"""Which petitions somebody looks for: by words in any script, or by what people near them sign."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.counters import lists, regions, suppression
from ckanext.participation.process import similar
from ckanext.participation.process.model import Process

from .. import lifecycle, rules
from ..model import Petition

MOST_FOUND = 500
"""More than anybody turns pages; what is found last is least like the words."""
MOST_NEAR = 100


def by_words(words: str) -> list[int]:
    """Numbers of the petitions that are like the words, the most like first.

    Solr knows all scripts of Uzbek as one, but neither what was rejected nor when it is down;
    PostgreSQL then looks for the words as they were typed.
    """
    found = similar.numbers(words, lifecycle.KIND, MOST_FOUND) or []
    return list(dict.fromkeys([*found, *_as_typed(words)]))


def _as_typed(words: str) -> list[int]:
    fits = [
        sa.cast(text, sa.Text).icontains(word, autoescape=True)
        for word in similar.query_words(words)
        for text in [sa.func.concat(Petition.title, " ", Petition.background)]
    ]
    if not fits:
        return []
    query = sa.select(Petition.process_no).where(*fits, Petition.state.in_(sorted(rules.PUBLIC)))
    newest = query.order_by(Petition.process_no.desc()).limit(MOST_FOUND)
    return list(core_model.Session.scalars(newest))


def signed_in(region: str) -> list[int]:
    """Numbers of the petitions that most people of a region signed, as far as that may be known.

    A number that is left out on the page of its petition must not show here either.
    """
    most = lists.most_in_region(region, rules.SIGN, suppression.LOWEST_LEAST, MOST_NEAR)
    counts = lists.by_region(most, rules.SIGN)
    declared = _rules(most)
    return [number for number in most if _is_shown(counts[number], declared[number], region)]


def _rules(numbers: list[int]) -> dict[int, dict[str, Any]]:
    query = sa.select(Process.process_no, Process.rules).where(Process.process_no.in_(numbers))
    return {number: declared for number, declared in core_model.Session.execute(query)}  # noqa: C416 - rows, which dict() is not typed for


def _is_shown(counts: dict[str, int], declared: dict[str, Any], region: str) -> bool:
    codes = regions.codes(counts)
    cells = [counts.get(code, 0) for code in codes]
    gone = suppression.hidden_while_counting(cells, suppression.least_of(declared))
    return not dict(zip(codes, gone, strict=True)).get(region, True)
