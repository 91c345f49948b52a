#!/usr/bin/env python3
"""DNS records on the command line: printed, exported by BIND's conventions, and served by a real BIND
exactly as they were printed."""

import json
import pathlib
import re
import shutil
import tempfile
import time

import nameserver
from daemon import Scenario, fingerpost, main

SERVERS = [
    "--type imap --name imap.hosting.test",
    "--type imap --name imap.hosting.test --socket-type STARTTLS",
    "--type pop --name pop.hosting.test",
    "--type smtp --name smtp.hosting.test",
    "--type smtp --name smtp.hosting.test --socket-type STARTTLS",
    "--type sieve --name imap.hosting.test --socket-type STARTTLS --port 4190",
    "--type caldav --url https://dav.hosting.test:8443/calendars/",
    "--type carddav --url https://dav.hosting.test/",
    "--type jmap --url https://jmap.hosting.test/",
]
DOMAINS = {
    "full.example": "1 2 3 4 5 6 dav:1 dav:2 dav:3",
    "few.example": "1 5",
    "xn--bcher-kva.example": "1 4",
    "empty.example": "",
}
HOST = ["--public-hostname", "show.hosting.test"]
NAMESERVERS = ["--nameservers", "ns1.hosting.test, ns2.hosting.test", "--hostmaster", "dns.admin@hosting.test"]
INSIDE = ["--public-hostname", "mail.full.example", "--public-addresses", "192.0.2.7, 2001:db8::7"]
ADDRESS = ["--public-hostname", "192.0.2.7"]
APEX = ["--public-hostname", "full.example", "--public-addresses", "192.0.2.7"]
AUTOCONFIG = ["--public-hostname", "autoconfig.few.example", "--public-addresses", "2001:db8::7"]
VARIANTS = {"a name": HOST, "an address": ADDRESS, "a name inside": INSIDE, "the zone itself": APEX,
            "one of our names": AUTOCONFIG, "none": []}


class Dns(Scenario):
    """A catalog made with the command line, and a copy of it for each test."""

    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        database = ["--db-uri", f"sqlite:///{cls.made / 'mail.db'}"]
        commands = [["provider", "add", "Example Hosting"]]
        commands += [["server", "add", *words.split()] for words in SERVERS]
        for domain, servers in [*DOMAINS.items(), ("*.wild.example", "1 4")]:
            options = [word for server in servers.split() for word in ("--server", server)]
            commands.append(["domain", "add", domain, "--provider", "1", *options])
        for words in commands:
            code, out, err = fingerpost(*words, *database)
            if code != 0:
                raise RuntimeError(f"{words}: {out}{err}")

    def setUp(self):
        self.folder = self.scratch()
        for file in self.made.iterdir():
            shutil.copy(file, self.folder)
        self.out = self.folder / "zones"
        self.out.mkdir()
        self.uri = f"sqlite:///{self.folder / 'mail.db'}"

    def said(self, *words):
        return fingerpost(*words, "--db-uri", self.uri)

    def say(self, *words):
        code, out, err = self.said(*words)
        self.assertEqual(code, 0, f"{words}: {out}{err}")
        return out

    def refused(self, *words):
        """What a failing command says, wherever."""
        code, out, err = self.said(*words)
        self.assertEqual(code, 1, f"{words}: {out}{err}")
        return out + err

    def records(self, domain, options=()):
        return json.loads(self.say("dns", "records", domain, "--format", "json", *options))

    def wanted(self, domain, options=()):
        """The printed records as dig prints them."""
        return {(r["owner"], r["ttl"], r["type"], r["data"]) for r in self.records(domain, options)}

    def export(self, *words, form="--zone"):
        return self.say("dns", "export", form, "--out", self.out, *NAMESERVERS, *words)

    def files(self):
        return {path.name: path for path in self.out.iterdir()}

    def serial(self, domain):
        text = (self.out / f"db.{domain}").read_text()
        return int(re.search(r"(\d+) *; serial", text)[1])


class Printed(Dns):
    def test_json_says_what_each_record_is_for(self):
        records = self.records("full.example", HOST)
        self.assertGreater(len(records), 10)
        for record in records:
            self.assertEqual(set(record), {
                "owner", "ttl", "type", "data", "grade", "purpose", "clients", "spec"})
            self.assertIn(record["grade"], {"required", "recommended", "optional"})
            self.assertTrue(record["owner"].endswith(".full.example."))
            self.assertGreater(len(record["purpose"]), 20)
            self.assertRegex(record["spec"], r"RFC \d|\[MS-|draft-")

    def test_the_zone_lines_are_the_same_records_and_load(self):
        lines = self.say("dns", "records", "full.example", "--format", "zone", *HOST)
        self.assertEqual(set(nameserver.records_in(lines)), self.wanted("full.example", HOST))
        zone = self.folder / "zone"
        head = ("$ORIGIN full.example.\n$TTL 60\n@ IN NS ns.hosting.test.\n"
                "@ IN SOA ns.hosting.test. dns.hosting.test. 1 7200 3600 1209600 300\n")
        zone.write_text(head + lines)
        code, said = nameserver.checked("named-checkzone", "full.example", zone)
        self.assertEqual(code, 0, said)

    def test_the_table_is_the_default_and_says_what_each_record_is_for(self):
        table = self.say("dns", "records", "full.example", *HOST)
        self.assertEqual(table, self.say("dns", "records", "full.example", "--format", "table", *HOST))
        head, *rows = table.splitlines()
        self.assertEqual(head.split(), ["OWNER", "TTL", "TYPE", "DATA", "GRADE", "PURPOSE", "CLIENTS", "SPEC"])
        records = self.records("full.example", HOST)
        self.assertEqual(len(rows), len(records))
        for row, record in zip(rows, records):
            for value in record.values():
                self.assertIn(str(value), row)

    def test_a_domain_below_a_wildcard_row_has_records_of_its_own(self):
        owners = {record["owner"] for record in self.records("shop.wild.example", HOST)}
        self.assertIn("_imaps._tcp.shop.wild.example.", owners)
        self.assertTrue(all(owner.endswith(".shop.wild.example.") for owner in owners))

    def test_the_wildcard_row_itself_has_none(self):
        self.assertIn("*.wild.example", self.refused("dns", "records", "*.wild.example"))

    def test_an_unknown_domain_is_refused_with_a_hint(self):
        said = self.refused("dns", "records", "unknown.example")
        self.assertIn("unknown.example", said)
        self.assertIn("fingerpost domain list", said)

    def test_a_missing_database_is_refused_with_a_hint_at_what_makes_one(self):
        code, out, err = fingerpost("dns", "records", "few.example", "--db-uri", f"sqlite:///{self.folder}/no.db")
        self.assertEqual((code, out), (1, ""))
        self.assertRegex(err, "no.db")
        self.assertRegex(err, "there is no database.*import")

    def test_a_format_that_does_not_exist_is_refused_with_the_choices(self):
        self.assertRegex(self.refused("dns", "records", "few.example", "--format", "xml"), "table, .*, zone, .*octodns")

    def test_a_name_in_another_script_is_the_same_domain(self):
        self.assertEqual(self.records("bücher.example", HOST), self.records("xn--bcher-kva.example", HOST))
        for record in self.records("BÜCHER.example", HOST):
            self.assertTrue(record["owner"].endswith(".xn--bcher-kva.example."))
            self.assertTrue(record["data"].isascii())

    def test_host_records_follow_the_public_host_name(self):
        def hosts(options):
            found = self.wanted("full.example", options)
            return {(o.split(".")[0], t, d) for o, _, t, d in found if t in ("A", "AAAA", "CNAME")}

        names = ("autoconfig", "autodiscover", "ua-auto-config")
        self.assertEqual(hosts([]), set())
        self.assertEqual(hosts(HOST), {(name, "CNAME", "show.hosting.test.") for name in names})
        self.assertEqual(hosts(ADDRESS), {(name, "A", "192.0.2.7") for name in names})
        self.assertEqual(hosts(INSIDE), {(name, "CNAME", "mail.full.example.") for name in names}
                         | {("mail", "A", "192.0.2.7"), ("mail", "AAAA", "2001:db8::7")})

    def test_dns_ttl_is_the_ttl_of_every_record(self):
        found = self.wanted("full.example", [*HOST, "--dns-ttl", "600"])
        self.assertEqual({ttl for _, ttl, _, _ in found}, {600})


class Exported(Dns):
    def test_files_are_named_as_bind_people_name_them(self):
        self.export("full.example", "few.example")
        self.export("full.example", "bücher.example", form="--snippet")
        self.assertEqual(set(self.files()), {
            "db.full.example", "db.few.example", "full.example.discovery.inc",
            "xn--bcher-kva.example.discovery.inc"})
        for path in self.files().values():
            text = path.read_bytes()
            self.assertTrue(text.isascii() and text.endswith(b"\n") and b"\r" not in text, path.name)
            self.assertEqual(path.stat().st_mode & 0o133, 0, "others may change it")

    def test_a_snippet_sets_no_ttl_for_what_stands_around_it(self):
        self.export("--all", form="--snippet")
        for path in self.files().values():
            self.assertNotRegex(path.read_text(), r"(?m)^\$TTL|\bSOA\b|\bNS\b")

    def test_all_checkers_accept_all_zones(self):
        for variant, options in VARIANTS.items():
            self.export("--all", *options)
            for checker in nameserver.CHECKERS:
                for domain in DOMAINS:
                    with self.subTest(checker=checker, domain=domain, host=variant):
                        code, said = nameserver.checked(checker, domain, self.out / f"db.{domain}")
                        self.assertEqual(code, 0, said)

    def test_wildcard_rows_are_passed_over_and_said_to_be(self):
        report = json.loads(self.export("--all", "--json"))
        status = {row["domain"] or row["file"]: row["status"] for row in report}
        written = dict.fromkeys([*DOMAINS, "named.conf.fingerpost"], "written")
        self.assertEqual(status, written | {"*.wild.example": "skipped"})

    def test_a_second_export_leaves_the_files_alone(self):
        self.export("--all")
        self.export("--all", form="--snippet")
        before = {name: (p.stat().st_mtime_ns, p.stat().st_ino) for name, p in self.files().items()}
        time.sleep(0.02)
        self.assertIn("0 written", self.export("--all"))
        self.assertIn("0 written", self.export("--all", form="--snippet"))
        after = {name: (p.stat().st_mtime_ns, p.stat().st_ino) for name, p in self.files().items()}
        self.assertEqual(after, before)

    def test_a_changed_server_raises_the_serial_by_one_and_of_its_domains_only(self):
        self.export("--all")
        serials = {domain: self.serial(domain) for domain in DOMAINS}
        times = {name: path.stat().st_mtime_ns for name, path in self.files().items()}
        self.say("server", "set", "3", "--name", "pop2.hosting.test")
        self.export("--all")
        changed = {name for name, path in self.files().items() if path.stat().st_mtime_ns != times[name]}
        self.assertEqual(changed, {"db.full.example"})
        self.assertEqual(self.serial("full.example"), serials["full.example"] + 1)
        self.assertEqual(serials["few.example"], self.serial("few.example"))

    def test_the_first_serial_is_todays_date(self):
        before = time.gmtime()
        self.export("few.example")
        days = [int(time.strftime("%Y%m%d00", day)) for day in (before, time.gmtime())]
        self.assertIn(self.serial("few.example"), days)

    def test_a_zone_without_name_servers_is_refused_by_the_settings_name(self):
        said = self.refused("dns", "export", "--zone", "few.example", "--out", self.out)
        self.assertRegex(said, r"\bnameservers\b")
        self.assertEqual(self.files(), {})

    def test_a_name_server_inside_the_zone_needs_its_address(self):
        inside = ["--nameservers", "ns.few.example"]
        said = self.refused("dns", "export", "--zone", "few.example", "--out", self.out, *inside)
        self.assertIn("ns.few.example=192.0.2.1", said)
        inside = ["--nameservers", "ns.few.example=192.0.2.53"]
        self.say("dns", "export", "--zone", "few.example", "--out", self.out, *inside)
        code, said = nameserver.checked("named-checkzone", "few.example", self.out / "db.few.example")
        self.assertEqual(code, 0, said)

    def test_a_domain_below_a_wildcard_row_can_be_exported_by_its_name(self):
        self.export("shop.wild.example", *HOST)
        code, said = nameserver.checked("named-checkzone", "shop.wild.example", self.out / "db.shop.wild.example")
        self.assertEqual(code, 0, said)

    def test_a_host_of_ours_without_an_address_is_remarked_in_the_zone(self):
        self.export("full.example", "--public-hostname", "mail.full.example")
        self.assertRegex((self.out / "db.full.example").read_text(), "(?m)^; no address known for mail.full.example")

    def test_a_removed_domain_loses_its_stanza_and_the_others_stay_as_they_are(self):
        self.export("--all")
        serial = self.serial("full.example")
        self.say("domain", "remove", "few.example")
        self.assertIn("1 written", self.export("--all"))
        stanzas = (self.out / "named.conf.fingerpost").read_text()
        self.assertNotIn("few.example", stanzas)
        self.assertEqual(len(re.findall(r'(?m)^zone "', stanzas)), len(DOMAINS) - 1)
        self.assertEqual(self.serial("full.example"), serial)

    def test_what_cannot_be_exported_is_said_and_leaves_no_file(self):
        out = ["--out", self.out, *NAMESERVERS]
        for words, because in [
            (["--zone", "unknown.example", *out], "unknown.example is not served"),
            (["--zone", "--snippet", "few.example", *out], "--zone"),
            (["few.example", *out], "--snippet"),
            (["--zone", *out], "or else --all"),
            (["--zone", "../few.example", *out], "not a domain name"),
            (["--zone", "few.example", *NAMESERVERS, "--out", self.folder / "missing"], "missing"),
            (["--zone", "few.example", *NAMESERVERS], "--out"),
        ]:
            with self.subTest(words):
                self.assertIn(because, self.refused("dns", "export", *words))
                self.assertEqual(self.files(), {})

    def test_a_file_of_somebody_else_is_not_overwritten(self):
        theirs = self.out / "db.few.example"
        theirs.write_text("; written by hand\n")
        said = self.refused("dns", "export", "--zone", "--all", "--out", self.out, *NAMESERVERS)
        self.assertIn("db.few.example", said)
        self.assertEqual(theirs.read_text(), "; written by hand\n")
        self.assertIn("db.full.example", self.files())


class Served(Dns):
    """What BIND answers from the exported files."""

    def assert_serves(self, server, zone, wanted, extra=frozenset()):
        self.assertEqual(server.transfer(zone), wanted | extra)
        for owner, kind in {(owner, kind) for owner, _, kind, _ in wanted}:
            found = [record for record in server.ask(owner, kind) if record[2] == kind and record[0] == owner]
            self.assertCountEqual(found, [r for r in wanted if (r[0], r[2]) == (owner, kind)])

    def test_bind_serves_exactly_what_was_printed(self):
        for variant, options in VARIANTS.items():
            with self.subTest(host=variant):
                self.export("--all", *options)
                with self.served(f'include "{self.out}/named.conf.fingerpost";\n') as server:
                    for domain in DOMAINS:
                        self.assert_serves(server, f"{domain}.", self.wanted(domain, options))

    def served(self, zones):
        server = nameserver.Named(self.folder, zones)
        code, said = nameserver.check_configuration(server.file)
        self.assertEqual(code, 0, said)
        return server

    def test_a_zone_written_by_hand_includes_the_snippet(self):
        self.export("full.example", "bücher.example", *HOST, form="--snippet")
        stanzas = ""
        for domain in ("full.example", "xn--bcher-kva.example"):
            (self.folder / f"hand.{domain}").write_text(
                "$TTL 86400\n@ IN SOA ns1.hosting.test. dns.hosting.test. ( 7 7200 3600 1209600 300 )\n"
                f"  IN NS ns1.hosting.test.\n$INCLUDE {self.out}/{domain}.discovery.inc\n"
                "after IN A 192.0.2.99\n")
            stanzas += f'zone "{domain}" {{ type primary; file "hand.{domain}"; }};\n'
        with self.served(stanzas) as server:
            for domain in ("full.example", "xn--bcher-kva.example"):
                own = {(f"after.{domain}.", 86400, "A", "192.0.2.99")}
                self.assert_serves(server, f"{domain}.", self.wanted(domain, HOST), own)

    def test_the_zone_names_its_servers_and_who_answers_for_it(self):
        self.export("few.example")
        zone = f'zone "few.example" {{ type primary; file "{self.out}/db.few.example"; }};\n'
        with self.served(zone) as server:
            soa = server.ask("few.example.", "SOA")[0][3].split()
            self.assertEqual(soa[:2], ["ns1.hosting.test.", "dns\\.admin.hosting.test."])
            self.assertEqual({r[3] for r in server.ask("few.example.", "NS")},
                             {"ns1.hosting.test.", "ns2.hosting.test."})


if __name__ == "__main__":
    main()
