"""Commands of operators: `ckan participation reindex`."""

from __future__ import annotations

import click

from . import indexing

__all__ = ["participation"]


@click.group(short_help="Participation: processes and their search")
def participation() -> None:
    """Look after processes."""


@participation.command()
def reindex() -> None:
    """Make the search index of processes anew from the database."""
    click.echo(f"{indexing.reindex()} processes are in the index")
