"""The tables of the house: who may include whom, and which third-party library belongs to which folder.

A place is a folder under src/ ("core", "lib/json", "adapters/store/sqlite") or a folder at the root (bench, sim, fuzz).
"""

import re

EVERYTHING = "*"

# What operations stand on: every operation may include it. No operation includes another operation; the tables of
# commands, and the erasure, are one operation in several files.
OPERATIONS_SHARED = ("operations/desk/", "operations/plan_edition.h", "operations/plan_arrivals.h",
                     "operations/look_up_geocodes.h")
OPERATIONS_TOGETHER = ("operations/commands/", "operations/erase/", "operations/hear/")

# What each band may include besides its own folder. `flow` needs the order of the stages and stands in arrows.py.
MAY_INCLUDE = {
    "core": ["core"],
    "lib": ["core"],
    "ports": ["core", "flow", "ports"],
    "operations": ["core", "lib", "flow", "ports"],
    "adapters": ["core", "lib", "flow", "ports"],
    "server": ["core", "lib/json", "lib/event_codes", "lib/websub", "flow", "ports", "operations", "adapters/format",
               "server"],
    "cli": ["core", "lib", "flow", "adapters/format", "adapters/http_client", "cli"],
    "app": [EVERYTHING],
    "bench": [EVERYTHING],
    "sim": [EVERYTHING],
    "fuzz": [EVERYTHING],
}

# One library or adapter on top of another, named one by one. A row here is a decision.
ON_TOP_OF = {
    "lib/merkle": ["lib/digest"],
    "lib/tlog": ["lib/merkle", "lib/digest"],
    "lib/sdjwt": ["lib/digest", "lib/json"],
    "lib/sdjwt/testing": ["lib/sdjwt", "lib/digest"],
    "lib/jws": ["lib/digest", "lib/json"],
    "lib/timestamp": ["lib/digest"],
    "lib/websub": ["lib/digest"],
    "lib/proof": ["lib/sdjwt", "lib/merkle", "lib/tlog", "lib/digest", "lib/json"],
    "lib/proof/testing": ["lib/proof", "lib/sdjwt", "lib/merkle", "lib/tlog", "lib/digest"],
    "lib/area/geojson": ["lib/area"],
    "lib/area/measure": ["lib/area"],
    "lib/area/buffer": ["lib/area"],
    "lib/area/geocodes": ["lib/area", "lib/area/geojson", "lib/area/buffer", "lib/json"],
    "lib/area/overlap": ["lib/area"],
    "lib/area/places": ["lib/area"],
    "lib/area/places/cells": ["lib/area"],
    "lib/area/places/forms": ["lib/area"],
    "lib/area/places/leaves": ["lib/area", "lib/pages"],
    "lib/area/covering": ["lib/area", "lib/area/places"],
    "lib/area/covering/testing": ["lib/area"],
    "lib/cap/findings": ["lib/cap/xml"],
    "lib/cap/message": ["lib/cap/findings", "lib/cap/values", "lib/cap/xml"],
    "lib/cap/rules": ["lib/cap/findings", "lib/cap/message", "lib/cap/values", "lib/cap/xml"],
    "lib/cap/profiles": ["lib/cap/findings", "lib/cap/message", "lib/cap/values", "lib/cap/xml"],
    "lib/cap/repair": ["lib/cap/message", "lib/cap/values", "lib/cap/xml"],
    "lib/cap/compare": ["lib/cap/xml"],
    "lib/capfeed": ["lib/cap"],
    "lib/capfeed/repository": ["lib/cap"],
    "lib/event_codes": ["lib/cap", "lib/toml"],
    "lib/capfeed/testing": ["lib/capfeed", "lib/cap"],
    "lib/xmlsign": ["lib/cap", "lib/digest", "lib/toml"],
    "lib/xmlsign/keys": ["lib/digest"],
    "lib/xmlsign/testing": ["lib/xmlsign", "lib/digest"],
    "adapters/channel/webhook": ["adapters/http_client"],
    "adapters/format/rss": ["adapters/format/atom"],
    "adapters/format/public_page": ["adapters/format/cap_alert", "adapters/format/short_text"],
    "adapters/format/feeds": ["adapters/format/atom", "adapters/format/rss", "adapters/format/cap_alert",
                              "adapters/format/public_page"],
    "adapters/format/geojson_feed": ["adapters/format/feeds", "adapters/format/cap_alert",
                                     "adapters/format/public_page", "adapters/format/short_text"],
}

# What tests above the rules may include besides: the contracts, and the twins that stand in for the world.
TESTS_MAY_INCLUDE = ["lib", "ports", "operations", "adapters/store/memory", "adapters/stand_in", "adapters/system"]
RULE_BANDS = ("core", "lib", "flow")

# folder -> third-party headers by prefix. The longest matching folder counts; nothing is inherited from a shorter one.
THIRD_PARTY = {
    "core": [],
    "lib": [],
    "lib/json": ["boost/json"],
    "lib/toml": ["toml++/"],
    "lib/digest": ["openssl/", "sodium"],
    "lib/timestamp": ["openssl/"],
    "lib/qr": ["qrencode.h"],
    "lib/area": ["GeographicLib/", "immintrin.h"],
    "lib/cap/xml": ["iconv.h", "emmintrin.h"],
    "lib/cap/values": ["emmintrin.h"],
    "lib/xmlsign": ["openssl/"],
    "lib/xmlsign/engine": ["libxml/", "xmlsec/", "openssl/"],
    "flow": [],
    "ports": ["boost/asio/awaitable.hpp"],
    "ports/testing": ["boost/asio"],
    "operations": ["boost/asio"],
    "adapters": ["spdlog/"],
    "adapters/store/sqlite": ["sqlite3.h", "spdlog/"],
    "adapters/http_client": ["boost/beast", "boost/asio", "boost/url", "openssl/", "spdlog/"],
    "adapters/channel": ["boost/asio", "spdlog/"],
    "adapters/channel/email": ["curl/", "boost/asio", "spdlog/"],
    "adapters/stand_in": ["boost/asio", "boost/beast", "spdlog/"],
    "adapters/system": ["boost/asio", "sodium", "spdlog/"],
    "server": ["boost/asio", "spdlog/"],
    "server/http": ["boost/beast", "boost/asio", "spdlog/"],
    "cli": ["CLI/", "boost/asio"],
    "app": ["boost/asio", "spdlog/", "CLI/"],
    "bench": [EVERYTHING],
    "sim": [EVERYTHING],
    "fuzz": [EVERYTHING],
}

# Headers whose types may never reach another folder, not even through a header of the folder that owns them.
FENCED = ("boost/beast", "boost/json", "boost/url", "curl/", "sqlite3.h", "openssl/", "sodium", "qrencode.h",
          "toml++/", "libxml/",
          "xmlsec/", "GeographicLib/", "CLI/", "spdlog/")

# The operating system's own headers: only where the world is met.
SYSTEM_HEADER = re.compile(
    r"^(stdlib|spawn|unistd|fcntl|signal|poll|termios|dirent|pwd|grp|netdb|dlfcn|sched|time|errno)\.h$"
                           r"|^(sys|arpa|netinet|linux|net)/")
SYSTEM_BANDS = ("adapters", "server", "cli", "app", "bench", "sim")

STANDARD = set(
    "algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono "
    "cinttypes climits clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp "
    "csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception "
    "execution expected filesystem forward_list fstream functional future initializer_list iomanip ios iosfwd "
    "iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers numeric "
    "optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex "
    "source_location span sstream stack stdexcept stop_token streambuf string string_view strstream "
    "system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray "
    "variant vector version".split())


def place_of(path):
    """"src/lib/json/read.cpp" -> "lib/json"; "bench/x.cpp" -> "bench"."""
    folder = path.rpartition("/")[0]
    return folder[len("src/"):] if folder.startswith("src/") else folder


def within(place, folder):
    return folder == EVERYTHING or place == folder or place.startswith(folder + "/")


def third_party_of(place):
    owner = max((folder for folder in THIRD_PARTY if within(place, folder)), key=len, default=None)
    return THIRD_PARTY.get(owner, [])
