"""A round of the daemon's checks over many domains that a real BIND serves, and what it keeps of them."""

import contextlib
import json
import pathlib
import sqlite3
import time

import measure
from report import Figure, Row, at_most
from session import wait_ready

HEAD = """$TTL 300
@ IN SOA ns1.host.test. hostmaster.host.test. 1 7200 3600 1209600 300
@ IN NS ns1.host.test.
"""
ROUND_AT_MOST = 7200  # seconds
MANY = 1_000_000


class Bind:
    """named that knows everything there is: the records of the domains, and that no other name exists"""

    def __init__(self, session, lines, name):
        self.folder = session.folder / name
        self.folder.mkdir()
        self.port, self.statistics_port = measure.free_port(), measure.free_port()
        zone = HEAD + "ns1.host.test. IN A 127.0.0.1\n"
        (self.folder / "root").write_text(zone + "host.test. IN NS ns1.host.test.\n", encoding="ascii")
        (self.folder / "host.test").write_text(zone + "\n".join(lines) + "\n", encoding="ascii")
        configuration = self.folder / "named.conf"
        configuration.write_text(
            f'options {{ directory "{self.folder}"; pid-file none; recursion no; notify no;\n'
            f'  listen-on port {self.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }}; dnssec-validation no;\n'
            f'  check-names primary ignore; session-keyfile "{self.folder}/session.key"; }};\ncontrols {{ }};\n'
            f'statistics-channels {{ inet 127.0.0.1 port {self.statistics_port} allow {{ any; }}; }};\n'
            'zone "." { type primary; file "root"; };\nzone "host.test" { type primary; file "host.test"; };\n',
            encoding="ascii")
        command = [measure.tool("named"), "-4", "-n", "1", "-g", "-c", configuration]
        self.running = measure.Running(command, session.client_core, self.folder / "log")

    def __enter__(self):
        self.running.wait_until(lambda: b" all zones loaded" in (self.folder / "log").read_bytes())
        return self

    def __exit__(self, *problem):
        self.running.__exit__(*problem)

    def questions(self):
        _, _, body = measure.fetch(self.statistics_port, "/json/v1/server")
        return json.loads(body)["opcodes"]["QUERY"]


def records(session, database):
    """Absolute lines of a zone file, as the domains should have them"""
    script = measure.run([session.program("fingerpost"), "dns", "export", "--all", "--format", "nsupdate", "--out", "-",
                          "--db-uri", f"sqlite:///{database}", "--public-hostname", "discover.host.test"],
                         session.server_core).output.decode()
    words = "update add "
    lines = [line[len(words):] for line in script.splitlines() if line.startswith(words)]
    return [line for line in lines if line.split()[0].endswith(".host.test.")]


def asked_by_dnsperf(session, bind, lines, questions):
    """Seconds for as many questions"""
    names = [f"{line.split()[0]} {line.split()[2]}" for line in lines]
    file = bind.folder / "questions"
    with open(file, "w", encoding="ascii") as output:
        for number in range(questions):
            output.write(names[number % len(names)] + "\n")
    command = [measure.tool("dnsperf"), "-s", "127.0.0.1", "-p", bind.port, "-d", file, "-n", 1, "-q", 128]
    return measure.run(command, session.server_core).seconds


@contextlib.contextmanager
def reading(database):
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)
    try:
        yield connection
    finally:
        connection.close()


def rounds_done(database):
    with contextlib.suppress(sqlite3.OperationalError), reading(database) as connection:
        row = connection.execute("SELECT round FROM fingerpost_check_sweep").fetchone()
        return row[0] if row else 0
    return 0


def size(database):
    return sum(path.stat().st_size for path in pathlib.Path(database).parent.glob(f"{pathlib.Path(database).name}*"))


def compact(session, database):
    measure.run([measure.tool("sqlite3"), database, "PRAGMA wal_checkpoint(TRUNCATE); VACUUM"], session.server_core)


def sweep_once(session, bind, database):
    """Seconds, CPU seconds and MiB that a round took, and how often BIND was asked"""
    options = ["--check-period", "8760", "--check-rate", "100000", "--check-resolver", f"127.0.0.1:{bind.port}",
               "--check-authority-port", bind.port, "--public-hostname", "discover.host.test"]
    before = bind.questions()
    with session.serve(database, *options) as server:
        wait_ready(server)
        started, cpu = time.monotonic(), server.cpu_seconds()
        while rounds_done(database) == 0:
            if time.monotonic() > started + ROUND_AT_MOST or server.process.poll() is not None:
                raise measure.CannotMeasure("the round did not end: " + server.log.read_text(errors="replace")[-1000:])
            time.sleep(0.1)
        return (time.monotonic() - started, server.cpu_seconds() - cpu, server.resident_mib(),
                bind.questions() - before)


def kept_rows(session, states):
    """What it costs to know a million domains that nothing happens to"""
    session.say(f"sweep: {MANY:,} idle domains")
    database = session.database(MANY)
    with session.serve(database) as server:
        wait_ready(server)
        without = server.resident_mib()
    compact(session, database)
    before = size(database)
    sql = "".join(f"INSERT INTO fingerpost_check_state SELECT name, '{state}', '{desired}' FROM domain "
                  f"WHERE id % {len(states)} = {number};" for number, (state, desired) in enumerate(states))
    now = int(time.time())
    sql += f"INSERT INTO fingerpost_check_sweep VALUES ('', 1, {now}, {now}, 0);"
    measure.run([measure.tool("sqlite3"), "-bail", database], session.server_core, input=f"BEGIN;{sql}COMMIT;".encode())
    compact(session, database)
    grown = (size(database) - before) / MANY
    with session.serve(database, "--check-period", "8760", "--check-resolver", "127.0.0.1:9") as server:
        wait_ready(server)
        time.sleep(5)  # in which all states are counted
        more = (server.resident_mib() - without) * 2**20 / MANY
    return [Row(f"kept of a domain, {MANY:,} idle: octets of its state",
                Figure([sum(len(state) + len(desired) for state, desired in states) / len(states)], "octets"), None,
                at_most(128)),
            Row("the same: growth of the database, name and index included", Figure([grown], "octets")),
            Row("the same: memory of the daemon", Figure([more], "octets"), None, at_most(16))]


def sweep(session):
    domains = 1000 if session.quick else 100_000
    database = session.database(domains)
    lines = records(session, database)
    with Bind(session, lines, "sweep") as bind:
        session.say(f"sweep: {domains:,} domains, {len(lines):,} records")
        seconds, cpu, memory, questions = sweep_once(session, bind, database)
        theirs = asked_by_dnsperf(session, bind, lines, questions)
    with reading(database) as connection:
        states = connection.execute("SELECT state, desired FROM fingerpost_check_state LIMIT 50").fetchall()
    what = f"sweep, {domains:,} domains, {questions:,} questions"
    return [Row(f"{what} / dnsperf asks as many", Figure([seconds], "s"), Figure([theirs], "s")),
            Row(f"{what}: CPU a domain", Figure([1e6 * cpu / domains], "µs")),
            Row(f"{what}: resident", Figure([memory], "MiB")),
            *(kept_rows(session, states) if not session.quick else [])]
