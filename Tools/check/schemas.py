#!/usr/bin/env python3
"""Holds what `prodrome` writes about logs against the schemas in Tools/schemas.

Usage: schemas.py PRODROME

Takes the golden log, a copy of it with a damaged byte, and pulls of both by a script in the place of ssh. Every line must be valid,
and every type in every schema must have been seen.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "Tools" / "schemas"
GOLDEN = ROOT / "Tests" / "StationTests" / "Fixtures" / "golden"
# No record of the golden log is unreadable.
NOT_SEEN = {("records", "unreadable")}
SSH = """#!/bin/sh
while [ "$1" != "--" ]; do shift; done
export SSH_ORIGINAL_COMMAND="$3"
exec sh '{script}'
"""


class Schema:
    """One schema, and which of its types were seen."""

    def __init__(self, name):
        self.name = name
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        self.types = {part["properties"]["type"]["const"]: part for part in schema.get("oneOf", [schema])}
        self.seen = set()

    def check(self, text):
        """Every line of a text."""
        for line in text.splitlines():
            value = json.loads(line)
            if value["type"] not in self.types:
                raise SystemExit(f"{self.name}: no type {value['type']}: {line[:200]}")
            jsonschema.Draft202012Validator(self.types[value["type"]]).validate(value)
            self.seen.add(value["type"])

    def missing(self):
        """Types that no line had."""
        return {kind for kind in self.types if kind not in self.seen and (self.name, kind) not in NOT_SEEN}


def run(codes, *command):
    """Standard output of a command that must end with one of these exit codes."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}, expected {codes}\n{done.stderr}")
    return done.stdout


def board(folder, log):
    """A program in the place of ssh that answers as a board with a log does."""
    script = folder / "prodrome-log"
    text = (ROOT / "Tools" / "board-files" / "prodrome-log").read_text()
    script.write_text(text.replace("\nfolder=/var/lib/prodrome/log\n", f"\nfolder='{log}'\n"))
    program = folder / "ssh"
    program.write_text(SSH.format(script=script))
    program.chmod(0o755)
    return program


def main():
    """Checks all of it."""
    prodrome = pathlib.Path(sys.argv[1]).resolve()
    records, verify, pull, digest = (Schema(name) for name in ("records", "verify", "pull", "digest"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        damaged = folder / "damaged"
        shutil.copytree(GOLDEN, damaged)
        segment = damaged / "segment-00000001.plog"
        data = bytearray(segment.read_bytes())
        data[900] ^= 0xFF
        segment.write_bytes(data)
        for log, code in ((GOLDEN, 0), (damaged, 1)):
            records.check(run({code}, prodrome, "log", "export", log, "--format", "jsonl"))
            verify.check(run({code}, prodrome, "log", "verify", log, "--json"))
            ssh = board(folder, log)
            pull.check(run({code}, prodrome, "pull", "station@board", "--ssh", ssh, "--into", folder / f"copy{code}",
                           "--json"))
            records.check((folder / f"copy{code}" / "exports" / "records.jsonl").read_text())
        digest.check(run({0}, prodrome, "log", "digest", GOLDEN, "--json"))
    missing = [f"{schema.name}: {sorted(schema.missing())}" for schema in (records, verify, pull, digest)
               if schema.missing()]
    if missing:
        raise SystemExit("not seen: " + "; ".join(missing))
    print("schemas: every line of records, verify, pull and digest is valid")


if __name__ == "__main__":
    main()
