"""The record of loading: one row per resource, of its last load."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

STATES = ("queued", "running", "complete", "failed")
STEPS = ("fetching", "checking", "writing", "replacing", "describing")


class ResourceLoad(tk.BaseModel):
    """Where the load of a resource stands."""

    __tablename__ = "resource_load"
    __table_args__ = (
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'complete', 'failed')", name="resource_load_state"
        ),
    )
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    load_id: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    step: Mapped[str] = mapped_column(sa.Text, server_default="")
    rows: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    total: Mapped[int | None] = mapped_column(sa.BigInteger)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    report: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    fingerprint: Mapped[str] = mapped_column(sa.Text, server_default="")
    keep_types: Mapped[bool] = mapped_column(server_default="true")
    attempts: Mapped[int] = mapped_column(server_default="0")
    queued: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())
    started: Mapped[datetime | None] = mapped_column(MOMENT)
    readable: Mapped[datetime | None] = mapped_column(MOMENT)
    finished: Mapped[datetime | None] = mapped_column(MOMENT)
    search_ready: Mapped[datetime | None] = mapped_column(MOMENT)


def find(resource_id: str) -> Any:
    """The last load of a resource, as it stands in the database now."""
    load = model.Session.get(ResourceLoad, resource_id)
    if load is not None:
        model.Session.refresh(load)
    return load


def find_many(resource_ids: list[str]) -> dict[str, Any]:
    """The last loads of several resources in one query."""
    found = model.Session.scalars(
        sa.select(ResourceLoad).where(ResourceLoad.resource_id.in_(resource_ids))
    )
    loads: list[Any] = list(found)
    return {load.resource_id: load for load in loads}


def running() -> list[tuple[str, str]]:
    """Resource and load of all loads that say that they run."""
    found = model.Session.execute(
        sa.select(ResourceLoad.resource_id, ResourceLoad.load_id).where(
            ResourceLoad.state == "running"
        )
    )
    return [(resource_id, load_id) for resource_id, load_id in found]


def queue(resource_id: str, fingerprint: str, keep_types: bool = True) -> Any:
    """A new load; it takes the place of the last one, which a worker then leaves alone."""
    load = model.Session.get(ResourceLoad, resource_id) or ResourceLoad(resource_id=resource_id)
    for name, value in _fresh(fingerprint, keep_types).items():
        setattr(load, name, value)
    model.Session.add(load)
    model.Session.commit()
    return load


def _fresh(fingerprint: str, keep_types: bool) -> dict[str, Any]:
    return {
        "load_id": str(uuid.uuid4()),
        "state": "queued",
        "step": "",
        "rows": 0,
        "total": None,
        "error": None,
        "report": {},
        "fingerprint": fingerprint,
        "keep_types": keep_types,
        "attempts": 0,
        "queued": sa.func.now(),
        "started": None,
        "readable": None,
        "finished": None,
        "search_ready": None,
    }


def note(load_id: str, resource_id: str, **values: Any) -> bool:
    """Change a load if it is still the last one of its resource; false when it is not."""
    changed: Any = model.Session.execute(
        sa.update(ResourceLoad)
        .where(ResourceLoad.resource_id == resource_id, ResourceLoad.load_id == load_id)
        .values(**values)
    )
    model.Session.commit()
    return changed.rowcount == 1


def forget(resource_id: str) -> None:
    """Drop the record of a resource that is no longer there."""
    model.Session.execute(sa.delete(ResourceLoad).where(ResourceLoad.resource_id == resource_id))
