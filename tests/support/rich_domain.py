"""A domain that offers everything a discovery document can tell.

    rich_domain.furnish(daemon)     # after "fingerpost import example"
"""

import daemon

PROVIDER = [
    ("display_name", "Example Mail"),
    ("display_name", "Beispielpost", "de"),
    ("logo", "https://www.example.com/logo.svg"),
    ("documentation", "https://www.example.com/help"),
    ("documentation", "https://www.example.com/hilfe", "de"),
    ("documentation_title", "Set up your mail program", "en"),
    ("documentation_title", "Mailprogramm einrichten", "de"),
    ("enable", "https://www.example.com/settings"),
    ("enable_instruction", "Switch IMAP on", "en"),
    ("webmail", "https://webmail.example.com/"),
    ("contact", "mailto:postmaster@example.com"),
    ("developer", "https://developer.example.com/"),
    ("jmap", "https://jmap.example.com/session"),
    ("managesieve", "imap.example.com:4190"),
    ("file_share", "https://dav.example.com/files/"),
    ("oauth_issuer", "https://auth.example.com/realm"),
    ("oauth_authorization", "https://auth.example.com/realm/authorize"),
    ("oauth_token", "https://auth.example.com/realm/token"),
    ("oauth_scope", "imap smtp"),
    ("oauth_client_id", "mail-program"),
    ("mx", "mx1.example.com, mx2.example.com"),
]
DOMAIN = [("mta_sts", "enforce")]


def furnish(served, domain="example.com"):
    """Sets all attributes of the domain and of its provider, and waits until they are served."""
    for whose, attributes in (("--provider=1", PROVIDER), (f"--domain={domain}", DOMAIN)):
        for name, value, *language in attributes:
            options = [f"--language={tag}" for tag in language]
            served.cli("attribute", "set", whose, *options, name, value)
    policy = "/.well-known/mta-sts.txt"
    assert daemon.eventually(lambda: served.get(policy, host=f"mta-sts.{domain}").status == 200)
