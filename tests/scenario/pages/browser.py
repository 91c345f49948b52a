"""A Chromium without a display, driven by the DevTools protocol over a socket: JSON, a zero byte after each.

    with Browser(hosts={"www.example.com": port}, secure=[]) as browser, browser.tab() as tab:
        tab.open("http://www.example.com/")
        tab.run("document.title")
"""

import json
import os
import socket
import subprocess
import tempfile
import time

import daemon

SECONDS = 30
SOCKET = 'exec "$@" 3<&{0} 4<&3'  # --remote-debugging-pipe reads from 3 and writes to 4
KEYS = {"Tab": 9, "Enter": 13}


class Browser:
    """A context manager; without a sandbox, which containers refuse, because it opens our own pages only.

    hosts: names and the port of 127.0.0.1 where each is found; no other name is.
    secure: origins that are treated as if they had TLS, as behind a proxy."""

    def __init__(self, hosts, secure):
        program = daemon.need("chromium", package="chromium")
        rules = [f"MAP {name} 127.0.0.1:{port}" for name, port in hosts.items()] + ["MAP * ~NOTFOUND"]
        self._directory = tempfile.TemporaryDirectory(prefix="fingerpost-", ignore_cleanup_errors=True)
        self.downloads = os.path.join(self._directory.name, "downloads")
        words = [program, "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--no-first-run",
                 "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                 "--disable-component-update", "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
                 f"--user-data-dir={self._directory.name}/profile", "--host-resolver-rules=" + ", ".join(rules),
                 "--unsafely-treat-insecure-origin-as-secure=" + ",".join(secure)]
        self._stream, theirs = socket.socketpair()
        self._log = os.path.join(self._directory.name, "log")
        with theirs, open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                ["bash", "-c", SOCKET.format(theirs.fileno()), "bash", *words, "about:blank"],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=daemon.environment(HOME=self._directory.name))
        self._received = b""
        self._number = 0
        self._tabs = {}
        self.version = self.command("Browser.getVersion")["product"]

    def command(self, method, session=None, **parameters):
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._stream.sendall(json.dumps(message).encode() + b"\0")
        answer = self.read(lambda message: message.get("id") == number, method)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def read(self, wanted, what):
        """The first message that is wanted; every tab is told of its events up to there."""
        deadline = time.monotonic() + SECONDS * daemon.PATIENCE
        while True:
            message = self._message(deadline, what)
            tab = self._tabs.get(message.get("sessionId"))
            if tab and "method" in message:
                tab.happened(message["method"], message["params"])
            if wanted(message):
                return message

    def _message(self, deadline, what):
        while b"\0" not in self._received:
            self._stream.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                piece = self._stream.recv(1 << 20)
            except TimeoutError:
                raise RuntimeError(f"{what}: no answer of the browser") from None
            if not piece:
                with open(self._log, encoding="utf-8", errors="replace") as log:
                    raise RuntimeError(f"{what}: the browser ended:\n{log.read()}")
            self._received += piece
        message, _, self._received = self._received.partition(b"\0")
        return json.loads(message)

    def tab(self, **options):
        return Tab(self, **options)

    def register(self, session, tab):
        self._tabs[session] = tab

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.command("Browser.close")
        self._process.wait(SECONDS * daemon.PATIENCE)
        self._stream.close()
        self._directory.cleanup()


class Tab:
    """A page with a store of its own, and what it did: requests, and problems nobody should see.

    script: whether those of the page run."""

    def __init__(self, browser, script=True, width=1000):
        self._browser = browser
        self.requests, self.problems = [], []
        self.types = {}  # the content type of each answer, by its URL
        self._context = browser.command("Target.createBrowserContext")["browserContextId"]
        target = browser.command("Target.createTarget", url="about:blank", browserContextId=self._context)
        self._session = browser.command("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        browser.register(self._session, self)
        for domain in ("Page", "Network", "Runtime", "Log", "Audits"):
            self.command(f"{domain}.enable")
        self.command("Browser.setDownloadBehavior", browserContextId=self._context, behavior="allow",
                     downloadPath=browser.downloads, eventsEnabled=True)
        self.command("Browser.grantPermissions", browserContextId=self._context,
                     permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
        self.command("Emulation.setFocusEmulationEnabled", enabled=True)
        self.command("Emulation.setScriptExecutionDisabled", value=not script)
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1,
                     mobile=width < 600)
        self.speak("en")
        self.prefer(dark=False)

    def command(self, method, **parameters):
        return self._browser.command(method, self._session, **parameters)

    def speak(self, languages):
        """As in Accept-Language."""
        self.command("Network.setExtraHTTPHeaders", headers={"Accept-Language": languages})

    def prefer(self, dark):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])

    # what it does

    def open(self, url):
        self.until("Page.loadEventFired", lambda: self.command("Page.navigate", url=url))

    def until(self, event, action):
        """Acts, and returns what the event tells that follows."""
        seen = []
        self._awaited = event, seen
        action()
        if not seen:
            self._browser.read(lambda _: seen, event)
        return seen[0]

    def run(self, expression):
        """The value of an expression of JavaScript, awaited where it is a promise."""
        done = self.command("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"]["exception"]["description"])
        return done["result"].get("value")

    def press(self, key):
        text = {"text": "\r"} if key == "Enter" else {}
        code = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        self.command("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        self.command("Input.dispatchKeyEvent", type="keyUp", **code)

    def write(self, text):
        self.command("Input.insertText", text=text)

    def click(self, selector):
        x, y = self.run(f"""(() => {{ const element = document.querySelector({json.dumps(selector)});
            element.scrollIntoView({{ block: "center" }});
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()""")
        for kind in ("mousePressed", "mouseReleased"):
            self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    # what happened

    _awaited = None, []

    def happened(self, event, told):
        if event == self._awaited[0]:
            self._awaited[1].append(told)
        see = getattr(self, "_see_" + event.replace(".", "_"), None)
        if see:
            see(told)

    def _see_Network_requestWillBeSent(self, told):
        self.requests.append(told["request"]["url"])

    def _see_Network_responseReceived(self, told):
        answer = told["response"]
        self.types[answer["url"]] = answer["mimeType"]
        if answer["status"] >= 400 and told["type"] != "Document":
            self.problems.append(f"{answer['status']} {answer['url']}")

    def _see_Network_loadingFailed(self, told):
        if not told["canceled"]:
            self.problems.append(f"not loaded: {told['errorText']}")

    def _see_Runtime_exceptionThrown(self, told):
        self.problems.append(told["exceptionDetails"]["exception"]["description"])

    def _see_Runtime_consoleAPICalled(self, told):
        self.problems.append(f"console: {told['args']}")

    def _see_Log_entryAdded(self, told):
        if told["entry"]["source"] != "network":  # which is judged by its answers
            self.problems.append(told["entry"]["text"])

    def _see_Audits_issueAdded(self, told):
        self.problems.append(json.dumps(told["issue"]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._browser.command("Target.disposeBrowserContext", browserContextId=self._context)
