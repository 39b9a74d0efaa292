#!/usr/bin/env python3
"""The house checks: what a script can hold of how this project is built. Run it from anywhere; it needs only Python.

    tools/tidy.py              every check; exit 1 when something is found
    tools/tidy.py sizes await  only these
    tools/tidy.py --list       the checks, one line each
"""

import argparse
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from house import arrows, forms, sizes, stages  # noqa: E402
from house.tree import Tree  # noqa: E402

CHECKS = {
    "layers": (arrows.check_layers, "who may include whom: bands, stages in their order, operations apart"),
    "third_party": (arrows.check_third_party, "each library's headers only in the folders that own it"),
    "fences": (arrows.check_fences, "no library's types in a header that another folder includes"),
    "cycles": (arrows.check_cycles, "no circle of folders, at any depth"),
    "sizes": (sizes.check_sizes, "file, header, function, parameters, nesting, line, folder; exceptions only shrink"),
    "await": (forms.check_await, "co_await in five plain forms, never in a condition"),
    "lambdas": (forms.check_lambdas, "no coroutine lambda captures anything"),
    "never": (forms.check_never, "no throw in src, no default: in src/flow"),
    "texts": (forms.check_texts, "no tabs, no work left open, no path of one machine"),
    "names": (forms.check_names, "no name that says nothing, no folder that collects everything"),
    "namespaces": (forms.check_namespaces, "namespace = heed:: + last folder"),
    "stages": (stages.check_stages, "every stage has the files that the table in src/flow/README.md asks for"),
    "readmes": (stages.check_readmes, f"a README in every band and library, at most {stages.README_LINES_MAX} lines"),
}


def run(root, names=None):
    """All findings of the named checks (default: every check) on the tree at `root`, in the order of the files."""
    tree = Tree(root)
    findings = []
    for name in names or CHECKS:
        findings += CHECKS[name][0](tree)
    return sorted(set(findings))


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description="The house checks.")
    parser.add_argument("checks", nargs="*", metavar="CHECK", help="only these checks (see --list)")
    parser.add_argument("--root", default=here, help="the tree to check (default: this project)")
    parser.add_argument("--list", action="store_true", help="print the checks and stop")
    arguments = parser.parse_args()
    if arguments.list:
        for name, (_, meaning) in CHECKS.items():
            print(f"{name:12} {meaning}")
        return 0
    unknown = [name for name in arguments.checks if name not in CHECKS]
    if unknown:
        parser.error(f"there is no check {unknown[0]}; see --list")
    findings = run(arguments.root, arguments.checks)
    for finding in findings:
        print(f"{finding.path}:{finding.line}: {finding.text}")
    print(f"tidy: {len(findings)} to mend" if findings else "tidy: nothing to mend")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
