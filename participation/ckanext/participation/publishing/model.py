"""How far the publishing of a process is, as the database keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, mapped_column


class Publication(tk.BaseModel):
    """The dataset of a process. `files` holds resource and hash of each; `size` of the record."""

    __tablename__ = "participation_publication"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    process_no: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    dataset_id: Mapped[str | None] = mapped_column(sa.Text)
    files: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    size: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    published_at: Mapped[datetime | None] = mapped_column(MOMENT)
    certified_at: Mapped[datetime | None] = mapped_column(MOMENT)
    identities_dropped_at: Mapped[datetime | None] = mapped_column(MOMENT)


def find(process_no: int) -> Any:
    """What is published of a process, as it stands in the database now."""
    return core_model.Session.get(Publication, process_no, populate_existing=True)


def begin(process_no: int) -> Any:
    """The row of a process, made when there is none."""
    made = insert(Publication).values(process_no=process_no).on_conflict_do_nothing()
    core_model.Session.execute(made)
    core_model.Session.commit()
    found = find(process_no)
    assert found is not None
    return found


def waiting() -> list[int]:
    """Closed processes that are not published, or whose record has grown since.

    What is announced to nobody, or no longer, is published to nobody.
    """
    query = """
        SELECT process.process_no FROM participation_process AS process
        JOIN participation_log AS log USING (process_no)
        LEFT JOIN participation_publication AS publication USING (process_no)
        WHERE process.state = 'closed' AND process.announced_at IS NOT NULL
            AND log.size > COALESCE(publication.size, 0)
        ORDER BY process.closes_at
    """
    return list(core_model.Session.scalars(sa.text(query)))


def half_certified() -> list[int]:
    """Certified processes whose identities are still there."""
    table = Publication
    query = sa.select(table.process_no).where(
        table.certified_at.is_not(None), table.identities_dropped_at.is_(None)
    )
    return list(core_model.Session.scalars(query))
