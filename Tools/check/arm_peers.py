#!/usr/bin/env python3
"""Counts the instructions that the peers execute on ARM cores, and models their cycles as Tools/check/modelled_cycles.py does ours.

LiteRT (XNNPACK), ncnn and ONNX Runtime run from their aarch64 wheels under QEMU's user mode, in the root that Tools/arm-peers makes, with a /sys of one
processor and a /proc/cpuinfo of the core, by which they choose their kernels. The difference between two numbers of windows is quoted, one
thread, less what Python and numpy themselves execute. The detector's 18 channels are one batch for LiteRT, its fastest way; rows are per channel. A peer computes
every window whole, so a hop costs it a window.

Prints one JSON object a row; keeps what was counted in .build/arm-peers/counted for the next time. Needs what Tools/check/kernels built.
Example: Tools/check/arm_peers.py
Exit code: 0, 77 where something it needs is missing, or 1.
"""
import collections
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

from modelled_cycles import CORES, ROOT, WORK, cycles_of_all, difference, hot_blocks, runs_of

FOLDER = ROOT / ".build/arm-peers"
PYTHON = FOLDER / "root/usr/bin/python3.11"
ENGINES = ("litert", "ncnn", "onnxruntime")
# The peers' environment for this machine, in which ONNX Runtime's twin of a network is made.
PEERS = ROOT / ".build/peers/bin/python"
FEW, MANY = 1, 5
# What a core says of itself: its number, and whether it has dot products.
PARTS = {"cortex-a53": ("0xd03", ""), "cortex-a72": ("0xd08", ""),
         "cortex-a76": ("0xd0b", " atomics fphp asimdhp asimdrdm lrcpc dcpop asimddp")}
# Of /sys a program sees one processor alone: without the two lists XNNPACK does not start, with the machine's own it takes it for another.
PREPARE = ("mount -t tmpfs none /sys && mkdir -p /sys/devices/system/cpu && cd /sys/devices/system/cpu && "
           'echo 0 >possible && echo 0 >present && exec "$@"')
# Folder of the network, benchmark, and channels of one batch.
NETWORKS = (("detector", "default", 18), ("epinet", "epinet", 1), ("epinet-channel", "epinet-channel", 16))


def note(text):
    print(f"arm_peers: {text}", file=sys.stderr, flush=True)


def write_processor(cpu):
    part, more = PARTS[cpu]
    (FOLDER / "root/proc/cpuinfo").write_text(
        f"processor\t: 0\nFeatures\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid{more}\nCPU implementer\t: 0x41\n"
        f"CPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: {part}\nCPU revision\t: 4\n\n")


def executed(cpu, engine, network, batch, count):
    """How often each block ran, by file, place in it and number of instructions."""
    write_processor(cpu)
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    settings = {"PYTHONHOME": FOLDER / "root/usr", "PYTHONPATH": FOLDER / "root/site", "PYTHONHASHSEED": 0,
                "OPENBLAS_NUM_THREADS": 1, "OPENBLAS_CORETYPE": "ARMV8"}
    command = [*alone, "bash", "-c", PREPARE, "alone", "qemu-aarch64", "-cpu", cpu,
               "-plugin", f"{WORK / 'count.so'},blocks=on", "-L", FOLDER / "root"]
    for name, value in settings.items():
        command += ["-E", f"{name}={value}"]
    command += [PYTHON, ROOT / "Tools/check/peer_bench.py", engine, WORK / "networks" / network, "--batch", batch, "--count", count]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"ended with {done.returncode}")
    return by_file(done.stderr.splitlines())


def make_twin(network, batch):
    """Writes the network as ONNX beside it: the package that does is not among the wheels for aarch64."""
    if not PEERS.exists():
        raise RuntimeError("the peers' environment is missing; Tools/bench makes it")
    command = [PEERS, ROOT / "Tools/check/peer_bench.py", "onnxruntime", WORK / "networks" / network, "--batch", batch, "--count", 0]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])


def by_file(lines):
    places = []
    for line in lines:
        if line.startswith("code "):
            start, end, offset = (int(word, 16) for word in line.split()[1:4])
            places.append((start, end, offset, line.split(maxsplit=4)[4]))
    runs = collections.Counter()
    for (address, instructions), count in runs_of(lines).items():
        for start, end, offset, file in places:
            if start <= address < end and file != str(PYTHON) and "/numpy" not in file:
                runs[file, address - start + offset, instructions] += count
    return runs


def disassembled(blocks):
    """The instructions of each block."""
    result = {}
    for file, offset, count in blocks:
        with open(file, "rb") as stream:
            stream.seek(offset)
            code = stream.read(4 * count)
        text = "\n".join(" ".join(f"0x{byte:02x}" for byte in code[at:at + 4]) for at in range(0, len(code), 4))
        command = ["llvm-mc-19", "--disassemble", "--triple=aarch64", "--mattr=+all"]
        lines = subprocess.run(command, input=text, check=True, capture_output=True, text=True).stdout.splitlines()
        # Where a jump leads does not matter.
        result[file, offset, count] = [re.sub(r"#-?\d+$", "#0", line) if re.match(r"\s*(b|bl|b\.\w+|cbn?z|tbn?z)\s", line) else line
                                       for line in lines if line.startswith("\t") and not line.startswith("\t.")]
    return result


def counted(cpu, engine, network, batch):
    """Instructions and modelled cycles of one window of one channel."""
    few, many = (executed(cpu, engine, network, batch, count) for count in (FEW, MANY))
    runs = difference(few, many, (MANY - FEW) * batch)
    hot, covered, total = hot_blocks(runs)
    lines = disassembled(hot)
    return {"instructions": round(total), "modelled_cycles": round(cycles_of_all(runs, hot, covered, lines.get, CORES[cpu][0]))}


def kept(cpu, engine, network, batch):
    """The same, from an earlier time where nothing it depends on has changed."""
    tools = [pathlib.Path(__file__), ROOT / "Tools/check/modelled_cycles.py", ROOT / "Tools/check/peer_bench.py",
             FOLDER / "made-from.txt", WORK / "networks" / network / "model.tflite"]
    digest = hashlib.sha256(b"".join(tool.read_bytes() for tool in tools)).hexdigest()
    file = FOLDER / "counted" / f"{network}-{engine}-{cpu}.json"
    if file.exists() and (found := json.loads(file.read_text()))["of"] == digest:
        return found["values"]
    note(f"{engine} on {network} as a {cpu}")
    if engine == "onnxruntime":
        make_twin(network, batch)
    values = counted(cpu, engine, network, batch)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"of": digest, "values": values}))
    return values


def main():
    if {"--help", "-h"} & set(sys.argv):
        print(__doc__)
        return
    if not (PYTHON.exists() and (WORK / "count.so").exists()):
        sys.exit(print("missing: what Tools/arm-peers and Tools/check/kernels make", file=sys.stderr) or 77)
    for network, benchmark, batch in NETWORKS:
        for engine in ENGINES:
            for cpu in CORES:
                row = {"benchmark": f"{benchmark}-window", "engine": engine, "target": cpu}
                try:
                    values = kept(cpu, engine, network, batch)
                except (RuntimeError, subprocess.CalledProcessError) as error:
                    note(f"{engine} on {network} as a {cpu} is left out: {error}")
                    continue
                for metric, value in values.items():
                    print(json.dumps(row | {"metric": metric, "value": value}), flush=True)


if __name__ == "__main__":
    main()
