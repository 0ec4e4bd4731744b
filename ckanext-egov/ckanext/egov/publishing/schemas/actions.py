"""Actions of this room that CKAN registers."""

from ckanext.egov.publishing.schemas.bodies import organization_create, organization_update

__all__ = ["organization_create", "organization_update"]
