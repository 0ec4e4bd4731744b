"""What became of each table of amounts the last time it was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column


class BudgetBuild(tk.BaseModel):
    """A reading of the file of a resource. One that did not pass left the cube as it was."""

    __tablename__ = "budget_build"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(sa.Text)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    excluded: Mapped[dict[str, int]] = mapped_column(JSONB, server_default="{}")
    facts: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    passed: Mapped[bool]
    built_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())


def find(resource_id: str) -> Any:
    """The last reading of a resource, as it stands in the database now."""
    return model.Session.get(BudgetBuild, resource_id, populate_existing=True)


def note(resource_id: str, **values: Any) -> None:
    """Write down what became of a reading."""
    build = find(resource_id) or BudgetBuild(resource_id=resource_id)
    for name, value in values.items():
        setattr(build, name, value)
    build.built_at = sa.func.clock_timestamp()
    model.Session.add(build)
    model.Session.commit()


def forget(resource_id: str) -> None:
    """Drop the record of a resource that is no longer there."""
    model.Session.execute(sa.delete(BudgetBuild).where(BudgetBuild.resource_id == resource_id))
