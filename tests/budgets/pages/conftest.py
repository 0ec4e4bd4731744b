"""Small budgets with everything in them that pages have to tell apart."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ckan.tests.helpers import call_action
from ckanext.budgets.cube import writing
from ckanext.budgets.cube.shape import Shape


@dataclass(frozen=True)
class Fact:
    """As the package room makes them."""

    row: int
    fiscal_year: int
    phase: str
    amount: int
    dimensions: dict[str, tuple[str, str]] = field(default_factory=dict)
    direction: str = "expenditure"
    currency: str = "UZS"

    @property
    def period(self) -> str:
        return str(self.fiscal_year)


LINES = {
    "07.1": 30, "07.3": 50, "09.1": 200, "10.2": 120, "10.5": 15, "04.1.2": 5, "04.2": 80,
    "03.1": 40, "03.3": 10, "05.1": 7,
}  # fmt: skip
"""Money by function in the first year, in soums; each year it is a tenth more."""
LEVELS = ("administrative:1", "functional:1", "functional:2", "functional:3", "geo:1")


def facts(years=(2022, 2023), phases=("proposed", "approved", "executed")) -> Iterator[Fact]:
    """Each line in each year and phase, in two regions and paid by two bodies."""
    row = 1
    for year in years:
        for phase in phases:
            for code, soums in LINES.items():
                row += 1
                amount = soums * 100 * (10 + year - years[0]) * (9 + phases.index(phase)) // 10
                yield Fact(row, year, phase, amount, _where(code, row))


def _where(code: str, row: int) -> dict[str, tuple[str, str]]:
    parts = code.split(".")
    found = {
        f"functional:{depth}": (".".join(parts[:depth]), f"Function {'.'.join(parts[:depth])}")
        for depth in range(1, len(parts) + 1)
    }
    found["geo:1"] = ("1726", "Tashkent") if row % 2 else ("1735", "Karakalpakstan")
    found["administrative:1"] = ("1", "Ministry one") if row % 3 else ("2", "Ministry two")
    return found


def write(found, target: Path, resource: str, **known) -> Shape:
    """A cube of facts."""
    known = {"levels": LEVELS, "taxonomies": {"functional": "cofog"}} | known
    return writing.write(found, target, resource, **known)


@pytest.fixture
def shape(tmp_path: Path) -> Shape:
    """What is known of the small budget without its facts."""
    return write(facts(), tmp_path / "cube.parquet", "resource")


@pytest.fixture(scope="module")
def make_budget(portal, database):
    """Makes a public dataset with a cube."""
    from ckanext.budgets.cube import files

    site_user = call_action("get_site_user", context={"ignore_auth": True})
    context = {"user": site_user["name"], "ignore_auth": True}

    def make(found=None, **known):
        name = f"budget-{uuid.uuid4().hex[:10]}"
        about = {"en": f"About {name}"}
        body = call_action("organization_create", context=dict(context), name=f"body-{name}",
                           title=name, title_translated=about, body_type="ministry")  # fmt: skip
        dataset = call_action(
            "package_create", context=dict(context), name=name, title=name, notes="Notes",
            title_translated=about, notes_translated=about, license_id="odc-odbl",
            owner_org=body["id"], resources=[{"name": "rows", "url": "https://example.org/a.csv"}],
        )  # fmt: skip
        resource = dataset["resources"][0]["id"]
        write(facts() if found is None else found, files.path_of(resource), resource, **known)
        return dataset

    return make


@pytest.fixture(scope="module")
def budget(make_budget):
    """The small budget, published."""
    return make_budget()
