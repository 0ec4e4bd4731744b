"""Without Valkey, Solr or a mail server people still act, or are told honestly; nothing is lost.

On the instance that the tests of recovery leave behind; its supervisor stops the services.
"""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes
from email.policy import default
from itertools import count

import pytest
import requests
from aiosmtpd.controller import Controller
from ckanext.egov.keys import key_files

from benchmarks.acting import people as bench
from deployment.embedded import supervision
from deployment.embedded.instance import free_port
from tests.deployment.own_portal import Portal, wait_until
from tests.deployment.sentinels.people import Crowd, Person, invented, read_letter

NUMBERS = count(500)
SETTINGS = """[app:main]
ckanext.egov.notifications.email_gateway = smtp
ckanext.egov.notifications.smtp_security = none
smtp.server = 127.0.0.1:{port}
smtp.mail_from = portal@example.uz
"""
STORED = """SELECT count(*) FROM participation_act JOIN participation_leaf USING (act_id)
    WHERE participation_act.process_no = %s AND participation_act.state = 'valid'"""


class Post:
    """A mail server that can be gone."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: dict[str, list[str]] = {}
        self.open()

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self) -> None:
        self.controller.stop()

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content, policy=default)
        text = message.get_body(("plain",)).get_content()
        self.letters.setdefault(envelope.rcpt_tos[0], []).append(text)
        return "250 OK"


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    post = Post()
    yield post
    post.close()


@pytest.fixture(scope="module")
def crowd(portal: Portal, post: Post) -> Crowd:
    """People at a process that is open, on a portal with a mail server."""
    portal.run("down")
    settings = portal.instance.home / "settings.ini"
    settings.write_text(SETTINGS.format(port=post.port))
    settings.chmod(0o600)
    portal.up()
    portal.wait_until_well()
    number = bench.open_process(portal.instance)
    with closing(bench.connect(portal.instance)) as connection, connection:
        connection.cursor().execute(
            "UPDATE participation_process SET announced_at = now() WHERE process_no = %s", [number]
        )
    key_files.make_once(portal.instance.home / "keys" / f"process-{number}.pepper")
    return Crowd(f"http://127.0.0.1:{portal.instance.port}", number)


@pytest.fixture
def asked(crowd: Crowd, post: Post) -> Callable[[], Person]:
    """Somebody asks to sign and reads the letter."""

    def ask() -> Person:
        person = invented(next(NUMBERS))
        crowd.ask([person])
        wait_until(lambda: person.email in post.letters, 60, lambda: "no letter came")
        read_letter(person, post.letters[person.email][-1])
        return person

    return ask


def without(portal: Portal, name: str) -> None:
    supervision.stop(portal.instance, name)


def again(portal: Portal, name: str) -> None:
    """Start a service and wait until everything works."""
    supervision.start(portal.instance, name)
    portal.wait_until_well()
    wait_until(lambda: health(portal)["status"] == "ok", 120, lambda: health(portal))


def health(portal: Portal) -> dict:
    try:
        address = f"http://127.0.0.1:{portal.instance.port}/health.json"
        with urllib.request.urlopen(address, timeout=60) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        return json.load(error)


def is_named(portal: Portal, part: str) -> bool:
    return health(portal)["parts"].get(part, {}).get("status") == "degraded"


def stored(portal: Portal, number: int) -> int:
    with closing(bench.connect(portal.instance)) as connection, connection.cursor() as cursor:
        cursor.execute(STORED, [number])
        return cursor.fetchone()[0]


def counted(crowd: Crowd) -> int:
    address = f"{crowd.url}/participate/{crowd.process_no}/count.json"
    return requests.get(address, timeout=60).json()["total"]


def test_without_valkey_people_act_and_pages_say_honestly_that_they_can_not(portal, crowd, asked):
    person, late = asked(), invented(next(NUMBERS))
    without(portal, "valkey")
    try:
        crowd.press([person], by_code=False)
        said = {"process_no": crowd.process_no, "feature": "sign", "name": late.name}
        answers = [
            requests.get(f"{crowd.url}/en/participate", timeout=60),
            requests.post(f"{crowd.url}/api/3/action/act_request", json=said | late.channel,
                          timeout=60),
            requests.get(f"{crowd.url}/en/user/login", timeout=60),
            requests.get(f"{crowd.url}/en/participate", cookies={"ckan": "x" * 43}, timeout=60),
        ]  # fmt: skip
        for answer in answers:
            assert answer.status_code in (200, 503), (answer.url, answer.text[:500])
            if answer.status_code == 503:
                assert "Retry-After" in answer.headers
                assert "Nothing is lost" in answer.text
        wait_until(lambda: is_named(portal, "valkey"), 60, lambda: health(portal))
    finally:
        again(portal, "valkey")
    assert stored(portal, crowd.process_no) == 1
    wait_until(lambda: counted(crowd) == 1, 60, lambda: counted(crowd))
    before = person.receipts[0]
    crowd.press([person], by_code=True)
    assert person.receipts[1] == before


def test_without_solr_people_ask_and_act_as_ever(portal, crowd, asked):
    before = stored(portal, crowd.process_no)
    without(portal, "solr")
    try:
        person = asked()
        crowd.press([person], by_code=True)
        for page in ("/en/participate", f"/en/petition/{crowd.process_no}/sign"):
            assert requests.get(crowd.url + page, timeout=60).status_code in (200, 404)
        wait_until(lambda: is_named(portal, "solr"), 60, lambda: health(portal))
    finally:
        again(portal, "solr")
    assert stored(portal, crowd.process_no) == before + 1


def test_without_a_mail_server_letters_wait_and_come_once(portal, crowd, post):
    before, person = stored(portal, crowd.process_no), invented(next(NUMBERS))
    post.close()
    try:
        crowd.ask([person])
        wait_until(lambda: is_named(portal, "email"), 60, lambda: health(portal))
    finally:
        post.open()
    wait_until(lambda: person.email in post.letters, 120, lambda: "the letter never came")
    read_letter(person, post.letters[person.email][0])
    crowd.press([person], by_code=False)
    assert stored(portal, crowd.process_no) == before + 1
    wait_until(lambda: health(portal)["status"] == "ok", 120, lambda: health(portal))
    time.sleep(1)
    assert len(post.letters[person.email]) == 1
