"""A forecaster of the EEG: from the tables of `prodrome forecast features` to an int8 `.tflite` in the role `forecaster`.

Forward in time within each person: of their record the first part is learned from, whose last third chooses how much the weights are
shrunk; nothing later is looked at here. The history's own forecast, made before each hour, stands in the fit as it is: only what it does not
know is learned.
"""

import csv
import dataclasses
import json
import os
import pathlib
import subprocess
import tempfile

import numpy as np
import tensorflow as tf

from . import quantisation, shipping

# As `FeatureBaseline` has them: terms of an hour, and steps to a standard deviation.
TERMS = 18
STEPS = 32
# The part of a record that is learned from, and the part of that which chooses the shrinkage.
LEARNED = 0.5
CHOOSING = 1 / 3
# Lead events needed in the part that is learned from.
FEWEST = 10
# Standard deviations that a weight is believed to have before anything is seen, in log-odds for each standard deviation of a term.
SHRINKAGES = (0.02, 0.05, 0.1, 0.2)


@dataclasses.dataclass
class Table:
    """One person's hours: local hour, whether a lead event came, the history's log-odds, terms in standard deviations."""

    person: str
    hour: np.ndarray
    lead: np.ndarray
    history: np.ndarray
    terms: np.ndarray

    def __getitem__(self, rows) -> "Table":
        return Table(self.person, self.hour[rows], self.lead[rows], self.history[rows], self.terms[rows])


def read(file: pathlib.Path) -> Table:
    """Reads a table."""
    with file.open(newline="") as stream:
        reader = csv.reader(stream, delimiter="\t")
        header = next(reader, [])
        expected = ["hour", "lead", "history", *(f"x{index}" for index in range(TERMS))]
        if header != expected:
            raise SystemExit(f"{file}:1: found columns {header}, expected {expected}")
        rows = np.array([[float(cell) for cell in row] for row in reader]).reshape(-1, TERMS + 3)
    probability = np.clip(rows[:, 2], 1e-9, 1 - 1e-9)
    return Table(file.stem, rows[:, 0].astype(np.int64), rows[:, 1], np.log(probability / (1 - probability)), rows[:, 3:] / STEPS)


def tables(tool_arguments: list[str]) -> list[Table]:
    """The tables that a command of the tool writes."""
    with tempfile.TemporaryDirectory() as name:
        flag = "--tables" if "simulate-eeg" in tool_arguments else "--output"
        _tool(["forecast", *tool_arguments, flag, name])
        return [read(file) for file in sorted(pathlib.Path(name).glob("*.tsv"))]


def _tool(arguments: list[str]) -> str:
    result = subprocess.run([os.environ["PRODROME_TOOL"], *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"prodrome {' '.join(arguments)} failed with {result.returncode}: {result.stderr}")
    return result.stdout


def learned_part(table: Table) -> Table:
    """The first part of a record, by time."""
    if len(table.hour) == 0:
        return table
    end = table.hour[0] + int((table.hour[-1] + 1 - table.hour[0]) * LEARNED)
    return table[table.hour < end]


def learn(parts: list[Table]) -> np.ndarray | None:
    """Weights by term and last the constant, from the parts that are learned from; None where none helped within them."""
    cuts = [int(len(part.hour) * (1 - CHOOSING)) for part in parts]
    earlier = _joined([part[:cut] for part, cut in zip(parts, cuts, strict=True)])
    later = _joined([part[cut:] for part, cut in zip(parts, cuts, strict=True)])
    gains = {spread: _likelihood(later, _fit(earlier, spread)) - _likelihood(later, None) for spread in SHRINKAGES}
    best = max(gains, key=gains.get)
    return _fit(_joined(parts), best) if gains[best] > 0 else None


def _joined(parts: list[Table]) -> Table:
    return Table("", *(np.concatenate([getattr(part, name) for part in parts]) for name in ("hour", "lead", "history", "terms")))


def _fit(table: Table, spread: float) -> np.ndarray:
    """Logistic regression beside the history's log-odds, weights shrunk to 0 with this spread, by Newton's method."""
    design = np.column_stack([table.terms, np.ones(len(table.hour))])
    precision = np.diag([spread**-2] * TERMS + [1.0])
    weights = np.zeros(TERMS + 1)
    for _ in range(30):
        probability = 1 / (1 + np.exp(-(table.history + design @ weights)))
        gradient = design.T @ (table.lead - probability) - precision @ weights
        curvature = (design * (probability * (1 - probability))[:, None]).T @ design + precision
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def _likelihood(table: Table, weights: np.ndarray | None) -> float:
    odds = table.history if weights is None else table.history + table.terms @ weights[:-1] + weights[-1]
    return float(-(np.log1p(np.exp(-odds)) * table.lead + np.log1p(np.exp(odds)) * (1 - table.lead)).sum())


def convert(weights: np.ndarray) -> bytes:
    """One fully connected layer of int8, whose int32 sum is the evidence; its input's step is 1/32 around 0."""
    inputs = tf.keras.layers.Input((TERMS,), batch_size=1)
    layer = tf.keras.layers.Dense(1)
    model = tf.keras.Model(inputs, layer(inputs))
    layer.set_weights([weights[:-1, None].astype(np.float32), weights[-1:].astype(np.float32)])
    random = np.random.default_rng(0)

    ends = np.zeros((1, TERMS), np.float32)
    ends[0, :2] = -128 / STEPS, 127 / STEPS
    inputs = [ends]
    inputs += [np.clip(random.normal(size=(1, TERMS)), -3.5, 3.5).astype(np.float32) for _ in range(64)]
    return quantisation.convert(model, inputs)


def write(folder: pathlib.Path, weights: np.ndarray, parts: list[Table]) -> None:
    """Writes `model.tflite` and `model.json`; operating points of one natural unit say what the evidence is worth."""
    tf.keras.backend.clear_session()
    tflite = convert(weights)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.tflite").write_bytes(tflite)
    shipping.write_json(folder / "model.json", {
        "name": "eeg-forecaster", "role": "forecaster", "rate_hz": 1, "window_samples": TERMS, "hop_samples": TERMS,
        "normalisation": "window_deviation", "operating_points_unit": "logit",
        "operating_points": {"sensitive": 1, "balanced": 1, "quiet": 1}, "default_operating_point": "balanced",
        "evidence_scale": quantisation.read(tflite).scale,
        "learned_hours": [[int(part.hour[0]), int(part.hour[-1]) + 1] for part in parts],
        "learned_lead_events": int(sum(part.lead.sum() for part in parts)),
    })  # fmt: skip


def train(data: list[pathlib.Path], zone: str, output: pathlib.Path, note) -> int:
    """A forecaster from logs or BIDS archives; 1 where nothing was found that helps, and then nothing is written."""
    found = [learned_part(table) for table in tables(["features", *map(str, data), "--time-zone", zone])]
    parts = [part for part in found if len(part.hour)]
    leads = int(sum(part.lead.sum() for part in parts))
    hours = sum(len(part.hour) for part in parts)
    note(f"learned from: {hours} hours and {leads} lead events of {len(parts)} people, the first half of each record")
    if leads < FEWEST:
        raise SystemExit(f"found {leads} lead events in the first halves of the records, expected at least {FEWEST}")
    weights = learn(parts)
    if weights is None:
        note("nothing helped within the past that was learned from: no model is written")
        return 1
    write(output, weights, parts)
    note(f"written: {output}; judge the rest: prodrome forecast evaluate ... --model {output}")
    return 0


def judged(arguments: list[str], folder: pathlib.Path, found: list[Table]) -> list[dict]:
    """Trains a forecaster for each generated person on the first half, and has the tool judge the second."""
    for table in found:
        part = learned_part(table)
        weights = learn([part]) if part.lead.sum() >= FEWEST else None
        if weights is not None:
            write(folder / table.person, weights, [part])
    return json.loads(_tool(["forecast", *arguments, "--models", str(folder), "--json"]))["people"]


def smoke(note) -> bool:
    """Whether a strong effect is found on two generated people, forward in time, and the same weights give the same file."""
    arguments = ["simulate-eeg", "--effect", "2.5", "--days", "150", "--people", "2"]
    found = tables(arguments)
    with tempfile.TemporaryDirectory() as name:
        people = judged(arguments, pathlib.Path(name), found)
        models = sorted(pathlib.Path(name).glob("*/model.tflite"))
        first = models[0].read_bytes() if models else b""
        part = learned_part(found[0])
        write(pathlib.Path(name) / "again", learn([part]), [part])
        again = (pathlib.Path(name) / "again" / "model.tflite").read_bytes()
    counts = [one["eeg"] is not None and one["eeg"]["counts"] for one in people]
    halved = all(learned_part(table).hour[-1] < (table.hour[0] + table.hour[-1] + 1) / 2 for table in found)
    note(f"smoke: a forecaster of the EEG counts for {sum(counts)} of {len(counts)} people; the same file again: {again == first}")
    return all(counts) and len(models) == len(found) and halved and again == first


def study(people: int, without: int, days: list[int], effects: list[float], note) -> str:
    """How often an effect is found, by its size and the days of data: a table, by people drawn anew for each cell."""
    rows = []
    for length in days:
        for effect in [0.0, *effects]:
            drawn = without if effect == 0 else people
            if drawn == 0:
                continue
            arguments = ["simulate-eeg", "--effect", str(effect), "--days", str(length), "--people", str(drawn),
                         "--seed", str(1000 * length + round(100 * effect) + 1)]  # fmt: skip
            with tempfile.TemporaryDirectory() as name:
                row = judged(arguments, pathlib.Path(name), tables(arguments))
            rows.append(_row(length, effect, row))
            note(rows[-1])
    return "\n".join([HEADER, *rows]) + "\n"


HEADER = """\
| days | effect | people | found | 95 % | models that helped within the past | AUC with the EEG | of the history alone |
| ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |"""


def _row(days: int, effect: float, people: list[dict]) -> str:
    found = sum(1 for one in people if one["eeg"] and one["eeg"]["counts_after_days"] is not None)
    low, high = _interval(found, len(people))
    areas = [(one["eeg"]["auc"], one["eeg"]["history_auc"]) for one in people if one["eeg"] and one["eeg"]["auc"] is not None]
    means = [f"{np.mean(values):.2f}" for values in zip(*areas, strict=True)] if areas else ["–", "–"]
    models = sum(1 for one in people if one["eeg"])
    return (f"| {days} | {effect:g} | {len(people)} | {100 * found / len(people):.1f} % | {100 * low:.1f} to {100 * high:.1f} % "
            f"| {models} | {means[0]} | {means[1]} |")  # fmt: skip


def _interval(count: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    z, share = 1.959964, count / total
    centre = share + z * z / (2 * total)
    half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (centre - half) / (1 + z * z / total), (centre + half) / (1 + z * z / total)
