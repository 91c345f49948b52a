"""Zones that BIND's programs sign, and what may be wrong with them."""

import dataclasses
import pathlib
import subprocess
import time

from daemon import need

HOSTS, PLAIN = "hosting.test", "plain.test"
DAY = 86400


def run(program, *words):
    done = subprocess.run([need(program, "bind9-utils"), *map(str, words)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{program} {words}: {done.stdout}{done.stderr}")
    return done.stdout


def moment(seconds):
    """So many seconds from now, as signatures tell it."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + seconds))


class Zone:
    """A zone with one key. text: its records; since, until: when its signatures begin and end, in seconds from now."""

    def __init__(self, folder, name, text, since=-DAY, until=29 * DAY):
        self.folder, self.name, self.text, self.since, self.until = pathlib.Path(folder), name, text, since, until
        self.file = self.folder / f"db.{name}"
        self.spoil = lambda served: served  # after it was signed

    def make_key(self):
        made = run("dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", "-K", self.folder, self.name)
        return self.folder / f"{made.strip()}.key"

    def sign(self):
        key = self.make_key()
        self.file.write_text(self.text)
        run("dnssec-signzone", "-q", "-P", "-z", "-S", "-K", self.folder, "-o", self.name,
            "-s", moment(self.since), "-e", moment(self.until), "-f", self.file, self.file)
        self.file.write_text(self.spoil(self.file.read_text()))
        self.key = key
        return self

    def leave_plain(self):
        self.key = self.make_key()
        self.file.write_text(self.text)
        return self

    def ds(self, key=None):
        """The line for the zone above."""
        return run("dnssec-dsfromkey", "-2", key or self.key)


@dataclasses.dataclass
class Case:
    check: str
    verdict: str
    text: object = str  # change of the records before they are signed
    signed: bool = True
    since: int = -DAY
    until: int = 29 * DAY
    spoil: object = str  # change of the zone file after it was signed
    ds: str = "right"  # or "wrong", "none", "both"
    severity: str = ""
    served: bool = True


def stretched(text):
    """Another SOA record than the one that was signed."""
    return text.replace("hostmaster", "postmaster", 1)


def mail_to(host):
    return lambda text: text.replace(f"mx1.{HOSTS}", host)


CASES = [
    Case("dnssec-bogus", "wrong", spoil=stretched),
    Case("dnssec-bogus", "wrong", since=-30 * DAY, until=-DAY),
    Case("dnssec-bogus", "wrong", ds="wrong"),
    Case("dnssec-bogus", "wrong", signed=False, ds="right"),
    Case("dnssec-expiring", "wrong", since=-28 * DAY, until=2 * DAY, severity="warning"),
    Case("dnssec-expiring", "stale", since=-30 * DAY, until=-DAY, severity="error"),
    Case("dnssec-expiring", "missing", signed=False, ds="right", severity="error"),
    Case("dnssec-insecure", "missing", signed=False, ds="none"),
    Case("dnssec-insecure", "missing", ds="none"),
    Case("dnssec-target-insecure", "wrong", text=mail_to(f"mx.{PLAIN}")),
    Case("tlsa-insecure", "wrong", text=mail_to(f"mx.{PLAIN}")),
    Case("tlsa-insecure", "wrong", ds="none"),
    Case("ds-stale", "stale", ds="wrong", severity="error"),
    Case("ds-stale", "stale", ds="both", severity="info"),
    Case("ds-stale", "stale", signed=False, ds="right", severity="error"),
    Case("dnssec-bogus", "unknown", served=False),
]
