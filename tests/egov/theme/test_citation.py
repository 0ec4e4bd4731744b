"""A dataset can be named in a text."""

from ckanext.egov.theme.citation import cite

FACTS = {
    "name": "davlat-budjeti",
    "title": "Davlat budjeti",
    "publisher": "Moliya vazirligi",
    "year": 2026,
    "portal": "Ochiq maʼlumotlar",
    "url": "https://data.example/dataset/davlat-budjeti",
    "licence": "ODbL 1.0",
}


def test_citation_names_who_when_what_where_and_licence():
    assert cite(**FACTS).text == (
        "Moliya vazirligi (2026). Davlat budjeti. Ochiq maʼlumotlar. "
        "https://data.example/dataset/davlat-budjeti. ODbL 1.0."
    )


def test_what_is_unknown_is_left_out():
    found = cite(**FACTS | {"publisher": "", "year": None, "licence": ""})
    assert found.text.startswith("Davlat budjeti. ")
    assert "author" not in found.bibtex
    assert "note" not in found.bibtex


def test_bibtex_keeps_the_title_and_escapes_what_latex_reads():
    found = cite(**FACTS | {"title": "Yoʻl & koʻprik 50%"})
    assert "@misc{davlat-budjeti," in found.bibtex
    assert r"{Yoʻl \& koʻprik 50\%}" in found.bibtex
