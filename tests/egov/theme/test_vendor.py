"""Fonts, charts and maps come from npm by lock file and are served by the portal itself."""

import json
import re
from pathlib import Path

import ckanext.egov.theme
import pytest

from deployment.frontend import build

ROOT = Path(build.__file__).parents[2]
THEME = Path(ckanext.egov.theme.__file__).parent
LOCK = json.loads((ROOT / build.HERE / "package-lock.json").read_text())


def test_lock_file_has_a_hash_for_every_package_and_no_download_address():
    packages = {name: facts for name, facts in LOCK["packages"].items() if name}
    assert all("integrity" in facts for facts in packages.values())
    assert not any("resolved" in facts for facts in packages.values())


def test_versions_are_exact():
    package = json.loads((ROOT / build.HERE / "package.json").read_text())
    assert all(re.fullmatch(r"[\d.]+", version) for version in package["dependencies"].values())


def test_every_font_that_styles_name_is_copied():
    named = set(re.findall(r"egov/vendor/([^\"]+)", (THEME / "assets/css/fonts.css").read_text()))
    assert named == {target for _, target in build.copies() if target.endswith(".woff2")}


@pytest.mark.parametrize("letter", "oʻgʻәғқңөўҳáǵńóúıʼ№")
def test_a_subset_draws_each_letter_of_our_languages(letter):
    ranges = re.findall(r"unicode-range: ([^;]+);", (THEME / "assets/css/fonts.css").read_text())
    spans = [
        span.strip().removeprefix("U+").split("-") for line in ranges for span in line.split(",")
    ]
    assert any(int(span[0], 16) <= ord(letter) <= int(span[-1], 16) for span in spans)


def test_failing_npm_says_why(tmp_path):
    (tmp_path / build.HERE).mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (tmp_path / build.HERE / name).write_text("{}")
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho no network >&2\nexit 1\n")
    npm.chmod(0o755)
    with pytest.raises(RuntimeError, match="no network"):
        build.build(tmp_path, npm, npm)
    assert not (tmp_path / build.VENDOR).exists()
