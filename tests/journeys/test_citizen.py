"""A citizen finds a dataset, understands it, takes it along and calls it from a program."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import BUDGET


def dataset_title(budget: dict, language: str = "en") -> str:
    return budget["title_translated"][language]


def mark(budget: dict) -> str:
    return dataset_title(budget).split()[-1]


def open_table(page: Page, budget: dict, language: str = "en") -> None:
    page.goto(f"/{language}/dataset/{budget['name']}/resource/{budget['resources'][0]['id']}")


def test_the_budget_of_tashkent_is_found_in_cyrillic_and_understood(visitor, budget: dict):
    page = visitor()
    page.goto("/en/")
    page.get_by_label("What are you looking for?").fill(f"тошкент бюджет {mark(budget)}")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=dataset_title(budget)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(dataset_title(budget))
    licence = page.locator("#licence-notice")
    expect(licence).to_contain_text("Open")
    expect(licence.locator("a[rel=license]")).to_contain_text("Open Database License")
    page.get_by_role("link", name="Byudjet", exact=True).first.click()
    expect(page.get_by_role("heading", name="Dictionary")).to_be_visible()
    expect(page.get_by_role("table").filter(has_text="Meaning")).to_contain_text("Chilonzor")


def test_the_file_is_downloaded_as_it_was_uploaded(visitor, budget: dict, tmp_path: Path):
    page = visitor()
    open_table(page, budget)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).click()
    download.value.save_as(tmp_path / "byudjet.csv")
    assert (tmp_path / "byudjet.csv").read_text(encoding="utf-8") == BUDGET


def test_the_calls_of_the_api_work_as_they_are_copied(visitor, budget: dict):
    page = visitor()
    open_table(page, budget)
    terminal, python = page.locator("#api ~ * code, section:has(#api) code").all_inner_texts()[:2]
    words = shlex.split(terminal)
    answer = subprocess.run([*words, "-sS"], capture_output=True, text=True, check=True).stdout
    rows = json.loads(answer)["result"]["records"]
    assert [row["Tuman"] for row in rows] == ["Chilonzor", "Yunusobod", "Sergeli"]
    printed = subprocess.run(
        ["python3", "-c", python], capture_output=True, text=True, check=True
    ).stdout
    assert "Chilonzor" in printed


def test_rows_are_searched_sorted_and_taken_from_the_preview(visitor, budget: dict):
    page = visitor()
    open_table(page, budget)
    page.get_by_label("Words in any column").fill("Yunusobod")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").first).to_contain_text("Yunusobod")
    expect(page.get_by_role("table").first).not_to_contain_text("Chilonzor")


def test_the_pages_speak_each_language(visitor, budget: dict):
    page = visitor()
    page.goto(f"/uz/dataset/{budget['name']}")
    for name, code, title in [
        ("Ўзбекча", "uz-Cyrl", dataset_title(budget, "uz")),
        ("Qaraqalpaqsha", "kaa", dataset_title(budget, "uz")),
        ("Русский", "ru", dataset_title(budget, "ru")),
        ("English", "en", dataset_title(budget, "en")),
        ("Oʻzbekcha", "uz", dataset_title(budget, "uz")),
    ]:
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_without_javascript_everything_is_still_there(visitor, budget: dict, language: str):
    page = visitor(javascript=False, viewport={"width": 360, "height": 780})
    page.goto(f"/{language}/dataset/?q=тошкент+бюджет+{mark(budget)}")
    page.locator("main a", has_text=dataset_title(budget, language)).first.click()
    page.locator("main a[href*='/resource/']").first.click()
    main = page.locator("main")
    expect(main).to_contain_text("Chilonzor")
    expect(main).to_contain_text(re.compile(r"datastore_search"))
    expect(main.locator("#licence-notice, aside, .secondary").first).to_be_attached()


def test_the_keyboard_reaches_the_content_first(visitor):
    page = visitor()
    page.goto("/en/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused
    assert focused.startswith("#")


def test_a_map_shows_the_regions_and_leads_to_them(visitor):
    page = visitor()
    page.goto("/en/region")
    page.locator("main a[href$='/region/1735']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Karakalpakstan")
