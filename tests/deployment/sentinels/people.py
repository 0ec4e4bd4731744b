"""Invented people whose names, addresses and numbers stand nowhere else, and what they do.

They act through the portal's front server: some on the pages, most through the API.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import requests
from bs4 import BeautifulSoup

NAME, MAIL, PHONE = "Zqxnomsoxta", "zqxpochtasoxta", "998905557"
"""What names, e-mail addresses and telephone numbers of these people begin with."""
DISTRICT = "1735401"
AT_ONCE = 4
SECONDS = 120


@dataclass(eq=False)
class Person:
    """One of them, and what the portal gave to them."""

    number: int
    name: str
    email: str = ""
    phone: str = ""
    national_id: str = ""
    confirmation: str = ""
    token: str = ""
    code: str = ""
    receipts: list[str] = field(default_factory=list)

    @property
    def channel(self) -> dict[str, str]:
        """Where a letter reaches them."""
        if self.email:
            return {"channel": "email", "address": self.email}
        return {"channel": "phone", "address": f"+{self.phone}"}

    @property
    def known_by(self) -> list[str]:
        """Everything that could tell who this is."""
        phones = [self.phone, f"+{self.phone}"] if self.phone else []
        return [word for word in (self.name, self.email, self.national_id, *phones) if word]


def invented(number: int, by_phone: bool = False) -> Person:
    """A person with a telephone or a mailbox."""
    letters = "".join("abcdefghij"[int(digit)] for digit in f"{number:03d}")
    made = Person(number, f"{NAME} {letters.capitalize()}ov")
    if by_phone:
        made.phone = f"{PHONE}{number:03d}"
    else:
        made.email = f"{MAIL}{number}@example.uz"
    return made


@dataclass
class Crowd:
    """These people on a portal, at one petition."""

    url: str
    process_no: int

    def ask(self, people: list[Person], feature: str = "sign") -> None:
        """Each asks for a letter through the API."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda person: self._ask(person, feature), people))

    def _ask(self, person: Person, feature: str) -> None:
        said = {"process_no": self.process_no, "feature": feature, "name": person.name}
        said |= {"district": DISTRICT, "language": "en", **person.channel}
        reply = requests.post(
            f"{self.url}/api/3/action/act_request", json=said, timeout=SECONDS,
            # Each behind a router of their own, as people are.
            headers={"X-Forwarded-For": f"10.{person.number // 200}.{person.number % 200}.7"},
        )  # fmt: skip
        assert reply.status_code == 200, reply.text
        person.confirmation = reply.json()["result"]["confirmation_id"]

    def ask_on_the_page(self, person: Person) -> None:
        """Fill in the form, after a mistake that brings back what was typed."""
        browser = requests.Session()
        page = f"{self.url}/en/petition/{self.process_no}/sign"
        typed = {"name": person.name, "address": person.email}
        refused = browser.post(page, data=typed | _hidden(browser, page), timeout=SECONDS)
        assert refused.status_code == 400
        assert person.email in refused.text
        typed["district"] = DISTRICT
        sent = browser.post(page, data=typed | _hidden(browser, page), timeout=SECONDS)
        field = BeautifulSoup(sent.text, "html.parser").find("input", {"name": "confirmation"})
        assert field, sent.url
        person.confirmation = str(field["value"])

    def press(self, people: list[Person], by_code: bool) -> None:
        """Each confirms; the receipt is the last line but one of what the booth says."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda person: self._press(person, by_code), people))

    def _press(self, person: Person, by_code: bool) -> None:
        token = {"token": person.token}
        code = {"confirmation": person.confirmation, "code": person.code}
        reply = self.act(code if by_code else token)
        assert reply.status_code == 200, reply.text
        person.receipts.append(reply.json()["receipt"])

    def act(self, said: dict[str, str]) -> requests.Response:
        """Post to the booth, as a program."""
        return requests.post(
            f"{self.url}/booth/act", json=said, timeout=SECONDS,
            headers={"Accept": "application/json"},
        )  # fmt: skip

    def sign_by_identity(self, person: Person, provider: str) -> None:
        """Prove who one is at the demonstration's provider, then sign with one tap."""
        browser = requests.Session()
        page = f"{self.url}/en/petition/{self.process_no}/sign"
        start = f"{self.url}/en/identity/start/{provider}"
        asked = _hidden(browser, start)
        known = browser.post(
            f"{self.url}/en/test-identity/choose", data=asked | {"pin": person.national_id},
            timeout=SECONDS,
        )  # fmt: skip
        assert known.status_code == 200, known.url
        form = _hidden(browser, page) | {"district": DISTRICT, "name": person.name}
        signed = browser.post(page, data=form, timeout=SECONDS)
        receipt = BeautifulSoup(signed.text, "html.parser").select_one("[data-copy]")
        assert receipt, signed.text[:2000]
        person.receipts.append(receipt.get_text())


def _hidden(browser: requests.Session, page: str) -> dict[str, Any]:
    """What the first form of a page sends along that nobody types."""
    shown = browser.get(page, timeout=SECONDS)
    form = BeautifulSoup(shown.text, "html.parser").select_one("main form")
    assert form, shown.url
    return {
        str(field["name"]): str(field.get("value", ""))
        for field in form.select("input[type=hidden]")
    }


def read_letter(person: Person, text: str) -> None:
    """Take token and code out of a letter."""
    code = re.search(r"(?<!\d)\d{6}(?!\d)", text)
    token = re.search(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b", text)
    assert code, text
    assert token, text
    person.code, person.token = code.group(), token.group()
