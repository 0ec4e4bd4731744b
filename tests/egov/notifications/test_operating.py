"""What an operator does with messages that failed or are unknown."""

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan.tests import helpers
from ckanext.egov.notifications import keeping

pytestmark = pytest.mark.usefixtures("outbox")


@pytest.fixture
def message(database):
    from ckan import model

    def put(state="unknown", age="1 hour", key="m"):
        statement = sa.text(
            "INSERT INTO outbox (key, template, channel, language, address, text, state, tries,"
            " finished_at) VALUES (:key, 'greeting', 'email', 'uz', 'reader@example.com', 'x',"
            " :state, 3, now() - CAST(:age AS interval)) RETURNING CAST(message_id AS text)"
        )
        id = model.Session.scalar(statement, {"key": key, "state": state, "age": age})
        model.Session.commit()
        return id

    return put


def row(id):
    from ckan import model

    statement = sa.text("SELECT * FROM outbox WHERE message_id = CAST(:id AS uuid)")
    return model.Session.execute(statement, {"id": id}).one()


def resend(id, reason="The mail server lost it"):
    return helpers.call_action("message_resend", {"user": "admin"}, id=id, reason=reason)


@pytest.mark.parametrize("state", ["unknown", "failed"])
def test_an_administrator_may_send_it_again_with_a_reason(message, state):
    from ckan import model

    id = message(state)
    assert resend(id)["state"] == "queued"
    assert (row(id).state, row(id).tries, row(id).sender) == ("queued", 0, None)
    noted = model.Session.execute(
        sa.text("SELECT action, details FROM audit_record ORDER BY number DESC LIMIT 1")
    ).one()
    assert noted.action == "message_resend"
    assert noted.details["reason"] == "The mail server lost it"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001, "a\x00b"])
def test_without_a_good_reason_it_stays(message, reason):
    id = message()
    with pytest.raises(tk.ValidationError):
        resend(id, reason)
    assert row(id).state == "unknown"


def test_a_message_on_its_way_is_not_sent_again(message):
    with pytest.raises(tk.ValidationError):
        resend(message("queued"))


@pytest.mark.parametrize("id", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_message_that_is_not_there_is_not_found(id):
    with pytest.raises(tk.ObjectNotFound):
        resend(id)


def test_the_list_shows_no_address(message):
    message()
    (shown,) = helpers.call_action("message_list")
    assert shown["can_resend"]
    assert "example" not in str(shown)


@pytest.mark.parametrize("action", ["message_list", "message_resend"])
def test_nobody_else_may(action):
    with pytest.raises(tk.NotAuthorized):
        tk.check_access(action, {"user": "", "ignore_auth": False}, {})


def test_what_could_not_be_sent_is_wiped_after_a_while(message):
    old, new = message(age="40 days", key="old"), message(age="1 day", key="new")
    keeping.wipe()
    assert (row(old).address, row(old).text, row(old).state) == (None, None, "unknown")
    assert row(new).address == "reader@example.com"
    with pytest.raises(tk.ValidationError, match="wiped"):
        resend(old)


def test_the_database_refuses_a_sent_message_that_keeps_its_content(message):
    from ckan import model

    id = message()
    statement = sa.text("UPDATE outbox SET state = 'sent' WHERE message_id = CAST(:id AS uuid)")
    with pytest.raises(sa.exc.IntegrityError):
        model.Session.execute(statement, {"id": id})
    model.Session.rollback()
