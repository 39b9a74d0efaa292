"""Finds the functions of a C++ file by its braces: name, first and last line, parameters, deepest nesting.

It is no parser. It reads code without comments and texts (tree.Source.code) and knows what stands before each brace.
"""

import re
from dataclasses import dataclass

_MARKS = re.compile(r"[{}();]")
_BRACED = re.compile(r"\{[^{}]*\}")
_IN_PARENS = re.compile(r"\([^()]*\)")
_CONTROL = re.compile(r"^(?:else\b\s*)?(if|for|while|switch|do|else)\b")
_LABEL = re.compile(r"^\s*(?:case\b[^;{}?]*?[^:]:(?!:)|default\s*:|(?:public|private|protected)\s*:)\s*")
_ASIDE = re.compile(r"\b(?:noexcept|decltype|alignas|requires|__attribute__|explicit|sizeof)"
                    r"\s*\((?:[^()]|\([^()]*\))*\)")
_TYPE = re.compile(r"\b(?:class|struct|union|enum)\b")
_NAME = re.compile(r"([~\w:]*\w)\s*\(")
_OPERATORS = [("operator()", "operator_call"), ("operator[]", "operator_at"), ("->", " "), ("<=>", "_order"),
              ("<<", "_left"), ("operator<=", "operator_le"), ("operator>=", "operator_ge"),
              ("operator<", "operator_lt"),
              ("operator>", "operator_gt"), ("operator==", "operator_eq"), ("operator!=", "operator_ne"),
              ("operator+=", "operator_add"), ("operator=", "operator_let")]


@dataclass
class Function:
    name: str
    first: int
    last: int
    parameters: int
    nesting: int = 0
    deepest: int = 0  # the line of the deepest block


@dataclass
class _Level:
    kind: str  # outer | function | control | inner
    head: int  # where the text before the next brace begins
    parens: int = 0
    function: Function = None


def _collapse(text, pattern, mark):
    before = None
    while before != text:
        before, text = text, pattern.sub(mark, text)
    return text


def _plain(head):
    """The text before a brace without labels, template arguments, attributes and inner braces."""
    for operator, word in _OPERATORS:
        head = head.replace(operator, word)
    head = _collapse(head, _BRACED, "\x01")
    head = re.sub(r"\[\[.*?\]\]", " ", head, flags=re.S)
    head = _collapse(head, re.compile(r"<[^<>;]*>"), " ")
    head = re.sub(r"\btemplate\b", " ", head)
    head = _ASIDE.sub(" ", head)
    return _collapse(head.strip(), _LABEL, "").strip()


def _parameters(text):
    if text.strip() in ("", "void"):
        return 0
    return _collapse(text, _IN_PARENS, " ").count(",") + 1


def _group(text, opening):
    """The text between the parenthesis at `opening` and its partner."""
    depth = 0
    for index in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return text[opening + 1:index]
    return text[opening + 1:]


def _outer_brace(head):
    """What a brace outside of functions opens: ("outer" | "inner" | "function", name, parameters)."""
    plain = re.sub(r"^(?:[A-Z][A-Z0-9_]+\s*\([^()]*\)\s*)+(?=\S)", "", _plain(head))
    flat = _collapse(plain, _IN_PARENS, "\x02")
    if plain.startswith(("namespace", "inline namespace", "extern")) and "\x02" not in flat:
        return "outer", "", 0
    if "=" in flat:
        return "inner", "", 0
    if "\x02" not in flat:
        return ("outer" if _TYPE.search(plain) else "inner"), "", 0
    if re.search(r"\x02[^\x02]*?(?<!:):(?!:)", flat) and not flat.rstrip().endswith(("\x01", "\x02")):
        return "inner", "", 0  # a member's braces in the list of a constructor
    match = _NAME.search(plain)
    if match is None:
        return "inner", "", 0
    return "function", match.group(1), _parameters(_group(plain, match.end() - 1))


def _is_control(head):
    plain = _collapse(_collapse(head, _BRACED, "\x01"), _IN_PARENS, "()")
    return _CONTROL.match(_collapse(plain.rpartition("\x01")[2].strip(), _LABEL, "").strip()) is not None


class _Reader:
    def __init__(self, code):
        self.code = code
        self.starts = [0] + [match.end() for match in re.finditer("\n", code)]
        self.levels = [_Level("outer", 0)]
        self.found = []

    def line(self, offset):
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle)
        return low + 1

    def first_line(self, head):
        """The line of the first word after `head`, past labels like `public:`."""
        match = re.compile(r"(?:\s|(?:public|private|protected)\s*:)*").match(self.code, head)
        return self.line(match.end())

    def open(self, at):
        level = self.levels[-1]
        head = self.code[level.head:at]
        if level.kind != "outer":
            control = level.parens == 0 and _is_control(head)
            self.levels.append(_Level("control" if control else "inner", at + 1, function=level.function))
            if control and level.function:
                self.deepen(level.function, at)
            return
        kind, name, parameters = ("inner", "", 0) if level.parens else _outer_brace(head)
        function = Function(name, self.first_line(level.head), 0, parameters) if kind == "function" else None
        self.levels.append(_Level(kind, at + 1, function=function))

    def deepen(self, function, at):
        depth = sum(1 for level in self.levels if level.kind == "control" and level.function is function)
        if depth > function.nesting:
            function.nesting, function.deepest = depth, self.line(at)

    def close(self, at):
        if len(self.levels) == 1:
            return
        closed = self.levels.pop()
        if closed.kind == "function":
            closed.function.last = self.line(at)
            self.found.append(closed.function)
        if closed.kind != "inner":
            self.levels[-1].head = at + 1

    def read(self):
        for match in _MARKS.finditer(self.code):
            mark, level = match.group(0), self.levels[-1]
            if mark == "{":
                self.open(match.start())
            elif mark == "}":
                self.close(match.start())
            elif mark == ";":
                if level.parens == 0:
                    level.head = match.end()
            else:
                level.parens = max(0, level.parens + (1 if mark == "(" else -1))
        return self.found


def functions(code):
    return _Reader(code).read()
