"""A closed process that people signed, for the tests of this folder."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from tests.participation import record_making

SENTINEL = "Sentinel Person"
PERSON = {"name": SENTINEL, "email": "sentinel@example.uz", "phone": "998901234567"}


def call(action: str, user: str = "", **data: Any) -> Any:
    """Call an action as somebody, or past all rights."""
    from ckan.plugins import toolkit as tk

    return tk.get_action(action)({"user": user, "ignore_auth": not user}, data)


def signed_and_closed(open_process: Any, connection: Any, seal: Any) -> int:
    """37 people signed: 25 in Tashkent, 9 in Andijon, 3 without region; two do not count."""
    from ckanext.egov.accounts import peppers

    process = open_process(rules={"min_cell": 5})
    number = process["process_no"]
    peppers.create(number)
    acts = record_making.act(connection, number, 25, region="1726")
    acts += record_making.act(connection, number, 9, region="1703")
    acts += record_making.act(connection, number, 3, region=None)
    record_making.change(connection, acts[0], "withdraw")
    record_making.change(connection, acts[1], "invalidate")
    _name(connection, number, acts[2])
    call("process_close", process_no=number, reason={"en": "Enough"})
    seal()
    return number


def act_as_sentinel(connection: Any, number: int) -> None:
    """Ten people act, and who one of them is, is known."""
    acts = record_making.act(connection, number, 10, region="1726")
    _name(connection, number, acts[0])


def _name(connection: Any, number: int, act: int) -> None:
    from ckanext.egov.keys import personal

    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO participation_person (act_id, name, email, phone, language, wants_news)"
            " VALUES (%s, %s, %s, %s, 'uz', true)",
            [act, *(personal.seal(number, *each) for each in PERSON.items())],
        )


def rows(number: int, name: str) -> list[dict[str, str]]:
    """A published table, from its file."""
    from ckan.lib import uploader
    from ckanext.participation.publishing import model

    resource = call("resource_show", id=model.find(number).files[name]["resource"])
    path = uploader.get_resource_uploader(resource).get_path(resource["id"])
    return list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8"))))
