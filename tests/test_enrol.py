"""Subscribing on the public page, from the form to the end of it: over real sockets, with a real mail server."""

import datetime
import os
import re
import tempfile
import time
import unittest
import urllib.parse

from support import hub, mail, store, story

ANN = "ann.smith@example.org"
BEN = "ben@example.org"
HALL = "55.8258, 37.3903"


def day(days):
    """A day so many days from today, as the form takes it."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)).strftime("%Y-%m-%d")


def wait_until(what, why, seconds=10.0):
    """What `what` gives, once it gives something; raises when it does not in time."""
    until = time.monotonic() + seconds
    while True:
        found = what()
        if found:
            return found
        if time.monotonic() > until:
            raise AssertionError(f"within {seconds} s: {why}")
        time.sleep(0.02)


class Enrolling(unittest.TestCase):
    """A hub with mail; each test has one of its own, because each counts what was written and sent."""

    def setUp(self):
        if mail.SINK is None:
            self.skipTest("skipped: there is no smtp-sink; it comes with Debian's postfix")
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        self.addCleanup(kept.cleanup)
        self.sink = mail.MailReceiver(os.path.join(kept.name, "mail"))
        self.addCleanup(self.sink.close)
        settings = f'\n[mail]\nrelay = "{self.sink.url}"\nfrom = "warnings@test.example"\n'
        self.hub = hub.Hub(kept.name, settings)
        self.addCleanup(self.hub.stop)
        self.hub.start()

    def mails_to(self, address):
        """Every message to an address so far."""
        return [message for to, message in self.sink.messages() if address in to]

    def wait_for_mails(self, address, count):
        """The messages to an address, once there are so many."""
        return wait_until(lambda: len(self.mails_to(address)) >= count and self.mails_to(address),
                          f"mail {count} to {address}")

    def wait_for_warning(self, address):
        """The one message to an address that is not the question whether it wants any. (The sink keeps no order.)"""
        def warnings():
            return [each for each in self.mails_to(address) if "Confirm that you" not in each["Subject"]]
        (message,) = wait_until(warnings, f"a warning to {address}")
        return message

    def ask(self, address=ANN, place=HALL, **more):
        """Sends the form."""
        return self.hub.post_form("/subscribe", {"address": address, "language": "en", "place": place, **more})

    def link_in(self, message, kind):
        """The path of a link in a mail's text."""
        (link,) = set(re.findall(rf"http://[^/\s]+(/{kind}/\S+)", mail.text_of(message)))
        return link

    def subscribe(self, address=ANN, **more):
        """All the way to the page that says that it is done. Gives the link and that page."""
        self.assertEqual(self.ask(address, **more).status, 200)
        link = self.link_in(self.wait_for_mails(address, 1)[-1], "subscribe")
        done = self.hub.post_form(link, {})
        self.assertEqual(done.status, 200, done.text)
        return link, done

    def kinds(self):
        """The kinds of all entries."""
        return [entry["kind"] for entry in store.entries(self.hub.data)]

    def size(self):
        """How many entries the record has."""
        return len(self.kinds())

    def register_guard(self):
        """Somebody who is told by name, not by the public page, and must be told first."""
        self.hub.done("register_recipient", {
            "recipient": "guard", "name": "The guard", "sort": "organisation", "tier": "direct", "roles": ["protector"],
            "languages": ["en"], "contacts": [{"channel": "email", "address": "guard@example.org"}]})

    def test_from_the_form_to_a_warning_and_out_again_by_one_click(self):
        """PU-3, DE-8: nothing before the button; a warning at once; one POST, and nothing more."""
        self.register_guard()
        size = self.size()
        wait_until(lambda: 'href="subscribe"' in self.hub.get("/").text, "the front page leads to the form")
        self.assertEqual(self.hub.get("/subscribe").status, 200)

        self.assertEqual(self.ask().status, 200)
        (asking,) = self.wait_for_mails(ANN, 1)
        self.assertIsNone(asking["List-Unsubscribe"], "there is nothing to leave yet")
        self.assertTrue(asking["Subject"].startswith("[EXERCISE] "), asking["Subject"])
        link = self.link_in(asking, "subscribe")
        for _ in range(3):  # a mail scanner
            page = self.hub.get(link)
            self.assertEqual(page.status, 200)
            self.assertIn(ANN, page.text)
        self.assertEqual(self.size(), size, "nothing is written down before the button is pressed")
        done = self.hub.post_form(link, {})
        self.assertEqual(done.status, 200, done.text)
        (entry,) = [each for each in store.entries(self.hub.data)[size:] if each["kind"] == "audience.registered"]
        registered = entry["body"]["recipient"]
        self.assertEqual((registered["sort"], registered["tier"], registered["roles"], registered["places"]),
                         ("person", "public", ["subscriber"], ["55.8258,37.3903"]))
        (contact,) = registered["contacts"]
        self.assertEqual((contact["channel"], contact["address"], contact["owner"]), ("email", ANN, "self"))
        self.assertEqual(contact["verified_at"], entry["at"], "DE-8: when it was last proven to work")
        self.assertNotIn("ann", registered["recipient"] + registered["name"])

        story.release(self.hub, "w")
        warned = self.wait_for_warning(ANN)
        self.assertIn("Stay away from the hall (public)", mail.text_of(warned))
        self.assertNotIn("(direct)", mail.text_of(warned))
        (header,) = re.findall(r"^<(http://\S+)>$", warned["List-Unsubscribe"])
        self.assertEqual(warned["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIn(header, mail.text_of(warned), "and a plain link at the end")
        (guarded,) = self.wait_for_mails("guard@example.org", 1)
        self.assertIsNone(guarded["List-Unsubscribe"], "who was registered by staff is taken off by staff")

        leave = urllib.parse.urlsplit(header).path
        self.assertEqual(self.hub.get(leave).status, 200)
        self.assertNotIn("audience.retired", self.kinds(), "opening the link changes nothing")
        self.assertEqual(self.hub.post_form(leave, {"List-Unsubscribe": "One-Click"}).status, 200)
        (retired,) = [each["body"] for each in store.entries(self.hub.data) if each["kind"] == "audience.retired"]
        self.assertEqual(retired["recipient"], registered["recipient"])
        self.assertIn("unsubscribed", retired["reason"])

        story.release(self.hub, "w2")
        self.wait_for_mails("guard@example.org", 2)
        chosen = [each["body"]["chosen"] for each in store.entries(self.hub.data)
                  if each["kind"] == "audience.resolved"][-1]
        self.assertEqual([each["recipient"] for each in chosen], ["guard"])
        self.assertEqual(len(self.mails_to(ANN)), 2, "the confirmation and one warning, and nothing more")

    def test_who_subscribes_while_a_warning_is_in_force_is_told_at_once(self):
        """PU-3: those who come later; a traveller for the days of the stay, and nobody outside."""
        self.register_guard()
        story.release(self.hub, "w")
        _, done = self.subscribe(ANN, **{"from": day(0), "until": day(2)})
        self.assertIn("A warning is in force there now", done.text)
        self.assertIn("Stay away from the hall (public)", mail.text_of(self.wait_for_warning(ANN)))
        _, done = self.subscribe(BEN, place="48.2, 16.37")
        self.assertNotIn("is in force there now", done.text)
        planned = [each["body"]["recipient"] for each in store.entries(self.hub.data)
                   if each["kind"] == "delivery.planned"]
        self.assertEqual(len(planned), 2, planned)

    def test_links_that_were_changed_or_used_register_nobody_anew(self):
        """A second press, a changed letter, an old link after leaving; over a restart too."""
        link, _ = self.subscribe()
        size = self.size()
        other = link[:-1] + ("A" if link[-1] != "A" else "B")
        for path, status in ((link, 200), (other, 404), ("/subscribe/x", 404), ("/unsubscribe/x.y", 404)):
            with self.subTest(path=path):
                self.assertEqual(self.hub.post_form(path, {}).status, status)
        self.assertEqual(self.size(), size)
        self.assertEqual(self.hub.stop(), 0)
        self.hub.start()
        self.assertEqual(self.hub.post_form(link, {}).status, 200)
        self.assertEqual(self.size(), size)

    def test_answers_do_not_tell_who_is_registered_and_no_address_reaches_the_log(self):
        """The page is the same for everybody, whoever asks about whomever."""
        first = self.ask()
        self.hub.post_form(self.link_in(self.wait_for_mails(ANN, 1)[-1], "subscribe"), {})
        again = self.ask()
        self.assertEqual((again.status, again.text), (first.status, first.text))
        for answer in (first, again):
            self.assertNotIn("set-cookie", answer.headers)
        self.assertNotIn(ANN, self.hub.errors())
        refused = [self.ask("nobody@example.org").status for _ in range(20)]
        self.assertEqual(sorted(set(refused)), [200, 429], "a client is held back after a few")
        self.assertLessEqual(len(self.mails_to("nobody@example.org")), 3, "and nobody's mailbox is flooded")

    def test_faults_are_named_at_their_fields_and_what_was_typed_is_kept(self):
        """Every fault at once; too much is refused before it is read."""
        page = self.ask("ann@", "Moscow", **{"from": day(3)})
        self.assertEqual(page.status, 422)
        for field in ("address", "place", "until"):
            self.assertIn(f'id="{field}-fault"', page.text)
        self.assertIn('value="Moscow"', page.text)
        self.assertEqual(self.ask("a" * 9000 + "@example.org").status, 413)
        self.assertEqual(self.sink.messages(), [])

    def test_a_mail_server_that_is_down_gives_a_clear_page(self):
        """503, nothing registered, and the way back is one press."""
        self.sink.close()
        page = self.ask()
        self.assertEqual(page.status, 503)
        self.assertIn("could not be sent just now", page.text)
        self.assertIn(f'value="{ANN}"', page.text)
        self.assertEqual(self.kinds(), [])


class WithoutMail(hub.HubCase):
    """A hub that sends no mail."""

    def test_subscriptions_are_not_offered(self):
        """The page says so, and where the warnings stand."""
        page = self.hub.get("/subscribe")
        self.assertEqual(page.status, 404)
        self.assertIn("No subscriptions by e-mail here", page.text)
        self.assertEqual(self.hub.post_form("/subscribe", {"address": ANN}).status, 404)


if __name__ == "__main__":
    unittest.main()
