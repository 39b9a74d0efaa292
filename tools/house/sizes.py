"""Sizes, and the list of exceptions, which may only shrink."""

from collections import Counter

from house.functions import functions
from house.tree import Finding

FILE_LINES_MAX = 400
HEADER_LINES_MAX = 150
FUNCTION_LINES_MAX = 60
PARAMETERS_MAX = 4
NESTING_MAX = 3
LINE_LENGTH_MAX = 120
FOLDER_FILES_MAX = 20

EXCEPTIONS = "tools/tidy_exceptions.txt"
SIZED = (".cpp", ".h", ".py", ".ts", ".svelte")


class _Ledger:
    """The exceptions: `check path[:name] size why`. An exception holds for this size, not for a larger one."""

    def __init__(self, tree):
        self.rows, self.findings, self.needed = {}, [], set()
        try:
            with open(f"{tree.root}/{EXCEPTIONS}", encoding="utf-8") as file:
                lines = file.read().splitlines()
        except FileNotFoundError:
            lines = []
        for number, line in enumerate(lines, 1):
            words = line.split(None, 3)
            if not words or words[0].startswith("#"):
                continue
            if len(words) < 4 or not words[2].isdigit():
                self.findings.append(Finding(EXCEPTIONS, number,
                    "not an exception; write `check path[:name] size why`"))
                continue
            self.rows[words[0], words[1]] = (number, int(words[2]))

    def excuses(self, check, thing, size):
        row = self.rows.get((check, thing))
        if row is None:
            return False
        self.needed.add((check, thing))
        if size < row[1]:
            self.findings.append(Finding(EXCEPTIONS, row[0],
                f"{thing} has shrunk to {size}; write {size} here, so that it cannot grow again"))
        return size <= row[1]

    def finish(self):
        for key, (number, _) in self.rows.items():
            if key not in self.needed:
                self.findings.append(Finding(EXCEPTIONS, number,
                    f"{key[0]} {key[1]} is no longer needed; delete this line"))
        return self.findings


def check_sizes(tree):
    ledger = _Ledger(tree)
    for finding, check, thing, size in _oversize(tree):
        if not ledger.excuses(check, thing, size):
            yield finding
    yield from ledger.finish()


def _oversize(tree):
    for source in tree.sources:
        if source.name.endswith(SIZED):
            yield from _file(source)
        if source.is_cpp:
            yield from _functions(source)
    yield from _folders(tree)


def _file(source):
    size = len(source.lines)
    check, limit = ("header", HEADER_LINES_MAX) if source.is_header else ("file", FILE_LINES_MAX)
    if size > limit:
        told = f"{size} lines, a {check} has at most {limit}; split it by what it is about"
        yield source.at(limit + 1, told), check, source.path, size
    if not source.name.endswith((".cpp", ".h", ".py")):
        return
    for number, line in enumerate(source.lines, 1):
        if len(line) > LINE_LENGTH_MAX:
            told = f"{len(line)} characters, a line has at most {LINE_LENGTH_MAX}; break it (C++: clang-format-19 -i)"
            yield source.at(number, told), "line", source.path, len(line)


def _functions(source):
    seen = Counter()
    for function in functions(source.code):
        seen[function.name] += 1
        name = f"{source.path}:{function.name}" + (f"#{seen[function.name]}" if seen[function.name] > 1 else "")
        length = function.last - function.first + 1
        if length > FUNCTION_LINES_MAX:
            told = f"{length} lines, a function has at most {FUNCTION_LINES_MAX}; give its parts names"
            yield source.at(function.first, f"{function.name}: {told}"), "function", name, length
        if function.parameters > PARAMETERS_MAX:
            told = (f"{function.parameters} parameters, a function has at most {PARAMETERS_MAX}; put those that belong "
                    "together into a struct")
            yield source.at(function.first, f"{function.name}: {told}"), "parameters", name, function.parameters
        if function.nesting > NESTING_MAX:
            told = f"nested {function.nesting} deep, at most {NESTING_MAX}; return early, or name the inner part"
            yield source.at(function.deepest, f"{function.name}: {told}"), "nesting", name, function.nesting


def _folders(tree):
    counts = Counter(source.folder for source in tree.cpp)
    for folder, count in sorted(counts.items()):
        if count > FOLDER_FILES_MAX:
            told = f"{count} C++ files, a folder has at most {FOLDER_FILES_MAX}; split it by what they are about"
            yield Finding(folder, 1, told), "folder", folder, count
