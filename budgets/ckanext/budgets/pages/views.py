"""Pages of budgets. Everything seen is in the address; drilling down is following links."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.budgets.pages import answering, card, composing, config, showing, table, telling
from ckanext.budgets.pages.composing import View
from ckanext.egov.theme import languages
from flask import Blueprint, Response

budgets_pages = Blueprint("budgets_pages", __name__)
SHORT = 10
"""Lines of the table on the first page; the page of the budget has all."""

LOOKS = ("auto", "light", "dark")


@budgets_pages.route("/budget")
@budgets_pages.route("/budget/")
def index() -> Response:
    """The first budget drawn, and the list of all."""
    args = tk.request.args
    chosen = args.get("budget", "")
    listed = tk.get_action("budget_list")(_context(), {})
    if any(item["name"] == chosen for item in listed):
        return tk.redirect_to("budgets_pages.show", name=chosen)
    first = next((it for it in listed if it["name"] == config.national_dataset()), None)
    first = first or next(iter(listed), None)
    view = _view(first["name"]) if first else None
    region = args.get("region", "")
    extra = {
        "budgets": showing.listed(listed, region),
        "region": region,
        "regions": showing.regions(listed),
        "everything": listed,
        "missing": chosen,
        "sectors": showing.sector_links(),
        "most": SHORT,
    }
    extra |= showing.of_view(view) if view else {}
    return answering.page(tk.render("budgets_pages/index.html", extra), 404 if chosen else 200)


@budgets_pages.route("/budget/<name>/view")
def show(name: str) -> Response:
    """One view of one budget."""
    view = _view(name)
    html = tk.render("budgets_pages/show.html", showing.of_view(view))
    return answering.page(html, 400 if view.scene.choice.problems else 200)


@budgets_pages.route("/budget/<name>/view/embed")
def embed(name: str) -> Response:
    """The same view in a frame on a page of others: `lang` and `look` besides the choice."""
    args = tk.request.args
    asked = args.get("lang")
    known = {language.code for language in languages.LANGUAGES}
    if asked in known and asked != tk.h.lang():
        here = args.to_dict(flat=False)
        here.pop("lang")
        return tk.redirect_to("budgets_pages.embed", name=name, locale=asked, **here)
    look = next((look for look in LOOKS if look == args.get("look")), LOOKS[0])
    extra = showing.of_view(_view(name, look)) | {"look": look}
    return answering.frame(tk.render("budgets_pages/embed.html", extra))


@budgets_pages.route("/budget/<name>/view.csv")
def numbers_csv(name: str) -> Response:
    """The table under a picture."""
    view = _asked(name)
    saved = f"{name}-{view.scene.choice.view}-{view.scene.choice.year}.csv"
    return answering.file(table.as_csv(view.panel.table), "text/csv; charset=utf-8", saved)


@budgets_pages.route("/budget/<name>/view.json")
def numbers_json(name: str) -> Response:
    """The same for programs."""
    said = json.dumps(telling.of_view(_asked(name)), ensure_ascii=False)
    return answering.file(said, "application/json")


@budgets_pages.route("/budget/<name>/view/card.png")
def card_png(name: str) -> Response:
    """The picture that services show beside a shared address."""
    return answering.file(card.picture(card.said(_asked(name))), "image/png")


@budgets_pages.route("/budget/sector/<sector>")
def sector(sector: str) -> Response:
    """What the budgets tell of one of the six sectors."""
    extra = {"sector": showing.of_sector(_sector(sector)), "sectors": showing.sector_links()}
    return answering.page(tk.render("budgets_pages/sector.html", extra))


@budgets_pages.route("/budget/sector/<sector>.csv")
def sector_csv(sector: str) -> Response:
    """Every year and phase of the sector in each budget."""
    found = showing.sector_table(_sector(sector))
    return answering.file(table.as_csv(found), "text/csv; charset=utf-8", f"{sector}.csv")


@budgets_pages.route("/budget/sector/<sector>.json")
def sector_json(sector: str) -> Response:
    """The same for programs."""
    said = json.dumps(_sector(sector), ensure_ascii=False)
    return answering.file(said, "application/json")


def _context() -> Context:
    return tk.fresh_context({})


def _sector(code: str) -> dict[str, Any]:
    try:
        return tk.get_action("budget_sector_show")(_context(), {"id": code})
    except tk.ObjectNotFound as error:
        tk.abort(404, str(error))


def _view(name: str, look: str = "") -> View:
    """The view that this address asks for; a page that is not there where there is no budget."""
    try:
        dataset = tk.get_action("package_show")(_context(), {"id": name})
        given = parse_qs(tk.request.query_string.decode("utf-8", "replace"))
        return composing.compose(_context(), dataset, given, look)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        tk.abort(404, tk._("There is no such budget."))


def _asked(name: str) -> View:
    """The view for a file: where a page would say what does not fit, a file is refused."""
    view = _view(name)
    if view.scene.choice.problems:
        wrong = ", ".join(view.scene.choice.problems)
        tk.abort(400, tk._("This budget has no such value: {names}").format(names=wrong))
    return view
