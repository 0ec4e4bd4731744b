"""Background jobs start without setting the portal up again."""

import os
import subprocess
import sys
from pathlib import Path

import ckan.plugins.toolkit as tk
import pytest
from ckan.lib import jobs

NAME = "egov-test-worker"


@pytest.fixture
def queue(portal):
    jobs.get_queue().empty()
    yield
    jobs.get_queue().empty()


@pytest.mark.usefixtures("queue")
def test_jobs_run_in_forks_with_the_database_and_the_portal_is_set_up_once(portal):
    wanted = [tk.enqueue_job(tk.get_action, ["status_show"], title=NAME) for _ in range(2)]
    ckan = Path(sys.executable).with_name("ckan")
    words = [ckan, "-c", os.environ["CKAN_INI"], "egov-schedule", "work", "--burst"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert all(job.get_status(refresh=True) == "finished" for job in wanted)
    told = done.stderr.partition("has started on queue")[2]
    assert told.count(NAME) >= 2
    assert "Loading templates" not in told
