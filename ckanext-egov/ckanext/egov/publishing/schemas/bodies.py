"""Which body stands under which: validator, actions that keep CKAN's own hierarchy, look-ups."""

from __future__ import annotations

import json
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.types import Action, Context, DataDict, FlattenDataDict, FlattenErrorDict, FlattenKey
from ckanext.egov.publishing.schemas import rules

KIND = "organization"


def egov_parent(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Accept the name or id of another body that does not stand under this one; keep its id."""
    parent = _organization(data[key])
    body: Any = context.get("group")
    if parent is None:
        errors[key].append(tk._("There is no body “{name}”.").format(name=data[key]))
    elif body and rules.makes_cycle(parents(), body.id, parent.id):
        errors[key].append(
            tk._("“{name}” stands under this body, so it cannot stand above it.").format(
                name=parent.title
            )
        )
    else:
        data[key] = parent.id


@tk.chained_action
def organization_create(original_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Create a body; `parent` (name or id) also becomes its group in CKAN's own hierarchy."""
    return original_action(context, _with_groups(data_dict))


@tk.chained_action
def organization_update(original_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Update a body; `parent` (name or id) also becomes its group in CKAN's own hierarchy."""
    return original_action(context, _with_groups(data_dict))


def parents() -> dict[Any, Any]:
    """The id of the body above each body."""
    rows = (
        model.Session.query(model.Member.group_id, model.Member.table_id)
        .join(model.Group, model.Group.id == model.Member.group_id)
        .filter(
            model.Member.table_name == "group",
            model.Member.state == "active",
            model.Group.type == KIND,
        )
    )
    return {row.group_id: row.table_id for row in rows}


def above(body_id: str) -> dict[str, Any] | None:
    """The body above, or None."""
    body = model.Group.get(body_id)
    found = body.get_parent_groups(KIND) if body else []
    return _described(found[0]) if found else None


def below(body_id: str) -> list[dict[str, Any]]:
    """The bodies right under this one, by name."""
    body = model.Group.get(body_id)
    if body is None:
        return []
    rows = [row for row in body.get_children_group_hierarchy(KIND) if row.parent_id == body.id]
    found = (model.Group.get(row.id) for row in rows)
    return sorted((_described(group) for group in found if group), key=lambda row: row["name"])


def possible_parents() -> list[dict[str, Any]]:
    """All bodies that can be chosen as parent."""
    query = model.Session.query(model.Group).filter_by(type=KIND, state="active")
    return [_described(group) for group in query.order_by(model.Group.name)]


def _with_groups(data_dict: DataDict) -> DataDict:
    """The parent as CKAN's `groups`; a client that only knows `groups` sets the parent by it."""
    if "parent" in data_dict:
        parent = _organization(data_dict["parent"])
        return data_dict | {"groups": [{"name": parent.name}] if parent else []}
    groups = data_dict.get("groups") or []
    first = (groups[0].get("name") or groups[0].get("id")) if groups else None
    return data_dict | {"parent": first} if first else data_dict


def _organization(name_or_id: Any) -> Any:
    group = model.Group.get(str(name_or_id)) if name_or_id else None
    return group if group and group.is_organization and group.state == "active" else None


def _described(group: Any) -> dict[str, Any]:
    titles = group.extras.get("title_translated")
    return {
        "id": group.id,
        "name": group.name,
        "title": group.title,
        "title_translated": json.loads(titles) if titles else {},
    }
