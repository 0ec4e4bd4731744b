"""Template helpers of every page: languages, sections, contact details, front page, paging."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from werkzeug.routing import BuildError

from .. import config, home, languages

__all__ = [
    "egov_api_root",
    "egov_contact",
    "egov_error_words",
    "egov_front_page",
    "egov_language_links",
    "egov_main_menu",
    "egov_more_menu",
    "egov_portal_owner",
    "egov_portal_title",
    "egov_python_paging",
    "egov_sector_tiles",
    "egov_site_root",
]


PAGING = """import json
from urllib.request import Request, urlopen

query = {{"resource_id": "ID", "limit": 10000, "include_next_page": True}}
while query:
    request = Request("{api}/datastore_search",
                      json.dumps(query).encode(), {{"Content-Type": "application/json"}})
    page = json.load(urlopen(request))["result"]
    for row in page["records"]:
        print(row)
    query = page.get("next_page") and {{**query, "filters": page["next_page"]}}"""


def egov_language_links() -> list[dict[str, Any]]:
    """Return a plain link to the current page in each language."""
    here = "/" + tk.h.current_url().lstrip("/")
    default = tk.config["ckan.locale_default"]
    return [
        {
            "name": language.name,
            "short": language.short,
            "tag": language.tag,
            "current": language.code == tk.h.lang(),
            "url": tk.h.url_for(
                here, locale="default" if language.code == default else language.code
            ),
        }
        for language in languages.LANGUAGES
    ]


def egov_main_menu() -> list[dict[str, Any]]:
    """Return the sections of the portal that exist here, with the current one marked."""
    sections = (
        (tk._("Data"), "dataset.search", ("dataset", "dataset_resource", "resource")),
        (tk._("Budget"), "budgets_pages.index", ("budgets_pages",)),
        (tk._("Take part"), "participation.hub", ("participation",)),
        (tk._("Answers"), "egov_answers.index", ("egov_answers",)),
        (tk._("Results"), "participation_outcomes.index", ("participation_outcomes",)),
        (tk._("Places"), "egov_places.regions", ("egov_places.regions", "egov_places.region")),
        (tk._("Sectors"), "egov_places.sectors", ("egov_places.sectors", "egov_places.sector")),
        (tk._("Publishers"), "organization.index", ("organization",)),
    )
    return _menu(sections)


def egov_more_menu() -> list[dict[str, Any]]:
    """Return the pages that the foot of every page leads to."""
    pages = (
        (tk._("Calendar"), "egov_calendar.index", ("egov_calendar",)),
        (tk._("Indicators"), "egov_indicators.index", ("egov_indicators",)),
        (
            tk._("Check a receipt"),
            "participation_ledger.receipt",
            ("participation_ledger.receipt",),
        ),
        (tk._("Log of moderation"), "egov_moderation_log.show", ("egov_moderation_log",)),
        (tk._("Licence"), "egov_licence.show", ("egov_licence",)),
        (tk._("API"), "egov_theme.developers", ("egov_theme.developers",)),
    )
    return _menu(pages)


def _menu(pages: tuple[tuple[str, str, tuple[str, ...]], ...]) -> list[dict[str, Any]]:
    links = [_menu_link(title, endpoint, rooms) for title, endpoint, rooms in pages]
    return [link for link in links if link]


def _menu_link(title: str, endpoint: str, rooms: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        url = tk.h.url_for(endpoint)
    except BuildError:
        return None
    here = tk.request.endpoint or ""
    return {"title": title, "url": url, "current": here in rooms or here.split(".")[0] in rooms}


def egov_portal_title() -> str:
    """Return the name of the portal in the reader's language."""
    return tk.h.egov_text(config.title()) or tk._("Open data portal")


def egov_portal_owner() -> str:
    """Return who runs the portal in the reader's language, or an empty text."""
    return tk.h.egov_text(config.owner())


def egov_contact() -> dict[str, str]:
    """Return the contact details that are set, in the reader's language."""
    details = {
        "phone": config.contact_phone(),
        "hours": tk.h.egov_text(config.contact_hours()),
        "email": config.contact_email(),
        "address": tk.h.egov_text(config.contact_address()),
    }
    return {name: value for name, value in details.items() if value}


def egov_front_page() -> home.FrontPage:
    """Return the counts and lists of the front page."""
    return home.front_page()


def egov_sector_tiles(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return each sector with its address and how many datasets it has."""
    return [
        {"title": term["label"], "count": counts.get(term["code"], 0), "url": _sector(term["code"])}
        for term in tk.h.egov_terms("sectors")
    ]


def _sector(code: str) -> str:
    try:
        return tk.h.url_for("egov_places.sector", code=code)
    except BuildError:
        return tk.h.url_for("dataset.search", **{home.SECTOR_FIELD: code})


def egov_site_root() -> str:
    """Return the address of the portal without a language and without a slash at the end."""
    path = tk.h.url_for("/", locale="default").rstrip("/")
    return tk.config["ckan.site_url"].rstrip("/") + path


def egov_api_root() -> str:
    """Return the address that the names of API actions are added to."""
    return f"{egov_site_root()}/api/3/action"


def egov_python_paging() -> str:
    """Return a program that reads a whole table, page after page."""
    return PAGING.format(api=egov_api_root())


def egov_error_words(code: int | list[int]) -> dict[str, Any]:
    """Return what to say about an error; CKAN gives the code of its own failures as a list."""
    number = code[0] if isinstance(code, list) else code
    title, text = _error_texts().get(number, _error_texts()[500 if number >= 500 else 400])
    return {"number": number, "title": title, "text": text, "shows_detail": number in (400, 409)}


def _error_texts() -> dict[int, tuple[str, str]]:
    return {
        400: (tk._("We could not understand this request"), tk._("Go back and try again.")),
        401: (tk._("Please log in"), tk._("This page is for people with an account.")),
        403: (
            tk._("This page is not open to you"),
            tk._("You may need to log in, or to ask the public body for access."),
        ),
        404: (
            tk._("There is no such page"),
            tk._("The address may be mistyped, or what was here was moved or taken away."),
        ),
        413: (
            tk._("The file is too large"),
            tk._(
                "Split it, pack it as a ZIP file or put it on another server and give its address."
            ),
        ),
        429: (tk._("Too many requests"), tk._("Please wait a minute and try again.")),
        500: (
            tk._("Something broke on our side"),
            tk._("It is not your fault. The fault was noted; please try again in a few minutes."),
        ),
    }
