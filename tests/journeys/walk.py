"""A walk over every kind of page: what a browser and the checkers say of each."""

import json
import os
import tempfile
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.checkers import Checkers

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
LOOKS = (("desktop", "light", DESKTOP), ("phone", "dark", PHONE))
"""Both sizes and both schemes; every pair of them would find the same and take twice as long."""

CITIZEN = {
    "home": "/en/",
    "home-uz": "/uz/",
    "search": "/en/dataset/",
    "search-ru": "/ru/dataset/?q=бюджет",
    "search-nothing": "/en/dataset/?q=zzzzznothing",
    "dataset": "/en/dataset/soato-mamuriy-birliklar",
    "dataset-budget": "/en/dataset/filadelfiya-budjet-xarajatlari",
    "budget": "/en/budget",
    "budget-ru": "/ru/budget",
    "budget-sector": "/en/budget/sector/justice",
    "budget-rings": "/uz/budget/buyuk-britaniya-hududiy-xarajatlar/view?view=sunburst",
    "budget-plan": "/en/budget/filadelfiya-budjet-xarajatlari/view?view=bars",
    "budget-flow": "/en/budget/filadelfiya-budjet-xarajatlari/view?view=flow",
    "budget-frame": "/en/budget/filadelfiya-budjet-xarajatlari/view/embed",
    "bodies": "/en/organization/",
    "body": "/en/organization/statistika-agentligi",
    "sectors": "/en/sector",
    "sector": "/en/sector/economy",
    "groups-in-need": "/en/group-in-need",
    "group-in-need": "/en/group-in-need/women",
    "regions": "/en/region",
    "region": "/en/region/1726",
    "licences": "/en/data/license",
    "developers": "/en/developers",
    "about": "/en/about",
    "accessibility": "/en/accessibility",
    "login": "/en/user/login",
    "forgotten-password": "/en/user/reset",
    "not-found": "/en/nowhere",
}
OFFICIAL = {
    "dashboard": "/en/dashboard/datasets",
    "new-dataset": "/en/dataset/new",
    "new-body": "/en/organization/new",
    "profile": "/en/user/admin",
    "edit-profile": "/en/user/edit/admin",
    "tokens": "/en/user/admin/api-tokens",
}


PETITIONS = {
    "petitions": "/en/petition",
    "petitions-ru": "/ru/petition?show=all",
    "petitions-this-hour": "/uz/petition?sort=this-hour",
    "petitions-near": "/ru/petition?show=all&near=1726&sort=most-signed",
    "petitions-waiting": "/en/petition?show=waiting&sort=oldest-waiting",
    "petition-statistics": "/ru/petition/statistics",
    "petitions-none": "/en/petition?show=rejected&region=1735",
    "petition-start": "/en/petition/new",
    "petition-who-decides": "/en/petition/new/level",
    "petition-invitation": "/en/petition/invitation",
    "petition-mine": "/en/petition/1/mine",
    "petition-confirm": "/en/petition/1/confirm",
    "petition-thanks": "/en/petition/1/thanks",
}


def petition_pages(address: str) -> dict[str, str]:
    """Pages of petitions, with those of the demo: one of each standing."""
    with urllib.request.urlopen(f"{address}/petition.json?show=all") as reply:
        found = json.load(reply)["petitions"]
    pages = dict(PETITIONS)
    for item in found:
        if item["demonstration"]:
            pages[f"petition-{item['standing']}"] = f"/uz/petition/{item['process_no']}"
            if item["standing"] == "collecting":
                pages["petition-integrity"] = f"/en/petition/{item['process_no']}/integrity"
                pages["petition-counter"] = f"/uz/petition/{item['process_no']}/embed"
                pages["petition-per-head"] = f"/ru/petition/{item['process_no']}?map=per-head"
                pages["petition-sign"] = f"/en/petition/{item['process_no']}/sign"
                pages["petition-withdraw"] = f"/en/petition/{item['process_no']}/withdraw"
    return pages


@dataclass
class Seen:
    """One page as it was seen."""

    status: int
    html: str
    violations: dict[str, list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    too_wide: int = 0


@dataclass
class Walk:
    """All pages as they were seen, and the folder with their HTML."""

    pages: dict[str, Seen]
    folder: Path


def walk(browser: Browser, address: str, admin: str, budget: dict, checkers: Checkers) -> Walk:
    own = f"/en/dataset/{budget['name']}"
    table = f"{own}/resource/{budget['resources'][0]['id']}"
    citizen = CITIZEN | {
        "own-dataset": own,
        "table": table,
        "table-preview": f"{table}/preview",
        "chart": f"{table}/preview?show=chart",
        "load": f"{table}/load",
        "validation": f"{table}/validation",
    }
    official = OFFICIAL | {
        "edit-dataset": own.replace("/dataset/", "/dataset/edit/"),
        "new-file": f"{own}/resource/new",
        "edit-file": f"{table}/edit",
        "edit-dictionary": own + "/dictionary/" + budget["resources"][0]["id"],
        "table-of-official": table,
        "edit-body": f"/en/organization/edit/{budget['organization']['name']}",
        "members": f"/en/organization/members/{budget['organization']['name']}",
    }
    citizen |= petition_pages(address)
    pages = _see_all(browser, address, None, citizen, checkers)
    pages |= _see_all(browser, address, admin, official, checkers)
    folder = Path(tempfile.mkdtemp(prefix="egov-pages-"))
    for name, seen in pages.items():
        (folder / f"{name}.html").write_text(seen.html, encoding="utf-8")
    return Walk(pages, folder)


def _see_all(
    browser: Browser, address: str, state: str | None, paths: dict[str, str], checkers: Checkers
) -> dict[str, Seen]:
    context = browser.new_context(base_url=address, storage_state=state, viewport=DESKTOP)
    context.set_default_timeout(45_000)
    page = context.new_page()
    axe = checkers.axe.read_text(encoding="utf-8")
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    seen = {}
    for name, path in paths.items():
        complaints.clear()
        seen[name] = _see(page, name, path, axe, complaints)
    context.close()
    return seen


def _see(page: Page, name: str, path: str, axe: str, complaints: list[str]) -> Seen:
    seen = Seen(0, "")
    for size, scheme, viewport in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        response = page.goto(path)
        assert response, path
        seen.status, seen.html = response.status, response.text()
        page.wait_for_load_state("networkidle")
        # Before axe, whose own probes break the policy. A page that is not there says so itself.
        seen.complaints += [line for line in complaints if "404" not in line]
        _picture(page, f"{name}-{size}-{scheme}")
        seen.violations[f"{size} {scheme}"] = violations(page, axe)
        seen.too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        complaints.clear()
    return seen


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("EGOV_SCREENSHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def violations(page: Page, axe: str) -> list[str]:
    """What axe calls a violation of WCAG or of good practice on the page as it is now."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]
