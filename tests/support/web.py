"""HTTP as the scenarios speak it: request() for what clients send, raw() for what nobody should."""

import dataclasses
import http.client
import socket
import time
import urllib.parse
import xml.etree.ElementTree as ET

SECONDS = 15


@dataclasses.dataclass
class Answer:
    """One response, whole."""

    status: int
    headers: dict  # names in lower case
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def type(self):
        """The content type without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip()

    def xml(self):
        """The root element; raises when it is not well-formed."""
        return ET.fromstring(self.body)


def request(port, method, target, host=None, headers=None, body=None, address="127.0.0.1"):
    """One request on a connection of its own. target is sent as it is, not encoded."""
    with Client(port, address) as client:
        return client.request(method, target, host=host, headers=headers, body=body)


class Client:
    """One connection that is kept open."""

    def __init__(self, port, address="127.0.0.1", seconds=SECONDS):
        self._connection = http.client.HTTPConnection(address, port, timeout=seconds)
        self._port = port

    def request(self, method, target, host=None, headers=None, body=None):
        data = body.encode("utf-8") if isinstance(body, str) else body
        connection = self._connection
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host or f"127.0.0.1:{self._port}")
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if data is not None:
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders(data)
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, response.read())

    def close(self):
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def raw(port, data, address="127.0.0.1", seconds=SECONDS, half_close=False):
    """All bytes that come back for these until the other side closes or the time is over."""
    with socket.create_connection((address, port), timeout=seconds) as peer:
        try:
            peer.sendall(data)
            if half_close:
                peer.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused in mid-sentence; the answer may be there all the same
        return read_to_end(peer, seconds)


def read_to_end(peer, seconds=SECONDS):
    """What a socket still gives, at most for so long."""
    deadline = time.monotonic() + seconds
    received = b""
    while (left := deadline - time.monotonic()) > 0:
        peer.settimeout(left)
        try:
            piece = peer.recv(65536)
        except OSError:
            break
        if not piece:
            break
        received += piece
    return received


def status_of(reply):
    """The status of the first response in bytes from raw(); 0 when there is none."""
    words = reply.split(b"\r\n", 1)[0].split(b" ")
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


def autoconfig(address):
    """The target that Thunderbird asks for."""
    return "/mail/config-v1.1.xml?" + urllib.parse.urlencode({"emailaddress": address})


OUTLOOK = "http://schemas.microsoft.com/exchange/autodiscover/outlook/"


def autodiscover(address, schema=OUTLOOK + "responseschema/2006a"):
    """The body that Outlook sends."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Autodiscover xmlns="{OUTLOOK}requestschema/2006"><Request>'
        f"<EMailAddress>{address}</EMailAddress>"
        f"<AcceptableResponseSchema>{schema}</AcceptableResponseSchema>"
        "</Request></Autodiscover>")
