"""The working tree as the checks see it: files, their text, their code without comments and texts, their includes."""

import os
import re
from collections import namedtuple
from functools import cached_property

Finding = namedtuple("Finding", "path line text")
Include = namedtuple("Include", "line name angled")

SKIPPED_FOLDERS = {".git", "build", "data", "node_modules", "dist", "test-results", "__pycache__", ".cache", ".venv"}
CPP = (".cpp", ".h")
CODE = CPP + (".py", ".ts", ".js", ".mjs", ".svelte", ".sh", ".cmake", "CMakeLists.txt")
TEXT = CODE + (".md", ".toml", ".html", ".css")
COMMANDS = {"run", "test", ".ci/run", "tools/lint"}

_HIDDEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|\bu?8?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'', re.S)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)


def blank(text):
    """The same length and the same lines, with nothing written on them."""
    return re.sub(r"[^\n]", " ", text)


def _hide(match):
    found = match.group(0)
    if found[0] == "/":
        return blank(found)
    quote = found[-1]
    return quote + blank(found[1:-1]) + quote


class Source:
    """One file. `path` is relative to the root, with '/' between folders."""

    def __init__(self, root, path):
        self.path = path
        self.full = os.path.join(root, path)
        self.folder, _, self.name = path.rpartition("/")

    @cached_property
    def text(self):
        with open(self.full, encoding="utf-8", errors="replace") as file:
            return file.read()

    @cached_property
    def lines(self):
        return self.text.splitlines()

    @cached_property
    def code(self):
        """C++ without comments, directives and the content of texts; lines and columns stay where they are."""
        return _DIRECTIVE.sub(lambda m: blank(m.group(0)), _HIDDEN.sub(_hide, self.text))

    @cached_property
    def includes(self):
        return [Include(self.line_at(m.start(1)), m.group(2), m.group(1) == "<") for m in _INCLUDE.finditer(self.text)]

    @property
    def is_cpp(self):
        return self.name.endswith(CPP)

    @property
    def is_header(self):
        return self.name.endswith(".h")

    @property
    def is_code(self):
        return self.name.endswith(CODE) or self.path in COMMANDS

    @property
    def is_text(self):
        return self.name.endswith(TEXT) or self.path in COMMANDS

    @property
    def is_test(self):
        return self.name.endswith(("_test.cpp", "_test.py", ".test.ts")) or "/testing/" in self.path

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def at(self, line, text):
        return Finding(self.path, line, text)


class Tree:
    def __init__(self, root):
        self.root = root
        self.sources = sorted(self._walk(), key=lambda source: source.path)
        self.by_path = {source.path: source for source in self.sources}

    def _walk(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            for name in files:
                source = Source(self.root, os.path.relpath(os.path.join(folder, name), self.root).replace(os.sep, "/"))
                if source.is_text:
                    yield source

    @cached_property
    def cpp(self):
        return [source for source in self.sources if source.is_cpp]

    @cached_property
    def product(self):
        """C++ under src/, tests included."""
        return [source for source in self.cpp if source.path.startswith("src/")]

    def resolve(self, name):
        """The path that a quoted include means, from src/ or else from the root; None when there is no such file."""
        for path in ("src/" + name, name):
            if path in self.by_path:
                return path
        return None

    def folders(self, below):
        return sorted({source.folder for source in self.sources if source.folder.startswith(below)})
