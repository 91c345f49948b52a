"""What a client is told, read out of each protocol's document as plain tuples and dictionaries."""

import plistlib

import web

POX = "{http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a}"
POX_FRAME = "{http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006}"


def autoconfig_servers(answer):
    """[(type, host, port, socket type, user name)] of an Autoconfig answer's mail servers, in its order."""
    provider = answer.xml().find("emailProvider")
    found = []
    for server in provider:
        if server.tag in ("incomingServer", "outgoingServer") and server.find("port") is not None:
            values = [server.findtext(name) for name in ("hostname", "port", "socketType", "username")]
            found.append((server.get("type"), values[0], int(values[1]), *values[2:]))
    return found


def autodiscover_servers(answer):
    """[{element: text}] of each Protocol of an Autodiscover answer."""
    return [{child.tag.removeprefix(POX): child.text for child in protocol}
            for protocol in answer.xml().iter(POX + "Protocol")]


def autodiscover_error(answer):
    """The ErrorCode of an Autodiscover answer, or None."""
    codes = [node.text for node in answer.xml().iter() if node.tag.endswith("}ErrorCode")]
    return codes[0] if codes else None


def payloads(answer):
    """{payload type: payload} of an unsigned profile."""
    profile = plistlib.loads(answer.body)
    return {payload["PayloadType"]: payload for payload in profile["PayloadContent"]}


def hosts(daemon, address):
    """The hosts that Autoconfig tells for an address, [] when it is nobody's."""
    answer = daemon.get(web.autoconfig(address))
    return [server[1] for server in autoconfig_servers(answer)] if answer.status == 200 else []


def profile(daemon, address, **options):
    return daemon.get(f"/mobileconfig/?emailaddress={address.replace('@', '%40')}", **options)


def pox(daemon, address, path="/autodiscover/autodiscover.xml", **options):
    options.setdefault("headers", {"Content-Type": "text/xml; charset=utf-8"})
    return daemon.post(path, web.autodiscover(address), **options)
