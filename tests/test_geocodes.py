"""Geocodes: the shipped tables, a table of one's own, and what is refused."""

import json
import os
import shutil
import time
import unittest
import unittest.mock

from support import binary, hub

# A place that everybody knows to be in it, and one that is not: (system, code, name begins with, inside, outside).
PLACES = [
    ("ISO3166-1", "FR", "France", "48.8566,2.3522", "51.5,-0.12"),
    ("ISO 3166-1", "250", "France", "43.3,5.37", "41.39,2.17"),
    ("ISO3166-1", "RU", "Russia", "66.0,-172.0", "61.2,-149.9"),  # beyond the antimeridian
    ("ISO3166-1", "AQ", "Antarctica", "-90,0", "-54.8,-68.3"),
    ("ISO3166-1", "CY", "Cyprus", "35.35,33.3", "36.2,33.3"),  # the north belongs to the code too
    ("ISO3166-1", "VA", "Holy See", "41.9022,12.4539", "42.5,12.45"),
    ("ISO3166-2", "FR-IDF", "Île-de-France", "48.8566,2.3522", "47.9,1.9"),
    ("ISO3166-2", "US-CA", "California", "34.05,-118.24", "36.17,-115.14"),
    ("ISO3166-2", "GB-SCT", "Scotland", "55.95,-3.19", "54.97,-1.61"),
    ("FIPS", "06037", "Los Angeles", "34.05,-118.24", "33.68,-117.83"),
    ("SAME", "006037", "Los Angeles", "34.05,-118.24", "33.68,-117.83"),
    ("SAME", "106037", "Los Angeles", "34.05,-118.24", "33.68,-117.83"),
    ("SAME", "006000", "California", "34.05,-118.24", "36.17,-115.14"),
    ("FIPS6", "051610", "Falls Church", "38.8823,-77.1711", "38.9,-77.04"),
]

# What is wrong, the words, the exit status, and something that the message must say.
WRONG = [
    ("a system without a table", ["show", "UGC", "CAZ041"], binary.NO, "UGC"),
    ("a code that is not there", ["show", "ISO3166-1", "QQ"], binary.NO, "QQ"),
    ("a SAME code of five digits", ["show", "SAME", "06037"], binary.USAGE, "six digits"),
    ("a margin that is no number", ["show", "ISO3166-1", "FR", "--margin", "wide"], binary.USAGE, "--margin"),
    ("a margin below 0", ["show", "ISO3166-1", "FR", "--margin=-1"], binary.NO, "--margin"),
    ("a folder that is not there", ["list", "--folder", "/nowhere"], binary.NO, "/nowhere"),
    ("a file that is not there", ["import", "/nowhere.json", "--system", "X", "--code", "c"], binary.NO, "/nowhere"),
]

PEOPLE = "id,lat,lon\n{}\n"


def feature(code, west, lat=50):
    ring = [[west, lat], [west + 1, lat], [west + 1, lat + 1], [west, lat + 1], [west, lat]]
    return {"type": "Feature", "properties": {"NUTS_ID": code, "NAME_LATN": f"Region {code}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, indent=1)


class Geocodes(binary.FolderCase):
    """heed geocodes."""

    def document(self, *words):
        run = binary.heed("geocodes", *words, "--json")
        self.assert_exit(run, binary.DONE)
        return binary.is_one_document(run.stdout)

    def test_the_shipped_tables_are_listed_with_their_sources_and_margins(self):
        """Every file of share/geocodes, and every code of one."""
        systems = {row["system"]: row for row in self.document("list")}
        self.assertEqual(sorted(systems), ["FIPS", "ISO3166-1", "ISO3166-2"])
        for row in systems.values():
            self.assertIn("public domain", row["source"])
            self.assertGreater(row["margin_km"], 0)
        codes = self.document("list", "ISO3166-1")
        self.assertEqual(len(codes), systems["ISO3166-1"]["codes"])
        self.assertIn({"system": "ISO3166-1", "code": "FR", "name": "France"}, codes)

    def test_a_place_is_found_by_name(self):
        """Without accents, in one table or all; nothing found is a no."""
        found = self.document("list", "ISO3166-2", "--search", "ile-de-france")
        self.assertEqual(found[0]["code"], "FR-IDF")
        found = self.document("list", "--search", "los angeles")
        self.assertIn("06037", [row["code"] for row in found])
        self.assert_exit(binary.heed("geocodes", "list", "--search", "zzzz"), binary.NO)

    def test_known_places_are_inside_and_others_are_not(self):
        """The area that `show --json` gives, asked with the hub's own test."""
        for system, code, name, inside, outside in PLACES:
            with self.subTest(system=system, code=code):
                shown = self.document("show", system, code)
                self.assertTrue(shown["name"].startswith(name), shown["name"])
                self.assertGreater(shown["square_kilometres"], 0)
                self.assertEqual(self.inside(shown["area"], {"in": inside, "out": outside}), ["in"])

    def inside(self, area, places):
        """Which of the places are inside, one shape of the area after the other, as one GeoJSON file."""
        shapes = []
        for polygon in area.get("polygons", []):
            rings = [polygon] if isinstance(polygon, str) else polygon
            shapes.append({"type": "Polygon", "coordinates": [
                [[float(part) for part in point.split(",")][::-1] for point in ring.split()] for ring in rings]})
        features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
        for circle in area.get("circles", []):
            centre, radius = circle.split()
            features.append({"type": "Feature", "properties": {"radius_km": float(radius)}, "geometry": {
                "type": "Point", "coordinates": [float(part) for part in centre.split(",")][::-1]}})
        found = set()
        people = self.file("people.csv", PEOPLE.format("\n".join(f"{name},{place}" for name, place in places.items())))
        for first in range(0, len(features), 300):  # a document has at most 200,000 items
            path = self.file("area.json", json.dumps({"type": "FeatureCollection",
                                                      "features": features[first:first + 300]}))
            run = binary.heed("audience", "resolve", "--recipients", people, "--area", path, "--ids")
            self.assert_exit(run, binary.DONE)
            found |= set(run.stdout.split())
        return sorted(found)

    def test_a_table_of_ones_own_is_imported_and_asked(self):
        """NUTS from GeoJSON: found as NUTS3 too, with the margin that was said."""
        source = self.file("nuts.geojson", collection(feature("AT1", 10), feature("AT2", 12), feature("AT1", 14)))
        words = ["--system", "NUTS", "--code", "NUTS_ID", "--name", "NAME_LATN", "--margin", "1.5"]
        run = binary.heed("geocodes", "import", source, *words, "--folder", self.folder)
        self.assert_exit(run, binary.DONE)
        self.assertIn("2 codes of NUTS", run.stdout)
        self.assertEqual(sorted(os.listdir(self.folder)), ["NUTS.jsonl", "nuts.geojson"])
        shown = self.document("show", "NUTS3", "AT1", "--folder", self.folder)
        self.assertEqual((shown["name"], shown["margin_km"]), ("Region AT1", 1.5))
        self.assertEqual(self.inside(shown["area"], {"near": "50.5,11.02", "far": "50.5,11.03", "second": "50.5,14.5"}),
                         ["near", "second"])
        plain = self.document("show", "NUTS", "AT1", "--margin", "0", "--folder", self.folder)
        self.assertEqual(len(plain["area"]["polygons"]), 2)

    def test_a_wrong_feature_is_named_and_nothing_is_written(self):
        """Latitude and longitude swapped in the second feature."""
        source = self.file("nuts.geojson", collection(feature("AT1", 10), feature("AT2", 12, lat=95)))
        run = binary.heed("geocodes", "import", source, "--system", "NUTS", "--code", "NUTS_ID", "--folder",
                          self.folder)
        self.assert_exit(run, binary.NO)
        for part in ("nuts.geojson", "features[1] (line 38)", "point 1", "swapped"):
            self.assertIn(part, run.stderr)
        self.assertEqual(os.listdir(self.folder), ["nuts.geojson"])

    def test_what_is_wrong_is_said_and_has_its_exit_status(self):
        """The table WRONG; with --json the error is a document."""
        for reason, words, status, said in WRONG:
            with self.subTest(reason=reason):
                run = binary.heed("geocodes", *words)
                self.assert_exit(run, status)
                self.assertIn(said, run.stderr)
                error = binary.is_one_document(binary.heed("geocodes", *words, "--json").stdout)["error"]
                self.assertTrue(error["detail"])

    def test_a_country_is_there_at_once(self):
        """Loading a table and widening a country takes no time that anybody would notice."""
        start = time.monotonic()
        self.document("show", "ISO3166-1", "FR")
        self.assertLess(time.monotonic() - start, 2)


class WhileAHubRuns(binary.FolderCase):
    """A table that is imported is asked at once."""

    def setUp(self):
        super().setUp()
        share = os.path.join(self.folder, "share")
        shutil.copytree(os.path.join(binary.ROOT, "share"), share)
        environment = unittest.mock.patch.dict(os.environ, {"HEED_SHARE": share})
        environment.start()
        self.addCleanup(environment.stop)
        self.tables = os.path.join(share, "geocodes")
        self.hub = hub.Hub(self.folder)
        self.addCleanup(self.hub.stop)
        self.hub.start()

    def preview(self):
        """What the hub says to a reach that names a code of the table."""
        return self.hub.call("POST", "/api/v1/audience/preview", {
            "reach": {"tier": "direct", "geocodes": [{"system": "NUTS", "code": "AT1"}]},
            "during": {"from": "2030-01-01T00:00:00Z", "until": "2030-01-02T00:00:00Z"}}, "releaser")

    def register(self, place):
        """Somebody who stands there."""
        self.hub.done("register_recipient", {
            "recipient": "guard", "name": "The guard", "sort": "organisation", "tier": "direct", "places": [place],
            "contacts": [{"channel": "webhook", "address": "https://guard.example/hook"}]})

    def bring_in(self, west):
        source = self.file("nuts.geojson", collection(feature("AT1", west)))
        run = binary.heed("geocodes", "import", source, "--system", "NUTS", "--code", "NUTS_ID", "--folder",
                          self.tables)
        self.assert_exit(run, binary.DONE)

    def test_a_table_that_is_imported_or_changed_needs_no_new_start(self):
        """Not known, then known, then elsewhere (PU-3)."""
        self.register("50.5,12.5")
        answer = self.preview()
        self.assertEqual(answer.status, 404, answer.text)
        self.assertIn("NUTS", answer.text)
        self.bring_in(10)
        self.assertEqual(self.preview().json()["count"], 0)
        self.bring_in(12)
        self.assertEqual(self.preview().json()["count"], 1)


if __name__ == "__main__":
    unittest.main()
