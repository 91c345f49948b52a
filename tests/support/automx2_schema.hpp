/// @file
/// Databases as older releases of automx2 left them, with the rows that real ones hold.
#pragma once

#include <string>

namespace fingerpost::test {

enum class Automx2 { release_2019, release_2020, release_2020_2, release_2021 };

/// Migrated databases have server.prio as their last column; new ones as their second.
inline std::string automx2_schema(Automx2 release) {
    const bool ldap = release != Automx2::release_2019;
    const bool prio = release >= Automx2::release_2020_2;
    const bool dav = release >= Automx2::release_2021;
    std::string sql =
        "CREATE TABLE provider (id INTEGER NOT NULL, name VARCHAR NOT NULL, "
        "short_name VARCHAR NOT NULL, PRIMARY KEY (id));"
        "CREATE TABLE server (id INTEGER NOT NULL, port INTEGER NOT NULL, type VARCHAR NOT NULL, "
        "name VARCHAR NOT NULL, socket_type VARCHAR NOT NULL, user_name VARCHAR NOT NULL, "
        "authentication VARCHAR NOT NULL";
    sql +=
        prio ? ", prio INTEGER DEFAULT '10' NOT NULL, PRIMARY KEY (id));" : ", PRIMARY KEY (id));";
    if (ldap)
        sql += "CREATE TABLE ldapserver (id INTEGER NOT NULL, name VARCHAR(128) NOT NULL, "
               "port INTEGER NOT NULL, use_ssl BOOLEAN NOT NULL, "
               "search_base VARCHAR(128) NOT NULL, search_filter VARCHAR(128) NOT NULL, "
               "attr_uid VARCHAR(128) NOT NULL, attr_cn VARCHAR(128), "
               "bind_password VARCHAR(128), bind_user VARCHAR(128), PRIMARY KEY (id), "
               "CHECK (use_ssl IN (0, 1)));";
    sql += "CREATE TABLE domain (id INTEGER NOT NULL, name VARCHAR NOT NULL, "
           "provider_id INTEGER NOT NULL, ";
    if (ldap) sql += "ldapserver_id INTEGER, ";
    sql += "PRIMARY KEY (id), UNIQUE (name), FOREIGN KEY(provider_id) REFERENCES provider (id)";
    if (ldap) sql += ", FOREIGN KEY(ldapserver_id) REFERENCES ldapserver (id)";
    sql += ");"
           "CREATE TABLE server_domain (server_id INTEGER NOT NULL, domain_id INTEGER NOT NULL, "
           "PRIMARY KEY (server_id, domain_id), FOREIGN KEY(server_id) REFERENCES server (id), "
           "FOREIGN KEY(domain_id) REFERENCES domain (id));";
    if (dav)
        sql += "CREATE TABLE davserver (id INTEGER NOT NULL, url VARCHAR NOT NULL, "
               "port INTEGER NOT NULL, type VARCHAR NOT NULL, use_ssl BOOLEAN NOT NULL, "
               "domain_required BOOLEAN NOT NULL, user_name VARCHAR, PRIMARY KEY (id));"
               "CREATE TABLE davserver_domain (davserver_id INTEGER NOT NULL, "
               "domain_id INTEGER NOT NULL, PRIMARY KEY (davserver_id, domain_id), "
               "FOREIGN KEY(davserver_id) REFERENCES davserver (id), "
               "FOREIGN KEY(domain_id) REFERENCES domain (id));";
    const char* alembic[] = {"", "f62e64b43d2f", "5334f8a8282c", "43ebb40d0578"};
    if (ldap)
        sql += std::string("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                           "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));"
                           "INSERT INTO alembic_version VALUES ('") +
               alembic[static_cast<int>(release)] + "');";
    return sql;
}

/// Ids from 0, upper case, ids that lead nowhere, words and names nobody can use.
inline std::string automx2_rows(Automx2 release) {
    std::string sql =
        "INSERT INTO provider (id, name, short_name) VALUES (0, 'Example & Sons', 'Example');"
        "INSERT INTO server (id, port, type, name, socket_type, user_name, authentication) VALUES "
        "(0, 993, 'imap', 'imap.example.com', 'SSL', '%EMAILADDRESS%', 'plain'),"
        "(1, 587, 'smtp', 'smtp.example.com', 'STARTTLS', '%EMAILADDRESS%', 'plain'),"
        "(2, 123, 'INVALID', 'odd.example.com', 'SSL', '%EMAILADDRESS%', 'plain'),"
        "(3, 'port', 'pop', 'pop.example.com', 'SSL', '%EMAILADDRESS%', 'plain');"
        "INSERT INTO domain (id, name, provider_id) VALUES (0, 'example.com', 0),"
        "(1, 'Example.NET', 0), (2, 'orphan.example.org', -7), (3, 'not a domain', 0),"
        "(4, 'EXAMPLE.com', 0);"
        "INSERT INTO server_domain (server_id, domain_id) VALUES (1, 0), (0, 0), (2, 0), (3, 0),"
        "(0, 1), (0, 2), (77, 2), (0, 99);";
    if (release != Automx2::release_2019)
        sql += "INSERT INTO ldapserver (id, name, port, use_ssl, search_base, search_filter, "
               "attr_uid) VALUES (0, 'ldap.example.com', 636, 1, 'dc=example,dc=com', "
               "'(mail={0})', 'uid');"
               "UPDATE domain SET ldapserver_id = 0 WHERE name = 'example.com';"
               "UPDATE domain SET ldapserver_id = 88 WHERE name = 'Example.NET';";
    if (release >= Automx2::release_2021)
        sql += "INSERT INTO davserver (id, url, port, type, use_ssl, domain_required, user_name) "
               "VALUES (0, 'https://dav.example.com/dav/', 0, 'caldav', 1, 1, '%EMAILADDRESS%'),"
               "(1, 'ftp://dav.example.com/', 0, 'carddav', 1, 1, NULL);"
               "INSERT INTO davserver_domain (davserver_id, domain_id) VALUES (1, 0), (0, 0), (66, "
               "1);";
    return sql;
}

} // namespace fingerpost::test
