"""The wheel holds everything the portal needs, and nothing of the tests."""

import os
import subprocess
import sys
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROOTS = [path for name in ("ckanext-egov", "budgets", "participation")
         if (path := REPOSITORY / name).is_dir()]  # fmt: skip
KINDS = {
    ".py", ".html", ".txt", ".yaml", ".yml", ".json", ".geojson", ".csv", ".js", ".mjs", ".css",
    ".scss", ".mo", ".po", ".pot", ".mako", ".subject", ".svg", ".png", ".ico", ".woff2", ".ttf",
    ".typ", ".sql", ".ini",
}  # fmt: skip


def sources() -> set[str]:
    """What lies under the source roots, as the names it must have in the wheel."""
    return {
        path.relative_to(root).as_posix()
        for root in ROOTS
        for path in root.rglob("*")
        if path.is_file() and path.suffix in KINDS and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this checkout, built from a copy so that the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    files = ["pyproject.toml", "setup.py", "README.md", "LICENSE", *(root.name for root in ROOTS)]
    copy.mkdir()
    subprocess.run(["cp", "-r", *files, str(copy)], cwd=REPOSITORY, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
         "--quiet", "--wheel-dir", str(folder), str(copy)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_file_of_the_source_is_in_the_wheel(names: set[str]):
    assert sorted(sources() - names) == []


def test_no_file_is_of_a_kind_that_nobody_thought_of(names: set[str]):
    known = {"", ".typed", ".md", ".LICENSE"} | KINDS
    odd = {name for name in names if Path(name).suffix not in known and ".dist-info/" not in name}
    assert sorted(odd) == []


def test_there_are_no_tests_and_no_leftovers_in_the_wheel(names: set[str]):
    assert [name for name in names if "/tests/" in name or name.startswith("tests/")] == []
    assert [name for name in names if "__pycache__" in name or name.endswith(".pyc")] == []


def test_the_namespace_belongs_to_nobody(names: set[str]):
    assert "ckanext/__init__.py" not in names


def test_it_installs_into_an_empty_place_and_each_plugin_loads(wheel: Path, tmp_path: Path):
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet",
         "--target", str(tmp_path), str(wheel)],
        check=True,
    )  # fmt: skip
    found = entry_points(tmp_path)
    assert len(found) >= 10
    program = "\n".join([
        "import ckanext, sys",
        f"ours = {[str(root / 'ckanext') for root in ROOTS]!r}",
        "ckanext.__path__ = [path for path in ckanext.__path__ if path not in ours]",
        f"ckanext.__path__.insert(0, {str(tmp_path / 'ckanext')!r})",
        "from importlib.metadata import EntryPoint",
        f"for name, value in {found!r}:",
        "    plugin = EntryPoint(name, value, 'ckan.plugins').load()",
        f"    assert sys.modules[plugin.__module__].__file__.startswith({str(tmp_path)!r}), plugin",
    ])  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def entry_points(target: Path) -> list[tuple[str, str]]:
    text = next(target.glob("ckanext_egov-*.dist-info/entry_points.txt")).read_text()
    section = text.split("[ckan.plugins]")[1].split("[")[0]
    lines = [line.split(" = ") for line in section.strip().splitlines()]
    return [(name, EntryPoint(name, value, "ckan.plugins").value) for name, value in lines]
