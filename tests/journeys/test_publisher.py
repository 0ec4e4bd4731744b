"""An official publishes a spreadsheet as it comes from their office: windows-1251, semicolons."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import wait_until_loaded

ROWS = (
    "Вилоят;Аҳоли, минг киши;Сана;Мактаблар\r\n"
    "Тошкент;2950,5;01.01.2026;320\r\n"
    "Самарқанд;4050,25;01.01.2026;1250\r\n"
    "Хоразм;;01.01.2026;540\r\n"
)


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    path = tmp_path / "мактаблар.csv"
    path.write_bytes(ROWS.replace("қ", "к").replace("ҳ", "х").encode("cp1251"))
    return path


def make_dataset(page: Page, body: str, title: str) -> None:
    """Fill the form of a new dataset and go on to its file."""
    page.goto("/en/dataset/new")
    page.locator("[name='title_translated-uz']").fill(title)
    page.locator("[name='notes_translated-uz']").fill("Har bir viloyatda nechta maktab bor.")
    page.locator("select[name=owner_org]").select_option(body)
    page.locator("form.dataset-form [type=submit], form#dataset-edit [type=submit]").last.click()
    page.wait_for_url("**/resource/new")


def upload(page: Page, path: Path) -> None:
    page.locator("input[type=file][name=upload]").set_input_files(path)
    page.locator("[name=name], [name='name_translated-uz']").first.fill("Maktablar")
    page.locator("button[value=go-metadata]").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_spreadsheet_becomes_a_described_and_checked_table(
    visitor, admin: str, budget: dict, portal, spreadsheet: Path, javascript: bool
):
    page = visitor(state=admin, javascript=javascript)
    title = f"Maktablar {time.time_ns():x}"
    make_dataset(page, budget["owner_org"], title)
    upload(page, spreadsheet)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator("#licence-notice")).to_contain_text("Open Database License")

    page.locator("main a[href*='/resource/']").first.click()
    table = re.sub(r"\?.*", "", page.url)
    wait_until_loaded(portal, table.rpartition("/")[2])
    page.goto(table)
    main = page.locator("main")
    expect(main).to_contain_text("Самарканд")
    expect(main).to_contain_text("Dictionary")

    describe_first_column(page, table)
    page.goto(table)
    expect(main).to_contain_text("Region of the country")

    wait_until_checked(page, f"{table}/validation")
    page.goto(table)
    expect(
        page.locator(".egov-badge", has_text=re.compile("check|fault|match", re.I)).first
    ).to_be_visible()


def describe_first_column(page: Page, table: str) -> None:
    dataset, _, resource = table.rpartition("/resource/")
    page.goto(f"{dataset}/dictionary/{resource}")
    page.locator("input[name*='label'][name*='en']").first.fill("Region of the country")
    page.get_by_role("button", name="Save the dictionary").click()
    page.wait_for_load_state()


def wait_until_checked(page: Page, report: str) -> None:
    for _ in range(120):
        page.goto(report)
        text = page.locator("main").inner_text()
        if not re.search(r"queued|waiting|being checked|running", text, re.I):
            return
        time.sleep(0.5)
    raise AssertionError(text)


def test_what_is_wrong_in_a_form_is_said_and_what_was_typed_stays(visitor, admin: str):
    page = visitor(state=admin)
    page.goto("/en/dataset/new")
    page.locator("[name='notes_translated-uz']").fill("Bu matn saqlanib qoladi.")
    page.locator("form.dataset-form [type=submit], form#dataset-edit [type=submit]").last.click()
    expect(page.locator("main .error-explanation, main .egov-errors").first).to_be_visible()
    expect(page.locator("[name='notes_translated-uz']")).to_have_value("Bu matn saqlanib qoladi.")


def test_a_token_for_a_program_is_made_and_ended(visitor, admin: str):
    page = visitor(state=admin, javascript=False)
    page.goto("/en/user/admin/api-tokens")
    page.get_by_label("Name of the token").fill("loader")
    page.get_by_role("button", name="Create a token").click()
    expect(page.locator("main pre code")).to_contain_text(re.compile(r"^\s*eyJ"))
    page.get_by_role("link", name="Back to my tokens").click()
    page.get_by_label("loader").first.check()
    page.get_by_role("button", name="End the chosen tokens").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 token has ended")
