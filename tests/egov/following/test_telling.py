"""Followers are told once, in their language, at their pace; a hundred thousand hold up nobody."""

import time

import pytest
from ckanext.egov import following
from ckanext.egov.following import digests, spreading
from ckanext.egov.notifications.rendering import speaking

pytestmark = pytest.mark.usefixtures("empty", "templates")
NEWS = {"title": "Yangi javob", "url": "/about"}


@pytest.fixture
def templates(portal, tmp_path):
    # The application that writes messages: CKAN's fixtures may have made others.
    with speaking("en") as app:
        loader = app.jinja_env.loader
    folder = tmp_path / "templates"
    (folder / "notifications").mkdir(parents=True)
    files = {
        "news.subject": "{{ _('Language') }}: {{ title }}",
        "news.txt": '{% extends "notifications/base.txt" %}{% block body %}{{ url }}{% endblock %}',
        "news.html": '{% extends "notifications/base.html" %}',
    }
    for name, content in files.items():
        (folder / "notifications" / name).write_text(content)
    loader.searchpath.insert(0, str(folder))
    yield
    loader.searchpath.remove(str(folder))


@pytest.fixture
def followers(sql):
    def add(count, pace="at_once", language="uz", subject="7", first=0):
        sql(
            "INSERT INTO follow (subject_type, subject_id, address, language, pace)"
            " SELECT 'process', :subject, 'reader' || n || '@example.com', :language, :pace"
            " FROM generate_series(:first, :first + :count - 1) AS n",
            subject=subject, language=language, pace=pace, first=first, count=count,
        )  # fmt: skip

    return add


def tell(key="answer:1", subject="7"):
    from ckan import model

    count = following.tell("process", subject, "news", NEWS, key)
    model.Session.commit()
    return count


def test_each_follower_is_told_in_the_language_they_read(followers, mails):
    followers(1, language="uz")
    followers(1, language="en", first=1)
    assert tell() == 2
    spreading.spread()
    assert {(mail.address, mail.subject) for mail in mails()} == {
        ("reader0@example.com", "Til: Yangi javob"),
        ("reader1@example.com", "Language: Yangi javob"),
    }


def test_each_message_stops_its_own_follow_only(followers, mails):
    followers(2)
    tell()
    spreading.spread()
    links = [mail.headers["List-Unsubscribe"].strip("<>") for mail in mails()]
    assert len(set(links)) == 2
    for mail, link in zip(mails(), links, strict=True):
        assert link in mail.text
        assert link in mail.html
        assert "PLACE-OF" not in mail.text + mail.html


def test_the_same_key_is_told_once_and_a_second_run_tells_nobody_twice(followers, mails):
    followers(3)
    tell()
    tell()
    spreading.spread()
    spreading.spread()
    assert len(mails()) == 3


def test_a_run_that_was_killed_goes_on_where_it_was(followers, mails, sql, monkeypatch):
    monkeypatch.setattr(spreading, "BATCH", 2)
    followers(5)
    tell()
    real, batches = spreading.queueing.put, []

    def die_at_the_second(rows):
        batches.append(rows)
        if len(batches) == 2:
            raise KeyboardInterrupt
        real(rows)

    monkeypatch.setattr(spreading.queueing, "put", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        spreading.spread()
    from ckan import model

    model.Session.rollback()
    monkeypatch.setattr(spreading.queueing, "put", real)
    spreading.spread()
    assert sorted(mail.address for mail in mails()) == [f"reader{n}@example.com" for n in range(5)]


def test_who_began_to_follow_later_is_not_told_of_what_was_before(followers, mails):
    tell()
    followers(1)
    spreading.spread()
    assert mails() == []


def test_what_is_rolled_back_is_told_to_nobody(followers, mails):
    from ckan import model

    followers(1)
    following.tell("process", "7", "news", NEWS, "answer:1")
    model.Session.rollback()
    spreading.spread()
    assert mails() == []


def test_a_digest_gathers_what_was_told_since_the_last_one(followers, mails):
    followers(1, pace="daily")
    followers(1, pace="daily", subject="8")
    tell("a")
    tell("b")
    tell("c", subject="8")
    spreading.spread()
    digests.daily()
    (mail,) = mails()
    assert mail.text.count("Til: Yangi javob") == 3
    assert "http://test.ckan.net/about" in mail.text
    assert "List-Unsubscribe" in mail.headers


def test_there_is_no_empty_digest_and_nothing_twice(followers, mails):
    followers(1, pace="weekly")
    digests.weekly()
    assert mails() == []
    tell("a")
    digests.weekly()
    digests.weekly()
    digests.daily()
    assert len(mails()) == 1
    tell("b")
    digests.weekly()
    assert len(mails()) == 2
    assert mails()[-1].text.count("Til: Yangi javob") == 1


def test_a_digest_stops_all_that_it_gathers(followers, sql, portal):
    followers(1, pace="daily")
    followers(1, pace="daily", subject="8")
    followers(1, pace="weekly", subject="9")
    tell()
    digests.daily()
    (headers,) = sql("SELECT headers FROM outbox")[0]
    path = headers["List-Unsubscribe"].strip("<>").removeprefix("http://test.ckan.net")
    assert "what you follow" in portal.get(path).text
    portal.post(path, status=200)
    assert sql("SELECT pace FROM follow") == [("weekly",)]


def test_ten_thousand_followers_hold_up_no_request(followers, sql):
    followers(10_000)
    started = time.monotonic()
    assert tell() == 10_000
    request = time.monotonic() - started
    spreading.spread()
    assert sql("SELECT count(*) FROM outbox") == [(10_000,)]
    assert request < (time.monotonic() - started) / 5
