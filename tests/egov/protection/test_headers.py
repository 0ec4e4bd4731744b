"""What browsers are told about every answer."""

import re

import pytest
from ckan.tests import factories
from ckanext.egov.protection import headers

from tests.egov.protection.signing_in import sign_in

PAGES = ["/", "/dataset/", "/user/login", "/no-such-page", "/api/3/action/status_show"]
EVIL = b"<script src='x.js'></script>"


def test_every_answer_says_what_may_run_and_what_may_frame_it(portal):
    for page in PAGES:
        found = portal.get(page).headers
        policy = found["Content-Security-Policy"]
        assert "script-src 'self';" in policy, page
        assert "style-src 'self';" in policy, page
        assert "frame-ancestors 'self'" in policy, page
        assert "unsafe" not in policy, page
        assert found["X-Content-Type-Options"] == "nosniff", page
        assert found["Referrer-Policy"] == "strict-origin-when-cross-origin", page
        assert "camera=()" in found["Permissions-Policy"], page
        assert "Strict-Transport-Security" not in found, page


def test_pages_hold_no_inline_script_or_style_that_the_policy_would_stop(portal):
    organization = factories.Organization()
    dataset = factories.Dataset(owner_org=organization["id"])
    factories.Resource(package_id=dataset["id"])
    for page in [
        *PAGES[:4],
        f"/dataset/{dataset['name']}",
        f"/organization/{organization['name']}",
    ]:
        text = portal.get(page).get_data(as_text=True)
        assert inline_code(text) == [], page


def test_the_pages_of_an_official_hold_no_inline_script_or_style(portal):
    dataset = factories.Dataset(owner_org=factories.Organization()["id"])
    client = portal.test_client()
    sign_in(client, sysadmin=True)
    for page in ["/dataset/new", f"/dataset/edit/{dataset['name']}", "/organization/new",
                 f"/dataset/{dataset['name']}/resource/new", "/dashboard/datasets"]:  # fmt: skip
        response = client.get(page)
        assert response.status_code == 200, page
        assert inline_code(response.get_data(as_text=True)) == [], page


def inline_code(page: str) -> list[str]:
    patterns = [
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(?:application/(?:ld\+)?json|text/template))[^>]*>",
        r"<style[^>]*>",
        r"<[^>]+\sstyle=\"[^\"]*\"",
        r"<[^>]+\son[a-z]+=\"[^\"]*\"",
        r"href=\"javascript:",
    ]
    return [found[0] for pattern in patterns for found in re.finditer(pattern, page)]


@pytest.mark.ckan_config("ckan.site_url", "https://test.ckan.net")
@pytest.mark.usefixtures("ckan_config")
def test_an_encrypted_site_stays_encrypted(portal):
    found = portal.get("/user/login").headers
    assert found["Strict-Transport-Security"] == "max-age=31536000"
    assert "upgrade-insecure-requests" in found["Content-Security-Policy"]


@pytest.mark.ckan_config("ckanext.egov.protection.image_sources", ["https://tiles.example"])
@pytest.mark.usefixtures("portal", "ckan_config")
def test_an_operator_may_allow_pictures_from_elsewhere():
    assert "img-src 'self' data: blob: https://tiles.example;" in headers.page_policy()


def test_an_uploaded_page_or_script_is_kept_from_running(portal, create_with_upload):
    dataset = factories.Dataset(owner_org=factories.Organization()["id"])
    official = {"user": factories.Sysadmin()["name"]}
    for name in ("evil.html", "evil.svg", "evil.js", "evil.xhtml"):
        resource = create_with_upload(EVIL, name, official, package_id=dataset["id"], format="")
        found = portal.get(f"/dataset/{dataset['id']}/resource/{resource['id']}/download/{name}")
        assert found.status_code == 200
        assert found.data == EVIL
        assert found.mimetype not in headers.ACTIVE_TYPES
        assert found.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in found.headers["Content-Security-Policy"]
        assert found.headers["X-Content-Type-Options"] == "nosniff"


def test_what_people_uploaded_is_told_from_our_own_files():
    assert headers.is_uploaded_file("static", "/uploads/group/a.svg")
    assert not headers.is_uploaded_file("static", "/base/css/main.css")
    assert headers.is_uploaded_file("dataset_resource.download", "/dataset/a/resource/b/download")
    assert headers.is_uploaded_file("resource.download", "/dataset/a/resource/b/download")
    assert not headers.is_uploaded_file("dataset.read", "/dataset/a")
    assert not headers.is_uploaded_file(None, "/nowhere")
