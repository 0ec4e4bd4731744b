"""What browsers are told about each answer: what may run, be framed, or only be kept."""

import ckan.plugins.toolkit as tk
from flask import Flask, Response

from . import config
from .settings import is_https

PAGE_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
}

FILE_POLICY = "default-src 'none'; img-src 'self'; frame-ancestors 'self'; sandbox"
"""For files that people uploaded: they are looked at, never run."""

ACTIVE_TYPES = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "text/xsl",
        "application/javascript",
        "application/ecmascript",
        "application/xhtml+xml",
        "application/xslt+xml",
        "application/x-shockwave-flash",
    }
)
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(self), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}

A_YEAR = 365 * 24 * 60 * 60


def guard(app: Flask) -> None:
    """Set the headers on everything this application answers."""
    app.after_request(protect)


def protect(response: Response) -> Response:
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    if is_https(tk.config["ckan.site_url"]):
        response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}")
    if is_uploaded_file(tk.request.endpoint, tk.request.path):
        _keep_from_running(response)
    else:
        response.headers.setdefault("Content-Security-Policy", page_policy())
    return response


def page_policy() -> str:
    """The Content-Security-Policy of a page."""
    policy = dict(PAGE_POLICY)
    policy["img-src"] = " ".join([policy["img-src"], *config.image_sources()])
    text = "; ".join(f"{name} {value}" for name, value in policy.items())
    return f"{text}; upgrade-insecure-requests" if is_https(tk.config["ckan.site_url"]) else text


def is_uploaded_file(endpoint: str | None, path: str) -> bool:
    """Whether what is asked for was uploaded by a person: a resource or a picture."""
    if endpoint == "static":
        return path.startswith("/uploads/")
    return endpoint is not None and endpoint.endswith("resource.download")


def _keep_from_running(response: Response) -> None:
    if response.status_code >= 300 and response.status_code != 304:
        response.headers.setdefault("Content-Security-Policy", page_policy())
        return
    response.headers["Content-Security-Policy"] = FILE_POLICY
    if response.mimetype in ACTIVE_TYPES:
        response.headers["Content-Type"] = "application/octet-stream"
    disposition = response.headers.get("Content-Disposition", "")
    if response.mimetype not in PICTURES and not disposition.startswith("attachment"):
        _, _, rest = disposition.partition(";")
        response.headers["Content-Disposition"] = f"attachment;{rest}" if rest else "attachment"
