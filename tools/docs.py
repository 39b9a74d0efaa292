#!/usr/bin/env python3
"""The documents against the program: every `heed` command and flag shown exists, every relative link leads to a file.

    tools/docs.py [BINARY]     default: build/release/heed
"""

import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SKIPPED_FOLDERS = {".git", "build", "data", "node_modules", "dist"}
_BLOCK = re.compile(r"^```(?:sh|bash|console|shell)[^\n]*\n(.*?)^```", re.M | re.S)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")
_HEED = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:build/release/)?heed (.*)$")


def documents():
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        for name in sorted(files):
            if name.endswith(".md"):
                yield os.path.relpath(os.path.join(folder, name), ROOT)


def commands(text):
    """[(line, words after `heed`)] of every shell block, with continued lines joined."""
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start(1)) + 1
        for row in block.group(1).replace("\\\n", "  ").split("\n"):
            match = _HEED.match(row.strip())
            if match:
                yield line, shlex.split(re.split(r"\s[|>;&#]", match.group(1))[0], comments=True)
            line += 1


class Program:
    def __init__(self, binary):
        self.binary, self.helps = binary, {}

    def help(self, words):
        """What `heed WORDS --help` prints, or None when it refuses."""
        key = tuple(words)
        if key not in self.helps:
            done = subprocess.run([self.binary, *words, "--help"], capture_output=True, text=True, timeout=20)
            self.helps[key] = done.stdout if done.returncode == 0 else None
        return self.helps[key]

    def fault(self, words):
        names = []
        for word in words:
            if not re.fullmatch(r"[a-z][a-z_-]*", word) or len(names) == 2:
                break
            names.append(word)
        # The second word may be a subcommand or an argument: the longest form that has a help page counts.
        page = next((p for n in range(len(names), 0, -1) if (p := self.help(names[:n])) is not None), None)
        if page is None:
            return f"there is no command `heed {' '.join(names)}`"
        flags = [word.partition("=")[0] for word in words if word.startswith("--")]
        unknown = [flag for flag in flags if not re.search(re.escape(flag) + r"\b", page)]
        return f"`heed {' '.join(names)}` has no {unknown[0]}" if unknown else None


def main():
    binary = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build/release/heed"))
    program, faults, shown = Program(binary), [], 0
    for path in documents():
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            text = file.read()
        for line, words in commands(text):
            shown += 1
            fault = program.fault(words)
            if fault:
                faults.append(f"{path}:{line}: {fault}; correct the document or the program")
        for match in _LINK.finditer(text):
            target = match.group(1)
            if "://" in target or target.startswith(("mailto:", "/")):
                continue
            if not os.path.exists(os.path.join(ROOT, os.path.dirname(path), target)):
                line = text.count("\n", 0, match.start()) + 1
                faults.append(f"{path}:{line}: the link {target} leads nowhere; mend it")
    print("\n".join(faults + [f"docs: {shown} commands shown, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
