"""The indicators that datasets answer: how many, how well described, how open, where, how fresh."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckanext.datastore.backend.postgres import get_read_engine
from ckanext.egov.publishing.licence import register, rules

from . import catalogue
from .interfaces import Cell, Computed, Value

# What everybody may see. `extras` holds codes as JSON in text.
PUBLIC = "FROM package p WHERE p.state = 'active' AND NOT p.private AND p.type = 'dataset'"
COMPLETE = """(coalesce(p.title, '') <> '' AND coalesce(p.notes, '') <> ''
    AND coalesce(p.license_id, 'notspecified') <> 'notspecified' AND p.owner_org IS NOT NULL
    AND coalesce(p.extras ->> 'sectors', '[]') NOT IN ('', '[]'))"""
LOCAL = """p.owner_org IN (SELECT g.id FROM "group" g
    WHERE g.extras ->> 'body_type' IN ('region_government', 'district_government'))"""
GEO_FORMATS = ("geojson", "kml", "kmz", "gml", "gpkg", "shp", "shapefile", "wms", "wfs", "wmts")
OWN_COLUMNS = ("_id", "_full_text")


def functions() -> dict[str, Computed]:
    """Each indicator with the function that computes it."""
    return {
        "EP09": portal,
        "EP10": described,
        "EP15": geospatial,
        "EP21": by_sector,
        "EP24": licensed,
        "EP26": real_time,
        "LP04": local_portal,
        "LP05": local_described,
    }


def portal(now: datetime) -> Value:
    """Datasets, files and publishers."""
    row = _row(
        "SELECT count(*) AS datasets, count(DISTINCT p.owner_org) AS publishers,"
        " max(p.metadata_modified) AS newest,"
        " (SELECT count(*) FROM resource r WHERE r.state = 'active' AND r.package_id IN"
        f" (SELECT p.id {PUBLIC})) AS resources {PUBLIC}"
    )
    parts = {"resources": row.resources, "publishers": row.publishers}
    return Value(row.datasets, _utc(row.newest), "/dataset/", parts=parts)


def described(now: datetime) -> Value:
    """Tables with a dictionary, datasets described in full."""
    row = _completeness()
    tables = _tables()
    with_dictionary = sum(tables.values())
    parts = {"complete": _share(row.complete, row.datasets), "tables": len(tables)}
    share = _share(with_dictionary, len(tables))
    return Value(share, _utc(row.newest), "/dataset/", "%", parts=parts)


def geospatial(now: datetime) -> Value:
    """Datasets with something that can be drawn on a map."""
    row = _row(
        f"SELECT count(*) AS datasets, max(p.metadata_modified) AS newest {PUBLIC} AND EXISTS"
        " (SELECT FROM resource r WHERE r.package_id = p.id AND r.state = 'active'"
        " AND lower(r.format) = ANY(:formats))",
        formats=list(GEO_FORMATS),
    )
    return Value(row.datasets, _utc(row.newest), "/dataset/?res_format=GeoJSON")


def by_sector(now: datetime) -> Value:
    """Datasets of each of the six sectors."""
    codes = list(catalogue.terms("sectors"))
    rows = _session(
        "SELECT s.code, count(p.id) AS datasets, max(p.metadata_modified) AS newest"
        " FROM unnest(CAST(:codes AS text[])) AS s (code) LEFT JOIN package p"
        " ON p.state = 'active' AND NOT p.private AND p.type = 'dataset'"
        " AND CAST(coalesce(nullif(p.extras ->> 'sectors', ''), '[]') AS jsonb) ? s.code"
        " GROUP BY s.code",
        codes=codes,
    )
    cells = {row.code: Cell(row.datasets, _utc(row.newest), f"/sector/{row.code}") for row in rows}
    total = _row(
        f"SELECT count(*) AS datasets {PUBLIC}"
        " AND CAST(coalesce(nullif(p.extras ->> 'sectors', ''), '[]') AS jsonb)"
        " ?| CAST(:codes AS text[])",
        codes=codes,
    )
    return Value(total.datasets, _newest(cells), "/sector", matrix=cells)


def licensed(now: datetime) -> Value:
    """Datasets under ODbL, under any open licence, under none that is named."""
    rows = _session(
        "SELECT coalesce(nullif(p.license_id, ''), 'notspecified') AS licence,"
        f" count(*) AS datasets, max(p.metadata_modified) AS newest {PUBLIC} GROUP BY 1"
    )
    count = {row.licence: row.datasets for row in rows}
    total = sum(count.values())
    is_open = sum(number for code, number in count.items() if rules.is_open(register.licence(code)))
    parts = {"open": _share(is_open, total), "unspecified": count.get("notspecified", 0)}
    newest = max((row.newest for row in rows), default=None)
    share = _share(count.get("odc-odbl", 0), total)
    return Value(share, _utc(newest), "/data/license", "%", parts=parts)


def real_time(now: datetime) -> Value:
    """Datasets marked as real-time whose newest file is not older than the lag they declare."""
    row = _row(
        "WITH live AS (SELECT p.id, CAST(p.extras ->> 'declared_lag' AS integer) AS lag,"
        " (SELECT max(coalesce(r.last_modified, r.created)) FROM resource r"
        f" WHERE r.package_id = p.id AND r.state = 'active') AS updated {PUBLIC}"
        " AND lower(p.extras ->> 'realtime') = 'true' AND p.extras ->> 'declared_lag' ~ '^[0-9]+$')"
        " SELECT count(*) AS declared, max(updated) AS newest, count(*) FILTER"
        " (WHERE updated + lag * interval '1 minute' >= :now) AS in_time FROM live",
        now=now.astimezone(UTC).replace(tzinfo=None),
    )
    return Value(
        row.in_time, _utc(row.newest), "/dataset/?realtime=true", parts={"declared": row.declared}
    )


def local_portal(now: datetime) -> Value:
    """Datasets of hokimiyats."""
    row = _row(
        "SELECT count(*) AS datasets, count(DISTINCT p.owner_org) AS publishers,"
        f" max(p.metadata_modified) AS newest {PUBLIC} AND {LOCAL}"
    )
    bodies = _row(
        "SELECT count(*) AS bodies FROM \"group\" g WHERE g.state = 'active'"
        " AND g.extras ->> 'body_type' IN ('region_government', 'district_government')"
    )
    parts = {"publishers": row.publishers, "bodies": bodies.bodies}
    return Value(row.datasets, _utc(row.newest), "/region", parts=parts)


def local_described(now: datetime) -> Value:
    """Datasets of hokimiyats that are described in full."""
    row = _completeness(f"AND {LOCAL}")
    return Value(_share(row.complete, row.datasets), _utc(row.newest), "/region", "%")


def _completeness(also: str = "") -> Any:
    return _row(
        f"SELECT count(*) AS datasets, count(*) FILTER (WHERE {COMPLETE}) AS complete,"
        f" max(p.metadata_modified) AS newest {PUBLIC} {also}"
    )


def _tables() -> dict[str, bool]:
    """Each public table of the DataStore, and whether all of its columns are explained."""
    rows = _session(
        "SELECT r.id FROM resource r WHERE r.state = 'active'"
        " AND CAST(r.extras AS jsonb) ->> 'datastore_active' = 'true'"
        f" AND r.package_id IN (SELECT p.id {PUBLIC})"
    )
    with get_read_engine().connect() as connection:
        explained = connection.execute(
            sa.text(
                "SELECT c.relname AS id, bool_and(coalesce(d.description, '')"
                ' ~ \'"(label|notes|label_[a-z_]+|notes_[a-zA-Z_]+)": *"[^"]\') AS all_columns'
                " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
                " AND NOT a.attisdropped LEFT JOIN pg_description d"
                " ON d.objoid = c.oid AND d.objsubid = a.attnum"
                " WHERE c.relkind = 'r' AND c.relname = ANY(:ids) AND a.attname <> ALL(:own)"
                " GROUP BY c.relname"
            ),
            {"ids": [row.id for row in rows], "own": list(OWN_COLUMNS)},
        )
        known = {row.id: bool(row.all_columns) for row in explained}
    return {row.id: known.get(row.id, False) for row in rows}


def _session(query: str, **values: Any) -> list[Any]:
    return list(model.Session.execute(sa.text(query), values))


def _row(query: str, **values: Any) -> Any:
    return model.Session.execute(sa.text(query), values).one()


def _utc(moment: datetime | None) -> datetime | None:
    """CKAN keeps moments of UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment else None


def _newest(cells: Mapping[str, Cell]) -> datetime | None:
    return max((cell.newest for cell in cells.values() if cell.newest), default=None)


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
