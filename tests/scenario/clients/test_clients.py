"""Each mail client asks as its source has it, and takes the answer as its source would."""

import hashlib
import plistlib
import unittest
import urllib.parse

import client_rules
import daemon
import rich_domain
import told
import web

FRED = "fred@example.com"
WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml"
PLAIN = "/mail/config-v1.1.xml"
POX = "/autodiscover/autodiscover.xml"
MOBILESYNC = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/"


class ClientScenario(daemon.Scenario):
    """One daemon with the worked example for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.served = daemon.Daemon()
        cls.enterClassContext(cls.served)
        cls.served.cli("import", "example")
        cls.served.cli("domain", "add", "bücher.example", "--like", "example.com")
        assert daemon.eventually(lambda: told.hosts(cls.served, "a@xn--bcher-kva.example"))

    def get(self, target, host="autoconfig.example.com", **headers):
        return self.served.get(target, host=host, headers=headers)

    def assert_usable(self, answer):
        self.assertEqual((answer.status, answer.type), (200, "text/xml"))
        self.assertEqual(client_rules.refusals(answer.body), {})

    def assert_found(self, answer, user=FRED):
        """Usable by all eight clients, IMAP first, with this login everywhere."""
        self.assert_usable(answer)
        servers = told.autoconfig_servers(answer)
        self.assertEqual(servers[0], ("imap", "imap.example.com", 993, "SSL", user))
        self.assertEqual({server[4] for server in servers}, {user})


class Autoconfig(ClientScenario):
    def test_thunderbird_sends_the_whole_address_encoded(self):
        for target, host in ((PLAIN, "autoconfig.example.com"), (WELL_KNOWN, "example.com")):
            query = urllib.parse.urlencode({"emailaddress": FRED})
            self.assert_found(self.get(f"{target}?{query}", host, Accept="*/*"))

    def test_thunderbird_for_android_sends_no_address(self):
        for target, host in ((PLAIN, "autoconfig.example.com"), (WELL_KNOWN, "example.com")):
            self.assert_found(self.get(target, host), "%EMAILADDRESS%")

    def test_both_paths_tell_the_same(self):
        self.assertEqual(self.get(PLAIN).body, self.get(WELL_KNOWN, "example.com").body)
        self.assertEqual(self.get(PLAIN).body, self.get(WELL_KNOWN, "www.example.com").body)

    def test_evolution_hides_the_local_part_and_adds_a_digest(self):
        digest = hashlib.md5(FRED.encode()).hexdigest()
        answer = self.get(f"{PLAIN}?emailaddress=EVOLUTIONUSER%40example.com&emailmd5={digest}")
        self.assert_found(answer, "EVOLUTIONUSER@example.com")
        unknown = "autoconfig.unknown.test"
        self.assertEqual(self.get(f"{PLAIN}?emailaddress=EVOLUTIONUSER%40unknown.test&emailmd5={digest}",
                                  unknown).status, 404)

    def test_kmail_and_geary_send_no_query(self):
        for headers in ({"User-Agent": "Mozilla/5.0 KMail"}, {}):
            self.assert_found(self.get(PLAIN, **headers), "%EMAILADDRESS%")

    def test_fairemail_and_nextcloud_send_the_address_raw(self):
        self.assert_found(self.get(f"{PLAIN}?emailaddress={FRED}"))

    def test_delta_chat_encodes_all_but_letters_digits_and_dots(self):
        encoded = "".join(c if c.isalnum() or c == "." else f"%{ord(c):02X}" for c in "fr-ed_1@example.com")
        self.assert_found(self.get(f"{PLAIN}?emailaddress={encoded}"), "fr-ed_1@example.com")

    def test_a_plus_and_a_quote_in_an_address_arrive_whole(self):
        address = "o'neil+tag@example.com"
        for typed in (address, urllib.parse.quote(address), urllib.parse.quote_plus(address, safe="")):
            with self.subTest(typed=typed):
                self.assert_found(self.get(f"{PLAIN}?emailaddress={typed}"), address)
        answer = self.get(f"{PLAIN}?emailaddress=a%26%3Cb%3E@example.com")
        self.assert_found(answer, "a&<b>@example.com")

    def test_an_unusable_address_is_as_good_as_none(self):
        for typed in ("", "fred", "a@b@c", "@example.com", "fred@", "%00"):
            with self.subTest(typed=typed):
                self.assert_usable(self.get(f"{PLAIN}?emailaddress={typed}"))

    def test_an_unknown_domain_is_404_and_empty(self):
        for target in (PLAIN, WELL_KNOWN, f"{PLAIN}?emailaddress=a%40unknown.test"):
            answer = self.get(target, "autoconfig.unknown.test")
            self.assertEqual((answer.status, answer.body), (404, b""))

    def test_a_domain_in_its_own_script_is_the_same_as_in_ascii(self):
        ascii_form = self.get(f"{PLAIN}?emailaddress=a%40xn--bcher-kva.example", "localhost")
        for typed in ("a@bücher.example", "a@BÜCHER.example", "a@bu\u0308cher.example."):
            with self.subTest(typed=typed):
                answer = self.get(f"{PLAIN}?emailaddress={urllib.parse.quote(typed)}", "localhost")
                self.assert_usable(answer)
                self.assertEqual(answer.xml().find("emailProvider").get("id"), "xn--bcher-kva.example")
        self.assert_usable(ascii_form)

    def test_a_head_has_the_headers_of_a_get_and_no_body(self):
        for target, host in ((f"{PLAIN}?emailaddress={FRED}", "autoconfig.example.com"),
                             (WELL_KNOWN, "example.com")):
            head, get = (self.served.request(method, target, host=host) for method in ("HEAD", "GET"))
            self.assertEqual((head.status, head.body), (200, b""))
            for answer in (head, get):
                answer.headers.pop("date")
            self.assertEqual(head.headers, get.headers)

    def test_what_depends_on_the_address_is_not_kept_by_caches(self):
        with_address = self.get(f"{PLAIN}?emailaddress={FRED}").headers["cache-control"]
        self.assertRegex(with_address, "private|no-store")
        self.assertIn("public", self.get(PLAIN).headers["cache-control"])

    def test_another_method_is_405(self):
        answer = self.served.post(PLAIN, "x")
        self.assertEqual((answer.status, answer.headers["allow"]), (405, "GET, HEAD"))


class Rich(ClientScenario):
    """A document with every element there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rich_domain.furnish(cls.served)

    def answers(self):
        return self.get(f"{PLAIN}?emailaddress={FRED}"), self.get(PLAIN), self.get(WELL_KNOWN, "example.com")

    def test_all_eight_clients_take_it(self):
        for answer in self.answers():
            self.assert_usable(answer)
        self.assert_found(self.answers()[0])

    def test_it_has_every_element(self):
        tags = {node.tag for node in self.answers()[0].xml().iter()}
        self.assertLessEqual({"documentation", "descr", "enable", "instruction", "calendar", "addressbook",
                              "fileShare", "setupServer", "oAuth2", "webMail"}, tags)

    def test_the_name_is_in_the_readers_language(self):
        for accepted, name in (("de-AT,de;q=0.9", "Beispielpost"), ("fr", "Example Mail"), ("", "Example Mail")):
            answer = self.get(PLAIN, **{"Accept-Language": accepted})
            self.assertEqual(answer.xml().findtext("emailProvider/displayName"), name)
            self.assertEqual(answer.headers["vary"], "Accept-Language")

    def test_jmap_stands_behind_all_mail_servers(self):
        kinds = [node.get("type") for node in self.answers()[0].xml().find("emailProvider")
                 if node.tag.endswith("Server")]
        self.assertEqual(kinds[-1], "jmap")
        self.assertEqual(kinds[0], "imap")

    def test_a_token_stands_before_the_password_and_evolution_still_finds_that(self):
        self.served.cli("server", "add", "--type", "imap", "--name", "imap.example.com",
                        "--authentication", "OAuth2", "--user-name", "%EMAILADDRESS%", "--domain", "example.com")

        def logins():
            server = self.get(PLAIN).xml().find("emailProvider/incomingServer")
            return [node.text for node in server.findall("authentication")]
        self.assert_soon(lambda: logins() == ["OAuth2", "password-cleartext"], 5)
        self.assert_usable(self.get(PLAIN))


class Autodiscover(ClientScenario):
    def ask(self, body=None, path=POX, content_type="text/xml; charset=utf-8", **headers):
        if content_type:
            headers["Content-Type"] = content_type
        return self.served.post(path, body or web.autodiscover(FRED), headers=headers,
                                host="autodiscover.example.com")

    def assert_found(self, answer):
        self.assertEqual((answer.status, answer.type), (200, "text/xml"))
        found = client_rules.pox_servers(told.autodiscover_servers(answer))
        self.assertEqual(found["IMAP"], ("imap.example.com", 993, "SSL"))
        self.assertEqual(found["SMTP"], ("smtp.example.com", 465, "SSL"))

    def assert_error(self, answer, code):
        self.assertEqual((answer.status, told.autodiscover_error(answer)), (200, code))

    def test_outlook_asks_in_any_letter_case(self):
        for path in (POX, "/Autodiscover/Autodiscover.xml", "/AutoDiscover/AutoDiscover.xml",
                     "/AUTODISCOVER/AUTODISCOVER.XML"):
            with self.subTest(path=path):
                self.assert_found(self.ask(path=path, **{"X-MapiHttpCapability": "1",
                                                         "X-ClientCanHandle": "Negotiate, ExHttpInfo"}))

    def test_elements_stand_where_fairemail_reads_them(self):
        account = self.ask().xml().find(f"{told.POX}Response/{told.POX}Account")
        self.assertEqual([child.tag.removeprefix(told.POX) for child in account][:3],
                         ["AccountType", "Action", "Protocol"])
        self.assertEqual([account[0].text, account[1].text], ["email", "settings"])

    def test_fairemail_posts_as_if_it_were_a_form(self):
        self.assert_found(self.ask(content_type="application/x-www-form-urlencoded"))
        self.assert_found(self.ask(content_type=None))

    def test_thunderbird_sends_a_password_nobody_asked_for(self):
        self.assert_found(self.ask(Authorization="Basic ZnJlZEBleGFtcGxlLmNvbTpwdw=="))

    def test_delta_chat_gets_it(self):
        self.assert_found(self.served.get(POX, host="autodiscover.example.com"))
        self.assert_found(self.served.get(f"{POX}?emailaddress={FRED}", host="example.com"))

    def test_any_prefix_and_order_will_do(self):
        space = web.OUTLOOK + "requestschema/2006"
        body = (f'<a:Autodiscover xmlns:a="{space}"><a:Request><a:Other/><a:AcceptableResponseSchema>'
                f"{web.OUTLOOK}responseschema/2006a</a:AcceptableResponseSchema>"
                f"<a:EMailAddress> {FRED}\n</a:EMailAddress></a:Request></a:Autodiscover>")
        self.assert_found(self.ask(body))

    def test_a_byte_order_mark_will_do(self):
        self.assert_found(self.ask(b"\xef\xbb\xbf" + web.autodiscover(FRED).encode()))

    def test_a_document_type_is_error_600(self):
        body = web.autodiscover(FRED).replace("<Autodiscover", "<!DOCTYPE x [<!ENTITY e 'e'>]><Autodiscover", 1)
        self.assert_error(self.ask(body), "600")

    def test_activesync_is_error_601(self):
        self.assert_error(self.ask(web.autodiscover(FRED, MOBILESYNC + "responseschema/2006")), "601")
        self.assert_error(self.ask(web.autodiscover(FRED, "http://unknown.test/schema")), "601")

    def test_an_unknown_domain_is_error_500(self):
        self.assert_error(self.ask(web.autodiscover("a@unknown.test")), "500")

    def test_a_domain_without_servers_is_error_501(self):
        self.served.cli("domain", "add", "bare.example", "--provider", "1")
        self.assert_soon(lambda: told.autodiscover_error(
            self.ask(web.autodiscover("a@bare.example"))) == "501")

    def test_a_head_is_as_a_get(self):
        head = self.served.request("HEAD", POX, host="autodiscover.example.com")
        self.assertEqual((head.status, head.body), (200, b""))

    def test_a_client_that_waits_for_100_continue_is_answered(self):
        body = web.autodiscover(FRED).encode()
        head = (f"POST {POX} HTTP/1.1\r\nHost: example.com\r\nContent-Type: text/xml\r\nConnection: close\r\n"
                f"Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n").encode()
        reply = web.raw(self.served.public, head + body, seconds=5)
        self.assertIn(b" 200 OK", reply)
        self.assertTrue(reply.rstrip().endswith(b"</Autodiscover>"))

    def test_exchange_is_never_offered(self):
        kinds = {server["Type"] for server in told.autodiscover_servers(self.ask())}
        self.assertEqual(kinds, {"IMAP", "POP3", "SMTP", "CalDAV", "CardDAV"})


class Profiles(ClientScenario):
    def test_a_profile_has_what_apple_requires(self):
        answer = told.profile(self.served, FRED)
        self.assertEqual((answer.status, answer.type), (200, "application/x-apple-aspen-config"))
        self.assertIn(".mobileconfig", answer.headers["content-disposition"])
        profile = plistlib.loads(answer.body)
        self.assertEqual((profile["PayloadType"], profile["PayloadVersion"]), ("Configuration", 1))
        mail = told.payloads(answer)["com.apple.mail.managed"]
        self.assertEqual(mail["EmailAccountType"], "EmailTypeIMAP")
        self.assertEqual(mail["EmailAddress"], FRED)
        for side, host, port in (("Incoming", "imap.example.com", 993), ("Outgoing", "smtp.example.com", 465)):
            self.assertEqual(mail[f"{side}MailServerAuthentication"], "EmailAuthPassword")
            self.assertEqual(mail[f"{side}MailServerHostName"], host)
            self.assertEqual(mail[f"{side}MailServerPortNumber"], port)
            self.assertIs(mail[f"{side}MailServerUseSSL"], True)
            self.assertEqual(mail[f"{side}MailServerUsername"], FRED)

    def test_calendars_and_contacts_have_a_host_without_a_url(self):
        payloads = told.payloads(told.profile(self.served, FRED))
        for kind, key in (("caldav", "CalDAV"), ("carddav", "CardDAV")):
            dav = payloads[f"com.apple.{kind}.account"]
            self.assertEqual(dav[f"{key}HostName"], "dav.example.com")
            self.assertEqual((dav[f"{key}Port"], dav[f"{key}UseSSL"]), (443, True))
            self.assertEqual(dav[f"{key}Username"], FRED)

    def test_a_second_download_replaces_the_first(self):
        one, two = told.profile(self.served, FRED), told.profile(self.served, "Fred@Example.COM")
        self.assertEqual(one.body, told.profile(self.served, FRED).body)
        self.assertEqual(self.identities(one), self.identities(two))
        other = self.identities(told.profile(self.served, "wilma@example.com"))
        self.assertFalse(self.identities(one) & other)
        self.assertEqual(len(other), 8, "each payload has an identifier and a UUID of its own")

    def identities(self, answer):
        profile = plistlib.loads(answer.body)
        return {part[key] for part in [profile, *profile["PayloadContent"]]
                for key in ("PayloadIdentifier", "PayloadUUID")}

    def test_a_name_is_shown_and_an_address_stays_whole(self):
        answer = self.served.get("/mobileconfig/?emailaddress=o'neil+tag@example.com&name=Se%C3%A1n+O%26B")
        mail = told.payloads(answer)["com.apple.mail.managed"]
        self.assertEqual(mail["EmailAccountName"], "Seán O&B")
        self.assertEqual(mail["EmailAddress"], "o'neil+tag@example.com")

    def test_a_missing_address_is_400_and_an_unknown_domain_404(self):
        self.assertEqual(self.served.get("/mobileconfig/").status, 400)
        self.assertEqual(told.profile(self.served, "a@unknown.test").status, 404)

    def test_the_path_needs_no_slash(self):
        answer = self.served.get(f"/mobileconfig?emailaddress={FRED}")
        self.assertEqual(answer.body, told.profile(self.served, FRED).body)


class Rules(unittest.TestCase):
    """The rules themselves refuse what the clients refuse."""

    def test_the_rules_refuse_automx2s_own_spelling(self):
        with_daemon = daemon.Daemon()
        with with_daemon:
            with_daemon.cli("import", "example")
            daemon.eventually(lambda: told.hosts(with_daemon, FRED))
            document = with_daemon.get(web.autoconfig(FRED)).body
        self.assertEqual(client_rules.refusals(document), {})
        for good, bad in ((b"password-cleartext", b"plain"), (b">SSL<", b">TLS<"),
                          (b'type="imap"', b'type="imap" id="1"'), (b'id="example.com"', b'id="%EMAILDOMAIN%"')):
            self.assertTrue(client_rules.refusals(document.replace(good, bad)), bad)


if __name__ == "__main__":
    daemon.main()
