"""Alerts of others handed on as copies in the hub's own name: signed, with the original in them, never for ever."""

import base64
import hashlib
import os
import re
import subprocess
import time
import unittest
import xml.etree.ElementTree as ElementTree

from support import binary, hub, store, web
from test_relay import digest_of, free_port, time_after

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
SENDER = "weather@service.example"

ALERT = """<?xml version="1.0" encoding="ISO-8859-1"?>\r
<!-- as it came -->\r
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{identifier}</identifier>\
<sender>{sender}</sender><sent>{sent}</sent><status>{status}</status><msgType>{kind}</msgType>\
<scope>{scope}</scope>{restriction}<note>Of the coast desk</note>{references}{infos}</alert>\r
"""
INFO = """<info><language>{language}</language><category>Met</category><event>Temp\xeate</event>\
<urgency>Expected</urgency><severity>{severity}</severity><certainty>Likely</certainty><expires>{expires}</expires>\
<headline>Vent &lt; 100 km/h</headline><area><areaDesc>The coast</areaDesc>{shape}</area></info>"""


def alert(identifier, *named, **changed):
    """The bytes of an alert that stands, about others that are given as (identifier, sent)."""
    words = {"identifier": identifier, "sender": SENDER, "sent": time_after(0), "status": "Actual", "kind": "Alert",
             "scope": "Public", "restriction": "", "severity": "Severe", "expires": time_after(5),
             "shape": "<circle>50.5,1.5 20</circle>", **changed}
    infos = "".join(INFO.format(language=language, **words) for language in ("fr", "en"))
    references = " ".join(f"{SENDER},{name},{sent}" for name, sent in named)
    if references:
        references = f"<references>{references}</references>"
    return ALERT.format(infos=infos, references=references, **words).encode("latin-1")


class Read:
    """An alert as a partner reads it, by Python's own XML."""

    def __init__(self, data):
        self.root = ElementTree.fromstring(data)

    def text(self, name):
        """Of the first element of this name, from the root or an info of it."""
        found = self.root.find(f".//{CAP}{name}")
        return None if found is None else found.text

    @property
    def name(self):
        """As others refer to it."""
        return ",".join(self.text(part) for part in ("sender", "identifier", "sent"))

    @property
    def references(self):
        """In their order."""
        return (self.text("references") or "").split()

    def attached(self):
        """The original in each info, checked against what is said of it."""
        originals = []
        for resource in self.root.iter(f"{CAP}resource"):
            said = {child.tag[len(CAP):]: child.text for child in resource}
            original = base64.b64decode(said["derefUri"], validate=True)
            assert said["resourceDesc"] == "Original alert" and said["mimeType"] == "application/cap+xml", said
            assert int(said["size"]) == len(original), said
            assert said["digest"] == hashlib.sha1(original).hexdigest(), said
            originals.append(original)
        return originals


class Derived(binary.FolderCase):
    """`as = "derived"` of [[relay.partners]]."""

    def make_key(self, folder):
        """A key of P-256 and its certificate. ECDSA draws a number for each signature: no two are the same."""
        subprocess.run(["openssl", "req", "-x509", "-newkey", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "9", "-subj", "/CN=Relay desk", "-keyout", os.path.join(folder, "cap.key"), "-out",
                        os.path.join(folder, "cap.pem")], check=True, capture_output=True)
        os.chmod(os.path.join(folder, "cap.key"), 0o600)

    def make_hub(self, name, partners, status="actual"):
        """A hub of its own sender with a key. Partners are (name, url, more lines of TOML)."""
        of = hub.Hub(self.file(name))
        self.addCleanup(of.stop)
        self.make_key(of.data)
        path = os.path.join(of.data, "heed.toml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        text = text.replace('status = "exercise"', f'status = "{status}"')
        text = text.replace('sender = "test.example"', f'sender = "{name}.example"')
        text += '\n[cap]\nkey = "cap.key"\ncertificate = "cap.pem"\n[relay]\nallow_networks = ["127.0.0.0/8"]\n'
        for partner, url, more in partners:
            text += f'[[relay.partners]]\nname = "{partner}"\nurl = "{url}"\n{more}\n'
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return of

    def receiver(self):
        """A partner that is no hub."""
        made = web.WebReceiver()
        self.addCleanup(made.close)
        return made

    def push(self, of, data):
        """Hands an alert in."""
        answer = of.call("POST", "/api/v1/alerts", data, "reporter", Content_Type="application/cap+xml")
        self.assertEqual(answer.status, 200, answer.text)

    def hand_on(self, of, receiver, *alerts):
        """Pushes alerts one after the other, each once the one before it went out. Gives what came, in its order."""
        for data in alerts:
            count = len(receiver.received)
            self.push(of, data)
            receiver.wait_for(count + 1, 20)
            self.wait_for_count(of, "alert.relayed", count + 1)
        return [request.body for request in receiver.received]

    def wait_for_count(self, of, kind, count, seconds=20):
        """Until the record has so many entries of the kind."""
        until = time.monotonic() + seconds
        while self.count(of, kind) < count:
            self.assertLess(time.monotonic(), until, of.errors())
            time.sleep(0.02)

    def wait_for_log(self, of, words, seconds=20):
        """Until the hub has said it."""
        until = time.monotonic() + seconds
        while words not in of.errors():
            self.assertLess(time.monotonic(), until, of.errors())
            time.sleep(0.02)

    def count(self, of, kind):
        """Entries of that kind."""
        return store.count_by_kind(store.entries(of.data)).get(kind, 0)

    def assert_sound(self, of, data):
        """Valid by our own check, and by the schema where it is at hand; signed by the hub's key, also for xmlsec1."""
        path = self.file("copy.xml")
        with open(path, "wb") as file:
            file.write(data)
        self.assert_exit(binary.heed("cap", "check", path), binary.DONE)
        certificate = os.path.join(of.data, "cap.pem")
        self.assert_exit(binary.heed("cap", "signature", path, "--trust", certificate), binary.DONE)
        checked = subprocess.run(["xmlsec1", "--verify", "--trusted-pem", certificate, path], capture_output=True,
                                 text=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        schema = os.path.join(os.environ.get("HEED_CORPORA", ""), "cap", "CAP-v1.2.xsd")
        if os.path.exists(schema):
            with open(schema, encoding="utf-8") as file:
                text = file.read()
            alone = self.file("cap.xsd", re.sub(r'<(\w+:)?import[^>]*xmldsig[^>]*>', "", text))
            run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", alone, path], capture_output=True,
                                 text=True, check=False)
            self.assertEqual(run.returncode, 0, run.stderr)

    def test_one_partner_gets_the_bytes_as_they_came_and_the_other_a_copy_with_them_in_it(self):
        """What the alert says is said in its own words; the copy is the hub's, and its record has the digest."""
        as_it_came, copies = self.receiver(), self.receiver()
        of = self.make_hub("one", [("plain", as_it_came.url, ""), ("copies", copies.url, 'as = "derived"')]).start()
        original = alert("storm-1")
        path = self.file("signed.xml")
        with open(self.file("alert.xml"), "wb") as file:
            file.write(original.replace(b"ISO-8859-1", b"UTF-8").replace(b"\xea", "ê".encode()))
        keys = [f"--{name}={os.path.join(of.data, file)}" for name, file in (("key", "cap.key"),
                                                                             ("certificate", "cap.pem"))]
        self.assert_exit(binary.heed("cap", "sign", self.file("alert.xml"), *keys, "--output", path), binary.DONE)
        with open(path, "rb") as file:
            signed = file.read()
        for number, data in enumerate((original, signed)):
            (*_, copy) = self.hand_on(of, copies, data)
            self.assertEqual(as_it_came.wait_for(number + 1)[-1].body, data)
            self.assert_sound(of, copy)
            read = Read(copy)
            self.assertEqual(read.attached(), [data, data])
            self.assertEqual(read.name, f"one.example,derived.{digest_of(data)},{Read(data).text('sent')}")
            self.assertEqual(read.text("source"), SENDER)
            self.assertIn(f"a copy that one.example made of the alert storm-1 of {SENDER}", read.text("note"))
            self.assertTrue(read.text("note").endswith("\nOf the coast desk"))
            self.assertEqual([read.text(name) for name in ("msgType", "status", "scope", "event", "headline")],
                             ["Alert", "Actual", "Public", "Tempête", "Vent < 100 km/h"])
            self.assertEqual([each.text for each in read.root.iter(f"{CAP}value")], [Read(data).name] * 2)
        noted = [each["body"] for each in store.entries(of.data) if each["kind"] == "alert.relayed"]
        self.assertEqual({each.get("copy") for each in noted},
                         {None, *(digest_of(request.body) for request in copies.received)})

    def test_an_update_and_a_cancel_name_the_copies_that_the_partner_was_given(self):
        """What it was not given it is not told to replace; what ends nothing for it, it does not get."""
        everything, severe = self.receiver(), self.receiver()
        of = self.make_hub("one", [("all", everything.url, 'as = "derived"'),
                                   ("severe", severe.url, 'as = "derived"\nat_least = "Severe"')]).start()
        sent = [time_after(seconds / 3600) for seconds in range(3)]
        self.hand_on(of, everything, alert("a", sent=sent[0], severity="Minor"))
        update = alert("b", ("a", sent[0]), kind="Update", sent=sent[1])
        cancel = alert("c", ("a", sent[0]), ("b", sent[1]), kind="Cancel", sent=sent[2])
        last = alert("d", ("elsewhere", sent[0]), kind="Cancel", sent=sent[2])
        for number, data in enumerate((update, cancel)):
            self.push(of, data)
            everything.wait_for(number + 2, 20)
            severe.wait_for(number + 1, 20)
        self.push(of, last)
        self.wait_for_log(of, "does not get d of")
        self.assertIn("it cancels nothing of which this partner was given a copy", of.errors())
        first, second, third = [Read(each.body) for each in everything.received]
        self.assertEqual([each.text("msgType") for each in (first, second, third)], ["Alert", "Update", "Cancel"])
        self.assertEqual([each.references for each in (first, second, third)],
                         [[], [first.name], [first.name, second.name]])
        alone, ended = [Read(each.body) for each in severe.received]
        self.assertEqual([each.text("msgType") for each in (alone, ended)], ["Alert", "Cancel"])
        self.assertEqual([each.references for each in (alone, ended)], [[], [alone.name]])
        self.assertNotEqual(alone.name, second.name)
        for request in everything.received + severe.received:
            self.assert_sound(of, request.body)

    def test_what_went_out_before_a_crash_goes_out_again_to_the_byte(self):
        """Killed when the partner has it, before it is noted: the partner can tell that it is the same."""
        receiver = self.receiver()
        of = self.make_hub("one", [("copies", receiver.url, 'as = "derived"')]).start()

        def die(request):
            if len(receiver.received) == 0:
                of.kill()
            return 204

        receiver.answer = die
        self.push(of, alert("storm-1"))
        receiver.wait_for(1, 20)
        self.assertEqual(self.count(of, "alert.relayed"), 0)
        of.start()
        first, second = [request.body for request in receiver.wait_for(2, 20)]
        self.assertEqual(first, second)
        self.wait_for_count(of, "alert.relayed", 1)

    def test_what_is_restricted_is_not_copied_and_an_exercise_stays_one(self):
        """The partner wants all it can get."""
        receiver = self.receiver()
        of = self.make_hub("one", [("copies", receiver.url, 'as = "derived"\nstatuses = ["Actual", "Exercise"]')])
        of.start()
        self.push(of, alert("restricted", scope="Restricted", restriction="<restriction>police</restriction>"))
        self.push(of, alert("private", scope="Private", restriction="<addresses>desk@x.example</addresses>"))
        (copy,) = self.hand_on(of, receiver, alert("exercise", status="Exercise"))
        self.assertEqual(Read(copy).text("status"), "Exercise")

    def test_a_hub_that_is_no_live_one_says_nothing_actual_itself(self):
        """DE-13: as it came it goes out, for then others say it."""
        copies, plain = self.receiver(), self.receiver()
        of = self.make_hub("one", [("copies", copies.url, 'as = "derived"'), ("plain", plain.url, "")], "exercise")
        of.start()
        self.push(of, alert("storm-1"))
        plain.wait_for(1, 20)
        self.wait_for_log(of, "does not get storm-1 of")
        self.assertIn("this hub is not live", of.errors())
        self.assertEqual(copies.received, [])

    def test_a_warning_of_which_no_valid_copy_can_be_made_goes_out_as_it_came(self):
        """And what ends it too: under a copy's name nobody knows it."""
        receiver = self.receiver()
        of = self.make_hub("one", [("copies", receiver.url, 'as = "derived"')]).start()
        broken = alert("broken", shape="<polygon>50,1 51,1 51,2 50,2</polygon>")
        cancel = alert("over", ("broken", Read(broken).text("sent")), kind="Cancel", sent=time_after(2 / 3600))
        self.assertEqual(self.hand_on(of, receiver, broken, cancel), [broken, cancel])
        self.assertIn("goes out as it came, for no copy can be made: ", of.errors())
        self.assertIn("polygon.open", of.errors())

    def test_what_began_as_a_copy_ends_as_one_though_the_partner_wants_the_bytes_from_now_on(self):
        """The setting changes between an alert and its cancel."""
        receiver = self.receiver()
        of = self.make_hub("one", [("p", receiver.url, 'as = "derived"')]).start()
        sent = time_after(0)
        (copy,) = self.hand_on(of, receiver, alert("a", sent=sent))
        of.stop()
        path = os.path.join(of.data, "heed.toml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace('as = "derived"', 'as = "original"'))
        of.start()
        cancel, other = alert("b", ("a", sent), kind="Cancel", sent=time_after(2 / 3600)), alert("c")
        *_, ended, plain = self.hand_on(of, receiver, cancel, other)
        self.assertEqual([Read(ended).text("msgType"), Read(ended).references], ["Cancel", [Read(copy).name]])
        self.assertEqual(plain, other)

    def test_two_hubs_that_give_each_other_copies_come_to_an_end(self):
        """A copy is never copied again; who made it knows it again; who has the original needs none."""
        ports = {"a": free_port(), "b": free_port()}
        hubs = {}
        for name, other in (("a", "b"), ("b", "a")):
            lines = f'token_file = "{other}.token"\nas = "derived"'
            hubs[name] = self.make_hub(name, [(other, f"http://127.0.0.1:{ports[other]}/api/v1/alerts", lines)])
        for name, other in (("a", "b"), ("b", "a")):
            path = os.path.join(hubs[name].data, f"{other}.token")
            with open(path, "w", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                file.write(hubs[other].tokens["reporter"] + "\n")
        for name, of in hubs.items():
            of.start(ports[name])
        first = alert("storm-1")
        self.push(hubs["a"], first)
        # The copy goes to b, which has nothing of it and may hand it on as it came: a knows it as its own.
        self.wait_for_count(hubs["a"], "alert.heard", 2)
        time.sleep(0.5)  # what goes round for ever would be heard again by now
        self.assertEqual([self.count(of, "alert.heard") for of in hubs.values()], [2, 1])
        self.assertEqual([self.count(of, "alert.relayed") for of in hubs.values()], [1, 1])
        # Another one comes to both while they cannot reach each other: each has it before the other's copy comes.
        second = alert("storm-2")
        hubs["b"].stop()
        self.push(hubs["a"], second)
        hubs["a"].stop()
        hubs["b"].start(ports["b"])
        self.push(hubs["b"], second)
        hubs["a"].start(ports["a"])
        self.wait_for_count(hubs["a"], "alert.heard", 4)
        self.wait_for_count(hubs["b"], "alert.heard", 3)
        time.sleep(0.5)
        self.assertEqual([self.count(of, "alert.heard") for of in hubs.values()], [4, 3])
        self.assertEqual([self.count(of, "alert.relayed") for of in hubs.values()], [2, 2])


if __name__ == "__main__":
    unittest.main()
