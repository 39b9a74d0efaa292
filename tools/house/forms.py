"""Forms of the text: how co_await is written, what is never written, names and namespaces."""

import re

_KEYWORD = re.compile(r"\bco_(?:await|return|yield)\b")
_AWAIT = re.compile(r"\bco_await\b")
_NESTED = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_BRANCH = re.compile(r"^(?:else\b\s*)?(?:(?:if|while|for)\s*(?:constexpr\s*)?" + _NESTED + r"\s*)?")
_LABEL = re.compile(r"^(?:case\b.*?[^:]:(?!:)\s*|default\s*:\s*)+", re.S)
_FORMS = re.compile(
    r"^(?:"
    r"|co_return\s+"
    r"|CO_TRY\s*\(\s*(?:[\w:<>*&\s,.\[\]]+,\s*)?"
    r"|(?:\[\[maybe_unused\]\]\s*)?(?:[\w:<>*&\s,]+[\s&*])?(?:[\w.\->*:\[\]]+|\[[\w,\s]+\])\s*=\s*"
    r")$", re.S)
_LAMBDA = re.compile(r"(?<![\w\])\[])\[([^\[\]]*)\]\s*(?:<[^<>]*>\s*)?(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?"
                     r"[\w\s:<>,*&.]*(?:->[\w\s:<>,*&.]*)?\{", re.S)

_FURTHER = re.compile(r"\?|&&|\|\||[=!<>]=|\s[-+/%]\s")  # what makes an awaited value part of something larger

SAY_AWAIT = ("write it in one of the five forms: `co_await f(a);` `auto x = co_await f(a);` `x = co_await f(a);` "
             "`co_return co_await f(a);` `CO_TRY(auto x, co_await f(a));`")


def _statement_start(code, at):
    """Where the statement begins in which `at` stands; `{}` and `;` inside closed parentheses belong to it."""
    depth, index = 0, at - 1
    while index >= 0:
        mark = code[index]
        if mark == ")":
            depth += 1
        elif mark == "(":
            depth -= 1
        elif mark in ";{}" and depth <= 0:
            break
        index -= 1
    return index + 1


def _without_arguments(text):
    before = None
    while before != text:
        before, text = text, re.sub(r"\([^()]*\)", "", text)
    return text


def check_await(tree):
    for source in tree.cpp:
        code = source.code
        for match in _AWAIT.finditer(code):
            prefix = code[_statement_start(code, match.start()):match.start()].strip()
            prefix = _BRANCH.sub("", _LABEL.sub("", prefix)).strip()
            end = code.find(";", match.end())
            rest = code[match.end():end if end >= 0 else None].partition("{")[0]
            if not _FORMS.match(prefix + " " if prefix else ""):
                yield source.at(source.line_at(match.start()), "co_await inside an expression; " + SAY_AWAIT)
            elif _AWAIT.search(rest) or _FURTHER.search(_without_arguments(rest)):
                yield source.at(source.line_at(match.start()), "co_await inside a larger expression; " + SAY_AWAIT)


def _bodies(code):
    """[(start, end, captures)] of every lambda with a body."""
    for match in _LAMBDA.finditer(code):
        depth, index = 1, match.end()
        while index < len(code) and depth:
            depth += {"{": 1, "}": -1}.get(code[index], 0)
            index += 1
        yield match.start(), index, match.group(1).strip()


def check_lambdas(tree):
    for source in tree.cpp:
        if not _KEYWORD.search(source.code):
            continue
        bodies = list(_bodies(source.code))
        told = set()
        for match in _KEYWORD.finditer(source.code):
            inner = max((body for body in bodies if body[0] < match.start() < body[1]), default=None)
            if inner and inner[2] and inner[0] not in told:
                told.add(inner[0])
                yield source.at(source.line_at(inner[0]),
                    f"a coroutine lambda captures [{inner[2]}], and the captures die before it ends; make it a named "
                    "function that takes values")


def _each(source, pattern, text):
    for match in pattern.finditer(source.code):
        yield source.at(source.line_at(match.start()), text)


_DEFAULT = re.compile(r"\bdefault\s*:")
_THROW = re.compile(r"\bthrow\b")


def check_never(tree):
    for source in tree.product:
        if source.path.startswith("src/flow/"):
            yield from _each(source, _DEFAULT,
                             "default: hides the state that somebody adds later; name every enumerator")
        yield from _each(source, _THROW, "we throw nothing; return fail(Code::…, detail) as a Result")


_OPEN_WORK = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
_OUR_PATHS = re.compile(r"(?<![\w./-])/(?:wo" r"rk|fa" r"rm)/|\.\./sha" r"red\b")
_HOME_PATHS = re.compile(r"(?<![\w./$}-])/(?:home|root|tmp)/")


def check_texts(tree):
    for source in tree.sources:
        for number, line in enumerate(source.lines, 1):
            if "\t" in line and source.is_code:
                yield source.at(number, "a tab; indent with spaces")
            if _OPEN_WORK.search(line):
                yield source.at(number, "work left open; finish it, or write it down in an issue")
            if _OUR_PATHS.search(line) or (source.is_code and _HOME_PATHS.search(line)):
                yield source.at(number,
                    "a path of one machine; take it from an argument, the environment or the system's temporary "
                    "folder")


_BANNED_TYPE = re.compile(r"\b(?:class|struct|enum(?:\s+class)?|using)\s+(?:\[\[\w+\]\]\s+)?"
                          r"(\w*(?:Manager|Helper|Utils?|Utility)\w*)\b")
_BANNED_FILE = re.compile(r"(?:^|_)(?:manager|helper|helpers|util|utils|utility)(?:_|\.|$)", re.I)
_BANNED_FOLDERS = {"types", "common", "util", "utils", "helpers", "misc"}


def check_names(tree):
    for source in tree.sources:
        if not source.is_code:
            continue
        if _BANNED_FILE.search(source.name):
            yield source.at(1, f"{source.name} does not say what it holds; name it after the thing or the deed")
        for folder in source.folder.split("/"):
            if folder in _BANNED_FOLDERS:
                yield source.at(1,
                    f"a folder `{folder}` collects what belongs elsewhere; put each noun with the rules that own it")
        if source.is_cpp:
            for match in _BANNED_TYPE.finditer(source.code):
                yield source.at(source.line_at(match.start()),
                    f"{match.group(1)} does not say what it does; name it after the thing it is or the deed it does")


_NAMESPACE = re.compile(r"\bnamespace\s+([\w:]+)\s*\{")


def _is_ours(source, name, after):
    """Whether a file may open namespace `name`; `after` is the code that follows its brace."""
    folders = source.folder.split("/")
    wanted = ["heed::" + folders[-1]]
    if folders[-1] == "testing":
        wanted.append(f"heed::{folders[-2]}::testing")
    if name == "heed" or not name.startswith("heed::"):
        return True
    # A template of another namespace is specialised there: Codec<T> beside T.
    specialises = after.lstrip().startswith("template") or "Codec<" in after
    return any(name == one or name.startswith(one + "::") for one in wanted) or (name == "heed::core" and specialises)


def check_namespaces(tree):
    for source in tree.product:
        wanted = "heed::" + source.folder.rpartition("/")[2]
        for match in _NAMESPACE.finditer(source.code):
            if not _is_ours(source, match.group(1), source.code[match.end():]):
                yield source.at(source.line_at(match.start()),
                                f"namespace {match.group(1)}; the namespace here is {wanted}, after the last folder")
