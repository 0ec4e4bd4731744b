"""What tests of accounts share."""

import threading

import pytest


@pytest.fixture
def tables(database):
    """The tables of accounts, empty, and no transaction left open."""
    import sqlalchemy as sa
    from ckan import model
    from ckanext.egov.accounts import model as tables

    model.Session.rollback()
    for table in (
        tables.Confirmation,
        tables.Attempt,
        tables.AccountSession,
        tables.SecondFactor,
        tables.RecoveryCode,
        tables.OfficialDuty,
    ):
        model.Session.execute(sa.delete(table))
    model.Session.commit()
    yield
    model.Session.rollback()


@pytest.fixture
def at_once(tables):
    """Run something in many threads that start together; what each returned or raised."""
    from ckan import model

    def run(number, what):
        barrier, results = threading.Barrier(number), []

        def one(index):
            barrier.wait()
            try:
                results.append(what(index))
            except Exception as error:
                results.append(error)
            finally:
                model.Session.remove()

        threads = [threading.Thread(target=one, args=(index,)) for index in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run


@pytest.fixture
def log_in(portal, tables):
    """Log a user in by the page, as people do; the client keeps the cookies."""

    def log_in(user, client=None, **headers):
        client = client or portal.flask_app.test_client()
        sent = {"login": user["name"], "password": user["password"]}
        client.reply = client.post("/user/login", data=sent, headers=headers)
        return client

    return log_in


@pytest.fixture
def person():
    """Makes users with a password that is known."""
    from ckan.tests import factories

    def make(**values):
        return factories.User(password="Correct-Horse-1", **values) | {
            "password": "Correct-Horse-1"
        }

    return make
