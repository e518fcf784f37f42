#!/usr/bin/env python3
"""Evaluates an archive with the Snakemake workflow of Tools/snakemake, and holds it against one `prodrome evaluate`.

Usage: fleet_snakemake.py PRODROME FOLDER

The archive is made here, of the shipped recording: seizures, none, no annotations, two codes of one person, and one that
cannot be read; where the shared data are, their CHB-MIT clips as well. The workflow runs here with its jobs by recording,
killed on its way and taken up again, then on a cluster whose sbatch is a script, with its jobs by subject. Every result
is the same, byte for byte.

Example: PYTHONPATH=.build/fleet-packages Tools/check/fleet_snakemake.py .build/release/prodrome .build/fleet/snakemake
Exit code: 0 all holds, 1 something does not.
"""
import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import expectations
import schemas

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / "Tools" / "snakemake"
SHARED = pathlib.Path(os.environ.get("PRODROME_SHARED_DATA", ROOT / ".." / "shared" / "data"))
# A job that a cluster takes: run beside the one that hands it in, which is told a number.
SBATCH = """#!/bin/sh
while [ $# -gt 1 ]; do shift; done
echo "$1" >>"{folder}/sbatch.txt"
sh "$1" >/dev/null 2>&1 &
echo $!
"""
expect = expectations.Expectations()


class Archive:
    """A dataset, the tool, and where the workflow runs."""

    def __init__(self, tool, folder, dataset):
        self.tool, self.folder, self.dataset = tool, folder, dataset
        folder.mkdir(parents=True, exist_ok=True)
        # The tool, as slow as it must be to be caught at work while there is a file `slow`.
        self.program = folder / "prodrome"
        self.program.write_text(f"#!/bin/sh\n[ ! -e '{folder}/slow' ] || sleep 1\nexec '{tool}' \"$@\"\n")
        self.program.chmod(0o755)

    def whole(self):
        """The report of one process, and its exit code."""
        file = self.folder / "whole.json"
        done = subprocess.run([self.tool, "evaluate", self.dataset, "--json", "--output", file], capture_output=True, check=False)
        return done.returncode, file.read_bytes()

    def command(self, profile, output, *config):
        return [sys.executable, "-m", "snakemake", "--snakefile", WORKFLOW / "Snakefile", "--directory", self.folder,
                "--profile", WORKFLOW / "profiles" / profile, "--config", f"dataset={self.dataset}", f"output={output}",
                f"prodrome={self.program}", *config]

    def run(self, words, name):
        with open(self.folder / f"{name}.txt", "wb") as log:
            code = subprocess.run(words, stdout=log, stderr=log, check=False).returncode
        if code != 0:
            print((self.folder / f"{name}.txt").read_text()[-3000:], file=sys.stderr)
        return code

    def parts(self, output):
        return {str(file): file.stat().st_mtime_ns for file in (self.folder / output).glob("parts-by-*/**/*.part.jsonl")}

    def result(self, output):
        file = self.folder / output / "evaluation.json"
        return file.read_bytes() if file.exists() else None


def make_archive(folder):
    schemas.make_recordings(folder)
    dataset = folder / "dataset"
    broken = dataset / "sub-05" / "eeg"
    broken.mkdir(parents=True)
    (broken / "sub-05_task-szMonitoring_eeg.edf").write_bytes((folder / "broken.edf").read_bytes())
    (dataset / "participants.tsv").write_text("participant_id\tperson\nsub-01\tsub-01\nsub-04\tsub-01\n")
    return dataset


def kill_on_its_way(archive, output):
    """Starts the workflow and kills it, with all its processes, once it has some parts and not all; their times."""
    (archive.folder / "slow").touch()
    words = archive.command("local", output)
    process = subprocess.Popen([*words, "--cores", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    end = time.monotonic() + 120
    while len(archive.parts(output)) < 2 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    (archive.folder / "slow").unlink()
    return archive.parts(output)


def check_made(archive, whole):
    before = kill_on_its_way(archive, "local")
    expect("killed on its way: some parts are there, no result", (2 <= len(before) < 5, archive.result("local")), (True, None))
    words = archive.command("local", "local")
    expect("the lock of the killed run is taken away", archive.run([*words, "--unlock"], "unlock"), 0)
    expect("the next run ends well", archive.run(words, "again"), 0)
    after = archive.parts("local")
    kept = [file for file, made in before.items() if after.get(file) == made]
    expect("what was found before was not looked for again", len(kept) >= len(before) - 1, True)
    expect("one part for each recording", len(after), 5)
    expect("the result is that of one process, byte for byte", archive.result("local") == whole, True)
    expect("a further run has nothing to do", (archive.run(words, "third"), archive.parts("local")), (0, after))
    table = next(archive.dataset.glob("sub-01/**/*_events.tsv"))
    original = table.read_bytes()
    table.write_bytes(original.replace(b"sz", b"bckg", 1))
    expect("other annotations: scored anew", (archive.run(words, "annotations"), archive.result("local") == archive.whole()[1]),
           (0, True))
    expect("and nothing was played anew", archive.parts("local"), after)
    table.write_bytes(original)


def check_cluster(archive, whole):
    programs = archive.folder / "bin"
    programs.mkdir()
    (programs / "sbatch").write_text(SBATCH.format(folder=archive.folder))
    (programs / "sbatch").chmod(0o755)
    os.environ["PATH"] = f"{programs}:{os.environ['PATH']}"
    words = archive.command("cluster", "cluster", "jobs_by=subject")
    expect("on a cluster, by subject", archive.run([*words, "--latency-wait", "5"], "cluster"), 0)
    jobs = (archive.folder / "sbatch.txt").read_text().splitlines()
    expect("a job for each subject, none for the merge", len(jobs), 5)
    expect("the result is that of one process, byte for byte", archive.result("cluster") == whole, True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", metavar="PRODROME", type=pathlib.Path)
    parser.add_argument("folder", metavar="FOLDER", type=pathlib.Path)
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PRODROME_HOME"] = str(ROOT)
    # What Snakemake keeps of sources it has read.
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    archive = Archive(arguments.tool.resolve(), folder / "made", make_archive(folder))
    code, whole = archive.whole()
    expect("one process says that a recording failed", code, 65)
    check_made(archive, whole)
    check_cluster(archive, whole)
    clips = (SHARED / "chbmit-clips").resolve()
    if clips.is_dir():
        archive = Archive(arguments.tool.resolve(), folder / "clips", clips)
        code, whole = archive.whole()
        expect("the CHB-MIT clips in one process", code, 0)
        expect("by the workflow", archive.run(archive.command("local", "local", "jobs_by=subject"), "clips"), 0)
        expect("the result is that of one process, byte for byte", archive.result("local") == whole, True)
    else:
        print("note: no shared data: the workflow has evaluated only the archive that is made here")
    return 1 if expect.failures else 0


if __name__ == "__main__":
    sys.exit(main())
