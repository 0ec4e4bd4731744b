"""Loading of files into typed DataStore tables.

Why not ckanext-xloader: its fast way stores every column as text (numbers then sort as
words and dates cannot be compared), guesses windows-1251 from too little, empties the old
table before the new one is there, and needs close to a minute for a million rows. Here
DuckDB reads and types the file and PostgreSQL's COPY writes it: typed, in a fraction of the
time, and readers see the old table until the new one takes its place in one transaction.
The places where a loader hooks into CKAN stay the same: a changed resource queues a job.

Cells that begin like a formula (=, +, -, @) are stored and dumped exactly as they are: a mark
put before them would change the data for every program that reads them (telephone numbers,
negative values), and typed columns cannot hold formulas at all. The report of the load names
the columns that have such cells, so that their publisher looks at them.
"""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import actions, auth, helpers, model, resume, submit, views

log = logging.getLogger(__name__)


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints(views)
@tk.blanket.config_declarations
@tk.blanket.helpers(helpers)
class LoadingPlugin(p.SingletonPlugin):
    """Queues a load when the file of a resource is new."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IResourceController, inherit=True)
    p.implements(p.ISignal)

    def update_config(self, config: Any) -> None:
        """Templates and the small script-free assets."""
        tk.add_template_directory(config, "templates")

    def configure(self, config: Any) -> None:
        """A worker that starts looks for loads that died with the one before it."""
        resume.when_worker_starts()

    def after_resource_delete(self, context: Any, resources: list[dict[str, Any]]) -> None:
        """A removed resource needs no record of its load."""
        for resource in {item.id for item in context["package"].resources_all} - {
            item["id"] for item in resources
        }:
            model.forget(resource)

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        """After a dataset is stored: by then the worker finds the resource in the database.

        `resource_create`, `resource_update` and the patches all end in these two actions; the
        hooks of IResourceController run before the commit, or not at all for resources that
        come with their dataset.
        """
        return {
            tk.signals.action_succeeded: [
                {"sender": name, "receiver": _dataset_stored}
                for name in ("package_create", "package_update")
            ]
        }


def _dataset_stored(
    action: str, context: Any, data_dict: dict[str, Any], result: Any, **_: Any
) -> None:
    if context.get("defer_commit"):
        return
    try:
        submit.submit_changed(result if isinstance(result, str) else result["id"])
    except Exception:
        # The dataset is stored: a queue that is down must not make that look like a failure.
        log.exception("No load was queued for dataset %s", data_dict.get("name"))
