"""The stages of src/flow: their order, read from the table in src/flow/README.md, and the shape that each one has."""

import re

from house.tree import Finding

TABLE = "src/flow/README.md"
BANDS = ("core", "lib", "flow", "ports", "operations", "adapters", "server", "cli", "app")
README_LINES_MAX = 60
_ROW = re.compile(r"^\|\s*(\d+)\s*\|\s*`?(\w+)/?`?\s*\|[^|]*\|\s*([^|]*?)\s*\|\s*$")


def stage_rows(tree):
    """[(line, order, folder, [files it must have])] in the order of the table."""
    table = tree.by_path.get(TABLE)
    if table is None:
        return []
    rows = []
    for number, line in enumerate(table.lines, 1):
        match = _ROW.match(line)
        if match:
            rows.append((number, int(match.group(1)), match.group(2), match.group(3).replace("`", "").split()))
    return rows


def stage_order(tree):
    return [folder for _, _, folder, _ in stage_rows(tree)]


def check_stages(tree):
    rows = stage_rows(tree)
    if not rows:
        yield Finding(TABLE, 1,
            "there is no table of the stages; write `| order | folder | what it holds | files |`, record first")
        return
    if [order for _, order, _, _ in rows] != list(range(len(rows))) or rows[0][2] != "record":
        yield Finding(TABLE, rows[0][0], "the orders must be 0, 1, 2, … with record at 0; number the rows again")
    for line, _, folder, files in rows:
        for name in files + ["README.md"]:
            if f"src/flow/{folder}/{name}" not in tree.by_path:
                yield Finding(TABLE, line, f"src/flow/{folder} has no {name}; write it, for all stages have one shape")
    named = {folder for _, _, folder, _ in rows}
    for folder in tree.folders("src/flow/"):
        stage = folder.split("/")[2]
        if stage not in named:
            yield Finding(TABLE, 1,
                f"src/flow/{stage} is no stage of this table; add its row where it stands in the way of a warning")
            named.add(stage)


def check_readmes(tree):
    wanted = {"src/" + band for band in BANDS if any(s.path.startswith(f"src/{band}/") for s in tree.cpp)}
    wanted |= {source.folder for source in tree.product
               if source.folder.startswith("src/lib/") and not source.folder.endswith("/testing")}
    for folder in sorted(wanted):
        if folder + "/README.md" not in tree.by_path:
            yield Finding(folder + "/README.md", 1,
                "is missing; say Purpose, Words, Rules that always hold, Where to start reading")
    for source in tree.sources:
        if source.path.startswith("src/") and source.name == "README.md" and len(source.lines) > README_LINES_MAX:
            yield source.at(README_LINES_MAX + 1,
                f"{len(source.lines)} lines; a README in src has at most {README_LINES_MAX}: move the detail into the "
                "headers or docs/")
