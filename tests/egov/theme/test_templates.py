"""Templates keep to the content security policy: nothing inline."""

import re
from pathlib import Path

import ckanext.egov.theme
import pytest

ROOMS = Path(ckanext.egov.theme.__file__).parents[1]
TEMPLATES = sorted(ROOMS.glob("**/templates/**/*.html"))
INLINE = re.compile(
    r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:|<script(?![^>]*application/ld\+json)",
    re.I,
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_template_has_no_inline_script_or_style(template):
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.S)
    assert INLINE.findall(text) == []
