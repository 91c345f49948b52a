"""Which mail clients take an Autoconfig document, as their own sources read it.

    refusals(document) -> {client: reason}       # empty when all eight take it

Each rule restates the parser of one client: what it insists on, which of several servers it takes.
"""

import re
import xml.etree.ElementTree as ET

LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = re.compile(rf"^(?=.{{1,253}}$){LABEL}(\.{LABEL})*$")
HOST_WITH_PLACEHOLDER = re.compile(r"^[A-Za-z0-9.-]*(%[A-Z]+%[A-Za-z0-9.-]*)+$")
PASSWORDS = {"password-cleartext", "plain", "password-encrypted", "secure", "GSSAPI", "NTLM"}


class Refused(Exception):
    """Why a client cannot use the document."""


def insist(condition, reason):
    if not condition:
        raise Refused(reason)


def is_host(text, placeholders=False):
    return bool(text) and bool(HOST.match(text) or (placeholders and HOST_WITH_PLACEHOLDER.match(text)))


def provider_of(root):
    insist(root.tag == "clientConfig", "the root is not clientConfig without a namespace")
    provider = root.find("emailProvider")
    insist(provider is not None, "no emailProvider")
    return provider


def texts(server, name):
    return [child.text or "" for child in server.findall(name)]


def thunderbird(root):
    provider = provider_of(root)
    insist(is_host(provider.get("id"), True), "id is no host name")
    insist(any(is_host(text, True) for text in texts(provider, "domain")), "no usable domain")

    def usable(server, types, logins):
        return (server.get("type") in types and is_host(server.findtext("hostname"), True) and
                re.fullmatch(r"[1-9]\d{0,4}", server.findtext("port") or "") and
                {"plain", "SSL", "STARTTLS"} & set(texts(server, "socketType")) and
                logins & set(texts(server, "authentication")))
    incoming = [server for server in provider.findall("incomingServer")
                if usable(server, {"imap", "pop3"}, PASSWORDS) and server.findtext("username")]
    insist(incoming, "no usable incomingServer")
    without = {"none", "client-IP-address", "smtp-after-pop"}
    insist([server for server in provider.findall("outgoingServer")
            if usable(server, {"smtp"}, PASSWORDS | without)], "no usable outgoingServer")


def thunderbird_android(root):
    provider = provider_of(root)
    insist(is_host(provider.get("id")), "id is no literal host name")
    domains = [text.replace("%EMAILDOMAIN%", "x.example") for text in texts(provider, "domain")]
    insist(any(map(is_host, domains)), "no usable domain")
    for tag, kind in (("incomingServer", "imap"), ("outgoingServer", "smtp")):
        servers = [server for server in provider.findall(tag) if server.get("type") == kind]
        insist(servers, f"no {kind}")
        for server in servers:  # one bad section discards the document
            host = (server.findtext("hostname") or "").replace("%EMAILDOMAIN%", "x.example")
            insist(is_host(host), f"{kind}: hostname")
            insist(re.fullmatch(r"\d{1,5}", server.findtext("port") or ""), f"{kind}: port")
            insist(server.findtext("username"), f"{kind}: username")
            insist(server.findtext("socketType") in ("SSL", "STARTTLS"), f"{kind}: socketType")
            known = {"OAuth2", "password-cleartext", "password-encrypted"}
            insist(known & set(texts(server, "authentication")), f"{kind}: authentication")
    for oauth in provider.findall("oAuth2"):  # read inside emailProvider only
        insist(oauth.findtext("authURL") and oauth.findtext("tokenURL"), "oAuth2 without both endpoints")


def evolution(root):
    servers = [node for node in root.iter() if node.tag in ("incomingServer", "outgoingServer")]
    for server in servers:
        insist(set(server.attrib) == {"type"}, "an attribute besides type")
        for child in server:
            insist((child.text or "") == (child.text or "").strip(), "white space inside a value")
    insist(any(server.get("type") in ("imap", "pop3") for server in servers), "no incoming server")


def fairemail(root):
    incoming, outgoing = list(root.iter("incomingServer")), list(root.iter("outgoingServer"))
    insist(incoming and incoming[0].get("type") == "imap", "the first incomingServer is not imap")
    insist(outgoing and outgoing[0].get("type") == "smtp", "the first outgoingServer is not smtp")
    names = {node.text for node in root.iter("username")}
    insist(len(names) == 1, "user names differ, and the last one anywhere in the document wins")


def geary(root):
    provider = provider_of(root)
    incoming, outgoing = provider.find("incomingServer"), provider.find("outgoingServer")
    insist(incoming is not None and incoming.get("type") == "imap", "imap is not first")
    insist(outgoing is not None and outgoing.get("type") == "smtp", "smtp is not first")
    for server in (incoming, outgoing):
        insist(server.findtext("socketType") in ("SSL", "STARTTLS", "plain"), "socketType")


def delta_chat(root):
    def usable(server):
        return all(server.findtext(name) for name in ("hostname", "port", "username"))
    insist(any(server.get("type", "").lower() == "imap" and usable(server)
               for server in root.iter("incomingServer")), "no complete imap server")
    insist(any(server.get("type", "").lower() == "smtp" and usable(server)
               for server in root.iter("outgoingServer")), "no complete smtp server")


def nextcloud(root):
    insist(any(server.get("type") == "imap" for server in root.iter("incomingServer")), "no imap")
    insist(any(server.get("type") == "smtp" for server in root.iter("outgoingServer")), "no smtp")


def kmail(root):
    insist(any(server.get("type") in ("imap", "pop3") and server.findtext("port")
               for server in root.iter("incomingServer")), "no incoming server")


CLIENTS = {"Thunderbird": thunderbird, "Thunderbird for Android": thunderbird_android,
           "Evolution": evolution, "FairEmail": fairemail, "Geary": geary, "Delta Chat": delta_chat,
           "Nextcloud Mail": nextcloud, "KMail": kmail}


def refusals(document):
    """Who does not take this document (bytes), and why."""
    root = ET.fromstring(document)
    refused = {}
    for client, rule in CLIENTS.items():
        try:
            rule(root)
        except Refused as reason:
            refused[client] = str(reason)
    return refused


def pox_servers(protocols):
    """What Thunderbird makes of the Protocol elements: {type: (host, port, how it is secured)}."""
    found = {}
    for protocol in protocols:
        kind = protocol.get("Type")
        if kind not in ("IMAP", "POP3", "SMTP"):
            continue
        insist(protocol.get("Port"), f"{kind} without a port")
        insist(protocol.get("SPA") == "off", f"{kind}: SPA would ask for NTLM")
        port = int(protocol["Port"])
        bare = protocol.get("SSL") == "off" or protocol.get("Encryption") == "None"
        secured = "STARTTLS" if port in (143, 110, 25, 587) else "SSL"
        found.setdefault(kind, (protocol["Server"], port, "plain" if bare else secured))
    insist({"IMAP", "POP3"} & found.keys() and "SMTP" in found, "one direction is missing")
    return found
