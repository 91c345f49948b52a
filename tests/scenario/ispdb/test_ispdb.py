#!/usr/bin/env python3
"""Documents of the provider data base come back as they went in. $FINGERPOST_ISPDB names a folder of
real ones; without it, tests/golden/ispdb/ is taken."""

import json
import os
import pathlib
import random
import sqlite3
import subprocess
import tempfile
import unittest

from daemon import Daemon, eventually, fingerpost, main, program
from documents import MAIL_TYPES, Document, expanded
import web

GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "golden" / "ispdb"
FOLDER = pathlib.Path(os.environ.get("FINGERPOST_ISPDB") or GOLDEN)
DOMAINS_PER_FILE = 5
LOCAL_PART = "jane.doe+list"

SERVERS = """SELECT type, server.name, port, socket_type, user_name FROM server
JOIN server_domain ON server_id = server.id JOIN domain ON domain_id = domain.id
WHERE domain.name = ? ORDER BY prio, server.id"""
DAV_SERVERS = """SELECT type, url, user_name FROM davserver
JOIN davserver_domain ON davserver_id = davserver.id JOIN domain ON domain_id = domain.id
WHERE domain.name = ?"""


def some_of(domains):
    if len(domains) <= DOMAINS_PER_FILE:
        return domains
    return [domains[0], *random.Random(1).sample(domains[1:], DOMAINS_PER_FILE - 1)]


class Imported(unittest.TestCase):
    """Every file of the folder, imported once and served."""

    @classmethod
    def setUpClass(cls):
        scratch = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-"))
        cls.daemon = Daemon(directory=scratch)
        cls.files = sorted(FOLDER.glob("*.xml"))
        cls.documents = {str(path): Document(path.read_bytes()) for path in cls.files}
        cls.code, cls.out, cls.err = fingerpost(
            "import", "autoconfig", FOLDER, "--json", "--config", cls.daemon.configuration_file)
        cls.enterClassContext(cls.daemon)
        cls.client = cls.enterClassContext(web.Client(cls.daemon.public))

    def reports(self):
        return {report["file"]: report for report in json.loads(self.out)}

    def rows(self, statement, domain):
        with sqlite3.connect(self.daemon.database) as connection:
            return connection.execute(statement, [domain]).fetchall()

    def asked(self, path, host):
        answer = self.client.request("GET", path, host=host)
        self.assertEqual(answer.status, 200, (path, host, answer.body))
        return Document(answer.body)

    def answer_for(self, address):
        return self.asked(web.autoconfig(address), "autoconfig.elsewhere.test")

    def each_document(self):
        for file, document in self.documents.items():
            with self.subTest(pathlib.Path(file).name):
                yield document

    def each_domain(self):
        for document in self.each_document():
            for domain in some_of(document.domains):
                yield document, domain

    def test_every_file_is_imported_and_reported_with_its_counts(self):
        self.assertEqual(self.code, 0, self.out + self.err)
        self.assertEqual(set(self.reports()), set(self.documents))
        for file, document in self.documents.items():
            report = self.reports()[file]
            self.assertTrue(report["imported"], report)
            self.assertEqual(report["domains"], len(document.domains), report)

    def test_the_rows_are_the_documents_servers_in_their_order(self):
        for document, domain in self.each_domain():
            found = [(kind.replace("pop", "pop3"), name.lower(), port, socket, user)
                     for kind, name, port, socket, user in self.rows(SERVERS, domain)]
            self.assertEqual(found, [tuple(section) for section in document.sections])
            self.assertEqual(sorted(self.rows(DAV_SERVERS, domain)), sorted(document.dav_servers))

    def test_every_domain_of_every_file_has_a_row(self):
        with sqlite3.connect(self.daemon.database) as connection:
            stored = {name for name, in connection.execute("SELECT name FROM domain")}
        for document in self.documents.values():
            self.assertLessEqual(set(document.domains), stored)

    def test_what_no_row_can_hold_is_named(self):
        reports = self.reports()
        for file, document in self.documents.items():
            with self.subTest(pathlib.Path(file).name):
                said = "\n".join(reports[file]["not_kept"])
                self.assertEqual([words for words in document.not_kept() if words not in said], [])

    def test_what_is_told_is_of_the_document_and_best_first(self):
        for document, domain in self.each_domain():
            address = f"{LOCAL_PART}@{domain}"
            told = self.answer_for(address).sections
            known = [expanded(section, address, domain) for section in document.sections]
            kinds = [(section.type, section.socket) for section in told]
            self.assertLessEqual(set(told), set(known))
            self.assertEqual(len(set(kinds)), len(kinds), "a service and TLS kind twice")
            self.assertLessEqual(document.best_sections(), set(kinds))
            self.assertEqual(told, sorted(told, key=lambda s: (MAIL_TYPES.index(s.type), known.index(s))))

    def test_a_plain_document_comes_back_whole(self):
        equal, others = 0, {}
        for document in self.each_document():
            whole = all(self.comes_back(document, domain) for domain in some_of(document.domains))
            reasons = document.reasons_to_differ()
            self.assertTrue(whole or reasons, "differs without a reason")
            equal += whole
            if not whole:
                others[", ".join(reasons)] = others.get(", ".join(reasons), 0) + 1
        print(f"\n{equal} of {len(self.documents)} files were equal exactly; the others have:")
        for reason, count in sorted(others.items()):
            print(f"  {count}: {reason}")

    def comes_back(self, document, domain):
        address = f"{LOCAL_PART}@{domain}"
        known = [expanded(section, address, domain) for section in document.sections]
        return sorted(self.answer_for(address).sections) == sorted(known) and not document.foreign

    def test_what_is_imported_while_the_daemon_runs_is_served_soon(self):
        path = self.daemon.directory / "late.xml"
        path.write_text(SMALL.format(domain="late.example"))
        self.daemon.cli("import", "autoconfig", path)
        target = web.autoconfig("jane@late.example")
        self.assertTrue(eventually(lambda: self.client.request("GET", target).status == 200))

    def test_without_an_address_the_placeholders_stay(self):
        for document, domain in self.each_domain():
            told = self.asked("/mail/config-v1.1.xml", f"autoconfig.{domain}").sections
            known = [expanded(section, None, domain) for section in document.sections]
            self.assertLessEqual(set(told), set(known))
            self.assertFalse(any(LOCAL_PART in section.user for section in told))

    def test_the_methods_of_authentication_are_the_documents(self):
        for document, domain in self.each_domain():
            address = f"{LOCAL_PART}@{domain}"
            offered = {}
            for section, element in zip(document.sections, document.elements):
                methods = offered.setdefault(expanded(section, address, domain), set())
                methods.update(e.text.strip() for e in element.findall("authentication"))
            answer = self.answer_for(address)
            for section, element in zip(answer.sections, answer.elements):
                self.assertLessEqual({element.findtext("authentication")}, offered[section])


SMALL = """<clientConfig version="1.1"><emailProvider id="{domain}"><domain>{domain}</domain>
<incomingServer type="imap"><hostname>imap.{domain}</hostname><port>993</port>
<socketType>SSL</socketType><authentication>password-cleartext</authentication></incomingServer>
</emailProvider></clientConfig>"""


class Refused(unittest.TestCase):
    """Files that are no documents, or whose domains are taken."""

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        self.uri = f"sqlite:///{self.folder / 'test.db'}"
        self.bring("first.xml", SMALL.format(domain="taken.example"), code=0)

    def bring(self, name, content, code):
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.bring_files(self.folder / name, code=code)

    def bring_files(self, *files, code):
        found, out, err = fingerpost("import", "autoconfig", *files, "--db-uri", self.uri)
        self.assertEqual(found, code, out + err)
        return out + err

    def stored(self):
        tables = ("provider", "server", "davserver", "domain", "server_domain", "davserver_domain")
        with sqlite3.connect(self.folder / "test.db") as connection:
            return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    def assert_refused(self, name, content, because):
        before = self.stored()
        said = self.bring(name, content, code=1)
        self.assertIn(name, said)
        self.assertRegex(said, because)
        self.assertEqual(self.stored(), before)

    def test_what_is_not_xml_is_refused(self):
        self.assert_refused("text.xml", "IMAP is at imap.example.com", "(?i)not .*XML|well-formed")

    def test_a_document_cut_short_is_refused(self):
        self.assert_refused("cut.xml", SMALL.format(domain="cut.example")[:200], "not imported: .+")

    def test_a_document_type_is_refused(self):
        doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        self.assert_refused("entity.xml", doctype + SMALL.format(domain="new.example"), "document type|DOCTYPE")

    def test_a_hundred_kibibytes_are_too_many(self):
        padded = SMALL.format(domain="new.example") + "<!--" + "x" * 100 * 1024 + "-->"
        self.assert_refused("large.xml", padded, "64|too long|too large|longer")

    def test_an_empty_file_is_refused(self):
        self.assert_refused("empty.xml", "", "empty")

    def test_bytes_that_are_no_text_are_refused(self):
        self.assert_refused("bytes.xml", bytes(range(256)), "not imported: .+")

    def test_another_language_of_xml_is_refused(self):
        self.assert_refused("other.xml", "<html><body/></html>", "clientConfig")

    def test_a_document_without_usable_server_is_refused(self):
        text = SMALL.format(domain="new.example").replace("993", "none")
        self.assert_refused("portless.xml", text, "no server")

    def test_a_taken_domain_is_refused(self):
        self.assert_refused("again.xml", SMALL.format(domain="taken.example"), "taken")

    def test_the_free_domains_of_a_document_are_imported_and_the_taken_one_is_named(self):
        text = SMALL.format(domain="free.example")
        text = text.replace("<domain>", "<domain>taken.example</domain><domain>")
        self.assertRegex(self.bring("half.xml", text, code=0), "not kept: domain taken.example: .+")
        self.assertEqual({row[1] for row in self.stored()["domain"]}, {"taken.example", "free.example"})

    def test_the_same_file_twice_is_imported_once(self):
        path = self.folder / "twice.xml"
        path.write_text(SMALL.format(domain="twice.example"))
        self.assertRegex(self.bring_files(path, path, code=1), "not imported: .*taken")
        self.assertEqual(len(self.stored()["provider"]), 2)
        self.assertEqual(len(self.stored()["server"]), 2)

    def test_one_bad_file_does_not_keep_the_others_out(self):
        (self.folder / "a.xml").write_text("rubbish")
        (self.folder / "b.xml").write_text(SMALL.format(domain="b.example"))
        self.bring_files(self.folder / "a.xml", self.folder / "b.xml", code=1)
        self.assertIn("b.example", {row[1] for row in self.stored()["domain"]})

    def test_what_a_document_says_cannot_forge_lines_of_the_output(self):
        text = SMALL.format(domain="lines.example").replace(
            "<domain>", "<displayName>Mail&#10;other.xml: forged&#x9b;31m</displayName>"
            "<domain>a b&#10;forged</domain><domain>")
        said = self.bring("lines.xml", text, code=0)
        self.assertNotRegex(said, "(?m)^(other.xml|forged)")
        self.assertRegex(said, r"\A[^\x00-\x09\x0b-\x1f\x7f-\x9f]*\Z")

    def test_a_file_name_that_is_no_text_leaves_the_json_readable(self):
        path = os.fsencode(self.folder) + b"/caf\xe9.xml"
        with open(path, "w", encoding="utf-8") as file:
            file.write(SMALL.format(domain="name.example"))
        done = subprocess.run([program(), "import", "autoconfig", "--json", "--db-uri", self.uri, path],
                              capture_output=True, timeout=20, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)[0]["domains"], 1)

    def test_an_empty_directory_is_named(self):
        (self.folder / "nothing").mkdir()
        said = self.bring_files(self.folder / "nothing", code=1)
        self.assertRegex(said, "nothing holds no .xml file")

    def test_a_missing_file_is_named(self):
        self.assertRegex(self.bring_files(self.folder / "missing.xml", code=1), "missing.xml: .*read")


if __name__ == "__main__":
    main()
