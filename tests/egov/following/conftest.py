"""Empty tables of following, and what a reader finds in the mail."""

import re

import pytest


@pytest.fixture
def empty(database):
    import sqlalchemy as sa
    from ckan import model

    def clear():
        model.Session.rollback()
        for table in ("outbox", "follow", "follow_request", "follow_news", "confirmation"):
            model.Session.execute(sa.text(f"DELETE FROM {table}"))
        model.Session.commit()

    clear()
    yield
    clear()


@pytest.fixture
def sql(database):
    import sqlalchemy as sa
    from ckan import model

    def run(statement: str, **values):
        result = model.Session.execute(sa.text(statement), values)
        rows = result.all() if result.returns_rows else []
        model.Session.commit()
        return rows

    return run


@pytest.fixture
def mails(sql):
    """Messages that wait, the newest last."""
    import sqlalchemy as sa
    from ckan import model
    from ckanext.egov.notifications.model import Message

    ordered = sa.select(Message).order_by(Message.queued_at, Message.key)
    return lambda: model.Session.scalars(ordered.execution_options(populate_existing=True)).all()


@pytest.fixture
def codes(mails):
    """Token and code of the newest message."""

    def read() -> tuple[str, str]:
        text = mails()[-1].text
        token = re.search(r"#([0-9A-Z-]{19})", text)
        code = re.search(r"\b(\d{6})\b", text)
        assert token
        assert code
        return token.group(1), code.group(1)

    return read
