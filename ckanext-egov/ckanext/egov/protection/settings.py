"""The settings of CKAN that a public portal needs to be safe, as values for its ini file."""

FORTNIGHT = 14 * 24 * 60 * 60

FIXED = {
    "debug": "false",
    "SESSION_TYPE": "redis",
    "SESSION_COOKIE_HTTPONLY": "true",
    "SESSION_COOKIE_SAMESITE": "Lax",
    "PERMANENT_SESSION_LIFETIME": str(FORTNIGHT),
    "REMEMBER_COOKIE_HTTPONLY": "true",
    "REMEMBER_COOKIE_SAMESITE": "Lax",
    "REMEMBER_COOKIE_DURATION": str(FORTNIGHT),
    "WTF_CSRF_ENABLED": "true",
    "ckan.hide_version": "true",
    "ckan.auth.anon_create_dataset": "false",
    "ckan.auth.create_unowned_dataset": "false",
    "ckan.auth.user_create_organizations": "false",
    "ckan.auth.user_create_groups": "false",
    "ckan.auth.user_delete_organizations": "false",
    "ckan.auth.user_delete_groups": "false",
    "ckan.auth.create_user_via_api": "false",
    "ckan.auth.create_user_via_web": "false",
    "ckan.auth.public_user_details": "false",
    "ckan.auth.public_activity_stream_detail": "false",
    # Needed by CKAN's own pages (order of resources, looking up a member); `csrf.py` wants a token
    # from each such call that writes.
    "ckan.auth.enable_cookie_auth_in_api": "true",
    "ckan.datastore.sqlsearch.enabled": "false",
    # Names only, no question to a foreign server about each person.
    "ckan.gravatar_default": "disabled",
    # Open data may be asked for from any page; cookies are not sent along with such questions.
    "ckan.cors.origin_allow_all": "true",
    # An error message of the database must not carry what people typed.
    "sqlalchemy.hide_parameters": "true",
}


def settings(site_url: str) -> dict[str, str]:
    """Return the safe settings for a portal at this address; cookies are for https where it is."""
    secure = "true" if is_https(site_url) else "false"
    return FIXED | {"SESSION_COOKIE_SECURE": secure, "REMEMBER_COOKIE_SECURE": secure}


def is_https(site_url: str) -> bool:
    """Say whether people reach the portal over an encrypted connection only."""
    return site_url.lower().startswith("https://")
