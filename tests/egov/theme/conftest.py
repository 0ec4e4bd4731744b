"""A few published things for the pages of the theme."""

import pytest

URL = "https://files.example/tax.csv"


@pytest.fixture(scope="module")
def publisher(database):
    from ckan.tests.helpers import call_action

    return call_action(
        "organization_create",
        name="theme-tax-committee",
        title_translated={"uz": "Soliq qoʻmitasi", "ru": "Налоговый комитет"},
        phone="+998 71 202 10 00",
    )


@pytest.fixture(scope="module")
def dataset(publisher):
    from ckan.tests.helpers import call_action

    return call_action(
        "package_create",
        name="theme-tax-revenue",
        title_translated={"uz": "Soliq tushumlari", "ru": "Налоговые поступления"},
        notes_translated={"uz": "Hududlar kesimida.", "ru": "По регионам."},
        tags_translated={"uz": ["soliq"], "ru": ["налог"]},
        owner_org=publisher["id"],
        sectors=["economy"],
        frequency="quarterly",
        next_update_due="2020-01-31",
        resources=[{"name_translated": {"uz": "Jadval"}, "url": URL, "format": "CSV"}],
    )
