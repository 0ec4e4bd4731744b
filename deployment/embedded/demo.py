"""The demo portal: real data published through the portal's own actions."""

import subprocess

from .child import tied
from .instance import ROOT, Instance
from .services import ckan_program
from .steps import StepFailed, step

CONTENT = ROOT / "deployment" / "demo"


def ensure(instance: Instance) -> None:
    """Load the demo at the first start; a finished load is remembered, a broken one goes on."""
    done = instance.home / "demo-loaded"
    if not done.exists():
        load(instance)


def load(instance: Instance) -> None:
    with step("Demo portal") as progress:
        _run(instance, progress, "egov-demo", "load", "--from", str(CONTENT))
    with step("Demo petitions") as progress:
        petitions = str(CONTENT / "petitions.yaml")
        _run(instance, progress, "participation-petitions", "demo", "--from", petitions)
    (instance.home / "demo-loaded").touch()


def live(instance: Instance) -> None:
    """Make the petitions of a year; the clock has to be one that can be set (`past.py`)."""
    with step("Demo year") as progress:
        story = str(CONTENT / "year.yaml")
        _run(instance, progress, "participation-petitions", "year", "--from", story)


def reset(instance: Instance) -> None:
    """Take away what the demo made, then load it anew."""
    (instance.home / "demo-loaded").unlink(missing_ok=True)
    with step("Demo portal taken away") as progress:
        _run(instance, progress, "egov-demo", "reset", "--from", str(CONTENT))
    load(instance)


def _run(instance: Instance, progress, *words: str) -> None:
    log = instance.logs / f"{words[0]}.log"
    command = [instance.python, ckan_program(instance.python), "-c", str(instance.ini)]
    with open(log, "w") as out:
        process = subprocess.Popen(
            tied([*command, *words]), stdout=subprocess.PIPE, stderr=out, text=True, cwd=ROOT
        )
        assert process.stdout
        for line in process.stdout:
            out.write(line)
            progress(line.strip())
    if process.wait():
        said = [line for line in log.read_text().splitlines() if " INFO " not in line]
        last = "\n".join(said[-2:])
        raise StepFailed(f"The demo did not load\n{last}", f"The whole story is in {log}")
