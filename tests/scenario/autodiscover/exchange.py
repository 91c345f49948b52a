"""exchangelib, a client of Exchange, asks the daemon and reads its answers: what it read, as JSON.

Debian's package serves Debian's own python3, which need not be the one that runs the tests, so this
file is also a program: exchange.py PORT ADDRESS… . It takes seconds to load: ask for all at once.
"""

import json
import os
import subprocess
import sys
import unittest

import web

DEBIANS_PYTHON = "/usr/bin/python3"
MODULE = "exchangelib"
POX, SOAP = "/autodiscover/autodiscover.xml", "/autodiscover/autodiscover.svc"
SETTINGS = ["user_display_name", "auto_discover_smtp_address", "external_ews_url", "ews_supported_schemas",
            "external_imap4_connections", "user_dn"]


def ask(port, addresses):
    """{"pox": {address: {…}}, "soap": {address: {…}}} as exchangelib understood it."""
    look = f"import importlib.util as u; exit(not u.find_spec('{MODULE}'))"
    installed = subprocess.run([DEBIANS_PYTHON, "-c", look], check=False)
    if installed.returncode != 0:
        reason = f"{MODULE} is not installed (package python3-exchangelib)"
        if os.environ.get("CI"):
            raise RuntimeError(reason)
        raise unittest.SkipTest(reason)
    done = subprocess.run([DEBIANS_PYTHON, __file__, str(port), *addresses], check=True, capture_output=True,
                          timeout=120)
    return json.loads(done.stdout)


def post(port, path, body):
    return web.request(port, "POST", path, host="autodiscover.example.com", body=body,
                       headers={"Content-Type": "text/xml; charset=utf-8", "X-Forwarded-Proto": "https",
                                "X-Forwarded-For": "192.0.2.1"}).body


def read_pox(port, address):
    from exchangelib.autodiscover.properties import Autodiscover
    read = Autodiscover.from_bytes(post(port, POX, Autodiscover.payload(address)))
    try:
        read.raise_errors()
    except Exception as problem:  # pylint: disable=broad-except; its name is what is looked at
        return {"error": type(problem).__name__}
    protocols = read.response.account.protocols or []
    return {"smtp_address": read.response.autodiscover_smtp_address, "redirect": read.response.redirect_address,
            "servers": [[each.type, each.server, each.port, each.login_name, each.ssl, each.spa] for each in protocols]}


def read_soap(port, addresses):
    from exchangelib.services import GetUserSettings
    from exchangelib.version import EXCHANGE_2013, Version

    class Protocol:
        service_endpoint = "https://autodiscover.example.com" + SOAP
        version = Version(build=EXCHANGE_2013)
        credentials = None

    service = GetUserSettings(protocol=Protocol())
    request = service.wrap(service.get_payload(users=addresses, settings=SETTINGS), "Exchange2013")
    answers = service.parse(post(port, SOAP, request))
    return {address: {"code": user.error_code, "settings": user.user_settings, "errors": user.user_settings_errors,
                      "redirect_address": user.redirect_address, "redirect_url": user.redirect_url,
                      "schema": user.version.api_version if user.user_settings and user.version else None}
            for address, user in zip(addresses, answers, strict=True)}


if __name__ == "__main__":
    at, asked = int(sys.argv[1]), sys.argv[2:]
    json.dump({"pox": {address: read_pox(at, address) for address in asked}, "soap": read_soap(at, asked)}, sys.stdout)
