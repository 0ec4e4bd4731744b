"""The documentation names what there is, and its examples say what the code understands."""

import ast
import json
import re
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parents[1]
ROOTS = [
    REPOSITORY / "ckanext-egov/ckanext/egov",
    REPOSITORY / "budgets/ckanext/budgets",
    REPOSITORY / "participation/ckanext/participation",
]
API = (REPOSITORY / "docs/api.md").read_text(encoding="utf-8")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
OPERATORS = (REPOSITORY / "docs/operators.md").read_text(encoding="utf-8")

OF_CKAN = {"bulk_update_public", "organization_create", "organization_update"}
"""CKAN's own actions, which a room makes stricter."""


def actions() -> dict[str, str]:
    """Name of each action of ours -> its docstring. Rooms export those that `__all__` names."""
    found = {}
    for path in sorted(path for root in ROOTS for path in root.rglob("actions.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        exported = next(
            ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        )
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        ours = [name for name in exported if name not in OF_CKAN]
        found |= {name: ast.get_docstring(functions[name]) or "" for name in ours}
    return found


def sections() -> dict[str, str]:
    """Name of each action in docs/api.md -> what stands under it."""
    parts = re.split(r"^### (\w+)$", API, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def parameters(example: str) -> set[str]:
    """The names of what an example gives."""
    query = re.search(r'^ask "\w+\??(.*)"$', example, re.MULTILINE)
    if query:
        return {pair.split("=")[0] for pair in query.group(1).split("&") if pair}
    told = re.search(r"^tell \w+ '(.*)'$", example, re.MULTILINE)
    assert told, example
    return set(json.loads(told.group(1)))


ACTIONS = actions()
SECTIONS = sections()
OPTIONS = [
    option
    for root in ROOTS
    for path in sorted(root.rglob("config_declaration.yaml"))
    for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
    for option in group["options"]
]


def test_every_action_is_in_the_documentation_and_no_other():
    assert set(SECTIONS) == set(ACTIONS)


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_says_what_it_does_and_its_example_uses_its_parameters(name: str):
    doc = ACTIONS[name]
    assert doc
    assert re.search(rf'^(ask "|tell ){name}\b', SECTIONS[name], re.MULTILINE)
    explained = doc + "".join(ACTIONS[other] for other in ACTIONS if f"`{other}`" in doc)
    known = set(re.findall(r"\w+", explained))
    assert parameters(SECTIONS[name]) - known == set()


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option["key"])
def test_every_option_says_what_it_is_for(option: dict):
    assert len(option.get("description", "")) > 15


def test_every_option_the_code_names_is_declared():
    declared = {option["key"] for option in OPTIONS}
    files = [path for root in ROOTS for path in root.rglob("*.py")]
    files += sorted((REPOSITORY / "deployment").rglob("*.py"))
    rooms = {option["key"].rpartition(".")[0] + "." for option in OPTIONS}
    quoted = re.compile(r'"(ckanext\.(?:egov|budgets|participation)\.\w+\.[a-z_.]+[a-z_])"')
    named = {name for path in files for name in quoted.findall(path.read_text(encoding="utf-8"))}
    options = {name for name in named if any(name.startswith(room) for room in rooms)}
    modules = {name for name in options if _is_module(name)}
    assert options - modules - declared == set()


def _is_module(name: str) -> bool:
    path = name.replace(".", "/")
    return any(
        (root.parents[1] / f"{path}{end}").exists()
        for root in ROOTS
        for end in (".py", "/__init__.py")
    )


def test_the_map_shows_every_room():
    rooms = {path.parent.name for root in ROOTS for path in root.glob("*/__init__.py")}
    assert {room for room in rooms if f"{room}/" not in README} == set()


def test_operators_find_every_service_and_every_part_of_health():
    source = (REPOSITORY / "deployment/embedded/services.py").read_text(encoding="utf-8")
    services = set(re.findall(r'Service\(\s*"(\w+)"', source))
    assert len(services) >= 10
    named = set(re.findall(r"`([\w-]+)`", OPERATORS))
    assert services - named == set()
    assert parts_of_health() - named == set()


def parts_of_health() -> set[str]:
    """The keys of what every room returns from `get_health_checks`."""
    core = ROOTS[0] / "health/core.py"
    paths = [core, *(path for root in ROOTS for path in root.glob("*/plugin.py"))]
    return {
        key.value
        for path in paths
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and function.name == ("checks" if path == core else "get_health_checks")
        for node in ast.walk(function)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
