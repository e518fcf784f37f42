"""Hosts in namespaces of this machine (namespaced_host), each with an OpenSSH server at a port. Used by fleet_ansible.py and
fleet_learning.py. They take root's rights."""
import argparse
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

import ssh_boards

ROOT = ssh_boards.ROOT


class Hosts:
    """Hosts by name, a key that gets in, a program in the place of `ssh`, the clinic's key and a bundle."""

    def __init__(self, tool, folder, names, away=(), site=ROOT / "Boards" / "site.toml"):
        self.tool, self.folder, self.names = tool, folder, names
        self.ports = {name: ssh_boards.free_port() for name in [*names, *away]}
        self.running = []
        public_key = ssh_boards.make_key(folder / "ward")
        self.run("key", "new", "--output", folder / "clinic.key")
        self.run("bundle", "build", "--board", ROOT / "Boards" / "virtual.toml", "--site", site, "--key", folder / "clinic.key",
                 "--output", folder / "bed.bundle")
        known = []
        for name in names:
            host = folder / name
            host.mkdir()
            known.append(f"[127.0.0.1]:{self.ports[name]} {ssh_boards.make_key(host / 'host')}")
            (host / "authorized_keys").write_text(public_key)
            (host / "board-log").mkdir()
        (folder / "known_hosts").write_text("".join(known))
        self.ssh = folder / "ssh"
        self.ssh.write_text(f"#!/bin/sh\nexec ssh -F none -o UserKnownHostsFile='{folder}/known_hosts' "
                            "-o StrictHostKeyChecking=yes -o IdentitiesOnly=yes \"$@\"\n")
        self.ssh.chmod(0o755)

    def run(self, *words):
        """Runs the tool; what it said."""
        return subprocess.run([self.tool, *words], check=True, capture_output=True, text=True).stdout

    def start(self):
        """Starts all; false where this machine does not let them be."""
        for name in self.names:
            with open(self.folder / f"{name}.log", "wb") as log:
                words = ["unshare", "--mount", "--pid", "--fork", "--kill-child",
                         ROOT / "Tools" / "check" / "namespaced_host", self.folder / name, str(self.ports[name])]
                self.running.append(subprocess.Popen(words, stdout=log, stderr=log))
        for name, process in zip(self.names, self.running):
            end = time.monotonic() + 20
            while not self._answers(name):
                if process.poll() is not None or time.monotonic() > end:
                    print((self.folder / f"{name}.log").read_text(), file=sys.stderr)
                    return False
                time.sleep(0.1)
        return True

    def _answers(self, name):
        try:
            with socket.create_connection(("127.0.0.1", self.ports[name]), 1) as connection:
                return connection.recv(4) == b"SSH-"
        except OSError:
            return False

    def stop(self):
        for process in self.running:
            # `unshare` leaves other signals to its child; with it all of the host ends.
            process.kill()
            process.wait()

    def on(self, name, command):
        done = subprocess.run([self.ssh, "-i", self.folder / "ward", "-p", str(self.ports[name]), "root@127.0.0.1", command],
                              capture_output=True, text=True, check=False)
        return done.stdout.strip()


def arguments(description, what):
    """The arguments PRODROME FOLDER PRODROMED, with an empty FOLDER; None, and `what` was not run, for anybody but root."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("tool", "folder", "prodromed"):
        parser.add_argument(name, metavar={"tool": "PRODROME"}.get(name, name.upper()), type=pathlib.Path)
    found = parser.parse_args()
    if os.geteuid() != 0:
        print(f"note: only root may have hosts in namespaces: {what}")
        return None
    found.folder = found.folder.resolve()
    shutil.rmtree(found.folder, ignore_errors=True)
    found.folder.mkdir(parents=True)
    os.environ["PRODROME_HOME"] = str(ROOT)
    return found
