"""CKAN plugin `egov_publishing`: licence, schemas, bodies, search facets, demo command."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import ckan.plugins as plugins
import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.demo.cli import egov_demo
from ckanext.egov.publishing.licence import actions as licence_actions
from ckanext.egov.publishing.licence import helpers as licence_helpers
from ckanext.egov.publishing.licence import validators as licence_validators
from ckanext.egov.publishing.licence import views as licence_views
from ckanext.egov.publishing.licence.register import LIST_FILE
from ckanext.egov.publishing.schemas import (
    actions,
    bodies,
    dataset,
    facets,
    helpers,
    indexing,
    naming,
    translated,
    validators,
)

PROFILES = "ckanext.dcat.rdf.profiles"


class PublishingPlugin(plugins.SingletonPlugin):
    """Wires licence, schemas, bodies and facets into CKAN."""

    plugins.implements(plugins.IConfigurer)
    plugins.implements(plugins.IActions)
    plugins.implements(plugins.IValidators)
    plugins.implements(plugins.ITemplateHelpers)
    plugins.implements(plugins.IBlueprint)
    plugins.implements(plugins.IClick)
    plugins.implements(plugins.IFacets, inherit=True)
    plugins.implements(plugins.IPackageController, inherit=True)
    plugins.implements(plugins.IResourceController, inherit=True)

    def update_config(self, config: Any) -> None:
        """Add templates; own licence list and DCAT profile where the operator names no other."""
        tk.add_template_directory(config, "templates")
        if not config.get("licenses_group_url"):
            config["licenses_group_url"] = LIST_FILE.as_uri()
        if config.get(PROFILES) in (None, "", "euro_dcat_ap_3"):
            config[PROFILES] = "egov_dcat_ap_3"

    def get_actions(self) -> dict[str, Any]:
        return _public(licence_actions) | _public(actions)

    def get_validators(self) -> dict[str, Any]:
        rooms = (licence_validators, naming, translated, validators, dataset)
        found = {name: rule for room in rooms for name, rule in _public(room).items()}
        return found | {"egov_parent": bodies.egov_parent}

    def get_helpers(self) -> dict[str, Any]:
        return _public(licence_helpers) | _public(helpers)

    def get_blueprint(self) -> list[Any]:
        return [licence_views.egov_licence_pages]

    def get_commands(self) -> list[Any]:
        return [egov_demo]

    def dataset_facets(
        self, facets_dict: OrderedDict[str, Any], package_type: str
    ) -> OrderedDict[str, Any]:
        return OrderedDict(facets.titles())

    def organization_facets(
        self, facets_dict: OrderedDict[str, Any], organization_type: str, package_type: str | None
    ) -> OrderedDict[str, Any]:
        offered = OrderedDict(facets.titles())
        del offered["organization"]
        return offered

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        return indexing.without_mappings(pkg_dict) | indexing.facet_fields(pkg_dict)

    def before_resource_create(self, context: Any, resource: dict[str, Any]) -> None:
        _rename_upload(resource)

    def before_resource_update(
        self, context: Any, current: dict[str, Any], resource: dict[str, Any]
    ) -> None:
        _rename_upload(resource)

    def after_dataset_search(
        self, search_results: dict[str, Any], search_params: dict[str, Any]
    ) -> dict[str, Any]:
        facets.name_values(search_results.get("search_facets") or {})
        return search_results


def _public(room: Any) -> dict[str, Any]:
    return {name: getattr(room, name) for name in room.__all__}


def _rename_upload(resource: dict[str, Any]) -> None:
    upload = resource.get("upload")
    if upload is not None and getattr(upload, "filename", None):
        upload.filename = naming.file_name(upload.filename)
