#!/usr/bin/env python3
"""Writes EDF and BDF files with random but legal headers: `edf_headers.write(folder, count)`.

Labels, units, ranges, rates, durations of data records, start offsets, annotations, patient fields, gaps, and files that were
never stopped: each from a seed, the same on every machine.
"""
import random

LABELS = ["Fp1", "EEG Fp2-REF", "F7-T7", "EEG_C3", "ECG", "SpO2", "Leg 0", "EEG Cz-A1", "[O1]", "T5", "X1", "A1", "Resp",
          "POL O2", "EEGPz", "Status", "F3", "F4", "P3", "P4"]
PATIENTS = ["X X X X", "", "X", "MCH-0234567 F 02-MAY-1951 Haagse_Harry", "John Doe born 1950", "X X", "1234 M X Name extra",
            "a b c d"]
RECORDINGS = ["Startdate 02-MAR-2002 X X X", "Startdate X X X X", "", "Startdate 02-MAR-2002", "ward 4 night 2",
              "Startdate 02-MAR-2002 PSG-1234 NN Telemetry03"]
TEXTS = ["seizure", "eyes open", "Anfall ä", "发作", "a, b", "Lights off, the patient turns"]


def field(text, width):
    data = text.encode()[:width]
    return data + b" " * (width - len(data))


def number(generator, low, high):
    value = generator.choice([f"{generator.uniform(low, high):.3f}", f"{generator.randint(int(low), int(high))}",
                              f"{generator.uniform(low, high) / 1000:.2e}".replace("e-0", "E-").replace("e+0", "E")])
    return value[:8].rstrip("Ee-+.")


def signal(generator, wide, label):
    extreme = 8_388_607 if wide else 32_767
    low = number(generator, -4_000, -10)
    high = number(generator, 10, 4_000)
    if float(low) == float(high):
        high = "999"
    if generator.random() < 0.1:
        low, high = high, low
    return {
        "label": label, "unit": generator.choice(["uV", "uV", "mV", "V", "", "%", "UV"]),
        "physical": (low, high),
        "digital": generator.choice([(-2_048, 2_047), (-extreme - 1, extreme), (-100, 4_000)]),
        "samples": generator.choice([1, 2, 10, 64, 100, 128, 256, 250, 333]),
    }


def make(seed):
    """One file's name and bytes."""
    generator = random.Random(seed)
    wide = generator.random() < 0.2
    kind = generator.choice(["", "+C", "+C", "+C gap", "+D"])
    labels = generator.sample(LABELS, generator.randint(1, 8))
    signals = [signal(generator, wide, label) for label in labels]
    records = generator.randint(1, 12)
    duration = generator.choice(["1", "1", "2", "0.5", ".1", "1.000004", "10", "0.999997"])
    offset = generator.choice([0, 0, 0.25, 0.999])
    width = 3 if wide else 2
    room = 240
    name = "BDF" if wide else "EDF"
    total = len(signals) + (1 if kind else 0)
    body = (b"\xffBIOSEMI" if wide else field("0", 8)) + field(generator.choice(PATIENTS) if not kind else PATIENTS[3 * generator.randint(0, 1)], 80)
    body += field(generator.choice(RECORDINGS) if not kind else RECORDINGS[generator.choice([0, 1, 5])], 80)
    body += field("02.03.02", 8) + field("04.05.06", 8) + field(str(256 * (total + 1)), 8)
    body += field(name + kind.split(" ")[0] if kind else ("24BIT" if wide else ""), 44)
    body += field("-1" if generator.random() < 0.1 else str(records), 8) + field(duration, 8) + field(str(total), 4)
    extreme = 8_388_607 if wide else 32_767
    rows = [(s["label"], "AgAgCl", s["unit"], *s["physical"], *s["digital"], "HP:0.1Hz", s["samples"], "") for s in signals]
    if kind:
        rows.append((f"{name} Annotations", "", "", -1, 1, -extreme - 1, extreme, "", room // width, ""))
    for column, size in enumerate([16, 80, 8, 8, 8, 8, 8, 80, 8, 32]):
        for row in rows:
            body += field(str(row[column]), size)
    onset = offset
    for record in range(records):
        for s in signals:
            low, high = s["digital"]
            for _ in range(s["samples"]):
                body += generator.randint(low, high).to_bytes(width, "little", signed=True)
        if kind:
            text = f"+{onset:.6f}".rstrip("0").rstrip(".").encode() + b"\x14\x14\0"
            if generator.random() < 0.5:
                # Inside its data record: MNE cuts what reaches beyond the file's end.
                place = generator.random() * float(duration) / 2
                text += f"+{onset + place:.4f}\x15{generator.random() * float(duration) / 3:.3f}\x14".encode()
                text += generator.choice(TEXTS).encode() + b"\x14\0"
            body += text + b"\0" * (room - len(text))
        onset += float(duration)
        if "gap" in kind or "D" in kind:
            onset += generator.choice([0, 0, 0.5, 7])
    return f"header{seed:04}.{name.lower()}", body


def write(folder, count):
    """Writes `count` files."""
    for seed in range(count):
        name, body = make(seed)
        (folder / name).write_bytes(body)
