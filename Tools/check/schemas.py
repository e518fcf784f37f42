#!/usr/bin/env python3
"""Holds every JSON that `prodrome` writes against the schemas in Tools/schemas.

Usage: schemas.py PRODROME

Runs the commands of the table below on the repository's own files, on a dataset and people made here, and on damaged
files; boards are scripts in the place of ssh. Every line must be valid, every type of every schema must have been seen,
and every command that has --json must be in the table.

Example: Tools/check/schemas.py .build/release/prodrome
Exit code: 0 all valid, 1 not.
"""
import glob
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import jsonschema

import edf_headers

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "Tools" / "schemas"
PLACES = {
    "root": ROOT,
    "golden": ROOT / "Tests" / "StationTests" / "Fixtures" / "golden",
    "golden_person": ROOT / "Tests" / "StationTests" / "Fixtures" / "golden-person",
    "golden_sealed": ROOT / "Tests" / "StationTests" / "Fixtures" / "golden-sealed",
    "golden_newer": ROOT / "Tests" / "StationTests" / "Fixtures" / "golden-newer",
    "golden_newer_kinds": ROOT / "Tests" / "StationTests" / "Fixtures" / "golden-newer-kinds",
    "seizure": ROOT / "Models" / "demo" / "chb01_03.edf",
    "model": ROOT / "Models" / "epilepsy-detector",
    "tiny": ROOT / "Tests" / "BundleCommandTests" / "Fixtures" / "tiny",
    "forecaster": ROOT / "Tests" / "BundleCommandTests" / "Fixtures" / "forecaster",
    "classifier": ROOT / "Tests" / "ReplayTests" / "Fixtures" / "classifiers" / "eegnet",
    "networks": ROOT / "Tests" / "InferenceTests" / "Fixtures",
}
# Schema, exit code, command; in this order, for some take what others wrote into {new}.
COMMANDS = (
    ("records", 0, "log export {golden} --format jsonl"),
    ("records", 0, "log export {golden_person} --format jsonl"),
    ("records", 0, "log export {golden_sealed} --format jsonl"),
    ("records", 0, "log export {golden_newer} --format jsonl"),
    ("records", 0, "log export {golden_newer_kinds} --format jsonl"),
    ("records", 1, "log export {new}/damaged --format jsonl"),
    ("verify", 2, "log verify {golden} --json"),
    ("verify", 0, "log verify {golden} --allow-unauthenticated --json"),
    ("verify", 0, "log verify {golden_newer} --allow-unauthenticated --json"),
    ("verify", 1, "log verify {new}/damaged --json"),
    ("digest", 0, "log digest {golden} --json"),
    ("mark", 0, "mark {new}/damaged 1 seizure --session 1 --onset 3 --note left --by somebody --json"),
    ("mark", 65, "mark {new}/damaged 99 unsure --session 1 --by somebody --json"),
    ("pull", 0, "pull station@board --ssh {new}/golden-ssh --into {new}/pulled --json"),
    ("pull", 1, "pull station@board --ssh {new}/damaged-ssh --into {new}/pulled-damaged --json"),
    ("pull", 0, "pull --fleet {new}/fleet.toml --ssh {new}/golden-ssh --into {new}/fleet --json"),
    ("status", 1, "status station@board --ssh {new}/golden-ssh --json"),
    ("key-new", 0, "key new --output {new}/steward.key --json"),
    ("erase", 0, "log erase {new}/fleet/log-ward3 --older-than 0 --clips --json"),
    ("erase", 0, "log erase {new}/fleet/log-ward3 --older-than 0 --clips --apply --by somebody --reason request "
                 "--key {new}/steward.key --json"),
    ("verify", 3, "log verify {new}/fleet/log-ward3 --json"),
    ("verify", 0, "log verify {new}/fleet/log-ward3 --allow-unauthenticated --erased-by {new}/steward.key.pub --json"),
    ("status", 74, "status station@board --ssh {new}/no-ssh --json"),
    ("bed", 0, "bed admit root@board --ssh {new}/bed-ssh --json"),
    ("bed", 0, "bed discharge root@board --ssh {new}/bed-ssh --json"),
    ("bed", 0, "bed standby root@board --ssh {new}/bed-ssh --minutes 20 --json"),
    ("bed", 0, "bed test root@board --ssh {new}/bed-ssh --json"),
    ("bed", 69, "bed standby root@board --ssh {new}/silent-ssh --json"),
    ("replay", 0, "replay {seizure} {new}/flat.edf --json"),
    ("replay", 65, "replay {new}/broken.edf {seizure} --json"),
    ("evaluate", 0, "evaluate {new}/dataset --json"),
    ("evaluate", 0, "evaluate {new}/dataset --detector always-on --person sub-01=sub-02 --json"),
    ("evaluate", 0, "evaluate {new}/dataset --detector always-off --json --output {new}/evaluation.json"),
    ("evaluate", 0, "evaluate {new}/dataset --history own --history-hours 2 --gain 0.5 --json"),
    ("evaluate", 0, "evaluate {new}/dataset --merge {new}/parts --json"),
    ("evaluate-review", 0, "evaluate {golden} --json"),
    ("evaluate-review", 1, "evaluate {new}/damaged --json"),
    ("evaluate", 65, "evaluate {new}/broken.edf --json"),
    ("evaluate", 65, "evaluate {new} --json"),
    ("windows", 0, "windows {seizure} --output {new}/windows.bin"),
    ("recording-copy", 0, "recording copy {seizure} {new}/copied.edf --json"),
    ("recording-info", 0, "recording info {seizure} --json"),
    ("recording-info", 0, "recording info {seizure} {new}/flat.edf --samples --json"),
    ("recording-info", 0, "recording info {new}/headers/* --samples --json"),
    ("recording-info", 65, "recording info {new}/broken.edf {seizure} --json"),
    ("key-new", 0, "key new --output {new}/station.key --json"),
    ("key-clips", 0, "key clips --output {new}/ward.clipkey --json"),
    ("key-log-seal", 0, "key log-seal ward3 --output {new}/ward3.seal --json"),
    ("bundle-build", 0, "bundle build --output {new}/unsigned.bundle --json"),
    ("bundle-build", 0, "bundle build --board {root}/Boards/pieeg16-rpi5.toml --model {tiny} --key {new}/station.key "
                        "--output {new}/signed.bundle --json"),
    ("bundle-build", 0, "bundle build --site {new}/quiet.toml --output {new}/quiet.bundle --json"),
    ("bundle-build", 0, "bundle build --model {classifier} --output {new}/montage.bundle --json"),
    ("replay", 0, "replay {seizure} --bundle {new}/montage.bundle --log {new}/montage-log --json"),
    ("records", 0, "log export {new}/montage-log --format jsonl"),
    ("verify", 0, "log verify {new}/montage-log --allow-unauthenticated --json"),
    ("replay", 0, "replay {new}/polygraph.edf --log {new}/polygraph-log --json"),
    ("records", 0, "log export {new}/polygraph-log --format jsonl"),
    ("verify", 0, "log verify {new}/polygraph-log --allow-unauthenticated --json"),
    ("replay", 0, "replay {new}/noted.edf --log {new}/noted-log --json"),
    ("records", 0, "log export {new}/noted-log --format jsonl"),
    ("verify", 0, "log verify {new}/noted-log --allow-unauthenticated --json"),
    ("evaluate-review", 0, "evaluate {new}/noted-log --json"),
    ("windows", 0, "windows {new}/polygraph.edf --output {new}/polygraph-windows.bin"),
    ("bundle-show", 0, "bundle show --json"),
    ("bundle-keys", 0, "bundle keys board --json"),
    ("bundle-keys", 0, "bundle keys site --json"),
    ("bundle-show", 0, "bundle show {new}/signed.bundle --json"),
    ("bundle-verify", 0, "bundle verify {new}/unsigned.bundle --json"),
    ("bundle-verify", 0, "bundle verify {new}/signed.bundle --json"),
    ("bundle-verify", 0, "bundle verify {new}/signed.bundle --public-key {new}/station.key.pub --json"),
    ("bundle-verify", 1, "bundle verify {new}/unsigned.bundle --public-key {new}/station.key.pub --json"),
    ("bundle-verify", 1, "bundle verify {new}/signed.bundle --at-least 2 --json"),
    ("bundle-verify", 1, "bundle verify {seizure} --json"),
    ("setup", 0, "setup pi@board --ssh {new}/setup-ssh --board {root}/Boards/pieeg-rpi5.toml --key {new}/station.key "
                 "--prodromed {new}/board/daemon --pull-key {new}/ward.pub --check --json"),
    ("compare", 1, "compare {new}/unsigned.bundle {new}/quiet.bundle {seizure} --json"),
    ("compare", 1, "compare {new}/unsigned.bundle {new}/quiet.bundle {new}/noted-log --json"),
    ("compare", 66, "compare {new}/unsigned.bundle {new}/signed.bundle {new}/noted-log --json"),
    ("deploy", 0, "deploy pi@board --ssh {new}/slots-ssh --prodromed {new}/board/daemon --json"),
    ("bed-erase", 0, "bed erase pi@board --ssh {new}/slots-ssh --json"),
    ("rollback", 0, "rollback pi@board --ssh {new}/slots-ssh --show --json"),
    # A trial takes a board that runs (Tools/check/setup); `TrialRun` ends both commands with the same object.
    ("rollback", 0, "deploy pi@board --ssh {new}/slots-ssh --prodromed {new}/board/daemon --json"),
    ("model-show", 0, "model show {model}/model.tflite --json"),
    ("model-show", 0, "model show {networks}/network10.tflite --json"),
    ("model-run", 0, "model run {model}/model.tflite --input {model}/golden.bin --json"),
    ("model-run", 0, "model run {model}/model.tflite --input {model}/golden.bin --all-tensors --json"),
    ("model-run", 0, "model run {new}/packed.section --input {model}/golden.bin --json"),
    ("model-time", 0, "model time {model}/model.tflite --channels 2 --runs 2 --json"),
    ("forecast-evaluate", 0, "forecast evaluate {new}/people --json"),
    ("forecast-evaluate", 0, "forecast evaluate {new}/people/rare --horizon 24h --json"),
    ("forecast-evaluate", 0, "forecast evaluate {new}/shapes --json"),
    ("simulate", 0, "simulate --reference --fault disk-full@200+60 --json"),
    ("simulate", 1, "simulate --reference --canary buzzer-never-sounds --json"),
    ("simulate", 0, "simulate --canaries --json"),
    ("forecast-show", 0, "forecast show {new}/people/mornings --json"),
    ("forecast-simulate", 0, "forecast simulate --people 1 --json"),
    ("forecast-features", 0, "forecast features {golden} --output {new}/terms --json"),
    ("forecast-features", 0, "forecast simulate-eeg --days 30 --people 2 --tables {new}/drawn-terms --json"),
    ("forecast-evaluate", 0, "forecast evaluate {new}/dataset --model {forecaster} --json"),
    ("forecast-evaluate", 0, "forecast simulate-eeg --effect 2 --days 120 --people 2 --models {new}/forecasters --json"),
    ("forecast-show", 0, "forecast show {golden} --model {forecaster} --json"),
    ("history", 0, "history import {new}/diary.csv {golden} --person 00112233445566778899aabbccddeeff "
                   "--unadmitted --output {new}/person.history --json"),
    ("history", 0, "history show {new}/person.history --json"),
)
# Schema, file that a command above wrote, whether only its first line is JSON.
FILES = (
    ("records", "{new}/pulled/exports/records.jsonl", False),
    ("records", "{new}/pulled-damaged/exports/records.jsonl", False),
    ("evaluate", "{new}/evaluation.json", False),
    ("evaluate-part", "{new}/parts/whole.part.jsonl", False),
    ("evaluate-part", "{new}/broken.part.jsonl", False),
    ("windows", "{new}/windows.bin", True),
    ("windows", "{new}/polygraph-windows.bin", True),
)
# What a Raspberry Pi says of itself.
SURVEY = """machine aarch64
kernel 6.6.51+rpt-rpi-v8
os Debian GNU/Linux 12 (bookworm)
systemd 252
time 1
synchronised yes
free 20000000
device /dev/watchdog0
chip pinctrl-rp1"""
SSH = """#!/bin/sh
while [ "$1" != "--" ]; do shift; done
export SSH_ORIGINAL_COMMAND="$3"
exec sh {arguments}
"""


class Schema:
    """One schema, and which of its types were seen; a schema whose objects have no type has the type None."""

    def __init__(self, path):
        self.name = path.name.removesuffix(".schema.json")
        schema = json.loads(path.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        self.types = {part["properties"].get("type", {}).get("const"): jsonschema.Draft202012Validator(part)
                      for part in schema.get("oneOf", [schema])}
        self.seen = set()

    def check(self, text, source):
        """Every line of a text."""
        for line in text.splitlines():
            value = json.loads(line)
            kind = value.get("type")
            if kind not in self.types:
                raise SystemExit(f"{self.name}: {source}: no type {kind}: {line[:200]}")
            error = jsonschema.exceptions.best_match(self.types[kind].iter_errors(value))
            if error:
                raise SystemExit(f"{self.name}: {source}: {error.json_path}: {error.message[:400]}")
            self.seen.add(kind)

    def missing(self):
        """Types that no line had."""
        return [kind for kind in self.types if kind not in self.seen]


def expanded(word):
    """The files that a word with * stands for, as a shell has it."""
    return sorted(glob.glob(word)) if "*" in word else [word]


def run(code, words):
    """Standard output of a command that must end with this exit code."""
    environment = os.environ | {"PRODROME_HOME": str(ROOT)}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != code:
        raise SystemExit(f"{' '.join(words)}: exit {done.returncode}, expected {code}\n{done.stderr}")
    return done.stdout


def make_ssh(path, arguments):
    """A program in the place of ssh: runs what it is sent in a shell with these arguments."""
    path.write_text(SSH.format(arguments=arguments))
    path.chmod(0o755)


def make_logs(folder):
    """A copy of the golden log with a damaged byte, and programs that answer as boards with both logs do."""
    shutil.copytree(PLACES["golden"], folder / "damaged")
    segment = folder / "damaged" / "segment-00000001.plog"
    data = bytearray(segment.read_bytes())
    data[900] ^= 0xFF
    segment.write_bytes(data)
    text = (ROOT / "Tools" / "board-files" / "prodrome-log").read_text()
    for name, log in (("golden", PLACES["golden"]), ("damaged", folder / "damaged")):
        script = folder / f"{name}-log"
        script.write_text(text.replace("\nfolder=/var/lib/prodrome/log\n", f"\nfolder='{log}'\n"))
        make_ssh(folder / f"{name}-ssh", f"'{script}'")
    (folder / "fleet.toml").write_text('format = 1\n[beds]\nward3 = "station@board"\nward4 = "ssh://station@other:2222"\n')
    make_ssh(folder / "bed-ssh", "-c 'echo done'")
    make_ssh(folder / "silent-ssh", "-c 'exit 69'")


def make_boards(folder):
    """A board that a survey finds fit and that has nothing yet, and one with a slot, by the board's own program."""
    (folder / "survey").write_text(SURVEY + "\n")
    (folder / "ward.pub").write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA ward\n")
    make_ssh(folder / "setup-ssh", f"""-c 'echo "prodrome: the answer follows"; case "$0" in *uname*) cat "{folder}/survey";; *"echo yes"*) echo no;; esac' "$3" """)
    site = (ROOT / "Boards" / "site.toml").read_text()
    (folder / "quiet.toml").write_text(site.replace('own_level = "learned"', "own_level = 40"))
    board = folder / "board"
    program = (ROOT / "Tools" / "board-files" / "prodrome-slots").read_text()
    board.mkdir()
    (board / "slots").write_text(program.replace("\nroot=\n", f"\nroot='{board}'\n"))
    forced = (ROOT / "Tools" / "board-files" / "prodrome-log").read_text()
    for part in ("usr/libexec", "var/lib/prodrome/log"):
        (board / part).mkdir(parents=True)
    place = board / "usr/libexec/prodrome-log"
    place.write_text(forced.replace("\nfolder=/var/lib/prodrome/log\n", f"\nfolder='{board}/var/lib/prodrome/log'\n"))
    place.chmod(0o755)
    make_ssh(folder / "slots-ssh", f"""-c "id() {{ echo 0; }}; $(printf %s "$3" | sed 's|/usr/libexec/prodrome-slots|sh {board}/slots|g')" """)
    daemon = board / "daemon"
    daemon.write_text("#!/bin/sh\n")
    digest = hashlib.sha256(daemon.read_bytes()).hexdigest()
    for request in ("begin", f"take prodromed {digest}", f"take board.bundle {digest}", "seal", "first"):
        subprocess.run(["sh", board / "slots", *request.split()], input=daemon.read_bytes(), check=True, capture_output=True)


def make_recordings(folder):
    """A recording without any voltage, a broken one, and a dataset: seizures, none, and one without annotations."""
    data = PLACES["seizure"].read_bytes()
    header = int(data[184:192])
    flat = data[:header] + bytes(len(data) - header)
    (folder / "flat.edf").write_bytes(flat)
    (folder / "broken.edf").write_bytes(data[:100])
    # Twice as long, so that half a minute is over after its alarm; the last signal before the annotations is called the heart's.
    label = 256 + 16 * (int(data[252:256]) - 2)
    named = data[:label] + b"ECG".ljust(16) + data[label + 16 : header]
    records = str(2 * int(data[236:244])).encode().ljust(8)
    (folder / "polygraph.edf").write_bytes(named[:236] + records + named[244:] + 2 * data[header:])
    # A signal is no EEG: the log of its replay says so.
    (folder / "noted.edf").write_bytes(data[:label] + b"Temp".ljust(16) + data[label + 16 :])
    (folder / "headers").mkdir()
    edf_headers.write(folder / "headers", 40)
    columns, seizure = PLACES["seizure"].with_name("chb01_03_events.tsv").read_text().splitlines()
    background = "\t".join(["0.00", "50.00", "bckg"] + seizure.split("\t")[3:])
    contents = ((data, seizure), (flat, background), (data, None), (data, seizure))
    for number, (samples, event) in enumerate(contents, 1):
        subject = f"{number:02}"
        eeg = folder / "dataset" / f"sub-{subject}" / "ses-01" / "eeg"
        eeg.mkdir(parents=True)
        name = f"sub-{subject}_ses-01_task-szMonitoring_run-00"
        (eeg / f"{name}_eeg.edf").write_bytes(samples)
        if event:
            (eeg / f"{name}_events.tsv").write_text(f"{columns}\n{event}\n")


def make_people(folder):
    """Someone with seizures in the mornings, someone with seizures at any time, and someone with few."""
    generator = random.Random(13)
    times = {
        "mornings": [(day + generator.uniform(0.3, 0.4)) * 86_400 for day in range(250) if generator.random() < 0.6],
        "random": sorted(generator.uniform(0, 200 * 86_400) for _ in range(120)),
        "rare": [86_400.0, 5 * 86_400.0, 30 * 86_400.0],
    }
    for name, onsets in times.items():
        person = folder / "people" / name
        person.mkdir(parents=True)
        (person / "events.tsv").write_text("onset_s\n" + "".join(f"{onset:.0f}\n" for onset in onsets))
    shutil.copytree(PLACES["forecaster"], folder / "forecasters" / "generated-1")
    (folder / "diary.csv").write_text("date,time\n2024-01-02,01:00\n2024-01-14,14:05\n")
    # People in other shapes: a diary in a folder, one written by a spreadsheet, and a folder without any history.
    for name in ("diary", "spreadsheet", "empty"):
        (folder / "shapes" / name).mkdir(parents=True)
    (folder / "shapes" / "diary" / "seizures.csv").write_text("date,time\n2024-01-02,01:00\n2024-01-14,14:05\n")
    (folder / "shapes" / "spreadsheet" / "seizures.csv").write_bytes("\ufeffdate;time\r\n2024-01-02;01:00\r\n".encode())
    (folder / "shapes" / "people.csv").write_text("name,age\n")
    (folder / "people" / "random" / "observed.tsv").write_text(f"onset_s\tduration_s\n0\t{200 * 86_400}\n")


def with_json(command, path=""):
    """The commands below one, of the tool's own description of itself, that have --json."""
    names = [name for argument in command.get("arguments", []) for name in argument.get("names", [])]
    if any(name["name"] == "json" for name in names):
        yield path
    for part in command.get("subcommands", []):
        yield from with_json(part, f"{path} {part['commandName']}".strip())


def main():
    """Checks all of it."""
    prodrome = str(pathlib.Path(sys.argv[1]).resolve())
    schemas = {schema.name: schema for schema in map(Schema, sorted(SCHEMAS.glob("*.schema.json")))}
    described = json.loads(run(0, [prodrome, "--experimental-dump-help"]))["command"]
    for path in with_json(described):
        if not any(command.startswith(f"{path} ") and "--json" in command for _, _, command in COMMANDS):
            raise SystemExit(f"{path} --json: not in the table of commands")
    with tempfile.TemporaryDirectory() as name:
        places = PLACES | {"new": pathlib.Path(name)}
        for make in (make_logs, make_boards, make_recordings, make_people):
            make(places["new"])
        (places["new"] / "parts").mkdir()
        run(0, [prodrome, "evaluate", f"{name}/dataset", "--part", f"{name}/parts/whole.part.jsonl"])
        run(0, [prodrome, "evaluate", f"{name}/broken.edf", "--part", f"{name}/broken.part.jsonl"])
        run(0, [prodrome, "model", "pack", str(PLACES["model"] / "model.tflite"), "--output", f"{name}/packed.section"])
        for schema, code, command in COMMANDS:
            words = [part for word in command.split() for part in expanded(word.format(**places))]
            schemas[schema].check(run(code, [prodrome, *words]), command)
        for schema, file, is_opening in FILES:
            data = pathlib.Path(file.format(**places)).read_bytes()
            schemas[schema].check((data.split(b"\n", 1)[0] if is_opening else data).decode(), file)
    missing = [f"{schema.name} {kind or ''}".strip() for schema in schemas.values() for kind in schema.missing()]
    if missing:
        raise SystemExit("not seen: " + ", ".join(missing))
    print(f"schemas: every line of {len(COMMANDS)} commands is valid under {len(schemas)} schemas")


if __name__ == "__main__":
    main()
