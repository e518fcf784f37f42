"""Boards as far as SSH sees them: OpenSSH servers of this account's own, with the forced command of the pull account.
Used by fleet_pull.py."""
import getpass
import os
import pathlib
import shutil
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BOARD_FILES = ROOT / "Tools" / "board-files"


def replaced(text, what, by):
    """A text with its one place changed."""
    if text.count(what) != 1:
        raise SystemExit(f"found {text.count(what)} times, expected once: {what!r}")
    return text.replace(what, by)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def make_key(file):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", file.name, "-f", file], check=True)
    return pathlib.Path(f"{file}.pub").read_text()


class Board:
    """A board's SSH server on a port of this machine. Its account for fetching is this one, its log a folder of its own."""

    def __init__(self, name, folder, public_key):
        self.name, self.folder = name, folder
        self.log = folder / "log"
        self.log.mkdir(parents=True)
        self.port = free_port()
        self.server = None
        program = folder / "prodrome-log"
        program.write_text(replaced((BOARD_FILES / "prodrome-log").read_text(), "\nfolder=/var/lib/prodrome/log\n",
                                    f"\nfolder='{self.log}'\n"))
        program.chmod(0o755)
        rules = (BOARD_FILES / "prodrome-sshd.conf").read_text()
        rules = replaced(rules, "Match User prodrome-log\n", f"Match User {getpass.getuser()}\n")
        rules = replaced(rules, "/usr/libexec/prodrome-log", str(program))
        self.host_key = make_key(folder / "host")
        (folder / "authorized_keys").write_text(f'restrict,command="{program}" {public_key}')
        (folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
            f"AuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
            f"KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n{rules}")

    def start(self):
        server = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        with open(self.folder / "sshd.log", "ab") as log:
            self.server = subprocess.Popen([server, "-D", "-e", "-f", self.folder / "sshd_config"], stderr=log)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{self.name}: its SSH server does not start; see {self.folder}/sshd.log")

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait()
            self.server = None

    def segments(self):
        """The segments of its log: bytes by name."""
        return {file.name: file.read_bytes() for file in sorted(self.log.glob("segment-*.plog"))}
