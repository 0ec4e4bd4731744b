"""Tags: which words officials may put on petitions, and which stand there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import ckan.model as core_model
import sqlalchemy as sa
import yaml
from sqlalchemy.dialects.postgresql import insert

from ... import config
from .model import Tag


def known() -> dict[str, dict[str, str]]:
    """The words of the list by their codes, each as `{language: text}`."""
    return _read(config.tags_file())


@cache
def _read(path: Path) -> dict[str, dict[str, str]]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["tags"]
    return {row["code"]: dict(row["title"]) for row in rows}


def of(numbers: Iterable[int]) -> dict[int, list[str]]:
    """The codes on each of these petitions, in order."""
    query = sa.select(Tag.process_no, Tag.tag).where(Tag.process_no.in_(list(numbers)))
    found: dict[int, list[str]] = {}
    for number, tag in core_model.Session.execute(query.order_by(Tag.tag)):
        found.setdefault(number, []).append(tag)
    return found


def put(process_no: int, codes: Iterable[str]) -> None:
    """Have exactly these tags on a petition, in the caller's transaction."""
    wanted = list(codes)
    stale = sa.delete(Tag).where(Tag.process_no == process_no, Tag.tag.not_in(wanted))
    core_model.Session.execute(stale)
    for code in wanted:
        line = insert(Tag).values(process_no=process_no, tag=code)
        core_model.Session.execute(line.on_conflict_do_nothing())
