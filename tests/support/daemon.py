"""Starts and stops the built program for the scenarios.

    with Daemon() as daemon:
        daemon.sql("INSERT …")
        answer = daemon.get("/mail/config-v1.1.xml", host="autoconfig.example.com")

Everything happens on 127.0.0.1 and in a directory that is gone afterwards. The environment variable
FINGERPOST names the program. Helpers of HTTP are in web.py, automx2's tables in
automx2_tables.py, what clients are told in told.py, a real proxy in nginx.py, BIND in nameserver.py.
"""

import concurrent.futures
import contextlib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

import web

SKIPPED = 77
START_SECONDS = 20
# a build with sanitizers, or a busy machine, may be given more time: PATIENCE=5 means five times as much
PATIENCE = float(os.environ.get("PATIENCE", "1"))


def program():
    """The path of the built program."""
    path = os.environ.get("FINGERPOST", "")
    if not os.access(path, os.X_OK):
        sys.exit("set FINGERPOST to the built program")
    return path


def environment(**changes):
    """Of a process that has no configuration of its own: none of this machine's files is read."""
    clean = {"PATH": os.environ.get("PATH", ""), "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
    sanitizers = {key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}
    return {**clean, **sanitizers, **changes}


def fingerpost(*arguments, env=None, cwd=None, stdin=""):
    """Runs one verb: (exit code, standard output, standard error)."""
    done = subprocess.run(
        [program(), *map(str, arguments)], env=environment(**(env or {})), cwd=cwd, input=stdin,
        capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def stop(process):
    """Ends a program of the test, by force when it does not go."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def eventually(condition, seconds=5.0, every=0.02):
    """The first true value of condition(), or its last one when the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > deadline:
            return value
        time.sleep(every)


def together(*functions):
    """What each returns, all called at the same time, each on a thread of its own."""
    with concurrent.futures.ThreadPoolExecutor(len(functions)) as pool:
        return [future.result() for future in [pool.submit(function) for function in functions]]


def tool(name):
    """Where a program is, or None; Debian keeps some where users do not look."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def plain_user():
    """A user who may not write everywhere: None for whoever runs this, else an id for Daemon(user=).

    Skips the test where root cannot give way to one who may run the program."""
    if os.geteuid() != 0:
        return None
    nobody = 65534
    try:
        subprocess.run([program(), "--version"], user=nobody, group=nobody, extra_groups=[],
                       stdout=subprocess.DEVNULL, check=True, cwd="/")
    except (OSError, subprocess.SubprocessError) as problem:
        raise unittest.SkipTest(f"root may write everywhere, and nobody else may start: {problem}")
    return nobody


def need(name, package):
    """The path of a program that a test needs. Without it the test is skipped, except in CI."""
    found = tool(name)
    if found:
        return found
    reason = f"{name} is not installed (package {package})"
    if os.environ.get("CI"):
        raise RuntimeError(reason)
    raise unittest.SkipTest(reason)


class Daemon:
    """One running "fingerpost serve" in a directory of its own.

    settings: keys of fingerpost.conf(5), written to a file below [fingerpost]. Ports are chosen by the
    system; a scenario may give listen and admin_listen itself. configuration: the whole text of a file
    instead; arguments: further words of the command line; user: the id of the one who runs it.
    """

    def __init__(self, directory=None, configuration=None, arguments=(), env=None, user=None,
                 **settings):
        self._own = None if directory else tempfile.TemporaryDirectory(prefix="fingerpost-")
        self.directory = pathlib.Path(directory or self._own.name)
        self.database = self.directory / "mail.db"
        self.log_file = self.directory / "log"
        self.configuration_file = self.directory / "fingerpost.conf"
        self._settings = {"db_uri": f"sqlite:///{self.database}", "rate_limit": 0, "workers": 2}
        self._settings.update(settings)
        self._arguments = list(arguments)
        self._env = env or {}
        self._user = {"user": user, "group": user, "extra_groups": []} if user else {}
        self.configure(text=configuration)
        self.process = None
        self.public = self.admin = None

    def configure(self, text=None, **settings):
        """Writes the configuration file again, with these settings changed."""
        self._settings.update(settings)
        lines = [f"{key} = {value}" for key, value in self._settings.items()]
        text = text or "\n".join(["[fingerpost]", *lines, ""])
        self.configuration_file.write_text(text, encoding="utf-8")

    def words(self):
        """The command line."""
        words = [program(), "serve"]
        if "AUTOMX2_CONF" not in self._env:
            words += ["--config", str(self.configuration_file)]
        if "listen" not in self._settings:
            words += ["--listen", "127.0.0.1:0"]
        if "admin_listen" not in self._settings:
            words += ["--admin-listen", "127.0.0.1:0"]
        return words + self._arguments

    def start(self):
        """Returns when it listens; raises with its log when it does not."""
        self._stderr = open(self.log_file, "ab")  # closed in stop()
        self._stdout = open(self.directory / "stdout", "wb")
        self.process = subprocess.Popen(
            self.words(), stdout=self._stdout, stderr=self._stderr, cwd=self.directory,
            env=environment(**self._env), **self._user)
        if not eventually(self._listens, START_SECONDS):
            self.stop()
            raise RuntimeError("the daemon did not start:\n" + self.log())
        return self

    def _listens(self):
        if self.process.poll() is not None:
            return False
        text = (self.directory / "stdout").read_text()
        ports = [int(port) for port in re.findall(r"^listening on \S+:(\d+)$", text, re.M)]
        wanted = 1 if self._settings.get("admin_listen") == "" else 2
        if len(ports) < wanted:
            return False
        self.public = ports[0]
        self.admin = ports[-1] if wanted > 1 else None
        return True

    def stop(self, seconds=20):
        """Asks it to end and returns the exit code; what does not end is killed."""
        if not self.process:
            return None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._stdout.close()
        self._stderr.close()
        return self.process.returncode

    def signal(self, number):
        self.process.send_signal(number)

    def ended(self, seconds):
        """The exit code, once it ends by itself; raises when it does not."""
        return self.process.wait(seconds)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
        if self._own:
            self._own.cleanup()

    def log(self):
        """All that it wrote to standard error up to now."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def logged(self, text, seconds=5.0):
        """Whether the log says this, now or soon."""
        return eventually(lambda: text in self.log(), seconds)

    # what it answers

    def request(self, method, target, **options):
        """web.request() to the public listener."""
        return web.request(self.public, method, target, **options)

    def get(self, target, **options):
        return self.request("GET", target, **options)

    def post(self, target, body, **options):
        return self.request("POST", target, body=body, **options)

    def ask_admin(self, target, method="GET", **options):
        """web.request() to the admin listener."""
        return web.request(self.admin, method, target, **options)

    # what it is told

    def cli(self, *arguments):
        """One verb with this daemon's configuration: its standard output. Raises when it fails."""
        code, out, err = fingerpost(
            *arguments, "--config", self.configuration_file, env=self._env, cwd=self.directory)
        if code != 0:
            raise RuntimeError(f"fingerpost {' '.join(map(str, arguments))}: {code}\n{out}{err}")
        return out

    def sql(self, script):
        """Statements run by another program, as automx2's manual has it."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=10)) as connection:
            connection.executescript(script)
            connection.commit()


class Scenario(unittest.TestCase):
    """A test case that keeps programs running for as long as it lasts."""

    def start(self, **options):
        """A running Daemon that ends with the test."""
        daemon = Daemon(**options)
        self.enterContext(daemon)
        return daemon

    def scratch(self):
        """A directory that ends with the test."""
        return pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="fingerpost-")))

    def assert_soon(self, condition, seconds=1.0, what="it did not come true"):
        began = time.monotonic()
        allowed = seconds * PATIENCE
        self.assertTrue(eventually(condition, allowed), f"{what} within {allowed} s")
        return time.monotonic() - began


def main():
    """Runs the tests of the calling file; exit 77 when every one was skipped."""
    ended = unittest.main(module="__main__", exit=False, verbosity=2, argv=sys.argv)
    result = ended.result
    # a class or module that was skipped whole is listed too, but counted as no test that ran
    skipped = [test for test, _ in result.skipped if isinstance(test, unittest.TestCase)]
    if result.skipped and len(skipped) == result.testsRun and result.wasSuccessful():
        sys.exit(SKIPPED)
    sys.exit(not result.wasSuccessful())
