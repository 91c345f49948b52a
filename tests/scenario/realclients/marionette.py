"""The remote protocol of Mozilla's programs: JSON behind its length, over TCP."""

import json
import socket

import daemon

START_SECONDS = 60
SCRIPT_SECONDS = 30


class Marionette:
    """A session in the chrome context, where scripts may call the program's own modules."""

    def __init__(self, port):
        self._stream = daemon.eventually(lambda: connected(port), START_SECONDS * daemon.PATIENCE)
        if not self._stream:
            raise RuntimeError(f"nothing listens on port {port}")
        self._number = 0
        self._read()  # the greeting
        self.version = self.command("WebDriver:NewSession")["capabilities"]["browserVersion"]
        self.command("Marionette:SetContext", value="chrome")
        self.command("WebDriver:SetTimeouts", script=int(SCRIPT_SECONDS * daemon.PATIENCE * 1000))

    def command(self, name, **parameters):
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{name}: {error['error']}: {error['message']}")
        return result

    def run(self, script, *arguments):
        """What the body of an asynchronous function returns."""
        body = (f"const resolve = arguments[arguments.length - 1];(async function() {{ {script} }})"
                ".apply(null, arguments).then(value => resolve({ value }),"
                " error => resolve({ error: `${error} ${error?.stack}` }));")
        answer = self.command("WebDriver:ExecuteAsyncScript", script=body, args=arguments,
                              newSandbox=True, sandbox="system")["value"]
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def close(self):
        self._stream.close()

    def _read(self):
        length = b""
        while (character := self._stream.read(1)) != b":":
            if not character:
                raise RuntimeError("the program closed the connection")
            length += character
        return json.loads(self._stream.read(int(length)))


def connected(port):
    """A stream, or None as long as nobody listens."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SCRIPT_SECONDS * daemon.PATIENCE * 2) as peer:
            return peer.makefile("rwb")
    except OSError:
        return None
