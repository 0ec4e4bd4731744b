"""The page of a preview: its address says all that is shown, so it can be shared."""

import csv
import io
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.preview.page import look
from flask import Blueprint, Response, make_response

egov_preview = Blueprint("egov_preview", __name__)


@egov_preview.route("/dataset/<id>/resource/<resource_id>/preview")
def show(id: str, resource_id: str) -> Response:
    """Show a table, a chart or a map of a resource."""
    try:
        package = tk.get_action("package_show")({}, {"id": id})
        resource = tk.get_action("resource_show")({}, {"id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Resource not found"))
    if resource["package_id"] != package["id"]:
        return tk.abort(404, tk._("Resource not found"))
    try:
        found = look(package, resource, tk.request.args.getlist)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("This resource has no table"))
    if not found.show:
        return tk.abort(404, tk._("This resource has no preview"))
    if tk.request.args.get("format") == "csv" and found.panel.get("chart"):
        return _chart_csv(resource_id, found.panel)
    extra = {"pkg_dict": package, "package": package, "resource": resource, "look": found}
    is_part = tk.request.headers.get("HX-Request") == "true"
    template = "egov_preview/panel.html" if is_part else "egov_preview/show.html"
    reply = make_response(tk.render(template, extra), found.status)
    reply.vary.add("HX-Request")
    return reply


def _chart_csv(resource_id: str, panel: dict[str, Any]) -> Response:
    chart = panel["chart"]
    text = io.StringIO()
    rows = csv.writer(text)
    names = [row.name or panel["value_title"] for row in chart.series]
    rows.writerow([panel["category_title"], *names])
    for place, category in enumerate(chart.categories):
        rows.writerow([category, *(row.values[place] for row in chart.series)])
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{resource_id}-chart.csv"'},
    )
