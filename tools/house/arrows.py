"""Who may include whom: the layers, the third-party headers, the fences round them, and no cycles."""

from collections import defaultdict

from house import bands
from house.bands import EVERYTHING, place_of, within
from house.stages import stage_order


def _flow_targets(place, order):
    """What a place in `flow` may include: the stages before it; the folder `flow` itself stands above all stages."""
    if place == "flow":
        return ["core", "lib", "flow"]
    stage = place.split("/")[1]
    if stage not in order:
        return None
    before = order[:order.index(stage)] if stage != "record" else []
    return ["core", "lib", "flow/" + stage] + ["flow/" + name for name in before]


def _targets(source, place, order):
    band = place.split("/")[0]
    if band == "flow":
        return _flow_targets(place, order)
    if band not in bands.MAY_INCLUDE:
        return None
    targets = list(bands.MAY_INCLUDE[band])
    if band in ("lib", "adapters"):
        targets.append(place.removesuffix("/testing"))
    targets += bands.ON_TOP_OF.get(place, [])
    if source.is_test and band not in bands.RULE_BANDS:
        targets += bands.TESTS_MAY_INCLUDE
    return targets


def _operation_fault(source, name):
    """An operation may include its own header and what all stand on, no other operation. Tests may."""
    own = source.path[len("src/"):]
    is_shared = name.startswith(bands.OPERATIONS_SHARED)
    is_together = any(own.startswith(folder) and name.startswith(folder) for folder in bands.OPERATIONS_TOGETHER)
    if source.is_test or not name.startswith("operations/") or is_shared or is_together:
        return None
    if name == own.rpartition(".")[0] + ".h":
        return None
    return (f"an operation includes another one ({name}); move what both need into src/flow, or into "
            f"{' or '.join(bands.OPERATIONS_SHARED)}")


def check_layers(tree):
    order = stage_order(tree)
    for source in tree.cpp:
        place = place_of(source.path)
        if not source.path.startswith("src/") and place.split("/")[0] not in bands.MAY_INCLUDE:
            continue
        targets = _targets(source, place, order)
        if targets is None:
            yield source.at(1,
                f"src/{place} is no band and no stage of the table; use a folder of src/flow/README.md or of "
                "tools/house/bands.py, or add a row there")
            continue
        for include in source.includes:
            if not include.angled:
                yield from _check_include(tree, source, include, targets)


def _check_include(tree, source, include, targets):
    path = tree.resolve(include.name)
    if path is None:
        yield source.at(include.line, f'there is no "{include.name}"; write the path from src/, as in "core/result.h"')
        return
    place, target = place_of(source.path), place_of(path)
    if place.split("/")[0] == "operations":
        fault = _operation_fault(source, include.name)
        if fault:
            yield source.at(include.line, fault)
            return
        if target.split("/")[0] == "operations":
            return
    if not any(within(target, folder) for folder in targets):
        allowed = ", ".join(sorted(set(targets)))
        yield source.at(include.line,
            f'{place} may not include "{include.name}"; it may include: {allowed}. Move the code to where it belongs, '
            'or pass the value in from above')


def check_third_party(tree):
    for source in tree.cpp:
        place = place_of(source.path)
        band = place.split("/")[0]
        if band not in bands.MAY_INCLUDE and band != "flow":
            continue
        allowed = list(bands.third_party_of(place))
        if source.is_test:
            allowed += ["doctest/"] + ([] if band in bands.RULE_BANDS else ["boost/asio"])
        for include in source.includes:
            if include.angled and not _is_allowed(source, include.name, band, allowed):
                yield source.at(include.line, f"<{include.name}> does not belong in {place}; "
                                              f"{_owner_of(include.name)}")


def _is_allowed(source, name, band, allowed):
    if name in bands.STANDARD or EVERYTHING in allowed:
        return True
    if bands.SYSTEM_HEADER.search(name):
        return band in bands.SYSTEM_BANDS or source.is_test
    return any(name.startswith(prefix) for prefix in allowed)


def _owner_of(name):
    if name.startswith("doctest/"):
        return "doctest is for *_test.cpp and ports/testing: move the test there"
    owners = sorted(folder for folder, prefixes in bands.THIRD_PARTY.items()
                    if any(prefix != EVERYTHING and name.startswith(prefix) for prefix in prefixes))
    if owners:
        return f"it belongs to {', '.join(owners)}: call that folder instead"
    if bands.SYSTEM_HEADER.search(name):
        return f"system headers belong to {', '.join(bands.SYSTEM_BANDS)}: go through a port"
    return "no folder may use it; a new library needs a row in tools/house/bands.py and a note in docs/decisions"


def check_fences(tree):
    fenced = {}
    for source in tree.product:
        if source.is_header and not source.is_test:
            for include in source.includes:
                if include.angled and include.name.startswith(bands.FENCED):
                    fenced.setdefault(source.path, include)
    for source in tree.product:
        for include in source.includes:
            path = None if include.angled else tree.resolve(include.name)
            if path in fenced and tree.by_path[path].folder != source.folder and not source.is_test:
                inner = fenced[path]
                yield tree.by_path[path].at(inner.line,
                    f"<{inner.name}> reaches {source.path} through this header; move it into the .cpp and hide its "
                    "types behind a class of your own")


def check_cycles(tree):
    """No two folders may need each other, at any depth of the tree."""
    arrows = [(source, include, tree.resolve(include.name)) for source in tree.product if not source.is_test
              for include in source.includes if not include.angled]
    arrows = [(source, include, path) for source, include, path in arrows if path and path.startswith("src/")]
    reported = set()
    for depth in range(1, 6):
        edges = defaultdict(dict)
        for source, include, path in arrows:
            here, there = (_cut(place_of(p), depth) for p in (source.path, path))
            if here != there:
                edges[here].setdefault(there, (source, include))
        for cycle in _cycles(edges):
            if frozenset(cycle) not in reported:
                reported.add(frozenset(cycle))
                source, include = edges[cycle[0]][cycle[1]]
                yield source.at(include.line,
                    f"a circle of folders: {' -> '.join(cycle)}; turn one arrow round, or move what both need into a "
                    "folder below both")


def _cut(place, depth):
    return "/".join(place.split("/")[:depth])


def _cycles(edges):
    """One shortest cycle for every folder that stands in one."""
    for start in sorted(edges):
        paths, seen = [[start]], {start}
        found = None
        while paths and not found:
            path = paths.pop(0)
            for there in sorted(edges.get(path[-1], ())):
                if there == start:
                    found = path + [start]
                    break
                if there not in seen:
                    seen.add(there)
                    paths.append(path + [there])
        if found:
            yield found
