#!/usr/bin/env python3
"""Every format of `dns records` and `dns export`, read by the tool it is for: the records come back as
`--format json` prints them. Once of domains as the built program tells them, once of the records that are hard
on formats, which the unit tests hold against tests/golden/format/hard.*."""

import importlib.util
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import nameserver
import readers
import servers
from daemon import Scenario, fingerpost, main, need

GOLDEN = pathlib.Path(__file__).parents[2] / "golden" / "format"
HARD = "xn--bcher-kva.example"
DOMAINS = ["example.com", "xn--caf-dma.example"]
SETTINGS = ["--public-hostname", "example.com", "--public-addresses", "192.0.2.7,2001:db8::7",
            "--nameservers", "ns1.hosting.test,ns2.hosting.test"]
ODD = (f"odd.{HARD}.", "TYPE65300")
PAIRS = (f"_caldavs._tcp.{HARD}.", "TXT")
TLSA = (f"_25._tcp.mx2.{HARD}.", "TLSA")
CAA = (f"{HARD}.", "CAA")
HARD_TEXT = (f"hard.{HARD}.", "TXT")
# what of the hard records each format must tell that it has no form for
LEFT_OUT = {"octodns": {ODD, PAIRS}, "dnscontrol": {ODD, PAIRS}, "terraform": {ODD, PAIRS, TLSA, CAA},
            "external-dns": {ODD, TLSA, CAA}, "domain-connect": {HARD_TEXT}}


def yaml_reader():
    if importlib.util.find_spec("yaml") is None:
        if os.environ.get("CI"):
            raise RuntimeError("PyYAML is not installed (package python3-yaml)")
        raise unittest.SkipTest("PyYAML is not installed (package python3-yaml)")
    return importlib.import_module("yaml")


class Formats(Scenario):
    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.database = ["--db-uri", f"sqlite:///{cls.made / 'mail.db'}"]
        cls.done("import", "example")
        cls.done("domain", "add", DOMAINS[1], "--provider", "1", "--server", "1")

    @classmethod
    def done(cls, *words):
        code, out, err = fingerpost(*words, *cls.database)
        if code != 0:
            raise RuntimeError(f"{words}: {out}{err}")
        return out

    def setUp(self):
        self.folder = self.scratch()

    def text(self, name, domain, *options):
        """In the format, of the built program, or of the hard records."""
        if domain == HARD:
            return (GOLDEN / f"hard.{name}").read_bytes().decode()
        return self.done("dns", "records", domain, "--format", name, *SETTINGS, *options)

    def wanted(self, domain, left_out=frozenset()):
        found = readers.read_json(self.text("json", domain))
        return {record for record in found if (record[0], record[2]) not in left_out}

    def each(self, name):
        """(domain with final dot, its text, what has to come back) of every source."""
        for domain in [*DOMAINS, HARD]:
            left_out = LEFT_OUT.get(name, set()) if domain == HARD else set()
            text = self.text(name, domain)
            if not text.startswith("{"):
                told = re.findall(r"left out: (\S+) (\S+)", text)
                self.assertEqual(set(told), left_out, f"what is told to be left out of {domain}")
                yield f"{domain}.", text, self.wanted(domain, left_out)


class Texts(Formats):
    """What reads a text comes to the same records."""

    def test_lines_of_a_zone(self):
        for _, text, wanted in self.each("zone"):
            self.assertEqual(readers.read_zone(text), wanted)

    def test_csv(self):
        for _, text, wanted in self.each("csv"):
            self.assertEqual(readers.read_csv(text), wanted)
            self.assertNotRegex(text, r"(?m)(^|,)\"?[=+@-]")

    def test_markdown(self):
        for _, text, wanted in self.each("markdown"):
            self.assertEqual(readers.read_markdown(text), wanted)

    def test_panel(self):
        for domain in DOMAINS:
            text = self.text("panel", domain, "--panel", "quoted")
            self.assertEqual(readers.read_panel(text, f"{domain}."), readers.joined(self.wanted(domain)))

    def test_octodns(self):
        yaml = yaml_reader()
        for origin, text, wanted in self.each("octodns"):
            self.assertEqual(readers.joined(readers.read_octodns(yaml, text, origin)), readers.joined(wanted))

    def test_dnscontrol(self):
        for _, text, wanted in self.each("dnscontrol"):
            self.assertEqual(readers.joined(readers.read_dnscontrol(text)), readers.joined(wanted))

    def test_terraform(self):
        for _, text, wanted in self.each("terraform"):
            self.assertEqual(readers.joined(readers.read_terraform(text)), readers.joined(wanted))

    def test_external_dns(self):
        yaml = yaml_reader()
        for _, text, wanted in self.each("external-dns"):
            self.assertEqual(readers.read_external_dns(yaml, text), wanted)

    def test_domain_connect(self):
        for origin, text, wanted in self.each("domain-connect"):
            self.assertEqual(readers.read_domain_connect(text, origin), wanted)


class Servers(Formats):
    """What serves a text serves the same records."""

    def test_bind_loads_whole_zones(self):
        for origin, text, wanted in self.each("bind-zone"):
            file = self.folder / "zone"
            file.write_text(text)
            for checker in nameserver.CHECKERS:
                code, said = nameserver.checked(checker, origin.removesuffix("."), file)
                self.assertEqual(code, 0, f"{checker}: {said}")
            self.assertEqual(self.served(origin, f'type primary; file "{file}";'), wanted)

    def test_bind_includes_snippets(self):
        for origin, text, wanted in self.each("bind-snippet"):
            (self.folder / "snippet").write_text(text)
            self.write_own_zone(f"$INCLUDE {self.folder}/snippet\n")
            self.assertEqual(self.served(origin, f'type primary; file "{self.folder}/own";'), wanted)

    def test_bind_takes_updates(self):
        nsupdate = need("nsupdate", "bind9-dnsutils")
        for origin, text, wanted in self.each("nsupdate"):
            def update(port, text=text):
                script = f"server 127.0.0.1 {port}\n{text}"
                done = subprocess.run([nsupdate, "-v"], input=script, capture_output=True, text=True,
                                      timeout=30, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

            self.write_own_zone()
            zone = f'type primary; file "{self.folder}/own"; allow-update {{ 127.0.0.1; }};'
            self.assertEqual(self.served(origin, zone, update), wanted)
            (self.folder / "own.jnl").unlink()

    def write_own_zone(self, more=""):
        (self.folder / "own").write_text("$TTL 60\n@ IN SOA ns1.example.net. dns.example.net. 1 7200 3600 1209600 300\n"
                                         "@ IN NS ns1.example.net.\n" + more)

    def served(self, origin, zone, act=None):
        """What BIND serves of the zone after act(port)."""
        with nameserver.Named(self.folder, f'zone "{origin}" {{ {zone} }};\n') as named:
            if act:
                act(named.port)
            return servers.transferred(named.port, origin)

    def test_powerdns_takes_the_patch(self):
        need("pdns_server", "pdns-server")
        for origin, text, wanted in self.each("powerdns"):
            self.assertEqual(servers.from_powerdns(self.scratch(), origin, text), wanted)

    def test_tinydns_serves_the_lines(self):
        need("axfrdns", "axfrdns")
        for origin, text, wanted in self.each("tinydns"):
            self.assertEqual(servers.from_tinydns(self.scratch(), origin, text), wanted)


class Files(Formats):
    """What `dns export` leaves in a directory."""

    def export(self, name, *words):
        return json.loads(self.done("dns", "export", "--format", name, "--all", "--out", self.folder, "--json",
                                    *SETTINGS, *words))

    def test_every_format_is_written_once_and_left_alone_then(self):
        names = [row["name"] for row in json.loads(self.done("dns", "formats", "--json"))]
        self.assertGreater(len(names), 15)
        for name in names:
            with self.subTest(name):
                self.assertEqual({row["status"] for row in self.export(name)}, {"written"} if name != "bind-conf"
                                 else {"unchanged"}, "bind-zone has written the stanzas")
                self.assertEqual({row["status"] for row in self.export(name)}, {"unchanged"})

    def test_digests_are_those_of_xxhsum(self):
        for name in ("json", "bind-zone", "terraform"):
            self.export(name)
        xxhsum = need("xxhsum", "xxhash")
        done = subprocess.run([xxhsum, "--check", "fingerpost.xxhsum"], cwd=self.folder, capture_output=True,
                              text=True, timeout=30, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for file in ("db.example.com", "fingerpost.tf"):
            head, _, body = (self.folder / file).read_text().partition("\n")
            (self.folder / "body").write_text(body)
            said = subprocess.run([xxhsum, "-H1", "body"], cwd=self.folder, capture_output=True, text=True,
                                  timeout=30, check=True).stdout
            self.assertTrue(head.endswith(said.split()[0]), head)

    def test_a_file_changed_by_hand_is_kept_until_forced(self):
        self.export("octodns")
        file = self.folder / "example.com.yaml"
        file.write_text(file.read_text() + "# mine\n")
        words = ["dns", "export", "--format", "octodns", "--all", "--out", self.folder, *self.database, *SETTINGS]
        code, out, _ = fingerpost(*words, "--dns-ttl", "60")
        self.assertEqual(code, 1)
        self.assertRegex(out, "example.com.yaml: .*changed by hand.*--force")
        self.assertTrue(file.read_text().endswith("# mine\n"))
        self.assertEqual(fingerpost(*words, "--dns-ttl", "60", "--force")[0], 0)
        self.assertFalse(file.read_text().endswith("# mine\n"))

    def test_knot_serves_the_members_of_the_catalog_from_their_files(self):
        need("knotd", "knot")
        self.export("bind-zone")
        self.export("catalog-zone")
        zones = [f"{domain}." for domain in DOMAINS]
        found = servers.from_knot(self.folder, zones, "db.catalog.fingerpost")
        self.assertEqual(found, {f"{domain}.": self.wanted(domain) for domain in DOMAINS})

    def test_bind_reads_the_catalog_as_a_zone(self):
        self.export("catalog-zone")
        code, said = nameserver.checked("named-checkzone", "catalog.test", self.folder / "db.catalog.fingerpost")
        self.assertEqual(code, 0, said)

    def test_name_servers_accept_their_stanzas(self):
        for name in ("bind-zone", "knot-conf", "nsd-conf"):
            self.export(name)
        bind, nsd = self.folder / "named.conf", self.folder / "nsd.conf"
        bind.write_text(f'include "{self.folder}/named.conf.fingerpost";\n')
        nsd.write_text(f'server:\n    zonesdir: "{self.folder}"\n    username: ""\n    database: ""\n'
                       f'include: "{self.folder}/nsd.conf.fingerpost"\n')
        for words in ((need("named-checkconf", "bind9-utils"), "-z", bind),
                      (need("knotc", "knot"), "-c", self.folder / "knot.conf.fingerpost", "conf-check"),
                      (need("nsd-checkconf", "nsd"), nsd)):
            code, said = nameserver.run(*words)
            self.assertEqual(code, 0, f"{words[0]}: {said}")

    def test_standard_output_gets_the_same_without_digests(self):
        out = self.done("dns", "export", "--format", "csv", "--all", "--out", "-", *SETTINGS)
        self.export("csv")
        self.assertEqual(out.replace("\r\n", "\n"), (self.folder / "records.csv").read_text())


if __name__ == "__main__":
    main()
