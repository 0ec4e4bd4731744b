"""The files the services read, written anew at each start from the instance's few facts."""

import json
import os
from pathlib import Path

from ckanext.egov.protection.settings import settings as protection_settings
from ckanext.participation.ledger import keys

from . import postgresql, settings
from .instance import ROOT, Instance, write_private

# The first plugin's templates win. The theme comes after the other rooms, so that their blocks
# extend its pages, and before the rest, whose pages it replaces.
PLUGINS = [
    "participation_petitions",
    "participation_publishing",
    "participation_outcomes",
    "participation_booth",
    "participation_counters",
    "participation_ledger",
    "participation",
    "budgets_publishing",
    "budgets",
    "budgets_cube",
    "budgets_pages",
    "egov_audit",
    "egov_schedule",
    "egov_notifications",
    "egov_accounts",
    "egov_following",
    "egov_moderation",
    "egov_answers",
    "egov_calendar",
    "egov_indicators",
    "egov_health",
    "egov_places",
    "egov_vocabularies",
    "egov_publishing",
    "egov_dictionary",
    "egov_validation",
    "egov_loading",
    "egov_preview",
    "egov_search",
    "egov_protection",
    "egov_theme",
    "activity",
    "scheming_datasets",
    "scheming_organizations",
    "scheming_groups",
    "dcat",
    "structured_data",
    "datastore",
]

LOGGING = """
[loggers]
keys = root, ckan, ckanext

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console

[logger_ckan]
level = INFO
handlers = console
qualname = ckan
propagate = 0

[logger_ckanext]
level = INFO
handlers = console
qualname = ckanext
propagate = 0

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(asctime)s %(levelname)-5.5s [%(name)s] %(message)s
"""


def valkey_url(instance: Instance, database: int) -> str:
    return f"unix://{instance.sockets / 'valkey.sock'}?db={database}"


def solr_url(instance: Instance, core: str) -> str:
    return f"http://127.0.0.1:{instance.solr_port}/solr/{core}"


def options(instance: Instance) -> dict[str, str]:
    """CKAN's settings for this instance; the operator's stand above ours."""
    chosen = settings.read(instance)
    site_url = chosen.get("ckan.site_url", instance.url)
    return _ours(instance, site_url) | protection_settings(site_url) | chosen


def _ours(instance: Instance, site_url: str) -> dict[str, str]:
    return {
        "use": "egg:ckan",
        "ckan.site_id": "egov",
        "ckan.site_url": site_url,
        "ckan.site_title": "Ochiq maʼlumotlar",
        "ckan.plugins": " ".join(PLUGINS),
        "sqlalchemy.url": postgresql.url(instance, "ckan", "ckan"),
        "ckan.datastore.write_url": postgresql.url(instance, "datastore_write", "datastore"),
        "ckan.datastore.read_url": postgresql.url(instance, "datastore_read", "datastore"),
        # English word endings and a slow index are what CKAN would take for whole-row search.
        "ckan.datastore.default_fts_lang": "simple",
        "ckan.datastore.default_fts_index_method": "gin",
        "ckan.redis.url": valkey_url(instance, 0),
        "solr_url": solr_url(instance, "ckan"),
        "ckanext.participation.process.solr_url": solr_url(instance, "participation"),
        "ckan.storage_path": str(instance.home / "storage"),
        "ckan.webassets.path": str(instance.home / "cache" / "webassets"),
        "ckan.max_resource_size": "2048",
        "ckan.upload.user.types": "image",
        "ckan.upload.group.types": "image",
        "ckan.i18n_directory": str(instance.build / "i18n"),
        "ckan.locale_default": "uz",
        "ckan.locales_offered": "uz uz_Cyrl ru kaa en",
        # Datasets of all types in one list: a budget is a dataset.
        "ckan.search.show_all_types": "dataset",
        "ckan.display_timezone": "Asia/Tashkent",
        "scheming.dataset_schemas": (
            "ckanext.egov.publishing.schemas:dataset.yaml"
            " ckanext.budgets.package.schemas:budget.yaml"
        ),
        "scheming.organization_schemas": "ckanext.egov.publishing.schemas:organization.yaml",
        "scheming.presets": (
            "ckanext.scheming:presets.json ckanext.egov.publishing.schemas:presets.yaml"
            " ckanext.budgets.package.schemas:presets.yaml"
        ),
        "ckanext.egov.accounts.pepper_folder": str(instance.home / "keys"),
        "ckanext.egov.accounts.test_provider": "true",
        # Another address than ours: a server with HTTPS stands before the front server.
        "ckanext.egov.accounts.proxy_hops": "1" if site_url == instance.url else "2",
        # A walk through the demo as a moderator may go without a phone: EGOV_SECOND_FACTOR=false.
        "ckanext.egov.accounts.require_second_factor": os.environ.get("EGOV_SECOND_FACTOR", "true"),
        "ckanext.egov.notifications.mailbox_folder": str(instance.home / "mailbox"),
        "ckanext.egov.health.folder": str(instance.home),
        "ckanext.participation.ledger.key_file": str(ledger_key(instance)),
        "SECRET_KEY": instance.secrets["session"],
        "api_token.jwt.encode.secret": f"string:{instance.secrets['tokens']}",
        "api_token.jwt.decode.secret": f"string:{instance.secrets['tokens']}",
    }


def ini_text(options: dict[str, str]) -> str:
    lines = [f"{key} = {value}".replace("%", "%%") for key, value in options.items()]
    lines = [line.replace("\n", "\n    ") for line in lines]
    return "[app:main]\n" + "\n".join(lines) + "\n" + LOGGING


def ledger_key(instance: Instance) -> Path:
    """The key that signs the public record."""
    return instance.home / "ledger-key.pem"


def sealer_configuration(instance: Instance) -> Path:
    return instance.home / "sealer.json"


def _sealer(instance: Instance, site_url: str) -> str:
    told = {
        "dsn": postgresql.url(instance, "ckan", "ckan"),
        "site_url": site_url,
        "key_file": str(ledger_key(instance)),
        "folder": str(instance.home / "ledger"),
        "after": ["ckanext.participation.counters.folding:fold_new"],
    }
    return json.dumps(told, indent=1)


def booth_configuration(instance: Instance) -> Path:
    return instance.home / "booth.json"


def _booth(instance: Instance, chosen: dict[str, str]) -> str:
    told = {
        "database": postgresql.url(instance, "booth", "ckan"),
        "socket": str(instance.sockets / "booth.sock"),
        "key_file": str(ledger_key(instance)),
        "site_url": chosen["ckan.site_url"],
        "frame_url": f"http://127.0.0.1:{instance.port}/{{language}}/participate/frame",
        "languages": chosen["ckan.locales_offered"].split(),
        "translations": str(ROOT / "ckanext-egov" / "ckanext" / "egov" / "theme" / "i18n"),
    }
    return json.dumps(told, indent=1)


def write(instance: Instance) -> None:
    chosen = options(instance)
    settings.refuse_wrong_gateways(chosen)
    keys.create(ledger_key(instance))
    write_private(sealer_configuration(instance), _sealer(instance, chosen["ckan.site_url"]))
    write_private(booth_configuration(instance), _booth(instance, chosen))
    write_private(instance.ini, ini_text(chosen))
    write_private(instance.home / "valkey.conf", _valkey(instance))
    write_private(instance.home / "Caddyfile", _caddy(instance))


def _valkey(instance: Instance) -> str:
    data = instance.home / "valkey"
    data.mkdir(exist_ok=True)
    return (
        f"port 0\nunixsocket {instance.sockets / 'valkey.sock'}\nunixsocketperm 700\n"
        f"dir {data}\nappendonly yes\nappendfsync everysec\nmaxmemory 256mb\n"
        "maxmemory-policy noeviction\n"
    )


def _caddy(instance: Instance) -> str:
    waiting = Path(__file__).with_name("waiting.html")
    return f"""{{
    admin off
    persist_config off
    auto_https off
    skip_install_trust
    storage file_system {instance.home / "cache" / "caddy"}
    servers {{
        trusted_proxies static 127.0.0.0/8 ::1
        timeouts {{
            read_header 15s
            read_body 30m
        }}
    }}
}}

http://:{instance.port} {{
    bind 127.0.0.1
    @plain not path /booth/*
    encode @plain zstd gzip
    request_body {{
        max_size 2200MB
    }}
    handle_path /ledger/* {{
        root * {instance.home / "ledger"}
        @tiles path */tile/*
        @heads path */checkpoint */vkey
        header Access-Control-Allow-Origin *
        header X-Content-Type-Options nosniff
        header @tiles Cache-Control "public, max-age=31536000, immutable"
        header @tiles Content-Type application/octet-stream
        header @heads Cache-Control "public, max-age=1"
        header @heads Content-Type "text/plain; charset=utf-8"
        file_server
    }}
    handle /booth/* {{
        request_body {{
            max_size 8KB
        }}
        reverse_proxy unix/{instance.sockets / "booth.sock"} {{
            transport http {{
                keepalive 8s
                keepalive_idle_conns_per_host 1024
            }}
            lb_try_duration 5s
            lb_try_interval 200ms
        }}
    }}
    reverse_proxy unix/{instance.sockets / "web.sock"} {{
        lb_try_duration 5s
        lb_try_interval 200ms
    }}
    handle_errors 502 503 504 {{
        header Retry-After 5
        root * {waiting.parent}
        rewrite * /{waiting.name}
        file_server
    }}
}}
"""
