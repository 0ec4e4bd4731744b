"""What the tests of answers share: a kind of thing that can be owed an answer, and a body."""

import itertools

import ckan.plugins as p
import pytest
from ckanext.egov.answers import AnsweredKind, IAnswers

NUMBERS = itertools.count(1_000_000)
"""Far from the numbers of processes: other tests owe answers about those, of the same kind."""


class TryAnswers(p.SingletonPlugin):
    """Things of the kind `try`, which can be owed an answer."""

    p.implements(IAnswers, inherit=True)


@pytest.fixture(scope="module")
def answered(database):
    """What the kind `try` heard, as (number of the thing, what happened)."""
    from ckanext.egov.answers import describing, kinds

    heard = []
    kind = AnsweredKind(
        title=lambda: "Try",
        url=lambda object_id: f"/try/{object_id}",
        label=lambda object_id: {"en": f"Thing {object_id}"},
        on_change=lambda object_id, what: heard.append((object_id, what)),
    )
    known = kinds.kinds
    with pytest.MonkeyPatch.context() as patch:
        for module in (kinds, describing):
            patch.setattr(module, "kinds", lambda: {**known(), "try": kind})
        yield heard


@pytest.fixture(scope="module")
def body(database):
    """A body with an official who answers for it."""
    from ckan.tests import factories

    number = next(NUMBERS)
    official = factories.User(name=f"official-{number}", email=f"official-{number}@example.uz")
    return factories.Organization(
        name=f"answering-{number}",
        users=[{"name": official["name"], "capacity": "editor"}],
    ) | {"official": official["name"]}


@pytest.fixture
def owe(answered, body):
    """Make something be owed: its number."""
    from ckan import model
    from ckanext.egov import answers

    def make(acknowledge_days=3, answer_days=15):
        thing = f"{next(NUMBERS)}"
        days = {"acknowledge_days": acknowledge_days, "answer_days": answer_days}
        made = answers.owe("try", thing, body["id"], **days)
        model.Session.commit()
        return made

    return make


@pytest.fixture
def back_date():
    """Let something have been owed for so many days."""
    import sqlalchemy as sa
    from ckan import model

    def shift(obligation_id, days):
        model.Session.execute(
            sa.text(
                "UPDATE egov_obligation SET owed_at = owed_at - make_interval(days => :days),"
                " acknowledge_by = acknowledge_by - :days, answer_by = answer_by - :days"
                " WHERE obligation_id = :id"
            ),
            {"days": days, "id": obligation_id},
        )
        model.Session.commit()

    return shift
