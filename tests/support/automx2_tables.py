"""Databases as the releases of automx2 made them: their tables, and rows as people have them.

    automx2_tables.make(path, "2020.0")
"""

import contextlib
import sqlite3

PROVIDER = "CREATE TABLE provider (id INTEGER NOT NULL, name VARCHAR{128} NOT NULL, " \
           "short_name VARCHAR{32} NOT NULL, PRIMARY KEY (id));"
SERVER = "CREATE TABLE server (id INTEGER NOT NULL, {first}name VARCHAR{128} NOT NULL, " \
         "port INTEGER NOT NULL, type VARCHAR{32} NOT NULL, socket_type VARCHAR{32} NOT NULL, " \
         "user_name VARCHAR{64} NOT NULL, authentication VARCHAR{32} NOT NULL, {last}PRIMARY KEY (id));"
PRIO = "prio INTEGER DEFAULT '10' NOT NULL, "
LDAPSERVER = "CREATE TABLE ldapserver (id INTEGER NOT NULL, name VARCHAR{128} NOT NULL, " \
             "port INTEGER NOT NULL, use_ssl BOOLEAN NOT NULL, search_base VARCHAR{128} NOT NULL, " \
             "search_filter VARCHAR{128} NOT NULL, attr_uid VARCHAR{32} NOT NULL, " \
             "attr_cn VARCHAR{32}, bind_password VARCHAR{128}, bind_user VARCHAR{128}, " \
             "PRIMARY KEY (id){check});"
USE_SSL = ", CHECK (use_ssl IN (0, 1))"
DOMAIN = "CREATE TABLE domain (id INTEGER NOT NULL, name VARCHAR{128} NOT NULL, " \
         "provider_id INTEGER NOT NULL, {ldap}PRIMARY KEY (id), UNIQUE (name), " \
         "FOREIGN KEY(provider_id) REFERENCES provider (id){ldap_key});"
LDAP_COLUMN = "ldapserver_id INTEGER, "
LDAP_KEY = ", FOREIGN KEY(ldapserver_id) REFERENCES ldapserver (id)"
SERVER_DOMAIN = "CREATE TABLE server_domain (server_id INTEGER NOT NULL, domain_id INTEGER NOT NULL, " \
                "PRIMARY KEY (server_id, domain_id), FOREIGN KEY(server_id) REFERENCES server (id), " \
                "FOREIGN KEY(domain_id) REFERENCES domain (id));"
DAVSERVER = "CREATE TABLE davserver (id INTEGER NOT NULL, url VARCHAR{128} NOT NULL, " \
            "port INTEGER NOT NULL, type VARCHAR{32} NOT NULL, use_ssl BOOLEAN NOT NULL, " \
            "domain_required BOOLEAN NOT NULL, user_name VARCHAR{64}, PRIMARY KEY (id));"
DAVSERVER_DOMAIN = "CREATE TABLE davserver_domain (davserver_id INTEGER NOT NULL, " \
                   "domain_id INTEGER NOT NULL, PRIMARY KEY (davserver_id, domain_id), " \
                   "FOREIGN KEY(davserver_id) REFERENCES davserver (id), " \
                   "FOREIGN KEY(domain_id) REFERENCES domain (id));"
ALEMBIC = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, " \
          "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));"

# what each release has: where prio stands, LDAP, DAV, what Alembic notes, lengths of texts
REVISIONS = {
    "2019.0": {"prio": "", "ldap": False, "dav": False, "alembic": None, "lengths": False},
    "2020.0": {"prio": "", "ldap": True, "dav": False, "alembic": "f62e64b43d2f", "lengths": False},
    "2020.2": {"prio": "last", "ldap": True, "dav": False, "alembic": "5334f8a8282c", "lengths": False},
    "2021.3.1": {"prio": "last", "ldap": True, "dav": True, "alembic": "43ebb40d0578", "lengths": False},
    "2026.2": {"prio": "first", "ldap": True, "dav": True, "alembic": None, "lengths": True},
}

for _release, _has in REVISIONS.items():
    _has["release"] = _release

COLUMNS = {
    "provider": {"id", "name", "short_name"},
    "server": {"id", "prio", "name", "port", "type", "socket_type", "user_name", "authentication"},
    "davserver": {"id", "url", "port", "type", "use_ssl", "domain_required", "user_name"},
    "ldapserver": {"id", "name", "port", "use_ssl", "search_base", "search_filter", "attr_uid", "attr_cn",
                   "bind_password", "bind_user"},
    "domain": {"id", "name", "provider_id", "ldapserver_id"},
    "server_domain": {"server_id", "domain_id"},
    "davserver_domain": {"davserver_id", "domain_id"},
}

# id 0 as the JSON seeds of 2022.0 to 2025.1.1 began with; a link to nothing; a type nobody knows;
# a provider that is gone; a domain typed in capitals
ROWS = """
INSERT INTO provider (id, name, short_name) VALUES (0, 'Ham & Eggs', 'H+E'), (7, 'Alpha Hosting', 'Alpha');
INSERT INTO server (id, name, port, type, socket_type, user_name, authentication) VALUES
 (0, 'imap.alpha.example', 993, 'imap', 'SSL', '%EMAILADDRESS%', 'plain'),
 (1, 'smtp.alpha.example', 587, 'smtp', 'STARTTLS', '%EMAILADDRESS%', 'plain'),
 (2, 'pop.alpha.example', 995, 'pop', 'SSL', '%EMAILLOCALPART%', 'plain'),
 (3, 'ham.example', 143, 'imap', 'STARTTLS', '%EMAILLOCALPART%', 'plain'),
 (4, 'ham.example', 25, 'smtp', 'plain', '%EMAILLOCALPART%', 'plain'),
 (5, 'strange.example', 123, 'INVALID', 'SSL', '%EMAILADDRESS%', 'plain');
INSERT INTO domain (id, name, provider_id) VALUES
 (0, 'alpha.example', 7), (1, 'ham.example', 0), (2, 'UPPER.example', 7),
 (3, 'orphan.example', -4711), (4, 'serverless.example', 0);
INSERT INTO server_domain (server_id, domain_id) VALUES
 (0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 1), (0, 2), (1, 2), (0, 3), (1, 3), (99, 0), (0, 99);
"""
PRIO_ROWS = """
INSERT INTO server (id, prio, name, port, type, socket_type, user_name, authentication) VALUES
 (8, 20, 'late.alpha.example', 993, 'imap', 'SSL', '%EMAILADDRESS%', 'plain'),
 (9, -1, 'early.alpha.example', 993, 'imap', 'SSL', '%EMAILADDRESS%', 'plain');
INSERT INTO domain (id, name, provider_id) VALUES (5, 'prio.example', 7);
INSERT INTO server_domain (server_id, domain_id) VALUES (8, 5), (0, 5), (9, 5), (1, 5);
"""
LDAP_ROWS = """
INSERT INTO ldapserver (id, name, port, use_ssl, search_base, search_filter, attr_uid, attr_cn)
 VALUES (0, 'ldap.alpha.example', 636, 1, 'dc=alpha,dc=example', '(mail={0})', 'uid', 'cn');
UPDATE domain SET ldapserver_id = 0 WHERE name = 'ham.example';
UPDATE domain SET ldapserver_id = 99 WHERE name = 'UPPER.example';
"""
DAV_ROWS = """
INSERT INTO davserver (id, url, port, type, use_ssl, domain_required, user_name) VALUES
 (0, 'https://dav.alpha.example/cal/', 443, 'caldav', 1, 0, '%EMAILADDRESS%'),
 (1, 'https://dav.alpha.example/card/', 0, 'carddav', 1, 0, NULL);
INSERT INTO davserver_domain (davserver_id, domain_id) VALUES (0, 0), (1, 0), (99, 0);
"""


def _sized(ddl, lengths):
    for size in (128, 64, 32):
        ddl = ddl.replace("{%d}" % size, f"({size})" if lengths else "")
    return ddl


def schema(revision):
    """The statements that make a release's tables."""
    has = REVISIONS[revision]
    server = SERVER.replace("{first}", PRIO if has["prio"] == "first" else "")
    server = server.replace("{last}", PRIO if has["prio"] == "last" else "")
    domain = DOMAIN.replace("{ldap}", LDAP_COLUMN if has["ldap"] else "")
    domain = domain.replace("{ldap_key}", LDAP_KEY if has["ldap"] else "")
    ldap = LDAPSERVER.replace("{check}", "" if has["lengths"] else USE_SSL)
    tables = [PROVIDER, server, ldap if has["ldap"] else "", domain, SERVER_DOMAIN]
    if has["dav"]:
        tables += [DAVSERVER, DAVSERVER_DOMAIN]
    if has["alembic"]:
        tables += [ALEMBIC, f"INSERT INTO alembic_version VALUES ('{has['alembic']}');"]
    return _sized("\n".join(tables), has["lengths"])


def rows(revision):
    """What is stored in them."""
    has = REVISIONS[revision]
    return (ROWS + (PRIO_ROWS if has["prio"] else "") + (LDAP_ROWS if has["ldap"] else "") +
            (DAV_ROWS if has["dav"] else ""))


def make(path, revision="2026.2", filled=True):
    """A database file of that release."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema(revision) + (rows(revision) if filled else ""))
        connection.commit()
    return path


def columns(path, table):
    """The names of a table's columns."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def dump(path):
    """Everything in the file as text: what two equal databases have in common."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())
