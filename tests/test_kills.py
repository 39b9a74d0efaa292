"""The hub is killed, again and again, in the middle of a drill: nothing that it had said is lost, nobody is told twice.

HEED_KILLS says how often (default 50), HEED_SEED repeats a run that failed; the seed is printed.
"""

import collections
import http.client
import os
import random
import re
import shutil
import subprocess
import threading
import time
import unittest

from support import binary, hub, mail, store, web

KILLS = int(os.environ.get("HEED_KILLS", "50"))
KILLS_IN_A_PLAY = 8
SEED = int(os.environ.get("HEED_SEED", str(random.SystemRandom().randrange(1 << 32))))

# A step that the drill called done, and the entry that holds it.
DONE = re.compile(r"^\[(\d+)/\d+\] \S+  done +\S+  #(\d+)", re.MULTILINE)

# The scenario takes this end point down while its first edition is on the way; a receiver outside the drill is told
# by nobody, so it refuses exactly that message.
REFUSED = "gatherings-2024/1/allied-b.0"


class Play:
    """One play of the drill in one data folder, with receivers that outlive every kill."""

    def __init__(self, folder):
        self.folder = folder
        self.data = os.path.join(folder, "data")
        self.runs = 0
        self.promised = {}  # entry -> step
        self.said = None
        self.web = web.WebReceiver()
        self.web.answer = lambda request: 503 if request.key == REFUSED else 204
        self.mail = mail.MailReceiver(os.path.join(folder, "mail"))

    def start(self):
        """Begins the drill, or goes on with it; what it says goes to a file, which no kill can take back."""
        self.runs += 1
        self.said = os.path.join(self.folder, f"said.{self.runs}")
        with open(self.said, "wb") as out:
            return subprocess.Popen(
                [binary.BINARY, "drill", "run", binary.CROCUS, "--data", self.data, "--web-stand-in", self.web.url,
                 "--mail-relay", self.mail.url],
                stdout=out, stderr=subprocess.STDOUT, env=binary.environment(), cwd=binary.ROOT)

    def text(self):
        """What the last run said."""
        with open(self.said, encoding="utf-8", errors="replace") as file:
            return file.read()

    def note_promises(self):
        """Keeps what the last run had called done before it ended."""
        for step, entry in DONE.findall(self.text()):
            self.promised[int(entry)] = f"step-{step}"

    def verify(self):
        """What the program says of its own record."""
        return binary.heed("record", "verify", "--data", self.data)

    def close(self):
        """Stops the receivers."""
        self.web.close()
        self.mail.close()


class KilledHub(binary.FolderCase):
    """kill -9 at random points of the Crocus drill."""

    def new_play(self, name):
        """A play in a folder of its own."""
        os.makedirs(os.path.join(self.folder, name))
        play = Play(os.path.join(self.folder, name))
        self.addCleanup(play.close)
        return play

    def finish(self, play):
        """Runs the drill to its end; it passes."""
        process = play.start()
        status = process.wait(timeout=60)
        play.note_promises()
        self.assertEqual(status, binary.DONE, f"the drill did not pass in run {play.runs}\n{self.failures_of(play)}")

    @staticmethod
    def failures_of(play):
        """The steps that failed, or the end of what was said when none did."""
        text = play.text()
        failed = re.findall(r"^\[.*FAILED.*\n.*", text, re.MULTILINE)
        return "\n".join(failed) or text[-2000:]

    def assert_verifies(self, play, when):
        """The record verifies, or there is none yet."""
        if not os.path.exists(store.path_of(play.data)):
            return
        verified = play.verify()
        self.assertEqual(verified.returncode, binary.DONE, f"{when}: {verified.stderr}{verified.stdout}")

    def assert_promises_kept(self, play):
        """What the drill called done stands in the record, under the step's own key."""
        record = store.entries(play.data)
        for entry, step in play.promised.items():
            self.assertLess(entry, len(record), f"{step} was called done as entry {entry}, and the record ends before")
            self.assertEqual(record[entry].get("request", {}).get("key"), step, f"entry {entry} is not that of {step}")

    def assert_told_once(self, play):
        """One edition goes to one contact under one key, and always with the same words."""
        sent = [(request.path, request.key, text_of(request.body)) for request in play.web.received]
        sent += [(to, mail.key_of(message), mail.text_of(message)) for all_to, message in play.mail.messages()
                 for to in all_to]
        self.assertGreater(len(sent), 20, "messages came by both ways")
        keys_of, words_of = {}, {}
        for address, key, words in sent:
            edition = key.rsplit("/", 1)[0]
            keys_of.setdefault((address, edition), set()).add(key)
            words_of.setdefault(key, set()).add((address, words))
        for where, keys in keys_of.items():
            self.assertEqual(len(keys), 1, f"{where} was told one edition under several keys: {sorted(keys)}")
        for key, words in words_of.items():
            self.assertEqual(len(words), 1, f"two deliveries share the key {key}: {sorted(words)}")

    def kill_once(self, play, dice, whole):
        """Lets the drill run for a random time and kills it. Gives whether it was still running."""
        process = play.start()
        try:
            # A share of the whole: what is left gets shorter with every kill, and kills are to land everywhere.
            process.wait(timeout=dice.uniform(0.0, whole / 3))
            landed = False
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            landed = True
        play.note_promises()
        if not landed:
            self.assertEqual(process.returncode, binary.DONE, self.failures_of(play))
        return landed

    def test_a_killed_drill_goes_on_and_loses_nothing_that_it_had_said(self):
        """Issue "bad input, faults, size": at least fifty random kills; DE-6: sent once, under one key."""
        print(f"\nHEED_SEED={SEED}", flush=True)
        dice = random.Random(SEED)
        undisturbed = self.new_play("undisturbed")
        began = time.monotonic()
        self.finish(undisturbed)
        whole = time.monotonic() - began
        wanted = store.count_by_kind(store.entries(undisturbed.data))
        self.assert_told_once(undisturbed)
        self.kills = plays = 0
        while self.kills < KILLS:
            plays += 1
            with self.subTest(play=plays, seed=SEED):
                self.play_with_kills(self.new_play(f"play-{plays}"), dice, whole, wanted)
        print(f"{self.kills} kills in {plays} plays", flush=True)

    def play_with_kills(self, play, dice, whole, wanted):
        """One play: several kills, a check of the record after each, and all the promises at the end."""
        for _ in range(KILLS_IN_A_PLAY):
            if not self.kill_once(play, dice, whole):
                break
            self.kills += 1
            self.assert_verifies(play, f"after kill {self.kills}")
        self.finish(play)
        self.assert_verifies(play, "at the end")
        self.assert_promises_kept(play)
        self.assert_told_once(play)
        self.assertEqual(store.count_by_kind(store.entries(play.data)), wanted)


    def test_a_drill_goes_on_after_a_power_cut_behind_any_kind_of_entry(self):
        """The record is taken back to just behind the first entry of each kind: the rest is played, nothing twice."""
        play = self.new_play("whole")
        self.finish(play)
        whole, record = play.data, store.entries(play.data)
        wanted = store.count_by_kind(record)
        last = {entry["of"]: entry["index"] for entry in record}  # entries of one command stand or fall together
        first_of_kind = {entry["kind"]: last[entry["of"]] + 1 for entry in reversed(record)}
        for kind, size in sorted(first_of_kind.items(), key=lambda each: each[1]):
            with self.subTest(kind=kind, size=size):
                play.data = shutil.copytree(whole, self.file(f"cut-{size}-{kind}"))
                store.cut(play.data, size)
                self.finish(play)
                self.assertEqual(store.count_by_kind(store.entries(play.data)), wanted)
                self.assert_verifies(play, "at the end")
        self.assert_told_once(play)


class KilledService(binary.FolderCase):
    """kill -9 of a hub in service."""

    REPORT = {"text": "Somebody called.", "source": "A call", "reliability": "C", "credibility": "3",
              "marking": "venue", "first_awareness": {"at": "2024-03-06T06:00:00Z"}}

    def give_until_killed(self, served, prefix, answered, asked):
        """Gives commands one after the other; keeps what was asked, and what was answered with which entry."""
        for number in range(100_000):
            key = f"{prefix}-{number}"
            asked.append(key)
            try:
                answer = served.give("receive_report", self.REPORT, Idempotency_Key=key)
            except (OSError, http.client.HTTPException):
                return  # the hub is gone
            if answer.status == 200:
                answered[key] = answer.json()["entry"]

    def test_every_command_that_was_answered_is_there_after_a_kill(self):
        """No acknowledged command is lost; what was not answered is given again and done once."""
        print(f"\nHEED_SEED={SEED}", flush=True)
        dice = random.Random(SEED)
        served = hub.Hub(self.folder).start()
        self.addCleanup(served.stop)
        answered, asked = {}, []
        for kill in range(6):
            clients = [threading.Thread(target=self.give_until_killed, args=(served, f"{kill}-{each}", answered, asked))
                       for each in range(4)]
            for client in clients:
                client.start()
            time.sleep(dice.uniform(0.05, 0.4))
            served.kill()
            for client in clients:
                client.join()
            served.start()
        self.assertGreater(len(answered), 20)
        for key in asked:
            answer = served.give("receive_report", self.REPORT, Idempotency_Key=key)
            self.assertEqual(answer.status, 200, answer.text)
            if key in answered:
                self.assertEqual((answer.json()["entry"], answer.json().get("is_repeat")), (answered[key], True))
        keys = [entry["request"]["key"] for entry in store.entries(served.data)]
        self.assertEqual(sorted(keys), sorted(set(asked)), "each command is there once")
        self.assertEqual(binary.heed("record", "verify", "--data", served.data).returncode, binary.DONE)

    def test_a_folder_whose_making_was_cut_off_can_be_made_again(self):
        """After a kill of heed init the folder is whole, or the same command makes it."""
        dice, stuck = random.Random(SEED), collections.Counter()
        for number in range(30):
            data = self.file(f"init-{number}")
            process = subprocess.Popen([binary.BINARY, "init", "--data", data], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env=binary.environment())
            time.sleep(dice.uniform(0.004, 0.03))
            process.kill()
            process.wait()
            again = binary.heed("init", "--data", data)
            whole = binary.heed("record", "verify", "--data", data)
            if whole.returncode != binary.DONE:
                stuck[(again.stderr + whole.stderr).replace(data, "DATA")] += 1
        self.assertFalse(stuck, f"{stuck.total()} of 30 folders stay unusable (seed {SEED}): {stuck}")


def text_of(body):
    """The words of a webhook's message; its time stamps differ from attempt to attempt."""
    data = binary.is_one_document(body.decode())["data"]
    return data["text"]


if __name__ == "__main__":
    unittest.main()
