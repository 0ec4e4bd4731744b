"""Names, addresses, numbers, codes, tokens and receipts of people stand nowhere but where they may.

Two hundred invented people act on the running portal, by its pages, its API and its booth. Then all
that the portal has written down is searched for them. The database holds names and addresses, in
two columns' worth of tables and sealed; with the key of the process they are read there, so the
search is known to have had something to find.
"""

import base64
import os
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import redis
from ckanext.egov.keys.sealing import Keys

from deployment.embedded import postgresql
from deployment.embedded.instance import Instance
from tests.deployment.sentinels import places
from tests.deployment.sentinels.people import Crowd, Person, invented, read_letter
from tests.deployment.sentinels.traces import Search

PEOPLE = 200
BY_PHONE, ON_THE_PAGE, WHO_WITHDRAW = 30, 5, 10
PATIENCE_SECONDS = 180
PAGES = (
    "/en/petition/{number}", "/petition/{number}/count.json", "/en/participate/{number}",
    "/en/participate", "/en/petition", "/calendar.ics", "/participate.atom",
    "/api/3/action/petition_show?process_no={number}", "/api/3/action/petition_list?show=all",
    "/api/3/action/process_show?process_no={number}",
    "/api/3/action/process_count_show?process_no={number}",
    "/api/3/action/process_event_list?process_no={number}",
    "/ledger/{number}/checkpoint", "/health",
)  # fmt: skip
HELD = """SELECT person.name, person.email, person.phone FROM participation_person AS person
    JOIN participation_act USING (act_id) WHERE process_no = %s"""


@pytest.fixture(scope="module")
def instance() -> Instance:
    port = int(os.environ["EGOV_TEST_URL"].rpartition(":")[2].strip("/"))
    return Instance(Path(os.environ["EGOV_TEST_HOME_IN_USE"]), port)


@pytest.fixture(scope="module")
def crowd(instance) -> Crowd:
    """These people at a petition of the demo that can be signed."""
    import ckanapi

    with ckanapi.RemoteCKAN(instance.url) as portal:
        found = portal.action.petition_list(show="open", sort="closing", rows=100)
    numbers = [item["process_no"] for item in found["petitions"] if item["demonstration"]]
    return Crowd(instance.url, numbers[0])


@pytest.fixture(scope="module")
def people(instance, crowd) -> list[Person]:
    """Everybody, after they have acted and the portal has done what follows."""
    everybody = [invented(number, by_phone=number < BY_PHONE) for number in range(PEOPLE)]
    by_page, by_api = everybody[-ON_THE_PAGE:], everybody[:-ON_THE_PAGE]
    for person in by_page:
        crowd.ask_on_the_page(person)
    crowd.ask(by_api)
    _read_letters(instance, everybody)
    _type_wrong_codes(crowd, everybody[:3])
    half = len(everybody) // 2
    crowd.press(everybody[:half], by_code=True)
    crowd.press(everybody[half:], by_code=False)
    known = [
        Person(PEOPLE, "", national_id="00000000000101"),
        Person(PEOPLE + 1, "", national_id="00000000000202"),
    ]
    for person, provider in zip(known, ("test-oidc", "test-oneid"), strict=True):
        crowd.sign_by_identity(person, provider)
    first = {person: person.token for person in everybody}
    leaving = everybody[BY_PHONE : BY_PHONE + WHO_WITHDRAW]
    crowd.ask(leaving, "withdraw:sign")
    _read_letters(instance, leaving, first)
    crowd.press(leaving, by_code=True)
    _wait_until_done(instance, crowd)
    return everybody + known


def _read_letters(instance: Instance, people: list[Person], known: dict | None = None) -> None:
    """Each takes the newest letter that they have not read."""
    waiting = {_to(person): person for person in people}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while waiting:
        assert time.monotonic() < deadline, f"{len(waiting)} letters never came"
        for path in sorted((instance.home / "mailbox").iterdir(), reverse=True):
            if path.suffix not in (".eml", ".txt"):
                continue
            to, text = _letter(path.read_bytes(), path.suffix)
            person = waiting.get(to)
            if person is None:
                continue
            read_letter(person, text)
            if not known or known[person] != person.token:
                del waiting[to]
        time.sleep(0.2)


def _to(person: Person) -> str:
    return person.email or f"+{person.phone}"


def _letter(raw: bytes, suffix: str) -> tuple[str, str]:
    if suffix == ".txt":
        head, _, text = raw.decode().partition("\n\n")
        return head.removeprefix("To: "), text
    message = message_from_bytes(raw, policy=default)
    body = message.get_body(("plain",))
    return str(message["To"]), body.get_content() if body else ""


def _type_wrong_codes(crowd: Crowd, people: list[Person]) -> None:
    for person in people:
        wrong = f"{(int(person.code) + 1) % 10**6:06d}"
        assert crowd.act({"confirmation": person.confirmation, "code": wrong}).status_code == 400


def _wait_until_done(instance: Instance, crowd: Crowd) -> None:
    """Until every letter has left and every act is sealed."""
    left = (
        "SELECT (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')),"
        " (SELECT count(*) FROM participation_leaf WHERE leaf_index IS NULL AND process_no = %s)"
    )
    deadline = time.monotonic() + PATIENCE_SECONDS
    with closing(postgresql.connect(instance, "ckan")) as connection:
        while True:
            with connection.cursor() as cursor:
                cursor.execute(left, [crowd.process_no])
                waiting = cursor.fetchone()
            if waiting == (0, 0):
                return
            assert time.monotonic() < deadline, waiting
            time.sleep(0.5)


def _readable(instance: Instance, process_no: int) -> set[str]:
    """Who is found in the columns for people, with the key of the process."""
    unseal = Keys(instance.home / "keys").opener(f"process-{process_no}")
    with (
        closing(postgresql.connect(instance, "ckan")) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(HELD, [process_no])
        rows = cursor.fetchall()
    columns = ("name", "email", "phone")
    return {
        text or ""
        for row in rows
        for column, sealed in zip(columns, row, strict=True)
        if (text := unseal(column, sealed))
    }


def test_who_acted_is_found_in_the_columns_for_people_with_the_key_of_the_process(
    instance, crowd, people
):
    found = _readable(instance, crowd.process_no)
    stay = [person for person in people[:PEOPLE] if len(person.receipts) == 1]
    gone = [person for person in people[:PEOPLE] if len(person.receipts) == 2]
    assert len(stay) == PEOPLE - WHO_WITHDRAW
    assert {person.name for person in stay} <= found
    assert {_to(person) for person in stay} <= found
    assert not {person.name for person in gone} & found


def test_no_trace_of_anybody_stands_anywhere_else(instance, people):
    search = Search(people)
    traces = {name: found for name, raw in places.all_of(instance) if (found := search.look(raw))}
    assert traces == {}


def test_no_trace_stands_in_postgresqls_own_files(instance, people):
    """Its log of changes keeps what was deleted, and so does every backup made of it."""
    search = Search(people)
    traces = {name: found for name, raw in places.of_postgresql(instance)
              if (found := search.words_in(raw))}  # fmt: skip
    assert traces == {}


def test_no_public_page_names_anybody(instance, crowd, people):
    search = Search(people)
    for page in PAGES:
        address = instance.url + page.format(number=crowd.process_no)
        with urllib.request.urlopen(address, timeout=60) as reply:
            assert search.look(reply.read()) == set(), page


@pytest.fixture
def planted(instance, people) -> Iterator[None]:
    """A trace in a log, in a store and in a table, each written in another way."""
    word = people[PEOPLE - 1].email.encode()
    log = instance.logs / "planted.log"
    store = redis.Redis(unix_socket_path=str(instance.sockets / "valkey.sock"))
    with (
        closing(postgresql.connect(instance, "ckan")) as connection,
        connection.cursor() as cursor,
    ):
        try:
            log.write_bytes(b"GET /x?y=" + word.hex().encode() + b" 200")
            store.set("planted", base64.b64encode(word))
            cursor.execute("CREATE TABLE planted (token text)")
            cursor.execute("INSERT INTO planted VALUES (%s)", [people[PEOPLE - 1].token])
            yield
        finally:
            cursor.execute("DROP TABLE IF EXISTS planted")
            store.delete("planted")
            log.unlink(missing_ok=True)


@pytest.mark.usefixtures("planted")
def test_a_planted_trace_is_found(instance, people):
    search = Search(people)
    found = {name for name, raw in places.all_of(instance) if search.look(raw)}
    assert {"logs/planted.log", "valkey b'planted'", "table ckan.planted"} <= found
