"""People who acted in a process and may be told news of it."""

import os

import sqlalchemy as sa
from ckanext.egov.keys import personal

TEXTS = {"en": "We will plant a hundred trees.", "uz": "Yuzta daraxt ekamiz."}


def people(process, number, **more):
    """So many people acted; the first wants news unless told otherwise."""
    from ckan import model

    made = []
    for _ in range(number):
        act = sa.text(
            "INSERT INTO participation_act (process_no, feature, person_key, level, salt,"
            " commitment, leaf_hash, acted_at, state) VALUES (:no, :feature, :key, 1, '', '', :key,"
            " clock_timestamp(), :state) RETURNING act_id"
        )
        key = more.get("key") or os.urandom(16)
        values = {"no": process["process_no"], "key": key, "state": more.get("state", "valid")}
        made.append(model.Session.scalar(act, values | {"feature": more.get("feature", "sign")}))
        person = sa.text(
            "INSERT INTO participation_person (act_id, name, email, language, wants_news)"
            " VALUES (:act, :name, :email, :language, :news)"
        )
        model.Session.execute(
            person,
            {
                "act": made[-1],
                "name": personal.seal(process["process_no"], "name", "Sentinel Name"),
                "email": personal.seal(
                    process["process_no"], "email", f"person-{made[-1]}@example.uz"
                ),
                "language": more.get("language", "en"),
                "news": more.get("news", True),
            },
        )
    model.Session.commit()
    return made


def told(key):
    from ckan import model
    from ckanext.egov.notifications.model import Message

    query = sa.select(Message.address, Message.language).where(Message.key.like(f"{key}:%"))
    return sorted(tuple(row) for row in model.Session.execute(query))
