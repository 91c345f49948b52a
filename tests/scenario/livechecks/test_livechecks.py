#!/usr/bin/env python3
"""Each check of what listens and what is served, against real servers: one domain where all is well, and one for each
way to be wrong."""

import base64
import collections
import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile

import cases
import nameserver
import places
from daemon import Daemon, Scenario, fingerpost, main, together

SERVERS = ["--type imap --name imap.%EMAILDOMAIN%", "--type imap --name imap.%EMAILDOMAIN% --socket-type STARTTLS",
           "--type pop --name imap.%EMAILDOMAIN%", "--type sieve --name imap.%EMAILDOMAIN%",
           "--type smtp --name smtp.%EMAILDOMAIN%", "--type smtp --name smtp.%EMAILDOMAIN% --socket-type STARTTLS",
           "--type caldav --url https://dav.%EMAILDOMAIN%/calendars/", "--type carddav --url https://dav.%EMAILDOMAIN%/contacts/",
           "--type jmap --url https://dav.%EMAILDOMAIN%/jmap/session"]
# catalogs that others serve: one of old, with our hosts at another port, and one of strangers
MOVED = "UPDATE server SET port = 9993 WHERE type = 'imap' AND socket_type = 'SSL';"
STRANGE = "".join(f"UPDATE {table} SET {column} = replace({column}, '%EMAILDOMAIN%', 'elsewhere.test');"
                  for table, column in (("server", "name"), ("davserver", "url"))) + \
    "UPDATE fingerpost_provider_attribute SET value = 'testing' WHERE name = 'mta_sts';"
ATTRIBUTES = {"mx": "mx.%EMAILDOMAIN%", "mta_sts": "enforce", "activesync": "https://dav.%EMAILDOMAIN%/Microsoft-Server-ActiveSync",
              "ews": "https://dav.%EMAILDOMAIN%/EWS/Exchange.asmx"}
HOSTING = f"""$ORIGIN {cases.HOSTS}.
$TTL 3600
@ SOA ns1 hostmaster 1 3600 900 1209600 300
@ NS ns1
ns1 A 127.0.0.1
discover A {places.OURS}
strange A {places.STRANGER}
empty A {places.EMPTY}
"""
HOSTS = {"imap": places.GOOD, "smtp": places.GOOD, "mx": places.GOOD, "dav": places.OURS}
PACC = "/.well-known/user-agent-configuration.json"
DISCOVER = f"discover.{cases.HOSTS}"
NOT_SIGNED = {"tlsa-insecure"}  # nothing here is
WITHOUT_NEED = {"dav-wellknown"}  # is asked where no record tells the path


def key_digest(certificate):
    """Of its public key, as TLSA 3 1 1 has it."""
    key = subprocess.run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"], check=True, capture_output=True).stdout
    return hashlib.sha256(subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=key, check=True,
                                         capture_output=True).stdout).hexdigest()


class LiveChecks(Scenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.folder.chmod(0o755)
        cls.domains = {f"c{number}.test": case for number, case in enumerate(cases.CASES)}
        names = [f"{label}.{domain}" for domain in ("good.test", *cls.domains) for label in ("*", "")]
        names = [name.strip(".") for name in names] + [f"*.{cases.HOSTS}"]
        cls.certificates = places.Certificates(cls.folder, names)
        for server in places.mail_servers(cls.folder, cls.certificates):
            cls.enterClassContext(server)
        catalog = cls.catalog()
        cls.ours = cls.serve("ours", catalog)
        cls.moved = cls.serve("moved", catalog, MOVED)
        cls.stranger = cls.serve("stranger", catalog, STRANGE)
        cls.enterClassContext(places.web_server(cls.certificates, cls.ours, cls.stranger, cls.moved))
        cls.named = cls.enterClassContext(nameserver.Named(cls.folder, cls.write_zones(), recursion="yes"))
        domains = ["good.test", *cls.domains]
        parts = [lambda part=domains[start::2]: cls.check(*part, "--only", cases.FAMILIES) for start in range(2)]
        cls.reports = dict(collections.ChainMap(*together(*parts)))

    @classmethod
    def catalog(cls):
        """A database of all domains, which have the same servers and attributes."""
        folder = cls.folder / "catalog"
        folder.mkdir()
        told = Daemon(directory=folder)
        told.cli("provider", "add", "Example Hosting")
        for words in SERVERS:
            told.cli("server", "add", *words.split())
        for attribute, value in ATTRIBUTES.items():
            told.cli("attribute", "set", "--provider=1", attribute, value)
        domains = "".join(f"INSERT INTO domain (id, name, provider_id) VALUES ({number}, '{domain}', 1);"
                          for number, domain in enumerate(["good.test", *cls.domains], 1))
        told.sql(domains + "INSERT INTO server_domain SELECT server.id, domain.id FROM server, domain;"
                 "INSERT INTO davserver_domain SELECT davserver.id, domain.id FROM davserver, domain;")
        return told.database

    @classmethod
    def serve(cls, name, catalog, change=""):
        """A daemon that tells what is in the catalog after this change."""
        folder = cls.folder / name
        folder.mkdir()
        told = Daemon(directory=folder, public_hostname=DISCOVER)
        shutil.copy(catalog, told.database)
        told.sql(change)
        return cls.enterClassContext(told)

    @classmethod
    def digest(cls, domain):
        """Of the served bytes, as the DNS tells it."""
        body = cls.ours.get(PACC, host=f"ua-auto-config.{domain}").body
        return base64.b64encode(hashlib.sha256(body).digest()).decode()

    @classmethod
    def records(cls, domain):
        """What the DNS ought to say of it, with the addresses of the hosts; owners relative to it."""
        return [(owner, kind, data.replace("good.test", domain).replace(cls.digest("good.test"), cls.digest(domain)))
                for owner, kind, data in cls.desired]

    @classmethod
    def write_zones(cls):
        zones = {cases.HOSTS: HOSTING}
        relative = lambda owner: owner.removesuffix("good.test.").removesuffix(".") or "@"
        cls.desired = [(relative(r["owner"]), r["type"], r["data"])
                       for r in json.loads(cls.ours.cli("dns", "records", "good.test", "--format", "json"))]
        tlsa = f"3 1 1 {key_digest(cls.certificates.good)}"
        for domain, case in [("good.test", None), *cls.domains.items()]:
            zone = cases.Zone(domain, cls.records(domain)).add("_25._tcp.mx", "TLSA", tlsa)
            for host, address in HOSTS.items():
                zone.lead(host, address)
            if case:
                case.change(zone)
            zones[domain] = zone.text()
        lines = []
        for name, text in zones.items():
            (cls.folder / f"db.{name}").write_text(text)
            lines.append(f'zone "{name}" {{ type primary; file "{cls.folder}/db.{name}"; }};')
        return "\n".join(lines)

    @classmethod
    def check(cls, *words, hostname=DISCOVER, allow="127.0.0.0/8"):
        """domain -> findings"""
        code, out, err = fingerpost(
            "check", *words, "--json", "--show-ok", "--config", cls.ours.configuration_file, "--public-hostname", hostname,
            "--check-resolver", f"127.0.0.1:{cls.named.port}", "--check-allow", allow,
            "--check-ca-file", cls.certificates.root.file)
        if code not in (0, 2, 3, 4):
            raise RuntimeError(out + err)
        return {report["domain"]: report["findings"] for report in json.loads(out)}

    def fired(self, findings):
        """check -> findings that are not well"""
        found = collections.defaultdict(list)
        for finding in findings:
            if finding["verdict"] != "ok":
                found[finding["check"]].append(finding)
        return found

    def test_where_all_is_well_nothing_fires(self):
        fired = {check: findings for check, findings in self.fired(self.reports["good.test"]).items() if check not in NOT_SIGNED}
        self.assertEqual(fired, {})

    def test_where_all_is_well_each_check_says_so(self):
        well = {finding["check"] for finding in self.reports["good.test"] if finding["verdict"] == "ok"}
        self.assertEqual({case.check for case in cases.CASES} - well - WITHOUT_NEED, set())

    def test_each_way_to_be_wrong_is_told(self):
        for domain, case in self.domains.items():
            with self.subTest(domain=domain, check=case.check):
                fired = self.fired(self.reports[domain])
                told = [f for f in fired[case.check] if f["verdict"] == case.verdict and case.about in f["subject"]
                        and case.severity in f["severity"]]
                self.assertTrue(told, json.dumps(fired, indent=1))

    def verdicts(self, findings, check):
        return {finding["verdict"] for finding in findings if finding["check"] == check}

    def test_profiles_of_another_catalog_and_none_at_all(self):
        for host, verdict in (("strange", "stale"), ("empty", "missing")):
            findings = self.check("good.test", "--only", "documents", hostname=f"{host}.{cases.HOSTS}")["good.test"]
            self.assertEqual(self.verdicts(findings, "mobileconfig-content"), {verdict})

    def test_calendars_are_found_without_a_path(self):
        domain = next(name for name, case in self.domains.items() if case.check == "dav-path-txt")
        self.assertEqual(self.verdicts(self.reports[domain], "dav-wellknown"), set())
        domain = next(name for name, case in self.domains.items() if case.about == cases.NO_PATH)
        self.assertEqual(self.verdicts(self.reports[domain], "dav-wellknown"), {"ok"})

    def test_documents_are_compared_before_the_names_lead_to_us(self):
        domain = next(name for name, case in self.domains.items() if case.check == "autoconfig-content")
        for told, verdict in ((self.ours, "ok"), (self.moved, "wrong")):
            findings = self.check(domain, "--only", "documents", "--via", f"http://127.0.0.1:{told.public}")[domain]
            for check in ("autoconfig-content", "autodiscover-content", "pacc-content", "mobileconfig-content"):
                self.assertEqual(self.verdicts(findings, check), {verdict}, check)

    def test_a_policy_that_changes_without_its_id(self):
        seen = [self.check("good.test", "--only", "mta-sts", "--remember", "--via", f"http://127.0.0.1:{told.public}")["good.test"]
                for told in (self.ours, self.stranger, self.ours)]
        self.assertEqual([self.verdicts(findings, "mtasts-id-stale") for findings in seen], [{"ok"}, {"stale"}, {"ok"}])

    def test_nobody_is_visited_whom_the_operator_has_not_allowed(self):
        findings = self.check("good.test", "--only", "endpoints,documents", allow="192.0.2.0/24")["good.test"]
        self.assertEqual({f["verdict"] for f in findings if f["check"] != "endpoint-no-address"}, {"unknown"})


if __name__ == "__main__":
    main()
