#!/usr/bin/env python3
"""Habits that no compiler checks: what is found is printed with file and line.

Usage: Tools/check/tidy.py

- a line of code over 120 characters, a file over 400 lines;
- a comment or page that names a file of this repository that is gone;
- a module that imports against the manual's order of modules (Architecture.md, "Modules");
- a promise of Architecture.md that names no test;
- a hazard or a fault of Hazards.md that names no test, or one that does not place it; a kind of fault of the simulator that is not there;
- two types of one name at the top of two files of Sources;
- a fixture that no test names; TODO, FIXME or XXX; a tracked file outside the fixed top level;
- README of 150 lines or more, a manual page that the index does not name.
Example: Tools/check/tidy.py
Exit code: 0 nothing found, 1 something found.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANUAL = ROOT / "Sources/Manual/Manual.docc"
FOLDERS = {"Sources", "Tests", "Boards", "Models", "Tools"}
CODE = {".swift", ".c", ".h", ".inc", ".py", ".sh", ".cc"}
MOST_COLUMNS, MOST_LINES, MOST_README_LINES = 120, 400, 149
findings = []


def find(path, line, text):
    findings.append(f"{path}:{line}: {text}" if line else f"{path}: {text}")


def tracked():
    output = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for path in output.decode().split("\0") if path and (ROOT / path).is_file()]


def text_of(path):
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def is_code(path):
    first = (text_of(path) or "")[:2]
    return pathlib.Path(path).suffix in CODE or first == "#!"


def check_sizes(paths):
    for path in filter(is_code, paths):
        lines = text_of(path).split("\n")
        if len(lines) - 1 > MOST_LINES and "/Fixtures/" not in path:
            find(path, 0, f"{len(lines) - 1} lines; at most {MOST_LINES}")
        if not path.endswith(".swift"):
            continue
        in_text = False
        for number, line in enumerate(lines, 1):
            # Text for a terminal or a page, between triple quotes, is as wide as its reader wants.
            if len(line) > MOST_COLUMNS and not in_text and '"' not in line:
                find(path, number, f"{len(line)} characters; at most {MOST_COLUMNS}")
            in_text ^= line.count('"""') % 2 == 1


def check_marks(paths):
    for path in filter(is_code, paths):
        if path == "Tools/check/tidy.py":
            continue
        for number, line in enumerate(text_of(path).split("\n"), 1):
            if re.search(r"\b(TODO|FIXME|XXX)\b", line):
                find(path, number, "a note of something unfinished: do it, or say in the manual why not")


def check_named_files(paths):
    """Names such as `Tools/check/bedside` or `Boards/site.toml` in comments and pages must exist."""
    folders = {str(parent) for path in paths for parent in pathlib.PurePosixPath(path).parents}
    known = set(paths) | folders
    pattern = re.compile(r"(?<![\w/.-])((?:Sources|Tests|Boards|Models|Tools)/[\w+./-]*[\w+])")
    for path in paths:
        text = text_of(path)
        if text is None or not (is_code(path) or path.endswith(".md")) or path == "CHANGELOG.md":
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for name in pattern.findall(line):
                stem = name.rstrip("./")
                generic = re.search(r"your|my-|YOUR|Yours|\.\.\.|…", line) or "*" in line or "$" in line or "{" in line
                if stem in known or generic or any(one.startswith(stem) for one in known):
                    continue
                find(path, number, f"names {stem}, which is not there")


def modules_in_order():
    section = (MANUAL / "Architecture.md").read_text().split("## Modules")[1].split("\n## ")[0]
    order = []
    for row in re.findall(r"^\| (`.*?) \|", section, re.M):
        order.append(re.findall(r"`(\w+)`", row))
    return order


def check_imports(paths):
    order = modules_in_order()
    place = {name: index for index, row in enumerate(order) for name in row}
    for path in paths:
        parts = path.split("/")
        if parts[0] != "Sources" or not path.endswith(".swift") or parts[1] == "Manual":
            continue
        module = parts[1]
        if module not in place:
            find(path, 0, f"module {module} is not in the manual's order of modules")
            continue
        for number, line in enumerate(text_of(path).split("\n"), 1):
            found = re.match(r"\s*(?:@\w+ )?(?:public )?import (?:struct |enum )?(\w+)", line)
            if found and found[1] in place and place[found[1]] > place[module]:
                find(path, number, f"{module} imports {found[1]}, which stands below it in the manual's order of modules")


def check_type_names(paths):
    """A name belongs to one type, so that nobody takes one module's for another's."""
    declared = re.compile(r"^(?:public |final |private |fileprivate )*(?:struct|enum|class|actor|protocol) (\w+)", re.M)
    places = {}
    for path in paths:
        if path.startswith("Sources/") and path.endswith(".swift"):
            for name in declared.findall(text_of(path)):
                if places.setdefault(name, path) != path:
                    find(path, 0, f"the type {name} has the name of the one in {places[name]}")


def suites_of(paths):
    """Names of all suites of tests."""
    suites = set()
    for path in paths:
        if path.startswith("Tests/") and path.endswith(".swift"):
            suites |= set(re.findall(r"(?:struct|class|enum) (\w+Tests)\b", text_of(path)))
    return suites


def check_promises(paths):
    text = (MANUAL / "Architecture.md").read_text()
    section = text.split("## Promises")[1].split("\n## ")[0]
    suites = suites_of(paths)
    for row in re.findall(r"^\| (.*) \|$", section, re.M)[2:]:
        promise, held_by = row.split(" | ")
        names = re.findall(r"`([^`]+)`", held_by)
        if not names:
            find("Architecture.md", 0, f"no test is named for: {promise}")
        for name in names:
            if name not in suites and name not in paths:
                find("Architecture.md", 0, f"{name} is no test, but is named for: {promise}")


def check_hazards(paths):
    text = (MANUAL / "Hazards.md").read_text()
    tests = suites_of(paths) | set(paths)
    placed = text_of("Tests/BedSimulationTests/PlacementTests.swift")
    for row in re.findall(r"^\| (.*) \|$", text, re.M):
        cells = row.split(" | ")
        if cells[0] in ("hazard", "fault", "act") or set(row) <= set("-| "):
            continue
        names = re.findall(r"`([^`]+)`", cells[-1])
        for name in [name for name in names if name not in tests] or ([] if names else ["nothing"]):
            find("Hazards.md", 0, f"{name} is no test, but is named for: {cells[0]}")
        for kind in re.findall(r"`([^`]+)`", cells[0]) if "PlacementTests" in names else []:
            case = "." + re.sub(r"-(\w)", lambda letter: letter.group(1).upper(), kind)
            if not re.search(re.escape(case) + r"\b", placed):
                find("Hazards.md", 0, f"PlacementTests does not place {kind}")
    source = (ROOT / "Sources/BedSimulation/FaultKind.swift").read_text()
    kinds = {value or name for name, value in re.findall(r'^  case (\w+)(?: = "([\w-]+)")?$', source, re.M)}
    for kind in sorted(kinds - set(re.findall(r"`([\w-]+)`", text.split("## Faults")[1]))):
        find("Hazards.md", 0, f"the fault {kind} is not there")


def check_fixtures(paths):
    texts = "\n".join(text_of(path) for path in paths if path.startswith(("Tests/", "Tools/")) and is_code(path))
    for path in paths:
        if "/Fixtures/" not in path:
            continue
        parts = path.split("/")
        inside = parts[parts.index("Fixtures") + 1 :]
        stem = re.sub(r"\d+$", "", pathlib.PurePosixPath(inside[-1]).stem)
        family = stem.split("-")[0] + "-"
        if not any(name and name in texts for name in [stem, family, *inside]):
            find(path, 0, "no test names this fixture")


def check_top_level(paths):
    for path in paths:
        first = path.split("/")[0]
        if "/" in path and first not in FOLDERS and not first.startswith("."):
            find(path, 0, f"the top level has no folder {first}")


def check_pages():
    lines = (ROOT / "README.md").read_text().count("\n")
    if lines > MOST_README_LINES:
        find("README.md", 0, f"{lines} lines; at most {MOST_README_LINES}")
    index = (MANUAL / "Manual.md").read_text()
    for page in sorted(MANUAL.glob("*.md")):
        if page.stem != "Manual" and f"<doc:{page.stem}>" not in index:
            find(page.relative_to(ROOT), 0, "is not named in Manual.md")


def main():
    if len(sys.argv) > 1:
        print(__doc__)
        return 0 if sys.argv[1] in ("--help", "-h") else 1
    paths = tracked()
    check_sizes(paths)
    check_marks(paths)
    check_named_files(paths)
    check_imports(paths)
    check_type_names(paths)
    check_promises(paths)
    check_hazards(paths)
    check_fixtures(paths)
    check_top_level(paths)
    check_pages()
    print("\n".join(findings) if findings else f"tidy: {len(paths)} files, nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
