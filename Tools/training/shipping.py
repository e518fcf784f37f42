"""The shipped folder: model, description, golden inputs, metrics and card."""

import hashlib
import json
import pathlib

import numpy as np
import tensorflow as tf

from . import alarms, folds, level, network, quantisation


def write(folder: pathlib.Path, model, encoder: quantisation.Encoder, golden: np.ndarray, metrics: dict, settings) -> None:
    """Writes `model.tflite`, `model.json`, `golden.bin` with `golden.json`, and `metrics.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.tflite").write_bytes(encoder.tflite)
    settings_of = metrics["encoder"]["settings"]
    thresholds = {name: int(np.ceil(one["threshold"] / encoder.scale)) for name, one in settings_of.items()}
    raise_excess = {name: int(np.ceil(one["raise_excess"] / encoder.scale)) for name, one in settings_of.items()}
    own_level = {"reference": int(np.ceil(metrics["level"]["reference"] / encoder.scale)), "step": int(np.ceil(level.STEP / encoder.scale))}
    write_json(folder / "model.json", {
        "name": settings.name, "role": "detector", "rate_hz": settings.rate_hz,
        "window_samples": settings.window_samples, "hop_samples": settings.hop_samples,
        "normalisation": "microvolts", "operating_points_unit": "accumulator", "operating_points": thresholds,
        "raise_excess": raise_excess, "own_level": own_level, "default_operating_point": "balanced",
        "evidence_scale": encoder.scale,
    })  # fmt: skip
    inputs = encoder.inputs(golden)
    (folder / "golden.bin").write_bytes(inputs.tobytes())
    write_json(folder / "golden.json", {
        "input_file": "golden.bin", "window_samples": settings.window_samples, "windows": len(inputs),
        "evidence": encoder.evidence(inputs).tolist(), "source": metrics["golden_source"],
    })  # fmt: skip
    metrics["model"] = {
        "sha256": hashlib.sha256(encoder.tflite).hexdigest(), "bytes": len(encoder.tflite),
        "parameters": int(network.folded(model, settings).count_params()),
        "multiply_accumulates_per_window": network.multiply_accumulates(network.folded(model, settings)),
        "operating_points": thresholds, "raise_excess": raise_excess, "own_level": own_level,
        "evidence_scale": encoder.scale,
    }  # fmt: skip
    write_json(folder / "metrics.json", metrics)


def write_json(file: pathlib.Path, value) -> None:
    """Writes a value as indented JSON; not a number is refused."""
    file.write_text(json.dumps(value, indent=2, allow_nan=False) + "\n")


def final(recordings, settings, trainer, note):
    """The shipped model: trained on everyone."""
    clinical = [recording for recording in recordings if not recording.is_background]
    background = [recording for recording in recordings if recording.is_background]
    model = trainer.fit(clinical, background, settings.seed + 1000, note)
    # The file names its tensors after layers counted since the start: from here on as if nothing had been trained before.
    tf.keras.backend.clear_session()
    examples = folds.examples(recordings, settings, settings.seed + 1000)
    return model, quantisation.quantise(model, examples, settings), examples[:: len(examples) // 24][:24]


def policy_text(policy: alarms.Policy) -> str:
    """A policy in a sentence."""
    return (
        f"an event opens when {policy.raise_count} of the last {policy.firing_hops} hops are above the threshold and their accumulated "
        "excess (a running sum of mean evidence less threshold, never below zero) reaches the operating point's, and closes "
        f"after {policy.hold_hops} hops with at most {policy.clear_count}")
