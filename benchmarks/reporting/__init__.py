"""How a benchmark tells its figures: a table for people, JSON for programs."""

import argparse
import json
import os
import platform
from pathlib import Path
from typing import Any

import psutil


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def publish(bench: str, ratios: dict[str, float], figures: dict[str, Any]) -> None:
    """Print the figures, or write them where `--json FILE` says."""
    parser = argparse.ArgumentParser(prog=f"./egov bench {bench}")
    parser.add_argument("--json", type=Path)
    target = parser.parse_known_args()[0].json
    result = {"bench": bench, "ratios": ratios, "figures": figures, "machine": machine()}
    if target:
        target.write_text(json.dumps(result, indent=2) + "\n")
        return
    for name, value in {**ratios, **figures}.items():
        print(f"{name:<24}{value:>14.2f}" if isinstance(value, float) else f"{name:<24}{value:>14}")
