"""Who may call which action of budgets. An action that stands in neither list fails the test."""

from typing import Any

import ckan.plugins as p
import pytest
from ckan.plugins import toolkit as tk

FOR_EVERYBODY = {
    "budget_aggregate", "budget_check_show", "budget_datapackage_show", "budget_facts",
    "budget_members",
}  # fmt: skip
FOR_PUBLISHERS = {
    "budget_draft_create", "budget_draft_delete", "budget_draft_list", "budget_draft_publish",
    "budget_draft_show", "budget_draft_update",
}  # fmt: skip
"""`tests/budgets/publishing` has who of them may do what."""

ROOMS = ("ckanext.budgets.cube", "ckanext.budgets.package", "ckanext.budgets.publishing")


def test_every_action_is_for_somebody(portal):
    plugins = p.PluginImplementations(p.IActions)
    ours = [each for each in plugins if type(each).__module__.startswith(ROOMS)]
    found = {name for plugin in ours for name in plugin.get_actions()}
    assert found == FOR_EVERYBODY | FOR_PUBLISHERS


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("action", sorted(FOR_PUBLISHERS))
def test_who_has_not_logged_in_publishes_nothing(portal, action):
    context: Any = {"user": "", "auth_user_obj": None}
    with portal.flask_app.test_request_context(), pytest.raises(tk.NotAuthorized):
        tk.check_access(action, context, {"id": "x", "body": "x"})


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("action", sorted(FOR_EVERYBODY))
@pytest.mark.parametrize("given", [{}, {"id": ""}, {"id": "no-such"}, {"id": ["x"]}, {"id": 7}])
def test_what_is_asked_badly_is_refused_and_not_broken(portal, action, given):
    context: Any = {"user": "", "auth_user_obj": None}
    with (
        portal.flask_app.test_request_context(),
        pytest.raises((tk.ValidationError, tk.ObjectNotFound)),
    ):
        tk.get_action(action)(context, dict(given))
