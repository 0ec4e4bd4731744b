"""The home of Solr and the command that starts it: Jetty and Solr itself, no code of ours."""

import os
from pathlib import Path

from . import schema

HERE = Path(__file__).parent
CONF = HERE / "ckan" / "conf"
"""Letters that fold, words and handlers: the same for every core."""
CORES = {"ckan": schema.schema_xml, "participation": schema.participation_xml}
"""What is searched, each in a core of its own and one for the tests."""


def prepare_home(home: Path) -> bool:
    """Lay out a Solr home with empty cores for the portal and its tests. Keeps the data.

    True when something is new, which a Solr that runs has to be started again for.
    """
    home.mkdir(parents=True, exist_ok=True)
    files = {home / "solr.xml": (HERE / "solr.xml").read_text()}
    for core, xml in CORES.items():
        for name in (core, f"{core}_test"):
            files |= _core_files(home / name, xml())
    written = [_write(path, text) for path, text in files.items()]
    return any(written)


def _core_files(folder: Path, xml: str) -> dict[Path, str]:
    conf = folder / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    shared = {conf / path.name: path.read_text(encoding="utf-8") for path in CONF.iterdir()}
    own = {conf / "schema.xml": xml, folder / "core.properties": f"name={folder.name}\n"}
    return shared | own


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)
    return True


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
