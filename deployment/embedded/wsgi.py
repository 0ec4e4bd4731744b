"""The portal as a WSGI application, for gunicorn. The ini file is named by CKAN_INI.

It is loaded once, in gunicorn's master, and the workers are forked from it.
"""

import gc
import os

import ckan.model as model
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
from ckanext.datastore.backend.postgres import _dispose_engines

application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())


def leave_nothing_open() -> None:
    """Close the connections that loading opened: two workers must never speak over one."""
    model.Session.remove()
    engine = model.meta.engine
    assert engine is not None
    engine.dispose()
    _dispose_engines()


leave_nothing_open()
gc.collect()
gc.freeze()  # What the collector leaves alone stays shared between the workers.
