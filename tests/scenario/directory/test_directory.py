"""Users known to an LDAP directory: what their clients are told, and that a directory which is dead or silent
costs nobody anything but those names."""

import re
import signal
import socket
import time

import daemon
import slapd
import told
import web

JANE, NOBODY, OTHER = "jane@example.com", "nobody@example.com", "jim@other.example"
AT_ONCE = 200


def shape(text):
    """A document without what stands between its tags, but for the keys of a property list."""
    return re.sub(r">[^<]+<", "><", re.sub(r"<key>(\w+)</key>", r"<\1>", text))


def documents(served, address):
    return {"autoconfig": served.get(web.autoconfig(address)), "pox": told.pox(served, address),
            "profile": told.profile(served, address)}


def p99(served, seconds):
    """Of one client after the other on a kept connection, in milliseconds."""
    taken = []
    with web.Client(served.public) as client:
        end = time.monotonic() + seconds
        while (began := time.monotonic()) < end:
            assert client.request("GET", web.autoconfig(OTHER)).status == 200
            taken.append(time.monotonic() - began)
    return sorted(taken)[int(len(taken) * 0.99)] * 1000


class Directory(daemon.Scenario):
    def serve(self, *options, **settings):
        """A daemon with example.com tied to an LDAP server of these options, and other.example without."""
        served = daemon.Daemon(loglevel="INFO", **settings)
        served.cli("provider", "add", "Example")
        served.cli("server", "add", "--type", "imap", "--name", "imap.example.com")
        served.cli("server", "add", "--type", "smtp", "--name", "smtp.example.com")
        served.cli("server", "add", "--type", "caldav", "--url", "https://dav.example.com/")
        served.cli("domain", "add", "example.com", "other.example", "--provider", 1,
                   "--server", 1, "--server", 2, "--server", "dav:1")
        said = served.cli("ldapserver", "add", *options, "--domain", "example.com")
        self.assertNotIn(slapd.PASSWORD, said)
        return self.enterContext(served)

    def counted(self, served, result):
        page = served.ask_admin("/metrics").text
        return int(re.search(rf'fingerpost_directory_lookups_total{{result="{result}"}} (\d+)', page)[1])

    def assert_tells(self, served, login):
        found = documents(served, JANE)
        self.assertEqual({server[4] for server in told.autoconfig_servers(found["autoconfig"])}, {login})
        self.assertEqual({server["LoginName"] for server in told.autodiscover_servers(found["pox"])}, {login})
        mail = told.payloads(found["profile"])["com.apple.mail.managed"]
        self.assertEqual((mail["IncomingMailServerUsername"], mail["OutgoingMailServerUsername"]), (login, login))
        self.assertEqual(told.payloads(found["profile"])["com.apple.caldav.account"]["CalDAVUsername"], login)
        return found

    def test_clients_are_told_login_and_name_by_every_protocol(self):
        with slapd.Slapd(self.scratch()) as server:
            served = self.serve(*server.options(), ldap_ca_file=server.ca_file)
            found = self.assert_tells(served, "jdoe")
            self.assertIn("<DisplayName>Jane Doe &amp; Co</DisplayName>", found["pox"].text)
            mail = told.payloads(found["profile"])["com.apple.mail.managed"]
            self.assertEqual(mail["EmailAccountName"], "Jane Doe & Co")
            own_name = served.get("/mobileconfig/?emailaddress=jane%40example.com&name=Jane+at+Home")
            self.assertIn(b"<string>Jane at Home</string>", own_name.body)
            # who is not there gets documents of the same form
            for protocol, answer in documents(served, NOBODY).items():
                self.assertEqual(answer.status, 200)
                self.assertEqual(shape(answer.text), shape(found[protocol].text), protocol)
            self.assertEqual(told.autoconfig_servers(served.get(web.autoconfig(NOBODY)))[0][4], NOBODY)
            # another program's change of the row is followed
            served.sql("UPDATE ldapserver SET attr_uid = 'sn'")
            self.assert_soon(lambda: ">Doe<" in served.get(web.autoconfig(JANE)).text)
            self.assertEqual(served.cli("config", "check").splitlines()[-1], "ok")
            said = served.log() + served.cli("config", "show") + served.cli("ldapserver", "show", 1)
            for secret in (slapd.PASSWORD, JANE, NOBODY):
                self.assertNotIn(secret, said)

    def test_starttls_is_a_setting_and_addresses_are_no_filters(self):
        with slapd.Slapd(self.scratch()) as server:
            served = self.serve(*server.options(tls=False), ldap_ca_file=server.ca_file, ldap_starttls="yes")
            self.assert_tells(served, "jdoe")
            for local in ("*", "j*", "x)(uid=*", "jane\\00", "(", "\\2a"):
                address = f"{local}@example.com"
                answer = served.get(web.autoconfig(address))
                self.assertEqual(answer.status, 200, local)
                self.assertNotIn("jdoe", answer.text, local)

    def test_a_stranger_in_its_place_is_not_believed(self):
        with slapd.Slapd(self.scratch()) as server:
            served = self.serve(*server.options())
            self.assert_tells(served, JANE)
            self.assertTrue(served.logged("its certificate must be valid"))
            served.configure(ldap_verify="no")
            served.signal(signal.SIGHUP)
            self.assertTrue(served.logged("ldap_not_verified"))
            self.assert_tells(served, "jdoe")

    def test_a_dead_directory_costs_only_the_names_it_knows(self):
        with slapd.Slapd(self.scratch()) as server:
            served = self.serve(*server.options(), ldap_ca_file=server.ca_file)
            server.stop()
            for i in range(20):
                address = f"user{i}@example.com"
                for answer in documents(served, address).values():
                    self.assertEqual(answer.status, 200)
                    self.assertIn(address, answer.text)
            self.assertEqual(served.log().count("directory_failed"), 1)
            self.assertIn("fingerpost_directory_servers_failing 1\n", served.ask_admin("/metrics").text)
            code, out, _ = daemon.fingerpost("config", "check", "--config", served.configuration_file)
            self.assertEqual(code, 2)
            self.assertIn("cannot be reached: Connection refused; answered without it: 1 domain", out)
            server.start()
            self.assert_soon(lambda: "jdoe" in served.get(web.autoconfig(JANE)).text, 15)

    def test_a_directory_that_hangs_holds_up_nobody_else(self):
        with socket.create_server(("127.0.0.1", 0), backlog=4096) as silent:
            port = silent.getsockname()[1]
            served = self.serve("--name", "127.0.0.1", "--port", port, "--search-base", "dc=x")
            alone = p99(served, 1.5)
            before = self.resident(served)
            began = time.monotonic()
            waiting = [self.asking(served, f"user{i}@example.com") for i in range(AT_ONCE)]
            beside = p99(served, 1.5)
            answers = [web.read_to_end(peer) for peer in waiting]
            taken = time.monotonic() - began
            for peer in waiting:
                peer.close()
            grown = self.resident(served) - before
            print(f"p99 of others: {alone:.2f} ms alone, {beside:.2f} ms beside {AT_ONCE} look-ups that hang; "
                  f"all answered after {taken:.2f} s; {grown:.0f} KiB more memory")
            for i, answer in enumerate(answers):
                self.assertEqual(web.status_of(answer), 200)
                self.assertIn(f"user{i}@example.com".encode(), answer)
            self.assertLess(taken, 4 * daemon.PATIENCE)
            self.assertLess(beside, max(20 * alone, 50) * daemon.PATIENCE)
            self.assertLess(grown, 32 * 1024 * daemon.PATIENCE)  # sanitizers keep what was freed
            self.assertGreater(self.counted(served, "crowded"), 0)
            self.assertGreater(self.counted(served, "timeout"), 0)

    def resident(self, served):
        """Memory in KiB."""
        page = served.ask_admin("/metrics").text
        return float(re.search(r"^process_resident_memory_bytes (\S+)", page, re.M)[1]) / 1024

    def asking(self, served, address):
        """A connection that waits for its answer."""
        peer = socket.create_connection(("127.0.0.1", served.public))
        target = web.autoconfig(address)
        peer.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return peer


if __name__ == "__main__":
    daemon.main()
