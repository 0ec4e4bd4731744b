"""The blueprint that the pages of petitions hang on."""

from __future__ import annotations

from flask import Blueprint, Response

petitions = Blueprint("petitions", __name__)

Reply = str | Response | tuple[str, int]
