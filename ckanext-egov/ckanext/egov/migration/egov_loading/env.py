"""Alembic environment of this room's tables."""

from __future__ import annotations

from typing import Any

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool

VERSION_TABLE = "egov_loading_alembic_version"
TABLES = {"resource_load"}


def include_object(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """Only our own tables."""
    return kind != "table" or name in TABLES


def run_offline() -> None:
    """Write the SQL."""
    context.configure(
        url=context.config.get_main_option("sqlalchemy.url"),
        target_metadata=metadata,
        literal_binds=True,
        version_table=VERSION_TABLE,
        include_object=include_object,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Change the database."""
    section = context.config.get_section(context.config.config_ini_section) or {}
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=VERSION_TABLE,
            include_object=include_object,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
