"""What is queued: in the reader's language, in the caller's transaction, once."""

import pytest
import sqlalchemy as sa
from ckanext.egov import notifications
from ckanext.egov.notifications import Recipient
from ckanext.egov.notifications.model import Message

pytestmark = pytest.mark.usefixtures("outbox")

TEMPLATES = {
    "greeting.subject": "{{ title }}",
    "greeting.txt": (
        '{% extends "notifications/base.txt" %}'
        "{% block body %}{{ _('Language') }}: {{ title }} {{ code }} {{ url }}{% endblock %}"
    ),
    "greeting.html": (
        '{% extends "notifications/base.html" %}'
        '{% import "notifications/parts.html" as parts %}'
        "{% block heading %}{{ title }}{% endblock %}"
        "{% block body %}{{ parts.button(url, _('Language')) }}{{ parts.code(code) }}{% endblock %}"
    ),
}
READER = Recipient("email", "reader@example.com", "uz")


@pytest.fixture(autouse=True)
def templates(write_templates):
    write_templates(TEMPLATES)


@pytest.fixture
def session(database):
    from ckan import model

    yield model.Session
    model.Session.rollback()


def greet(to=READER, key="greeting:1", title="Salom", **more):
    notifications.queue(
        "greeting", to, {"title": title, "url": "/about"}, key=key,
        secrets={"code": "123456"}, **more,
    )  # fmt: skip


def only_message(session):
    return session.scalars(sa.select(Message)).one()


def test_a_message_is_written_in_the_readers_language(session):
    greet()
    message = only_message(session)
    assert message.state == "queued"
    assert "Til: Salom 123456" in message.text
    assert 'lang="uz"' in message.html
    assert "http://test.ckan.net/uz/about" in message.text or "/about" in message.text


def test_a_language_that_is_not_offered_falls_back_to_the_portals_own(session):
    greet(Recipient("email", "reader@example.com", "xx"))
    assert "Language: Salom" in only_message(session).text


def test_the_same_key_twice_is_one_message(session):
    greet()
    greet(title="Again")
    assert only_message(session).subject == "Salom"


def test_what_is_rolled_back_was_never_said(session):
    greet()
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Message)) == 0


def test_the_caller_commits(session):
    greet()
    with session.get_bind().connect() as other:
        assert other.scalar(sa.text("SELECT count(*) FROM outbox")) == 0


def test_a_title_cannot_write_a_header_or_a_link(session):
    greet(title="Hello\r\nBcc: all@example.com https://evil.uz\u202e")
    message = only_message(session)
    assert message.subject == "Hello Bcc: all@example[.]com [https:]//evil[.]uz"
    assert "\u202e" not in message.html


def test_html_in_a_title_is_shown_and_not_run(session):
    greet(title="<script>alert(1)</script> & co")
    message = only_message(session)
    assert "<script>" not in message.html
    assert "<script>alert(1)</script> & co" in message.text


def test_a_link_that_leads_elsewhere_is_refused(session):
    for url in ("https://evil.uz/", "http://test.ckan.net.evil.uz/", "//evil.uz/"):
        with pytest.raises(ValueError, match="does not lead to this portal"):
            notifications.queue("greeting", READER, {"title": "", "url": url}, key="x")


def test_an_sms_is_text_only(session):
    greet(Recipient("phone", "+998901234567", "en"))
    message = only_message(session)
    assert (message.subject, message.html) == ("", None)


def test_a_message_of_a_list_can_be_stopped_with_one_click(session):
    greet(list_key="follow:5a3f")
    message = only_message(session)
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message.headers["List-Unsubscribe"].strip("<>")
    assert link.startswith("http://test.ckan.net/unsubscribe/")
    assert link in message.text
    assert link in message.html
    assert "5a3f" not in link


def test_codes_go_before_news(session):
    greet(key="news", list_key="follow:5a3f")
    greet(key="code")
    found = session.execute(sa.select(Message.key).order_by(Message.priority)).scalars()
    assert list(found) == ["code", "news"]
