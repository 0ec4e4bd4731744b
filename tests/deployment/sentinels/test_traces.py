"""The search for traces of people finds what it is meant to find."""

import base64
import hashlib
from urllib.parse import quote

import pytest

from tests.deployment.sentinels.people import invented
from tests.deployment.sentinels.traces import Search

PERSON = invented(7)
PERSON.token, PERSON.code = "0123-4567-89AB-CDEF", "482911"
PERSON.receipts = [f"example.uz/ledger/1 receipt {'A' * 43}= — example.uz {'Ab1+' * 24}"]
MAIL = PERSON.email.encode()


@pytest.fixture(scope="module")
def search() -> Search:
    return Search([PERSON, invented(3, by_phone=True)])


@pytest.mark.parametrize(
    "written",
    [
        PERSON.name.encode(),
        PERSON.name.lower().encode(),
        quote(PERSON.name).encode(),
        quote(PERSON.email, safe="").encode(),
        MAIL.hex().encode(),
        MAIL.hex().upper().encode(),
        base64.b64encode(MAIL),
        base64.b64encode(b"1" + MAIL),
        base64.urlsafe_b64encode(b"12" + MAIL),
        PERSON.name.encode("utf-16-le"),
        hashlib.sha256(MAIL).hexdigest().encode(),
        hashlib.md5(PERSON.name.encode()).hexdigest().encode(),
        base64.b64encode(hashlib.sha256(MAIL).digest()),
        b"+998905557003",
        hashlib.sha256(b"998905557003").hexdigest().encode(),
        b"token=0123-4567-89AB-CDEF",
        b"/0123456789ABCDEF ",
        PERSON.receipts[0].split()[-1].encode(),
    ],
)
def test_it_is_found_however_it_is_written(search, written):
    assert search.look(b"GET /page?q=" + written + b' HTTP/1.1" 200')


def test_other_things_are_not_taken_for_traces(search):
    other = b"somebody@example.uz 0000-1111-2222-3333 " + b"f" * 64 + b" 482911 " + b"Zz09" * 25
    assert search.look(other) == set()


def test_many_codes_together_are_no_chance():
    people = [invented(number) for number in range(9)]
    for person in people:
        person.code = f"{100_000 + person.number * 7:06d}"
    found = Search(people).look(b" ".join(person.code.encode() for person in people))
    assert found
