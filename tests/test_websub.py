"""Who subscribes to the hub's feeds by WebSub is asked, gets every change, and reaches nothing else."""

import hashlib
import hmac
import json
import os
import re
import shutil
import subprocess
import unittest
import urllib.parse

from support import binary, hub, story, websub
from support.websub_case import ATOM, BASE, GEOJSON, HUB, JSON, PRIVATE, RSS, WebSubCase, wait_until

OTHERS = os.path.join(os.path.dirname(__file__), "websub_js")


class Subscribing(WebSubCase):
    """From discovery to the last delivery."""

    def test_each_feed_names_its_hub_and_itself_in_its_headers_and_in_its_text(self):
        """WebSub, section 4."""
        self.make()
        for topic in (ATOM, RSS, JSON, GEOJSON, f"{BASE}/feeds/severity-severe.atom"):
            with self.subTest(topic=topic):
                answer = self.hub.get(topic.removeprefix(BASE))
                self.assertEqual(answer.headers["link"], f'<{HUB}>; rel="hub", <{topic}>; rel="self"')
        same = self.hub.get("/feed.atom", If_None_Match=self.hub.get("/feed.atom").headers["etag"])
        self.assertEqual((same.status, "rel=\"hub\"" in same.headers["link"]), (304, True))
        self.assertIn(f'<{JSON}>; rel="self"', self.hub.get("/api/v1/public/warnings").headers["link"])
        self.assertNotIn("link", self.hub.get("/").headers)
        atom, rss = self.hub.get("/feed.atom").text, self.hub.get("/feed.rss").text
        self.assertIn(f'<link rel="hub" href="{HUB}"/>', atom)
        self.assertRegex(atom, f'<link rel="self" [^>]*href="{ATOM}"/>')
        self.assertIn(f'<atom:link rel="hub" href="{HUB}"/>', rss)
        self.assertRegex(rss, f'<atom:link rel="self" [^>]*href="{RSS}"/>')

    def test_a_subscriber_is_asked_then_gets_the_feed_and_then_every_change_signed(self):
        """WebSub, sections 5 to 7: parameters, bytes, type, links, HMAC; nothing that it has already."""
        self.make()
        asked = self.subscribe("/a?own=1", secret="s3cret ä", lease_seconds=7200)
        self.assertEqual(set(asked), {"hub.mode", "hub.topic", "hub.challenge", "hub.lease_seconds"})
        self.assertEqual((asked["hub.mode"], asked["hub.topic"], asked["hub.lease_seconds"]),
                         ("subscribe", ATOM, "7200"))
        self.assertGreater(len(asked["hub.challenge"]), 40)
        self.release()
        self.subscriber.wait_until_has("/a?own=1", self.now())
        bodies = self.subscriber.taken("/a?own=1")
        self.assertEqual(len(set(bodies)), len(bodies), "the same was sent twice")
        for request in self.subscriber.received:
            if request.path != "/a?own=1":
                continue
            self.assertEqual(request.headers["content-type"], "application/atom+xml; charset=utf-8")
            self.assertEqual(request.headers["link"], f'<{HUB}>; rel="hub", <{ATOM}>; rel="self"')
            wanted = hmac.new("s3cret ä".encode(), request.body, hashlib.sha256).hexdigest()
            self.assertEqual(request.headers["x-hub-signature"], f"sha256={wanted}")

    def test_every_kind_of_feed_is_sent_with_its_own_type_and_without_a_secret_unsigned(self):
        """Each as GET shows it."""
        self.make()
        for number, topic in enumerate((RSS, JSON, GEOJSON, f"{BASE}/feeds/severity-extreme.rss")):
            with self.subTest(topic=topic):
                self.subscribe(f"/{number}", topic)
                self.subscriber.wait_until_has(f"/{number}", self.now(topic))
                request = [each for each in self.subscriber.received if each.path == f"/{number}"][0]
                self.assertEqual(request.headers["content-type"],
                                 self.hub.get(topic.removeprefix(BASE)).headers["content-type"])
                self.assertNotIn("x-hub-signature", request.headers)
        self.assertEqual(sum(self.counts().values()), 4)

    def test_leases_are_kept_within_an_hour_and_thirty_days(self):
        """What is asked is answered in the verification."""
        self.make()
        for asked, given in ((None, 864_000), (1, 3_600), (3_600, 3_600), (2_592_000, 2_592_000),
                             (9_999_999_999, 2_592_000)):
            with self.subTest(asked=asked):
                more = {} if asked is None else {"lease_seconds": asked}
                self.assertEqual(self.subscribe(f"/{asked}", **more)["hub.lease_seconds"], str(given))

    def test_wrong_requests_are_refused_in_plain_words_and_nobody_is_called(self):
        """WebSub, section 5.1.2."""
        self.make()
        good = {"hub.mode": "subscribe", "hub.topic": ATOM, "hub.callback": self.subscriber.url + "/never"}
        rows = (({"hub.mode": "publish"}, 400, "hub.mode"), ({"hub.mode": ""}, 400, "hub.mode"),
                ({"hub.callback": ""}, 400, "hub.callback"), ({"hub.callback": "/never"}, 400, "hub.callback"),
                ({"hub.callback": "ftp://sub.example/"}, 400, "https://"),
                ({"hub.callback": "http://user:word@sub.example/"}, 400, "user name"),
                ({"hub.callback": self.subscriber.url + "/never#part"}, 400, "fragment"),
                ({"hub.callback": self.subscriber.url + "/" + "n" * 1024}, 413, "1024"),
                ({"hub.topic": "https://other.example/feed.atom"}, 404, "/feeds/"),
                ({"hub.topic": f"{BASE}/feeds/area-none.atom"}, 404, "hub.topic"),
                ({"hub.topic": f"{BASE}/cap/w.1.xml"}, 404, "hub.topic"),
                ({"hub.topic": f"{BASE}/feeds/../feed.atom"}, 404, "hub.topic"),
                ({"hub.topic": f"{BASE}.evil/feed.atom"}, 404, "hub.topic"),
                ({"hub.lease_seconds": "0"}, 400, "hub.lease_seconds"),
                ({"hub.lease_seconds": "ten"}, 400, "hub.lease_seconds"),
                ({"hub.secret": "s" * 200}, 413, "hub.secret"))
        for change, status, words in rows:
            with self.subTest(change=change):
                answer = self.hub.post_form("/websub", {**good, **change})
                self.assertEqual((answer.status, answer.type), (status, "text/plain"), answer.text)
                self.assertIn(words, answer.text)
        as_json = self.hub.call("POST", "/websub", good)
        self.assertEqual((as_json.status, as_json.type), (415, "text/plain"))
        large = self.hub.post_form("/websub", {**good, "hub.other": "o" * 9_000})
        self.assertEqual(large.status, 413)
        self.assertEqual(self.hub.get("/websub").status, 405)
        self.subscribe("/after")
        self.assertEqual(self.subscriber.questions("/never"), [])
        self.assertEqual(list(self.counts().values()), [1])

    def test_who_does_not_send_the_whole_challenge_back_is_not_subscribed(self):
        """WebSub, section 5.3: 2xx and the challenge, nothing else."""
        self.make()
        answers = {
            "/wrong": lambda hub: (200, "no"),
            "/empty": lambda hub: (200, ""),
            "/more": lambda hub: (200, hub["hub.challenge"] + "\n"),
            "/less": lambda hub: (200, hub["hub.challenge"][:-1]),
            "/long": lambda hub: (200, hub["hub.challenge"] * 100),
            "/missing": lambda hub: (404, hub["hub.challenge"]),
            "/moved": lambda hub: (302, hub["hub.challenge"]),
            "/broken": lambda hub: (500, hub["hub.challenge"]),
        }
        self.subscriber.verify = lambda path, hub: answers.get(path, lambda hub: (200, hub["hub.challenge"]))(hub)
        for path in answers:
            self.assertEqual(self.post(path).status, 202)
            self.subscriber.wait_for_question(path)
        self.subscribe("/right")
        self.release()
        self.subscriber.wait_until_has("/right", self.now())
        self.assertEqual({each.path for each in self.subscriber.received} - {"/guard"}, {"/right"})
        self.assertEqual(self.subscriber.questions("/elsewhere"), [])
        self.assertEqual(self.counts(), {ATOM: 1})
        challenges = [asked["hub.challenge"] for _, asked in self.subscriber.asked]
        self.assertEqual(len(set(challenges)), len(challenges), "a challenge is random, and used once")
        self.assertIn("not confirmed", self.hub.errors())
        self.assertNotIn("/wrong", self.hub.errors(), "the address of a callback is nobody's business")

    def test_leaving_is_verified_too(self):
        """WebSub, section 5.1: "only once the action is verified"."""
        self.make()
        self.subscribe("/stays")
        self.subscribe("/goes")
        self.subscriber.verify = lambda path, hub: (404, "") if path == "/stays" else (200, hub["hub.challenge"])
        for path in ("/stays", "/goes"):
            self.assertEqual(self.post(path, mode="unsubscribe").status, 202)
            asked = self.subscriber.wait_for_question(path, 2)
            self.assertEqual((asked["hub.mode"], asked["hub.topic"]), ("unsubscribe", ATOM))
        wait_until(lambda: self.counts() == {ATOM: 1}, "one has left")
        had = len(self.subscriber.taken("/goes"))
        self.release()
        self.subscriber.wait_until_has("/stays", self.now())
        self.assertEqual(len(self.subscriber.taken("/goes")), had)
        left = [f"{self.subscriber.url}/stays"]
        wait_until(lambda: [each["callback"] for each in self.kept()] == left, "on the disk")

    def test_who_renews_keeps_what_it_has_and_its_new_secret_counts(self):
        """WebSub, section 5.1: "MUST allow subscribers to re-request subscriptions"."""
        self.make()
        self.subscribe(secret="old", lease_seconds=3600)
        self.subscribe(secret="new", lease_seconds=7200)
        wait_until(lambda: [each["secret"] for each in self.kept()] == ["new"], "the new secret on the disk")
        self.release()
        self.subscriber.wait_until_has("/a", self.now())
        bodies = self.subscriber.taken("/a")
        self.assertEqual(len(set(bodies)), len(bodies), "the same was sent twice")
        last = self.subscriber.received[-1]
        self.assertEqual(last.headers["x-hub-signature"],
                         "sha256=" + hmac.new(b"new", last.body, hashlib.sha256).hexdigest())

    def test_limits_are_said(self):
        """One host may not take the whole hub."""
        self.make(PRIVATE + "per_host = 2\n")
        self.subscribe("/a")
        self.subscribe("/b")
        answer = self.post("/c")
        self.assertEqual((answer.status, "retry-after" in answer.headers), (429, True))
        self.assertIn("2 subscriptions", answer.text)
        self.subscribe("/a")  # renewed

    @unittest.skipUnless(shutil.which("node") and os.path.isdir(os.path.join(OTHERS, "node_modules")),
                         "node or the packages of tests/websub_js are absent")
    def test_a_subscriber_that_is_not_ours_subscribes_is_told_and_leaves(self):
        """The npm package pubsubhubbub."""
        self.make()
        with subprocess.Popen(["node", os.path.join(OTHERS, "subscriber.mjs"), ATOM, f"{self.hub.url}/websub"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            try:
                def said(event):
                    line = json.loads(other.stdout.readline() or "{}")
                    self.assertEqual(line.get("event"), event, line)
                    return line
                self.assertEqual(said("subscribe")["topic"], ATOM)
                said("feed")
                self.release()
                heard = said("feed")
                while hashlib.sha256(self.now()).hexdigest() != heard["sha256"]:
                    heard = said("feed")
                self.assertEqual((heard["topic"], heard["hub"]), (ATOM, HUB))
                other.stdin.write("leave\n")
                other.stdin.flush()
                said("unsubscribe")
                wait_until(lambda: self.counts() == {}, "it has left")
            finally:
                other.kill()


class Guarded(WebSubCase):
    """Nobody reaches inside through the hub."""

    def test_addresses_that_are_not_public_are_not_called(self):
        """Literals are refused at once; names when they are looked up, at every call."""
        self.make(hub.LOOPBACK)
        port = urllib.parse.urlsplit(self.subscriber.url).port
        for host in ("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
                     "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[ff02::1]",
                     "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]"):
            with self.subTest(host=host):
                answer = self.hub.post_form("/websub", {"hub.mode": "subscribe", "hub.topic": ATOM,
                                                        "hub.callback": f"http://{host}:{port}/inside"})
                self.assertEqual((answer.status, answer.type), (422, "text/plain"), answer.text)
                self.assertIn("not on the public Internet", answer.text)
        for host in ("localhost", "2130706433", "0x7f.1", "127.1", "017700000001"):
            with self.subTest(host=host):
                answer = self.hub.post_form("/websub", {"hub.mode": "subscribe", "hub.topic": ATOM,
                                                        "hub.callback": f"http://{host}:{port}/inside"})
                self.assertEqual(answer.status, 202, answer.text)
                wait_until(lambda host=host: f"subscriber at {host}" in self.hub.errors(), "it was looked up")
        self.assertEqual((self.subscriber.asked, self.counts()), ([], {}))

    def test_a_subscription_that_was_private_is_not_called_once_that_is_not_allowed_any_more(self):
        """The check is made at each call, not when somebody subscribes."""
        self.make()
        self.subscribe()
        self.hub.stop()
        path = os.path.join(self.hub.data, "heed.toml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("allow_private_callbacks = true", "allow_private_callbacks = false"))
        self.hub.start()
        count = len(self.subscriber.received)
        story.register_guard(self.hub, self.subscriber.url)
        story.release(self.hub, "w")
        wait_until(lambda: "public Internet" in self.hub.errors(), "the hub says why")
        self.assertEqual([each.path for each in self.subscriber.received[count:] if each.path != "/guard"], [])

    def test_switched_off_nothing_of_it_is_there(self):
        """[websub] enabled = false."""
        self.make(hub.LOOPBACK + "\n[websub]\nenabled = false\n")
        self.assertEqual(self.post().status, 404)
        answer = self.hub.get("/feed.atom")
        self.assertNotIn("link", answer.headers)
        self.assertNotIn('rel="hub"', answer.text + self.hub.get("/feed.rss").text)
        self.assertNotIn("subscribers", self.hub.get("/api/v1/feeds", "auditor").json())
        self.hub.stop()
        self.assertFalse(os.path.exists(os.path.join(self.hub.data, "websub.json")))

    def test_a_limit_of_nothing_is_refused_at_the_start(self):
        """With the name of the setting."""
        made = hub.Hub(self.folder, "\n[websub]\nper_host = 0\n")
        run = binary.heed("serve", "--data", made.data, "--listen", "127.0.0.1:0")
        self.assertNotEqual(run.returncode, binary.DONE)
        self.assertTrue(re.search(r"\[websub\].*per_host", run.stderr), run.stderr)


if __name__ == "__main__":
    unittest.main()
