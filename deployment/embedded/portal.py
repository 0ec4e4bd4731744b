"""Brings the portal's own state up to date: tables, permissions, administrator, search index.

Runs as a process of its own (`python -m deployment.embedded.portal INI STEP`), because CKAN loads
its settings once a process.
"""

import os
import sys

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app


def migrate() -> None:
    from ckan.cli.db import _migrate_plugins, _run_migrations

    _run_migrations(None, "head")  # pyrefly: ignore
    _migrate_plugins(apply=True)


def ensure_administrator() -> None:
    """The first person: a system administrator whose password is made at the first start."""
    import ckan.model as model
    import ckan.plugins.toolkit as tk

    if model.User.get("admin"):
        return
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    tk.get_action("user_create")(
        {"ignore_auth": True, "user": site_user["name"]},
        {
            "name": "admin",
            "fullname": "Administrator",
            "email": "admin@localhost.localdomain",
            "password": os.environ["EGOV_ADMIN_PASSWORD"],
        },
    )
    user = model.User.get("admin")
    assert user is not None
    user.sysadmin = True
    model.repo.commit()


def rebuild_index() -> None:
    from ckan.lib.search import rebuild
    from ckanext.participation.process import indexing

    rebuild(force=True)
    indexing.reindex()


if __name__ == "__main__":
    flask_app = make_app(CKANConfigLoader(sys.argv[1]).get_config())
    with flask_app._wsgi_app.test_request_context():  # type: ignore[attr-defined]
        for name in sys.argv[2:]:
            {"migrate": migrate, "admin": ensure_administrator, "index": rebuild_index}[name]()
