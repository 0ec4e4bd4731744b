"""Whatever is posted to the public pages and actions: never an error of ours, always an answer.

The pages are the routes of the application itself: a new one that stands in no list fails here.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

import ckan.plugins as p
import pytest
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests.helpers import CKANTestApp
from ckanext.participation.booth.service import texts

from deployment.embedded.instance import ROOT
from tests.participation.petitions.conftest import (  # noqa: F401
    district,
    make,
    opened,
    written,
)  # fmt: skip
from tests.participation.petitions.sponsoring.conftest import invitation

FORM = "application/x-www-form-urlencoded"
NAME, ADDRESS = "Aziza Qodirova", "aziza@example.uz"
NIL = "00000000-0000-0000-0000-000000000000"
PROOF = {"token": "0123-4567-89AB-CDEF", "confirmation_id": NIL, "code": "123456"}
OUR_MODULES = ("ckanext.participation.", "ckanext.egov.")


@dataclass(frozen=True)
class Page:
    """Where something is posted, with what a well-meaning person sends."""

    path: str
    fields: dict[str, str]
    first: tuple[tuple[str, dict[str, str]], ...] = ()
    """What the same browser posts before."""


PAGES = {
    "petitions.answer_step": [
        Page("/petition/new/level", {"level": "district"}),
        Page("/petition/new/body", {"body": "{body}"}),
        Page("/petition/new/title", {"title": "Yoʻlni yoriting"}),
        Page("/petition/new/background", {"background": "Qorongʻi."}),
        Page("/petition/new/details", {"details": "Koʻcha"}),
        Page("/petition/new/creator", {"creator_name": NAME, "creator_email": ADDRESS}),
    ],
    "petitions.send": [
        Page("/petition/new/check", {"check": "yes"}, (("/petition/new/title", {"title": "Yoʻl"}),))
    ],
    "petitions.confirmed": [Page("/petition/{number}/confirm", {"code": "123456"})],
    "petitions.signed": [Page("/petition/{number}/sign", {
        "name": NAME, "address": ADDRESS, "region": "1726", "wants_news": "yes"}),
        Page("/petition/{number}/sign", {"identity": "yes", "name": NAME})],
    "petitions.invited": [Page("/petition/invitation", {"code": "0123-4567-89AB-CDEF"})],
    "petitions.sponsored": [Page("/petition/{number}/sponsor", {
        "name": NAME, "address": ADDRESS, "district": "1726262", "withdraw": "yes"},
        (("/petition/invitation", {"code": "{invitation}"}),))],
    "petitions.enter": [
        Page("/petition/{number}/mine", {"code": "123456"}),
        Page("/petition/{number}/mine", {"email": ADDRESS}),
    ],
    "petitions.tell": [Page("/petition/{number}/mine/update", {"title": "Yangi", "text": "Xabar"})],
    "participation_booth.withdrawn": [Page("/participate/{number}/withdraw", {
        "feature": "sign", "address": ADDRESS, "channel": "email"})],
    "participation_ledger.check_receipt": [Page("/participate/receipt", {"receipt": "x\nreceipt"})],
    "egov_following.ask": [Page("/follow", {
        "email": ADDRESS, "subject_type": "process", "subject_id": "{number}", "pace": "now",
        "language": "uz"})],
    "egov_following.confirm_now": [Page("/follow/confirm", PROOF)],
    "egov_following.mine_ask": [Page("/follow/mine", {"email": ADDRESS})],
    "egov_following.mine_list": [Page("/follow/mine/open", PROOF)],
    "egov_following.mine_change": [Page("/follow/mine/change", {
        "pass": "x.y.z", "follow": NIL, "do": "stop", "pace": "day"})],
    "egov_moderation_appeals.ask": [Page("/moderation/appeal/1", {
        "email": ADDRESS, "text": "Bu notoʻgʻri."})],
    "egov_moderation_appeals.confirm": [Page("/moderation/appeal/confirm", PROOF)],
    "egov_notifications.unsubscribe_now": [Page("/unsubscribe/x.y", {
        "List-Unsubscribe": "One-Click"})],
    "egov_identity.forget": [Page("/identity/forget", {"came_from": "/"})],
    "egov_phone.send": [Page("/identity/phone", {"phone": "+998901234567", "came_from": "/"})],
    "egov_phone.confirm": [
        Page("/identity/phone/code", {"code": "123456"}),
        Page("/identity/phone/code", {"code": "123456"},
             (("/identity/phone", {"phone": "+998901112233"}),)),
    ],
    "egov_test_identity.chosen": [Page("/test-identity/choose", {"person": "1", "state": "x"})],
}  # fmt: skip
OFFICIAL = re.compile(
    r"(egov_answers|participation_outcomes_desk|egov_moderation|egov_audit|audit|egov_loading"
    r"|egov_validation|egov_dictionary|egov_sessions|egov_second_factor|egov_duties"
    r"|egov_test_identity_machine|egov_preview|egov_places)\..*"
    r"|petitions\.(desk_\w+|end|held_decided|fraud_source_\w+|invalidation_\w+|pause_\w+)"
)
"""What people do behind a log-in, and what machines of identity providers are asked."""
DAMAGED = {
    "NUL": b"a%00b",
    "lone surrogate": b"%ED%A0%80x",
    "turned around": quote_plus("abc\u202etxt.exe\u2066").encode(),
    "no letters": quote_plus("\ufeff\u200b\ufffe\U0010ffff").encode(),
    "bytes of Windows": b"%E3%F3%EB%FF",
    "raw bytes": b"\xff\xfe\x00\xed\xa0\x80",
    "a megabyte": b"a" * 1_000_000,
    "a hundred thousand": quote_plus("ў" * 16_000).encode(),
    "a number": b"99999999999999999999999999",
    "a formula": b"%3DHYPERLINK(1)",
    "braces": b"%7B0.__class__%7D%25s%28%29",
    "nothing": b"",
}


@pytest.fixture(scope="module")
def facts(district, opened) -> dict[str, Any]:  # noqa: F811
    """A petition that can be signed, and its body."""
    number = opened()
    return {"number": number, "body": district["name"], "invitation": invitation(number)}


@pytest.fixture(scope="module", autouse=True)
def unlimited(portal):
    """Limits are tested elsewhere; here they would hide what comes behind them."""
    names = ("messages_per_address_hour", "messages_per_address_day")
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setitem(tk.config, f"ckanext.egov.accounts.{name}", 0)
        yield


def public_posts(portal: CKANTestApp) -> set[str]:
    """Every page of ours that takes a POST and is not for officials or machines."""
    app = portal.flask_app
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and app.view_functions[rule.endpoint].__module__.startswith(OUR_MODULES)
        and not OFFICIAL.fullmatch(rule.endpoint)
    }


def test_every_public_page_that_takes_something_is_tried(portal):
    assert public_posts(portal) == set(PAGES)


def bodies(fields: dict[str, str]) -> list[tuple[str, str, bytes]]:
    """What is wrong, its content type, the body: each kind of damage in each field and more."""
    whole = urlencode(fields).encode()
    found = [
        (f"{kind} in {name}", FORM, _with(fields, name, damage))
        for name in fields
        for kind, damage in DAMAGED.items()
        if kind != "a megabyte" or name == next(iter(fields))
    ]
    twice = whole + b"&" + urlencode(dict.fromkeys(fields, "second")).encode()
    wrong = {name: [{"a": None}, 1e300, True] for name in fields}
    return [
        *found,
        ("no fields", FORM, b""),
        ("fields twice", FORM, twice),
        ("lists", FORM, whole.replace(b"=", b"[]=")),
        ("another charset", f"{FORM}; charset=utf-16", whole.decode().encode("utf-16")),
        ("an unknown charset", f"{FORM}; charset=nonsense", whole),
        ("wrong types", "application/json", json.dumps(wrong).encode()),
        ("a broken JSON", "application/json", b'{"a": "\\ud800'),
        ("no type", "", whole),
        ("a broken multipart", "multipart/form-data; boundary=x", b"--x\r\nContent-Dis"),
        ("no boundary", "multipart/form-data", whole),
    ]


def _with(fields: dict[str, str], name: str, damage: bytes) -> bytes:
    rest = {key: value for key, value in fields.items() if key != name}
    return name.encode() + b"=" + damage + b"&" + urlencode(rest).encode()


def pages() -> list[Any]:
    named = [(f"{name}-{n}", page) for name, all_ in PAGES.items() for n, page in enumerate(all_)]
    return [pytest.param(page, id=name) for name, page in named]


@pytest.mark.parametrize("page", pages())
def test_no_page_breaks(portal, facts, page):
    fields = {name: value.format(**facts) for name, value in page.fields.items()}
    path = page.path.format(**facts)
    for wrong, content_type, body in bodies(fields):
        client = portal.flask_app.test_client()
        for before, sent in page.first:
            client.post(before, data={name: said.format(**facts) for name, said in sent.items()})
        reply = _post(client, path, wrong, data=body, content_type=content_type)
        assert reply.status_code < 500, (wrong, reply.status_code)
        model.Session.remove()


def test_files_in_place_of_texts_break_no_page(portal, facts):
    for page in (page for all_ in PAGES.values() for page in all_):
        sent = {name: (io.BytesIO(b"\x00\xff"), "a.bin") for name in page.fields}
        client, path = portal.flask_app.test_client(), page.path.format(**facts)
        reply = _post(client, path, "files", data=sent)
        assert reply.status_code < 500, path
        model.Session.remove()


def _post(client: Any, path: str, wrong: str, **sent: Any) -> Any:
    try:
        return client.post(path, **sent)
    except Exception as error:
        # Tests let exceptions through that a person would see as a page with status 500.
        raise AssertionError(f"{path} broke of {wrong}: {error!r}") from error


class TestBooth:
    """The booth reads for itself, without CKAN."""

    FIELDS = {  # noqa: RUF012
        "token": PROOF["token"], "confirmation": NIL, "code": "123456", "language": "uz",
    }  # fmt: skip

    def test_no_form_breaks_it(self, booth):
        for fields in (self.FIELDS, dict(list(self.FIELDS.items())[1:])):
            for wrong, content_type, body in bodies(fields):
                if len(body) > 100_000:
                    continue  # the booth hangs up on those: tested with it
                reply = booth.request("POST", "/booth/act", body, content_type=content_type)
                assert reply.status < 500, (wrong, reply.status)

    @pytest.mark.parametrize("value", ["\x00", "\ud800", [], {}, 1, None, True, 1e308, "ў" * 900])
    def test_no_json_breaks_it(self, booth, value):
        for name in self.FIELDS:
            sent = json.dumps(self.FIELDS | {name: value}).encode()
            kind = "application/json"
            reply = booth.request("POST", "/booth/act", sent, content_type=kind, accept=kind)
            assert reply.status < 500, (name, value)
            assert json.loads(reply.body)["message"]


WRONG = [[], {"a": []}, -1, "\u202ex"]
UNSTORABLE = [None, "", True, 2**70, 1e300, "\x00", "\ud800", {"\x00": "\ud800"}, "a" * 100_000]
"""Refused at the door or taken for nothing, whatever it is called: once for each action."""


def public_actions() -> dict[str, list[str]]:
    """The actions of ours that anybody may call, with the names that their docstrings give."""
    found = {}
    for plugin in p.PluginImplementations(p.IActions):
        if type(plugin).__module__.startswith(OUR_MODULES):
            for name, action in plugin.get_actions().items():
                said = re.findall(r":param (\w+):", action.__doc__ or "")
                found[name] = said or ["process_no", "rows", "start"]
    return found


def test_no_action_breaks_of_wrong_types(portal, facts):
    """As an anonymous program: also the actions of officials look at what they get first."""
    client, broken = portal.flask_app.test_client(), []
    for action, names in public_actions().items():
        base = {"process_no": facts["number"], "feature": "sign", "address": ADDRESS}
        for name in names:
            for value in WRONG + (UNSTORABLE if name == names[0] else []):
                sent = json.dumps(base | {name: value})
                url = f"/api/3/action/{action}"
                try:
                    reply = client.post(url, data=sent, content_type="application/json")
                    if reply.status_code >= 500:
                        broken.append((action, name, str(value)[:20], reply.status_code))
                except Exception as error:
                    broken.append((action, name, str(value)[:20], repr(error)[:120]))
                model.Session.remove()
    assert not broken, f"{len(broken)}: " + "\n".join(map(str, broken))


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "kaa", "en"])
class TestLanguage:
    """Who types something wrong is told so in the language of the page."""

    SAYS = "This holds invisible or damaged characters. Type it anew."

    def _said(self, language: str, text: str) -> str:
        folder = ROOT / "ckanext-egov" / "ckanext" / "egov" / "theme" / "i18n"
        return texts.catalogue(str(folder), language).gettext(text)

    def test_on_pages(self, portal, facts, language):
        fields = {"name": "a\x07b", "address": ADDRESS, "region": "1726"}
        path = f"/{language}/petition/{facts['number']}/sign"
        reply = portal.flask_app.test_client().post(path, data=fields)
        shown = reply.get_data(as_text=True)
        assert reply.status_code == 400
        assert f'lang="{language.replace("_", "-")}"' in shown
        assert self._said(language, self.SAYS) in shown
        assert language == "en" or self._said(language, self.SAYS) != self.SAYS

    def test_at_the_booth(self, booth, language):
        accepts = language.replace("_", "-")
        kind = "application/json"
        reply = booth.request(
            "POST", "/booth/act", b"{}", content_type=kind, accept=kind, accept_language=accepts
        )
        missing = "Type the code from the letter: four groups of four letters and digits."
        assert reply.status == 400
        assert reply.said["message"] == self._said(language, missing)
