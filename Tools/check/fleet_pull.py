#!/usr/bin/env python3
"""Pulls twenty boards' logs in one command over bad lines: nothing lost, nothing twice, and no bed called whole that is not.

Usage: fleet_pull.py PRODROME FOLDER [--beds N] [--seed N] [--no-loss]

Each board is an OpenSSH server with the pull account's forced command; its line is cut, reset, stalled and falls silent
at bytes drawn from the seed (bad_line.py), and behind that loses 5 % of its packets, either way (lossy_line.py), where
this machine lets an account have a network namespace; else that is said. In the first pull one board cannot be reached
and another's line never holds for 2000 bytes; then a third of the logs grow; then the pull is repeated until all is there.

Example: Tools/check/fleet_pull.py .build/release/prodrome .build/fleet/pull
Exit code: 0 all holds, 1 something does not.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

import bad_line
import expectations
import ssh_boards

DEMO = ssh_boards.ROOT / "Models" / "demo" / "chb01_03.edf"
MOST_PULLS = 6
expect = expectations.Expectations()


def namespace():
    """Words before a command that give it a network of its own with root's rights over it; None where that is not allowed."""
    for words in (["unshare", "--net"], ["unshare", "--user", "--map-current-user", "--keep-caps", "--net"]):
        probe = [*words, sys.executable, pathlib.Path(__file__).with_name("lossy_line.py"), "true"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return words
    return None


class Fleet:
    """The boards, their lines, and what was fetched of them."""

    def __init__(self, tool, folder, count, seed, has_loss):
        self.tool, self.folder, self.seed, self.has_loss = tool, folder, seed, has_loss
        public_key = ssh_boards.make_key(folder / "ward")
        self.boards = [ssh_boards.Board(f"bed{number:02}", folder / f"bed{number:02}", public_key)
                       for number in range(1, count + 1)]
        # The eighth connection of the third bed and the fifth of the eleventh carry nothing from some byte on.
        silent = {"bed03": {7}, "bed11": {4}}
        self.lines = {board.name: bad_line.BadLine(board.port, f"{seed} {board.name}", silent.get(board.name, ()))
                      for board in self.boards}
        self.fetched = self.pulls = 0
        self._write_settings()
        self._make_bundle()

    def _write_settings(self):
        host = "10.77.0.2" if self.has_loss else "127.0.0.1"
        hosts = "".join(f"Host {board.name}\n  HostName {host}\n  Port {self.lines[board.name].port}\n"
                        f"  HostKeyAlias {board.name}\n" for board in self.boards)
        (self.folder / "ssh_config").write_text(
            # The key exchange that takes least: it is the line that is tested.
            f"{hosts}Host *\n  KexAlgorithms curve25519-sha256\n"
            f"  IdentityFile {self.folder}/ward\n  IdentitiesOnly yes\n"
            f"  UserKnownHostsFile {self.folder}/known_hosts\n  StrictHostKeyChecking yes\n")
        (self.folder / "known_hosts").write_text("".join(f"{board.name} {board.host_key}" for board in self.boards))
        ssh = self.folder / "ssh"
        ssh.write_text(f"#!/bin/sh\nexec ssh -F '{self.folder}/ssh_config' \"$@\"\n")
        ssh.chmod(0o755)
        beds = "".join(f'{board.name} = "{board.name}"\n' for board in self.boards)
        (self.folder / "fleet.toml").write_text(f"format = 1\n[beds]\n{beds}")

    def _make_bundle(self):
        """Small segments, so that a log has several."""
        site = (ssh_boards.ROOT / "Boards" / "site.toml").read_text()
        (self.folder / "site.toml").write_text(
            ssh_boards.replaced(site, "segment_bytes = 4_194_304", "segment_bytes = 262_144"))
        self.run("bundle", "build", "--board", ssh_boards.ROOT / "Boards" / "virtual.toml", "--site",
                 self.folder / "site.toml", "--output", self.folder / "board.bundle")

    def run(self, *words):
        return subprocess.run([self.tool, *words], check=True, capture_output=True, text=True).stdout

    def record(self, board):
        """A board hears the recording once more: a session."""
        self.run("replay", DEMO, "--bundle", self.folder / "board.bundle", "--log", board.log)

    def pull(self):
        """One command for all beds; its exit code, the beds as it says they are, and how many packets were carried and lost."""
        words = [self.tool, "pull", "--fleet", self.folder / "fleet.toml", "--into", self.folder / "logs", "--ssh",
                 self.folder / "ssh", "--parallel", str(len(self.boards)), "--timeout", "300", "--json"]
        if self.has_loss:
            place = pathlib.Path(__file__).with_name("lossy_line.py")
            words = [sys.executable, place, "--seed", str(self.seed), *words]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        self.pulls += 1
        (self.folder / f"pull-{self.pulls}.txt").write_text(done.stdout + done.stderr)
        said = [json.loads(line) for line in done.stdout.splitlines()]
        beds = [line for line in said if line["type"] == "beds"]
        if len(beds) != 1:
            raise SystemExit(f"the pull has no summary: exit {done.returncode}\n{done.stderr[-2000:]}")
        self.fetched += sum(bed["fetched_bytes"] for bed in beds[0]["beds"])
        carried = [line.split()[1:] for line in done.stderr.splitlines() if line.startswith("line ")]
        return done.returncode, beds[0]["beds"], [int(word) for word in (carried or [[0, 0]])[0]]

    def copy(self, board):
        return {file.name: file.read_bytes() for file in sorted((self.folder / "logs" / f"log-{board.name}").glob("segment-*"))}


def check_claims(fleet, beds, what):
    """A bed that is called whole has the board's bytes, one that is not has nothing that the board has not."""
    called = {bed["bed"]: bed["whole"] for bed in beds}
    wrong = []
    for board in fleet.boards:
        there, here = board.segments(), fleet.copy(board)
        is_right = here == there if called[board.name] else all(there.get(name) == data for name, data in here.items())
        if not is_right:
            wrong.append(board.name)
    expect(f"{what}: {sum(called.values())} of {len(called)} beds are called whole, each rightly; of the others every "
           "segment that is here is the board's", wrong, [])


def check_records(fleet):
    """Every record of every board is here once."""
    wrong = []
    for board in fleet.boards:
        exported = (fleet.folder / "logs" / f"log-{board.name}" / "exports" / "records.jsonl").read_text().splitlines()
        numbers = [json.loads(line)["record"] for line in exported]
        there = json.loads(fleet.run("log", "verify", board.log, "--allow-unauthenticated", "--json").splitlines()[-1])
        if numbers != list(range(1, there["records"] + 1)):
            wrong.append(board.name)
    expect("every record of every board is here, and once", wrong, [])


def check(fleet):
    first, last = fleet.boards[-2], fleet.boards[-1]
    begun = time.monotonic()
    for board in fleet.boards:
        fleet.record(board)
        if board is not last:
            board.start()
    bad_line.serve(fleet.lines.values())
    fleet.lines[first.name].hopeless = True
    code, beds, packets = fleet.pull()
    not_whole = {bed["bed"]: bed["failure"] for bed in beds if not bed["whole"]}
    expect("the first pull ends with 74, since two boards cannot be fetched from",
           (code, first.name in not_whole, last.name in not_whole), (74, True, True))
    for name, failure in sorted(not_whole.items()):
        print(f"        {name}: {failure}")
    check_claims(fleet, beds, "the first pull")

    for board in fleet.boards[::3]:
        fleet.record(board)
    fleet.lines[first.name].hopeless = False
    last.start()
    carried, lost = packets
    while code != 0 and fleet.pulls < MOST_PULLS:
        code, beds, packets = fleet.pull()
        carried, lost = carried + packets[0], lost + packets[1]
        expect(f"pull {fleet.pulls} ends with 0 only if every bed is whole", code == 0, all(bed["whole"] for bed in beds))
        check_claims(fleet, beds, f"pull {fleet.pulls}")
    expect(f"all is there after {fleet.pulls} pulls", [bed["whole"] for bed in beds], [True] * len(fleet.boards))
    check_records(fleet)

    size = sum(len(data) for board in fleet.boards for data in board.segments().values())
    expect(f"{fleet.fetched} bytes fetched of logs of {size}: nothing that had arrived was fetched again",
           fleet.fetched <= 1.05 * size, True)
    lines = fleet.lines.values()
    print(f"        {sum(line.connections for line in lines)} connections, {sum(line.cuts for line in lines)} cut, "
          f"{sum(line.silences for line in lines)} silent, {sum(line.stalls for line in lines)} stalled")
    expect("the lines were as bad as they should be",
           (sum(line.cuts for line in lines) >= len(fleet.boards), sum(line.silences for line in lines) > 0), (True, True))
    if fleet.has_loss:
        share = lost / (carried + lost)
        print(f"        {carried + lost} packets, {100 * share:.1f} % lost")
        expect("5 % of the packets were lost", 0.04 < share < 0.06, True)
    print(f"        {time.monotonic() - begun:.0f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", metavar="PRODROME", type=pathlib.Path)
    parser.add_argument("folder", metavar="FOLDER", type=pathlib.Path)
    parser.add_argument("--beds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-loss", action="store_true", help="cuts and stalls only")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    words = None if arguments.no_loss or arguments.inside else namespace()
    if words:
        os.execvp(words[0], [*words, sys.executable, *sys.argv, "--inside"])
    if arguments.inside:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    else:
        print("note: cuts and stalls only, no lost packets: " + (
            "so asked" if arguments.no_loss else "this account may have no network namespace here"))
    folder = arguments.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fleet = Fleet(arguments.tool.resolve(), folder, arguments.beds, arguments.seed, arguments.inside)
    try:
        check(fleet)
    finally:
        for board in fleet.boards:
            board.stop()
    return 1 if expect.failures else 0


if __name__ == "__main__":
    sys.exit(main())
