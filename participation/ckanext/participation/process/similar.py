"""Which processes are like a text: asked of Solr, whose fields fold Uzbek's scripts to one."""

from __future__ import annotations

import logging
import re

import pysolr

from . import indexing

log = logging.getLogger(__name__)

FIELDS = {
    "title": 4, "title_stem": 4, "title_ru": 4, "text": 1, "text_stem": 0.7, "text_ru": 1,
}  # fmt: skip
MOST_WORDS = 40
ENOUGH = "1<50% 5<40% 12<30%"
"""How many of the words something must share to be similar; the longer the text, the fewer."""

_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʻʼ][^\W_]+|['’‘`´ʻʼ])*")


def numbers(text: str, kind: str | None, rows: int) -> list[int] | None:
    """Numbers of similar processes, the most similar first; None when nobody can tell."""
    core = indexing.solr()
    words = query_words(text)
    if core is None:
        return None
    if not words:
        return []
    try:
        found = core.search(" ".join(words), **_params(kind, rows))
    except pysolr.SolrError as error:
        log.warning("Similar processes were not looked for: %s", type(error).__name__)
        return None
    return [document["process_no"] for document in found]


def query_words(text: str) -> list[str]:
    """The words of a text, each once, without anything that Solr would take for a command."""
    found = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    return [word for word in found if len(word) > 1 or word.isdigit()][:MOST_WORDS]


def _params(kind: str | None, rows: int) -> dict[str, object]:
    return {
        "defType": "edismax",
        "qf": " ".join(f"{field}^{weight}" for field, weight in FIELDS.items()),
        "mm": ENOUGH,
        "uf": "-* -_query_",
        "lowercaseOperators": "false",
        "fq": ["type:process", *([f'kind:"{kind}"'] if kind else [])],
        "fl": "process_no",
        "rows": rows,
    }
