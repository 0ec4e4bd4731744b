"""The check itself, as the worker runs it; safe to run twice."""

from __future__ import annotations

import logging

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.publishing.dictionary import code_list, code_lists
from ckanext.egov.publishing.dictionary.column import Column, columns
from ckanext.egov.publishing.validation import claims, config, model, source
from ckanext.egov.publishing.validation.report import Report

log = logging.getLogger(__name__)


def validate(resource_id: str, validation_id: str) -> None:
    """Check a table and keep the report, unless a newer check has been asked for."""
    if not model.note(validation_id, state="running", started=sa.func.now()):
        return
    try:
        found = _columns(resource_id)
        report = check_table(resource_id, found)
    except Exception as error:
        # Anything may be wrong with a table; the worker goes on, and the report says so.
        log.exception("The check of resource %s failed", resource_id)
        message = str(error).splitlines()[0][:500] if str(error) else type(error).__name__
        model.note(validation_id, state="failed", message=message, finished=sa.func.now())
        return
    model.note(
        validation_id,
        state="invalid" if report.total else "valid",
        rows=report.rows,
        rules=claims.count(claims.ruled(found)),
        error_count=report.total,
        counts=report.counts(),
        errors=report.errors(),
        finished=sa.func.now(),
    )


def check_table(resource_id: str, found: list[Column]) -> Report:
    """Check a table against its dictionary."""
    # frictionless takes a second and much memory to import: only a worker needs it.
    from ckanext.egov.publishing.validation import check

    ruled = claims.ruled(found)
    report = Report(config.most_errors())
    if not ruled:
        report.rows = source.count(resource_id)
        return report
    prepared = check.checks(ruled, _codes(ruled))
    for rows in source.batches(resource_id, ruled, config.batch_rows()):
        check.check_rows(prepared, rows, report)
    for column in ruled:
        if column.unique:
            source.repeated(resource_id, column, report)
    return report


def _columns(resource_id: str) -> list[Column]:
    info = tk.get_action("datastore_info")({"ignore_auth": True}, {"id": resource_id})
    return columns(info["fields"])


def _codes(ruled: list[Column]) -> dict[str, frozenset[str]]:
    """Return the codes of each list that can be found and is not too long to hold."""
    found: dict[str, frozenset[str]] = {}
    for text in {column.code_list for column in ruled if column.code_list}:
        named = code_list.parse(text)
        # A list that is not public is a list all the same.
        context = {"ignore_auth": True}
        if named and not code_lists.missing(named, context):
            codes = frozenset(code_lists.codes(named, context))
            if len(codes) <= config.most_codes():
                found[text] = codes
    return found
