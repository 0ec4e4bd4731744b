"""An empty outbox, and templates that a test brings along."""

from pathlib import Path

import pytest


@pytest.fixture
def outbox(database):
    """Begin and end with nothing to send."""
    import sqlalchemy as sa
    from ckan import model

    def empty():
        model.Session.rollback()
        model.Session.execute(sa.text("DELETE FROM outbox"))
        model.Session.commit()

    empty()
    yield
    empty()


@pytest.fixture
def write_templates(portal, tmp_path: Path):
    """Let a test's own templates be found, for this test only."""
    from ckanext.egov.notifications.rendering import speaking

    # The application that writes messages: CKAN's fixtures may have made others.
    with speaking("en") as app:
        loader = app.jinja_env.loader
    folder = tmp_path / "templates"
    loader.searchpath.insert(0, str(folder))

    def write(files: dict[str, str]) -> None:
        (folder / "notifications").mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / "notifications" / name).write_text(content)

    yield write
    loader.searchpath.remove(str(folder))
