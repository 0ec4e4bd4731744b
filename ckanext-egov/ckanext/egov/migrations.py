"""Runs a room's migrations against CKAN's database: what every room's `env.py` calls."""

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool


def run(plugin: str) -> None:
    """Apply the versions of a plugin, each in one transaction, noted in a table of its own."""
    section = context.config.get_section(context.config.config_ini_section) or {}
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=f"{plugin}_alembic_version",
        )
        with context.begin_transaction():
            context.run_migrations()
