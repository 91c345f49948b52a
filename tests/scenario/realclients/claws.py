"""Claws Mail on a display that nobody sees: what its wizard configures for an address."""

import configparser
import dataclasses
import os
import pathlib
import subprocess
import tempfile
import unittest

import daemon

PYTHON = "/usr/bin/python3"  # gi is a package of Debian's
WIZARD = pathlib.Path(__file__).with_name("claws_wizard.py")
UNKNOWN = "not-found.test"
TEMPLATE = """[AccountTemplate]
domain={domain}
name=Fred Example
email={address}
recvtype=1
recvserver={unknown}
smtpserver={unknown}
"""
TLS = {"0": "plain", "1": "SSL", "2": "STARTTLS"}
PORTS = {"imap": {"plain": 143, "STARTTLS": 143, "SSL": 993}, "smtp": {"plain": 25, "STARTTLS": 25, "SSL": 465}}
SECONDS = 60


def need_accessibility():
    """As daemon.need(), of what is no program."""
    parts = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    usable = os.path.exists("/usr/libexec/at-spi-bus-launcher") and os.path.exists(PYTHON)
    if usable and subprocess.run([PYTHON, "-c", parts], capture_output=True, check=False).returncode == 0:
        return
    reason = "no accessibility (packages at-spi2-core, gir1.2-atspi-2.0 and python3-gi)"
    if os.environ.get("CI"):
        raise RuntimeError(reason)
    raise unittest.SkipTest(reason)


@dataclasses.dataclass
class Account:
    """(host, port, SSL or STARTTLS or plain), or None where nothing was found."""

    imap: tuple
    smtp: tuple
    user: str


class Claws:
    """A context manager; needs the sandbox."""

    def __init__(self):
        self._program = daemon.need("claws-mail", package="claws-mail")
        self._display = daemon.need("Xvfb", package="xvfb")
        self._bus = daemon.need("dbus-run-session", package="dbus-daemon")
        need_accessibility()

    def __enter__(self):
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            [self._display, "-displayfd", str(writer), "-screen", "0", "1024x768x24", "-nolisten", "tcp", "-noreset"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=[writer])
        os.close(writer)
        with open(reader, encoding="ascii") as number:
            self._number = number.readline().strip()
        return self

    def __exit__(self, *_):
        daemon.stop(self._server)

    def look_up(self, address):
        with tempfile.TemporaryDirectory(prefix="fingerpost-claws-", ignore_cleanup_errors=True) as home:
            folder = pathlib.Path(home) / ".claws-mail"
            folder.mkdir()
            (folder / "accountrc.tmpl").write_text(
                TEMPLATE.format(domain=address.split("@")[1], address=address, unknown=UNKNOWN))
            self._run(home, folder / "accountrc")
            return read_account(folder / "accountrc")

    def _run(self, home, result):
        words = [self._bus, "--", PYTHON, WIZARD, self._program, UNKNOWN, result]
        env = daemon.environment(HOME=home, DISPLAY=f":{self._number}", XDG_RUNTIME_DIR=home,
                                 PATIENCE=str(daemon.PATIENCE))
        done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
                              timeout=SECONDS * daemon.PATIENCE)
        if done.returncode != 0:
            raise RuntimeError("Claws Mail cannot be driven:\n" + done.stdout)


def read_account(path):
    settings = configparser.RawConfigParser()
    settings.read(path)
    row = settings["Account: 1"]

    def server(kind, host):
        security = TLS[row[f"ssl_{kind}"]]
        port = int(row[f"{kind}_port"]) if row[f"set_{kind}port"] == "1" else PORTS[kind][security]
        return None if host == UNKNOWN else (host, port, security)
    return Account(server("imap", row["receive_server"]), server("smtp", row["smtp_server"]), row["user_id"])
