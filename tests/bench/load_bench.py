"""From the database into the answers: a cold start, and single changes."""

import itertools
import random
import subprocess
import time

import measure
from report import Figure, Row, at_most, ratio_at_most
from session import OTHER_PROVIDER, PROVIDER, autoconfig_path, domain, wait_ready

FEW, MANY = 10, 1_000_000
SEEN_WITHIN = 30  # seconds; later is an error
PAUSE = 0.0005    # between two requests of the stream


class SqlTool:
    """The sqlite3 tool, kept open: says when a statement is committed."""

    def __init__(self, database):
        self.process = subprocess.Popen([measure.tool("sqlite3"), "-batch", str(database)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        self.commit(".timeout 5000")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with self.process:
            self.process.stdin.close()

    def commit(self, sql):
        self.process.stdin.write(f"{sql}\nSELECT 'done';\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        if said != "done\n":
            raise measure.CannotMeasure(f"sqlite3: {said}")
        return time.monotonic()


def new_domain(number):
    name = f"new{number}.host.test"
    sql = (f"BEGIN IMMEDIATE; INSERT INTO domain (name, provider_id) VALUES ('{name}', {PROVIDER}); "
           f"INSERT INTO server_domain (domain_id, server_id) SELECT domain.id, server.id FROM domain, server "
           f"WHERE domain.name = '{name}' AND server.id >= 9001; COMMIT;")
    return sql, name, "imap.host.test"


def moved_domain(number):
    provider, text = [(OTHER_PROVIDER, "Other Mail"), (PROVIDER, "Bench Mail")][number % 2]
    return f"UPDATE domain SET provider_id = {provider} WHERE name = '{domain(0)}';", domain(0), text


def renamed_provider(number):
    text = f"Renamed {number}"
    return f"UPDATE provider SET name = '{text}' WHERE id = {PROVIDER};", domain(1), text


# what it is called, number -> (SQL, a domain to ask for, the text its answer then holds)
CHANGES = (("one domain inserted", new_domain), ("one domain updated", moved_domain),
           ("their provider renamed", renamed_provider))


def stream(client, path, until):
    """Asks without end; the longest wait for an answer, and when `until(status, body)` was true, or None"""
    longest = 0
    while True:
        asked = time.monotonic()
        status, _, body = client.get(path)
        answered = time.monotonic()
        longest = max(longest, answered - asked)
        if until(answered, body):
            return longest, answered
        time.sleep(PAUSE)


def follow(client, tool, sql, name, text):
    """Milliseconds from the commit to the changed answer, and the longest wait on the way"""
    wanted, path = text.encode(), autoconfig_path(name)
    time.sleep(random.uniform(0, 0.3))  # else every commit would come at the same time after a look
    committed = tool.commit(sql)
    longest, seen = stream(client, path, lambda now, body: wanted in body or now > committed + SEEN_WITHIN)
    if seen > committed + SEEN_WITHIN:
        raise measure.CannotMeasure(f"the change was not served within {SEEN_WITHIN} s: {sql}")
    after, _ = stream(client, path, lambda now, _: now > seen + 0.1)
    return 1000 * (seen - committed), 1000 * max(longest, after)


def quiet(client):
    """The longest wait while nothing changes: the machine's own noise"""
    end = time.monotonic() + 0.3
    return 1000 * stream(client, autoconfig_path(domain(0)), lambda now, _: now > end)[0]


def reload_rows(session, domains):
    rows, times = [], 4 if session.quick else 10
    session.say(f"load: changes among {domains:,} domains")
    database = session.database(domains)
    with session.serve(database) as server, SqlTool(database) as tool:
        wait_ready(server)
        with measure.Client(server.port) as client:
            calm = Figure([quiet(client) for _ in range(times)], "ms")
            for what, change in CHANGES:
                done = [follow(client, tool, *change(number)) for number in range(times)]
                seen, waits = [Figure(values, "ms") for values in zip(*done)]
                rows += [Row(f"{domains:,} domains, {what}: served after", seen, None, at_most(1000)),
                         Row(f"{domains:,} domains, {what}: longest wait / in quiet", waits, calm)]
        rows.append(Row(f"resident after the changes, {domains:,} domains",
                        Figure([server.resident_mib()], "MiB"), None, at_most(150 if domains == MANY else 25)))
    return rows


def cold_start(session, database):
    with session.serve(database) as server:
        return wait_ready(server), server.cpu_seconds()


def read_by_sqlite3(session, database):
    command = [measure.tool("sqlite3"), database, "SELECT * FROM domain"]
    cost = measure.run(command, session.server_core, stdout=subprocess.DEVNULL)
    return cost.seconds, cost.cpu_seconds


def cold_start_rows(session):
    database = session.database(MANY)
    cold_start(session, database)  # the first one may upgrade the database
    results = []
    for number in range(session.rounds):
        session.say(f"load: cold start {number + 1} of {session.rounds}")
        results.append((*cold_start(session, database), *read_by_sqlite3(session, database)))
    elapsed, cpu, their_elapsed, their_cpu = [Figure(values, "s") for values in zip(*results)]
    return [
        Row("cold start, 1,000,000 domains / sqlite3 reads them: time", elapsed, their_elapsed, ratio_at_most(4)),
        Row("cold start, 1,000,000 domains / sqlite3 reads them: CPU", cpu, their_cpu, ratio_at_most(4)),
        Row("inserting 1,000,000 domains by SQL, change log and all", Figure([session.insert_seconds[MANY]], "s")),
    ]


def load(session):
    return [*cold_start_rows(session), *itertools.chain.from_iterable(reload_rows(session, n) for n in (FEW, MANY))]
