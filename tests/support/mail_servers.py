"""Real mail servers on addresses of their own below 127.0.0.0/8 and on the ports that the world knows: Dovecot for
IMAP, POP3 and ManageSieve, Postfix for SMTP. Only root may start them. Both are context managers.
"""

import os
import pathlib
import socket
import subprocess
import unittest

from daemon import eventually, need, stop

DOVECOT = """base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
listen = {addresses}
protocols = imap pop3 sieve
auth_mechanisms = plain login scram-sha-256
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={folder}
}}
service auth {{
  unix_listener {folder}/auth {{
    mode = 0666
  }}
}}
{more}
"""
POSTFIX = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
myhostname = mail.example.com
mydestination =
alias_maps =
alias_database =
inet_protocols = ipv4
smtpd_sasl_type = dovecot
smtpd_sasl_path = {login}
"""
INNER = """tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
rewrite unix - - n - - trivial-rewrite
postlog unix-dgram n - n - 1 postlogd
"""


def need_root():
    if os.geteuid() == 0:
        return
    if os.environ.get("CI"):
        raise RuntimeError("only root may start these servers")
    raise unittest.SkipTest("only root may start these servers")


def listens(address, port):
    try:
        socket.create_connection((address, port), timeout=1).close()
        return True
    except OSError:
        return False


class MailServer:
    def __init__(self, folder):
        need_root()
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(mode=0o755)

    def run(self, words, places):
        """places: (address, port) of those that must listen"""
        with open(self.folder / "said", "wb") as said:
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        if not eventually(lambda: self.process.poll() is not None or all(listens(*place) for place in places), 20) \
                or self.process.poll() is not None:
            self.__exit__()
            logs = [path for path in (self.folder / "said", self.folder / "log") if path.exists()]
            raise RuntimeError(f"{words[0]} did not start:\n" + "".join(path.read_text(errors="replace") for path in logs))
        return self

    def __exit__(self, *_):
        stop(self.process)


class Dovecot(MailServer):
    """settings: address -> lines of dovecot.conf that hold there; more: lines that hold everywhere; ports: those
    that must listen, of the last address.

    A client with the server's own address is taken for safe without TLS: have none on 127.0.0.1."""

    def __init__(self, folder, settings, more="", ports=(143, 993, 110, 995, 4190)):
        super().__init__(folder)
        self.program = need("dovecot", "dovecot-imapd")
        self.ports = ports
        self.addresses = list(settings)
        self.login = self.folder / "auth"
        local = "".join(f"local {address} {{\n{lines}}}\n" for address, lines in settings.items())
        text = DOVECOT.format(folder=self.folder, addresses=" ".join(self.addresses), more=more + local)
        (self.folder / "dovecot.conf").write_text(text)

    def __enter__(self):
        words = [self.program, "-F", "-c", str(self.folder / "dovecot.conf")]
        return self.run(words, [(self.addresses[-1], port) for port in self.ports])


class Postfix(MailServer):
    """services: (address, port) -> parameters of smtpd there. Who may log in is asked of `login` of a Dovecot."""

    def __init__(self, folder, services, login):
        super().__init__(folder)
        need("postfix", "postfix")
        for name in ("queue", "data"):
            (self.folder / name).mkdir()
        self.services = services
        (self.folder / "main.cf").write_text(POSTFIX.format(folder=self.folder, login=login))
        lines = [f"{address}:{port} inet n - n - - smtpd " + " ".join(f"-o {key}={value}" for key, value in settings.items())
                 for (address, port), settings in services.items()]
        (self.folder / "master.cf").write_text("\n".join(lines) + "\n" + INNER)

    def __enter__(self):
        subprocess.run(["chown", "postfix", str(self.folder / "data")], check=True)
        # makes its directories; its word on who owns those of a test counts for nothing
        subprocess.run(["postfix", "-c", str(self.folder), "check"], capture_output=True, check=False,
                       env={**os.environ, "PATH": os.environ.get("PATH", "") + ":/usr/sbin"})
        return self.run(["/usr/lib/postfix/sbin/master", "-s", "-c", str(self.folder)], list(self.services))
