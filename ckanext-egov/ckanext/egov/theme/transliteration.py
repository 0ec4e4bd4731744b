"""Uzbek of the interface from Latin into Cyrillic. Made for our own texts, not for all Uzbek.

Words that the two alphabets spell by different rules (loans with ц, ь and the like) are listed
as stems below; a reviewer adds a stem here and runs `python -m deployment.i18n update`.
"""

from __future__ import annotations

import re

# Longest first: "yoʻ" is йў, not ёʻ.
_LETTERS = {
    "yoʻ": "йў", "sʼh": "сҳ",
    "oʻ": "ў", "gʻ": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я",
    "ye": "е", "a": "а", "b": "б", "c": "с", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ",
    "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "қ",
    "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "х", "y": "й", "z": "з",
    "ʼ": "ъ",
}  # fmt: skip

_STEMS = {
    "litsenziya": "лицензия", "informatsiya": "информация", 
    "koordinata": "координата", "statistika": "статистика", "versiya": "версия",
    "avtomatik": "автоматик", "fevral": "февраль", "aprel": "апрель", "iyun": "июнь",
    "iyul": "июль", "sentabr": "сентябрь", "oktabr": "октябрь", "noyabr": "ноябрь",
    "dekabr": "декабрь", "yanvar": "январь", "parol": "пароль", "modul": "модуль",
    "byudjet": "бюджет", "obyekt": "объект", "subyekt": "субъект", 
    "eksport": "экспорт", "elektron": "электрон",
    "kompyuter": "компьютер", "interyer": "интерьер",
    "litsey": "лицей", "funksiya": "функция", "kolleksiya": "коллекция",
    "seksiya": "секция", "operatsiya": "операция", "redaksiya": "редакция", "aksiya": "акция",
    "filtr": "фильтр", "rol": "роль", 
}  # fmt: skip

# What stays as it is: markup, placeholders, addresses, names in capitals and names of formats.
_KEPT = re.compile(
    r"<[^>]*>|&[a-z#0-9]+;|%\([a-z_]+\)[a-z]|%[sdi]|\{[^}]*\}|https?://\S+|\S+@\S+\.\S+|`[^`]*`"
    r"|«(?:json|csv|id|fields|name|column)»|(?:vocabulary|resource):[A-Za-z#]+|\.(?:ttl|rdf|jsonld)\b"
    r"|Who’s On First|Open Database License|Frictionless|Table Schema"
    r"|\b(?:ODbL|GeoJSON|BibTeX|JavaScript|Python|Parquet|Turtle|Excel|Enter|Tab|CKAN|curl)"
    r"|\bYYYY-MM-DD|\b[A-Z]{2,}[0-9]*(?:-[A-Z0-9]+)*|\b(?:UTF-8|windows-1251|[a-z]+_[a-z_]+)\b"
)
_WORD = re.compile(r"[A-Za-zʻʼ]+")
_VOWELS = set("aeiouаеёиоуўэюя")


def to_cyrillic(text: str) -> str:
    """Write an Uzbek text of the interface in Cyrillic; markup and names of formats are kept."""
    parts, place = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_WORD.sub(_word, text[place : kept.start()]), kept.group()]
        place = kept.end()
    return "".join([*parts, _WORD.sub(_word, text[place:])])


def _word(match: re.Match[str]) -> str:
    word = match.group()
    written = _spelled(word.lower())
    if word.isupper() and len(word) > 1:
        return written.upper()
    return written[:1].upper() + written[1:] if word[0].isupper() else written


def _spelled(word: str) -> str:
    for stem in sorted(_STEMS, key=len, reverse=True):
        if word.startswith(stem) and len(stem) > 2:
            return _STEMS[stem] + _letters(word[len(stem) :], before=_STEMS[stem][-1])
    return _letters(word)


def _letters(word: str, before: str = "") -> str:
    written, place = before, 0
    while place < len(word):
        for length in (3, 2, 1):
            piece = word[place : place + length]
            if piece in _LETTERS:
                break
        written += _letter(piece, written[-1:])
        place += len(piece)
    return written[len(before) :]


def _letter(piece: str, before: str) -> str:
    if piece == "e" and (not before or before in _VOWELS):
        return "э"
    return _LETTERS.get(piece, piece)
