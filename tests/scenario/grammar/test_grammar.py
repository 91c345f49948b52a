#!/usr/bin/env python3
"""Autoconfig documents against a grammar: those in tests/golden/, the daemon's own, and the provider data
base's where $FINGERPOST_ISPDB names a folder of its files. And the grammar against spoilt documents."""

import os
import pathlib
import subprocess
import unittest

import daemon
import rich_domain
import web

GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "golden"
GRAMMARS = GOLDEN / "autoconfig"


def refusal(document, version):
    """What the grammar of a version has against a document (bytes), or None."""
    xmllint = daemon.need("xmllint", "libxml2-utils")
    done = subprocess.run(
        [xmllint, "--noout", "--nonet", "--relaxng", GRAMMARS / f"config-{version}.rng", "-"],
        input=document, capture_output=True, timeout=30, check=False)
    return done.stderr.decode() if done.returncode else None


def version_of(document):
    return "1.2" if b'<clientConfig version="1.2">' in document else "1.1"


class Accepted(daemon.Scenario):
    def assert_valid(self, document):
        self.assertIsNone(refusal(document, version_of(document)))

    def test_the_golden_documents(self):
        files = [*GRAMMARS.glob("*.xml"), *(GOLDEN / "ispdb" / f"{name}.xml" for name in ("simple", "talkative"))]
        for file in files:
            with self.subTest(file.name):
                self.assert_valid(file.read_bytes())
        self.assertGreater(len(files), 3)

    def test_what_the_daemon_answers(self):
        served = self.start()
        served.cli("import", "example")
        self.assert_soon(lambda: served.get(web.autoconfig("fred@example.com")).status == 200, 5)
        self.assert_valid(served.get(web.autoconfig("o'neil+<&>@example.com")).body)
        rich_domain.furnish(served)
        for target in (web.autoconfig("fred@example.com"), "/mail/config-v1.1.xml", "/.well-known/mail-v1.xml"):
            with self.subTest(target):
                answer = served.get(target, host="autoconfig.example.com")
                self.assertEqual(answer.status, 200)
                self.assert_valid(answer.body)
                self.assertEqual(version_of(answer.body), "1.2")

    @unittest.skipUnless(os.environ.get("FINGERPOST_ISPDB"), "FINGERPOST_ISPDB names no folder")
    def test_the_provider_data_base(self):
        for file in sorted(pathlib.Path(os.environ["FINGERPOST_ISPDB"]).glob("*.xml")):
            document = file.read_bytes()
            if b"<incomingServer" not in document:
                continue  # a file that only says that there is nothing
            with self.subTest(file.name):
                self.assert_valid(document)


class Refused(unittest.TestCase):
    """Each of these spoils a good document; clients would trip over it, or never find what is meant."""

    SPOILT = [
        (b"<domain>example.com</domain>", b""),
        (b' id="example.com"', b""),
        (b' id="example.com"', b' id="not a host"'),
        (b"<hostname>imap.example.net</hostname>", b""),
        (b"<hostname>imap.example.net<", b"<hostname> imap.example.net <"),
        (b"<port>993</port>", b"<port>0</port>"),
        (b"<port>993</port>", b"<port>65536</port>"),
        (b">SSL<", b">TLS<"),
        (b">STARTTLS<", b">starttls<"),
        (b">password-cleartext<", b">password<"),
        (b'type="smtp"', b'type="submission"'),
        (b'type="imap"', b'type="imap4"'),
        (b'type="imap"', b'type="imap" priority="1"'),
        (b"<url>https://dav.example.net/dav/</url>", b"<serverURL>https://dav.example.net/dav/</serverURL>"),
        (b'system="http"', b'system="web"'),
        (b"<calendar type=\"caldav\">", b"<calendar type=\"carddav\">"),
        (b"addressbook", b"addressBook"),
        (b"<tokenURL>https://auth.example.net/token</tokenURL>", b""),
        (b"https://webmail.example.net/", b"webmail.example.net"),
        (b'lang="de"', b'lang="Deutsch!"'),
        (b'version="1.2"', b'version="2.0"'),
        (b"<clientConfig ", b'<clientConfig xmlns="urn:x" '),
        (b"</clientConfig>", b"<identity/></clientConfig>"),
    ]

    def test_every_spoilt_document_is_refused(self):
        good = (GRAMMARS / "rich.xml").read_bytes()
        for part, spoilt in self.SPOILT:
            with self.subTest(spoilt):
                self.assertIn(part, good)
                self.assertIsNotNone(refusal(good.replace(part, spoilt), "1.2"))

    def test_1_1_knows_nothing_of_what_1_2_brought(self):
        rich = (GRAMMARS / "rich.xml").read_bytes().replace(b'version="1.2"', b'version="1.1"')
        self.assertIsNotNone(refusal(rich, "1.1"))


if __name__ == "__main__":
    daemon.main()
