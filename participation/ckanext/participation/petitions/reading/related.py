"""What goes with a petition: others that ask for something like it, and open data about it."""

from __future__ import annotations

import logging
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.lib.search import SearchError
from ckanext.participation.process import similar
from ckanext.participation.process.model import Process

from .. import lifecycle, rules
from ..model import Petition

log = logging.getLogger(__name__)

SECTOR, REGION, BODY = "vocab_sectors", "vocab_region", "organization"
WEIGHTS = {SECTOR: 3, REGION: 2, BODY: 2}
WORDS = "text_stem"
"""The field of the search of datasets that knows every script and the stems of words."""
FACTS = ("name", "title", "title_translated")


def petitions(petition: Any, rows: int) -> list[tuple[Any, Any]]:
    """Published petitions like this one with their processes, the most like first."""
    found = like(petition.title[petition.language], rows + 1)
    return [pair for pair in found if pair[0].process_no != petition.process_no][:rows]


def like(text: str, rows: int) -> list[tuple[Any, Any]]:
    """Published petitions like a text with their processes, the most like first."""
    found = similar.numbers(text, lifecycle.KIND, rows) or []
    query = (
        sa.select(Petition, Process)
        .join(Process, Process.process_no == Petition.process_no)
        .where(Petition.process_no.in_(found), Petition.state.in_(sorted(rules.PUBLIC)))
    )
    pairs = {row[0].process_no: (row[0], row[1]) for row in core_model.Session.execute(query)}
    return [pairs[number] for number in found if number in pairs]


def datasets(petition: Any, process: Any, rows: int) -> list[dict[str, Any]]:
    """Datasets of its sectors, of its region or of the body it asks, the closest first."""
    belongs = _belongs(process)
    if not belongs or not rows:
        return []
    terms = [f"{field}:{value}^{WEIGHTS[field]}" for field, value in belongs]
    terms += [f"{WORDS}:{word}" for word in _words(petition)]
    query = {
        "q": " OR ".join(terms),
        "fq": " OR ".join(f"{field}:{value}" for field, value in belongs),
        "rows": rows,
    }
    try:
        found = tk.get_action("package_search")({"user": ""}, query)
    except SearchError as error:
        log.warning("Datasets for a petition were not looked for: %s", type(error).__name__)
        return []
    return [_fact(dataset) for dataset in found["results"]]


def _belongs(process: Any) -> list[tuple[str, str]]:
    body = core_model.Group.get(process.body)
    values = [(SECTOR, code) for code in process.sectors]
    values += [(REGION, process.region)] if process.region else []
    values += [(BODY, body.name)] if body else []
    return [(field, f'"{value}"') for field, value in values]


def _words(petition: Any) -> list[str]:
    # Words of letters and digits alone: none of them is Solr's language.
    words = similar.query_words(petition.title[petition.language])
    return [word for word in words if word.isalnum() and len(word) > 2]


def _fact(dataset: dict[str, Any]) -> dict[str, Any]:
    url = tk.h.url_for("dataset.read", id=dataset["name"], qualified=True, locale="default")
    return {name: dataset.get(name) for name in FACTS} | {"url": url}
