#!/usr/bin/env python3
"""The whole way from a bed's alarms to a detector that was fitted to the person, as the manual's page "Learn from what a reviewer says" goes:
pull, mark by two people, finetune behind the guard, compare, deploy.

Usage: fleet_learning.py PRODROME FOLDER PRODROMED

The board is a host of namespaced_host, set up by `prodrome setup`; its daemon is stand_in_daemon.py. PRODROMED is the board's executable
for this machine's processor. It takes root's rights, and the environment of Tools/train.

Example: Tools/check/fleet_learning.py .build/release/prodrome .build/fleet/learning .build/runtime/prodromed-x86_64
Exit code: 0 all holds, 1 something does not, 77 this machine lets nobody have such hosts.
"""
import json
import os
import re
import shutil
import subprocess
import sys

import numpy as np
import pyedflib

import expectations
import namespaced_hosts

ROOT = namespaced_hosts.ROOT
DEMO = ROOT / "Models" / "demo" / "chb01_03.edf"
SHIPPED = ROOT / "Models" / "epilepsy-detector"
SESSIONS = 4
# Seconds of the demo's recording: its seizure, and a stretch before it.
SEIZURE, QUIET = (10, 50), (4, 10)
expect = expectations.Expectations()


def write_background(folder):
    """Quiet nights, as far as one recording has some: what is before its seizure, to and fro."""
    reader = pyedflib.EdfReader(str(DEMO))
    labels = reader.getSignalLabels()
    chosen = [place for place, label in enumerate(labels) if labels.index(label) == place]
    heads = [reader.getSignalHeader(place) for place in chosen]
    quiet = [reader.readSignal(place)[:int((SEIZURE[0] - 0.5) * heads[0]["sample_frequency"])] for place in chosen]
    reader.close()
    for number in range(4):
        recordings = folder / f"sub-quiet{number}" / "eeg"
        recordings.mkdir(parents=True)
        name = f"sub-quiet{number}_task-rest_run-01"
        writer = pyedflib.EdfWriter(str(recordings / f"{name}_eeg.edf"), len(chosen), pyedflib.FILETYPE_EDF)
        writer.setSignalHeaders(heads)
        writer.writeSamples([np.concatenate([samples, samples[::-1]] * 5) for samples in quiet])
        writer.close()
        (recordings / f"{name}_events.tsv").write_text("onset\tduration\teventType\n0\t95\tbckg\n")


class Loop:
    """A bed, and the station that learns from it."""

    def __init__(self, hosts):
        self.hosts, self.folder = hosts, hosts.folder
        self.remote = ["--port", str(hosts.ports["bed"]), "--identity", self.folder / "ward", "--ssh", hosts.ssh]
        self.log = self.folder / "station" / "log"

    def tool(self, *words):
        """Runs the tool: its exit code and what it said."""
        done = subprocess.run([self.hosts.tool, *words], capture_output=True, text=True, check=False)
        with open(self.folder / "tool.txt", "a") as log:
            log.write(f"$ prodrome {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done.returncode, done.stdout

    def set_up(self, prodromed):
        code, said = self.tool("setup", "root@127.0.0.1", *self.remote, "--board", ROOT / "Boards" / "virtual.toml",
                               "--bundle", self.folder / "bed.bundle", "--public-key", self.folder / "clinic.key.pub",
                               "--prodromed", prodromed, "--pull-key", self.folder / "ward.pub", "--self-test", "no", "--json")
        expect("the board is set up", code, 0)

    def pull(self):
        code, _ = self.tool("pull", "prodrome-log@127.0.0.1", *self.remote, "--into", self.log)
        expect("its log is pulled and whole", code, 0)
        _, said = self.tool("log", "verify", self.log, "--json")
        alarms = [len(session["alarms"]) for session in json.loads(said.splitlines()[-1])["sessions"]]
        expect("with an alarm in each session", alarms[:SESSIONS], [1] * SESSIONS)

    def mark(self, session, by, stretch):
        code, _ = self.tool("mark", self.log, "1", "seizure", "--session", str(session), "--onset", str(stretch[0]), "--end", str(stretch[1]),
                            "--by", by, "--key", self.folder / "clinic.key")
        if code:
            expect(f"{by}'s mark of session {session} is taken", code, 0)

    def reviewed(self, name):
        """Recordings made of the marks."""
        folder = self.folder / name / "reviewed"
        code, _ = self.tool("log", "export", self.log, "--format", "bids", "--marked", "--output", folder)
        expect(f"recordings are made of the marks: {name}", (code, len(list(folder.rglob("*_eeg.edf"))) >= SESSIONS), (0, True))
        return folder

    def finetune(self, name):
        """Fits the detector: exit code and figures."""
        output = self.folder / name / "model"
        done = subprocess.run([ROOT / "Tools" / "train", "--no-install", "finetune", "--data", self.reviewed(name), "--background",
                               self.folder / "quiet", "--model", SHIPPED, "--output", output], capture_output=True, text=True,
                              check=False, env=os.environ | {"PRODROME_TOOL": str(self.hosts.tool)})
        (self.folder / f"{name}.txt").write_text(done.stdout + done.stderr)
        figures = json.loads((output / "personal.json").read_text()) if (output / "personal.json").exists() else {}
        return done.returncode, figures, output

    def alarms(self, bundle):
        """The seizure alarms that a bundle raises in the demo's recording."""
        _, said = self.tool("replay", DEMO, "--bundle", bundle, "--json")
        lines = [json.loads(line) for line in said.splitlines()]
        return sum(line["type"] == "alarm" and line["kind"] == "seizure" and line["phase"] == "raised" for line in lines)

    def bundle(self, name, *words):
        file = self.folder / f"{name}.bundle"
        code, _ = self.tool("bundle", "build", "--board", ROOT / "Boards" / "virtual.toml", "--site", self.folder / "site.toml",
                            "--key", self.folder / "clinic.key", "--version-counter", "2", "--output", file, *words)
        expect(f"the bundle is built: {name}", code, 0)
        return file

    def compare(self, name, new):
        """What `compare` counts, held against what each bundle does by itself."""
        old = self.folder / "bed.bundle"
        code, said = self.tool("compare", old, new, DEMO, "--json")
        lines = [json.loads(line) for line in said.splitlines()]
        summary = lines[-1]
        expect(f"compare counts the alarms that the two raise: {name}", (summary["old_alarms"], summary["new_alarms"]),
               (self.alarms(old), self.alarms(new)))
        expect("and ends with 1 where it is worse", code, int(summary["worse"]))
        return [line for line in lines if line["type"] == "change" and line["what"] == "alarm"], summary

    def running(self):
        return self.hosts.on("bed", "/usr/libexec/prodrome-slots show | sed -n 's/^running //p'")


def check(loop, prodromed):
    write_background(loop.folder / "quiet")
    loop.set_up(prodromed)
    expect("its first slot runs", loop.running(), "a")
    loop.pull()

    # B puts the seizures of the earlier sessions, which are learned from, where there are none.
    for session in range(1, SESSIONS + 1):
        loop.mark(session, "B", QUIET if session <= SESSIONS // 2 else SEIZURE)
    code, figures, output = loop.finetune("careless")
    expect("a model that learned from wrong marks is refused", (code, bool(figures.get("refused"))), (1, True))
    expect("and is not there", (output / "model.tflite").exists(), False)

    for session in range(1, SESSIONS + 1):
        loop.mark(session, "A", SEIZURE)
    code, figures, output = loop.finetune("careful")
    expect("the last mark counts: a model that learned from right ones is taken", (code, figures.get("refused", "none")), (0, None))
    expect("it finds all that was held back", figures["after"]["detected"], figures["after"]["seizures"])

    new = loop.bundle("personal", "--model", output)
    _, summary = loop.compare("the person's own", new)
    expect("it loses no alarm", (summary["lost_alarms"], summary["worse"]), (0, False))
    # What alarms less is told from what does not: the same detector with a threshold that next to nothing reaches.
    deaf = loop.folder / "deaf"
    shutil.copytree(SHIPPED, deaf)
    description = json.loads((deaf / "model.json").read_text())
    description["operating_points"] = {name: 140_000 for name in description["operating_points"]}
    (deaf / "model.json").write_text(json.dumps(description))
    lost, summary = loop.compare("one that never calls", loop.bundle("deaf", "--model", deaf))
    expect("the alarm that it would lose is listed", (len(lost), summary["lost_alarms"], summary["worse"]), (1, 1, True))

    code, said = loop.tool("deploy", "root@127.0.0.1", *loop.remote, "--bundle", new, "--observe", "10", "--force", "--json")
    expect("the new bundle is deployed and confirmed", (code, json.loads(said.splitlines()[-1])["outcome"]), (0, "confirmed"))
    expect("the other slot runs", loop.running(), "b")
    digest = loop.hosts.on("bed", "sha256sum </var/lib/prodrome-slots/current/board.bundle | cut -d' ' -f1")
    mine = subprocess.run(["sha256sum", new], check=True, capture_output=True, text=True).stdout.split()[0]
    expect("with this bundle", digest, mine)
    loop.pull()


def main():
    arguments = namespaced_hosts.arguments(__doc__, "the way from marks to a board was not run")
    if arguments is None:
        return 77
    folder = arguments.folder
    # The clips begin well before the seizure, so that there is something outside it to learn from.
    site = folder / "site.toml"
    site.write_text(re.sub(r"^clip_before_s = .*", "clip_before_s = 14", (ROOT / "Boards" / "site.toml").read_text(), flags=re.M))
    hosts = namespaced_hosts.Hosts(arguments.tool.resolve(), folder, ["bed"], site=site)
    for _ in range(SESSIONS):
        hosts.run("replay", DEMO, "--bundle", folder / "bed.bundle", "--log", folder / "bed" / "board-log")
    daemon = [sys.executable, ROOT / "Tools" / "check" / "stand_in_daemon.py", hosts.tool,
              "/var/lib/prodrome-slots/current/board.bundle", "/var/lib/prodrome/log", DEMO]
    (folder / "bed" / "daemon").write_text(
        "#!/bin/sh\nls /var/lib/prodrome/log/segment-* >/dev/null 2>&1 || cp /run/board-log/segment-* /var/lib/prodrome/log/\n"
        f"PYTHONDONTWRITEBYTECODE=1 exec {' '.join(map(str, daemon))}\n")
    try:
        if not hosts.start():
            print("note: this machine lets nobody have hosts in namespaces: the way from marks to a board was not run")
            return 77
        check(Loop(hosts), arguments.prodromed.resolve())
    finally:
        hosts.stop()
    return 1 if expect.failures else 0


if __name__ == "__main__":
    sys.exit(main())
