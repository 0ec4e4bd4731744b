"""Sealed names and addresses: readable with one small file, by nobody without it."""

import os
import stat
from datetime import date, datetime, time, timedelta

import pytest
from ckanext.egov.keys import config, personal, sealing
from ckanext.egov.keys import months as months_room
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "folder", lambda: tmp_path / "keys")
    return tmp_path / "keys"


@settings(max_examples=25)
@given(st.text(min_size=1))
def test_what_was_sealed_is_read_again(tmp_path_factory, text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    keys = sealing.Keys(tmp_path_factory.getbasetemp() / "sealing")
    assert keys.unseal("one", "name", keys.seal("one", "name", text)) == text


def test_the_same_text_is_never_stored_twice_alike(folder):
    assert personal.seal(7, "name", "Oygul") != personal.seal(7, "name", "Oygul")


@pytest.mark.parametrize("text", ["", None])
def test_nothing_is_stored_as_nothing(folder, text):
    assert personal.seal(7, "name", text) is None
    assert personal.unseal(7, "name", None) is None
    assert not folder.exists()


def test_it_opens_with_the_key_and_in_the_column_it_was_sealed_for(folder):
    sealed = personal.seal(7, "name", "Oygul")
    personal.seal(8, "name", "Olim")
    assert personal.unseal(8, "name", sealed) is None
    assert personal.unseal(7, "email", sealed) is None
    assert personal.opener(7)("name", memoryview(sealed)) == "Oygul"


@pytest.mark.parametrize("place", [0, 5, 12, 15, -1])
def test_a_changed_byte_opens_nothing(folder, place):
    sealed = bytearray(personal.seal(7, "name", "Oygul"))
    sealed[place] ^= 1
    assert personal.unseal(7, "name", bytes(sealed)) is None
    assert personal.unseal(7, "name", bytes(sealed[:5])) is None


def test_only_the_portal_reads_the_keys(folder):
    personal.seal(7, "name", "Oygul")
    assert stat.S_IMODE((folder / "process-7.people").stat().st_mode) == 0o600


def test_what_was_forgotten_stays_so(folder):
    sealed = personal.seal(7, "name", "Oygul")
    held = (folder / "process-7.people").read_bytes()
    os.link(folder / "process-7.people", folder / "still-linked")
    personal.forget(7)
    personal.forget(7)
    assert held not in (folder / "still-linked").read_bytes()
    assert personal.unseal(7, "name", sealed) is None
    assert not personal.is_kept(7)
    with pytest.raises(sealing.KeyGone):
        personal.seal(7, "name", "Oygul")


def test_the_key_of_a_month_goes_when_the_month_is_long_over(folder):
    months = personal.months()
    sealed = months.seal("name", "Oygul")
    month = sealed[: len("2026-11")].decode()
    assert months.forget(date.fromisoformat(f"{month}-28")) == []
    assert months.unseal("name", sealed) == "Oygul"
    assert months.forget(date(2999, 1, 1)) == [f"month-{month}"]
    assert months.unseal("name", sealed) is None


@pytest.mark.parametrize("sealed", [b"", b"x", b"2026-11", b"../../x" + bytes(40)])
def test_what_was_never_sealed_opens_nothing(folder, sealed):
    assert personal.months().unseal("name", sealed) is None


@pytest.mark.parametrize("text", ["Oygul", "sealed:Oygul", "", None])
def test_a_column_of_texts_holds_sealed_texts(folder, text):
    months = personal.months()
    stored = months.seal_text("text", text)
    assert not text or text not in stored
    assert months.unseal_text("text", stored) == text


def test_a_text_from_before_is_read_as_it_is(folder):
    assert personal.months().unseal_text("text", "Oygul") == "Oygul"


@pytest.mark.parametrize("today", [date(2026, 12, 1), date(2027, 1, 31), date(2028, 3, 1)])
def test_last_month_is_still_found_and_the_one_before_is_not(folder, monkeypatch, today):
    def on(day):
        monkeypatch.setattr(months_room, "datetime", FixedClock(day))
        return personal.months().hashes(b"10.0.0.0/24")

    last = on(today.replace(day=1) - timedelta(days=1))
    now = on(today)
    assert now[0] != last[0]
    assert now[1] == last[0]
    later = on(today + timedelta(days=62))
    assert last[0] not in later


class FixedClock:
    """A clock that stands on one day."""

    def __init__(self, day):
        self.day = day

    def now(self, zone):
        return datetime.combine(self.day, time(12), zone)
