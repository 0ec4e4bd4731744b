"""The home of Solr and the command that starts it: Jetty and Solr itself, no code of ours."""

import os
import shutil
from pathlib import Path

from .schema import schema_xml

HERE = Path(__file__).parent
CORES = ("ckan", "ckan_test")


def prepare_home(home: Path) -> None:
    """Lay out a Solr home with an empty core each for the portal and its tests. Keeps the data."""
    home.mkdir(parents=True, exist_ok=True)
    _write(home / "solr.xml", (HERE / "solr.xml").read_text())
    for core in CORES:
        conf = home / core / "conf"
        conf.mkdir(parents=True, exist_ok=True)
        for path in (HERE / "ckan" / "conf").iterdir():
            shutil.copy(path, conf)
        _write(conf / "schema.xml", schema_xml())
        _write(home / core / "core.properties", f"name={core}\n")


def _write(path: Path, text: str) -> None:
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


def command(java: str, home: Path, port: int, memory: str, target: Path) -> list[str]:
    """Start Solr on a loopback port with the jars that were fetched into `target`."""
    properties = {
        "solr.solr.home": home,
        "solr.install.dir": target,
        "solr.log.dir": home / "logs",
        "jetty.home": HERE,
        "log4j.configurationFile": HERE / "log4j2.xml",
        "disable.configEdit": "true",
        "java.net.preferIPv4Stack": "true",
        "user.timezone": "UTC",
    }
    return [
        java,
        f"-Xmx{memory}", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xss512k",
        "--enable-native-access=ALL-UNNAMED",
        *(f"-D{name}={value}" for name, value in properties.items()),
        "-cp", f"{target / 'jars'}/*",
        "org.eclipse.jetty.xml.XmlConfiguration", str(HERE / "jetty.xml"),
        f"solr.app={HERE / 'app'}", f"solr.port={port}",
    ]  # fmt: skip
