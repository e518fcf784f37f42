"""Adapts the shipped encoder to one person: its last two layers learn from that person's own clips.

What the filters see stays as it was learned from many people; how much each of it counts is fitted anew, held near where
it was. Few seizures can teach no more.
"""

import json
import os
import pathlib
import subprocess

import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from . import alarms, augmentation, corpus, evaluation, folds, network, quantisation, scoring, shipping
from .kept import content, kept

STEPS = 300
LEARNING_RATE = 5e-3
# How dearly a weight leaves its place: times the squared way, against a mean loss of about 0.5. The first is taken that adds no
# alarm in what it learned from.
NEARNESS = (0.002, 0.01, 0.05, 0.25)
# The table learns from every so many of the background's recordings.
BACKGROUND_SHARE = 4
# What background counts for beside the person's ictal windows: more than in training, since few of the person's own hold it down.
BACKGROUND_WEIGHT = 2.0
MODULES = ("personal", "network", "quantisation", "augmentation", "scoring", "corpus", "folds")


def restored(tflite: bytes, settings) -> tf.keras.Model:
    """The trainable network whose weights are those of a quantised encoder; every normalisation does nothing."""
    model = network.trainable(settings)
    kept = iter(_weights(tflite))
    layers = [layer for layer in model.layers if layer.weights]
    first = True
    for layer in layers:
        if isinstance(layer, tf.keras.layers.BatchNormalization):
            shape = layer.gamma.shape
            factor = np.sqrt(1 + layer.epsilon)
            layer.set_weights([np.full(shape, factor), bias, np.zeros(shape), np.ones(shape)])
            continue
        kernel, bias = next(kept)
        kernel = kernel.reshape(layer.kernel.shape) * (network.UNIT_MICROVOLTS if first else 1)
        layer.set_weights([kernel, bias] if layer.use_bias else [kernel])
        first = False
    return model


def _weights(tflite: bytes) -> list[tuple[np.ndarray, np.ndarray]]:
    """Real kernels (filters last) and biases of a quantised network's convolutions and dense layers, in their order."""
    resolver = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = Interpreter(model_content=tflite, experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    tensors = {tensor["index"]: tensor for tensor in interpreter.get_tensor_details()}

    def real(index: int) -> np.ndarray:
        values = interpreter.get_tensor(index).astype(np.float64)
        scales = tensors[index]["quantization_parameters"]["scales"]
        return values * scales.reshape(-1, *([1] * (values.ndim - 1))) if len(scales) > 1 else values * scales[0]

    return [(np.moveaxis(real(one["inputs"][1]), 0, -1), real(one["inputs"][2])) for one in interpreter._get_ops_details()
            if one["op_name"] in ("CONV_2D", "FULLY_CONNECTED")]  # fmt: skip


def adapted(model: tf.keras.Model, own, background, points: list[alarms.Setting], settings, policy) -> float:
    """Fits the last two layers of a network to one person; the model itself is changed. Returns how near it was held.

    own: the person's recordings with seizures and without; background: others without a seizure, of the same front end.
    points: the operating points at which it may not alarm more than before in any of them.
    """
    hidden, last = [layer for layer in model.layers if isinstance(layer, tf.keras.layers.Dense)][-2:]
    features = tf.keras.Model(model.input, hidden.input)
    seen = [Seen.of(one, features, settings) for one in [*own, *background]]
    examples = _examples(seen, len(own), settings)
    start = [*hidden.get_weights(), *last.get_weights()]

    def alarm_counts() -> np.ndarray:
        scored = [one.scored(last, hidden, settings) for one in seen]
        parts = (scored[: len(own)], scored[len(own) :])
        return np.array([[alarms.tally(part, point, policy).false_alarms for part in parts] for point in points])

    before = alarm_counts()
    for nearness in NEARNESS:
        hidden.set_weights(start[:2])
        last.set_weights(start[2:])
        _fit(hidden, last, *examples, nearness)
        if (alarm_counts() <= before).all():
            break
    return nearness


class Seen:
    """A recording as the last two layers see it."""

    def __init__(self, recording, hops: np.ndarray, outputs: np.ndarray):
        self.recording, self.hops, self.outputs = recording, hops, outputs

    @classmethod
    def of(cls, recording, features, settings):
        """The outputs of the layers below, for every judged hop's usable channels."""
        hops, parts = [np.zeros(0, int)], [np.zeros((0, features.output.shape[-1]), np.float32)]
        for own, _, microvolts in scoring.blocks(recording, settings):
            hops.append(own)
            for start in range(0, len(microvolts), 4096):
                x = augmentation.quantised(microvolts[start : start + 4096], settings) / network.UNIT_MICROVOLTS
                parts.append(features(network.framed(x), training=False).numpy())
        return cls(recording, np.concatenate(hops), np.concatenate(parts))

    def scored(self, last, hidden, settings) -> alarms.Scored:
        """The recording's hops, scored by the last two layers."""
        values = last(hidden(self.outputs)).numpy()[:, 0] if len(self.hops) else np.zeros(0)
        return scoring.from_evidence(self.recording, settings, self.hops, values)


def _examples(seen: list[Seen], own: int, settings):
    """Outputs, the window of each, and every window's label and weight."""
    rows, window, label, kind, count = [], [], [], [], 0
    for place, one in enumerate(seen):
        recording = one.recording
        fraction = recording.ictal_fraction(recording.signal.hop_seconds, settings.window_seconds)
        clear = ((fraction >= settings.ictal_fraction) | (fraction <= settings.non_ictal_fraction))[one.hops]
        judged, places = np.unique(one.hops[clear], return_inverse=True)
        rows.append(one.outputs[clear])
        window.append(places + count)
        count += len(judged)
        ictal = fraction[judged] >= settings.ictal_fraction
        label.append(ictal)
        kind.append(np.where(ictal, 0, 1 if place < own else 2))
    rows, window, label, kind = (np.concatenate(parts) for parts in (rows, window, label, kind))
    share = np.array([1.0, 1.0, BACKGROUND_WEIGHT]) / np.maximum(1, np.bincount(kind, minlength=3))
    weight = share[kind].astype(np.float32)
    return rows, window, label, weight / weight.sum()


def _fit(hidden, last, x, window, label, weight, nearness: float) -> None:
    variables = [*hidden.trainable_variables, *last.trainable_variables]
    start = [tf.constant(variable.numpy()) for variable in variables]
    optimizer = tf.keras.optimizers.Adam(LEARNING_RATE)
    optimizer.build(variables)
    x, window = tf.constant(x, tf.float32), tf.constant(window)
    label, weight = tf.constant(label, tf.float32), tf.constant(weight)

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            evidence = tf.math.segment_mean(last(hidden(x))[:, 0], window)
            loss = tf.reduce_sum(weight * tf.nn.sigmoid_cross_entropy_with_logits(label, evidence))
            for variable, before in zip(variables, start, strict=True):
                loss += nearness * tf.reduce_sum((variable - before) ** 2)
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))

    for _ in range(STEPS):
        step()


def halves(recordings) -> tuple[list, list]:
    """What is learned from and what is held back, earlier and later: half of the recordings with a seizure, half of the others."""
    first, second = [], []
    for chosen in ([one for one in recordings if one.seizures], [one for one in recordings if not one.seizures]):
        first += chosen[: len(chosen) // 2]
        second += chosen[len(chosen) // 2 :]
    return first, second


def encoder(tflite: bytes, own, background, points, settings, policy) -> tuple[quantisation.Encoder, float]:
    """A person's own quantised encoder, from another, and how near it was held."""
    tf.keras.utils.set_random_seed(settings.seed)
    model = restored(tflite, settings)
    _check(model, tflite, own[0], settings)
    nearness = adapted(model, own, background, points, settings, policy)
    return quantisation.quantise(model, folds.examples(own, settings, settings.seed), settings), nearness


def _check(model, tflite: bytes, recording, settings) -> None:
    """The restored network must say nearly what the quantised one says."""
    microvolts = next(scoring.blocks(recording, settings))[2][:500]
    before = scoring.quantised_evidence(quantisation.read(tflite))(microvolts)
    agreement = np.corrcoef(before, scoring.float_evidence(model, settings)(microvolts))[0, 1]
    if not agreement > 0.95:
        raise SystemExit(f"the model's network is not that of this program: evidence correlates by {agreement:.2f}, expected over 0.95")


def verdict(before: dict, after: dict) -> str | None:
    """Why the new model is refused, or nothing."""
    if after["detected"] < before["detected"]:
        return f"{after['detected']} of {after['seizures']} held-back seizures found, {before['detected']} before"
    for where in ("own", "background"):
        if after[f"{where}_alarms"] > before[f"{where}_alarms"]:
            return f"{after[f'{where}_alarms']} false alarms in {where} recordings, {before[f'{where}_alarms']} before"
    return None


def finetune(data: pathlib.Path, background: list[pathlib.Path], shipped: pathlib.Path, output: pathlib.Path, settings, policy, cache, note) -> int:
    """Adapts the shipped model to one person; writes model and bundle unless the device's own runtime refuses it."""
    own = corpus.load([data], settings, cache / "windows")
    others = corpus.load(background, settings, cache / "windows") if background else []
    if sum(bool(one.seizures) for one in own) < 2:
        raise SystemExit(f"{data}: {sum(bool(one.seizures) for one in own)} recordings with a seizure, expected at least two")
    learned, held_back = halves(own)
    fraction = corpus.WindowPool(learned, settings).fraction
    if not (fraction >= 0.5).any() or not (fraction < 0.5).any():
        raise SystemExit(f"{data}: the earlier half has windows of one kind only, expected some in a seizure and some outside")
    note(f"learning from {len(learned)} of {len(own)} recordings, {len(others[::2])} of {len(others)} of background")
    tflite = (shipped / "model.tflite").read_bytes()
    description = json.loads((shipped / "model.json").read_text())
    points = [alarms.Setting(*(description[key][point] * description["evidence_scale"] for key in ("operating_points", "raise_excess")))
              for point in description["operating_points"]]  # fmt: skip
    made, nearness = encoder(tflite, learned, others[::2], points, settings, policy)
    output.mkdir(parents=True, exist_ok=True)
    candidate = output / "candidate"
    _write(candidate, made, description)
    judged = {}
    for name, folder in (("before", shipped), ("after", candidate)):
        note(f"the runtime's judgement: {name}")
        bundle = output / f"{name}.bundle"
        _tool("bundle", "build", "--model", str(folder), "--output", str(bundle))
        judged[name] = _judged(bundle, data, held_back, background, others[1::2])
    refused = verdict(judged["before"], judged["after"])
    report = {"learned_from": [pathlib.Path(one.signal.file).name for one in learned], "nearness": nearness, **judged, "refused": refused}
    (output / "personal.json").write_text(json.dumps(report, indent=2) + "\n")
    (output / "before.bundle").unlink()
    for name, figures in judged.items():
        print(f"{name:7} {figures['detected']} of {figures['seizures']} held-back seizures, {figures['own_alarms']} false alarms beside "
              f"them, {figures['background_alarms']} in {figures['background_hours']:.2f} h of background")  # fmt: skip
    if refused:
        for file in (candidate / "model.tflite", candidate / "model.json", output / "after.bundle"):
            file.unlink()
        candidate.rmdir()
        print(f"refused: {refused}")
        return 1
    for file in list(candidate.iterdir()):
        file.rename(output / file.name)
    candidate.rmdir()
    (output / "after.bundle").rename(output / "personal.bundle")
    print(f"written: {output}")
    return 0


def _write(folder: pathlib.Path, made: quantisation.Encoder, description: dict) -> None:
    """A model's folder with the operating points of the old one, in the new one's units, and without an own level."""
    folder.mkdir(exist_ok=True)
    (folder / "model.tflite").write_bytes(made.tflite)
    # The threshold of a person's own model follows nobody: the guard judges it as it stands.
    description.pop("own_level", None)
    ratio = description["evidence_scale"] / made.scale
    for name in ("operating_points", "raise_excess"):
        description[name] = {point: int(np.ceil(value * ratio)) for point, value in description[name].items()}
    description["evidence_scale"] = made.scale
    shipping.write_json(folder / "model.json", description)


def _judged(bundle, data, held_back, background, others) -> dict:
    """What `prodrome evaluate` finds in held-back recordings and in background, counted strictly."""
    own = _report(bundle, data, held_back)
    quiet = [one for folder in background for one in _report(bundle, folder, others)]
    return {"seizures": sum(one["seizures"] for one in own), "detected": sum(one["strict_detected"] for one in own),
            "own_alarms": sum(one["strict_false_alarms"] for one in own),
            "background_alarms": sum(one["strict_false_alarms"] for one in quiet),
            "background_hours": sum(one["duration_s"] for one in quiet) / 3600}  # fmt: skip


def _report(bundle, folder, chosen) -> list[dict]:
    wanted = {pathlib.Path(one.signal.file).resolve() for one in chosen}
    report = json.loads(_tool("evaluate", str(folder), "--bundle", str(bundle), "--json"))
    return [one for one in report["per_recording"] if (folder / one["path"]).resolve() in wanted]


def _tool(*arguments: str) -> str:
    result = subprocess.run([os.environ["PRODROME_TOOL"], *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"prodrome {arguments[0]} failed with {result.returncode}: {result.stderr}")
    return result.stdout


def table(found, row: dict, recordings, settings, policy, cache, note) -> list[dict]:
    """What adapting to each held-out person gains: learned from the earlier half, judged on the later half of their recordings.

    found: folds, whose encoders have not seen the person. Background: learned from some of the fold's own, judged on the people
    held out with the person.
    """
    lines = []
    for number, fold in enumerate(found):
        own = {one.file for one in fold.scored["board"]}
        outside = [one for one in recordings if one.signal.file in own]
        learned, held_back = halves([one for one in outside if not one.is_background])
        background = [one for one in recordings if one.is_background and one.signal.file not in own][:: BACKGROUND_SHARE]
        if not any(one.seizures for one in learned):
            continue
        points = [alarms.Setting(**figures["fold_settings"][number]) for figures in row["points"].values()]

        def make(fold=fold, learned=learned, background=background, points=points):
            note(f"adapted to {fold.person}")
            return encoder(fold.tflite, learned, background, points, settings, policy)

        parts = (settings.digest(), fold.tflite, content(learned), content(background), points)
        made, nearness = kept(cache, "personal", MODULES, parts, make)
        judged = held_back + [one for one in outside if one.is_background]
        files = {one.signal.file for one in judged}
        before = [one for one in fold.scored["board"] if one.file in files]
        after = [scoring.scored(one, settings, scoring.quantised_evidence(made)) for one in judged]
        line = {"person": fold.person, "nearness": nearness, "seizures_learned": sum(len(one.seizures) for one in learned)}
        for name, scored in (("before", before), ("after", after)):
            line[name] = {"window_auc": evaluation.area_by_person(scored).get(fold.person)} | {
                point: _counts(scored, alarms.Setting(**figures["fold_settings"][number]), policy)
                for point, figures in row["points"].items()}
        line["refused"] = {point: verdict(line["before"][point], line["after"][point]) for point in row["points"]}
        lines.append(line)
    return lines


def _counts(scored, setting: alarms.Setting, policy) -> dict:
    own = alarms.tally([one for one in scored if not one.is_background], setting, policy)
    quiet = alarms.tally([one for one in scored if one.is_background], setting, policy)
    return {"seizures": len(own.seizures), "detected": sum(delay is not None for *_, delay in own.seizures),
            "own_alarms": own.false_alarms, "own_hours": own.quiet_hours,
            "background_alarms": quiet.false_alarms, "background_hours": quiet.quiet_hours}  # fmt: skip
