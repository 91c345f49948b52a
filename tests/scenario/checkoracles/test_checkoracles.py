#!/usr/bin/env python3
"""What named-checkzone says of the same MX and SRV targets, what needs more than one server or a parent zone, and that
no check is without a test."""

import importlib.util
import json
import pathlib
import re
import sqlite3
import sys
import tempfile

import nameserver
from daemon import Scenario, fingerpost, main

HERE = pathlib.Path(__file__).parent
TESTS = HERE.parent.parent

HEAD = "@ 3600 IN SOA ns1.{zone}. hostmaster.{zone}. 1 3600 900 1209600 300\n@ 3600 IN NS ns1.{zone}.\n"
HOSTS = """ns1 3600 IN A 127.0.0.1
imap 3600 IN A 192.0.2.11
alias 3600 IN CNAME imap
"""
LOOSE = "check-mx ignore; check-srv-cname ignore; check-mx-cname ignore; check-names ignore; check-integrity no;"
# what the zone says -> the checks that must fire, and what named-checkzone complains of
TARGETS = {
    "good.test": ("@ 3600 IN MX 10 imap\n_imaps._tcp 3600 IN SRV 0 1 993 imap\n", set(), set()),
    "mxalias.test": ("@ 3600 IN MX 10 alias\n", {"mx-cname"}, {"is a CNAME (illegal)"}),
    "mxnobody.test": ("@ 3600 IN MX 10 nobody\n", {"mx-no-address"}, {"has no address records"}),
    "mxaddress.test": ("@ 3600 IN MX 10 192.0.2.11.\n", {"mx-ip"}, {"is an address"}),
    "srvalias.test": ("_imaps._tcp 3600 IN SRV 0 1 993 alias\n", {"srv-target-cname"}, {"is a CNAME (illegal)"}),
    "srvnobody.test": ("_imaps._tcp 3600 IN SRV 0 1 993 nobody\n", {"srv-target-no-address"}, {"has no address records"}),
}
OF_TARGETS = set().union(*(checks for _, checks, _ in TARGETS.values()))
COMPLAINTS = set().union(*(complaints for _, _, complaints in TARGETS.values()))

KEY = "v=DKIM1; k=ed25519; p=1IaVUBQK7CrRoGbd3aE9uBbPQcwLWAsBK3u0ZlJGRP8="
# more zones, each with what must fire
OTHERS = {
    "dname.test": ("@ 3600 IN DNAME elsewhere.test.\n", "dname-occlusion"),
    "label.test": ("@ 3600 IN MX 10 xn--a\nxn--a 3600 IN A 192.0.2.25\n", "idn-form"),
    "change.test": ("_imaps._tcp 3600 IN SRV 0 1 9993 imap\n", "ttl-before-change"),
    "sha1.test": (f's1._domainkey 3600 IN TXT "{KEY.replace("k=", "h=sha1; k=")}"\n', "dkim-weak"),
    "sender.test": ("", "ptr-fcrdns"),
    "inside.test": ("autoconfig 3600 IN A 203.0.113.1\n", "split-horizon"),
}

# where the lists of cases are
LISTS = ["checks/cases.py", "livechecks/cases.py", "dnssecchecks/zones.py"]
# what is shown by a test of its own
BY_THEMSELVES = {
    "mobileconfig-content": ("livechecks", "test_profiles_of_another_catalog_and_none_at_all"),
    "mtasts-id-stale": ("livechecks", "test_a_policy_that_changes_without_its_id"),
    "parent-child-ns": ("zonemaster", "test_both_say_the_same"),
}
# why no real server shows it here, and the unit test that does
ONLY_IN_UNIT_TESTS = {
    "cname-at-apex": ("BIND loads no such zone", "zone_cut", "a_domain_is_no_alias"),
    "cname-and-other": ("BIND loads no such zone", "zone_cut", "nothing_stands_beside_an_alias"),
    "ttl-mixed-rrset": ("BIND gives all records of a set one TTL", "ttl", "all_records_of_a_set_have_the_same"),
    "wildcard-ent-effect": ("says what will be, and nothing is wrong", "wildcard",
                            "our_first_record_below_a_name_ends_the_wildcard_there"),
    "dkim-old-selector": ("needs a key that was retired a week ago", "dkim", "a_former_selector_may_stay_a_week"),
    "dmarc-alignment": ("needs a catalog without keys and senders", "dmarc", "without_key_and_spf_nothing_can_pass"),
    "resolver-vs-auth": ("needs a cache that is older than its TTL", "authority",
                         "a_resolver_may_remember_for_as_long_as_the_record_said"),
    "serial-not-increased": ("needs a zone that changes between two runs", "soa", "a_change_raises_the_serial"),
}


def checks_in(path):
    """Those that a list of cases is about."""
    sys.path.insert(0, str(path.parent))
    description = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    module = sys.modules[description.name] = importlib.util.module_from_spec(description)
    description.loader.exec_module(module)
    sys.path.pop(0)
    return {case.check for case in module.CASES}


class Coverage(Scenario):
    def test_each_check_has_a_case_or_a_reason(self):
        code, out, _ = fingerpost("check", "explain")
        self.assertEqual(code, 0)
        checks = {line.split()[0] for line in out.splitlines()[1:]}
        shown = OF_TARGETS | {check for _, check in OTHERS.values()}
        for path in LISTS:
            shown |= checks_in(HERE.parent / path)
        known = shown | BY_THEMSELVES.keys() | ONLY_IN_UNIT_TESTS.keys()
        self.assertEqual((checks - known, known - checks), (set(), set()))
        self.assertEqual(shown & ONLY_IN_UNIT_TESTS.keys(), set())

    def test_the_tests_that_are_named_are_there(self):
        for check, (scenario, test) in BY_THEMSELVES.items():
            text = (HERE.parent / scenario / f"test_{scenario}.py").read_text()
            self.assertIn(f"def {test}(", text)
            self.assertIn(f'"{check}"', text)
        for check, (_, file, test) in ONLY_IN_UNIT_TESTS.items():
            text = (TESTS / f"unit/check/{file}_test.cpp").read_text()
            body = re.search(rf"\bTEST(_F)?\(\w+, {test}\) \{{(.*?)\n\}}", text, re.S)
            self.assertTrue(body and f'"{check}' in body[2], (check, test))


class Oracles(Scenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.database = f"sqlite:///{cls.folder / 'mail.db'}"
        cls.zones = {name: text for name, (text, *_) in {**TARGETS, **OTHERS}.items()}
        cls.make_catalog()
        cls.named = cls.enterClassContext(nameserver.Named(cls.folder, cls.write(cls.folder, {}), recursion="yes"))
        (cls.folder / "inside").mkdir()
        inside = {"inside.test": "autoconfig 3600 IN A 10.1.2.3\n"}
        lines = cls.write(cls.folder / "inside", inside)
        cls.inside = cls.enterClassContext(nameserver.Named(cls.folder / "inside", lines, recursion="yes"))
        code, out, err = cls.said(
            "check", "--all", "--only", "mx,srv,names,ttl,dkim,ptr", "--dns-only", "--json",
            "--check-resolver", f"127.0.0.1:{cls.named.port}", "--check-authority-port", cls.named.port,
            "--check-senders", "192.0.2.66", "--check-vantages", f"127.0.0.1:{cls.inside.port}")
        if code not in (0, 2, 3, 4):
            raise RuntimeError(out + err)
        cls.reports = {report["domain"]: report["findings"] for report in json.loads(out)}

    @classmethod
    def said(cls, *words):
        return fingerpost(*words, "--db-uri", cls.database, "--public-hostname", "discover.good.test")

    @classmethod
    def make_catalog(cls):
        for words in (["provider", "add", "Example Hosting"], ["server", "add", "--type", "imap", "--name", "imap.%EMAILDOMAIN%"],
                      ["attribute", "set", "--provider=1", "mx", "imap.%EMAILDOMAIN%"],
                      ["attribute", "set", "--provider=1", "--selector=s1", "dkim", KEY]):
            code, out, err = cls.said(*words)
            if code != 0:
                raise RuntimeError(out + err)
        with sqlite3.connect(cls.folder / "mail.db") as database:
            for number, name in enumerate(cls.zones, 1):
                database.execute("INSERT INTO domain (id, name, provider_id) VALUES (?, ?, 1)", (number, name))
                database.execute("INSERT INTO server_domain VALUES (1, ?)", [number])
        database.close()

    @classmethod
    def write(cls, folder, changes):
        """Lines of named.conf; the zones are in the folder."""
        texts = {}
        for name, text in {**cls.zones, **changes}.items():
            texts[name] = HEAD.format(zone="good.test") + text if "DNAME" in text else HEAD.format(zone=name) + HOSTS + text
        glue = "ns1.good.test. 3600 IN A 127.0.0.1\n"
        texts["test"] = HEAD.format(zone="good.test") + glue + "".join(f"{name}. 3600 IN NS ns1.good.test.\n" for name in texts)
        for name in (".", "2.0.192.in-addr.arpa"):
            texts[name] = HEAD.format(zone="good.test") + (glue if name == "." else "")
        for name, text in texts.items():
            (folder / f"db.{name}").write_text(text)
        return "\n".join(f'zone "{name}" {{ type primary; file "{folder}/db.{name}"; {LOOSE} }};' for name in texts)

    def fired(self, domain):
        return {f["check"] for f in self.reports[domain] if f["verdict"] not in ("ok", "unknown")}

    def test_named_checkzone_says_the_same_of_targets(self):
        for domain, (_, checks, complaints) in TARGETS.items():
            with self.subTest(domain=domain):
                self.assertEqual(self.fired(domain) & OF_TARGETS, checks)
                _, said = nameserver.checked("named-checkzone", domain, self.folder / f"db.{domain}")
                self.assertEqual({complaint for complaint in COMPLAINTS if complaint in said}, complaints, said)

    def test_other_ways_to_be_wrong_are_told(self):
        for domain, (_, check) in OTHERS.items():
            with self.subTest(domain=domain):
                self.assertIn(check, self.fired(domain))

    def test_they_do_not_fire_where_that_is_not_so(self):
        shared = {"ptr-fcrdns"}  # the address is that of all domains
        self.assertEqual(self.fired("good.test") & {check for _, check in OTHERS.values()} - shared, set())


if __name__ == "__main__":
    main()
