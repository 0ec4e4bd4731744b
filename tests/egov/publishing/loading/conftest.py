"""The engine on the test DataStore, without CKAN around it."""

import uuid
from pathlib import Path

import psycopg2
import pytest
from ckan.common import config
from ckanext.egov.publishing.loading.engine.errors import LoadError
from ckanext.egov.publishing.loading.engine.run import run
from ckanext.egov.publishing.loading.engine.spec import Declared, Limits, Spec


class Store:
    """One table of the DataStore and what the engine said while loading it."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.folder = folder
        self.table = str(uuid.uuid4())
        self.events: list[tuple[str, dict]] = []

    def spec(self, content: bytes, format: str, declared: dict[str, str], **limits) -> Spec:
        path = self.folder / "file"
        path.write_bytes(content)
        return Spec(
            str(path), self.table, self.dsn, str(self.folder), format,
            tuple(Declared(name, type_) for name, type_ in declared.items()), Limits(**limits),
        )  # fmt: skip

    def load(self, content: bytes | str, format: str = "csv", declared=None, **limits):
        if isinstance(content, str):
            content = content.encode()
        self.events = []
        run(
            self.spec(content, format, declared or {}, **limits),
            lambda event, data: self.events.append((event, data)),
        )
        return self

    def refused(self, content: bytes | str, format: str = "csv", declared=None, **limits):
        with pytest.raises(LoadError) as caught:
            self.load(content, format, declared, **limits)
        return caught.value

    def said(self, event: str) -> list[dict]:
        return [data for name, data in self.events if name == event]

    def query(self, sql: str, *values):
        connection = psycopg2.connect(self.dsn)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql.replace("{t}", f'"{self.table}"'), values or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def types(self) -> dict[str, str]:
        rows = self.query(
            "SELECT attname, format_type(atttypid, -1) FROM pg_attribute WHERE attnum > 0 "
            "AND attrelid = to_regclass(%s) AND attname NOT LIKE '\\_%%' ORDER BY attnum",
            f'public."{self.table}"',
        )
        return dict(rows)

    def rows(self, columns: str = "*") -> list[tuple]:
        found = self.query(f"SELECT {columns} FROM {{t}} ORDER BY _id")
        return [row[2:] for row in found] if columns == "*" else found


@pytest.fixture
def store(tmp_path):
    found = Store(config["ckan.datastore.write_url"], tmp_path)
    yield found
    found.query("DROP TABLE IF EXISTS {t} CASCADE")
    found.query("DELETE FROM _table_stats WHERE resource_id = %s", found.table)
