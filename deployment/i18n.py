"""Texts of the interface: collect them from the code, keep catalogues in step, compile them.

`python -m deployment.i18n extract|update|compile`

Two domains. `ckanext-egov` holds our own texts; those of every room are collected into one
catalogue per language under the theme. `ckan` holds the texts of CKAN, which has no Uzbek and no
Karakalpak and half of a Russian catalogue: ours are in a folder of their own, and
`prepare_core_directory` joins both into the folder that `ckan.i18n_directory` names. Catalogues
(.po) are committed, compiled ones (.mo) are build output that the wheel carries.

Uzbek in Cyrillic is never written by hand: `update` makes it from Uzbek in Latin, word exceptions
are in `ckanext.egov.theme.transliteration`.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    ROOT / "ckanext-egov" / "ckanext" / "egov",
    ROOT / "budgets" / "ckanext" / "budgets",
    ROOT / "participation" / "ckanext" / "participation",
)
THEME = SOURCES[0] / "theme"
OWN = THEME / "i18n"
CORE = THEME / "i18n_core"
DOMAINS = {OWN: "ckanext-egov", CORE: "ckan"}
LANGUAGES = ("uz", "uz_Cyrl", "ru", "kaa")

_METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "ckan"),
    ("**/templates/notifications/**.txt", "ckan"),
    ("**/templates/notifications/**.subject", "ckan"),
    ("**/assets/**.js", "javascript"),
]
_KEYWORDS = {
    "_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "ungettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}  # fmt: skip
# A fixed date: a catalogue changes only when its texts change.
_HEADER = {"fuzzy": False, "charset": "utf-8", "project": "ckanext-egov", "version": "1",
           "creation_date": datetime(2026, 1, 1, tzinfo=UTC), "header_comment": "#"}  # fmt: skip


def collect() -> Catalog:
    """Collect our own texts from Python, templates and scripts of all rooms."""
    template = Catalog(**_HEADER)
    for source in SOURCES:
        for name, _line, message, _comments, context in extract_from_dir(
            source, _METHODS, keywords=_KEYWORDS
        ):
            template.add(message, None, [(name, 0)], context=context)
    return template


def extract() -> Catalog:
    """Write the template that translators start from."""
    template = collect()
    _write(OWN / "ckanext-egov.pot", template)
    return template


def update() -> None:
    """Bring every catalogue in step with the code, then make Uzbek Cyrillic from Uzbek."""
    template = extract()
    for language in LANGUAGES:
        if language != "uz_Cyrl":
            catalogue = read(OWN, language)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            write(OWN, language, catalogue)
    for folder in DOMAINS:
        write(folder, "uz_Cyrl", _in_cyrillic(read(folder, "uz")))


def compile_catalogues() -> list[Path]:
    """Write the .mo of our own texts, which CKAN reads; return what was written."""
    written = []
    for language in LANGUAGES:
        target = _path(OWN, language).with_suffix(".mo")
        _write_mo(target, readable(OWN, language))
        written.append(target)
    return written


def prepare_core_directory(target: Path) -> Path:
    """Make the folder for `ckan.i18n_directory`: CKAN's Russian completed, and our languages."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for language in LANGUAGES:
        catalogue = _joined(language)
        path = fresh / language / "LC_MESSAGES" / "ckan.po"
        path.parent.mkdir(parents=True)
        _write(path, catalogue)
        _write_mo(path.with_suffix(".mo"), catalogue)
    # CKAN looks here for the texts that its scripts use.
    shutil.copyfile(_ckan_i18n() / "ckan.pot", fresh / "ckan.pot")
    shutil.rmtree(target, ignore_errors=True)
    return fresh.rename(target)


def read(folder: Path, language: str) -> Catalog:
    """Read one of our catalogues; an empty one when the language is new."""
    path = _path(folder, language)
    if not path.is_file():
        return Catalog(locale=language, domain=DOMAINS[folder], **_HEADER)
    with open(path, "rb") as file:
        return read_po(file, locale=language, domain=DOMAINS[folder])


def write(folder: Path, language: str, catalogue: Catalog) -> None:
    """Write one of our catalogues."""
    path = _path(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, catalogue)


def missing(folder: Path, language: str) -> Iterator[Message]:
    """Yield the messages that have no translation, or only some of their plural forms."""
    for message in read(folder, language):
        texts = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.id and not all(texts):
            yield message


def _path(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{DOMAINS[folder]}.po"


def _ckan_i18n() -> Path:
    spec = find_spec("ckan")
    if spec is None or spec.origin is None:
        raise RuntimeError("CKAN is not installed in this environment")
    return Path(spec.origin).parent / "i18n"


def readable(folder: Path, language: str) -> Catalog:
    """Return a catalogue; what Karakalpak lacks is said in Uzbek, which its readers know best."""
    catalogue = read(folder, language)
    if language == "kaa":
        for message in read(folder, "uz"):
            known = catalogue.get(message.id) if message.id else None
            if message.id and not (known and known.string and all(known.string)):
                _put(catalogue, message)
    return catalogue


def _put(catalogue: Catalog, message: Message) -> None:
    """Set a translation; `Catalog.add` keeps the old one of a message that is already there."""
    known = catalogue.get(message.id, message.context)
    if known is None:
        catalogue.add(message.id, message.string, flags=message.flags, context=message.context)
    else:
        known.string = message.string


def _joined(language: str) -> Catalog:
    """Return CKAN's catalogue of the language, if it has one, with ours over it."""
    ours = readable(CORE, language)
    shipped = _ckan_i18n() / language / "LC_MESSAGES" / "ckan.po"
    if not shipped.is_file():
        return ours
    with open(shipped, "rb") as file:
        catalogue = read_po(file, locale=language, domain="ckan")
    for message in ours:
        if message.id:
            _put(catalogue, message)
    return catalogue


def _in_cyrillic(latin: Catalog) -> Catalog:
    from ckanext.egov.theme.transliteration import to_cyrillic

    catalogue = Catalog(locale="uz_Cyrl", domain=latin.domain, **_HEADER)
    for message in latin:
        if message.id:
            latin_texts = message.string
            if isinstance(latin_texts, list | tuple):
                texts = tuple(to_cyrillic(text or "") for text in latin_texts)
            else:
                texts = to_cyrillic(latin_texts or "")
            places, flags = message.locations, message.flags
            catalogue.add(message.id, texts, places, flags, context=message.context)
    return catalogue


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, sort_by_file=False)


def _write_mo(path: Path, catalogue: Catalog) -> None:
    with open(path, "wb") as file:
        write_mo(file, catalogue)


def main(words: list[str]) -> int:
    """Run one of the commands; return the exit code of the process."""
    commands: dict[str, Callable[[], object]] = {
        "extract": extract, "update": update, "compile": compile_catalogues,
    }  # fmt: skip
    if len(words) != 1 or words[0] not in commands:
        print(f"Say one of: {', '.join(commands)}", file=sys.stderr)
        return 2
    commands[words[0]]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
