"""The demo's budgets as a test reads them: the same declarations that the portal gets."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from ckanext.budgets.package.model import BudgetModel, model_of

FOLDER = Path(__file__).parents[3] / "deployment" / "demo"


def resource(file: str) -> dict[str, Any]:
    """What the demo says of a file."""
    datasets = yaml.safe_load((FOLDER / "datasets.yaml").read_text(encoding="utf-8"))
    found = [item for dataset in datasets for item in dataset["resources"]]
    return next(item for item in found if item["file"].removesuffix(".gz") == file)


def model(file: str) -> BudgetModel:
    """What its columns mean together."""
    said = resource(file)
    path = FOLDER / "dictionaries" / f"{said['dictionary']}.yaml"
    columns = yaml.safe_load(path.read_text(encoding="utf-8"))
    dictionary = [{"id": name, **entry} for name, entry in columns.items()]
    header = next(csv.reader(io.StringIO(text(file))))
    return model_of(said["fields"], [entry for entry in dictionary if entry["id"] in header])


def text(file: str) -> str:
    """The file as it is published."""
    path = FOLDER / "files" / file
    if path.exists():
        return path.read_text(encoding="utf-8")
    return gzip.decompress(path.with_name(f"{file}.gz").read_bytes()).decode("utf-8")


def rows(file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their numbers."""
    return enumerate(csv.DictReader(io.StringIO(text(file))), start=2)
