"""Open petitions of a chosen size, written straight into the tables of a throwaway instance.

Signatures, whoever made them, their traces and their counts lie there as the booth, the sealer and
the schedule leave them; the record's leaves are left out, for no page reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ckanext.egov.keys.sealing import Keys
from psycopg2.extras import execute_values

DAYS = 30
NETWORKS, DOMAINS = 50_000, 3_000
BAD = "flood.example"
"""The domain from which the signatures of a flood come."""
BODY = "bench-body"
OPEN = f"""
WITH body AS (
    INSERT INTO "group" (id, name, title, type, state, is_organization, approval_status, created)
    SELECT '{BODY}', '{BODY}', 'Body', 'organization', 'active', true, 'approved', now()
    WHERE NOT EXISTS (SELECT FROM "group" WHERE id = '{BODY}')
), process AS (
    INSERT INTO participation_process
        (kind, body, region, title, state, announced_at, opens_at, closes_at, rules, rules_hash)
    VALUES ('petition', '{BODY}', '1726', %(title)s, 'open', now() - interval '31 days',
        now() - interval '30 days', now() + interval '90 days', %(rules)s, 'x') RETURNING process_no
), phase AS (
    INSERT INTO participation_phase (process_no, key, during, features)
    SELECT process_no, 'signing',
        tstzrange(now() - interval '30 days', now() + interval '90 days'), '{{"sign": 1}}'
    FROM process
)
INSERT INTO petition (process_no, state, level, language, title, background, details, opened_at)
SELECT process_no, 'open', 'national', 'uz', %(title)s, %(title)s, '{{}}',
    now() - interval '30 days'
FROM process RETURNING process_no
"""
ACTS = """
INSERT INTO participation_act (process_no, feature, person_key, level, region, salt, commitment,
                               leaf_hash, acted_at)
SELECT %(no)s, 'sign', decode(md5(%(no)s || '-' || n), 'hex'), 1,
    (ARRAY['1703','1706','1708','1710','1712','1714','1718','1722','1724','1726','1727','1730',
           '1733','1735'])[1 + n %% 14], '', decode(md5('c' || %(no)s || '-' || n), 'hex'), '',
    date_trunc('hour', now()) - interval '30 days' * random()
FROM generate_series(%(since)s, %(until)s - 1) AS n
"""
PEOPLE = """
INSERT INTO participation_person (act_id, name, email, language, wants_news) VALUES %s
"""
WHO = "SELECT act_id FROM participation_act WHERE process_no = %(no)s ORDER BY act_id"
COUNTS = (
    "INSERT INTO participation_count_state (process_no, feature, subject, state, total)"
    " SELECT process_no, feature, '', 'valid', count(*) FROM participation_act"
    " WHERE process_no = %(no)s GROUP BY 1, 2",
    "INSERT INTO participation_count_region (process_no, feature, subject, region, total)"
    " SELECT process_no, feature, '', region, count(*) FROM participation_act"
    " WHERE process_no = %(no)s GROUP BY 1, 2, 4",
    "INSERT INTO participation_count_hour (process_no, feature, subject, hour, total)"
    " SELECT process_no, feature, '', date_trunc('hour', acted_at, 'UTC'), count(*)"
    " FROM participation_act WHERE process_no = %(no)s GROUP BY 1, 2, 4",
)
TRENDS = f"""
WITH asked AS (
    SELECT date_trunc('hour', now() - interval '23 hours' * random(), 'UTC') AS hour,
        (power(random(), 2) * {NETWORKS})::int AS network,
        (power(random(), 4) * {DOMAINS})::int AS domain
    FROM generate_series(1, %(number)s)
)
INSERT INTO petition_trend (kind, hour, process_no, key, asked, confirmed)
SELECT 'network', hour, %(no)s, left(md5(network::text), 24), count(*), count(*)
FROM asked GROUP BY hour, network
UNION ALL
SELECT 'domain', hour, %(no)s, 'd' || domain || '.example', count(*), count(*)
FROM asked GROUP BY hour, domain
"""
TOGETHER = 200_000


def petition(cursor: Any, title: str, rules: str) -> int:
    """An open petition that nobody has signed; its number."""
    cursor.execute(OPEN, {"title": f'{{"uz": "{title}"}}', "rules": rules})
    return cursor.fetchone()[0]


def signatures(cursor: Any, keys: Keys, process_no: int, number: int, bad: int = 0) -> None:
    """So many signatures over a month; `bad` of them from the domain of a flood."""
    for since in range(0, number, TOGETHER):
        until = min(number, since + TOGETHER)
        cursor.execute(ACTS, {"no": process_no, "since": since, "until": until})
    cursor.execute(WHO, {"no": process_no})
    acts = [row[0] for row in cursor.fetchall()]
    execute_values(cursor, PEOPLE, _people(keys, process_no, acts, bad), page_size=5_000)
    for statement in COUNTS:
        cursor.execute(statement, {"no": process_no})


def _people(keys: Keys, process_no: int, acts: list[int], bad: int) -> Iterator[tuple[Any, ...]]:
    """Names and addresses as the booth keeps them: sealed."""
    name = f"process-{process_no}"
    sealed = keys.seal(name, "name", "Name")
    for place, act in enumerate(acts):
        domain = BAD if place < bad else f"d{act % DOMAINS}.example"
        yield act, sealed, keys.seal(name, "email", f"p{act}@{domain}"), "uz", False


def trends(cursor: Any, process_no: int, number: int) -> None:
    """The desk's hourly numbers of so many requests of one day."""
    cursor.execute(TRENDS, {"no": process_no, "number": number})
