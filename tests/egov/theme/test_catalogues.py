"""Texts of the interface: complete in Uzbek and Russian, in step with the code, readable."""

import gettext
import re

import pytest
from babel import Locale
from ckanext.egov.theme import languages
from ckanext.egov.theme.transliteration import to_cyrillic

from deployment import i18n

PLACEHOLDER = re.compile(r"\{[a-z_]*\}|%\([a-z_]+\)s|%[sdi]|<[^>]+>")
WRONG_APOSTROPHE = re.compile(r"(?i)(?<=[og])['‘’`´]|(?<=[a-z])['`´](?=[a-z])")


def texts(message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def first(message) -> str:
    return message.id[-1] if isinstance(message.id, list | tuple) else message.id


def messages(folder, language):
    return [message for message in i18n.read(folder, language) if message.id]


@pytest.fixture(scope="module")
def template():
    return i18n.collect()


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru"])
def test_every_text_of_ours_is_translated(language):
    assert [message.id for message in i18n.missing(i18n.OWN, language)] == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_catalogue_has_exactly_the_texts_of_the_code(template, language):
    """When this fails: `python -m deployment.i18n update`, translate, commit."""
    known = {message.id for message in messages(i18n.OWN, language)}
    assert known == {message.id for message in template if message.id}


@pytest.mark.parametrize("folder", [i18n.OWN, i18n.CORE])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_translation_keeps_the_placeholders(folder, language):
    wrong = [
        message.id
        for message in messages(folder, language)
        for text in texts(message)
        if text and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(first(message)))
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", [i18n.OWN, i18n.CORE])
def test_uzbek_is_written_with_its_own_apostrophes(folder):
    """Uzbek writes oʻ and gʻ with U+02BB and the tutuq with U+02BC."""
    wrong = [
        text
        for message in messages(folder, "uz")
        for text in texts(message)
        if WRONG_APOSTROPHE.search(text.replace("Who’s On First", ""))
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", [i18n.OWN, i18n.CORE])
def test_cyrillic_is_made_from_latin(folder):
    latin = {message.id: message for message in messages(folder, "uz")}
    cyrillic = messages(folder, "uz_Cyrl")
    assert len(cyrillic) == len(latin)
    for message in cyrillic:
        assert texts(message) == [to_cyrillic(text) for text in texts(latin[message.id])]


def test_karakalpak_falls_back_to_uzbek(tmp_path, monkeypatch):
    readable = i18n.readable(i18n.OWN, "kaa")
    untranslated = next(i18n.missing(i18n.OWN, "kaa"))
    uzbek = i18n.read(i18n.OWN, "uz").get(untranslated.id)
    assert readable.get(untranslated.id).string == uzbek.string


@pytest.fixture(scope="module")
def core(tmp_path_factory):
    return i18n.prepare_core_directory(tmp_path_factory.mktemp("core") / "i18n")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_ckan_finds_its_own_texts_in_each_language(core, language):
    Locale.parse(language)
    with open(core / language / "LC_MESSAGES" / "ckan.mo", "rb") as file:
        assert gettext.GNUTranslations(file).gettext("Datasets") != "Datasets"


def test_russian_of_ckan_is_kept_and_completed(core):
    with open(core / "ru" / "LC_MESSAGES" / "ckan.mo", "rb") as file:
        russian = gettext.GNUTranslations(file)
    assert russian.gettext("Username") == "Имя пользователя"
    assert russian.gettext("Edit role") == "Изменить роль"


def test_scripts_of_ckan_find_their_texts(core):
    assert (core / "ckan.pot").is_file()


def test_catalogues_are_of_the_languages_that_the_portal_offers():
    offered = {language.code for language in languages.LANGUAGES}
    assert offered == {*i18n.LANGUAGES, "en"}
