"""Templates keep to the content security policy: nothing inline."""

import re
from pathlib import Path

import ckanext.egov.theme
import ckanext.participation
import pytest

ROOMS = Path(ckanext.egov.theme.__file__).parents[2]
ROOMS_OF_PARTICIPATION = Path(ckanext.participation.__file__).parents[1]
LETTERS = "templates/notifications/"
"""Mail programs know no style sheets, so letters carry their styles inside."""
TEMPLATES = [
    path
    for root in (ROOMS, ROOMS_OF_PARTICIPATION)
    for path in sorted(root.glob("*/**/templates/**/*.html"))
    if LETTERS not in str(path) or path.name == "unsubscribe.html"
]
INLINE = re.compile(
    r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:|<script(?![^>]*application/ld\+json)",
    re.I,
)


def name_of(path: Path) -> str:
    return str(path).partition("/ckanext/")[2]


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_template_has_no_inline_script_or_style(template):
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.S)
    assert INLINE.findall(text) == []
