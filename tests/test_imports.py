"""Which way imports point: rooms on their own, kernel below, rules pure."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROOTS = [REPOSITORY / name for name in ("ckanext-egov", "budgets", "participation")]
FILES = sorted(path for root in ROOTS for path in root.rglob("*.py"))

ROOMS = (
    "migrations", "paging", "vocabularies", "theme", "places", "publishing", "health", "audit",
    "schedule", "keys", "notifications", "accounts", "following", "moderation", "calendar",
    "answers", "indicators",
)  # fmt: skip
"""Rooms that others build on, from the bottom up; every other room stands on these alone."""
BUDGETS = ("cube", "package", "pages", "publishing")
"""The rooms of budgets, from the bottom up."""
KERNEL = ("process", "ledger", "counters", "booth", "outcomes", "publishing")
"""The same for participation; every other room there is a slice and stands on these alone."""

LAYERS = ("ckanext.egov", "ckanext.budgets", "ckanext.participation")
"""From the bottom up: a layer imports itself and those before it."""


def module_of(path: Path) -> str:
    root = next(root for root in ROOTS if path.is_relative_to(root))
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Full names of what a file imports, relative imports resolved."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    module = module_of(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
                base = f"{above}.{base}".rstrip(".")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def room_of(name: str, layer: str = "egov") -> str | None:
    parts = name.split(".")
    return parts[2] if parts[:2] == ["ckanext", layer] and len(parts) > 2 else None


def test_there_is_something_to_read():
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_layer_imports_only_itself_and_those_below(path: Path):
    own = next(index for index, layer in enumerate(LAYERS) if module_of(path).startswith(layer))
    for name in imports_of(path):
        for above in LAYERS[own + 1 :]:
            assert not name.startswith(above), f"{module_of(path)} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_room_imports_only_rooms_below_it(path: Path):
    own = room_of(module_of(path))
    below = ROOMS[: ROOMS.index(own)] if own in ROOMS else ROOMS
    others = [name for name in imports_of(path) if room_of(name) not in {own, None, *below}]
    assert others == []


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_room_of_budgets_imports_only_rooms_below_it(path: Path):
    own = room_of(module_of(path), "budgets")
    below = BUDGETS[: BUDGETS.index(own)] if own in BUDGETS else ()
    others = {room_of(name, "budgets") for name in imports_of(path)}
    assert others - {own, None, *below} == set()


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_slice_imports_another_and_the_kernel_imports_none(path: Path):
    own = room_of(module_of(path), "participation")
    below = KERNEL[: KERNEL.index(own)] if own in KERNEL else KERNEL
    others = {room_of(name, "participation") for name in imports_of(path)}
    assert others - {own, None, *below} == set()


@pytest.mark.parametrize("path", [path for path in FILES if path.name == "rules.py"], ids=module_of)
def test_rules_need_neither_ckan_nor_a_database(path: Path):
    first = {name.split(".")[0] for name in imports_of(path)}
    assert first & {"ckan", "sqlalchemy", "flask", "psycopg2"} == set()


def test_an_import_that_points_the_wrong_way_is_seen(tmp_path: Path, monkeypatch):
    root = tmp_path / "ckanext-egov"
    path = root / "ckanext/egov/search/inner/rules.py"
    path.parent.mkdir(parents=True)
    path.write_text("from ...protection import config\nimport ckan.model\nfrom .. import queries\n")
    monkeypatch.setitem(globals(), "ROOTS", [root])
    assert list(imports_of(path)) == [
        "ckanext.egov.protection.config", "ckan.model", "ckanext.egov.search.queries",
    ]  # fmt: skip
    assert room_of("ckanext.egov.protection.config") == "protection"
