"""API actions behind the preview: a page of a table, the numbers of a chart, a list of shapes."""

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov.publishing.preview import config, messages
from ckanext.egov.publishing.preview.chart import chart_numbers
from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.features import BadGeoJSON
from ckanext.egov.publishing.preview.question import (
    Message,
    Question,
    by_id,
    read_chart_question,
    read_question,
)
from ckanext.egov.publishing.preview.schema import parameters
from ckanext.egov.publishing.preview.source import columns_of, layer_of, problem_text
from ckanext.egov.publishing.preview.table import Table

__all__ = ["resource_chart_show", "resource_map_show", "resource_table_show"]


def _resource_id(data_dict: DataDict) -> str:
    return str(tk.get_or_bust(dict(data_dict), "id"))


def _refuse(errors: list[Message]) -> None:
    if errors:
        raise tk.ValidationError({"query": [messages.text(error) for error in errors]})


def _column_rows(columns: list[Column]) -> list[dict[str, Any]]:
    return [
        {"id": column.id, "type": column.type, "label": column.label, "unit": column.unit}
        for column in columns
    ]


@tk.side_effect_free
def resource_table_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a page of a resource's table.

    :param id: resource id
    :param filters: list of `{"column", "is", "value"}`; `is` is one of eq, gt, gte, lt, lte,
        words (optional)
    :param q: words to look for in all columns (optional)
    :param sort: id of a column (optional: the order of the file)
    :param order: asc or desc (optional)
    :param page: number of the page (optional, 1)
    :param after: `_id` of the row before the page: the fast way to deep pages (optional)
    :param before: `_id` of the row after the page (optional)
    :param limit: rows on a page: 25, 50 or 100 (optional, 50)
    :returns: `columns`, `rows`, `total`, `total_at_least`, `page`, `has_previous`, `has_next`
    """
    tk.check_access("resource_table_show", context, data_dict)
    resource_id = _resource_id(data_dict)
    columns = columns_of(context, resource_id)
    asked = read_question(parameters(data_dict), columns, config.rows_per_page())
    question, errors = asked
    _refuse(errors or depth_problem(question))
    page = Table(context, resource_id, columns).read(question, config.most_counted_rows())
    return {
        "columns": _column_rows(columns),
        "rows": page.rows,
        "total": page.total.rows,
        "total_at_least": page.total.at_least,
        "page": page.number,
        "first_row": page.first_row,
        "has_previous": page.has_previous,
        "has_next": page.has_next,
    }


def depth_problem(question: Question) -> list[Message]:
    """A sorted table is paged only so far: each page sorts it anew."""
    most = config.most_sorted_rows()
    if question.sort and question.page * question.size > most:
        return [("too_deep", {"rows": str(most)})]
    return []


@tk.side_effect_free
def resource_chart_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show the numbers of a chart of a resource's table.

    :param id: resource id
    :param x: id of the column that makes the categories (optional: a fitting one)
    :param y: id of a column of numbers (optional when `aggregate` is count)
    :param aggregate: count, sum, mean, minimum or maximum (optional)
    :param kind: bar or line (optional)
    :param series: id of a column; its six most frequent values make a series each (optional)
    :param filters: as for `resource_table_show` (optional)
    :returns: `x`, `y`, `aggregate`, `kind`, `bucket`, `categories`, `series` (`name`, `values`)
        and whether the categories were `truncated`
    """
    tk.check_access("resource_chart_show", context, data_dict)
    resource_id = _resource_id(data_dict)
    columns = columns_of(context, resource_id)
    question, errors = read_chart_question(parameters(data_dict), columns)
    _refuse(errors)
    if not question.x:
        raise tk.ValidationError({"x": [tk._("This table has no column a chart can start from.")]})
    asked = {"x": question.x, "y": question.y, "series_column": question.series}
    asked |= {"aggregate": question.aggregate, "kind": question.kind}
    numbers = chart_numbers(resource_id, question, by_id(columns), config.chart_timeout())
    return asked | numbers


@tk.side_effect_free
def resource_map_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List the shapes of a GeoJSON resource with what is known of them.

    :param id: resource id
    :returns: `count`, `drawn`, `properties` (their names) and `features`, each with `place`
        (from 1), `properties` and `vertices`
    """
    tk.check_access("resource_map_show", context, data_dict)
    resource = tk.get_action("resource_show")(
        tk.fresh_context(context), {"id": _resource_id(data_dict)}
    )
    try:
        layer = layer_of(resource)
    except BadGeoJSON as error:
        raise tk.ValidationError({"file": [problem_text(error)]}) from error
    return {
        "count": layer.count,
        "drawn": len(layer.features),
        "properties": layer.property_names,
        "features": [
            {
                "place": feature.place,
                "properties": dict(feature.properties),
                "vertices": sum(1 for _vertex in feature.shape.vertices()),
            }
            for feature in layer.features
        ],
    }
