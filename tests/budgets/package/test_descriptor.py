"""The descriptor of each demo budget is one that frictionless reads and finds right."""

import json
from pathlib import Path

import pytest
import yaml
from ckanext.budgets.package import descriptor
from ckanext.egov.publishing.dictionary import table_schema
from ckanext.egov.publishing.dictionary.column import columns
from frictionless import Package

from tests.budgets.package import demo

FILES = (
    "philadelphia_actual.csv", "philadelphia_adopted.csv", "philadelphia_proposed.csv",
    "philadelphia_obligations.csv", "uk_regional_spending.csv",
)  # fmt: skip
NUMBERS = ("class_", "total", "amount", "population")


def described(file: str, folder: Path) -> dict:
    said = demo.resource(file)
    path = demo.FOLDER / "dictionaries" / f"{said['dictionary']}.yaml"
    dictionary = yaml.safe_load(path.read_text(encoding="utf-8"))
    header = demo.text(file).partition("\n")[0].strip().split(",")
    fields = [
        {"id": name, "type": "numeric" if name.startswith(NUMBERS) else "text"}
        | {key: value for key, value in dictionary[name].items() if key not in LIMITS}
        for name in header
    ]
    (folder / file).write_text(demo.text(file), encoding="utf-8")
    held = {"id": "a0-resource", "url": file, "format": "CSV", "name": file}
    schema = table_schema.to_schema(columns(fields))
    return descriptor.resource(held, schema, demo.model(file))


LIMITS = ("minimum", "maximum")
"""Rules of numbers: here years are texts."""


@pytest.mark.parametrize("file", FILES)
def test_frictionless_validates_it(file: str, tmp_path: Path):
    dataset = {"name": "budget", "id": "x", "title": "Budget", "license_id": "odc-odbl"}
    package = descriptor.package(dataset, [described(file, tmp_path)])
    target = tmp_path / "datapackage.json"
    target.write_text(json.dumps(package), encoding="utf-8")
    report = Package(str(target)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
    kept = json.loads(json.dumps(Package(str(target)).to_descriptor()))
    types = {
        field.get("columnType")
        for field in kept["resources"][0]["schema"]["fields"]
        if isinstance(field, dict)
    }
    assert "date:fiscal-year" in types


def test_what_headings_say_becomes_columns_of_their_own(tmp_path: Path):
    schema = described("philadelphia_actual.csv", tmp_path)["schema"]
    across = {field["name"]: field for field in schema["fields"] if "normalize" in field}
    code = "economic-classification-generic-level1-code"
    assert across["class_100"]["normalize"][code] == "100"
    assert {field["normalizationTarget"] for field in across.values()} == {"amount"}
    extra = {field["name"]: field for field in schema["extraFields"]}
    assert extra["amount"]["columnType"] == "value"
    assert extra[code]["columnType"] == "economic-classification:generic:level1:code"
    assert extra["phase-id"]["constant"] == "executed"
    assert "columnType" not in next(it for it in schema["fields"] if it["name"] == "total")
