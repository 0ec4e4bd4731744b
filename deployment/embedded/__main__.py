"""The commands of `./egov`."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click

from . import demo as demo_portal
from . import doctor as machine
from . import status as health
from . import supervision, testing, up, year
from .instance import ROOT, from_environment
from .services import ckan_program
from .steps import StepFailed, say, step

PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}
BENCHMARKS = sorted(path.stem.replace("_", "-") for path in (ROOT / "benchmarks").glob("[a-z]*.py"))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def egov() -> None:
    """A government's open portal: data, budgets, participation."""


@egov.command("up")
@click.option("--detach", is_flag=True, help="Return when pages are served; go on in background.")
@click.option("--no-demo", is_flag=True, help="Start empty, without the demo portal.")
def up_command(detach: bool, no_demo: bool) -> None:
    """Build what is missing, start everything and say where it is."""
    instance = from_environment()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        up.bring_up(instance, with_demo=not no_demo)
        up.welcome(instance)
        if not detach:
            say("  Ctrl-C stops it.")
            signal.pause()
    except KeyboardInterrupt:
        with step("Stopping"):
            supervision.shut_down(instance)


@egov.command()
def down() -> None:
    """Stop everything; the data stay."""
    with step("Stopping"):
        supervision.shut_down(from_environment())


@egov.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """Address, ports, process ids, versions and health. Exit code 1 unless all is well."""
    report = health.status(from_environment())
    click.echo(json.dumps(report, indent=2) if as_json else health.as_text(report))
    sys.exit(0 if report["health"] == "ok" else 1)


@egov.command()
def doctor() -> None:
    """Check what this machine lacks and say how to get it."""
    sys.exit(0 if machine.report(from_environment()) else 1)


@egov.command(context_settings=PASS_ON)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def ckan(words: tuple[str, ...]) -> None:
    """CKAN's own command line on this instance."""
    instance = from_environment()
    if not instance.ini.exists():
        raise StepFailed("There is no portal here yet", "Start it first: ./egov up")
    program = ckan_program(instance.python)
    os.execv(instance.python, [instance.python, program, "-c", str(instance.ini), *words])


@egov.group()
def demo() -> None:
    """The demo portal on real data."""


@demo.command("load")
def demo_load() -> None:
    """Publish the demo datasets; those already there stay."""
    demo_portal.load(from_environment())


@demo.command("reset")
def demo_reset() -> None:
    """Take the demo datasets away and publish them anew."""
    demo_portal.reset(from_environment())


@demo.command("year")
def demo_year() -> None:
    """Live through a year of petitions; pages rest for some minutes."""
    year.make(from_environment())


@egov.command(context_settings=PASS_ON)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def test(words: tuple[str, ...]) -> None:
    """Run every test on an instance of its own; words go to pytest."""
    sys.exit(testing.run_tests(list(words)))


@egov.command(context_settings=PASS_ON)
@click.argument("name", type=click.Choice(BENCHMARKS))
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the figures there.")
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, target: Path | None, words: tuple[str, ...]) -> None:
    """Measure as ratios within one run; further words go to the measurement."""
    words += ("--json", str(target.resolve())) if target else ()
    module = f"benchmarks.{name.replace('-', '_')}"
    sys.exit(subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT).returncode)


@egov.command()
@click.argument("name", required=False)
@click.option("-f", "--follow", is_flag=True)
def logs(name: str | None, follow: bool) -> None:
    """Show the newest lines of a service's log, or of all."""
    folder = from_environment().logs
    files = sorted(str(path) for path in folder.glob(f"{name or '*'}.log"))
    if not files:
        raise StepFailed(f"No log {name or ''} in {folder}", "Names: ./egov status")
    os.execvp("tail", ["tail", "-n", "40", *(["-F"] if follow else []), *files])


if __name__ == "__main__":
    try:
        egov(prog_name="./egov")
    except StepFailed as failed:
        say(f"\n{failed}")
        if failed.advice:
            say(failed.advice)
        sys.exit(1)
