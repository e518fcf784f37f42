#!/usr/bin/env python3
"""Has `prodrome watch --exec` tell a real Mosquitto every change of a bed, and takes the broker away.

Usage: fleet_exec.py PRODROME FOLDER

A subscriber has to hear each change of two beds once, in order and in the right words: a seizure alarm, its acknowledgement, a technical alarm,
lost contact, and each time that all is well again. Then the broker is gone: the watch says that the command failed, and goes on; a new one hears the
next change. Then the broker is there and does not answer: the beds are asked meanwhile, and once it answers all that waited is heard. What a board's
line says in quotes, `$()` and control characters is passed on as text, and runs nothing.

Boards are the forced command of the account for fetching (Tools/board-files/prodrome-log) over a log in a folder, with a program in the place of
`ssh`. The log is what the device's runtime decides on the seizure of the demo's recording, with noise of an EEG's spectrum and silent channels around.

Example: Tools/check/fleet_exec.py .build/release/prodrome .build/fleet/exec
Exit code: 0 all holds, 1 something does not.
"""
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pyedflib

import expectations
import plain_log
import ssh_boards

DEMO = ssh_boards.ROOT / "Models" / "demo" / "chb01_03.edf"
# Seconds of the demo's recording: its seizure.
SEIZURE = slice(10, 50)
# Seconds of noise before it and after it, of silent channels, and of noise at the end.
BEFORE, BETWEEN, SILENT, AFTER = 30, 60, 40, 60
PATIENCE = 20
# What stands for a bed's line when it is cut: all that a shell would obey. FOLDER is the check's own.
HOSTILE = """"; touch FOLDER/ran; $(touch FOLDER/ran) `touch FOLDER/ran` ' && touch FOLDER/ran | \x1b]0;x\x07\t touch FOLDER/ran"""
expect = expectations.Expectations()


def noise(seed, samples, rate):
    """Microvolts with as much power at one frequency less as at one more as an EEG has, and some alpha."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(samples))
    hertz = np.fft.rfftfreq(samples, 1 / rate)
    shape = np.where((hertz > 0.5) & (hertz < 60), 1 / np.maximum(hertz, 0.5), 0) + 0.3 * np.exp(-((hertz - 10) / 1.5) ** 2)
    shaped = np.fft.irfft(spectrum * shape, samples)
    return 12 * shaped / shaped.std()


def write_recording(file):
    """Well, a seizure, well for as long as an alarm needs to fall, nothing at the electrodes, well again."""
    reader = pyedflib.EdfReader(str(DEMO))
    labels = reader.getSignalLabels()
    chosen = [place for place, label in enumerate(labels) if labels.index(label) == place]
    heads = [reader.getSignalHeader(place) for place in chosen]
    rate = int(heads[0]["sample_frequency"])
    signals = []
    for place in chosen:
        well = noise(place, (BEFORE + BETWEEN + AFTER) * rate, rate)
        first, second, third = np.split(well, [BEFORE * rate, (BEFORE + BETWEEN) * rate])
        seizure = reader.readSignal(place)[SEIZURE.start * rate:SEIZURE.stop * rate]
        signals.append(np.concatenate([first, seizure, second, np.zeros(SILENT * rate), third]))
    reader.close()
    writer = pyedflib.EdfWriter(str(file), len(chosen), pyedflib.FILETYPE_EDF)
    writer.setSignalHeaders(heads)
    writer.writeSamples(signals)
    writer.close()


class Board:
    """A bed's board: its log as far as it has come, and whether its line holds."""

    def __init__(self, name, folder, records):
        self.name, self.folder, self.records = name, folder, records
        self.log = folder / "log"
        self.log.mkdir(parents=True)
        program = (ssh_boards.BOARD_FILES / "prodrome-log").read_text()
        program = ssh_boards.replaced(program, "\nfolder=/var/lib/prodrome/log\n", f"\nfolder='{self.log}'\n")
        program = ssh_boards.replaced(program, "\nhistory=/var/lib/prodrome-slots/history\n", f"\nhistory='{folder}/history'\n")
        (folder / "prodrome-log").write_text(program)
        self.changes = 0
        self.hear(records[0][1] + 8_000_000_000)

    def hear(self, until, latched=False):
        """The log is that of the recording's first part, up to a moment of the records' clock, which is ten minutes from now: no decision of
        it is old before a slow machine has done."""
        uptime = int((600 + float(pathlib.Path("/proc/uptime").read_text().split()[0])) * 1e9)
        started = int(re.search(r"^btime (\d+)", pathlib.Path("/proc/stat").read_text(), re.M).group(1)) * 1_000_000_000
        made = self.folder / "made"
        made.mkdir()
        log = plain_log.Log(made, started)
        log.add([(kind, uptime + moment - until, body) for kind, moment, body in self.records if moment <= until])
        log.save()
        self.changes += 1
        # The kept state: a byte says that an alarm waits for somebody, the newer copy counts.
        (made / "state").write_bytes(b"PRKS\x01" + bytes([latched, 0, 0, self.changes]) + bytes(7))
        (made / "state").rename(self.log / f"state-{self.changes % 2}")
        for file in made.iterdir():
            file.rename(self.log / file.name)
        made.rmdir()

    def cut(self, said):
        (self.folder / "new").write_text(said)
        (self.folder / "new").rename(self.folder / "cut")

    def mend(self):
        (self.folder / "cut").unlink()


class Broker:
    """Mosquitto on a free port of this machine, and one subscriber to everything."""

    def __init__(self, folder):
        self.folder, self.port = folder, ssh_boards.free_port()
        (folder / "mosquitto.conf").write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        self.server = self.subscriber = None

    def start(self):
        program = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/sbin")
        with open(self.folder / "mosquitto.log", "wb") as log:
            self.server = subprocess.Popen([program, "-c", self.folder / "mosquitto.conf"], stdout=log, stderr=log)
        wait_for("the broker listens", lambda: b"running" in (self.folder / "mosquitto.log").read_bytes())
        # As hexadecimal digits: a message may have anything in it.
        self.heard = open(self.folder / "heard.txt", "ab")
        words = ["mosquitto_sub", "-h", "127.0.0.1", "-p", str(self.port), "-q", "1", "-t", "#", "-F", "%t %x"]
        self.subscriber = subprocess.Popen(words, stdout=self.heard)
        # It has subscribed once it hears.
        wait_for("the subscriber hears", self.probe)

    def probe(self):
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-t", "probe", "-m", "x"], check=True)
        time.sleep(0.1)
        lines = (self.folder / "heard.txt").read_text().splitlines()
        return bool(lines) and lines[-1].startswith("probe ")

    def messages(self):
        """What was heard of beds: topic and text."""
        words = [line.split(" ", 1) for line in (self.folder / "heard.txt").read_text().splitlines()]
        return [(topic, bytes.fromhex(text).decode()) for topic, text in words if topic != "probe"]

    def stop(self):
        for process in (self.subscriber, self.server):
            if process:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                process.wait()
        self.server = self.subscriber = None


def wait_for(what, holds):
    """Whether something comes to hold; says so if not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    expect(what, False, True)
    return False


def expect_soon(what, holds):
    """The same, said in both cases."""
    if wait_for(what, holds):
        expect(what, True, True)


class Ward:
    """Two beds, the watch over them, and what it says."""

    def __init__(self, tool, folder):
        self.tool, self.folder = tool, folder
        records, self.moments = self.play()
        self.boards = {name: Board(name, folder / name, records) for name in ("bed3", "bed4")}
        ssh = folder / "ssh"
        ssh.write_text(f"""#!/bin/sh
while [ $# -gt 0 ] && [ "$1" != -- ]; do shift; done
[ $# = 3 ] || exit 255
if [ -f '{folder}'/"$2"/cut ]; then cat '{folder}'/"$2"/cut >&2; exit 255; fi
SSH_ORIGINAL_COMMAND=$3 exec /bin/sh '{folder}'/"$2"/prodrome-log
""")
        ssh.chmod(0o755)
        (folder / "fleet.toml").write_text('format = 1\n[beds]\nbed3 = "bed3"\nbed4 = "bed4"\n')
        self.broker = Broker(folder)
        self.watch = None
        self.count = 0

    def play(self):
        """The records of the whole recording, and when its alarms rose and fell by their clock."""
        write_recording(self.folder / "bed.edf")
        words = [self.tool, "replay", self.folder / "bed.edf", "--log", self.folder / "played", "--json"]
        said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        lines = [json.loads(line) for line in said.splitlines()]
        hops = [line for line in lines if line["type"] == "alarm"]
        records = list(plain_log.read(self.folder / "played"))
        alarms = [moment for kind, moment, _ in records if kind == plain_log.ALARM]
        moments = {}
        for line, moment in zip(hops, alarms, strict=True):
            moments.setdefault((line["kind"], line["phase"]), moment)
        return records, moments

    def start(self, command):
        self.said = open(self.folder / "watch.txt", "wb")
        words = [self.tool, "watch", "--fleet", self.folder / "fleet.toml", "--ssh", self.folder / "ssh", "--every", "0.5", "--exec", command]
        self.watch = subprocess.Popen(words, stdout=self.said, stderr=self.said, stdin=subprocess.DEVNULL)

    def text(self):
        return (self.folder / "watch.txt").read_text()

    def expect_message(self, what, topic, begin):
        """The next message that is heard, and nothing else."""
        self.count += 1
        if not wait_for(f"{what}: a message", lambda: len(self.broker.messages()) >= self.count):
            return ""
        found, text = self.broker.messages()[self.count - 1]
        expect(f"{what}: {found}: {text[:100]!r}", (found, text.startswith(begin)), (topic, True))
        return text


def check_changes(ward):
    """Each change is heard once, in order."""
    bed, moments, second = ward.boards["bed3"], ward.moments, 1_000_000_000
    hear = ward.expect_message
    bed.hear(moments["seizure", "raised"] + second, latched=True)
    hear("a seizure alarm", "beds/bed3", "watching to seizure: seizure 1: ")
    bed.hear(moments["seizure", "cleared"] + second, latched=True)
    time.sleep(1.5)  # It ended, and nobody came: that is no change.
    bed.hear(moments["seizure", "cleared"] + 2 * second)
    hear("acknowledged, and over", "beds/bed3", "seizure to watching: ")
    bed.hear(moments["technical", "raised"] + second)
    text = hear("a technical alarm", "beds/bed3", "watching to cannot_judge: ")
    expect("which says why", text != "watching to cannot_judge: " and "no reason" not in text, True)
    bed.hear(moments["technical", "cleared"] + second)
    hear("judged again", "beds/bed3", "cannot_judge to watching: ")
    other = ward.boards["bed4"]
    other.hear(moments["seizure", "raised"] - 5 * second)
    other.cut(HOSTILE.replace("FOLDER", str(ward.folder)))
    text = hear("contact lost, with what a shell would obey", "beds/bed4", "watching to no_contact: no contact since ")
    expect("which is passed on as text, nothing in it obeyed", ("$(touch " in text, "`touch " in text, text.isprintable()), (True, True, True))
    other.mend()
    hear("contact again", "beds/bed4", "no_contact to watching: ")
    bed.hear(moments["technical", "cleared"] + 2 * second)


def check_broker_gone(ward):
    """Without the broker the watch goes on."""
    bed, moments = ward.boards["bed3"], ward.moments
    ward.broker.stop()
    bed.cut("Connection refused")
    expect_soon("with the broker gone the watch says that the command failed", lambda: "--exec: ended with 1" in ward.text())
    expect("and shows the bed's change", "bed3" in ward.text() and "NO CONTACT" in ward.text(), True)
    expect("and goes on", ward.watch.poll(), None)
    ward.broker.start()
    bed.mend()
    bed.hear(moments["technical", "cleared"] + 3_000_000_000)
    ward.expect_message("a new broker hears the next change", "beds/bed3", "no_contact to watching: ")


def check_broker_silent(ward):
    """A broker that takes connections and says nothing holds up no bed."""
    bed, moments = ward.boards["bed3"], ward.moments
    ward.broker.server.send_signal(signal.SIGSTOP)
    before = ward.text().count("\n")
    bed.cut("Connection refused")
    expect_soon("with a broker that does not answer a change is shown", lambda: ward.text().count("\n") > before)
    bed.mend()
    bed.hear(moments["seizure", "raised"] + 1_000_000_000, latched=True)
    expect_soon("and the next one, too", lambda: "SEIZURE ALARM" in "".join(ward.text().splitlines(True)[before + 1:]))
    expect("while the command still waits", "not done after" in ward.text(), False)
    ward.broker.server.send_signal(signal.SIGCONT)
    ward.expect_message("once it answers it hears the one", "beds/bed3", "watching to no_contact: ")
    ward.expect_message("and the other", "beds/bed3", "no_contact to seizure: seizure ")


def check(ward):
    ward.broker.start()
    publish = (f'mosquitto_pub -h 127.0.0.1 -p {ward.broker.port} -q 1 -t "beds/$PRODROME_BED" '
               '-m "$PRODROME_BEFORE to $PRODROME_CONDITION: $PRODROME_REASON"')
    ward.start(publish)
    expect_soon("both beds are monitored", lambda: ward.text().count("monitoring") == 2)
    check_changes(ward)
    check_broker_gone(ward)
    check_broker_silent(ward)
    time.sleep(1)
    expect("nothing was heard twice, and nothing else", len(ward.broker.messages()), ward.count)
    expect("nothing that a board's line said was run", (ward.folder / "ran").exists(), False)
    # Not by SIGINT, which a shell's background job is started deaf to.
    ward.watch.terminate()
    ward.watch.wait(timeout=10)
    for name in (f"$(touch {ward.folder}/ran)", f"x;touch {ward.folder}/ran"):
        (ward.folder / "bad.toml").write_text(f'format = 1\n[beds]\n{json.dumps(name)} = "bed3"\n')
        words = [ward.tool, "watch", "--once", "--fleet", ward.folder / "bad.toml", "--ssh", ward.folder / "ssh", "--exec", 'echo "$PRODROME_BED"']
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        expect(f"a bed is not called {name[:8]}...", (done.returncode, (ward.folder / "ran").exists()), (65, False))


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    tool, folder = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    begun = time.monotonic()
    ward = Ward(tool, folder)
    try:
        check(ward)
    finally:
        ward.broker.stop()
        if ward.watch and ward.watch.poll() is None:
            ward.watch.kill()
            ward.watch.wait()
    print(f"        {time.monotonic() - begun:.0f} s")
    return 1 if expect.failures else 0


if __name__ == "__main__":
    sys.exit(main())
