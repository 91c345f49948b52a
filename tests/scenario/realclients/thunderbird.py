"""Thunderbird without a display, asked for what its account set-up would find."""

import dataclasses
import pathlib
import subprocess
import tempfile

import daemon
import marionette

PORT = 2828
TRUST = """
  Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).addCertFromBase64(arguments[0], "C,,");
"""
# what the set-up's own page does with an address, up to the list of servers that it shows
LOOK_UP = """
  const { FindConfig } = ChromeUtils.importESModule("resource:///modules/accountcreation/FindConfig.sys.mjs");
  const { AccountConfig } = ChromeUtils.importESModule("resource:///modules/accountcreation/AccountConfig.sys.mjs");
  const [address, password, acceptRedirect] = arguments;
  const search = FindConfig.parallelAutoDiscovery(
    address.split("@")[1], address, new AbortController().signal, password ?? undefined);
  const confirmed = [];
  let step = await search.next();
  while (!step.done) {
    confirmed.push(`${step.value.scheme}://${step.value.host}`);
    step = await search.next({ acceptRedirect });
  }
  if (!step.value) {
    return null;
  }
  const config = step.value;
  AccountConfig.replaceVariables(config, "Fred Example", address, password ?? "");
  const tls = new Map(Object.entries({ plain: "plain", alwaysSTARTTLS: "STARTTLS", SSL: "SSL" })
    .map(([name, word]) => [Ci.nsMsgSocketType[name], word]));
  const shown = ({ type, hostname, port, socketType, username }) =>
    [type, hostname, port, tls.get(socketType), username];
  return {
    source: config.subSource, confirmed,
    incoming: [config.incoming, ...config.incomingAlternatives].map(shown),
    outgoing: [config.outgoing, ...config.outgoingAlternatives].map(shown),
  };
"""


@dataclasses.dataclass
class Found:
    """What it would configure: the first server of each list; the others it offers beside."""

    source: str  # Thunderbird's own word for the route
    confirmed: list  # "https://domain" that the user was asked to trust
    incoming: list  # [type, host, port, SSL or STARTTLS or plain, login]
    outgoing: list


class Thunderbird:
    """A context manager; needs the sandbox. root: the authority (PEM) that it trusts beside its own."""

    def __init__(self, root):
        self._program = daemon.need("thunderbird", package="thunderbird")
        self._root = "".join(line for line in root.splitlines() if not line.startswith("-----"))

    def __enter__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="fingerpost-thunderbird-", ignore_cleanup_errors=True)
        folder = pathlib.Path(self._directory.name)
        self._log = folder / "log"
        (folder / "profile").mkdir()
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                [self._program, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access",
                 "--profile", folder / "profile"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=daemon.environment(HOME=str(folder)))
        try:
            self._marionette = marionette.Marionette(PORT)
            self._marionette.run(TRUST, self._root)
        except (RuntimeError, OSError) as problem:
            said = self._log.read_text(errors="replace")
            self._end()
            raise RuntimeError(f"Thunderbird cannot be driven: {problem}\n{said}") from problem
        return self

    def __exit__(self, *_):
        self._marionette.close()
        self._end()

    def _end(self):
        daemon.stop(self._process)
        self._directory.cleanup()

    @property
    def version(self):
        return self._marionette.version

    def look_up(self, address, password=None, trusting=True):
        """Found, or None where the user would have to know. trusting: what the user says to another domain."""
        found = self._marionette.run(LOOK_UP, address, password, trusting)
        return Found(**found) if found else None
