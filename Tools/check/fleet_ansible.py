#!/usr/bin/env python3
"""Sets up two hosts with the Ansible role of Tools/ansible: only looked at first, set up once, nothing to do the second time.

Usage: fleet_ansible.py PRODROME FOLDER PRODROMED

Each host is this machine's files and programs in namespaces of their own, with an OpenSSH server (namespaced_host); systemd
there is a script. PRODROMED is the board's executable for this machine's processor. It takes root's rights.

Example: PYTHONPATH=.build/fleet-packages Tools/check/fleet_ansible.py .build/release/prodrome .build/fleet/ansible \\
           .build/runtime/prodromed-x86_64
Exit code: 0 all holds, 1 something does not, 77 this machine lets nobody have such hosts.
"""
import json
import os
import re
import subprocess
import sys
import time

import expectations
import namespaced_hosts

ROOT = namespaced_hosts.ROOT
ROLE = ROOT / "Tools" / "ansible"
DEMO = ROOT / "Models" / "demo" / "chb01_03.edf"
expect = expectations.Expectations()


class Hosts(namespaced_hosts.Hosts):
    """Two hosts, and a third that cannot be reached; the inventory."""

    def __init__(self, tool, folder, prodromed):
        super().__init__(tool, folder, ["bed1", "bed2"], away=["away"])
        self.prodromed = prodromed
        for name in self.names:
            self.run("replay", DEMO, "--bundle", folder / "bed.bundle", "--log", folder / name / "board-log")

    def write_inventory(self, names, **more):
        version = self.run("--version").split()[0]
        variables = {
            "ansible_user": "root", "ansible_host": "127.0.0.1", "ansible_ssh_private_key_file": str(self.folder / "ward"),
            "prodrome_bed_tool": str(self.tool), "prodrome_bed_version": version, "prodrome_bed_ssh": str(self.ssh),
            "prodrome_bed_board": str(ROOT / "Boards" / "virtual.toml"), "prodrome_bed_bundle": str(self.folder / "bed.bundle"),
            "prodrome_bed_public_keys": [str(self.folder / "clinic.key.pub")], "prodrome_bed_prodromed": str(self.prodromed),
            "prodrome_bed_pull_key": str(self.folder / "ward.pub"), **more}
        hosts = {name: {"ansible_port": self.ports[name]} for name in names}
        # JSON is YAML.
        (self.folder / "inventory.yml").write_text(json.dumps({"beds": {"hosts": hosts, "vars": variables}}))

    def play(self, *options):
        """Runs the playbook: its exit code, changed and failed tasks by host, and what it said."""
        words = [sys.executable, "-m", "ansible", "playbook", "-i", self.folder / "inventory.yml", ROLE / "beds.yml", *options]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        with open(self.folder / "ansible.txt", "a") as log:
            log.write(done.stdout + done.stderr)
        recap = re.findall(r"^(\w+) +: ok=\d+ +changed=(\d+) +unreachable=(\d+) +failed=(\d+)", done.stdout, re.M)
        if not recap:
            raise SystemExit(f"no recap: {done.stdout}{done.stderr}")
        counts = {name: (int(changed), int(failed) + int(away)) for name, changed, away, failed in recap}
        return done.returncode, counts, done.stdout


STATE = "ls -d /etc/prodrome /var/lib/prodrome* /usr/libexec/prodrome* 2>/dev/null; cat /etc/prodrome-stand-in/asked 2>/dev/null"

RUNNING = ("/usr/libexec/prodrome-slots show | sed -n 's/^running //p'; "
           "systemctl is-active prodromed.service && echo active")


def check(hosts):
    both = hosts.names
    hosts.write_inventory(both)
    code, recap, said = hosts.play("--check")
    expect("a look says that both hosts would change", (code, recap), (0, {name: (1, 0) for name in both}))
    expect("and names what is missing", said.count("account prodromed"), 2)
    expect("and changes nothing", [hosts.on(name, STATE) for name in both], ["", ""])
    code, recap, _ = hosts.play()
    expect("both are set up", (code, recap), (0, {name: (1, 0) for name in both}))
    expect("a slot runs on both", [hosts.on(name, RUNNING) for name in both], ["a\nactive"] * 2)
    before = [hosts.on(name, STATE) for name in both]
    code, recap, _ = hosts.play()
    expect("the second time nothing is to do", (code, recap), (0, {name: (0, 0) for name in both}))
    code, recap, _ = hosts.play("--check")
    expect("and a look says so", (code, recap), (0, {name: (0, 0) for name in both}))
    expect("nothing was asked of systemd again", [hosts.on(name, STATE) for name in both], before)

    hosts.on("bed2", "chmod 700 /usr/libexec/prodrome-log; rm /etc/prodrome/trusted-keys")
    code, recap, said = hosts.play("--check")
    expect("a host that has drifted: a look names it alone", (code, recap), (0, {"bed1": (0, 0), "bed2": (1, 0)}))
    expect("and what is missing there", ("/etc/prodrome/trusted-keys" in said, "account prodromed" in said), (True, False))
    code, recap, _ = hosts.play()
    expect("it alone is mended", (code, recap), (0, {"bed1": (0, 0), "bed2": (1, 0)}))

    hosts.write_inventory([*both, "away"])
    code, recap, said = hosts.play()
    expect("a host that is away: the others go on", (code != 0, recap),
           (True, {"bed1": (0, 0), "bed2": (0, 0), "away": (0, 1)}))
    expect("and the reason is ours", "the board is there, but nothing listens at that port" in said, True)
    hosts.write_inventory(both, prodrome_bed_version="9.9")
    code, recap, said = hosts.play()
    expect("another version than the one that is pinned", (code != 0, recap, "expected 9.9" in said),
           (True, {name: (0, 1) for name in both}, True))
    stranger = hosts.folder / "stranger.key"
    hosts.run("key", "new", "--output", stranger)
    hosts.write_inventory(both, prodrome_bed_public_keys=[f"{stranger}.pub"])
    code, recap, said = hosts.play("--check")
    expect("a bundle that the board would refuse", (code != 0, recap, "the board would refuse it" in said),
           (True, {name: (0, 1) for name in both}, True))


def main():
    arguments = namespaced_hosts.arguments(__doc__, "the Ansible role was not run")
    if arguments is None:
        return 77
    folder = arguments.folder
    os.environ |= {"ANSIBLE_HOME": str(folder / "home"), "ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_NOCOLOR": "1",
                   "ANSIBLE_CONFIG": str(folder / "none.cfg")}
    hosts = Hosts(arguments.tool.resolve(), folder, arguments.prodromed.resolve())
    try:
        if not hosts.start():
            print("note: this machine lets nobody have hosts in namespaces: the Ansible role was not run")
            return 77
        check(hosts)
    finally:
        hosts.stop()
    return 1 if expect.failures else 0


if __name__ == "__main__":
    sys.exit(main())
