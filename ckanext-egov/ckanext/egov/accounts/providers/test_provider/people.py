"""Invented people. Their national ids have a form that no real one has: they begin with 0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who can be chosen at the demonstration's provider."""

    pin: str
    surname: str
    first_name: str
    birth_date: str
    """As YYYY-MM-DD."""

    @property
    def name(self) -> str:
        return f"{self.surname} {self.first_name}"


PEOPLE = {
    person.pin: person
    for person in (
        Person("00000000000101", "Namunayeva", "Nilufar", "1963-05-02"),
        Person("00000000000202", "Sinovov", "Sardor", "1988-11-20"),
        Person("00000000000303", "Misolova", "Malika", "2001-02-28"),
        Person("00000000000404", "Namunayev", "Jasur", "1975-07-14"),
        Person("00000000000505", "Yoshov", "Ulugʻbek", "2012-09-01"),
    )
}
