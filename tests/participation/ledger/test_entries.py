"""Entries and receipts: the same bytes everywhere, and nothing in them about a person."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from ckanext.participation.ledger import entries, observing, promises, tree, verify
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

AT = datetime(2028, 2, 29, 23, 59, 59, 999999, tzinfo=UTC)
SALT = bytes(range(32))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "example.uz/ledger/7"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
)


def bind(**changed):
    facts = {"salt": SALT, "process_no": 7, "feature": "sign", "subject": "",
             "person_key": b"person", "payload": {}} | changed  # fmt: skip
    return entries.commitment(**facts)


def test_entries_are_these_very_bytes():
    """Changing them would part new records from old verifiers."""
    act = bytes(32)
    assert entries.act_entry(7, "sign", act, AT) == (
        b'{"act":"' + b"0" * 64 + b'","feature":"sign","hour":"2028-02-29T23Z","kind":"act",'
        b'"process":7}'
    )
    assert entries.change_entry(7, "invalidate", "sign", act, "bot", AT) == (
        b'{"act":"' + b"0" * 64 + b'","feature":"sign","hour":"2028-02-29T23Z",'
        b'"kind":"invalidate","process":7,"reason":"bot"}'
    )
    assert entries.event_entry(7, "opened", {"rules_hash": "ab"}, AT) == (
        b'{"at":"2028-02-29T23:59:59.999999Z","details":{"rules_hash":"ab"},"event":"opened",'
        b'"kind":"event","process":7}'
    )
    assert bind().hex() == ("d469a3fc6b64205f0241ec61087d6ad8174dfa18eda5d3e5c854df48d406c05e")


@given(VALUES)
def test_a_commitment_binds_to_the_payload(payload):
    assert bind(payload=payload) == bind(payload=json.loads(json.dumps(payload)))
    assert bind(payload=[payload]) != bind(payload=payload)


@pytest.mark.parametrize(
    "changed",
    [{"salt": bytes(32)}, {"process_no": 8}, {"feature": "vote"}, {"subject": "1"},
     {"person_key": b"other"}, {"payload": {"a": 1}}],
)  # fmt: skip
def test_a_commitment_binds_to_every_fact(changed):
    assert bind(**changed) != bind()


@pytest.mark.parametrize("payload", [float("nan"), "\ud800", object()])
def test_what_has_no_canonical_form_is_refused(payload):
    with pytest.raises((ValueError, TypeError)):
        bind(payload=payload)


def test_a_short_salt_is_refused():
    with pytest.raises(ValueError, match="guessed"):
        bind(salt=b"short")


def test_the_hour_is_the_same_in_every_time_zone():
    there = AT.astimezone(timezone(timedelta(hours=5)))
    assert entries.act_entry(7, "sign", bytes(32), there) == entries.act_entry(
        7, "sign", bytes(32), AT.replace(minute=0, second=0, microsecond=0)
    )


def test_an_act_can_be_changed_by_the_known_changes_only():
    with pytest.raises(ValueError, match="can't be changed"):
        entries.change_entry(7, "delete", "sign", bytes(32), None, AT)


def test_the_same_change_again_is_another_entry():
    made = {entries.change_entry(7, "withdraw", "sign", bytes(32), None, AT, n) for n in range(3)}
    assert len(made) == 3


def test_details_too_long_for_an_entry_are_there_by_their_hash():
    entry = entries.event_entry(7, "answered", {"text": "x" * 70_000}, AT)
    assert len(entry) < 300
    assert b"details_sha256" in entry


def test_every_entry_is_what_the_verifier_takes():
    count = verify.Count(ORIGIN)
    for index, entry in enumerate(
        [
            entries.event_entry(7, "opened", {"title": "Oʻzbekiston"}, AT),
            entries.act_entry(7, "sign", bytes(32), AT),
            entries.change_entry(7, "withdraw", "sign", bytes(32), None, AT),
            entries.change_entry(7, "restore", "sign", bytes(32), None, AT),
            entries.change_entry(7, "invalidate", "sign", bytes(32), "bot", AT),
        ]
    ):
        count.take(index, entry)
        assert entries.leaf_hash(entry) == tree.leaf_hash(entry)
    assert count.totals() == {"sign": {"invalidated": 1}}


def test_free_text_of_an_event_is_in_the_record_by_its_hash_only():
    told = observing.sober(
        {"rules_hash": "ab" * 32, "closes_at": "2026-11-25T03:11:40+00:00", "early": True,
         "reason": {"en": "Asked for by Anvar Karimov, anvar@example.uz, +998901234567"},
         "phone": "998901234567", "minutes_added": 5}
    )  # fmt: skip
    text = json.dumps(told)
    assert told["rules_hash"] == "ab" * 32
    assert told["closes_at"].startswith("2026")
    assert not any(word in text for word in ("Anvar", "example.uz", "998901234567"))


def test_every_retry_gets_the_same_receipt():
    first = promises.promise(KEY, ORIGIN, 7, bytes(32), AT)
    assert promises.promise(KEY, ORIGIN, 7, bytes(32), AT) == first
    assert len(first) < 300


@given(st.sampled_from(["\r\n", " \n ", "\n> ", "  ", "\n\n\n"]), st.sampled_from("\u2014\u2013-"))
def test_a_receipt_that_a_mail_program_folded_is_still_genuine(line_break, dash):
    text = promises.promise(KEY, ORIGIN, 7, bytes(32), AT).replace("\u2014", dash)
    receipt = promises.verify(text.replace("\n", line_break), KEY.public_key())
    assert (receipt.process_no, receipt.leaf_hash) == (7, bytes(32))
    assert receipt.at == AT.replace(microsecond=0)


def test_a_receipt_with_any_character_changed_is_worth_nothing():
    text = promises.promise(KEY, ORIGIN, 7, bytes(range(32)), AT)
    for place, letter in enumerate(text):
        if letter.isspace() or letter == "\u2014":
            continue
        other = "A" if letter != "A" else "B"
        with pytest.raises((promises.NotAReceipt, promises.NotGenuine)):
            promises.verify(text[:place] + other + text[place + 1 :], KEY.public_key())


@given(st.text(max_size=300))
def test_any_other_text_is_no_receipt(text):
    with pytest.raises(promises.NotAReceipt):
        promises.verify(text, KEY.public_key())


@pytest.mark.parametrize("part", ["\x00", "\ud800", "x" * 3000, "0" * 19])
def test_strange_characters_in_a_receipt_are_refused(part):
    text = promises.promise(KEY, ORIGIN, 7, bytes(32), AT)
    with pytest.raises((promises.NotAReceipt, promises.NotGenuine)):
        promises.verify(text.replace("example.uz", part), KEY.public_key())


def test_a_promise_for_another_record_is_not_made():
    with pytest.raises(ValueError, match="another record"):
        promises.promise(KEY, "example.uz/ledger/77", 7, bytes(32), AT)
