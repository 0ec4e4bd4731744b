"""Cubes: sums of budgets that never count money twice."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.budgets.cube import actions, auth


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.config_declarations
class CubePlugin(p.SingletonPlugin):
    """The actions `budget_aggregate`, `budget_facts` and `budget_members`."""
