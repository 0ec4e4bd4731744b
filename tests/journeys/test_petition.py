"""A petition from its first word to its dataset, in a browser, as each person sees it."""

import os
import re
import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.mailbox import code_in, letter_to, link_in

PHONE = {"width": 360, "height": 780}
SECONDS_TO_SIGN = 60
SPONSORS = 5
DISTRICT = "demo-namunaobod-tumani"


def person() -> str:
    """An address that nobody has used."""
    return f"journey-{time.time_ns():x}@example.uz"


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("EGOV_SCREENSHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture(scope="session")
def shared(portal) -> int:
    """The number of a petition of the demo that can be signed: what a shared link leads to."""
    found = portal.call_action("petition_list", {"show": "open", "sort": "closing", "rows": 100})
    return next(
        item["process_no"]
        for item in found["petitions"]
        if item["demonstration"] and not item["threshold_reached_at"]
    )


@pytest.fixture(scope="session")
def owed(portal) -> dict:
    """A petition of the demo that is owed an answer; on a kept instance it has one already."""
    found = portal.call_action("petition_list", {"show": "open", "rows": 100})
    number = next(
        item["process_no"]
        for item in found["petitions"]
        if item["demonstration"] and item["threshold_reached_at"]
    )
    return portal.call_action("petition_show", {"process_no": number})


@pytest.fixture(scope="session")
def moderator(browser, address, portal, tmp_path_factory) -> str:
    """The cookies of an official who signed in and showed a second factor."""
    name, password = f"moderator-{time.time_ns():x}", "a long and good pass phrase 1"
    portal.call_action(
        "user_create", {"name": name, "email": f"{name}@example.uz", "password": password}
    )
    portal.call_action("user_patch", {"id": name, "sysadmin": True})
    context = browser.new_context(base_url=address)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/en/user/login")
    page.fill("#field-login", name)
    page.fill("#field-password", password)
    page.press("#field-password", "Enter")
    page.wait_for_url(lambda url: "/user/login" not in url)
    page.goto("/en/account/second-factor/enrol")
    secret = page.locator("main code").first.inner_text().replace(" ", "")
    page.fill("#field-code", pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_load_state()
    state = str(tmp_path_factory.mktemp("cookies") / "moderator.json")
    context.storage_state(path=state)
    context.close()
    return state


def sign(page: Page, number: int, language: str, address: str) -> None:
    """From the shared link to the receipt."""
    page.goto(f"/{language}/petition/{number}")
    page.locator("a.petition-sign").click()
    page.fill("#field-name", "Aziza Qodirova")
    page.fill("#field-address", address)
    page.select_option("#field-district", "1735401")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_selector("#field-code")
    page.fill("#field-code", code_in(letter_to(address)))
    page.locator("main form [type=submit]").click()
    expect(page.locator("#booth-receipt")).to_be_visible()


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_citizen_signs_on_a_phone_in_a_minute(
    visitor, shared: int, language: str, javascript: bool
):
    page = visitor(javascript=javascript, viewport=PHONE)
    started = time.monotonic()
    sign(page, shared, language, person())
    assert time.monotonic() - started < SECONDS_TO_SIGN
    expect(page.locator("html")).to_have_attribute("lang", language)
    picture(page, f"petition-receipt-{language}-{'scripts' if javascript else 'plain'}")


def test_the_link_of_the_letter_leads_to_a_button(visitor, shared: int):
    page, address = visitor(viewport=PHONE), person()
    page.goto(f"/en/petition/{shared}/sign")
    page.fill("#field-name", "Aziza Qodirova")
    page.fill("#field-address", address)
    page.select_option("#field-district", "1726262")
    page.get_by_role("button", name="Continue").click()
    other = visitor(viewport=PHONE)
    other.goto(link_in(letter_to(address)))
    expect(other).to_have_url(re.compile(r"/participate/confirm$"))
    other.get_by_role("button", name="Confirm").click()
    expect(other.locator("#booth-receipt")).to_be_visible()


def test_a_second_signature_gets_the_same_answer_and_counts_once(visitor, portal, shared: int):
    address, page = person(), visitor(viewport=PHONE)
    sign(page, shared, "en", address)
    receipt = page.locator("[data-copy]").inner_text()
    time.sleep(3)
    before = portal.call_action("process_count_show", {"process_no": shared})["total"]
    sign(page, shared, "en", address)
    assert page.locator("[data-copy]").inner_text() == receipt
    time.sleep(3)
    assert portal.call_action("process_count_show", {"process_no": shared})["total"] == before


def test_a_signature_is_taken_back(visitor, portal, shared: int):
    address, page = person(), visitor(viewport=PHONE)
    sign(page, shared, "en", address)
    started = time.time()
    page.goto(f"/en/petition/{shared}/withdraw")
    page.fill("#field-address", address)
    page.get_by_role("button", name="Send me the code").first.click()
    page.wait_for_selector("#field-code")
    page.fill("#field-code", code_in(letter_to(address, after=started)))
    page.locator("main form [type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have taken it back.")
    picture(page, "petition-withdrawn")


def write(page: Page, title: str, address: str) -> str:
    """Answer one question after the other and confirm with the code; the address to hand out."""
    page.goto("/uz/petition/new")
    page.locator("main a.btn-primary").click()
    page.get_by_role("radio").last.check()
    page.locator("main form [type=submit]").click()
    page.select_option("#field-body", DISTRICT)
    for field, text in (
        ("title", title),
        ("background", "Bekatda soyabon yoʻq, yozda odamlar quyoshda turadi."),
        ("details", ""),
    ):
        page.locator("main form [type=submit]").click()
        page.wait_for_load_state()
        if page.url.endswith("/similar"):
            page.locator("main .form-actions a").click()
        page.fill(f"#field-{field}", text)
    page.locator("main form [type=submit]").click()
    page.fill("#field-creator_name", "Dilshod Ergashev")
    page.fill("#field-creator_email", address)
    page.locator("main form [type=submit]").click()
    expect(page.locator("main")).to_contain_text(title)
    picture(page, "petition-check")
    page.locator("main form [type=submit]").click()
    page.wait_for_selector("#field-code")
    page.fill("#field-code", code_in(letter_to(address)))
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/mine")
    picture(page, "petition-mine")
    return page.locator("[data-copy]").inner_text()


def support(page: Page, invitation: str, javascript: bool) -> None:
    """From the address that a supporter was given to the receipt."""
    path, _, token = invitation.partition("#")
    page.goto(invitation if javascript else path)
    if not javascript:
        page.fill("#field-code", token)
    page.locator("main form [type=submit]").click()
    address = person()
    page.fill("#field-name", "Aziza Qodirova")
    page.fill("#field-address", address)
    page.select_option("#field-district", "1735401")
    picture(page, "petition-sponsor")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_selector("#field-code")
    page.fill("#field-code", code_in(letter_to(address)))
    page.locator("main form [type=submit]").click()
    expect(page.locator("#booth-receipt")).to_be_visible()


def wait_for_letter(address: str, about: str) -> str:
    """The newest letter to somebody, once it is about this."""
    deadline = time.monotonic() + 60
    while about not in (text := letter_to(address)):
        assert time.monotonic() < deadline, text
        time.sleep(0.5)
    return text


def wait_for_case(desk: Page, title: str) -> None:
    """Until enough people stand behind it, and moderators have it in their queue."""
    deadline = time.monotonic() + 120
    desk.goto("/en/moderation")
    while not desk.get_by_role("link", name=title).count():
        assert time.monotonic() < deadline
        time.sleep(1)
        desk.reload()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_petition_is_written_supported_moderated_and_opened(
    visitor, moderator: str, javascript: bool
):
    title = f"Bekatga soyabon qurilsin {time.time_ns() % 10**8}"
    address = person()
    invitation = write(visitor(javascript=javascript, viewport=PHONE), title, address)
    for _ in range(SPONSORS):
        support(visitor(javascript=javascript, viewport=PHONE), invitation, javascript)
    desk = visitor(state=moderator, javascript=javascript)
    wait_for_case(desk, title)
    desk.get_by_role("link", name=title).first.click()
    desk.get_by_role("button", name="Take", exact=True).click()
    desk.get_by_label("Publish it").check()
    picture(desk, "petition-moderation")
    desk.locator("form.egov-decide [type=submit]").first.click()
    desk.wait_for_load_state()

    anybody = visitor(javascript=javascript)
    anybody.goto("/en/petition")
    anybody.get_by_role("link", name=title).click()
    expect(anybody.get_by_role("heading", level=1)).to_have_text(title)
    expect(anybody.locator("a.petition-sign")).to_be_visible()
    assert f"{title}" in wait_for_letter(address, "/petition/")


def test_the_office_answers_and_everybody_reads_it(visitor, moderator: str, owed: dict):
    office, words = visitor(state=moderator), f"Open on Saturdays from {time.time_ns() % 10**8}"
    desk = f"/en/answers/{owed['obligation']['obligation_id']}/edit"
    office.goto(desk)
    if not owed["acknowledged_at"]:
        office.get_by_role("button", name="We have taken it up").click()
        office.wait_for_load_state()
        office.goto(desk)
    office.get_by_role("radio").first.check()
    office.fill("#text-en", words)
    office.locator("button[value=publish]").click()
    office.wait_for_load_state()

    page = visitor(viewport=PHONE)
    page.goto(f"/en/petition/{owed['process_no']}")
    expect(page.locator("#answer")).to_contain_text(words)
    picture(page, "petition-answered")


def test_a_closed_petition_is_a_dataset(visitor, portal):
    found = portal.call_action("petition_list", {"show": "closed", "rows": 100})
    closed = next(item for item in found["petitions"] if item["demonstration"])
    deadline = time.monotonic() + 120
    while not portal.call_action("petition_show", {"process_no": closed["process_no"]})[
        "dataset_id"
    ]:
        assert time.monotonic() < deadline
        time.sleep(2)
    page = visitor()
    page.goto(f"/en/petition/{closed['process_no']}")
    page.get_by_role("link", name="The dataset of this petition").click()
    expect(page.locator("#licence-notice")).to_contain_text("Open Database License")
