"""Takes in the file of a draft and guesses at what it says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.package import messages, suggesting
from ckanext.budgets.publishing import checking, describing
from ckanext.egov.publishing.loading import config as loading_config
from ckanext.egov.publishing.loading.engine.errors import LoadError

CHUNK = 1 << 20
LONGEST_NAME = 120


def receive(draft: Any, upload: Any) -> None:
    """Keep the file and note the guesses; a file that is no table leaves nothing behind."""
    if not hasattr(upload, "read") or not getattr(upload, "filename", ""):
        raise tk.ValidationError({"upload": [tk._("Choose a file.")]})
    draft.file_name = Path(upload.filename).name[-LONGEST_NAME:]
    draft.folder.mkdir(parents=True)
    try:
        _save(upload, draft.file)
        with TemporaryDirectory(dir=draft.folder) as name:
            table = checking.spreadsheet(draft, Path(name))
            rows = describing.sample(table)
            if not rows:
                raise LoadError("no_rows")
            found = suggesting.of_table(table.names, table.titles, rows)
    except LoadError as error:
        _sweep(draft)
        words = messages.words(checking.of_load(error))
        raise tk.ValidationError({"upload": [words]}) from error
    draft.declared = {
        "types": found.types,
        "normalize": {name: said for name, said in found.normalize.items() if said},
        "left_out": found.left_out,
        "table": found.table,
    }


def _save(upload: Any, target: Path) -> None:
    most = loading_config.max_bytes()
    size = 0
    with target.open("wb") as file:
        while chunk := upload.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise LoadError("too_large", most=most >> 20)
            file.write(chunk)


def _sweep(draft: Any) -> None:
    draft.file.unlink(missing_ok=True)
    draft.folder.rmdir()
