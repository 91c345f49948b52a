#!/usr/bin/env python3
"""The documents of a domain that no address is needed for, and the DNS records that speak of them."""

import base64
import hashlib
import json
import pathlib
import re
import tempfile
import urllib.parse

import daemon
import rich_domain
import web

PACC = "/.well-known/user-agent-configuration.json"
MTA_STS = "/.well-known/mta-sts.txt"
DAV = ("/.well-known/caldav", "/.well-known/carddav")
HOST = ("--public-hostname", "discover.example.net")


class Documents(daemon.Scenario):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))
        cls.served = cls.enterClassContext(daemon.Daemon(directory=folder))
        cls.served.cli("import", "example")
        cls.served.cli("domain", "add", "plain.example", "--provider", "1")
        rich_domain.furnish(cls.served)

    def get(self, path, host, method="GET", **options):
        return self.served.request(method, path, host=host, **options)

    def txt(self, owner):
        """The TXT records at a name, unquoted."""
        printed = json.loads(self.served.cli("dns", "records", "example.com", "--format", "json", *HOST))
        return [record["data"].strip('"') for record in printed
                if (record["owner"], record["type"]) == (owner, "TXT")]

    def location(self, path, host="example.com", method="GET", **options):
        answer = self.get(path, host, method, **options)
        self.assertEqual(answer.status, 307, (method, path))
        self.assertIn("cache-control", answer.headers)
        return answer.headers["location"]


class Pacc(Documents):
    def document(self):
        answer = self.get(PACC, "ua-auto-config.example.com")
        self.assertEqual((answer.status, answer.type), (200, "application/json"))
        return answer

    def test_the_bytes_are_those_of_the_digest_in_dns(self):
        body = self.document().body
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        self.assertEqual(self.txt("_ua-auto-config.example.com."), [f"v=UAAC1; a=sha256; d={digest}"])

    def test_the_bytes_are_in_the_one_form_that_json_has_when_sorted(self):
        body = self.document().body
        one_form = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self.assertEqual(body, one_form.encode())
        self.assertEqual(body, self.document().body)

    def test_it_tells_what_implies_tls_and_nothing_else(self):
        told = json.loads(self.document().body)
        hosts = {name: value["host"] for name, value in told["protocols"].items() if "host" in value}
        self.assertEqual(hosts, {"imap": "imap.example.com", "pop3": "pop.example.com",
                                 "smtp": "smtp.example.com", "submit": "smtp.example.com"})
        for value in told["protocols"].values():
            if "url" in value:
                url = urllib.parse.urlsplit(value["url"])
                self.assertEqual((url.scheme, url.port), ("https", None))
        self.assertIs(told["authentication"]["password"], True)
        self.assertEqual(told["authentication"]["oauth-public"], {"issuer": "https://auth.example.com/realm"})
        self.assertEqual(told["info"]["provider"]["name"], "Example Mail")
        self.assertNotIn("managesieve", told["protocols"])

    def test_a_head_has_the_headers_of_a_get(self):
        head = self.get(PACC, "ua-auto-config.example.com", "HEAD")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(head.headers["content-length"], str(len(self.document().body)))

    def test_strangers_get_an_empty_404(self):
        for host in ("ua-auto-config.unknown.test", "127.0.0.1"):
            answer = self.get(PACC, host)
            self.assertEqual((answer.status, answer.body), (404, b""))
        self.assertEqual(self.get(PACC, "ua-auto-config.example.com", "POST").status, 405)


class RollOver(daemon.Scenario):
    """A PACC document changes; its digest is published; a TTL later it is served."""

    def setUp(self):
        self.folder = self.scratch()
        self.served = daemon.Daemon(directory=self.folder)
        self.enterContext(self.served)
        self.served.cli("import", "example")
        self.assert_soon(lambda: self.get().status == 200, 5)

    def get(self):
        return self.served.get(PACC, host="ua-auto-config.example.com")

    def digest(self):
        return base64.b64encode(hashlib.sha256(self.get().body).digest()).decode()

    def export(self):
        """The digests that are published."""
        self.served.cli("dns", "export", "--snippet", "example.com", "--out", self.folder, *HOST)
        text = (self.folder / "example.com.discovery.inc").read_text()
        return set(re.findall(r"a=sha256; d=([^\"]+)", text))

    def rename(self, host):
        self.served.cli("server", "set", "1", "--name", host)
        shown = "/mail/config-v1.1.xml"
        self.assert_soon(lambda: host in self.served.get(shown, host="autoconfig.example.com").text, 5)

    def test_a_domain_that_was_never_exported_serves_the_newest(self):
        before = self.digest()
        self.rename("imap2.example.com")
        self.assertNotEqual(self.digest(), before)

    def test_the_old_document_is_served_until_the_new_digest_is_known(self):
        before = self.digest()
        self.assertEqual(self.export(), {before})
        self.rename("imap2.example.com")
        self.assertEqual(self.digest(), before)
        both = self.export()
        self.assertEqual(len(both), 2)
        self.assertIn(before, both)
        self.assertEqual(self.digest(), before)
        self.served.stop()
        self.served.start()
        self.assertEqual(self.digest(), before, "a restart forgot it")
        after = (both - {before}).pop()
        self.served.sql("UPDATE fingerpost_pacc SET settled_at = strftime('%s', 'now') + 1 "
                        "WHERE settled_at > strftime('%s', 'now')")  # as if most of the TTL had passed
        self.assert_soon(lambda: self.digest() == after, 5)
        self.assertEqual(self.export(), {after})


class MtaSts(Documents):
    def test_the_policy_is_plain_text_and_never_redirected(self):
        answer = self.get(MTA_STS, "mta-sts.example.com")
        self.assertEqual((answer.status, answer.type), (200, "text/plain"))
        self.assertEqual(answer.text.splitlines(), [
            "version: STSv1", "mode: enforce", "mx: mx1.example.com", "mx: mx2.example.com", "max_age: 604800"])

    def test_a_domain_without_policy_has_neither_document_nor_records(self):
        answer = self.get(MTA_STS, "mta-sts.plain.example")
        self.assertEqual((answer.status, answer.body), (404, b""))
        self.assertNotIn("mta-sts", self.served.cli("dns", "records", "plain.example", *HOST))

    def test_the_id_follows_the_policy(self):
        [before] = self.txt("_mta-sts.example.com.")
        self.assertRegex(before, r"^v=STSv1; id=[a-z0-9]{1,32}$")
        self.served.cli("attribute", "set", "--domain=example.com", "mta_sts_max_age", "86400")
        [after] = self.txt("_mta-sts.example.com.")
        self.assertNotEqual(before, after)
        self.served.cli("attribute", "remove", "--domain=example.com", "mta_sts_max_age")
        self.assertEqual(self.txt("_mta-sts.example.com."), [before])
        self.assert_soon(lambda: "604800" in self.get(MTA_STS, "mta-sts.example.com").text, 5)


class Pointers(Documents):
    BODY = '<propfind xmlns="DAV:"><prop><current-user-principal/></prop></propfind>'

    def test_dav_clients_are_sent_on_whatever_they_ask(self):
        for path in (*DAV, *(path + "/" for path in DAV)):
            for method in ("GET", "HEAD", "OPTIONS"):
                self.assertRegex(self.location(path, method=method), r"^https://dav\.example\.com/")
            for method in ("PROPFIND", "REPORT", "POST", "PUT", "MKCALENDAR", "X-UNHEARD-OF"):
                found = self.location(path, method=method, body=self.BODY, headers={"Depth": "0"})
                self.assertRegex(found, r"^https://dav\.example\.com/")

    def test_a_kept_connection_goes_on_after_a_propfind_with_a_body(self):
        with web.Client(self.served.public) as client:
            for _ in range(3):
                answer = client.request("PROPFIND", DAV[0], host="example.com", body=self.BODY)
                self.assertEqual((answer.status, answer.body), (307, b""))

    def test_jmap_and_oauth_are_pointed_to(self):
        self.assertEqual(self.location("/.well-known/jmap"), "https://jmap.example.com/session")
        self.assertEqual(self.location("/.well-known/oauth-authorization-server"),
                         "https://auth.example.com/.well-known/oauth-authorization-server/realm")
        self.assertEqual(self.location("/.well-known/openid-configuration"),
                         "https://auth.example.com/realm/.well-known/openid-configuration")

    def test_what_is_not_offered_is_404(self):
        for host in ("unknown.test", "127.0.0.1"):
            for path in (*DAV, "/.well-known/jmap", "/.well-known/openid-configuration"):
                answer = self.get(path, host, "PROPFIND" if path in DAV else "GET")
                self.assertEqual((answer.status, answer.body), (404, b""), path)
        self.assertEqual(self.get(DAV[0], "plain.example", "PROPFIND").status, 404)

    def test_nobody_is_sent_in_circles(self):
        self.served.cli("domain", "add", "circle.example", "--provider", "1")
        self.served.cli("attribute", "set", "--domain=circle.example", "oauth_issuer", "https://circle.example")
        self.served.cli("attribute", "set", "--domain=circle.example", "jmap",
                        "https://circle.example/.well-known/jmap")
        self.assert_soon(lambda: self.get("/.well-known/jmap", "circle.example").status == 404, 5)
        self.assertEqual(self.get("/.well-known/oauth-authorization-server", "www.circle.example").status, 404)


class Records(Documents):
    def test_the_hosts_of_the_documents_have_names(self):
        printed = self.served.cli("dns", "records", "example.com", "--format", "zone", *HOST)
        for name in ("mta-sts", "ua-auto-config"):
            self.assertRegex(printed, rf"(?m)^{name}\S*\s.*CNAME\s+discover\.example\.net\.")

    def test_servers_from_attributes_have_srv_records(self):
        printed = self.served.cli("dns", "records", "example.com", "--format", "zone", *HOST)
        for name, target in (("_jmap._tcp", "0 1 443 jmap.example.com."),
                             ("_sieve._tcp", "0 1 4190 imap.example.com.")):
            self.assertRegex(printed, rf"(?m)^{name}\S*\s.*SRV\s+{re.escape(target)}")


if __name__ == "__main__":
    daemon.main()
