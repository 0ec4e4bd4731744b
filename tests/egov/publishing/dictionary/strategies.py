"""Columns of every shape, for tests of rules that must hold for all of them."""

from __future__ import annotations

from ckanext.egov.publishing.dictionary.column import TYPED, Column
from ckanext.egov.publishing.dictionary.text import LANGUAGES
from hypothesis import strategies as st

TYPES = ("int4", "int8", "numeric", "text", "bool", "date", "timestamp", "timestamptz", "json")
words = st.text(st.characters(exclude_categories=("C",)), max_size=12)
_header = st.characters(categories=("L", "N"), include_characters=" _-()'=,")
names = (
    st.text(_header, min_size=1, max_size=12)
    .map(lambda name: name.strip().lstrip("_"))
    .filter(bool)
)
texts = st.dictionaries(st.sampled_from(LANGUAGES), words, max_size=5)
values = words | st.integers().map(str) | st.decimals(allow_nan=False, places=3).map(str)


@st.composite
def columns(draw: st.DrawFn, drafts: bool = False) -> Column:
    """Draw a column as it is after cleaning, which is the only way one is stored."""
    field = {
        "id": draw(names),
        "type": draw(st.sampled_from(TYPES)),
        "label": draw(texts),
        "description": draw(texts),
        "enum": draw(st.lists(values, max_size=4)),
        **{key: draw(values) for key in ("unit", "code_list", "minimum", "maximum", "pattern")},
        **{key: draw(st.booleans()) for key in ("required", "unique", "personal_data")},
        "drafted": draw(st.lists(st.sampled_from(TYPED), max_size=3)) if drafts else [],
    }
    return Column.from_field(field)


tables = st.lists(columns(), max_size=4, unique_by=lambda column: column.id)
