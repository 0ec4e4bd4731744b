"""Run the migrations of this room against CKAN's database."""

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool

NAME = "egov_validation"


def run() -> None:
    """Apply the versions in one transaction each."""
    section = context.config.get_section(context.config.config_ini_section) or {}
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=f"{NAME}_alembic_version",
        )
        with context.begin_transaction():
            context.run_migrations()


run()
