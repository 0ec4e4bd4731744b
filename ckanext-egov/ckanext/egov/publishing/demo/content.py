"""Reads the demo's folder: publishers, datasets and dictionaries, as plain data."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

import yaml
from ckanext.egov import vocabularies

# Names of the folder's dataset entries, and of the dataset fields they become.
TRANSLATED = {"title": "title_translated", "notes": "notes_translated", "tags": "tags_translated"}
PACKED = ".gz"
LANGUAGES_OF_DATA = ("uz", "ru", "en")


@dataclass(frozen=True)
class File:
    """One file of a dataset with its dictionary."""

    path: Path
    title: dict[str, str]
    description: dict[str, str]
    format: str
    columns: dict[str, dict[str, Any]]
    more: dict[str, Any] = field(default_factory=dict)
    """Further fields of the resource, where the type of its dataset has them."""

    @property
    def name(self) -> str:
        """What the file is called when it is published: never packed."""
        return self.path.name.removesuffix(PACKED)

    def open(self) -> IO[bytes]:
        """The file as it is published."""
        opens = gzip.open if self.path.suffix == PACKED else open
        return cast(IO[bytes], opens(self.path, "rb"))

    def as_resource(self) -> dict[str, Any]:
        """The resource as the API takes it, without the file itself."""
        return {
            "name_translated": self.title,
            "description_translated": self.description,
            "format": self.format,
            **self.more,
        }

    def as_fields(self, present: set[str]) -> list[dict[str, Any]]:
        """Dictionary entries of the columns that the loaded table has."""
        return [{"id": name} | said for name, said in self.columns.items() if name in present]


@dataclass(frozen=True)
class Dataset:
    """One dataset of the demo."""

    fields: dict[str, Any]
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        return self.fields["name"]


@dataclass(frozen=True)
class Content:
    """All that the demo publishes."""

    bodies: tuple[dict[str, Any], ...]
    datasets: tuple[Dataset, ...]


def read(folder: Path) -> Content:
    """Read the demo's folder."""
    return Content(bodies=tuple(_bodies(folder)), datasets=tuple(_datasets(folder)))


def _bodies(folder: Path) -> Iterator[dict[str, Any]]:
    """Parents come before the bodies under them."""
    rows = [_known_body(term) for term in vocabularies.bodies()]
    rows += [_body(row) for row in _yaml(folder / "bodies.yaml")]
    yield from sorted(rows, key=lambda row: "parent" in row)


def _known_body(term: vocabularies.Term) -> dict[str, Any]:
    return _body({"code": term.code, "title": dict(term.title), **term.details})


def _body(row: dict[str, Any]) -> dict[str, Any]:
    body = {
        "name": row["code"],
        "title_translated": row["title"],
        "body_type": row["type"],
        "description_translated": row.get("description"),
    }
    body |= {key: row.get(key) for key in ("parent", "region", "website")}
    return {key: value for key, value in body.items() if value}


def _datasets(folder: Path) -> Iterator[Dataset]:
    for row in _yaml(folder / "datasets.yaml"):
        files = tuple(_file(folder, item) for item in row.pop("resources"))
        fields = {TRANSLATED.get(key, key): value for key, value in row.items()}
        fields["owner_org"] = fields.pop("publisher")
        yield Dataset(fields=fields, files=files)


def _file(folder: Path, row: dict[str, Any]) -> File:
    path = folder / "files" / row["file"]
    kind = Path(path.name.removesuffix(PACKED)).suffix.removeprefix(".").upper()
    return File(
        path=path,
        title=row["title"],
        description=row["description"],
        format=row.get("format") or kind,
        more=row.get("fields", {}),
        columns=_yaml(folder / "dictionaries" / f"{row['dictionary']}.yaml"),
    )


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
