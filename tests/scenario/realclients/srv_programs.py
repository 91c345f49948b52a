"""msmtp and mpop, which write a configuration of their own from SRV records (RFC 6186, RFC 8314)."""

import subprocess

import daemon


def configured(program, address):
    """(host, port, SSL or STARTTLS or plain), or None where it says that there are no records."""
    done = subprocess.run(
        [daemon.need(program, package=program), "--configure", address], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=20, env=daemon.environment())
    if done.returncode != 0:
        if "no SRV records" in done.stderr:
            return None
        raise RuntimeError(f"{program}: {done.returncode}: {done.stderr}")
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines() if line and not line.startswith("#")]
    said = {words[0]: words[-1] for words in lines}
    security = "plain" if said["tls"] == "off" else "STARTTLS" if said["tls_starttls"] == "on" else "SSL"
    return said["host"], int(said["port"]), security
