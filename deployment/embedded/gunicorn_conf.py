"""Settings of the web server (docs.gunicorn.org/en/stable/settings.html)."""

import os

from deployment.embedded.child import die_with_parent

bind = f"unix:{os.environ['WEB_SOCKET']}"
workers = 2
# The portal is loaded once and the workers are forked from it: half the start, shared memory.
preload_app = True
timeout = 120
max_requests = 5000
max_requests_jitter = 500
forwarded_allow_ips = "*"
control_socket_disable = True


def post_fork(server, worker) -> None:
    """A worker ends with its master: left alone it would hold database connections."""
    die_with_parent("TERM")
