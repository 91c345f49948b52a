#!/usr/bin/env python3
"""Hidden primary: BIND, Knot and NSD take whole zones from the daemon by AXFR, signed with TSIG, are told of
changes by NOTIFY, and know from the catalog zone which zones there are."""

import json
import pathlib
import re
import signal
import tempfile

from daemon import Daemon, Scenario, main, need
from nameserver import free_port, records_in, run
from secondaries import CATALOG, SECRET, Bind, Knot, Nsd, key_text

STATIC = ["first.test", "second.test", "changing.test"]
SECONDS = 20  # for a secondary to follow
NAMESERVERS = "ns1.hosting.test, ns2.hosting.test"


class Primary(Scenario):
    """A daemon with a few domains, and what a secondary's administrator does by hand."""

    @classmethod
    def secondaries(cls):
        return []

    @classmethod
    def setUpClass(cls):
        cls.dig = need("dig", "bind9-dnsutils")
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.port = free_port()
        (cls.folder / "transfer.key").write_text(key_text())
        cls.peers = cls.secondaries()
        cls.daemon = Daemon(
            dns_listen=f"127.0.0.1:{cls.port}", dns_transfer_key_file=cls.folder / "transfer.key",
            dns_secondaries=", ".join(f"127.0.0.1:{peer.port}" for peer in cls.peers), dns_catalog_zone=CATALOG,
            nameservers=NAMESERVERS, public_hostname="discover.hosting.test", loglevel="INFO")
        cls.enterClassContext(cls.daemon)
        cls.daemon.cli("provider", "add", "Example Hosting")
        cls.daemon.cli("server", "add", "--type", "imap", "--name", "imap.hosting.test")
        cls.daemon.cli("server", "add", "--type", "smtp", "--name", "smtp.hosting.test")
        for domain in STATIC:
            cls.add(domain)
        for peer in cls.peers:
            cls.enterClassContext(peer)

    @classmethod
    def add(cls, domain):
        cls.daemon.cli("domain", "add", domain, "--provider", "1", "--server", "1", "--server", "2")

    def wanted(self, domain):
        """What the zone holds besides its SOA."""
        records = json.loads(self.daemon.cli("dns", "records", domain, "--format", "json"))
        names = {(domain + ".", 3600, "NS", server.strip() + ".") for server in NAMESERVERS.split(",")}
        return names | {(r["owner"], r["ttl"], r["type"], r["data"]) for r in records}

    def asked(self, *words, key=f"hmac-sha256:transfer:{SECRET}", options=("+noall", "+answer", "+comments")):
        signature = ["-y", key] if key else []
        return run(self.dig, "@127.0.0.1", "-p", self.port, *signature, "+tries=1", "+time=3", "+noidnin", "+nocmd",
                   *options, *words)[1]

    def records(self, *words):
        lines = [line for line in self.asked(*words).splitlines() if line and not line.startswith(";")]
        return records_in("\n".join(lines))

    def serial(self, zone, *words):
        return int(self.records(zone, "SOA", *words)[0][3].split()[2])

    def metric(self, line):
        text = self.daemon.ask_admin("/metrics").text
        found = re.search(rf"^fingerpost_dns_primary_{re.escape(line)} (\d+)$", text, re.M)
        return int(found[1])


class Asked(Primary):
    def test_a_transfer_is_the_zone_that_is_exported(self):
        first, *zone, last = self.records("first.test", "AXFR")
        self.assertEqual(first, last)
        self.assertEqual(first[2], "SOA")
        self.assertEqual(set(zone), self.wanted("first.test"))
        self.assertEqual(len(zone), len(set(zone)))
        out = self.scratch()
        self.daemon.cli("dns", "export", "--zone", "first.test", "--out", out)
        code, text = run(need("named-compilezone", "bind9-utils"), "-o", "-", "first.test", out / "db.first.test")
        lines = [line for line in text.splitlines() if " IN " in line or "\tIN\t" in line]
        exported = {one for one in records_in("\n".join(lines)) if one[2] != "SOA"}
        self.assertEqual(set(zone), exported, text)

    def test_the_serial_is_told_by_udp_and_by_tcp(self):
        self.assertEqual(self.serial("first.test", "+notcp"), self.serial("first.test", "+tcp"))

    def test_a_question_for_an_older_serial_gets_the_whole_zone(self):
        serial = self.serial("first.test")
        whole = self.records("first.test", f"IXFR={serial - 1}")
        self.assertEqual(set(whole), set(self.records("first.test", "AXFR")))
        self.assertEqual(len(self.records("first.test", f"IXFR={serial}")), 1)
        self.assertEqual(len(self.records("first.test", f"IXFR={serial + 1}")), 1)

    def test_who_signs_with_another_secret_or_not_at_all_gets_nothing(self):
        other = "b3RoZXIgb2N0ZXRzLCBidXQgb2Ygc2l4dGVlbiBhbmQgbW9yZQ=="
        said = {
            "REFUSED": self.asked("first.test", "SOA", key=None),
            "BADSIG": self.asked("first.test", "SOA", "+all", key=f"hmac-sha256:transfer:{other}"),
            "BADKEY": self.asked("first.test", "SOA", "+all", key=f"hmac-sha256:unknown:{other}"),
        }
        for word, answer in said.items():
            self.assertIn(word, answer)
            self.assertNotIn("hosting.test", answer)
        self.assertNotIn("hosting.test", self.asked("first.test", "AXFR", key=None))
        self.assertNotIn("hosting.test", self.asked("first.test", "AXFR", key=f"hmac-sha256:transfer:{other}"))

    def test_what_is_no_zone_of_ours_is_said_to_be_none(self):
        self.assertIn("status: NOTAUTH", self.asked("unknown.test", "SOA"))
        self.assertIn("status: NOTAUTH", self.asked("imap.first.test", "SOA"))
        self.assertIn("status: REFUSED", self.asked("first.test", "A"))

    def test_a_restart_keeps_the_serial_and_a_change_meanwhile_raises_it(self):
        domain = "kept.test"
        self.add(domain)
        self.assert_soon(lambda: self.records(domain, "SOA"), 5)
        serial, other = self.serial(domain), self.serial("first.test")
        self.daemon.stop()
        self.daemon.cli("domain", "set", domain, "--remove-server", "2")
        self.daemon.start()
        self.assertEqual(self.serial("first.test"), other)
        self.assertEqual(self.serial(domain), serial + 1)

    def test_a_change_that_no_record_tells_of_leaves_the_serial(self):
        serial = self.serial("second.test")
        self.daemon.cli("attribute", "set", "--domain", "second.test", "colour", "#123456")
        self.add("after.test")  # is served later than the change before it
        self.assert_soon(lambda: self.records("after.test", "SOA"), 5)
        self.assertEqual(self.serial("second.test"), serial)

    def test_the_settings_that_are_read_again_are_told_by_a_new_serial(self):
        serial = self.serial("second.test")
        self.daemon.configure(hostmaster="dns@hosting.test")
        self.daemon.signal(signal.SIGHUP)
        self.assert_soon(lambda: self.serial("second.test") == serial + 1, 5)
        self.assertIn("dns.hosting.test.", self.records("second.test", "SOA")[0][3])


class Kept(Primary):
    @classmethod
    def secondaries(cls):
        cls.bind, cls.knot = Bind(cls.folder, cls.port), Knot(cls.folder, cls.port)
        return [cls.bind, cls.knot, Nsd(cls.folder, cls.port, [*STATIC, "later.test"])]

    def all_have(self, domain):
        wanted = self.wanted(domain)
        for peer in self.peers:
            name = type(peer).__name__
            self.assert_soon(lambda peer=peer: peer.zone(domain) == wanted, SECONDS, f"{name} has not {domain}")
            self.assertEqual(peer.serial(domain), self.serial(domain), name)

    def test_every_secondary_takes_the_zones(self):
        for domain in STATIC[:2]:
            self.all_have(domain)

    def test_a_change_is_told_and_transferred_and_raises_the_serial(self):
        self.all_have("changing.test")
        serial = self.serial("changing.test")
        acknowledged = self.metric('notifies_total{result="acknowledged"}')
        self.daemon.cli("domain", "set", "changing.test", "--remove-server", "2")
        self.assert_soon(lambda: self.serial("changing.test") == serial + 1, 5)
        self.all_have("changing.test")
        self.assertEqual(self.serial("changing.test"), serial + 1, "once for one change")
        self.assert_soon(lambda: self.metric('notifies_total{result="acknowledged"}') >= acknowledged + 3, 5)

    def test_the_catalog_zone_has_members_taken_up_and_dropped(self):
        catalog = self.serial(CATALOG)
        self.add("later.test")
        self.all_have("later.test")
        self.assertGreater(self.serial(CATALOG), catalog)
        self.daemon.cli("domain", "remove", "later.test")
        for peer in (self.bind, self.knot):
            self.assert_soon(lambda peer=peer: peer.serial("later.test") is None, SECONDS,
                             f"{type(peer).__name__} keeps it")
        members = {data for _, _, kind, data in self.records(CATALOG, "AXFR") if kind == "PTR"}
        self.assertEqual(members, {domain + "." for domain in STATIC})

    def test_a_secondary_that_was_killed_catches_up(self):
        self.all_have("first.test")
        for peer in self.peers:
            peer.kill()
        self.daemon.cli("domain", "set", "first.test", "--remove-server", "1")
        for peer in self.peers:
            peer.start()
        self.all_have("first.test")


if __name__ == "__main__":
    main()
