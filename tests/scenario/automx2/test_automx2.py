"""A database and a configuration of automx2, whatever its age, serve on under Fingerpost."""

import contextlib
import functools
import pathlib
import sqlite3

import automx2_tables
import daemon
import told
import web

CONFIGURATION = """# automx2's own file, untouched
[automx2]
loglevel = {loglevel}
db_echo = no
# four slashes begin an absolute path
db_uri = {uri}
proxy_count = 1
"""
LISTEN = ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]


def uri_of(path):
    return f"sqlite:///{path}"


class Automx2Scenario(daemon.Scenario):
    def serve(self, uri, loglevel="WARNING", directory=None, user=None):
        """A daemon that has nothing but automx2's file to go by."""
        directory = pathlib.Path(directory or self.scratch())
        file = directory / "automx2.conf"
        file.write_text(CONFIGURATION.format(uri=uri, loglevel=loglevel))
        return self.start(directory=directory, env={"AUTOMX2_CONF": str(file)}, user=user)

    def serve_revision(self, revision):
        directory = self.scratch()
        path = automx2_tables.make(directory / "mail.db", revision)
        return self.serve(uri_of(path), directory=directory)


def with_every_release(test):
    """Runs the test once for each release's database, with a daemon that serves it."""
    @functools.wraps(test)
    def over_all(self):
        for revision, has in automx2_tables.REVISIONS.items():
            with self.subTest(revision=revision):
                test(self, self.serve_revision(revision), has)
    return over_all


class Revisions(Automx2Scenario):
    @with_every_release
    def test_autoconfig_tells_the_servers_of_every_release(self, served, _):
        servers = told.autoconfig_servers(served.get(web.autoconfig("fred@alpha.example")))
        self.assertEqual(servers, [
            ("imap", "imap.alpha.example", 993, "SSL", "fred@alpha.example"),
            ("pop3", "pop.alpha.example", 995, "SSL", "fred"),
            ("smtp", "smtp.alpha.example", 587, "STARTTLS", "fred@alpha.example")])

    @with_every_release
    def test_autodiscover_tells_the_servers_of_every_release(self, served, has):
        servers = told.autodiscover_servers(told.pox(served, "fred@alpha.example"))
        dav = ["CalDAV", "CardDAV"] if has["dav"] else []
        self.assertEqual([server["Type"] for server in servers], ["IMAP", "POP3", "SMTP", *dav])
        self.assertEqual(servers[0]["Server"], "imap.alpha.example")
        self.assertEqual(servers[0]["LoginName"], "fred@alpha.example")
        self.assertEqual((servers[0]["SSL"], servers[0]["Encryption"]), ("on", "SSL"))
        self.assertEqual((servers[2]["Port"], servers[2]["Encryption"]), ("587", "TLS"))

    @with_every_release
    def test_profiles_tell_the_servers_of_every_release(self, served, has):
        payloads = told.payloads(told.profile(served, "fred@alpha.example"))
        mail = payloads["com.apple.mail.managed"]
        self.assertEqual(mail["IncomingMailServerHostName"], "imap.alpha.example")
        self.assertEqual(mail["IncomingMailServerAuthentication"], "EmailAuthPassword")
        self.assertEqual(mail["OutgoingMailServerPortNumber"], 587)
        self.assertTrue(mail["OutgoingMailServerUseSSL"])
        self.assertEqual("com.apple.caldav.account" in payloads, has["dav"])

    @with_every_release
    def test_priorities_order_the_servers_where_the_release_has_them(self, served, has):
        expected = ["early.alpha.example", "smtp.alpha.example"] if has["prio"] else []
        self.assertEqual(told.hosts(served, "fred@prio.example"), expected)

    @with_every_release
    def test_rows_that_are_half_wrong_cost_no_more_than_themselves(self, served, _):
        # a server of type INVALID, links to nothing
        self.assertEqual(told.hosts(served, "fred@ham.example"), ["ham.example", "ham.example"])
        # a provider that is gone, a domain typed in capitals, in any spelling of the address
        for address in ("a@orphan.example", "a@UPPER.example", "a@upper.example", "a@Alpha.Example."):
            self.assertIn("imap.alpha.example", told.hosts(served, address), address)
        answer = served.get(web.autoconfig("a@serverless.example"))
        self.assertIn(answer.status, (404, 204))

    @with_every_release
    def test_afterwards_automx2_would_find_its_tables_with_its_columns(self, served, _):
        for table, wanted in automx2_tables.COLUMNS.items():
            self.assertEqual(automx2_tables.columns(served.database, table), wanted, table)
        with contextlib.closing(sqlite3.connect(served.database)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchall()
            self.assertEqual(found, [("ok",)])

    @with_every_release
    def test_the_file_as_it_was_is_kept_beside_it(self, served, has):
        backups = list(served.directory.glob("mail.db.backup-*"))
        self.assertEqual(len(backups), 1)
        original = automx2_tables.make(served.directory / "again.db", has["release"])
        self.assertEqual(automx2_tables.dump(backups[0]), automx2_tables.dump(original))

    def test_a_second_start_changes_and_copies_nothing_more(self):
        directory = self.scratch()
        automx2_tables.make(directory / "mail.db", "2019.0")
        for _ in range(2):
            served = self.serve(uri_of(directory / "mail.db"), directory=directory)
            served.stop()
        self.assertEqual(len(list(directory.glob("mail.db.backup-*"))), 1)
        self.assertEqual(served.log().count("made the table davserver "), 0)

    @with_every_release
    def test_alembic_notes_the_revision_the_tables_now_have(self, served, has):
        if has["alembic"]:
            with contextlib.closing(sqlite3.connect(served.database)) as connection:
                noted = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            self.assertEqual(noted, [("43ebb40d0578",)])


class ManualStatements(Automx2Scenario):
    """Every statement form of automx2's manual, given to the file while the daemon serves it."""

    def setUp(self):
        self.served = self.serve_revision("2026.2")

    def test_a_new_provider_with_servers_and_a_domain_is_told_within_a_second(self):
        self.served.sql("""
            INSERT INTO provider(id, name, short_name) VALUES(100, 'Example Company', 'ExampleCo');
            INSERT INTO server(id, type, name, port, socket_type, user_name, authentication)
              VALUES(200, 'smtp', 'mail.example.com', 587, 'STARTTLS', '%EMAILADDRESS%', 'plain');
            INSERT INTO server(id, prio, type, name, port, socket_type, user_name, authentication)
              VALUES(201, 5, 'imap', 'mail.example.com', 143, 'STARTTLS', '%EMAILADDRESS%', 'plain');
            INSERT INTO domain(id, name, provider_id) VALUES(300, 'example.com', 100);
            INSERT INTO server_domain(server_id, domain_id) VALUES(200, 300);
            INSERT INTO server_domain(server_id, domain_id) VALUES(201, 300);""")
        self.assert_soon(lambda: len(told.hosts(self.served, "fred@example.com")) == 2)
        servers = told.autoconfig_servers(self.served.get(web.autoconfig("fred@example.com")))
        self.assertEqual(servers[0][:4], ("imap", "mail.example.com", 143, "STARTTLS"))

    def test_ids_may_be_left_to_the_database(self):
        self.served.sql("""
            INSERT INTO domain(name, provider_id) VALUES('auto.example', 7);
            INSERT INTO server_domain(server_id, domain_id)
              SELECT 0, id FROM domain WHERE name = 'auto.example';
            INSERT INTO server_domain SELECT 1, id FROM domain WHERE name = 'auto.example';""")
        self.assert_soon(lambda: told.hosts(self.served, "fred@auto.example"))

    def test_a_directory_may_be_tied_to_a_domain(self):
        self.served.sql("""
            INSERT INTO ldapserver(id, name, port, use_ssl, search_base, search_filter, attr_uid, attr_cn,
                                   bind_password, bind_user)
              VALUES(400, 'ldap.example.com', 636, 1, 'dc=example,dc=com', '(mail={0})', 'uid', 'cn',
                     'secret', 'cn=admin,dc=example,dc=com');
            UPDATE domain SET ldapserver_id=400 WHERE name='alpha.example';""")
        self.assert_soon(lambda: "ldapserver 400" in self.served.cli("domain", "show", "alpha.example"))
        self.assertIn("imap.alpha.example", told.hosts(self.served, "fred@alpha.example"))

    def test_calendars_and_contacts_are_told_within_a_second(self):
        self.served.sql("""
            INSERT INTO davserver(id, url, port, type, use_ssl, domain_required, user_name)
              VALUES(3500, 'https://cal.example.com', 0, 'caldav', 1, 1, '%EMAILADDRESS%');
            INSERT INTO davserver(id, url, port, type, use_ssl, domain_required, user_name)
              VALUES(3501, 'http://card.example.com:8080/', 8080, 'carddav', 0, 1, NULL);
            INSERT INTO davserver_domain(davserver_id, domain_id) VALUES(3500, 1);
            INSERT INTO davserver_domain(davserver_id, domain_id) VALUES(3501, 1);""")

        def kinds():
            return told.payloads(told.profile(self.served, "fred@ham.example"))
        self.assert_soon(lambda: "com.apple.carddav.account" in kinds())
        self.assertEqual(kinds()["com.apple.caldav.account"]["CalDAVHostName"], "cal.example.com")
        contacts = kinds()["com.apple.carddav.account"]
        self.assertEqual((contacts["CardDAVPort"], contacts["CardDAVUseSSL"]), (8080, False))

    def test_changed_and_deleted_rows_are_followed_too(self):
        self.served.sql("UPDATE server SET name = 'new.alpha.example', port = 1993 WHERE id = 0;")
        self.assert_soon(lambda: "new.alpha.example" in told.hosts(self.served, "a@alpha.example"))
        self.served.sql("UPDATE domain SET name = 'renamed.example' WHERE name = 'alpha.example';")
        self.assert_soon(lambda: told.hosts(self.served, "a@renamed.example"))
        self.assertEqual(told.hosts(self.served, "a@alpha.example"), [])
        self.served.sql("DELETE FROM server_domain; DELETE FROM domain;")
        self.assert_soon(lambda: not told.hosts(self.served, "a@renamed.example"))

    def test_what_is_rolled_back_is_never_told(self):
        with contextlib.closing(sqlite3.connect(self.served.database)) as other:
            other.execute("UPDATE server SET name = 'never.example' WHERE id = 0")
            daemon.eventually(lambda: False, 0.6)
            other.rollback()
        daemon.eventually(lambda: False, 0.6)
        self.assertIn("imap.alpha.example", told.hosts(self.served, "a@alpha.example"))


class Verbs(Automx2Scenario):
    """The command line copes with the rows that automx2 leaves behind."""

    def setUp(self):
        self.served = self.serve_revision("2026.2")
        self.served.configure()

    def test_a_domain_may_be_made_like_one_that_is_tied_to_a_server_that_is_gone(self):
        self.served.cli("domain", "add", "new.example", "--like", "alpha.example")
        self.assert_soon(lambda: told.hosts(self.served, "a@new.example")[:1] == ["imap.alpha.example"])

    def test_a_link_to_nothing_may_be_taken_away(self):
        self.served.cli("domain", "set", "alpha.example", "--remove-server", "99",
                        "--remove-server", "dav:99")
        self.assertNotIn("left out", self.served.cli("domain", "show", "alpha.example"))

    def test_a_domain_of_a_provider_that_is_gone_may_be_given_to_another(self):
        self.served.cli("domain", "set", "orphan.example", "--provider", "Alpha Hosting")
        self.assert_soon(lambda: "Alpha Hosting" in self.served.get(
            web.autoconfig("a@orphan.example")).text)

    def test_a_check_names_each_of_them(self):
        code, out, err = daemon.fingerpost(
            "config", "check", "--db-uri", uri_of(self.served.database))
        self.assertEqual(code, 2, err)
        for row in ("server 99 ", "server 5", "davserver 99 ", "provider -4711 ", "ldapserver 99 ", "domain 99 "):
            self.assertIn(row, out + err)


class Imports(Automx2Scenario):
    def imported(self, revision, *source):
        code, out, err = daemon.fingerpost("import", "automx2", *source, "--into", uri_of(self.target))
        self.assertEqual(code, 0, err)
        self.assertIn("providers: 2", out)
        self.assertIn(f"domains: {6 if automx2_tables.REVISIONS[revision]['prio'] else 5}", out)

    def setUp(self):
        self.directory = self.scratch()
        self.target = self.directory / "mail.db"

    def test_a_copy_of_every_release_serves_the_same(self):
        for revision in automx2_tables.REVISIONS:
            with self.subTest(revision=revision):
                self.directory = self.scratch()
                self.target = self.directory / "mail.db"
                old = automx2_tables.make(self.directory / "old.db", revision)
                before = old.read_bytes()
                self.imported(revision, "--db-uri", uri_of(old))
                self.assertEqual(old.read_bytes(), before)
                served = self.start(directory=self.directory)
                self.assertEqual(told.hosts(served, "a@alpha.example"), [
                    "imap.alpha.example", "pop.alpha.example", "smtp.alpha.example"])
                self.assertIn("imap.alpha.example", told.hosts(served, "a@upper.example"))

    def test_automx2s_configuration_names_the_source(self):
        old = automx2_tables.make(self.directory / "old.db", "2020.2")
        file = self.directory / "automx2.conf"
        file.write_text(CONFIGURATION.format(uri=uri_of(old), loglevel="INFO"))
        self.imported("2020.2", "--config", file)

    def test_a_second_import_takes_nothing_twice(self):
        old = automx2_tables.make(self.directory / "old.db")
        self.imported("2026.2", "--db-uri", uri_of(old))
        again = ["import", "automx2", "--db-uri", uri_of(old), "--into", uri_of(self.target)]
        before = automx2_tables.dump(self.target)
        code, _, err = daemon.fingerpost(*again)
        self.assertNotEqual(code, 0)
        self.assertIn("alpha.example", err)
        self.assertEqual(automx2_tables.dump(self.target), before)
        code, out, err = daemon.fingerpost(*again, "--skip-existing")
        self.assertEqual(code, 0, err)
        self.assertIn("skipped", out)


class Places(Automx2Scenario):
    def serve_unwritable(self, revision, sealed):
        """A database whose file, and directory too when sealed, the daemon's user may not write."""
        directory = self.scratch() / "sealed"
        directory.mkdir()
        path = automx2_tables.make(directory / "mail.db", revision)
        before = path.read_bytes()
        path.chmod(0o444)
        if sealed:
            directory.chmod(0o555)
            self.addCleanup(directory.chmod, 0o700)
        directory.parent.chmod(0o755)
        served = self.serve(uri_of(path), directory=self.readable_scratch(), user=daemon.plain_user())
        self.assertIn("imap.alpha.example", told.hosts(served, "a@alpha.example"))
        self.assertTrue(served.logged("cannot be written"))
        self.assertEqual(path.read_bytes(), before)
        path.chmod(0o644)

    def readable_scratch(self):
        directory = self.scratch()
        directory.chmod(0o755)
        return directory

    def test_a_read_only_file_is_served_as_it_is(self):
        self.serve_unwritable("2019.0", sealed=False)

    def test_a_read_only_directory_is_served_as_it_is(self):
        self.serve_unwritable("2020.0", sealed=True)

    def test_a_read_only_file_of_todays_release_is_served_as_it_is(self):
        self.serve_unwritable("2026.2", sealed=True)

    def test_a_relative_path_begins_at_the_current_directory_and_is_warned_about(self):
        directory = self.scratch()
        automx2_tables.make(directory / "old.db")
        served = self.serve("sqlite:///old.db", directory=directory)
        self.assertIn("imap.alpha.example", told.hosts(served, "a@alpha.example"))
        self.assertTrue(served.logged("db_uri is relative"))

    def test_a_file_that_is_no_database_stops_the_start_with_a_reason(self):
        directory = self.scratch()
        (directory / "mail.db").write_text("this is no database\n" * 100)
        code, _, err = daemon.fingerpost("serve", "--db-uri", uri_of(directory / "mail.db"), *LISTEN)
        self.assertEqual(code, 1)
        self.assertIn("not a database", err)

    def test_proxy_count_of_the_file_is_obeyed(self):
        served = self.serve_revision("2026.2")
        answer = served.get("/mail/config-v1.1.xml", host="proxy.invalid",
                            headers={"X-Forwarded-Host": "autoconfig.alpha.example"})
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.xml().find("emailProvider").get("id"), "alpha.example")

    def test_copies_of_the_program_may_share_one_file(self):
        directory = self.scratch()
        path = automx2_tables.make(directory / "mail.db", "2020.0")
        one = self.serve(uri_of(path), directory=directory)
        two = self.serve(uri_of(path))
        self.assertEqual(told.hosts(one, "a@alpha.example"), told.hosts(two, "a@alpha.example"))
        one.sql("UPDATE server SET name = 'both.alpha.example' WHERE id = 0")
        for served in (one, two):
            self.assert_soon(lambda: "both.alpha.example" in told.hosts(served, "a@alpha.example"))


if __name__ == "__main__":
    daemon.main()
