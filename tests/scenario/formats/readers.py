"""Reads the formats of `fingerpost dns` as their tools do: text to a set of canonical records.

A record is (owner with final dot, TTL, type, data as a tuple of octets); joined() makes of TXT one string, as
formats and people do that know no other."""

import csv
import io
import json
import re
import subprocess

from daemon import need

FIELD = re.compile(r'"(?:[^"\\]|\\.)*"|(?:[^\s"\\]|\\.)+', re.DOTALL)
ESCAPE = re.compile(rb"\\(\d{3}|.)", re.DOTALL)


def unescaped(text):
    """The octets of a zone file's escapes."""
    def octet(found):
        return bytes([int(found[1])]) if len(found[1]) == 3 else found[1]
    return ESCAPE.sub(octet, text.encode())


def quoted(octets):
    return '"' + "".join(f"\\{c:03}" if c < 32 or c > 126 or c in b'"\\' else chr(c) for c in octets) + '"'


def record(owner, ttl, kind, data):
    words = [unescaped(word[1:-1] if word.startswith('"') else word) for word in FIELD.findall(data)]
    if kind == "TLSA":
        words = [*words[:3], b"".join(words[3:]).lower()]
    if words[0] == b"#":
        words = [*words[:2], b"".join(words[2:]).lower()]
    return owner.lower(), int(ttl), kind, tuple(words)


def joined(records):
    return {(owner, ttl, kind, (b"".join(data),) if kind == "TXT" else data) for owner, ttl, kind, data in records}


def without_dot(name):
    return name if name == "." else name.removesuffix(".")


def read_json(text):
    return {record(r["owner"], r["ttl"], r["type"], r["data"]) for r in json.loads(text)}


def read_zone(text):
    """Lines as dig prints them, too."""
    lines = [line.split(None, 4) for line in text.splitlines() if line and line[0] != ";"]
    return {record(owner, ttl, kind, data) for owner, ttl, _, kind, data in lines}


def read_csv(text):
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    plain = [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]
    return {record(row["name"], row["ttl"], row["type"], row["value"]) for row in plain}


def read_markdown(text):
    found = set()
    for line in text.splitlines():
        if not line.startswith("| `"):
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        name, ttl, kind, value = [re.sub(r"^(`+) ?(.*?) ?\1$", r"\2", cell) for cell in cells[:4]]
        found.add(record(name, ttl, kind, value))
    return found


def read_panel(text, origin):
    """With the option quoted."""
    found = set()
    for line in [line for line in text.splitlines() if not line.startswith("#")][1:]:
        name, kind, ttl, priority, value = re.split("  +", line, maxsplit=4)
        owner = origin if name == "@" else f"{name}.{origin}"
        found.add(record(owner, ttl, kind, value if priority == "-" else f"{priority} {value}"))
    return found


def octodns_value(kind, value):
    keys = {"SRV": ("priority", "weight", "port", "target"), "MX": ("preference", "exchange"),
            "TLSA": ("certificate_usage", "selector", "matching_type", "certificate_association_data")}
    if kind == "CAA":
        return f'{value["flags"]} {value["tag"]} {quoted(value["value"].encode())}'
    if kind == "TXT":  # octoDNS escapes the quotes, and unescapes the semicolons
        return '"' + value.replace('"', '\\"').replace("\\;", ";") + '"'
    return " ".join(str(value[key]) for key in keys[kind]) if kind in keys else value


def natural(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def read_octodns(yaml, text, origin):
    found, zone = set(), yaml.safe_load(text)
    if list(zone) != sorted(zone, key=natural):
        raise ValueError("octoDNS refuses the order of the names")
    for name, entries in zone.items():
        for entry in entries:
            if list(entry) != sorted(entry):
                raise ValueError("octoDNS refuses the order of the keys")
            for value in entry.get("values", [entry.get("value")]):
                owner = f"{name}.{origin}" if name else origin
                found.add(record(owner, entry["ttl"], entry["type"], octodns_value(entry["type"], value)))
    return found


DNSCONTROL = """
const found = [], CAA_CRITICAL = {critical: true}, TTL = (ttl) => ({ttl});
const type = (kind) => (label, ...rest) => ({kind, label, rest});
const [A, AAAA, CAA, CNAME, MX, NS, PTR, SRV, TLSA, TXT] =
    ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SRV", "TLSA", "TXT"].map(type);
const D_EXTEND = (domain, ...records) => found.push(...records.map((record) => ({domain, ...record})));
%s
console.log(JSON.stringify(found));
"""


def read_dnscontrol(text):
    done = subprocess.run([need("node", "nodejs")], input=DNSCONTROL % text, capture_output=True, text=True,
                          timeout=30, check=True)
    found = set()
    for row in json.loads(done.stdout):
        *values, ttl = row["rest"]
        if row["kind"] == "CAA":
            critical = isinstance(values[-1], dict)
            values = ["128" if critical else "0", values[0], quoted(values[1].encode())]
        if row["kind"] == "TXT":
            values = [quoted(values[0].encode())]
        owner = f'{row["domain"]}.' if row["label"] == "@" else f'{row["label"]}.{row["domain"]}.'
        found.add(record(owner, ttl["ttl"], row["kind"], " ".join(map(str, values))))
    return found


HCL = re.compile(r'\s*(?:(?P<string>"(?:[^"\\$%\n]|\\["\\]|\$\$\{|%%\{|[$%](?!\{))*")|(?P<number>\d+)'
                 r'|(?P<word>[a-z_][a-z0-9_-]*)|(?P<mark>[=\[\]{},]))')


def hcl_tokens(text):
    """Strings without templates, numbers, words and marks; nothing else is let through."""
    at, text = 0, re.sub(r"(?m)^#.*$", "", text).rstrip()
    while at < len(text):
        found = HCL.match(text, at)
        if not found:
            raise ValueError(f"no HCL: {text[at:at + 60]!r}")
        at, value = found.end(), found[found.lastgroup]
        if found.lastgroup == "string":
            value = re.sub(r"\\(.)|([$%])\2\{", lambda m: m[1] or m[2] + "{", value[1:-1])
        yield found.lastgroup, value


def hcl_body(tokens):
    """The arguments and blocks up to the closing brace; a block's name holds a list."""
    body = {}
    for kind, name in tokens:
        if (kind, name) == ("mark", "}"):
            return body
        _, mark = next(tokens)
        if mark == "{":
            body.setdefault(name, []).append(hcl_body(tokens))
            continue
        kind, value = next(tokens)
        if (kind, value) == ("mark", "["):
            value = [word for kind, word in iter(lambda: next(tokens), ("mark", "]")) if kind != "mark"]
        body[name] = value
    raise ValueError("a brace is not closed")


TERRAFORM = {"dns_a_record_set": ("A", "addresses"), "dns_aaaa_record_set": ("AAAA", "addresses"),
             "dns_cname_record": ("CNAME", "cname"), "dns_mx_record_set": ("MX", "mx"),
             "dns_srv_record_set": ("SRV", "srv"), "dns_txt_record_set": ("TXT", "txt")}
FIELDS = {"MX": ("preference", "exchange"), "SRV": ("priority", "weight", "port", "target")}


def read_terraform(text):
    tokens, found, names = hcl_tokens(text), set(), set()
    for word in tokens:
        if word != ("word", "resource"):
            raise ValueError(f"{word} is no resource")
        resource, name, _ = next(tokens)[1], next(tokens)[1], next(tokens)
        if (resource, name) in names or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", name):
            raise ValueError(f"{name} is no name of its own")
        names.add((resource, name))
        body, (kind, argument) = hcl_body(tokens), TERRAFORM[resource]
        owner = f'{body["name"]}.{body["zone"]}' if "name" in body else body["zone"]
        for value in body[argument] if isinstance(body[argument], list) else [body[argument]]:
            if kind in FIELDS:
                value = " ".join(value[key] for key in FIELDS[kind])
            found.add(record(owner, body["ttl"], kind, f'"{value}"' if kind == "TXT" else value))
    return found


def read_external_dns(yaml, text):
    found = set()
    for resource in yaml.safe_load_all(text):
        if (resource["apiVersion"], resource["kind"]) != ("externaldns.k8s.io/v1alpha1", "DNSEndpoint"):
            raise ValueError("no DNSEndpoint")
        for endpoint in resource["spec"]["endpoints"]:
            kind = endpoint["recordType"]
            for target in endpoint["targets"]:
                if kind in ("CNAME", "MX") and not target.endswith("."):
                    target += "."
                found.add(record(endpoint["dnsName"] + ".", endpoint["recordTTL"], kind, target))
    return found


def read_domain_connect(text, origin):
    """The template applied to the domain."""
    found = set()
    for row in json.loads(text.replace("%domain%", origin.removesuffix(".")))["records"]:
        host = row["name"] if row["type"] == "SRV" else row["host"]
        labels = [row.get("service"), row.get("protocol"), None if host == "@" else host, origin]
        keys = {"SRV": ("priority", "weight", "port", "target"), "MX": ("priority", "pointsTo")}
        values = keys.get(row["type"], ("data",) if "data" in row else ("pointsTo",))
        data = " ".join(str(row[key]) for key in values)
        found.add(record(".".join(filter(None, labels)), row["ttl"], row["type"], data))
    return found
