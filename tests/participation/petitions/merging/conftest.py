"""The officials of the desk."""

from tests.participation.petitions.desk.conftest import editor, moderator, owed  # noqa: F401
