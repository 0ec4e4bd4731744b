"""What stands behind a preview: the columns of the table, the shapes of the file."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.uploader import get_resource_uploader
from ckan.types import Context
from ckanext.egov.publishing.preview import config
from ckanext.egov.publishing.preview.columns import Column, read_columns
from ckanext.egov.publishing.preview.features import BadGeoJSON, Layer, read_layer

KEPT_LAYERS = 8

_layers: OrderedDict[tuple[str, float], Layer] = OrderedDict()
_lock = Lock()


def columns_of(context: Context, resource_id: str) -> list[Column]:
    """The columns of a DataStore table with what its dictionary says of them."""
    info = tk.get_action("datastore_info")(
        tk.fresh_context(context),
        {"id": resource_id, "include_meta": False, "include_fields_schema": False},
    )
    return read_columns(info["fields"])


def layer_of(resource: dict[str, Any]) -> Layer:
    """The shapes of an uploaded GeoJSON file; BadGeoJSON with a key of `problem_text`."""
    path = _path(resource)
    stamp = path.stat()
    if stamp.st_size > config.largest_map():
        raise BadGeoJSON("too_large")
    key = (resource["id"], stamp.st_mtime)
    with _lock:
        if key in _layers:
            _layers.move_to_end(key)
            return _layers[key]
    layer = read_layer(path.read_bytes())
    with _lock:
        _layers[key] = layer
        while len(_layers) > KEPT_LAYERS:
            _layers.popitem(last=False)
    return layer


def _path(resource: dict[str, Any]) -> Path:
    if resource.get("url_type") != "upload":
        raise BadGeoJSON("elsewhere")
    path = Path(get_resource_uploader(dict(resource)).get_path(resource["id"]))
    if not path.is_file():
        raise BadGeoJSON("missing")
    return path


def problem_text(error: BadGeoJSON) -> str:
    """Why there is no map, in the reader's language."""
    known = {
        "elsewhere": tk._("This file lies on another site, so it is not drawn here."),
        "missing": tk._("The file of this resource is not there."),
        "too_large": tk._("This file is too large to be drawn here. Download it instead."),
        "not_json": tk._("This file can't be read: it is not JSON."),
        "not_geojson": tk._("This file can't be drawn: it is not GeoJSON."),
    }
    otherwise = tk._("This file can't be drawn: {reason}.").format(reason=error)
    return known.get(str(error), otherwise)
