"""Alerts of others are handed on from hub to hub: as they came, once to each, and never back or round for ever."""

import base64
import hashlib
import os
import socket
import time
import unittest

from support import binary, hub, store, web

# A signature would break by any changed byte: line ends, an accent in Latin-1, a comment.
ALERT = """<?xml version="1.0" encoding="ISO-8859-1"?>\r
<!-- as it came -->\r
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{identifier}</identifier>\
<sender>{sender}</sender><sent>{sent}</sent><status>{status}</status><msgType>Alert</msgType>\
<scope>{scope}</scope>{restriction}<info><category>Met</category><event>Temp\xeate</event><urgency>Expected</urgency>\
<severity>{severity}</severity><certainty>Likely</certainty><expires>{expires}</expires>\
<area><areaDesc>The coast</areaDesc></area></info></alert>\r
"""


def time_after(hours):
    """CAP's form of a time."""
    return time.strftime("%Y-%m-%dT%H:%M:%S-00:00", time.gmtime(time.time() + hours * 3600))


def alert(identifier, **changed):
    """The bytes of an alert that stands."""
    words = {"identifier": identifier, "sender": "weather@service.example", "sent": time_after(-1), "status": "Actual",
             "scope": "Public", "restriction": "", "severity": "Severe", "expires": time_after(5), **changed}
    return ALERT.format(**words).encode("latin-1")


def digest_of(data):
    """As the hub names it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def free_port():
    """A port of the loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Relay(binary.FolderCase):
    """[relay] between real hubs over real sockets."""

    def make_hubs(self, partners):
        """Hubs by name, each with its partners; serving. A list that a partner needs is given as TOML."""
        names = list(partners)
        self.ports = {name: free_port() for name in names}
        hubs = {}
        for name in names:
            hubs[name] = hub.Hub(self.file(name))
            self.addCleanup(hubs[name].stop)
        for name, wanted in partners.items():
            lines = '\n[relay]\nallow_networks = ["127.0.0.0/8"]\n'
            for partner, more in wanted.items():
                token = os.path.join(hubs[name].data, f"{partner}.token")
                with open(token, "w", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                    file.write(hubs[partner].tokens["reporter"] + "\n")
                lines += (f'[[relay.partners]]\nname = "{partner}"\ntoken_file = "{partner}.token"\n'
                          f'url = "http://127.0.0.1:{self.ports[partner]}/api/v1/alerts"\n{more}\n')
            with open(os.path.join(hubs[name].data, "heed.toml"), "a", encoding="utf-8") as file:
                file.write(lines)
        return hubs

    def start(self, of, name):
        """Serves on the port that its partners know."""
        of.start(self.ports[name])

    def push(self, of, data):
        """Hands an alert in."""
        answer = of.call("POST", "/api/v1/alerts", data, "reporter", Content_Type="application/cap+xml")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json()

    def known(self, of):
        """The identifiers that a hub knows."""
        return sorted(each["identifier"] for each in of.get("/api/v1/alerts", "analyst").json()["alerts"])

    def wait_until_known(self, of, identifiers, seconds=20):
        """Until the hub knows exactly these."""
        until = time.monotonic() + seconds
        while self.known(of) != sorted(identifiers):
            self.assertLess(time.monotonic(), until, f"{self.known(of)}: {of.errors()}")
            time.sleep(0.05)

    def count(self, of, kind):
        """Entries of that kind."""
        return store.count_by_kind(store.entries(of.data)).get(kind, 0)

    def test_an_alert_goes_round_a_ring_of_hubs_once_and_no_byte_of_it_changes(self):
        """Each hub hears it once and hands it on once; the ring ends where it began."""
        hubs = self.make_hubs({"a": {"b": ""}, "b": {"c": ""}, "c": {"a": ""}})
        for name, of in hubs.items():
            self.start(of, name)
        data = alert("storm-1")
        self.push(hubs["a"], data)
        for of in hubs.values():
            self.wait_until_known(of, ["storm-1"])
        hubs["c"].wait_for_entry("alert.relayed")
        time.sleep(0.5)  # what goes round for ever would be heard again by now
        for name, of in hubs.items():
            with self.subTest(hub=name):
                got = of.call("GET", f"/api/v1/alerts/{digest_of(data)}/original", None, "analyst")
                self.assertEqual(got.raw, data)
                self.assertEqual(self.count(of, "alert.heard"), 1)
                self.assertEqual(self.count(of, "alert.relayed"), 1)

    def test_only_what_the_partner_wants_and_everybody_may_have_is_handed_on(self):
        """Status, severity, scope."""
        hubs = self.make_hubs({"a": {"b": 'at_least = "Severe"'}, "b": {}})
        for name, of in hubs.items():
            self.start(of, name)
        self.push(hubs["a"], alert("exercise", status="Exercise"))
        self.push(hubs["a"], alert("mild", severity="Minor"))
        self.push(hubs["a"], alert("restricted", scope="Restricted", restriction="<restriction>police</restriction>"))
        self.push(hubs["a"], alert("over", sent=time_after(-9), expires=time_after(-1)))
        self.push(hubs["a"], alert("wanted"))
        self.wait_until_known(hubs["b"], ["wanted"])
        self.assertEqual(self.count(hubs["a"], "alert.relayed"), 1)

    def test_what_comes_again_by_the_feed_that_a_partner_wants_is_handed_on_then(self):
        """By the first feed nobody wanted it; it has two provenances and goes out once."""
        hubs = self.make_hubs({"a": {"b": 'feeds = ["desk"]'}, "b": {}})
        folder = self.file("alerts")
        os.mkdir(folder)
        with open(os.path.join(hubs["a"].data, "heed.toml"), "a", encoding="utf-8") as file:
            file.write(f'\n[[listening.feeds]]\nname = "desk"\nurl = "file://{folder}"\nevery = "1s"\n')
        for name, of in hubs.items():
            self.start(of, name)
        data = alert("storm-1")
        self.push(hubs["a"], data)
        self.assertEqual(self.count(hubs["a"], "alert.relayed"), 0)
        with open(os.path.join(folder, "storm.xml"), "wb") as file:
            file.write(data)
        self.wait_until_known(hubs["b"], ["storm-1"])
        self.assertEqual(self.count(hubs["a"], "alert.heard"), 1)
        self.assertEqual(self.count(hubs["a"], "alert.heard_again"), 1)

    def test_a_partner_that_is_down_gets_it_later_even_after_a_crash(self):
        """Nothing is lost between hearing and handing on."""
        hubs = self.make_hubs({"a": {"b": ""}, "b": {}})
        self.start(hubs["a"], "a")
        self.push(hubs["a"], alert("storm-1"))
        self.push(hubs["a"], alert("storm-2"))
        hubs["a"].kill()
        self.start(hubs["a"], "a")
        self.assertEqual(self.count(hubs["a"], "alert.relayed"), 0)
        self.start(hubs["b"], "b")
        self.wait_until_known(hubs["b"], ["storm-1", "storm-2"])
        hubs["a"].wait_for_entry("alert.relayed")
        self.assertIn("partner b", hubs["a"].errors())

    def test_a_partner_that_refuses_one_gets_the_others(self):
        """A server that is no hub: 422 is an answer, 503 is asked again."""
        receiver = web.WebReceiver()
        self.addCleanup(receiver.close)
        asked = []

        def answer(request):
            asked.append(request.body)
            if b"unwanted" in request.body:
                return 422
            return 503 if len(asked) == 1 else 204

        receiver.answer = answer
        of = hub.Hub(self.file("one"), f'\n[relay]\nallow_networks = ["127.0.0.0/8"]\n[[relay.partners]]\nname = "p"\n'
                     f'url = "{receiver.url}/p"\n')
        self.addCleanup(of.stop)
        of.start()
        wanted, unwanted, last = alert("wanted"), alert("unwanted"), alert("last")
        for data in (wanted, unwanted, last):
            self.push(of, data)
        until = time.monotonic() + 20
        while asked.count(last) == 0:
            self.assertLess(time.monotonic(), until, of.errors())
            time.sleep(0.05)
        self.assertEqual([asked.count(each) for each in (wanted, unwanted, last)], [2, 1, 1])
        self.assertEqual({request.headers["content-type"] for request in receiver.received}, {"application/cap+xml"})

    def test_a_token_that_others_may_read_and_a_wrong_address_are_said_at_the_start(self):
        """Not when the first alert comes."""
        for line, said in (('url = "ftp://x"', "b"), ('url = "https://x.example/a"\ntoken_file = "t"', "chmod 600")):
            with self.subTest(line=line):
                of = hub.Hub(self.file(said.replace(" ", "-")), f'\n[[relay.partners]]\nname = "b"\n{line}\n')
                with open(os.path.join(of.data, "t"), "w", encoding="ascii") as file:
                    file.write("token")
                os.chmod(os.path.join(of.data, "t"), 0o644)
                run = binary.heed("serve", "--data", of.data, "--listen", "127.0.0.1:0")
                self.assertNotEqual(run.returncode, binary.DONE)
                self.assertIn(said, run.stderr)


if __name__ == "__main__":
    unittest.main()
