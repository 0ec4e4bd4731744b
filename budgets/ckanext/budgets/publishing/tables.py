"""Files on their way to being published."""

from __future__ import annotations

import shutil
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.budgets.cube import config as cube_config
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import Mapped, mapped_column


class BudgetDraft(tk.BaseModel):
    """A file, what its columns are said to be, and what the checks found.

    dataset_id   the budget that it is added to; none for a new one
    resource_id  the file that it takes the place of; none where it is added
    declared     types, normalize, left_out and table, as `suggesting` makes them
    findings     problems, notes and excluded rows of the last check
    """

    __tablename__ = "budget_draft"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    draft_id: Mapped[str] = mapped_column(UUID(as_uuid=False), primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    dataset_id: Mapped[str | None] = mapped_column(sa.Text)
    resource_id: Mapped[str | None] = mapped_column(sa.Text)
    title: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    file_name: Mapped[str] = mapped_column(sa.Text)
    declared: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    findings: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    explanations: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    passed: Mapped[bool] = mapped_column(server_default="false")
    modified_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())

    @property
    def folder(self) -> Path:
        """Where its file and its cube are."""
        return cube_config.folder() / "drafts" / str(self.draft_id)

    @property
    def file(self) -> Path:
        """The file as it came."""
        return self.folder / "file"

    @property
    def cube(self) -> Path:
        """Its amounts, once they passed the checks."""
        return self.folder / "cube.parquet"


def find(draft_id: Any) -> Any:
    """A draft by its id, none for what is no id."""
    try:
        known = str(uuid.UUID(str(draft_id)))
    except ValueError:
        return None
    return model.Session.get(BudgetDraft, known)


def of_user(user_id: str) -> list[Any]:
    """What a person has not published yet, the newest first."""
    query = sa.select(BudgetDraft).where(BudgetDraft.user_id == user_id)
    return list(model.Session.scalars(query.order_by(BudgetDraft.modified_at.desc()).limit(100)))


def save(draft: Any) -> None:
    """Keep a draft as it is now."""
    draft.modified_at = sa.func.clock_timestamp()
    model.Session.add(draft)
    model.Session.commit()


def drop(draft: Any) -> None:
    """Forget a draft with its files."""
    shutil.rmtree(draft.folder, ignore_errors=True)
    model.Session.delete(draft)
    model.Session.commit()
