#!/usr/bin/env python3
"""The manual's reference pages, made from the tables that the code runs on; each must be what it would be made as now.

Usage: references.py PRODROME [--update]

- BoardFile.md and SiteFile.md: the keys that the readers of board and site files ask for, with what each takes and what
  stands for one that is left out (`prodrome bundle keys`), and what the shipped files say;
- ModelFile.md: the keys of a model's `model.json`, from the comment at its reader, held against the shipped model's;
- JSONReference.md: everything in Tools/schemas.

Example: Tools/check/references.py .build/release/prodrome --update
Exit code: 0 all pages are up to date (or were written), 1 not.
"""
import argparse
import difflib
import json
import pathlib
import re
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANUAL = ROOT / "Sources" / "Manual" / "Manual.docc"
MADE = "This page is made by `Tools/check/references.py` from the code; `--update` writes it anew.\n"


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(heading, rows):
    lines = ["| " + " | ".join(heading) + " |", "| " + " | ".join("---" for _ in heading) + " |"]
    return "\n".join(lines + ["| " + " | ".join(map(cell, row)) + " |" for row in rows]) + "\n"


def value(tree, path):
    for part in path.split("."):
        if not isinstance(tree, dict) or part not in tree:
            return ""
        tree = tree[part]
    return f"`{json.dumps(tree, ensure_ascii=False)}`" if not isinstance(tree, dict) else ""


def keys(tool, kind, example, title, before):
    asked = json.loads(subprocess.run(
        [tool, "bundle", "keys", kind, "--json"], check=True, capture_output=True, text=True, cwd=ROOT).stdout)["keys"]
    shipped = tomllib.loads((ROOT / "Boards" / example).read_text(encoding="utf-8"))
    rows = []
    roles = [key for key in asked if re.fullmatch(r"lines\.\w+", key["key"])]
    seen = set()
    for key in asked:
        # The tables of lines are alike.
        if key in roles:
            continue
        key["key"] = re.sub(r"^lines\.\w+\.", "lines.ROLE.", key["key"])
        if key["key"] in seen:
            continue
        seen.add(key["key"])
        left_out = "must be there" if key["otherwise"] is None else key["otherwise"]
        rows.append((f"`{key['key']}`", key["expected"], left_out, value(shipped, key["key"])))
    heading = ("key", "takes", "left out", f"in {example}")
    text = f"# {title}\n\n{before}\n\n{MADE}\n{table(heading, rows)}"
    if roles:
        must = [f"`{key['key'].split('.')[1]}`" for key in roles if key["otherwise"] is None]
        may = [f"`{key['key'].split('.')[1]}`" for key in roles if key["otherwise"] is not None]
        text += f"\nROLE is one of {', '.join(must)}, which must be there, or {', '.join(may)}. `data_ready_2` and `chip_select_2` are "
        text += "for boards of two chips with selects of their own, and not there on any other. An input has no `fail_safe`.\n"
    return text


def model():
    source = (ROOT / "Sources/ModelCompiler/ModelMetadata.swift").read_text(encoding="utf-8")
    lines = re.search(r"/// ```json\n(.*?)/// ```\n(.*?)\npublic struct", source, re.S)
    code = "".join(line[4:] + "\n" for line in lines[1].splitlines())
    text = " ".join(line[4:] for line in lines[2].splitlines())
    shipped = json.loads((ROOT / "Models/epilepsy-detector/model.json").read_text(encoding="utf-8"))
    documented = set(re.findall(r'"(\w+)":', code))
    asked = set(re.findall(r'keys\.\w+\(\s*"(\w+)"', source))
    missing = sorted(asked - documented)
    if missing:
        raise SystemExit(f"Sources/ModelCompiler/ModelMetadata.swift: its comment lacks {', '.join(missing)}")
    rows = [(f"`{name}`", f"`{json.dumps(content)}`", "yes" if name in asked else "no: for people and tools")
            for name, content in shipped.items()]  # fmt: skip
    return (
        "# The model's file\n\nWhat stands in `model.json` beside a `model.tflite`. `prodrome model show` checks both.\n\n"
        f"{MADE}\n```\n{code}```\n\n{text}\n\n## The shipped detector's\n\n" + table(("key", "value", "read by the code"), rows)
    )


def kind_of(schema):
    """A schema's type in words."""
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return "one of " + ", ".join(f"`{json.dumps(one)}`" for one in schema["enum"])
    if "$ref" in schema:
        return schema["$ref"].split("/")[-1]
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return " or ".join(dict.fromkeys(kind_of(one) for one in schema[word]))
    kinds = schema.get("type", "anything")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "array" in kinds and "items" in schema:
        kinds = [f"list of {kind_of(schema['items'])}" if one == "array" else one for one in kinds]
    limits = [f"{word} {schema[key]}" for key, word in (("minimum", "from"), ("exclusiveMinimum", "above"), ("maximum", "to")) if key in schema]
    pattern = f" matching `{schema['pattern']}`" if "pattern" in schema else ""
    return " or ".join(kinds) + (", " + " ".join(limits) if limits else "") + pattern


def properties(schema, prefix=""):
    """A row for each property, those of objects within objects by their paths."""
    rows = []
    for name, part in schema.get("properties", {}).items():
        must = "" if name in schema.get("required", []) else "may be left out"
        note = part.get("description", "")
        rows.append((f"`{prefix}{name}`", kind_of(part), "; ".join(one for one in (must, note) if one)))
        rows += inner(part, f"{prefix}{name}")
    return rows


def inner(part, path):
    rows = []
    if "properties" in part:
        rows += properties(part, f"{path}.")
    if isinstance(part.get("items"), dict):
        rows += inner(part["items"], f"{path}[]")
    for word in ("anyOf", "oneOf"):
        for one in part.get(word, []):
            rows += inner(one, path)
    extra = part.get("additionalProperties")
    if isinstance(extra, dict):
        rows += inner(extra, f"{path}.*")
    return rows


def schemas():
    text = f"# JSON that the tool writes\n\nEvery object and line of `--json`, from the schemas in `Tools/schemas`. What is undefined is `null`.\n\n{MADE}"
    for path in sorted((ROOT / "Tools" / "schemas").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        text += f"\n## {path.name.removesuffix('.schema.json')}\n\n{schema['title']}.\n"
        for one in schema.get("oneOf", [schema]):
            while "$ref" in one:
                one = schema["$defs"][one["$ref"].split("/")[-1]]
            name = one.get("properties", {}).get("type", {}).get("const")
            text += (f"\nA line of type `{name}`:\n" if name else "") + "\n" + table(("property", "value", ""), properties(one))
        for name, one in schema.get("$defs", {}).items():
            rows = properties(one)
            if rows:
                text += f"\n{name}:\n\n" + table(("property", "value", ""), rows)
    return text


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("prodrome")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    tool = str(pathlib.Path(arguments.prodrome).resolve())
    pages = {
        "BoardFile": keys(
            tool, "board", "pieeg-rpi5.toml", "The board's file",
            "What a board's description may say: `Boards/*.toml`, read by `prodrome bundle build --board`. A key that is not "
            "here is refused, and a value that is not right is named with its line. <doc:AddABoard> says how to write one."),
        "SiteFile": keys(
            tool, "site", "site.toml", "The site's file",
            "What a site decides, whatever the board: `Boards/site.toml` is the default, and its comments say what each key is "
            "for. A hop is one decision, a second with the default detector."),
        "ModelFile": model(),
        "JSONReference": schemas(),
    }
    failed = False
    for name, text in pages.items():
        path = MANUAL / f"{name}.md"
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        if arguments.update:
            path.write_text(text, encoding="utf-8")
        elif found != text:
            failed = True
            print(f"{path.relative_to(ROOT)}: not what the code says; --update writes it anew")
            lines = difflib.unified_diff(found.splitlines(), text.splitlines(), "found", "expected", lineterm="", n=0)
            print("\n".join(list(lines)[:20]))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
