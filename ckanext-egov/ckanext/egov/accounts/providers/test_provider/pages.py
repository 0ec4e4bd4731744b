"""The page where one chooses who to be."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from flask import Blueprint, redirect

from ... import vault
from .people import PEOPLE

egov_test_identity = Blueprint("egov_test_identity", __name__, url_prefix="/test-identity")
CODE_SECONDS = 60
KEPT = ("redirect_uri", "state", "nonce", "code_challenge", "client_id", "scope")


@egov_test_identity.route("/oneid", endpoint="oneid")
@egov_test_identity.route("/oidc/authorize", endpoint="oidc")
def choose() -> str:
    """Show the invented people."""
    asked = {name: tk.request.args.get(name, "") for name in KEPT}
    return tk.render("accounts/test_identity.html", {"people": PEOPLE.values(), "asked": asked})


@egov_test_identity.route("/choose", methods=["POST"])
def chosen() -> Any:
    """Send the person back with a code, or with a refusal."""
    asked = {name: tk.request.form.get(name, "") for name in KEPT}
    pin = tk.request.form.get("pin", "")
    own = (
        tk.url_for("egov_identity.choose", qualified=True, locale="default").rstrip("/")
        + "/callback/"
    )
    if not asked["redirect_uri"].startswith(own):
        tk.abort(400, tk._("This page only sends people back to the portal."))
    if pin not in PEOPLE:
        answer = {"error": "access_denied", "state": asked["state"]}
    else:
        code = vault.put("test-code", asked | {"pin": pin}, CODE_SECONDS)
        answer = {"code": code, "state": asked["state"]}
    return redirect(f"{asked['redirect_uri']}?{urlencode(answer)}")
