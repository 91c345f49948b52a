"""Servers as one meets them, each on an address of its own: a case lets a name lead to one of them.

All have the ports that the world knows, so that nothing between the program and them is made up.
"""

import random
import socket
import threading

from certificates import Certificate
from mail_servers import Dovecot, Postfix
from nginx import WebServer

NET = f"127.{random.randint(64, 250)}.{random.randint(0, 250)}."

# mail
GOOD, EXPIRED, NOT_YET, SELF_SIGNED, OTHER_NAME, INCOMPLETE, ENDING, NO_TLS, CLEAR, SCRAM_ONLY, TALKS_ON, POP3_ONLY = (
    f"{NET}{number}" for number in range(1, 13))
# web
OURS, STRANGER, MOVED, EMPTY, NAMELESS, PORTAL = (f"{NET}{number}" for number in range(101, 107))
NOBODY = f"{NET}200"

PAGES = """
  upstream ours {{ server 127.0.0.1:{ours}; }}
  upstream stranger {{ server 127.0.0.1:{stranger}; }}
  upstream moved {{ server 127.0.0.1:{moved}; }}
  proxy_set_header Host $host;
  server_names_hash_bucket_size 128;
"""
PAGE = """
  server {{
    listen {address}:80;
    listen {address}:443 ssl;
    ssl_certificate {chain};
    ssl_certificate_key {chain};
    {rules}
  }}
"""
ASKS_WHO = "auth_basic everybody; auth_basic_user_file /dev/null;"
ACCOUNTS = ("/calendars", "/contacts", "/jmap", "/EWS", "/Microsoft-Server-ActiveSync")
DAV = "".join(f"location {path} {{ {ASKS_WHO} }}\n" for path in ACCOUNTS)
DAV += "location = /.well-known/caldav { return 301 /calendars/; }\nlocation = /.well-known/carddav { return 301 /contacts/; }\n"


def proxied(whom):
    return f"location / {{ proxy_pass http://{whom}; }}"


class Certificates:
    """What the servers show; names: all hosts that a good one is for."""

    def __init__(self, folder, names):
        make = lambda name, issuer=None, **wish: Certificate(folder, name, issuer, **wish)
        self.root = make("root", authority=True)
        between = make("intermediate", self.root, authority=True)
        signed = lambda name, **wish: make(name, between, **{"names": names, **wish}).chain(between)
        self.good = signed("good")
        self.incomplete = make("incomplete", between, names=names).chain()
        self.self_signed = make("self-signed", names=names).chain()
        self.expired = signed("expired", to_day=-1)
        self.not_yet = signed("not-yet", from_day=1)
        self.ending = signed("ending", to_day=5)
        self.other_name = signed("other-name", names=["www.example.net"])


class TalksOn:
    """An IMAP server whose answer to STARTTLS does not end where TLS begins; also what others slip in looks so."""

    ANSWERS = {b"CAPABILITY": b"* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n%s OK done\r\n",
               b"STARTTLS": b"%s OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=LOGIN\r\n"}

    def __init__(self, address):
        self.listener = socket.create_server((address, 143))

    def __enter__(self):
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=[client], daemon=True).start()

    def talk(self, client):
        with client:
            client.sendall(b"* OK hello\r\n")
            while line := client.recv(1000):
                tag, command = line.split()[:2]
                client.sendall(self.ANSWERS.get(command.upper(), b"%s OK\r\n") % tag)


def mail_servers(folder, certificates):
    """Context managers, to be entered in this order."""
    tls = lambda chain, more="": f"ssl = yes\nssl_cert = <{chain}\nssl_key = <{chain}\ndisable_plaintext_auth = yes\n{more}"
    shown = {GOOD: certificates.good, EXPIRED: certificates.expired, NOT_YET: certificates.not_yet,
             SELF_SIGNED: certificates.self_signed, OTHER_NAME: certificates.other_name,
             INCOMPLETE: certificates.incomplete, ENDING: certificates.ending}
    settings = {address: tls(chain) for address, chain in shown.items()}
    shown_first = f"ssl_cert = <{certificates.good}\nssl_key = <{certificates.good}\n"
    settings[CLEAR] = tls(certificates.good, "disable_plaintext_auth = no\n")
    dovecot = Dovecot(folder / "dovecot", settings, shown_first)
    without = Dovecot(folder / "without-tls", {NO_TLS: ""}, "ssl = no\n", (143, 110, 4190))
    login = {"smtpd_sasl_auth_enable": "yes"}
    services = {}
    for address, chain in {**shown, SCRAM_ONLY: certificates.good}.items():
        more = login | {"smtpd_tls_chain_files": chain}
        if address == SCRAM_ONLY:
            more["smtpd_sasl_mechanism_filter"] = "scram-sha-256"
        services |= {(address, 25): {"smtpd_tls_security_level": "may", "smtpd_tls_chain_files": chain},
                     (address, 587): more | {"smtpd_tls_security_level": "encrypt"},
                     (address, 465): more | {"smtpd_tls_wrappermode": "yes"}}
    services |= {(NO_TLS, port): login | {"smtpd_tls_security_level": "none"} for port in (25, 587)}
    # POP3 where IMAP should be
    pop3 = ("protocols = pop3\nservice pop3-login {\n  inet_listener pop3 {\n    port = 143\n  }\n"
            "  inet_listener pop3s {\n    port = 993\n  }\n}\n")
    return [dovecot, without, Dovecot(folder / "pop3", {POP3_ONLY: ""}, shown_first + pop3, (143, 993)),
            Postfix(folder / "postfix", services, dovecot.login), TalksOn(TALKS_ON)]


def web_server(certificates, ours, stranger, moved):
    rules = {OURS: DAV + proxied("ours"), STRANGER: proxied("stranger"), MOVED: proxied("moved"), EMPTY: "return 404;",
             NAMELESS: proxied("ours"), PORTAL: "return 200 '<!DOCTYPE html><title>Hello</title>';"}
    text = PAGES.format(ours=ours.public, stranger=stranger.public, moved=moved.public)
    for address, lines in rules.items():
        chain = certificates.other_name if address == NAMELESS else certificates.good
        text += PAGE.format(address=address, chain=chain, rules=lines)
    return WebServer(text, 443, OURS)
