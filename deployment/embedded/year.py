"""A year of the demo, made by the portal's own actions while its clock is set to the past."""

from . import demo, past, supervision, up
from .instance import Instance
from .steps import StepFailed, step

MAKERS = ("booth", "sealer", "sender", "front")
"""What people's acts need: the booth takes them, the sealer counts them, letters leave."""


def make(instance: Instance) -> None:
    """Make what is missing of the year; pages rest meanwhile."""
    if not supervision.running(instance):
        raise StepFailed("The portal is not running", "Start it first: ./egov up --detach")
    everything = up.portal_services(instance)
    with step("Pages rest, and the clock goes back"):
        supervision.stop(instance, *everything)
    try:
        with past.settable_clock(instance):
            supervision.start(instance, *MAKERS)
            demo.live(instance)
            supervision.stop(instance, *MAKERS)
    finally:
        with step("Back in the present"):
            supervision.stop(instance, *MAKERS)
            supervision.start(instance, *everything)
            up.wait_for_pages(instance)
