"""A hub that listens to feeds of this machine, and what tests ask it."""

import subprocess
import tempfile

from support import binary, feeds, hub, store

SENT = feeds.at(-1)
LATER = feeds.at(-0.5)


def encoded(text, encoding, written):
    """An alert in another encoding, with the ends of lines of another system."""
    return text.replace("UTF-8", written, 1).replace("\n", "\r\n").encode(encoding)


class ListeningCase(hub.HubCase):
    """Tests that share one hub, which listens to what `prepare` gives."""

    RECIPIENTS = ()
    MORE = ""

    @classmethod
    def setUpClass(cls):
        """The feeds first: their addresses stand in the configuration."""
        cls.server = feeds.FeedServer()
        cls.addClassCleanup(cls.server.close)
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        cls.addClassCleanup(kept.cleanup)
        cls.files = kept.name
        cls.CONFIGURATION = feeds.section(cls.prepare(), cls.MORE)
        super().setUpClass()

    @classmethod
    def alerts(cls, **asked):
        """Every alert that the hub shows."""
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return cls.hub.get(f"/api/v1/alerts?{query}", "auditor").json()["alerts"]

    @classmethod
    def by_name(cls):
        """Every alert by its identifier; of several, the one that came last."""
        return {each["identifier"]: each for each in reversed(cls.alerts())}

    @classmethod
    def feed(cls, name):
        """How it goes with one feed."""
        every = cls.hub.get("/api/v1/feeds", "auditor").json()["feeds"]
        return next(each for each in every if each["name"] == name)

    @classmethod
    def wait_for(cls, *identifiers, seconds=15.0):
        """Every alert by its identifier, once these are there."""
        def is_there():
            known = cls.by_name()
            return known if set(identifiers) <= set(known) else None
        return feeds.wait_until(is_there, f"alerts {identifiers} among {sorted(cls.by_name())}", seconds)

    def one(self, digest):
        """One alert whole."""
        answer = self.hub.get(f"/api/v1/alerts/{digest}", "auditor")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    def original(self, digest):
        """The bytes that the hub kept, by the command line: nothing may change them on their way."""
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as token:
            token.write(self.hub.tokens["auditor"].encode())
        run = subprocess.run([binary.BINARY, "alerts", "original", "--hub", self.hub.url, "--token-file", token.name,
                              "--", digest], capture_output=True, timeout=60, env=binary.environment(), check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def entries_about(self, identifier):
        """The kinds of all entries about one alert."""
        return [entry["kind"] for entry in store.entries(self.hub.data)
                if entry["body"].get("identifier") == identifier and entry["kind"].startswith("alert.")]
