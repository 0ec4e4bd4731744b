"""A browser, a running portal and the people who use it.

`./egov test` starts the portal and says where it is. Pictures go to EGOV_SCREENSHOTS when set.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ckanapi
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.checkers import Checkers, installed
from tests.journeys.walk import Walk, walk

DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 30_000
BUDGET = (
    "Tuman;Yil;Reja, mln soʻm;Ijro, mln soʻm;Sana\n"
    "Chilonzor;2026;1200,5;1100,25;15.01.2026\n"
    "Yunusobod;2026;980;1010,75;16.01.2026\n"
    "Sergeli;2026;760,2;700;17.01.2026\n"
)


@pytest.fixture(scope="session")
def address() -> str:
    return os.environ["EGOV_TEST_URL"].rstrip("/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=os.environ["EGOV_BROWSER"], args=["--no-sandbox"]
        )
        yield started
        started.close()


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page for somebody: `visitor(javascript=False)`, `visitor(state=admin)`."""
    contexts: list[BrowserContext] = []

    def open_page(state: str | None = None, javascript: bool = True, **settings) -> Page:
        context = browser.new_context(
            base_url=address,
            storage_state=state,
            java_script_enabled=javascript,
            viewport=settings.pop("viewport", DESKTOP),
            **settings,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def admin(browser: Browser, address: str, tmp_path_factory) -> str:
    """The file with the cookies of somebody who signed in as an official."""
    context = browser.new_context(base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/en/user/login")
    page.fill("#field-login", "admin")
    page.fill("#field-password", os.environ["EGOV_TEST_ADMIN_PASSWORD"])
    page.press("#field-password", "Enter")
    page.get_by_role("link", name="Not now").click()
    page.wait_for_url("**/dashboard/**")
    state = str(tmp_path_factory.mktemp("cookies") / "admin.json")
    context.storage_state(path=state)
    context.close()
    return state


@pytest.fixture(scope="session")
def token(browser: Browser, address: str, admin: str) -> str:
    """An API token of the official."""
    context = browser.new_context(base_url=address, storage_state=admin)
    page = context.new_page()
    page.goto("/en/user/edit/admin")
    answer = context.request.post(
        "/api/3/action/api_token_create",
        data={"user": "admin", "name": "journeys"},
        headers={"X-CSRFToken": page.input_value("input[name=_csrf_token] >> nth=0")},
    )
    made = answer.json()["result"]["token"]
    context.close()
    return made


@pytest.fixture(scope="session")
def portal(address: str, token: str) -> ckanapi.RemoteCKAN:
    """The API as an official's program calls it."""
    return ckanapi.RemoteCKAN(address, apikey=token)


@pytest.fixture(scope="session")
def budget(portal: ckanapi.RemoteCKAN, tmp_path_factory) -> dict:
    """A dataset about the budget of Tashkent with a loaded table, made over the API."""
    mark = f"{time.time_ns():x}"
    body = portal.call_action("organization_create", {
        "name": f"toshkent-hokimligi-{mark}",
        "title_translated": {"uz": "Toshkent shahar hokimligi"},
    })  # fmt: skip
    dataset = portal.call_action("package_create", {
        "name": f"toshkent-byudjeti-{mark}",
        "title_translated": {
            "uz": f"Toshkent shahri byudjeti {mark}",
            "ru": f"Бюджет города Ташкента {mark}",
            "en": f"Budget of Tashkent city {mark}",
        },
        "notes_translated": {"uz": "Tumanlar boʻyicha reja va ijro."},
        "owner_org": body["id"],
        "license_id": "odc-odbl",
        "sectors": ["economy"],
        "region": "1726",
    })  # fmt: skip
    path: Path = tmp_path_factory.mktemp("budget") / "byudjet.csv"
    path.write_text(BUDGET, encoding="utf-8")
    with path.open("rb") as file:
        portal.call_action(
            "resource_create",
            {"package_id": dataset["id"], "name": "Byudjet", "format": "CSV", "url_type": "upload"},
            files={"upload": file},
        )
    wait_until_loaded(portal, portal.action.package_show(id=dataset["id"])["resources"][0]["id"])
    return portal.action.package_show(id=dataset["id"])


def wait_until_loaded(portal: ckanapi.RemoteCKAN, resource_id: str, seconds: int = 90) -> None:
    """Until the table can be read and its rows can be searched."""
    deadline = time.monotonic() + seconds
    while True:
        status = portal.call_action("resource_load_status", {"id": resource_id})
        if status["state"] == "complete" and status["search_ready"]:
            return
        assert status["state"] != "failed", status
        assert time.monotonic() < deadline, status
        time.sleep(0.5)


@pytest.fixture(scope="session")
def checkers() -> Checkers:
    return installed()


@pytest.fixture(scope="session")
def walked(browser: Browser, address: str, admin: str, budget: dict, checkers: Checkers) -> Walk:
    """Each kind of page, seen once in every way; the tests look at what was seen."""
    return walk(browser, address, admin, budget, checkers)
