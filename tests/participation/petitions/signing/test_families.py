"""Two of a family may share a mailbox: other names, one district; the database holds it."""

from __future__ import annotations

import psycopg2
import pytest
from ckanext.participation.booth import names
from ckanext.participation.ledger import promises

from .conftest import CHILONZOR, NUKUS, address, code_of


def seats(found, number):
    query = "SELECT seat FROM participation_act WHERE process_no = %s ORDER BY act_id"
    return [seat for (seat,) in found(query, number)]


class TestOneMailbox:
    def test_two_of_other_names_and_one_district_are_both_counted(self, sign, found, opened):
        number, mailbox = opened(), address()
        first = sign(number, address=mailbox, name="Oygul Toʻrayeva")
        second = sign(number, address=mailbox, name="Alisher Toʻrayev")
        assert (first.said["code"], second.said["code"]) == ("recorded", "recorded")
        assert first.said["receipt"] != second.said["receipt"]
        assert seats(found, number) == [1, 2]

    def test_one_person_in_two_spellings_signs_once(self, sign, found, opened):
        number, mailbox = opened(), address()
        first = sign(number, address=mailbox, name="Oygul Toʻrayeva")
        again = sign(number, address=mailbox.upper(), name="Тўраева Ойгул")
        assert again.said["receipt"] == first.said["receipt"]
        assert seats(found, number) == [1]

    def test_a_third_name_is_told_honestly_and_not_counted(self, sign, found, opened):
        number, mailbox = opened(), address()
        for name in ("Oygul", "Alisher"):
            sign(number, address=mailbox, name=name)
        third = sign(number, address=mailbox, name="Jasur")
        assert (third.status, third.said["code"]) == (409, "mailbox_taken")
        assert seats(found, number) == [1, 2]

    def test_a_second_name_from_another_district_is_not_counted(self, sign, found, opened):
        number, mailbox = opened(), address()
        sign(number, address=mailbox, name="Oygul", district=NUKUS)
        other = sign(number, address=mailbox, name="Alisher", district=CHILONZOR)
        assert other.said["code"] == "mailbox_taken"
        assert seats(found, number) == [1]

    def test_spellings_of_a_mailbox_are_one_mailbox(self, sign, found, opened):
        number = opened()
        sign(number, address="ali.karimov@gmail.com", name="Ali")
        sign(number, address="alikarimov+1@googlemail.com", name="Vali")
        third = sign(number, address="a.l.i.karimov@gmail.com", name="Gʻani")
        assert third.said["code"] == "mailbox_taken"
        assert seats(found, number) == [1, 2]


class TestNoEnumeration:
    def test_the_page_says_the_same_to_new_counted_and_full(self, ask, booth, opened):
        number, mailbox = opened(), address()
        answers = []
        for name in ("Oygul", "Oygul", "Alisher", "Jasur"):
            sent = ask(number, address=mailbox, name=name)
            answers.append((sorted(sent), sent["sent_to"], sent["token"]))
            booth.act(confirmation=sent["confirmation_id"], code=code_of(sent["letter"]))
        assert len({str(answer) for answer in answers}) == 1

    def test_only_the_letter_says_who_is_counted(self, ask, sign, opened):
        number, mailbox = opened(), address()
        new = ask(number, address=mailbox)
        sign(number, address=mailbox)
        counted = ask(number, address=mailbox)
        full = ask(number, address=mailbox, name="Alisher", district=CHILONZOR)
        letters = [new["letter"], counted["letter"], full["letter"]]
        assert ["counted there already" in text for text in letters] == [False, True, False]
        assert ["may not be counted" in text for text in letters] == [False, False, True]


class TestWithdrawing:
    def test_one_of_two_is_named(self, sign, found, opened):
        number, mailbox = opened(), address()
        for name in ("Oygul", "Alisher"):
            sign(number, address=mailbox, name=name)
        out = {"feature": "withdraw:sign", "address": mailbox}
        assert sign(number, **out, name="").said["code"] == "name_needed"
        assert sign(number, **out, name="Алишер").said["code"] == "withdrawn"
        query = "SELECT seat, state FROM participation_act WHERE process_no = %s ORDER BY seat"
        assert found(query, number) == [(1, "valid"), (2, "withdrawn")]
        gone = sign(number, **out, name="")
        assert gone.said["code"] == "withdrawn", "now there is only one"

    def test_the_retry_of_a_withdrawal_gets_its_own_receipt(self, ask, sign, booth, opened):
        number, mailbox = opened(), address()
        for name in ("Oygul", "Alisher"):
            sign(number, address=mailbox, name=name)
        sign(number, feature="withdraw:sign", address=mailbox, name="Oygul")
        sent = ask(number, feature="withdraw:sign", address=mailbox, name="")
        typed = {"confirmation": sent["confirmation_id"], "code": code_of(sent["letter"])}
        first, again = booth.act(**typed), booth.act(**typed)
        assert first.said["code"] == "withdrawn"
        assert first.body == again.body

    def test_who_took_it_back_signs_again_on_the_same_seat(self, sign, found, opened):
        number, mailbox = opened(), address()
        for name in ("Oygul", "Alisher"):
            sign(number, address=mailbox, name=name)
        sign(number, feature="withdraw:sign", address=mailbox, name="Alisher")
        assert sign(number, address=mailbox, name="Alisher").said["code"] == "recorded"
        assert seats(found, number) == [1, 2]


KEY = "process_no, feature, subject, person_key"
COPY = f"""INSERT INTO participation_act ({KEY}, level, salt, commitment, leaf_hash, acted_at, seat,
    name_key, district) SELECT {KEY}, level, salt, commitment, leaf_hash, acted_at, %s, %s, %s
    FROM participation_act WHERE process_no = %s AND seat = 1"""


@pytest.mark.parametrize(
    ("seat", "name", "place"),
    [(1, b"other", NUKUS), (2, None, NUKUS), (2, b"other", CHILONZOR), (3, b"other", NUKUS)],
    ids=["no second first", "no nameless second", "no other district", "no third"],
)
def test_the_database_itself_refuses(sign, rows, opened, seat, name, place):
    number = opened()
    sign(number, address=address())
    refused = (psycopg2.errors.UniqueViolation, psycopg2.errors.CheckViolation)
    with pytest.raises(refused), rows, rows.cursor() as cursor:
        cursor.execute(COPY, [seat, name, place, number])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Oygul Toʻrayeva", "Тўраева Ойгул", True),
        ("O'tkir G'aniyev", "Oʻtkir Gʻaniyev", True),
        ("Шарифа-Бегим", "sharifa begim", True),
        ("José", "Jose", True),
        ("Ali", "Alisher", False),
        ("Karimov Ali", "Karimova Ali", False),
    ],
)
def test_spellings_of_one_name(one, other, same):
    assert (names.fold(one) == names.fold(other)) is same


class TestReceipt:
    @pytest.fixture
    def keys_of_the_booth(self, booth_settings, monkeypatch):
        from ckanext.participation.ledger import config, keys

        key = keys.load(booth_settings["key_file"]).public_key()
        monkeypatch.setattr(config, "public_key", lambda: key)
        return key

    def test_it_finds_the_signature_and_its_owner_confirms(
        self, ask, sign, booth, found, opened, keys_of_the_booth
    ):
        number, mailbox = opened(), address()
        receipt = sign(number, address=mailbox).said["receipt"]
        assert promises.verify(receipt, keys_of_the_booth)
        sent = ask(number, feature="withdraw:sign", name="", receipt=receipt, district="")
        assert sent["sent_to"] == "", "a receipt that somebody found names no mailbox"
        done = booth.act(confirmation=sent["confirmation_id"], code=code_of(sent["letter"]))
        assert done.said["code"] == "withdrawn"

    def test_a_receipt_without_somebody_to_write_to_gets_the_same_answer(
        self, ask, sign, rows, opened, keys_of_the_booth
    ):
        number = opened()
        receipt = sign(number, address=address()).said["receipt"]
        with rows, rows.cursor() as cursor:
            cursor.execute("DELETE FROM participation_person USING participation_act"
                           " WHERE participation_act.act_id = participation_person.act_id"
                           " AND process_no = %s", [number])  # fmt: skip
        sent = ask(number, feature="withdraw:sign", name="", receipt=receipt, district="")
        assert (sent["sent_to"], sent["token"], sent["letter"]) == ("", "", "")

    def test_what_is_no_receipt_of_ours_is_refused(self, ask, opened, keys_of_the_booth):
        from ckan.plugins import toolkit as tk

        for text in ("no receipt", "x/ledger/1 receipt AAAA 2026 — x/ledger/1 AAAA"):
            with pytest.raises(tk.ValidationError) as refused:
                ask(opened(), feature="withdraw:sign", receipt=text)
            assert "receipt" in refused.value.error_dict
