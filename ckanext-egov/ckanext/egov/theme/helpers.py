"""What templates ask of this room: languages, navigation, dates, numbers, contact details."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from markupsafe import Markup
from werkzeug.routing import BuildError

from . import config, formatting, home, languages

__all__ = [
    "egov_contact",
    "egov_dataset_notes",
    "egov_dataset_title",
    "egov_date",
    "egov_front_page",
    "egov_language_links",
    "egov_main_menu",
    "egov_number",
    "egov_organization_title",
    "egov_page_links",
    "egov_portal_owner",
    "egov_portal_title",
    "egov_sector_tiles",
    "egov_size",
    "egov_time",
]


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
        (tk._("Places"), "egov_places.regions", ("egov_places",)),
        (tk._("Sectors"), "egov_places.sectors", ("egov_places",)),
        (tk._("Publishers"), "organization.index", ("organization",)),
        (tk._("Licence"), "egov_licence.show", ("egov_licence",)),
        (tk._("API"), "egov_theme.developers", ("egov_theme.developers",)),
    )
    links = [_menu_link(title, endpoint, rooms) for title, endpoint, rooms in sections]
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


def egov_date(value: date | datetime | str | None, with_time: bool = False) -> str:
    """Write a date in the reader's language and the portal's time zone; "" when there is none."""
    moment = formatting.parse(value)
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        return formatting.long_date(moment, tk.h.lang())
    moment = formatting.local(moment, tk.h.get_display_timezone())
    if with_time:
        return formatting.long_moment(moment, tk.h.lang())
    return formatting.long_date(moment.date(), tk.h.lang())


def egov_time(value: date | datetime | str | None, with_time: bool = False) -> Markup:
    """Write a date inside a `time` element that machines can read too."""
    moment = formatting.parse(value)
    if moment is None:
        return Markup("")
    if isinstance(moment, datetime):
        moment = formatting.local(moment, tk.h.get_display_timezone())
    stamp = moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else str(moment)
    return Markup('<time datetime="{}">{}</time>').format(stamp, egov_date(value, with_time))


def egov_number(value: float | str | None, digits: int | None = None) -> str:
    """Write a number as the reader's language does; "" when it is not a number."""
    try:
        amount = float(value) if isinstance(value, str) else value
        return "" if amount is None else formatting.number(amount, tk.h.lang(), digits)
    except ValueError:
        return ""


def egov_size(octets: int | str | None) -> str:
    """Write the size of a file; "" when it is not known."""
    try:
        return formatting.size(int(octets), tk.h.lang()) if octets else ""
    except ValueError:
        return ""


def egov_front_page() -> home.FrontPage:
    """Return the counts and lists of the front page."""
    return home.front_page()


def egov_page_links(page: Any) -> dict[str, Any]:
    """Return where a list goes from here: previous and next page with their place in the whole."""
    links: dict[str, Any] = {"page": page.page, "pages": page.page_count}
    if page.page > 1:
        links["previous"] = _page_url(page.page - 1)
    if page.page < page.page_count:
        links["next"] = _page_url(page.page + 1)
    return links


def _page_url(number: int) -> str:
    """Return the current address with another page number."""
    pairs = [(key, value) for key, value in tk.request.args.items(multi=True) if key != "page"]
    query = tk.h.urlencode([*pairs, ("page", number)])
    return f"{tk.h.url_for(tk.request.path)}?{query}"


def egov_dataset_title(dataset: dict[str, Any]) -> str:
    """Return the title of a dataset in the reader's language, else its name."""
    return _translated(dataset, "title") or dataset.get("name", "")


def egov_dataset_notes(dataset: dict[str, Any]) -> str:
    """Return the summary of a dataset in the reader's language."""
    return _translated(dataset, "notes")


def egov_organization_title(body: dict[str, Any]) -> str:
    """Return the name of a public body in the reader's language."""
    return _translated(body, "title") or body.get("display_name") or body.get("name", "")


def _translated(thing: dict[str, Any], field: str) -> str:
    return tk.h.egov_text(thing.get(f"{field}_translated")) or thing.get(field) or ""


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
