#!/usr/bin/env python3
"""HTTP/1 on the wire, against the built program: what clients, proxies and strangers send."""

import contextlib
import select
import socket
import time
import unittest

import web
from daemon import Daemon, Scenario, main

USER = "jane@example.com"
AUTOCONFIG = web.autoconfig(USER)
BODY = web.autodiscover(USER).encode()
POX = "/autodiscover/autodiscover.xml"
PUBLIC = [AUTOCONFIG, "/.well-known/autoconfig" + AUTOCONFIG, f"{POX}?Email={USER}",
          f"/mobileconfig/?emailaddress={USER}", f"/mobileconfig?emailaddress={USER}",
          web.autoconfig("jane@unknown.example"), "/mobileconfig/?emailaddress=nobody", "/missing"]


def head_of(method, target, *fields, version="1.1", host="autoconfig.example.org"):
    lines = [f"{method} {target} HTTP/{version}", f"Host: {host}", *fields, "", ""]
    return "\r\n".join(lines).encode()


def get(target=AUTOCONFIG, *fields, **options):
    return head_of("GET", target, *fields, **options)


def post(*fields, body=b""):
    return head_of("POST", POX, "Content-Type: text/xml", *fields) + body


def chunked(body, size):
    pieces = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def responses(data):
    """[(status, headers in lower case, body)]: what came back on one connection."""
    found = []
    while data:
        head, _, data = data.partition(b"\r\n\r\n")
        first, *fields = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (field.split(": ", 1) for field in fields)}
        length = int(headers.get("content-length", 0))
        found.append((int(first.split()[1]), headers, data[:length]))
        data = data[length:]
    return found


class Http(Scenario):
    settings = {}

    @classmethod
    def setUpClass(cls):
        settings = {"request_timeout": 1, "idle_timeout": 1} | cls.settings
        cls.daemon = cls.enterClassContext(Daemon(**settings))
        cls.daemon.cli("import", "example")
        with web.Client(cls.daemon.public) as client:
            for _ in range(200):
                if client.request("GET", AUTOCONFIG).status == 200:
                    return
                time.sleep(0.02)
        raise RuntimeError("the example is not served")

    def raw(self, data, **options):
        return web.raw(self.daemon.public, data, **options)

    def open(self, data=b""):
        peer = self.enterContext(socket.create_connection(("127.0.0.1", self.daemon.public), timeout=5))
        peer.sendall(data)
        return peer

    def assert_one(self, data, status):
        found = responses(data)
        self.assertEqual([response[0] for response in found], [status], data)
        return found[0]


class Requests(Http):
    def test_a_hundred_pipelined_requests_are_answered_in_order(self):
        users = [f"user{i}@example.com" for i in range(100)]
        targets = [web.autoconfig(user) for user in users]
        close = get("/missing", "Connection: close")
        found = responses(self.raw(b"".join(get(target) for target in targets) + close))
        self.assertEqual([status for status, _, _ in found], [200] * 100 + [404])
        for user, (_, _, body) in zip(users, found):
            self.assertIn(f"<username>{user}</username>".encode(), body)

    def test_a_post_and_a_get_in_one_packet_are_both_answered(self):
        data = post(f"Content-Length: {len(BODY)}", body=BODY) + get(AUTOCONFIG, "Connection: close")
        found = responses(self.raw(data))
        self.assertEqual([status for status, _, _ in found], [200, 200])
        self.assertIn(b"<LoginName>", found[0][2])
        self.assertIn(b"<clientConfig", found[1][2])

    def test_a_chunked_body_is_read_however_it_is_cut(self):
        whole = self.daemon.post(POX, BODY, host="autoconfig.example.org").body
        for size in (1, 7, 1000):
            fields = ("Transfer-Encoding: chunked", "Connection: close")
            answer = self.assert_one(self.raw(post(*fields, body=chunked(BODY, size))), 200)
            self.assertEqual(answer[2], whole)

    def test_extensions_and_trailers_of_a_chunked_body_are_passed_over(self):
        body = b'%x;name="a b"\r\n%s\r\n0\r\nX-Trailer: Host: evil\r\n\r\n' % (len(BODY), BODY)
        data = post("Transfer-Encoding: chunked", body=body) + get("/missing", "Connection: close")
        self.assertEqual([status for status, _, _ in responses(self.raw(data))], [200, 404])

    def test_a_body_is_asked_for_when_the_client_holds_it_back(self):
        peer = self.open(post(f"Content-Length: {len(BODY)}", "Expect: 100-continue", "Connection: close"))
        self.assertEqual(peer.recv(1000), b"HTTP/1.1 100 Continue\r\n\r\n")
        peer.sendall(BODY)
        self.assertIn(b"<LoginName>", self.assert_one(web.read_to_end(peer), 200)[2])

    def test_a_body_too_large_is_not_asked_for(self):
        data = self.raw(post("Content-Length: 70000", "Expect: 100-continue"))
        self.assert_one(data, 413)

    def test_http_1_0_closes_unless_it_asks_to_stay(self):
        answer = self.assert_one(self.raw(get(version="1.0")), 200)
        self.assertEqual(answer[1]["connection"], "close")
        again = get(AUTOCONFIG, "Connection: keep-alive", version="1.0") + get(version="1.0")
        found = responses(self.raw(again))
        self.assertEqual([(s, h["connection"]) for s, h, _ in found], [(200, "keep-alive"), (200, "close")])

    def test_http_1_0_needs_no_host(self):
        answer = self.assert_one(self.raw(f"GET {AUTOCONFIG} HTTP/1.0\r\n\r\n".encode()), 200)
        self.assertIn(USER.encode(), answer[2])

    def test_a_client_that_has_ended_its_sending_is_answered(self):
        self.assert_one(self.raw(get(), half_close=True), 200)

    def test_head_has_the_headers_of_get_and_no_body(self):
        for listener, targets in [(self.daemon.public, PUBLIC),
                                  (self.daemon.admin, ["/metrics", "/health/live", "/health/ready", "/missing"])]:
            for target in targets:
                with self.subTest(target):
                    got = web.request(listener, "GET", target)
                    head = web.request(listener, "HEAD", target)
                    passing = {"date"} | ({"content-length"} if target == "/metrics" else set())
                    self.assertEqual((head.status, head.body), (got.status, b""))
                    self.assertEqual({k: v for k, v in head.headers.items() if k not in passing},
                                     {k: v for k, v in got.headers.items() if k not in passing})
                    self.assertIn("content-length", head.headers)

    def test_head_is_followed_by_the_next_answer(self):
        data = self.raw(head_of("HEAD", AUTOCONFIG) + get("/missing", "Connection: close"))
        first, _, rest = data.partition(b"\r\n\r\n")
        self.assertTrue(first.startswith(b"HTTP/1.1 200 "))
        self.assert_one(rest, 404)

    def test_a_method_that_is_not_taken_is_told_which_are(self):
        for method, target, allowed in [
            ("POST", AUTOCONFIG, "GET, HEAD"), ("DELETE", AUTOCONFIG, "GET, HEAD"),
            ("PUT", POX, "GET, HEAD, POST"), ("OPTIONS", "/mobileconfig/", "GET, HEAD"),
            ("BREW", AUTOCONFIG, "GET, HEAD"), ("DELETE", "/initdb/", "GET, POST"),
        ]:
            with self.subTest(method + " " + target):
                answer = self.daemon.request(method, target, body=b"")
                self.assertEqual((answer.status, answer.headers.get("allow")), (405, allowed))
        answer = self.daemon.ask_admin("/metrics", method="POST", body=b"")
        self.assertEqual((answer.status, answer.headers.get("allow")), (405, "GET, HEAD"))

    def test_an_unknown_method_at_an_unknown_place_is_not_found(self):
        self.assertEqual(self.daemon.request("BREW", "/coffee").status, 404)


class Refusals(Http):
    def test_a_body_above_64_kib_is_413(self):
        for fields, body in [
            (("Content-Length: 65537",), b"x" * 65537),
            (("Content-Length: 99999999999",), b""),
            (("Transfer-Encoding: chunked",), chunked(b"x" * 70000, 9000)),
        ]:
            with self.subTest(fields):
                answer = self.assert_one(self.raw(post(*fields, body=body)), 413)
                self.assertEqual(answer[1]["connection"], "close")

    def test_a_body_of_64_kib_is_read(self):
        padded = BODY + b" " * (64 * 1024 - len(BODY))
        self.assertEqual(self.daemon.post(POX, padded).status, 200)

    def test_a_header_above_16_kib_is_431(self):
        for fields in (["X-Long: " + "x" * 17000], [f"X-{i}: {'y' * 90}" for i in range(200)]):
            answer = self.assert_one(self.raw(get(AUTOCONFIG, *fields)), 431)
            self.assertEqual(answer[1]["connection"], "close")
        self.assert_one(self.raw(get("/" + "x" * 17000)), 431)

    def test_what_two_servers_could_read_differently_is_refused(self):
        for data in (
            post("Content-Length: 3", "Content-Length: 4", body=b"1234"),
            post("Content-Length: 3", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
            post("Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"),
            post("Content-Length: -1"), post("Content-Length: +3", body=b"abc"),
            get(AUTOCONFIG, "Host: other.example"), get(AUTOCONFIG, " folded: line"),
            get(AUTOCONFIG, "Bad Name: x"), f"GET {AUTOCONFIG} HTTP/1.1\r\n\r\n".encode(),
            get("no-slash"), get("/a\x00b"), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03rubbish\r\n\r\n",
        ):
            with self.subTest(data[:120]):
                self.assertEqual(web.status_of(self.raw(data, half_close=True)), 400)

    def test_another_version_is_505(self):
        self.assertEqual(web.status_of(self.raw(get(version="2.0"))), 505)

    def test_options_of_the_server_itself_is_like_a_ping(self):
        self.assert_one(self.raw(head_of("OPTIONS", "*", "Connection: close")), 204)


class Time(Http):
    """request_timeout and idle_timeout are one second."""

    def test_a_request_that_drips_is_ended_in_time(self):
        peer = self.open()
        began = time.monotonic()
        for byte in get():
            peer.sendall(bytes([byte]))
            if select.select([peer], [], [], 0.1)[0]:
                break
        self.assertEqual(web.status_of(web.read_to_end(peer, 3)), 408)
        self.assertLess(time.monotonic() - began, 5)

    def ended_after(self, data, statuses):
        began = time.monotonic()
        reply = self.raw(data)
        self.assertEqual([status for status, _, _ in responses(reply)], statuses)
        taken = time.monotonic() - began
        return 0.8 < taken < 3.5

    def test_a_body_that_does_not_come_is_ended_in_time(self):
        self.assertTrue(self.ended_after(post("Content-Length: 500", body=b"<Auto"), [408]))

    def test_an_idle_connection_is_closed_without_a_word(self):
        self.assertTrue(self.ended_after(b"", []))
        self.assertTrue(self.ended_after(get(), [200]))

    def test_two_hundred_idle_connections_do_not_stop_others(self):
        with contextlib.ExitStack() as stack:
            address = ("127.0.0.1", self.daemon.public)
            idle = [stack.enter_context(socket.create_connection(address, timeout=5)) for _ in range(200)]
            for peer in idle[::2]:
                peer.sendall(b"GET /mail/")
            began = time.monotonic()
            for _ in range(20):
                self.assertEqual(self.daemon.get(AUTOCONFIG).status, 200)
            self.assertLess(time.monotonic() - began, 1.0)
            replies = [web.status_of(web.read_to_end(peer, 5)) for peer in idle]
        self.assertEqual(replies, [408, 0] * 100)


class Proxied(Http):
    """Behind one proxy, with two requests a second for each client."""

    settings = {"proxy_count": 1, "rate_limit": 2}

    def statuses(self, client, count):
        fields = {"X-Forwarded-For": client} if client else {}
        with web.Client(self.daemon.public) as connection:
            return [connection.request("GET", AUTOCONFIG, headers=fields).status for _ in range(count)]

    def test_only_the_noisy_client_is_limited(self):
        noisy = self.statuses("192.0.2.1", 30)
        self.assertEqual(noisy[:8], [200] * 8)
        self.assertGreater(noisy.count(429), 15)
        self.assertEqual(set(noisy), {200, 429})
        self.assertEqual(self.statuses("192.0.2.2", 5), [200] * 5)

    def test_a_limited_client_is_told_when_to_come_back_and_then_may(self):
        self.statuses("192.0.2.3", 30)
        fields = {"X-Forwarded-For": "192.0.2.3"}
        answer = self.daemon.get(AUTOCONFIG, headers=fields)
        self.assertEqual((answer.status, answer.headers["retry-after"]), (429, "1"))
        time.sleep(1.1)
        self.assertEqual(self.daemon.get(AUTOCONFIG, headers=fields).status, 200)

    def test_only_what_the_proxy_adds_is_believed(self):
        statuses = [self.daemon.get(AUTOCONFIG, headers={
            "X-Forwarded-For": f"198.51.100.{i}, 192.0.2.4"}).status for i in range(30)]
        self.assertGreater(statuses.count(429), 15)

    def test_an_ipv6_client_is_its_network(self):
        statuses = [self.daemon.get(AUTOCONFIG, headers={
            "X-Forwarded-For": f"2001:db8:1:1::{i}"}).status for i in range(1, 31)]
        self.assertGreater(statuses.count(429), 15)
        self.assertEqual(self.statuses("2001:db8:1:2::1", 5), [200] * 5)

    def test_the_proxy_itself_and_the_machine_are_not_limited(self):
        self.assertEqual(self.statuses("", 40), [200] * 40)

    def test_the_proxys_host_goes_before_the_requests(self):
        answer = self.daemon.get("/mail/config-v1.1.xml", host="backend.test", headers={
            "X-Forwarded-Host": "autoconfig.example.org", "X-Forwarded-For": "192.0.2.9"})
        self.assertIn("<domain>example.org</domain>", answer.text)

    def test_nobody_from_outside_may_seed_the_database(self):
        answer = self.daemon.get("/initdb/", headers={"X-Forwarded-For": "192.0.2.10"})
        self.assertEqual(answer.status, 403)


class Listeners(Scenario):
    def test_an_ipv6_listener_answers(self):
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError as problem:
            raise unittest.SkipTest(f"no IPv6 here: {problem}") from None
        daemon = self.start(listen="[::1]:0")
        daemon.cli("import", "example")
        self.assert_soon(lambda: self.status_at(daemon, "::1") == 200, 5)

    @staticmethod
    def status_at(daemon, address):
        """0 when the connection was closed without an answer."""
        try:
            return web.request(daemon.public, "GET", AUTOCONFIG, address=address).status
        except OSError:
            return 0

    def test_connections_above_the_limit_are_closed_at_once(self):
        daemon = self.start(connections=5)
        with contextlib.ExitStack() as stack:
            address = ("127.0.0.1", daemon.public)
            peers = [stack.enter_context(socket.create_connection(address, timeout=5)) for _ in range(8)]
            closed = sum(web.read_to_end(peer, 0.3) == b"" and self.is_closed(peer) for peer in peers)
        self.assertEqual(closed, 3)
        self.assert_soon(lambda: self.status_at(daemon, "127.0.0.1") == 404, 5)

    @staticmethod
    def is_closed(peer):
        peer.settimeout(0.05)
        try:
            return peer.recv(1) == b""
        except TimeoutError:
            return False
        except OSError:
            return True


if __name__ == "__main__":
    main()
