"""What the hub publishes as EDXL-DE, by the schema of OASIS; over the life of a warning, signed and not."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from support import hub, story, web
from support.feeds import wait_until

SCHEMAS = os.path.join(os.environ.get("HEED_CORPORA", ""), "cap")
DISTRIBUTION = os.path.join(SCHEMAS, "xsd", "edxlde-1_0.xsd")
ALERT = os.path.join(SCHEMAS, "CAP-v1.2.xsd")
DE = "{urn:oasis:names:tc:emergency:EDXL:DE:1.0}"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


class Distributions(unittest.TestCase):
    """An alert, an update with a text in another language, and an end of each kind."""

    def setUp(self):
        if not os.path.exists(DISTRIBUTION) or not os.path.exists(ALERT) or shutil.which("xmllint") is None:
            self.skipTest("skipped: HEED_CORPORA names no cap/xsd/edxlde-1_0.xsd, or there is no xmllint")
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        self.addCleanup(kept.cleanup)
        self.folder = kept.name
        self.receiver = web.WebReceiver()
        self.addCleanup(self.receiver.close)
        with open(ALERT, encoding="utf-8") as file:
            text = file.read()
        # Its import would be fetched from the network; signatures are let through as they are without it.
        self.alert_schema = os.path.join(self.folder, "cap.xsd")
        with open(self.alert_schema, "w", encoding="utf-8") as file:
            file.write(re.sub(r"<(\w+:)?import[^>]*xmldsig[^>]*>", "", text))

    def make(self, more=""):
        """A hub that serves, with somebody who has to be told by name."""
        made = hub.Hub(self.folder, hub.LOOPBACK + more)
        self.addCleanup(made.stop)
        if more:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                            "-days", "9", "-subj", "/CN=Warning desk", "-keyout", os.path.join(made.data, "cap.key"),
                            "-out", os.path.join(made.data, "cap.pem")], check=True, capture_output=True)
            os.chmod(os.path.join(made.data, "cap.key"), 0o600)
        made.start()
        self.hub = made
        story.register_guard(made, self.receiver.url)

    def release(self, name, number, **edition):
        """A further edition, let out."""
        self.hub.done("draft_edition", {"warning": name, **edition})
        self.hub.done("release_warning", {"warning": name, "edition": number}, "releaser")

    def assert_valid(self, data, schema):
        """By xmllint, without the network."""
        run = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, "-"], input=data,
                             capture_output=True, timeout=30, check=False)
        self.assertEqual(run.returncode, 0, run.stderr.decode() + data.decode())

    def checked(self, path):
        """A distribution that is there and valid, and the alert within it."""
        wait_until(lambda: self.hub.get(path).status == 200, f"{path} is published")
        data = self.hub.get(path).raw
        self.assert_valid(data, DISTRIBUTION)
        (alert,) = re.findall(rb"<embeddedXMLContent>\s*(<alert .*</alert>)\s*</embeddedXMLContent>", data, re.DOTALL)
        self.assert_valid(alert, self.alert_schema)
        root = ElementTree.fromstring(data)
        return root, root.find(f".//{CAP}alert")

    def walk(self):
        """Two warnings to their ends, each distribution on the way."""
        kinds = {"river <&> \"hall\"": ("Report", "Update", "Cancel"), "w2": ("Report", "Update", "Update")}
        ends = {"w1": "cancel", "w2": "all_clear"}
        for (headline, said), (name, end) in zip(kinds.items(), ends.items()):
            story.release(self.hub, name, headline=headline)
            text = {"headline": "Держитесь вдали & <здесь>", "instruction": "Stay away."}
            self.release(name, 2, what="update", notice="More men.", tiers=[
                {"tier": tier, "language": language, **text} for tier in ("public", "direct")
                for language in ("en", "ru")])
            self.release(name, 3, what=end, notice="It is over.")
            for number, kind in enumerate(said, 1):
                with self.subTest(warning=name, edition=number):
                    root, alert = self.checked(f"/cap/{name}.{number}.edxl.xml")
                    self.assertEqual(root.findtext(f"{DE}distributionType"), kind)
                    self.assertEqual(root.findtext(f"{DE}distributionStatus"), alert.findtext(f"{CAP}status"))
                    self.assertEqual(root.findtext(f"{DE}distributionID"), alert.findtext(f"{CAP}identifier"))
                    self.assertEqual(root.find(f"{DE}distributionReference") is None, number == 1)
            self.checked(f"/cap/{name}.edxl.xml")

    def test_every_distribution_is_valid_by_the_schema_and_so_is_the_alert_in_it(self):
        """PU-2."""
        self.make()
        self.walk()

    def test_signed_alerts_are_valid_in_their_distributions_too(self):
        """The schema lets XML-DSig through; the signature stands in the alert."""
        self.make('\n[cap]\nkey = "cap.key"\ncertificate = "cap.pem"\n')
        self.walk()
        _, alert = self.checked("/cap/w1.1.edxl.xml")
        self.assertIsNotNone(alert.find("{http://www.w3.org/2000/09/xmldsig#}Signature"))


if __name__ == "__main__":
    unittest.main()
