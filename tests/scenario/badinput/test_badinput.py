"""Whatever a stranger sends is answered below 500, quickly, and in a few kilobytes of memory."""

import gzip
import json
import pathlib
import time

import daemon
import told
import web

PLAIN = "/mail/config-v1.1.xml"
POX = "/autodiscover/autodiscover.xml"
JSON = "/autodiscover/autodiscover.json"
SOAP = "/autodiscover/autodiscover.svc"
BODY = web.autodiscover("fred@example.com")
ADDRESSES = [
    "", "fred", "@", "a@@example.com", "a@b@example.com", "@example.com", "fred@", "example.com",
    "%25EMAILADDRESS%25", "fred@EXAMPLE.COM", "fred@example.com.", "fred@example.com%20",
    "fred@example.com%0a", "%20fred@example.com", "fred%00@example.com", "fred@example.com%00",
    "%ff@example.com", "fred@%ff.com", "'%20OR%201=1%20--@example.com", "fred@'%20OR%201=1", "%25@%25",
    "*@example.com", "*@*", "a(b)c@example.com", "a" * 3000 + "@example.com", "fred@" + "a." * 1500 + "com",
    "fred@" + "a" * 64 + ".com", "%", "%4", "%zz@example.com", "%f0%9f%92%a9@example.com",
    "fred@%f0%9f%92%a9.example", "fred@xn--.example", "fred@xn--a.example", "..%2f..%2fetc%2fpasswd@example.com",
    "%1b[31m@example.com", "fred@[127.0.0.1]", "fred@127.0.0.1", "%22a b%22@example.com"]
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
A_FILE = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ATTRIBUTES = b" ".join(b'a%d=""' % number for number in range(5000))
BODIES = {
    "nothing": b"",
    "no XML": b"hello",
    "cut off": BODY[:-20].encode(),
    "two roots": b"<a/><a/>",
    "an attribute twice": b'<a b="" b=""/>',
    "a zero byte": BODY.replace("fred", "fr\0ed").encode(),
    "a control character": BODY.replace("fred", "fr\x01ed").encode(),
    "an unknown entity": BODY.replace("fred", "&e;").encode(),
    "Latin-1": BODY.replace("fred", "fréd").encode("latin-1"),
    "UTF-16": BODY.encode("utf-16"),
    "gzip": gzip.compress(BODY.encode()),
    "no address": BODY.replace("EMailAddress", "Other").encode(),
    "another name space": BODY.replace("requestschema", "otherschema").encode(),
    "an empty address": web.autodiscover("").encode(),
    "a file": A_FILE + BODY.split("\n", 1)[1].replace("fred", "&e;").encode(),
    "many laughs": LAUGHS,
    "deep": b"<a>" * 15000,
    "deep and closed": b"<a>" * 8000 + b"</a>" * 8000,
    "broad": b"<r>" + b"<a/>" * 15000 + b"</r>",
    "many attributes": b"<a " + ATTRIBUTES + b"/>",
    "a long address": web.autodiscover("a" * 60000 + "@example.com").encode()}
SOAP_USER = "<User><Mailbox>a@example.com</Mailbox></User>"
SOAP_SETTING = "<Setting>CasVersion</Setting>"
SOAP_SETTINGS = "".join(f"<Setting>S{number}</Setting>" for number in range(2000))
SOAP_BODY = ('<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>'
             '<GetUserSettingsRequestMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Request>'
             f"<Users>USERS</Users><RequestedSettings>{SOAP_SETTING}</RequestedSettings>"
             "</Request></GetUserSettingsRequestMessage></Body></Envelope>")
GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\n"
RAW = {
    "rubbish": b"\x00\x01\x02\r\n\r\n",
    "TLS": bytes.fromhex("16030100c8010000c40303") + b"x" * 200,
    "no version": b"GET /\r\n\r\n",
    "HTTP/0.9": b"GET /mail/config-v1.1.xml\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": GET + b"Host: b\r\n\r\n",
    "a bad host": b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "length and chunks": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "a bad chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "an unknown coding": POST + b"Transfer-Encoding: gzip\r\n\r\n",
    "a folded header": GET + b"X: a\r\n b\r\n\r\n",
    "a blank in a name": b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    "a long line": b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "a long header": GET + b"X: " + b"a" * 100000 + b"\r\n\r\n",
    "many headers": GET + b"X: a\r\n" * 10000 + b"\r\n"}


class BadInput(daemon.Scenario):
    @classmethod
    def setUpClass(cls):
        cls.served = daemon.Daemon()
        cls.enterClassContext(cls.served)
        cls.served.cli("import", "example")
        assert daemon.eventually(lambda: told.hosts(cls.served, "a@example.com"))
        cls.memory_before = cls.memory()

    def tearDown(self):
        self.assertTrue(told.hosts(self.served, "a@example.com"), "it no longer serves")
        self.assertLess(self.memory(), self.memory_before + 300_000)

    @classmethod
    def memory(cls):
        """Resident, in KiB."""
        status = pathlib.Path(f"/proc/{cls.served.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def assert_bounded(self, answer, began, most=20_000):
        self.assertLess(answer.status, 500)
        self.assertLess(len(answer.body), most)
        self.assertLess(time.monotonic() - began, 3)

    def test_no_address_is_too_strange(self):
        for path in (PLAIN, "/mobileconfig/", POX):
            for address in ADDRESSES:
                with self.subTest(path=path, address=address[:40]):
                    began = time.monotonic()
                    target = f"{path}?emailaddress={address}".replace(" ", "%20")
                    answer = self.served.get(target, host="autoconfig.example.com")
                    self.assert_bounded(answer, began, 60_000)
                    if answer.status == 200 and path != "/mobileconfig/":
                        answer.xml()

    def test_no_page_and_no_picture_is_asked_for_too_strangely(self):
        for path in ("/setup", "/mobileconfig/qr.svg", "/mobileconfig/qr.png"):
            for address in ADDRESSES:
                with self.subTest(path=path, address=address[:40]):
                    began = time.monotonic()
                    answer = self.served.get(f"{path}?emailaddress={address}".replace(" ", "%20"))
                    self.assert_bounded(answer, began, 60_000)

    def test_documents_of_a_host_need_no_more_than_the_host(self):
        paths = ("user-agent-configuration.json", "mta-sts.txt", "caldav", "carddav", "jmap",
                 "oauth-authorization-server", "openid-configuration")
        for path in paths:
            for host in ("", "a" * 300, "xn--", "*", "ua-auto-config.", "mta-sts.mta-sts.example.com", "[::1]"):
                with self.subTest(path=path, host=host[:20]):
                    data = f"GET /.well-known/{path}?{'x' * 4000} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
                    reply = web.raw(self.served.public, data.encode(), seconds=3)
                    self.assertIn(web.status_of(reply), (302, 307, 400, 404))

    def test_no_token_of_a_one_time_link_is_too_strange(self):
        for token in ("", "x", "/", "%00", "..%2f..", "a" * 4000, "%ff", "'%20OR%201=1--"):
            with self.subTest(token=token[:20]):
                self.assertIn(self.served.get(f"/mobileconfig/once/{token}").status, (400, 404, 410))

    def test_no_host_is_too_strange(self):
        for host in ("", "[::1]", "127.0.0.1:4243", "autoconfig.", "autoconfig", "a" * 300, "%00", "autoconfig.*",
                     "EXAMPLE.COM.", "autoconfig.autoconfig.example.com", "_", "xn--", "..",
                     "autoconfig.example.com:99999"):
            with self.subTest(host=host[:20]):
                data = f"GET {PLAIN} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
                self.assertIn(web.status_of(web.raw(self.served.public, data, seconds=3)), (200, 400, 404))

    def test_a_parameter_may_be_absent_empty_repeated_or_misspelt(self):
        for query in ("", "?", "?emailaddress", "?emailaddress=", "?EmailAddress=a@example.com", "?&&&", "?=&=",
                      "?emailaddress=a@example.com&emailaddress=b@example.net", "?emailaddress=a;b@example.com",
                      "?" + "&".join(f"p{n}=1" for n in range(1000)), "??emailaddress=a@example.com", "?a=%"):
            for path in (PLAIN, "/mobileconfig/", POX):
                with self.subTest(path=path, query=query[:30]):
                    began = time.monotonic()
                    self.assert_bounded(self.served.get(path + query), began)

    def test_no_body_is_too_strange(self):
        for what, body in BODIES.items():
            with self.subTest(body=what):
                began = time.monotonic()
                answer = self.served.post(POX, body, headers={"Content-Type": "text/xml"})
                self.assert_bounded(answer, began)
                self.assertIn(answer.status, (200, 400, 413))
                if answer.status == 200:
                    self.assertIsNotNone(told.autodiscover_error(answer), answer.text)
                self.assertNotIn("root:", answer.text)

    def test_no_json_request_is_too_strange(self):
        for address in ADDRESSES:
            for target in (f"{JSON}/v1.0/{address}?Protocol={address}",
                           f"{JSON}?Email={address}&Protocol=AutodiscoverV1"):
                with self.subTest(target=target[:60]):
                    began = time.monotonic()
                    answer = self.served.get(target.replace(" ", "%20"))
                    self.assert_bounded(answer, began)
                    if answer.status in (200, 404) or b"ErrorCode" in answer.body:
                        json.loads(answer.body)

    def test_no_soap_request_is_too_strange(self):
        bodies = {**BODIES, "many users": SOAP_BODY.replace("USERS", SOAP_USER * 900),
                  "many settings": SOAP_BODY.replace("USERS", SOAP_USER).replace(SOAP_SETTING, SOAP_SETTINGS)}
        for what, body in bodies.items():
            with self.subTest(body=what):
                began = time.monotonic()
                answer = self.served.post(SOAP, body, headers={"Content-Type": "text/xml"})
                self.assert_bounded(answer, began)
                self.assertIn(answer.status, (200, 400, 413))
                if answer.status == 200:
                    self.assertIn("InvalidRequest", answer.text)

    def test_a_body_that_is_too_long_is_refused_before_it_is_read(self):
        for size in (10**6, 10**7, 3 * 10**8, 10**30):
            with self.subTest(size=size):
                began = time.monotonic()
                head = f"POST {POX} HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\nContent-Length: {size}\r\n\r\n"
                reply = web.raw(self.served.public, head.encode() + b"<a/>" * 1000, seconds=5)
                self.assertIn(web.status_of(reply), (400, 413))
                self.assertLess(time.monotonic() - began, 4)

    def test_chunks_without_end_are_cut_off(self):
        head = f"POST {POX} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        reply = web.raw(self.served.public, head + (b"1000\r\n" + b"a" * 4096 + b"\r\n") * 500, seconds=5)
        self.assertEqual(web.status_of(reply), 413)

    def test_no_bytes_are_too_strange(self):
        for what, data in RAW.items():
            with self.subTest(bytes=what):
                began = time.monotonic()
                reply = web.raw(self.served.public, data, seconds=4, half_close=True)
                self.assertLess(time.monotonic() - began, 3)
                if reply:
                    self.assertIn(web.status_of(reply), (400, 404, 408, 413, 414, 417, 431, 501, 505))

    def test_unknown_paths_and_methods_are_refused(self):
        for path in ("/", "//", "/mail//config-v1.1.xml", "/mail/config-v1.1.xml/", "/Mail/Config-v1.1.xml",
                     "/..", "/%2e%2e", "/mail/../mail/config-v1.1.xml", "/static/x", "/mail/config-v1.1.xml%00", "*", "http://x/"):
            with self.subTest(path=path):
                self.assertIn(self.served.get(path).status, (200, 204, 400, 404))
        for method in ("PUT", "DELETE", "PROPFIND", "CONNECT", "TRACE", "BREW", "get"):
            for path in (PLAIN, POX, "/mobileconfig/"):
                with self.subTest(method=method, path=path):
                    answer = self.served.request(method, path, body=b"x")
                    self.assertIn(answer.status, (400, 405, 501))

    def test_an_address_is_never_taken_for_markup(self):
        hostile = "%22%3E%3C/username%3E%3Cx%3E%26amp;%3C![CDATA[%27@example.com"
        for target in (f"{PLAIN}?emailaddress={hostile}", f"/mobileconfig/?emailaddress={hostile}&name=%3Cx%3E%01"):
            answer = self.served.get(target)
            if answer.status == 200:
                self.assertEqual([node.tag for node in answer.xml().iter() if node.tag == "x"], [])
                self.assertNotIn("\r\n\r\n", answer.headers.get("content-disposition", ""))

    def test_a_slow_request_is_given_up(self):
        slow = self.start(request_timeout=1)
        began = time.monotonic()
        reply = web.raw(slow.public, b"GET / HTTP/1.1\r\nHost: a\r\n", seconds=6)
        self.assertLess(time.monotonic() - began, 4)
        self.assertEqual(web.status_of(reply), 408)


if __name__ == "__main__":
    daemon.main()
