"""The safe settings: known to CKAN, and in force on a running portal."""

import configparser
import os
import urllib.request
from pathlib import Path

import pytest
from ckan import model
from ckan.common import config_declaration
from ckanext.egov.protection.settings import settings


def test_cookies_are_for_https_where_the_site_is():
    assert settings("https://data.example")["SESSION_COOKIE_SECURE"] == "true"
    assert settings("HTTPS://data.example")["REMEMBER_COOKIE_SECURE"] == "true"
    assert settings("http://127.0.0.1:5000")["SESSION_COOKIE_SECURE"] == "false"


@pytest.mark.usefixtures("portal", "ckan_config")
def test_each_setting_is_one_that_ckan_knows():
    known = set(map(str, config_declaration.iter_options()))
    dynamic = {"sqlalchemy.hide_parameters"}
    assert set(settings("")) - known - dynamic == set()


def test_the_portal_that_runs_has_each_setting():
    found = configparser.RawConfigParser()
    found.optionxform = str  # type: ignore[assignment]
    found.read(Path(os.environ["EGOV_TEST_HOME_IN_USE"]) / "ckan.ini")
    portal = found["app:main"]
    wanted = settings(portal["ckan.site_url"])
    assert {key: portal.get(key) for key in wanted} == wanted


def test_the_cookie_of_the_portal_that_runs_is_kept_from_scripts_and_other_sites():
    with urllib.request.urlopen(os.environ["EGOV_TEST_URL"] + "/user/login") as response:
        cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_an_error_of_the_database_does_not_carry_what_was_typed():
    assert model.meta.engine.hide_parameters
