"""wrk: what it sends, and what it says."""

import dataclasses
import re

import measure

CONNECTIONS = 64
UNITS = {"us": 1, "ms": 1000, "s": 1_000_000, "m": 60_000_000}

RANDOM_DOMAINS = """
math.randomseed({seed})
local form = "GET /mail/config-v1.1.xml?emailaddress={user}@c%06d.host.test HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n"
function request()
    return string.format(form, math.random(0, {last}))
end
"""

COUNTED_PEOPLE = """
local count = 0
local form = "GET /mobileconfig/?emailaddress={user}%d@{domain} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n"
function request()
    count = count + 1
    return string.format(form, count)
end
"""

POST = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "text/xml"
wrk.body = [[{body}]]
"""


@dataclasses.dataclass
class Round:
    """One run of wrk against one server."""
    cpu_microseconds: float  # of the server, for one request
    per_second: float
    p50: float  # microseconds
    p99: float


def microseconds(said, share):
    found = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m)\s*$", said, re.MULTILINE)
    return float(found[1]) * UNITS[found[2]]


def load(session, server, path, script=None, host=None):
    """Asks `server` as fast as one wrk thread can; `host` is what the requests call it"""
    command = [measure.tool("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{session.seconds}s", "--latency"]
    if script:
        command += ["-s", script]
    if host:
        command += ["-H", f"Host: {host}"]
    before = server.cpu_seconds()
    said = measure.run([*command, f"http://127.0.0.1:{server.port}{path}"], session.client_core).output.decode()
    cpu = server.cpu_seconds() - before
    requests = int((re.search(r"(\d+) requests in", said) or ["", "0"])[1])
    if requests == 0 or "Non-2xx" in said or "Socket errors" in said:
        raise measure.CannotMeasure(f"not every answer was as expected: {said}")
    per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    return Round(1e6 * cpu / requests, per_second, microseconds(said, 50), microseconds(said, 99))
