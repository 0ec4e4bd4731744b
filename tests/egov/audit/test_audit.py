"""The record only grows, and every change in it shows."""

import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.lib.helpers import url_for
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckanext.egov import audit
from ckanext.egov.audit import chain, reading
from ckanext.egov.audit.model import HEAD, RECORD
from hypothesis import given
from hypothesis import strategies as st

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def lines(number):
    made, previous = [], chain.START
    for count in range(1, number + 1):
        line = chain.Line(count, AT, "nodira", "approve", "petition", str(count), {"reason": "ok"})
        made.append((line, previous, chain.line_hash(previous, line)))
        previous = made[-1][2]
    return made, (number, previous)


class TestChain:
    def test_an_untouched_chain_holds(self):
        made, head = lines(5)
        assert chain.first_break(made, head) == (5, None)

    def test_an_empty_record_holds(self):
        assert chain.first_break([], (0, chain.START)) == (0, None)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("actor", "other"), ("action", "reject"), ("object_id", "9"), ("details", {}),
         ("object_type", "x"), ("at", datetime(2026, 3, 2, tzinfo=UTC))],
    )  # fmt: skip
    def test_a_changed_field_shows(self, field, value):
        made, head = lines(5)
        line, previous, hash_ = made[2]
        made[2] = (chain.Line(**(vars(line) | {field: value})), previous, hash_)
        assert chain.first_break(made, head)[1] == chain.Break(3, "hash")

    @given(st.integers(0, 4))
    def test_a_removed_line_shows(self, gone):
        made, head = lines(5)
        del made[gone]
        assert chain.first_break(made, head)[1] is not None

    def test_a_swapped_pair_shows(self):
        made, head = lines(5)
        made[1], made[2] = made[2], made[1]
        assert chain.first_break(made, head)[1] == chain.Break(2, "number")

    @given(st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5,
    ))  # fmt: skip
    def test_what_is_plain_stays_plain(self, value):
        once = chain.plain(value)
        assert chain.plain(once) == once
        assert "\x00" not in repr(once).replace("\\x00", "\x00")


@pytest.fixture
def record(database):
    """The record as earlier tests left it; its lines cannot be removed."""
    model.Session.rollback()
    yield
    model.Session.rollback()


@pytest.mark.usefixtures("record")
class TestRecord:
    def test_a_line_is_stored_with_the_act_or_not_at_all(self):
        before = reading.head()
        audit.record("nodira", "approve", "petition", "7")
        model.Session.rollback()
        assert reading.head() == before

    def test_what_was_recorded_is_read_back_and_holds(self):
        odd = {"reason": "a\x00b\ud800", "share": 0.5, "list": [1, None], "when": AT}
        audit.record("nodira", "approve", "petition", "7", odd)
        model.Session.commit()
        newest = reading.lines({}, 1)[0]
        assert (newest["actor"], newest["object_id"]) == ("nodira", "7")
        assert newest["details"]["share"] == "0.5"
        assert reading.verify()[1] is None

    @pytest.mark.parametrize(
        "statement",
        [
            sa.update(RECORD).values(actor="nobody"),
            sa.delete(RECORD),
            sa.text("TRUNCATE audit_record"),
            sa.delete(HEAD),
            sa.text("TRUNCATE audit_head"),
            sa.update(HEAD).values(number=1),
            sa.update(HEAD).values(number=HEAD.c.number + 1, hash=b"0" * 32),
        ],
        ids=str,
    )
    def test_the_database_refuses_to_change_it(self, statement):
        audit.record("nodira", "approve", "petition", "7")
        model.Session.commit()
        with pytest.raises(sa.exc.DBAPIError):
            model.Session.execute(statement)

    def test_a_change_behind_the_triggers_shows(self):
        audit.record("nodira", "approve", "petition", "8")
        model.Session.flush()
        number = reading.head()[0]
        model.Session.execute(sa.text("ALTER TABLE audit_record DISABLE TRIGGER ALL"))
        model.Session.execute(
            sa.update(RECORD).where(RECORD.c.number == number).values(actor="somebody")
        )
        assert reading.verify()[1] == chain.Break(number, "hash")

    def test_officials_who_act_at_once_make_one_chain(self):
        before = reading.head()[0]
        model.Session.rollback()

        def act(name):
            for _ in range(10):
                audit.record(name, "approve", "petition", "1")
                model.Session.commit()
            model.Session.remove()

        threads = [threading.Thread(target=act, args=(f"official-{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert reading.head()[0] == before + 40
        assert reading.verify()[1] is None

    def test_a_record_that_was_written_anew_lacks_the_noted_fingerprint(self):
        audit.record("nodira", "approve", "petition", "7")
        model.Session.commit()
        number, hash_ = reading.head()
        verify = tk.get_action("audit_verify")
        good = verify({"ignore_auth": True}, {"number": number, "hash": hash_.hex()})
        other = verify({"ignore_auth": True}, {"number": number, "hash": "00" * 32})
        assert (good["holds"], other["holds"], other["reason"]) == (True, False, "noted")


def headers(user):
    return {"Authorization": factories.APIToken(user=user["name"])["token"]}


class TestPage:
    def test_others_are_told_whom_it_is_for(self, portal, database):
        page = portal.get("/audit", status=403)
        assert "This record is for auditors" in page.body

    def test_an_auditor_reads_and_checks_it(self, portal, database):
        auditor = factories.User()
        tk.get_action("official_duty_grant")(
            {"ignore_auth": True, "user": "boss"}, {"user": auditor["name"], "duty": "auditor"}
        )
        page = portal.get("/audit", headers=headers(auditor))
        assert auditor["name"] in page.body
        assert "duty_grant" in page.body
        checked = portal.post("/audit/check", headers=headers(auditor), data={})
        assert "The record is whole" in checked.body

    def test_a_wrong_number_comes_back_with_words(self, portal, database):
        boss = factories.Sysadmin()
        page = portal.get(url_for("audit.lines", before="<x>"), headers=headers(boss), status=400)
        assert "&lt;x&gt;” is not the number of a line" in page.body
