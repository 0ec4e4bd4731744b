"""`ckan participation-petitions demo --from FILE`"""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk
import click

from . import content, loader
from .year import living, story


@click.group("participation-petitions")
def participation_petitions() -> None:
    """Petitions."""


@participation_petitions.command()
@click.option(
    "--from",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file with the petitions.",
)
@click.pass_context
def demo(context: click.Context, path: Path) -> None:
    """Make the petitions of the demo; a second run changes nothing."""
    try:
        # Who signs is a person in front of a browser: the booth asks who that is.
        with context.meta["flask_app"].test_request_context():
            made = loader.load(content.read(path), click.echo)
    except loader.DemoFailed as error:
        tk.error_shout(str(error))
        raise click.Abort from error
    click.echo(f"{made} petitions made")


@participation_petitions.command()
@click.option(
    "--from",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file with the petitions of the year.",
)
@click.pass_context
def year(context: click.Context, path: Path) -> None:
    """Live through a year of petitions; what is there already stays."""
    try:
        with context.meta["flask_app"].test_request_context():
            living.live(story.read(path), click.echo)
    except loader.DemoFailed as error:
        tk.error_shout(str(error))
        raise click.Abort from error
