"""`ckan egov-demo load|reset --from DIR`"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ckan.plugins.toolkit as tk
import click
from ckanext.egov.publishing.demo import content, loader

folder = click.option(
    "--from",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with datasets.yaml, files/ and dictionaries/.",
)


@click.group("egov-demo")
def egov_demo() -> None:
    """Publish the demo portal, or take it away."""


@egov_demo.command()
@folder
def load(folder: Path) -> None:
    """Publish bodies, datasets, files and dictionaries; a second run changes nothing."""
    _run(loader.load, folder, "made")


@egov_demo.command()
@folder
def reset(folder: Path) -> None:
    """Purge what the demo published; other people's datasets stay."""
    _run(loader.reset, folder, "taken away")


def _run(work: Callable[[content.Content, loader.Say], int], folder: Path, done: str) -> None:
    try:
        count = work(content.read(folder), click.echo)
    except loader.DemoFailed as error:
        tk.error_shout(str(error))
        raise click.Abort from error
    click.echo(f"{count} things {done}")
