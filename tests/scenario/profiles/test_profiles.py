"""Apple configuration profiles: what they hold, and the links and codes that lead to them."""

import plistlib
import re
import subprocess
import time

import apple_keys
import daemon
import told

FRED, JANE = "fred@example.com", "jane@example.net"
ACTIVESYNC = "https://eas.%EMAILDOMAIN%/Microsoft-Server-ActiveSync"
LDAP = "ldaps://ldap.example.com/ou=people,dc=example,dc=com??sub"
BASE = "https://autoconfig.example.com"


class Profiles(daemon.Scenario):
    @classmethod
    def setUpClass(cls):
        cls.served = daemon.Daemon(loglevel="DEBUG")
        cls.enterClassContext(cls.served)
        for words in (
                ("provider", "add", "Example & Sons"),
                ("server", "add", "--type", "imap", "--name", "imap.example.com"),
                ("server", "add", "--type", "smtp", "--name", "smtp.example.com"),
                ("server", "add", "--type", "caldav", "--url", "https://dav.%EMAILDOMAIN%/%EMAILADDRESS%/"),
                ("server", "add", "--type", "carddav", "--url", "https://dav.%EMAILDOMAIN%/%EMAILADDRESS%/"),
                ("domain", "add", "example.com", "example.net", "--provider", "1", "--server", "1", "--server", "2",
                 "--server", "dav:1", "--server", "dav:2"),
                ("domain", "add", "groupware.example.com", "--provider", "1", "--server", "dav:1"),
                ("attribute", "set", "--provider", "1", "activesync", ACTIVESYNC),
                ("attribute", "set", "--provider", "1", "ldap", LDAP)):
            cls.served.cli(*words)
        if not daemon.eventually(lambda: b"ldap" in cls.served.get(f"/mobileconfig/?emailaddress={FRED}").body):
            raise RuntimeError("the attributes are not served")

    def ask(self, query, **options):
        return self.served.get(f"/mobileconfig/?{query}", **options)

    def profile(self, query):
        """A profile that keeps to Apple's schema, as plistlib reads it."""
        answer = self.ask(query)
        self.assertEqual((answer.status, answer.type), (200, "application/x-apple-aspen-config"), answer.body)
        profile = plistlib.loads(answer.body)
        self.assertEqual(apple_keys.problems(profile), [])
        return profile

    def kinds(self, query):
        return [each["PayloadType"].split(".")[2] for each in self.profile(query)["PayloadContent"]]

    # what they hold

    def test_an_address_gets_all_but_a_second_account_of_exchange(self):
        self.assertEqual(self.kinds(f"emailaddress={FRED}"), ["mail", "caldav", "carddav", "ldap"])

    def test_exchange_stands_in_where_there_is_no_imap(self):
        query = "emailaddress=a@groupware.example.com"
        self.assertEqual(self.kinds(query), ["caldav", "eas", "ldap"])
        exchange = self.profile(query)["PayloadContent"][1]
        self.assertEqual((exchange["Host"], exchange["SSL"]), ("eas.groupware.example.com", True))
        self.assertFalse(exchange["EnableCalendars"])

    def test_kinds_are_chosen(self):
        for kinds, wanted in (("mail", ["mail"]), ("ldap,mail", ["mail", "ldap"]), ("eas", ["eas"]),
                              ("caldav,carddav", ["caldav", "carddav"])):
            self.assertEqual(self.kinds(f"emailaddress={FRED}&kinds={kinds}"), wanted)
        refused = self.ask(f"emailaddress={FRED}&kinds=imap")
        self.assertEqual(refused.status, 400)
        self.assertIn("caldav", refused.text)

    def test_a_mac_gets_no_key_it_does_not_know(self):
        payloads = self.profile(f"emailaddress={FRED}&device=mac")["PayloadContent"]
        for payload in payloads:
            self.assertFalse(apple_keys.NOT_ON_MAC & {payload["PayloadType"], *payload})
        contacts = told.payloads(self.ask(f"emailaddress={FRED}"))["com.apple.carddav.account"]
        self.assertEqual(contacts["CardDAVPrincipalURL"], f"/{FRED}/")
        self.assertEqual(contacts["CardDAVHostName"], "dav.example.com")

    def test_several_addresses_share_a_profile(self):
        profile = self.profile(f"emailaddress={FRED}&emailaddress={JANE}&name=Fred")
        mail = [each for each in profile["PayloadContent"] if each["PayloadType"] == "com.apple.mail.managed"]
        self.assertEqual([each["EmailAddress"] for each in mail], [FRED, JANE])
        self.assertEqual({each["EmailAccountName"] for each in mail}, {"Fred"})
        again = self.profile(f"emailaddress={JANE}&emailaddress={FRED}&name=Fred")
        self.assertEqual(profile["PayloadUUID"], again["PayloadUUID"])
        single = self.profile(f"emailaddress={FRED}")
        uuids = [{each["PayloadUUID"] for each in one["PayloadContent"]} for one in (profile, single)]
        self.assertFalse(uuids[0] & uuids[1])
        many = "&".join(f"emailaddress=a{n}@example.com" for n in range(9))
        self.assertEqual(self.ask(many).status, 400)

    def test_a_second_download_is_the_same(self):
        self.assertEqual(self.ask(f"emailaddress={FRED}").body, self.ask(f"emailaddress={FRED}").body)
        self.assertEqual(self.profile(f"emailaddress={FRED}")["PayloadUUID"], "4E4B9942-9C7F-52F9-AFF6-E5F3A7C83B2D")

    def test_addresses_nobody_serves_are_named_by_position(self):
        refused = self.ask(f"emailaddress={FRED}&emailaddress=a@unknown.test")
        self.assertEqual(refused.status, 404)
        self.assertIn("number 2", refused.text)
        self.assertNotIn("unknown.test", refused.text)

    def test_a_password_is_refused_and_not_logged(self):
        for key in ("password", "IncomingPassword", "pw", "passwd"):
            refused = self.ask(f"emailaddress={FRED}&{key}=hunter2")
            self.assertEqual(refused.status, 400)
            self.assertIn("password", refused.text)
        self.assertNotIn("hunter2", self.served.log())

    def test_apples_own_format_tools_read_it(self):
        plistutil = daemon.need("plistutil", package="libplist-utils")
        for query in (f"emailaddress={FRED}", f"emailaddress={FRED}&emailaddress={JANE}&kinds=eas,ldap,mail"):
            answer = self.ask(query)
            binary = subprocess.run([plistutil, "-i", "-", "-f", "bin"], input=answer.body, timeout=30,
                                    capture_output=True, check=True).stdout
            self.assertEqual(plistlib.loads(binary), plistlib.loads(answer.body))

    # one-time links

    def link(self, *words):
        """The target of a new link."""
        url = self.served.cli("profile", "link", FRED, "--base", BASE, *words).strip()
        self.assertRegex(url, rf"^{BASE}/mobileconfig/once/[\w-]{{32}}$")
        return url.removeprefix(BASE)

    def test_a_link_gives_the_profile_once(self):
        target = self.link("--name", "Fred + Co", "--kinds", "mail")
        first = self.served.get(target)
        self.assertEqual(first.body, self.ask(f"emailaddress={FRED}&name=Fred%20%2B%20Co&kinds=mail").body)
        self.assertEqual(first.headers["cache-control"], "no-store")
        second = self.served.get(target)
        self.assertEqual((second.status, second.type), (410, "text/plain"))
        self.assertIn("used already", second.text)

    def test_a_preview_does_not_use_it_up(self):
        target = self.link()
        for _ in range(3):
            preview = self.served.request("HEAD", target)
            self.assertEqual((preview.status, preview.type), (200, "application/x-apple-aspen-config"))
        self.assertEqual(self.served.get(target).status, 200)
        self.assertEqual(self.served.request("HEAD", target).status, 410)

    def test_of_twenty_at_once_one_gets_it(self):
        target = self.link()
        answers = daemon.together(*[lambda: self.served.get(target).status] * 20)
        self.assertEqual(sorted(answers), [200] + [410] * 19)
        target = self.link("--uses", 3)
        answers = daemon.together(*[lambda: self.served.get(target).status] * 20)
        self.assertEqual(sorted(answers), [200] * 3 + [410] * 17)

    def test_an_expired_and_a_revoked_link_are_gone(self):
        target = self.link()
        self.served.sql(f"UPDATE fingerpost_profile_link SET expires = {int(time.time()) - 1} "
                        "WHERE id = (SELECT max(id) FROM fingerpost_profile_link)")
        self.assertEqual(self.served.get(target).status, 410)
        target = self.link()  # which prunes
        listed = self.served.cli("profile", "links")
        self.assertNotIn("expired", listed)
        newest = re.findall(r"^(\d+) ", listed, re.M)[-1]
        self.served.cli("profile", "revoke", newest)
        self.assertEqual(self.served.get(target).status, 410)
        self.assertEqual(self.served.get("/mobileconfig/once/" + "A" * 32).status, 410)
        self.assertEqual(self.served.get("/mobileconfig/once/").status, 410)

    def test_no_secret_is_kept_or_logged(self):
        target = self.link("--uses", 2)
        token = target.rpartition("/")[2]
        for method in ("HEAD", "GET", "GET", "GET", "POST"):
            self.served.request(method, target)
        self.assertTrue(self.served.logged("profile_link_used"))
        self.assertNotIn(token, self.served.log())
        self.assertNotIn(FRED, self.served.log())
        self.assertNotIn(token, self.served.cli("profile", "links", "--json"))
        for file in self.served.directory.glob("mail.db*"):
            self.assertNotIn(token.encode(), file.read_bytes())

    def test_links_are_limited_like_everything_else(self):
        limited = self.start(rate_limit=2, proxy_count=1)
        stranger = {"X-Forwarded-For": "192.0.2.7"}  # this machine itself is not limited
        answers = [limited.get("/mobileconfig/once/" + "A" * 32, headers=stranger).status for _ in range(40)]
        self.assertIn(429, answers)

    # codes

    def scanned(self, picture):
        zbarimg = daemon.need("zbarimg", package="zbar-tools")
        file = self.scratch() / "code.png"
        file.write_bytes(picture)
        done = subprocess.run([zbarimg, "--nodbus", "--quiet", "--raw", file], timeout=30, capture_output=True,
                              check=True)
        return done.stdout.decode().strip()

    def test_the_code_leads_to_the_profile_of_the_host_that_was_called(self):
        query = f"emailaddress={FRED}&name=Fr%C3%A9d"
        for kind, content_type in (("png", "image/png"), ("svg", "image/svg+xml")):
            answer = self.served.get(f"/mobileconfig/qr.{kind}?{query}", host="autoconfig.example.com")
            self.assertEqual((answer.status, answer.type), (200, content_type))
            self.assertEqual(answer.headers["cache-control"], "no-store")
            self.assertLess(len(answer.body), 20_000)
            picture = answer.body
            if kind == "svg":
                convert = daemon.need("rsvg-convert", package="librsvg2-bin")
                picture = subprocess.run([convert], input=picture, timeout=30, capture_output=True, check=True).stdout
            self.assertEqual(self.scanned(picture), f"{BASE}/mobileconfig/?{query}")

    def test_there_is_no_code_for_what_is_no_profile(self):
        for query, status in (("", 400), ("emailaddress=a@unknown.test", 404), (f"emailaddress={FRED}&pw=x", 400),
                              (f"emailaddress={FRED}&x={'x' * 1000}", 400)):
            self.assertEqual(self.served.get(f"/mobileconfig/qr.png?{query}").status, status)

    def test_the_command_line_draws_the_same(self):
        file = self.scratch() / "fred.png"
        self.served.cli("profile", "qr", FRED, "--base", BASE, "--format", "png", "--out", file)
        url = self.scanned(file.read_bytes())
        self.assertEqual(url, f"{BASE}/mobileconfig/?emailaddress={FRED}")
        self.assertEqual(self.served.get(url.removeprefix(BASE)).status, 200)

    # the signer

    def test_a_signer_that_expires_soon_is_told_of(self):
        openssl = daemon.need("openssl", package="openssl")
        folder = self.scratch()
        files = {"profile_certificate": folder / "signer.crt", "profile_key": folder / "signer.key"}
        subprocess.run([openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "10", "-subj", "/CN=signer.test", "-keyout", files["profile_key"],
                        "-out", files["profile_certificate"]], timeout=30, capture_output=True, check=True)
        served = self.start(**files)
        served.cli("import", "example")
        self.assertTrue(served.logged("profile_signer_expires"))
        self.assertIn("below=14", served.log())
        text = served.ask_admin("/metrics").text
        series = 'fingerpost_certificate_not_after_timestamp_seconds{certificate="profile_signer"} '
        ends = float(text.split(series)[1].split("\n")[0])
        self.assertAlmostEqual(ends, time.time() + 10 * 86400, delta=600)
        code, out, _ = daemon.fingerpost("config", "check", "--config", served.configuration_file)
        self.assertEqual(code, 2, out)
        self.assertRegex(out, r"warning: .*signer\.crt: .* expires in (9|10) days")


if __name__ == "__main__":
    daemon.main()
