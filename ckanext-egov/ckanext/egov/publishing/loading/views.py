"""The page that shows how the load of a resource goes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from .model import STEPS

egov_loading = Blueprint("egov_loading", __name__)
PAGE = "/dataset/<id>/resource/<resource_id>/load"
Reply = str | Response | tuple[str, int]


def _parts(id: str, resource_id: str) -> dict[str, Any]:
    """What both pages show; refuses like the resource's own page."""
    try:
        resource = tk.get_action("resource_show")({}, {"id": resource_id})
        package = tk.get_action("package_show")({}, {"id": id})
        status = tk.get_action("resource_load_status")({}, {"id": resource_id})
    except tk.ObjectNotFound:
        tk.abort(404, tk._("Resource not found"))
    except tk.NotAuthorized:
        tk.abort(403, tk._("You may not see this resource."))
    if resource["package_id"] != package["id"]:
        tk.abort(404, tk._("Resource not found"))
    return {"resource": resource, "pkg_dict": package, "status": status, "steps": STEPS}


@egov_loading.route(PAGE)
def show(id: str, resource_id: str) -> Reply:
    """The steps, how far they are, and what went wrong."""
    return tk.render("egov_loading/show.html", _parts(id, resource_id))


@egov_loading.route(f"{PAGE}/status")
def part(id: str, resource_id: str) -> Reply:
    """The part of the page that changes, for htmx."""
    return tk.render("egov_loading/snippets/status.html", _parts(id, resource_id))


@egov_loading.route(PAGE, methods=["POST"])
def again(id: str, resource_id: str) -> Reply:
    """Load again."""
    keep_types = tk.request.form.get("types") != "file"
    try:
        tk.get_action("resource_load")({}, {"id": resource_id, "keep_types": keep_types})
    except tk.NotAuthorized:
        tk.abort(403, tk._("You may not load this resource."))
    except tk.ObjectNotFound:
        tk.abort(404, tk._("Resource not found"))
    except tk.ValidationError as error:
        tk.h.flash_error("; ".join(error.error_summary.values()))
        page = tk.render("egov_loading/show.html", _parts(id, resource_id))
        return page, 400
    return tk.redirect_to("egov_loading.show", id=id, resource_id=resource_id)
