"""The new table takes the old one's place whole, with everything that hung on it."""

import threading

import psycopg2
from ckanext.egov.publishing.loading.engine import search_text
from ckanext.egov.publishing.loading.engine import table as tables


def test_loading_twice_gives_the_same_table(store):
    content = "id,name\n1,a\n2,b\n"
    store.load(content)
    first = (store.rows("*"), store.types())
    store.load(content)
    assert (store.rows("*"), store.types()) == first


def test_the_table_has_the_shape_that_the_datastore_expects(store):
    store.load("a\n5\n6\n")
    assert store.query("SELECT _id, _full_text FROM {t} ORDER BY _id") == [(1, None), (2, None)]
    assert store.query("INSERT INTO {t} (a) VALUES (7) RETURNING _id") == [(3,)]
    assert store.query("SELECT 1 FROM _table_metadata WHERE name = %s", store.table) == [(1,)]


def test_the_number_of_rows_is_known_without_counting(store):
    store.load("a\n5\n6\n")
    stats = "SELECT stats -> 'rows' FROM _table_stats WHERE resource_id = %s"
    assert store.query(stats, store.table) == [(2,)]
    store.load("a\n5\n")
    assert store.query(stats, store.table) == [(1,)]


def test_comments_indexes_and_aliases_are_carried_over(store):
    store.load("a,b\n5,x\n")
    store.query('COMMENT ON COLUMN {t}.a IS \' {"_info":{"label":"A"}}\'')
    store.query(f'CREATE INDEX "{store.table[:8]}_i" ON {{t}} (b)')
    store.query(f'CREATE VIEW "{store.table[:8]}_v" AS SELECT * FROM {{t}}')
    store.load("a,b\n6,y\n")
    comment = "SELECT col_description(to_regclass(%s), attnum) FROM pg_attribute "
    comment += "WHERE attrelid = to_regclass(%s) AND attname = 'a'"
    name = f'public."{store.table}"'
    assert store.query(comment, name, name) == [(' {"_info":{"label":"A"}}',)]
    assert store.query("SELECT 1 FROM pg_indexes WHERE indexname = %s", f"{store.table[:8]}_i")
    assert store.query(f'SELECT a FROM "{store.table[:8]}_v"') == [(6,)]


def test_an_index_on_a_column_that_is_gone_is_dropped_with_a_warning(store):
    store.load("a,b\n5,x\n")
    store.query(f'CREATE INDEX "{store.table[:8]}_i" ON {{t}} (b)')
    store.load("a\n6\n")
    assert [item["code"] for item in store.said("warning")] == ["not_carried_over"]


def test_a_key_that_the_new_rows_break_refuses_them(store):
    store.load("a\n5\n")
    store.query(f'CREATE UNIQUE INDEX "{store.table[:8]}_u" ON {{t}} (a)')
    assert store.refused("a\n5\n5\n").code == "not_unique"
    assert store.rows() == [(5,)]


def test_readers_see_the_old_rows_until_the_new_table_is_complete(store, monkeypatch):
    store.load("a\n1\n")
    seen = []
    replace = tables.replace

    def look_first(cursor, new, table, rows):
        seen.append(store.rows())
        lost = replace(cursor, new, table, rows)
        return lost

    monkeypatch.setattr(tables, "replace", look_first)
    store.load("a\n2\n3\n")
    assert seen == [[(1,)]]
    assert store.rows() == [(2,), (3,)]


def test_a_reader_in_the_middle_of_reading_is_waited_for(store):
    store.load("a\n1\n")
    reader = psycopg2.connect(store.dsn)
    cursor = reader.cursor()
    cursor.execute(f'SELECT a FROM "{store.table}"')
    release = threading.Timer(1.5, reader.rollback)
    release.start()
    store.load("a\n2\n")
    release.join()
    reader.close()
    assert store.rows() == [(2,)]


def test_two_loads_of_one_table_do_not_run_at_once(store, monkeypatch):
    monkeypatch.setattr(tables, "CLAIM_SECONDS", 1)
    other = psycopg2.connect(store.dsn)
    with other.cursor() as cursor:
        assert tables.claim(cursor, store.table)
        assert store.refused("a\n1\n").code == "busy"
    other.close()
    store.load("a\n1\n")


def test_the_search_over_rows_is_built_after_the_table_can_be_read(store):
    store.load("a,b\n1,Samarqand shahri\n2,Buxoro\n")
    query = "SELECT a FROM {t} WHERE _full_text @@ plainto_tsquery('simple', 'samarqand')"
    assert store.query(query) == []
    assert search_text.build(store.dsn, store.table, "simple", "gin")
    assert store.query(query) == [(1,)]
    assert store.rows("a, b") == [(1, "Samarqand shahri"), (2, "Buxoro")]
    assert not search_text.build(store.dsn, store.table, "simple", "gin")


def test_the_search_over_rows_takes_more_columns_than_a_function_has_arguments(store):
    names = [f"c{number}" for number in range(250)]
    store.load(f"{','.join(names)}\n{','.join(['word'] * 249)},last\n")
    assert search_text.build(store.dsn, store.table, "simple", "gin")
    query = "SELECT count(*) FROM {t} WHERE _full_text @@ plainto_tsquery('simple', 'last')"
    assert store.query(query) == [(1,)]


def test_rows_changed_later_are_searched_too(store):
    store.load("a\nx\n")
    search_text.build(store.dsn, store.table, "simple", "gin")
    store.query("UPDATE {t} SET a = 'yangi', _full_text = NULL")
    query = "SELECT count(*) FROM {t} WHERE _full_text @@ plainto_tsquery('yangi')"
    assert store.query(query) == [(1,)]
