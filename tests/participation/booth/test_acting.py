"""A person confirms and is counted once, through the real booth on the real database."""

from __future__ import annotations

import os

import psycopg2
import pytest
from ckanext.participation.ledger import entries, keys, promises

from deployment.embedded import postgresql


@pytest.fixture(scope="module")
def number(open_process) -> int:
    return open_process()["process_no"]


def state_of(found, person_key: bytes) -> list[str]:
    query = "SELECT state FROM participation_act WHERE person_key = %s"
    return [state for (state,) in found(query, person_key)]


def leaves_of(found, person_key: bytes) -> list[str]:
    query = """SELECT l.event FROM participation_leaf l JOIN participation_act a USING (act_id)
        WHERE a.person_key = %s ORDER BY l.leaf_id"""
    return [event for (event,) in found(query, person_key)]


class TestConfirming:
    def test_the_link_counts_the_person_with_a_leaf_and_a_genuine_receipt(
        self, booth, booth_settings, asked, found, number
    ):
        letter = asked(number)
        answer = booth.act(token=letter.token)
        assert (answer.status, answer.said["code"]) == (200, "recorded")
        key = keys.load(booth_settings["key_file"]).public_key()
        receipt = promises.verify(answer.said["receipt"], key)
        [(leaf_hash, entry, act_hash)] = found(
            """SELECT l.leaf_hash, l.entry, a.leaf_hash FROM participation_leaf l
            JOIN participation_act a USING (act_id) WHERE a.person_key = %s""",
            letter.person_key,
        )
        assert receipt.leaf_hash == bytes(leaf_hash) == bytes(act_hash)
        assert entries.leaf_hash(bytes(entry)) == receipt.leaf_hash
        assert receipt.process_no == number

    def test_the_entry_is_the_commitment_to_what_was_said(self, booth, asked, found, number):
        letter = asked(number, payload={"says": "Ҳа, 1"}, subject="a")
        assert booth.act(token=letter.token).status == 200
        [(salt, committed, payload)] = found(
            "SELECT salt, commitment, payload FROM participation_act WHERE person_key = %s",
            letter.person_key,
        )
        said = entries.commitment(bytes(salt), number, "sign", "a", letter.person_key, payload)
        assert said == bytes(committed)

    def test_every_retry_gets_the_same_receipt(self, booth, asked, found, number):
        letter = asked(number)
        first = booth.act(token=letter.token)
        again = booth.act(token=letter.token.lower().replace("-", " "))
        by_code = booth.act(confirmation=letter.confirmation, code=letter.code)
        assert first.body == again.body == by_code.body
        assert leaves_of(found, letter.person_key) == ["act"]

    def test_a_person_who_asks_twice_gets_the_same_answer(self, booth, asked, found, number):
        one = asked(number)
        other = asked(number, person_key=one.person_key)
        assert booth.press(token=one.token).body == booth.press(token=other.token).body
        assert state_of(found, one.person_key) == ["valid"]

    def test_the_sealed_name_is_kept_beside_the_act_only(self, booth, asked, found, number):
        letter = asked(number)
        booth.act(token=letter.token)
        query = """SELECT p.name FROM participation_person p JOIN participation_act a
            USING (act_id) WHERE a.person_key = %s"""
        assert [bytes(name) for (name,) in found(query, letter.person_key)] == [b"Oygul"]


class TestRefusing:
    def test_a_forged_token_is_400(self, booth):
        assert booth.act(token="0123-4567-89AB-CDEF").status == 400

    def test_an_old_link_is_410(self, booth, asked, found, number):
        letter = asked(number, lasts=-1)
        assert booth.act(token=letter.token).status == 410
        assert state_of(found, letter.person_key) == []

    def test_an_old_code_is_410_and_the_link_still_works(self, booth, asked, number):
        letter = asked(number, code_lasts=-1)
        assert booth.act(confirmation=letter.confirmation, code=letter.code).status == 410
        assert booth.act(token=letter.token).status == 200

    def test_the_fifth_wrong_code_is_the_last(self, booth, asked, found, number):
        letter = asked(number)
        wrong = f"{(int(letter.code) + 1) % 10**6:06d}"
        tries = [booth.act(confirmation=letter.confirmation, code=wrong).status for _ in range(6)]
        assert tries == [400] * 4 + [429] * 2
        assert booth.act(confirmation=letter.confirmation, code=letter.code).status == 429
        query = "SELECT tries, used_at FROM confirmation WHERE confirmation_id = %s"
        assert found(query, letter.confirmation) == [(5, None)]
        assert booth.act(token=letter.token).status == 200

    def test_a_code_of_one_request_opens_no_other(self, booth, asked, number):
        one, other = asked(number), asked(number)
        answer = booth.act(confirmation=other.confirmation, code=one.code)
        assert answer.status == 400 or one.code == other.code

    def test_what_was_typed_comes_back(self, booth, asked, number):
        letter = asked(number)
        page = booth.press(confirmation=letter.confirmation, code="12345", language="en")
        assert page.status == 400
        assert 'value="12345"' in page.body
        assert letter.confirmation in page.body

    def test_who_was_taken_out_by_an_official_does_not_come_back(self, booth, asked, rows, number):
        letter = asked(number)
        booth.act(token=letter.token)
        with rows, rows.cursor() as cursor:
            cursor.execute(
                "UPDATE participation_act SET state = 'invalidated' WHERE person_key = %s",
                [letter.person_key],
            )
        again = asked(number, person_key=letter.person_key)
        assert booth.act(token=again.token).status == 403


class TestWithdrawing:
    def test_there_and_back_leaves_a_line_of_leaves(self, booth, asked, found, number):
        letter = asked(number)
        key = letter.person_key
        first = booth.act(token=letter.token)
        out = asked(number, person_key=key, feature="withdraw:sign")
        gone = booth.act(token=out.token)
        assert (gone.status, gone.said["code"]) == (200, "withdrawn")
        assert state_of(found, key) == ["withdrawn"]
        assert booth.act(token=out.token).body == gone.body
        back = asked(number, person_key=key)
        returned = booth.act(token=back.token)
        assert returned.said["code"] == "recorded"
        assert returned.said["receipt"] != first.said["receipt"]
        assert booth.act(token=back.token).body == returned.body
        again = asked(number, person_key=key, feature="withdraw:sign")
        assert booth.act(token=again.token).status == 200
        assert leaves_of(found, key) == ["act", "withdraw", "restore", "withdraw"]
        assert booth.act(token=out.token).body == gone.body
        assert booth.act(token=letter.token).body == first.body

    def test_name_and_address_go_with_it(self, booth, asked, found, number):
        letter = asked(number)
        booth.act(token=letter.token)
        out = asked(number, person_key=letter.person_key, feature="withdraw:sign")
        booth.act(token=out.token)
        query = """SELECT 1 FROM participation_person JOIN participation_act USING (act_id)
            WHERE person_key = %s"""
        assert found(query, letter.person_key) == []

    def test_who_is_not_counted_has_nothing_to_take_back(self, booth, asked, number):
        out = asked(number, feature="withdraw:sign")
        answer = booth.act(token=out.token)
        assert (answer.status, answer.said["code"]) == (409, "nothing_to_withdraw")


class TestRights:
    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM participation_act",
            "UPDATE participation_act SET person_key = 'x'",
            "UPDATE participation_leaf SET leaf_index = 1",
            "UPDATE participation_process SET state = 'open'",
            "SELECT name FROM participation_person",
            "SELECT entry FROM participation_leaf",
            "INSERT INTO confirmation (purpose) VALUES ('x')",
            "UPDATE confirmation SET level = 3",
            'SELECT * FROM "user"',
            "CREATE TABLE mine (x int)",
        ],
    )
    def test_the_role_of_the_booth_may_do_nothing_else(self, booth_settings, statement):
        connection = psycopg2.connect(booth_settings["database"])
        with pytest.raises(psycopg2.errors.InsufficientPrivilege), connection:
            connection.cursor().execute(statement)
        connection.close()


def test_a_booth_does_not_start_on_a_database_that_may_lose_acts(instance, rows):
    import asyncio

    from ckanext.participation.booth.service import connection

    address = postgresql.url(instance, "booth", "ckan_test")
    unsafe = f"{address}&options=-c%20synchronous_commit%3Doff"
    with pytest.raises(connection.UnsafeDatabase):
        asyncio.run(connection.wait_until_safe(unsafe))


def test_a_booth_imports_nothing_of_ckan():
    import subprocess
    import sys

    program = (
        "import sys, ckanext.participation.booth.service.application;"
        "import ckanext.participation.booth.service.__main__;"
        "print(sorted({m.split('.')[0] for m in sys.modules}"
        " & {'ckan', 'flask', 'sqlalchemy', 'psycopg2'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]", done.stderr
