"""What Granian's worker loads: the booth with the settings that its start names."""

import os

from ckanext.participation.booth.service.application import Booth
from ckanext.participation.booth.service.settings import load

booth = Booth(load(os.environ["EGOV_BOOTH_SETTINGS"]))
