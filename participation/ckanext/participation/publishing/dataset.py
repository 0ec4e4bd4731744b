"""A published process as a CKAN dataset: made once, brought up to date afterwards."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov.answers import config as answers_config
from ckanext.egov.answers import rules as answers_rules
from ckanext.participation.counters import suppression
from ckanext.participation.process.recording import kinds
from ckanext.participation.publishing import kernel_tables, sheets, words
from ckanext.participation.publishing.tables import Table
from werkzeug.datastructures import FileStorage

LICENCE = "odc-odbl"
RECORD = "record_link"


def ensure(process: Any, publication: Any) -> str:
    """Make or update the dataset itself; its id."""
    facts = _facts(process)
    found = _find(publication.dataset_id or facts["name"])
    if found is None:
        dataset_id = act("package_create", facts)["id"]
    else:
        dataset_id = found["id"]
        changed = {name: value for name, value in facts.items() if found.get(name) != value}
        if changed:
            act("package_patch", {"id": dataset_id, **changed})
    publication.dataset_id = process.dataset_id = dataset_id
    core_model.Session.commit()
    return dataset_id


def ensure_files(publication: Any, tables: Sequence[Table]) -> None:
    """Upload the files that are new or have changed; what is done is noted file by file."""
    for table in tables:
        content = sheets.as_csv(table)
        known = publication.files.get(table.name, {})
        wanted = sheets.fingerprint(content)
        if known.get("hash") == wanted:
            continue
        resource_id = known.get("resource") or _prepared(publication, table)
        upload = FileStorage(stream=io.BytesIO(content), filename=f"{table.name}.csv")
        act("resource_patch", {"id": resource_id, "upload": upload, "url_type": "upload"})
        _note_file(publication, table.name, {"resource": resource_id, "hash": wanted})


def ensure_record(process_no: int, publication: Any) -> None:
    """Link the public record."""
    if RECORD in publication.files:
        return
    made = act(
        "resource_create",
        {
            "package_id": publication.dataset_id,
            "name_translated": words.said()[RECORD]["title"],
            "description_translated": words.said()[RECORD]["description"],
            "url": f"{kernel_tables.record_url(process_no)}checkpoint",
            "format": "TXT",
        },
    )
    _note_file(publication, RECORD, {"resource": made["id"]})


def process_url(process: Any) -> str:
    """The page of a process."""
    endpoint = kinds()[process.kind].endpoint
    return tk.h.url_for(endpoint, process_no=process.process_no, qualified=True, locale="default")


def act(action: str, data: dict[str, Any]) -> Any:
    """Call an action as the site itself, so that its record shows who did it."""
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return tk.get_action(action)({"user": site["name"], "ignore_auth": True}, dict(data))


def _prepared(publication: Any, table: Table) -> str:
    """A resource with its dictionary, before the file: loading holds the file to its types.

    Found by its title when an earlier run died between making and noting it.
    """
    shown = act("package_show", {"id": publication.dataset_id})["resources"]
    title = dict(table.title)
    same = [row for row in shown if row.get("name_translated") == title]
    resource = same[0] if same else act(
        "resource_create",
        {
            "package_id": publication.dataset_id,
            "name_translated": title,
            "description_translated": dict(table.description),
            "format": "CSV",
            "url": "",
        },
    )  # fmt: skip
    typed = {"resource_id": resource["id"], "fields": sheets.fields(table), "force": True}
    act("datastore_create", typed)
    _note_file(publication, table.name, {"resource": resource["id"]})
    return resource["id"]


def _note_file(publication: Any, name: str, facts: dict[str, Any]) -> None:
    publication.files = {**publication.files, name: facts}
    core_model.Session.commit()


def _find(name_or_id: str) -> dict[str, Any] | None:
    try:
        found = act("package_show", {"id": name_or_id})
    except tk.ObjectNotFound:
        return None
    return found if found["state"] == "active" else None


def _facts(process: Any) -> dict[str, Any]:
    said = words.said()["dataset"]
    least = suppression.least_of(process.rules)
    facts = {
        "name": f"ishtirok-{process.process_no}",
        "title_translated": {
            language: text.format(title=_title(process, language))
            for language, text in said["title"].items()
        },
        "notes_translated": {
            language: text.format(least=least) for language, text in said["notes"].items()
        },
        "tags_translated": dict(said["tags"]),
        "owner_org": process.body,
        "license_id": LICENCE,
        "sectors": list(process.sectors),
        "groups_in_need": list(process.groups_in_need),
        "region": process.region,
        "temporal_start": _day(process.opens_at),
        "temporal_end": _day(process.closes_at),
        "url": process_url(process),
    }
    return {name: value for name, value in facts.items() if value}


def _title(process: Any, language: str) -> str:
    from ckanext.egov.vocabularies import text_in

    return text_in(process.title, language)


def _day(moment: Any) -> str:
    if not moment:
        return ""
    return answers_rules.local_day(moment, answers_config.timezone()).isoformat()
