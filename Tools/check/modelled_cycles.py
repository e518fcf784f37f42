#!/usr/bin/env python3
"""Models the cycles that one channel's window or hop, or one frame, takes on an ARM core, without the core: QEMU counts how often each block of instructions
runs, and llvm-mca says how many cycles each takes when it runs again and again.

llvm-mca 19 is Debian's; the one of the Swift toolchain is missing, and Debian's default has no model of these cores' dot products. The A76 is
modelled as the Neoverse N1, its server twin: llvm-mca's own cortex-a76 is an A72. No caches, no
mispredicted branches: the figures compare kernels and bound the best case, they are no milliseconds.

Prints one JSON object a row; with --functions instead what each function has of a detector's hop, an eighth of the window. Needs what
Tools/check/kernels built and Tools/runtime's aarch64.
Example: Tools/check/modelled_cycles.py
Exit code: 0, 77 where something it needs is missing, or 1.
"""
import bisect
import collections
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build/kernels"
PROBE = ROOT / ".build/board/aarch64-none-none-elf/release/kernelprobe"
# Each core: QEMU's name, llvm-mca's, and its kernels.
CORES = {"cortex-a53": ("cortex-a53", "neon"), "cortex-a72": ("cortex-a72", "neon"), "cortex-a76": ("neoverse-n1", "dotprod")}
ITERATIONS = 100
# Blocks are modelled, most frequent first, until so much of all instructions is covered; the rest is taken to be as fast.
COVERED = 0.98


def blocks_of(cpu, command):
    """How often each block ran: by its address and its number of instructions."""
    plugin = f"{WORK / 'count.so'},blocks=on"
    lines = subprocess.run(["qemu-aarch64", "-cpu", cpu, "-plugin", plugin, *map(str, command)], check=True,
                           capture_output=True, text=True).stderr.splitlines()
    return runs_of(lines)


def runs_of(lines):
    """The same, from what Tools/check/count_instructions.c printed."""
    runs = collections.Counter()
    for line in lines:
        if line.startswith("block "):
            address, instructions, count = line.split()[1:]
            runs[int(address, 16), int(instructions)] += int(count)
    return runs


def disassembly(program):
    """The text of each instruction, by address."""
    text = subprocess.run(["llvm-objdump-19", "-d", "--no-show-raw-insn", "--mattr=+dotprod", str(program)],
                          check=True, capture_output=True, text=True).stdout
    found = {}
    for line in text.splitlines():
        match = re.match(r"\s*([0-9a-f]+):\s+(\S.*)", line)
        if match:
            instruction = re.sub(r"\s*<.*", "", match[2])
            # Where a jump leads does not matter.
            if re.match(r"(b|bl|b\.\w+|cbn?z|tbn?z|adrp?)\s", instruction):
                instruction = re.sub(r"(#?)(-?0x[0-9a-f]+|-?\d+)$", "#0", instruction)
            found[int(match[1], 16)] = instruction
    return found


def cycles_of(lines, model):
    """Cycles of a block when it runs again and again."""
    command = ["llvm-mca-19", "--mtriple=aarch64", f"--mcpu={model}", "--mattr=+dotprod", f"--iterations={ITERATIONS}",
               "--skip-unsupported-instructions=any"]
    text = subprocess.run(command, input="\n".join(lines), check=True, capture_output=True, text=True).stdout
    return int(re.search(r"Total Cycles:\s+(\d+)", text)[1]) / ITERATIONS


def difference(first, second, units):
    """How often each block ran for one unit, of which the second run had so many more than the first."""
    return {block: (count - first[block]) / units for block, count in second.items() if count > first[block]}


def hot_blocks(runs):
    """The blocks that make up most instructions; what part of all; and the number of all."""
    total = sum(count * block[-1] for block, count in runs.items())
    hot, covered = [], 0
    for block, count in sorted(runs.items(), key=lambda item: -item[0][-1] * item[1]):
        if covered >= COVERED * total:
            break
        hot.append(block)
        covered += count * block[-1]
    return hot, covered / total if total else 0, total


def cycles_of_all(runs, hot, covered, lines_of, model):
    """Cycles of all runs, from the hot blocks' instructions."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        each = pool.map(lambda block: cycles_of(lines_of(block), model), hot)
        return sum(runs[block] * cycles for block, cycles in zip(hot, each)) / covered


def modelled(cpu, program, few, many, units):
    """Cycles and instructions of one unit, of which `many` runs so many more than `few`."""
    runs = difference(blocks_of(cpu, few), blocks_of(cpu, many), units)
    hot, covered, total = hot_blocks(runs)
    if not total:
        sys.exit(f"no instructions were counted of {program}: run Tools/check/kernels again")
    text = disassembly(program)

    def lines_of(block):
        return [text.get(block[0] + 4 * index, "nop") for index in range(block[1])]

    return cycles_of_all(runs, hot, covered, lines_of, CORES[cpu][0]), total


def probe(section, kernels, windows, hops):
    return [PROBE, section, kernels, "random", windows, hops]


def channels(section, kernels):
    """How many channels the probe evaluates together: its figures are divided by them."""
    command = ["qemu-aarch64", "-cpu", "cortex-a76", *map(str, probe(section, kernels, 0, 0))]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[3])


def rows():
    networks = {"default": WORK / "epilepsy-detector-model.section", "epinet": WORK / "networks/epinet.packed",
                "epinet-channel": WORK / "networks/epinet-channel.packed"}
    for name, section in networks.items():
        for cpu, (_, kernels) in CORES.items():
            if not section.exists():
                continue
            for what, few, many in (("window", (2, 0), (4, 0)), ("hop", (2, 2), (2, 4))):
                if what == "hop" and name == "epinet":
                    continue
                cycles, instructions = modelled(
                    cpu, PROBE, probe(section, kernels, *few), probe(section, kernels, *many),
                    2 * channels(section, kernels))
                for metric, value in (("modelled_cycles", cycles), ("instructions", instructions)):
                    yield {"benchmark": f"{name}-{what}", "engine": f"prodrome-{kernels}", "target": cpu, "metric": metric,
                           "value": round(value)}
    yield from frame_rows()


def frame_rows():
    """The whole way, acquisition to decision, of one frame, hops included; and what part of a core at 1 GHz 250 of them a second are."""
    tool, program = ROOT / ".build/release/prodrome", ROOT / ".build/runtime/prodromed-aarch64"
    if not program.exists():
        return
    bundle = WORK / "default.bundle"
    subprocess.run([tool, "bundle", "build", "--board", "Boards/virtual.toml", "--site", "Boards/site.toml", "--model",
                    "Models/epilepsy-detector", "--output", bundle], check=True, cwd=ROOT, capture_output=True)
    commands = []
    for count in (1, 2501):
        frames = WORK / f"{count}.frames"
        subprocess.run([tool, "recording", "feed", "Models/demo/chb01_03.edf", "--bundle", bundle, "--frames", frames,
                        "--count", str(count)], check=True, cwd=ROOT, capture_output=True)
        commands.append([program, "--bundle", bundle, "--frames", frames])
    for cpu in CORES:
        cycles, instructions = modelled(cpu, f"{program}.unstripped", *commands, 2500)
        yield {"benchmark": "acquisition-to-decision", "engine": "prodrome", "target": cpu, "metric": "modelled_cycles_per_frame",
               "value": round(cycles)}
        yield {"benchmark": "acquisition-to-decision", "engine": "prodrome", "target": cpu,
               "metric": "percent_of_1_ghz_at_250_hz", "value": round(cycles * 250 / 1e9 * 100, 3)}
        yield {"benchmark": "acquisition-to-decision", "engine": "prodrome", "target": cpu,
               "metric": "instructions_per_patient_hour_at_250_hz", "value": round(instructions * 250 * 3600)}


def functions():
    """Instructions of the functions of a detector's hop, an eighth of the window: where they go beside the products."""
    text = subprocess.run(["llvm-objdump-19", "--syms", str(PROBE)], check=True, capture_output=True, text=True).stdout
    symbols = sorted((int(line[:16], 16), line.split()[-1]) for line in text.splitlines()
                     if re.match(r"[0-9a-f]{16} .* \.text\s", line) and not line.split()[-1].startswith("$x"))
    addresses = [address for address, _ in symbols]
    section = WORK / "networks/detector-eighth.packed"
    for cpu, (_, kernels) in CORES.items():
        runs = difference(*(blocks_of(cpu, probe(section, kernels, 2, hops)) for hops in (2, 12)), 10 * channels(section, kernels))
        parts = collections.Counter()
        for (address, instructions), count in runs.items():
            parts[symbols[bisect.bisect_right(addresses, address) - 1][1]] += instructions * count
        for name, value in parts.most_common():
            if value >= 1:
                yield {"benchmark": "default-eighth-hop", "target": cpu, "metric": "instructions", "function": name, "value": round(value)}


def main():
    if {"--help", "-h"} & set(sys.argv):
        print(__doc__)
        return
    for command in ("qemu-aarch64", "llvm-mca-19"):
        if not shutil.which(command):
            sys.exit(print(f"missing: {command}", file=sys.stderr) or 77)
    if not (PROBE.exists() and (WORK / "count.so").exists()):
        sys.exit(print("missing: what Tools/check/kernels builds", file=sys.stderr) or 77)
    for row in functions() if "--functions" in sys.argv else rows():
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
