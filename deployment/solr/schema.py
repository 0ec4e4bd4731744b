"""The schemas of our Solr cores.

CKAN's is its own with our fields added: the wheel's file stays the one source of truth. That of
participation has the same types of text, so that both fold scripts alike.
"""

from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
ADDITIONS = HERE / "ckan" / "additions.xml"
PARTICIPATION = HERE / "participation" / "schema.xml"


def schema_xml() -> str:
    """The text of schema.xml for this release of CKAN."""
    core = resources.files("ckan").joinpath("config/solr/schema.xml").read_text(encoding="utf-8")
    return merge(core, ADDITIONS.read_text(encoding="utf-8"))


def participation_xml() -> str:
    """The text of schema.xml for processes and contributions."""
    schema = ElementTree.fromstring(PARTICIPATION.read_text(encoding="utf-8"))
    ours = ElementTree.fromstring(ADDITIONS.read_text(encoding="utf-8"))
    _part(schema, "types").extend(_part(ours, "types"))
    return ElementTree.tostring(schema, encoding="unicode", xml_declaration=True)


def merge(core: str, additions: str) -> str:
    """Add the types, fields and copy rules of one schema to another, which keeps its name."""
    schema = ElementTree.fromstring(core)
    ours = ElementTree.fromstring(additions)
    for part in ("types", "fields"):
        _part(schema, part).extend(_part(ours, part))
    schema.extend(ours.findall("copyField"))
    return ElementTree.tostring(schema, encoding="unicode", xml_declaration=True)


def _part(schema: ElementTree.Element, name: str) -> ElementTree.Element:
    part = schema.find(name)
    if part is None:
        raise ValueError(f"the schema has no <{name}>")
    return part
