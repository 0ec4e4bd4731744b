"""A few published things for the pages of the theme."""

from uuid import uuid4

import pytest

URL = "https://files.example/tax.csv"


@pytest.fixture(scope="module")
def author(database):
    from ckan.tests import factories

    return {"user": factories.Sysadmin()["name"]}


@pytest.fixture(scope="module")
def publisher(author):
    from ckan.tests.helpers import call_action

    return call_action(
        "organization_create",
        context=dict(author),
        name=f"tax-committee-{uuid4().hex[:8]}",
        title_translated={"uz": "Soliq qoʻmitasi", "ru": "Налоговый комитет"},
        phone="+998 71 202 10 00",
    )


@pytest.fixture(scope="module")
def dataset(author, publisher):
    from ckan.tests.helpers import call_action

    return call_action(
        "package_create",
        context=dict(author),
        name=f"tax-revenue-{uuid4().hex[:8]}",
        title_translated={"uz": "Soliq tushumlari", "ru": "Налоговые поступления"},
        notes_translated={"uz": "Hududlar kesimida.", "ru": "По регионам."},
        tags_translated={"uz": ["soliq"], "ru": ["налог"]},
        owner_org=publisher["id"],
        sectors=["economy"],
        frequency="quarterly",
        next_update_due="2020-01-31",
        resources=[{"name_translated": {"uz": "Jadval"}, "url": URL, "format": "CSV"}],
    )
