"""What an Autoconfig document says, read without any of the program's own code."""

import collections
import re
import xml.etree.ElementTree

Section = collections.namedtuple("Section", "type host port socket user")
TLS_KINDS = ["SSL", "STARTTLS", "plain"]  # best first
MAIL_TYPES = ["imap", "pop3", "smtp"]     # in the order that clients can use
UNIVERSAL = {"OAuth2", "password-cleartext", "password-encrypted", "plain", "secure"}
KEPT_IN_SECTION = {"hostname", "port", "socketType", "username", "authentication"}
KEPT_ELEMENTS = {"domain", "displayName", "displayShortName", "displayNameShort", "incomingServer",
                 "outgoingServer", "calendar", "addressbook", "addressBook", "emailProvider",
                 "documentation", "enable", "webMail", "oAuth2", "fileShare"}


def text_of(element, name, otherwise=""):
    return (element.findtext(name) or otherwise).strip()


def ascii_name(domain):
    return domain.strip().lower().encode("idna").decode()


def section_of(element):
    return Section(element.get("type"), text_of(element, "hostname").lower(), int(text_of(element, "port", "0")),
                   text_of(element, "socketType"), text_of(element, "username", "%EMAILADDRESS%"))


def expanded(section, address, domain):
    """`section` as it is told to the owner of `address`, or, without one, to anybody of `domain`."""
    values = {"%emaildomain%": domain}
    if address:
        values |= {"%emailaddress%": address, "%emaillocalpart%": address.rpartition("@")[0]}

    def value(found):
        return values.get(found[0].lower(), found[0])

    placeholder = re.compile("%EMAIL(ADDRESS|LOCALPART|DOMAIN)%", re.IGNORECASE)
    return section._replace(host=placeholder.sub(value, section.host), user=placeholder.sub(value, section.user))


class Document:
    """The servers, the domains and the rest of one file, or of one answer."""

    def __init__(self, text):
        self.root = xml.etree.ElementTree.fromstring(text)
        self.provider = self.root.find("emailProvider")
        elements = [e for e in self.provider if e.tag in ("incomingServer", "outgoingServer")]
        self.elements = [e for e in elements if e.get("type") in MAIL_TYPES]
        self.jmap = [e for e in elements if e.get("type") == "jmap"]
        self.foreign = [e for e in elements if e.get("type") not in (*MAIL_TYPES, "jmap")]
        self.sections = [section_of(e) for e in self.elements]

    @property
    def domains(self):
        """Each once, as they are stored."""
        names = [ascii_name(e.text) for e in self.provider.findall("domain")]
        return list(dict.fromkeys(names))

    @property
    def dav_servers(self):
        wanted = ("calendar", "addressbook", "addressBook")
        return [(e.get("type"), text_of(e, "url", text_of(e, "serverURL")), text_of(e, "username"))
                for e in [*self.jmap, *(e for e in self.root if e.tag in wanted)]]

    def reasons_to_differ(self):
        """Why the answer may lack sections of this document; none: it has to have them all."""
        kinds = [(s.type, s.socket) for s in self.sections]
        reasons = []
        if any(kind == "plain" for _, kind in kinds):
            reasons.append("a section without TLS")
        if len(set(kinds)) < len(kinds):
            reasons.append("two sections of one service and TLS kind")
        if self.foreign:
            reasons.append("a server of type " + self.foreign[0].get("type"))
        return reasons

    def best_sections(self):
        """(service, TLS kind): the best kind of each service."""
        best = set()
        for kind in MAIL_TYPES:
            ranks = [TLS_KINDS.index(s.socket) for s in self.sections if s.type == kind]
            if ranks:
                best.add((kind, TLS_KINDS[min(ranks)]))
        return best

    def not_kept(self):
        """Words each of which the output of the import has to hold."""
        words = {f"<{e.tag}>" for e in [*self.provider, *self.root] if e.tag not in KEPT_ELEMENTS}
        words |= {"<loginPageInfo>" for _ in self.root.iter("loginPageInfo")}
        words |= {f"<{e.tag}>: " for attribute in ("url", "visiturl")
                  for e in self.provider if not e.get(attribute, "https:").startswith("https:")}
        for element in self.elements:
            where = f"{element.tag} {element.get('type')} {text_of(element, 'hostname')}: "
            words |= {f"{where}<{e.tag}>" for e in element if e.tag not in KEPT_IN_SECTION}
            methods = [e.text.strip() for e in element.findall("authentication")]
            words |= {f"{where}authentication " for _ in methods[1:]}
        words |= {f"{e.tag} {e.get('type')} {text_of(e, 'hostname')}: " for e in self.foreign}
        return words


def methods_of(document):
    return [{e.text.strip() for e in element.findall("authentication")} for element in document.elements]
