"""The set-up page in a real browser: with and without JavaScript, in light and dark, on a phone, for everybody."""

import base64
import contextlib
import itertools
import json
import unittest

import accessibility
import browser
import daemon

HOST, PLAIN_HOST = "autoconfig.example.com", "autoconfig.example.net"
SITE = f"http://{HOST}"
FORM, RESULT = SITE + "/setup", SITE + "/setup?emailaddress=fred@example.com"
ERRORS = [SITE + "/setup?emailaddress=fred", SITE + "/setup?emailaddress=fred@stranger.test"]
PROFILE = "/mobileconfig/?emailaddress=fred%40example.com"
TITLES = {
    "en": "Set up your mail", "de": "E-Mail einrichten", "fr": "Configurer votre messagerie",
    "es": "Configurar el correo", "el": "Ρύθμιση του ηλεκτρονικού ταχυδρομείου", "it": "Configurare la posta"}
LOGO = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"/>').decode()
COMMANDS = [
    ("provider", "add", "Example & Sons"),
    ("server", "add", "--type", "imap", "--name", "imap.example.com"),
    ("server", "add", "--type", "smtp", "--name", "smtp.example.com"),
    ("server", "add", "--type", "caldav", "--url", "https://dav.%EMAILDOMAIN%/%EMAILADDRESS%/"),
    ("domain", "add", "example.com", "example.net", "--provider", "1", "--server", "1", "--server", "2",
     "--server", "dav:1"),
    ("attribute", "set", "--provider", "1", "page_logo", "data:image/svg+xml;base64," + LOGO),
    ("attribute", "set", "--provider", "1", "enable", "https://www.example.com/" + 9 * "settings"),
    ("attribute", "set", "--provider", "1", "webmail", "https://webmail.example.com/"),
    ("attribute", "set", "--provider", "1", "documentation", "https://www.example.com/help"),
    ("attribute", "set", "--provider", "1", "help_text", "Call 100 & ask for Jane"),
    ("attribute", "set", "--provider", "1", "--language", "de", "help_text", "Fragen? Telefon 100"),
    ("attribute", "set", "--domain", "example.com", "display_name", "Example Mail"),
]
HEADING = "document.querySelector('h1').textContent"
COPY_BUTTONS = "[...document.querySelectorAll('button.copy')].filter(button => button.checkVisibility()).length"

running = None


class Running:
    """The daemon and the browser that all tests share."""

    def __init__(self, keep):
        self.served = keep(daemon.Daemon())
        for words in COMMANDS:
            self.served.cli(*words)
        if not daemon.eventually(lambda: "Example Mail" in self.served.get("/setup", host=HOST).text):
            raise RuntimeError("the attributes are not served")
        hosts = {HOST: self.served.public, PLAIN_HOST: self.served.public}
        self.browser = keep(browser.Browser(hosts, secure=[SITE]))
        print(self.browser.version)


def setUpModule():
    global running
    running = Running(unittest.enterModuleContext)


class Pages(daemon.Scenario):
    def open(self, url, **options):
        """A tab with this page. After the test it must have had no problem, and have asked only this host."""
        tab = self.enterContext(running.browser.tab(**options))
        self.addCleanup(self.assert_well_behaved, tab)
        tab.open(url)
        return tab

    def assert_well_behaved(self, tab):
        self.assertEqual(tab.problems, [])
        strangers = [url for url in tab.requests
                     if not url.startswith((SITE + "/", f"http://{PLAIN_HOST}/", "data:image/svg+xml;base64,"))]
        self.assertEqual(strangers, [])

    @contextlib.contextmanager
    def coloured(self, colour):
        """The page wears this colour meanwhile."""
        of_domain = ("--domain", "example.com", "colour")
        running.served.cli("attribute", "set", *of_domain, colour)
        self.assert_soon(lambda: f"colour={colour[1:]}" in running.served.get("/setup", host=HOST).text, 5)
        yield
        running.served.cli("attribute", "remove", *of_domain)


class Form(Pages):
    def fill_in(self, tab):
        tab.click("#emailaddress")
        tab.write("fred@example.com")
        tab.until("Page.loadEventFired", lambda: tab.press("Enter"))
        self.assertEqual(tab.run("document.querySelector('h2').textContent"), "Settings for fred@example.com")
        self.assertIn("emailaddress=fred%40example.com", tab.run("location.search"))
        self.assertIn("imap.example.com", tab.run("document.querySelector('table').textContent"))

    def test_leads_to_the_settings(self):
        self.fill_in(self.open(SITE + "/"))

    def test_leads_to_the_settings_without_script(self):
        tab = self.open(FORM, script=False)
        self.fill_in(tab)
        self.assertEqual(tab.run(COPY_BUTTONS), 0)

    def test_leads_to_the_settings_in_another_language_without_script(self):
        tab = self.open(RESULT, script=False)
        tab.until("Page.loadEventFired", lambda: tab.click("footer a[hreflang=de]"))
        self.assertEqual(tab.run(HEADING), TITLES["de"])
        self.assertIn("fred@example.com", tab.run("document.querySelector('h2').textContent"))

    def test_says_what_is_wrong(self):
        for url, words in zip(ERRORS, ("is not an e-mail address", "We do not know the part after the @")):
            with self.subTest(url):
                tab = self.open(url)
                self.assertIn(words, tab.run("document.querySelector('[role=alert]').textContent"))


class Copying(Pages):
    def test_button_copies_and_says_so(self):
        tab = self.open(RESULT)
        self.assertEqual(tab.run(COPY_BUTTONS), tab.run("document.querySelectorAll('td code').length"))
        tab.click("button.copy")
        self.assert_copied(tab)

    def test_button_is_reached_and_pressed_by_keyboard(self):
        tab = self.open(RESULT)
        for _ in range(30):
            tab.press("Tab")
            if tab.run("document.activeElement.matches('button.copy')"):
                break
        self.assertNotEqual(tab.run("getComputedStyle(document.activeElement).outlineStyle"), "none")
        tab.press("Enter")
        self.assert_copied(tab)

    def assert_copied(self, tab):
        """The first line, to the eye and to a screen reader."""
        button, status = "document.querySelector('button.copy')", "document.querySelector('[role=status]')"
        self.assert_soon(lambda: tab.run(f"{button}.textContent") == "Copied")
        self.assertEqual(tab.run(f"{status}.textContent"), "Copied: Server")
        self.assertEqual(tab.run("navigator.clipboard.readText()"), "imap.example.com")
        self.assert_soon(lambda: tab.run(f"{button}.textContent") == "Copy", 5)

    def test_there_is_no_button_where_the_browser_lets_nobody_copy(self):
        tab = self.open(f"http://{PLAIN_HOST}/setup?emailaddress=fred@example.net")
        self.assertFalse(tab.run("isSecureContext"))
        self.assertEqual(tab.run(COPY_BUTTONS), 0)


class Languages(Pages):
    def test_of_the_browser_and_of_the_address(self):
        tab = self.open(FORM)
        for language, title in TITLES.items():
            with self.subTest(language):
                tab.speak(f"{language}-XX,xx;q=0.5")
                tab.open(RESULT)
                self.assert_speaks(tab, language, title)
                tab.speak("en")
                tab.open(f"{RESULT}&lang={language}")
                self.assert_speaks(tab, language, title)

    def assert_speaks(self, tab, language, title):
        self.assertEqual(tab.run("document.documentElement.lang"), language)
        self.assertEqual(tab.run(HEADING), title)
        self.assertEqual(tab.run("document.title"), f"{title} – Example Mail")
        self.assertEqual(tab.run("document.querySelector('footer [aria-current]').lang"), language)


class Looks(Pages):
    def test_follow_the_operator(self):
        with self.coloured("#7a1f5c"):
            tab = self.open(RESULT + "&lang=de")
        self.assertEqual(tab.run("document.querySelector('.brand').textContent"), "Example Mail")
        self.assertEqual(tab.run("document.querySelector('.logo').naturalWidth"), 120)
        self.assertEqual(tab.run("getComputedStyle(document.querySelector('.button')).backgroundColor"),
                         "rgb(122, 31, 92)")
        self.assertIn("Fragen? Telefon 100", tab.run("document.querySelector('main').textContent"))

    def test_follow_the_wish_for_dark(self):
        tab = self.open(FORM)
        light = tab.run("getComputedStyle(document.body).backgroundColor")
        tab.prefer(dark=True)
        self.assertEqual([light, tab.run("getComputedStyle(document.body).backgroundColor")],
                         ["rgb(255, 255, 255)", "rgb(22, 25, 29)"])

    def test_fit_a_phone(self):
        tab = self.open(FORM, width=320)
        for url, language in itertools.product((FORM + "?", RESULT), TITLES):
            with self.subTest(url, language=language):
                tab.open(f"{url}&lang={language}")
                self.assertEqual(tab.run("[innerWidth, document.documentElement.scrollWidth]"), [320, 320])


class Apple(Pages):
    def test_code_is_shown(self):
        tab = self.open(RESULT)
        self.assertGreater(tab.run("document.querySelector('figure img').naturalWidth"), 0)

    def test_button_downloads_the_profile(self):
        tab = self.open(RESULT)
        begun = tab.until("Browser.downloadWillBegin", lambda: tab.click("a.button"))
        self.assertTrue(begun["suggestedFilename"].endswith(".mobileconfig"), begun)
        self.assertEqual(tab.types[SITE + PROFILE], "application/x-apple-aspen-config")


class Accessibility(Pages):
    """By axe-core."""

    @classmethod
    def setUpClass(cls):
        cls.axe = accessibility.installed()

    def test_wcag_2_1_aa(self):
        self.assert_accessible("#1a5f9e")

    def test_wcag_2_1_aa_in_colours_of_operators(self):
        for colour in ("#ffe95c", "#7f7f7f"):
            with self.coloured(colour):
                self.assert_accessible(colour)

    def assert_accessible(self, colour):
        tab = self.open(FORM)
        for url, dark in itertools.product((FORM, RESULT, *ERRORS), (False, True)):
            with self.subTest(url, dark=dark, colour=colour):
                tab.prefer(dark)
                tab.open(url)
                self.assertEqual(accessibility.violations(tab, self.axe), [])


class Watching(Pages):
    """What would let the tests above pass over a fault."""

    def violations_after(self, change):
        tab = self.open(FORM)
        tab.run(change)
        return [line.split(":")[0] for line in accessibility.violations(tab, accessibility.installed())]

    def test_axe_reports_a_missing_label(self):
        self.assertIn("label", self.violations_after("document.querySelector('label').remove()"))

    def test_axe_reports_a_pale_colour(self):
        pale = "document.documentElement.style.setProperty('--ink', '#aaa')"
        self.assertIn("color-contrast", self.violations_after(pale))

    def assert_noticed(self, script, words):
        tab = self.enterContext(running.browser.tab())
        tab.open(FORM)
        tab.run(script)
        self.assert_soon(lambda: tab.run("1") and words in json.dumps(tab.problems), what=str(tab.problems))
        self.assertRaises(AssertionError, self.assert_well_behaved, tab)

    def test_a_violation_of_the_policy_is_noticed(self):
        self.assert_noticed("document.head.append(Object.assign(document.createElement('style'), "
                            "{ textContent: 'p { color: red }' }))", "ContentSecurityPolicy")

    def test_an_error_of_a_script_is_noticed(self):
        self.assert_noticed("setTimeout(() => { throw new Error('broken') }), 0", "broken")

    def test_a_picture_from_elsewhere_is_noticed(self):
        self.assert_noticed("new Image().src = 'http://elsewhere.test/picture', 0", "elsewhere.test")


if __name__ == "__main__":
    daemon.main()
