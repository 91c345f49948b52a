#!/usr/bin/env python3
"""A domain seen through the clients' eyes: the records the catalog asks for are served by a real BIND, the
documents by the daemon behind a real nginx with TLS, and each client finds its way; or does not, where something
is wrong."""

import json
import pathlib
import socket
import tempfile

import daemon
import nameserver
import webserver

CLIENTS = ["thunderbird", "thunderbird-android", "outlook", "apple", "evolution", "kmail", "geary", "claws",
           "deltachat", "fairemail", "davx5"]
MAIL_CLIENTS = [client for client in CLIENTS if client != "davx5"]
SERVERS = ["--type imap --name imap.good.test", "--type imap --name imap.good.test --socket-type STARTTLS",
           "--type smtp --name smtp.good.test", "--type smtp --name smtp.good.test --socket-type STARTTLS",
           "--type caldav --url https://dav.good.test/dav/", "--type carddav --url https://dav.good.test/dav/"]
TIED = ["--server", "1", "--server", "2", "--server", "3", "--server", "4", "--server", "dav:1", "--server", "dav:2"]
NAMES = ["good.test", "*.good.test", "talk.test", "*.talk.test"]
ZONE = """$TTL 60
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
"""
WORKS, FAILS, UNKNOWN, USAGE = 0, 3, 4, 1


class Trace(daemon.Scenario):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.daemon = cls.enterClassContext(daemon.Daemon(proxy_count=1))
        cls.daemon.cli("provider", "add", "Good")
        for words in SERVERS:
            cls.daemon.cli("server", "add", *words.split())
        cls.daemon.cli("domain", "add", "good.test", "--provider", "1", *TIED)
        cls.web = cls.enterClassContext(webserver.Webserver(
            cls.folder, cls.daemon.public, NAMES, asking="dav.good.test", talking="talk.test"))
        cls.named = cls.enterClassContext(nameserver.Named(cls.folder, cls.zones()))

    @classmethod
    def zones(cls):
        """good.test as the catalog wants it, talk.test with a web server that talks of something else."""
        records = cls.daemon.cli("dns", "records", "good.test", "--format", "zone",
                                 "--public-hostname", "show.good.test", "--public-addresses", cls.web.address)
        hosts = "".join(f"{name} A {cls.web.address}\n" for name in ("@", "dav"))
        (cls.folder / "good.test").write_text(ZONE + hosts + records)
        hosts = "".join(f"{name} A {cls.web.address}\n" for name in ("@", "autoconfig", "autodiscover"))
        (cls.folder / "talk.test").write_text(ZONE + hosts)
        (cls.folder / "empty.test").write_text(ZONE)
        return "".join(f'zone "{name}" {{ type primary; file "{name}"; }};\n'
                       for name in ("good.test", "talk.test", "empty.test"))

    def trace(self, address, client, *words, trusted=True):
        """(exit code, what it said as JSON)"""
        trust = ["--ca", self.web.authority] if trusted else []
        code, out, err = daemon.fingerpost("trace", address, "--as", client, "--json",
                                           "--dns", f"127.0.0.1:{self.named.port}", *trust, *words)
        self.assertEqual(err, "")
        return code, json.loads(out)

    def test_every_client_works_with_what_the_catalog_publishes(self):
        self.assertTrue(daemon.eventually(lambda: b"imap.good.test" in self.daemon.get(
            "/mail/config-v1.1.xml", host="autoconfig.good.test").body))
        for client in CLIENTS:
            with self.subTest(client):
                code, seen = self.trace("jane@good.test", client)
                self.assertEqual((code, seen["result"]), (WORKS, "works"), seen)
                if client in MAIL_CLIENTS:
                    # of two servers of a type Evolution takes the last, which is the one with STARTTLS
                    port = 143 if client == "evolution" else 993
                    self.assertEqual((seen["incoming"]["host"], seen["incoming"]["port"]), ("imap.good.test", port))
                    self.assertEqual(seen["incoming"]["user_name"], "jane@good.test")
                    self.assertEqual(seen["outgoing"]["host"], "smtp.good.test")
                if client in ("davx5", "evolution", "apple"):
                    self.assertEqual([account["url"] for account in seen["dav"]], ["https://dav.good.test/dav/"] * 2)

    def test_no_client_works_where_the_web_server_talks_of_something_else(self):
        for client in CLIENTS:
            with self.subTest(client):
                code, seen = self.trace("jane@talk.test", client)
                self.assertEqual((code, seen["result"]), (FAILS, "fails"), seen)
                self.assertIsNone(seen["incoming"])
        _, seen = self.trace("jane@talk.test", "thunderbird")
        self.assertEqual([step["verdict"] for step in seen["steps"][:2]], ["refused", "not asked"])
        self.assertIn("text/html", seen["steps"][0]["why"])

    def test_a_domain_that_publishes_nothing_is_told_from_one_nobody_answers_for(self):
        for client in CLIENTS:
            with self.subTest(client):
                code, seen = self.trace("jane@empty.test", client)
                self.assertEqual(code, FAILS, seen)
                self.assertEqual({"not found", "not asked"} | {step["verdict"] for step in seen["steps"]},
                                 {"not found", "not asked"})
                code, seen = self.trace("jane@elsewhere.test", client)  # refused: not a zone of this server
                self.assertEqual(code, UNKNOWN, seen)

    def test_a_silent_name_server_leaves_it_unknown(self):
        with socket.socket(type=socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            code, out, _ = daemon.fingerpost("trace", "jane@good.test", "--as", "geary", "--timeout", "1",
                                             "--dns", f"127.0.0.1:{silent.getsockname()[1]}")
        self.assertEqual(code, UNKNOWN)
        self.assertIn("timed out", out)

    def test_a_certificate_that_is_not_trusted_is_refused(self):
        code, seen = self.trace("jane@good.test", "geary", trusted=False)
        self.assertEqual(code, FAILS)
        self.assertEqual(seen["steps"][0]["verdict"], "refused")
        self.assertIn("certificate is not accepted for autoconfig.good.test", seen["steps"][0]["why"])

    def test_who_was_contacted_is_told(self):
        _, seen = self.trace("jane@good.test", "geary")
        self.assertIn(f"from {self.web.address} port 443", seen["steps"][0]["why"])

    def test_via_shows_what_a_domain_would_get_before_its_names_are_published(self):
        via = ["--via", f"http://127.0.0.1:{self.daemon.public}"]
        for client in ("thunderbird", "thunderbird-android", "outlook", "apple", "kmail", "geary", "deltachat"):
            with self.subTest(client):
                code, out, err = daemon.fingerpost("trace", "jane@good.test", "--as", client, *via)
                self.assertEqual(code, WORKS, out + err)
                self.assertIn("imap.good.test port 993", out)
                self.assertIn(f"127.0.0.1 port {self.daemon.public}", out)

    def test_what_was_typed_wrongly_is_an_error(self):
        for words in (["jane"], ["jane@good.test", "--as", "pine"], ["jane@good.test"]):
            code, out, err = daemon.fingerpost("trace", *words)
            self.assertEqual((code, out), (USAGE, ""))
            self.assertTrue(err)


if __name__ == "__main__":
    daemon.main()
