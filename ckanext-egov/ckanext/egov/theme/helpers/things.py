"""Template helpers of dataset and resource pages."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from markupsafe import Markup

from .. import body_titles, citation, formatting
from .writing import egov_size, egov_time

__all__ = [
    "egov_api_calls",
    "egov_citation",
    "egov_dataset_formats",
    "egov_dataset_notes",
    "egov_dataset_title",
    "egov_keywords",
    "egov_organization_title",
    "egov_resource_details",
    "egov_resource_notes",
    "egov_resource_title",
    "egov_row_count",
]

# From here on PostgreSQL's estimate is shown: counting exactly would take longer than the page.
COUNT_EXACTLY_BELOW = 100_000


def egov_dataset_title(dataset: dict[str, Any]) -> str:
    """Return the title of a dataset in the reader's language, else its name."""
    return _translated(dataset, "title") or dataset.get("name", "")


def egov_dataset_notes(dataset: dict[str, Any]) -> str:
    """Return the summary of a dataset in the reader's language."""
    return _translated(dataset, "notes")


def egov_organization_title(body: dict[str, Any]) -> str:
    """Return the name of a public body in the reader's language."""
    translated = body.get("title_translated") or body_titles.translated_title(body.get("name"))
    title = tk.h.egov_text(translated) or body.get("title") or body.get("display_name")
    return title or body.get("name", "")


def _translated(thing: dict[str, Any], field: str) -> str:
    return tk.h.egov_text(thing.get(f"{field}_translated")) or thing.get(field) or ""


def egov_keywords(dataset: dict[str, Any]) -> list[str]:
    """Return the keywords in the reader's language, else those of the dataset as a whole."""
    by_language = dataset.get("tags_translated") or {}
    language = tk.h.lang()
    for code in (language, "uz", "ru", "en"):
        if by_language.get(code):
            return list(by_language[code])
    return [tag["display_name"] for tag in dataset.get("tags") or []]


def egov_resource_title(resource: dict[str, Any]) -> str:
    """Return the name of a file in the reader's language."""
    return _translated(resource, "name") or tk._("File without a name")


def egov_resource_notes(resource: dict[str, Any]) -> str:
    """Return the description of a file in the reader's language."""
    return _translated(resource, "description")


def egov_row_count(resource: dict[str, Any]) -> int | None:
    """Return how many rows a table has; None when the file is not a table here."""
    if not resource.get("datastore_active"):
        return None
    query = {
        "resource_id": resource["id"],
        "limit": 0,
        "total_estimation_threshold": COUNT_EXACTLY_BELOW,
    }
    try:
        return tk.get_action("datastore_search")({}, query)["total"]
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return None


def egov_resource_details(resource: dict[str, Any]) -> list[tuple[str, str | Markup]]:
    """Return names and values of what is known about a file; what is not known is left out."""
    address = resource.get("url") or ""
    rows = [
        (tk._("Format"), resource.get("format")),
        (tk._("Media type"), resource.get("mimetype")),
        (tk._("Size"), egov_size(resource.get("size"))),
        (tk._("Data updated"), egov_time(resource.get("last_modified"), with_time=True)),
        (tk._("Published"), egov_time(resource.get("created"), with_time=True)),
        (tk._("Checksum"), resource.get("hash")),
        (tk._("Identifier"), Markup("<code>{}</code>").format(resource["id"])),
        (tk._("Address"), Markup('<a href="{0}">{0}</a>').format(address) if address else ""),
    ]
    return [(name, value) for name, value in rows if value]


def egov_dataset_formats(dataset: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (name, address) of the description of a dataset in forms for programs."""
    name = dataset["name"]
    show = tk.h.url_for(
        "api.action", ver=3, logic_function="package_show", id=name, locale="default"
    )
    forms = [("JSON", show)]
    if tk.h.plugin_loaded("dcat"):
        for title, extension in (("Turtle", "ttl"), ("RDF/XML", "rdf"), ("JSON-LD", "jsonld")):
            url = tk.h.url_for("dcat.read_dataset", _id=name, _format=extension, locale="default")
            forms.append((title, url))
    return forms


def egov_citation(dataset: dict[str, Any]) -> citation.Citation:
    """Return how to name a dataset in a text and for reference managers."""
    body = dataset.get("organization") or {}
    licence = tk.h.egov_licence(dataset.get("license_id")) if "egov_licence" in tk.h else None
    changed = formatting.parse(dataset.get("metadata_modified"))
    return citation.cite(
        name=dataset["name"],
        title=egov_dataset_title(dataset),
        publisher=egov_organization_title(body) if body else "",
        year=changed.year if changed else None,
        portal=tk.h.egov_portal_title(),
        url=tk.h.url_for("dataset.read", id=dataset["name"], qualified=True, locale="default"),
        licence=licence["label"] if licence else "",
    )


def egov_api_calls(resource: dict[str, Any]) -> dict[str, Any]:
    """Return calls for the first rows of a table and addresses of the whole of it."""
    identifier = resource["id"]
    site = tk.config["ckan.site_url"].rstrip("/") + tk.h.url_for("/", locale="default").rstrip("/")
    url = f"{site}/api/3/action/datastore_search?resource_id={identifier}&limit=5"
    dump = f"{site}/datastore/dump/{identifier}"
    python = (
        "import json\n"
        "from urllib.request import urlopen\n\n"
        f'url = "{url}"\n'
        "answer = json.load(urlopen(url))\n"
        'for row in answer["result"]["records"]:\n'
        "    print(row)"
    )
    formats = (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("XML", "xml"))
    return {
        "url": url,
        "curl": f"curl '{url}'",
        "python": python,
        "dumps": [
            (title, f"{dump}?format={form}&bom=true" if form == "csv" else f"{dump}?format={form}")
            for title, form in formats
        ],
    }
