"""Two networks that see all channels at once, as most people have them: how such a model becomes a detector of the board.

EEGNet-8,2 as its authors describe it (Lawhern et al. 2018, doi:10.1088/1741-2552/aace8c), and the channel-mixing network like
EpiDeNet that the encoder is compared with (`mixing`). Both learn from the demo's recording alone, its one seizure and the ten
seconds before: they know that seizure and are no detectors of any other.
"""

import csv
import json
import pathlib

import numpy as np
import tensorflow as tf

from . import mixing, network, quantisation, windows

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEMO = ROOT / "Models" / "demo" / "chb01_03.edf"
# The derivations of the virtual board.
BOARD = ("Fp1-F7", "F7-T7", "T7-P7", "Fp2-F8", "F8-T8", "T8-P8")
SEED = 20
STEPS = 120
BATCH = 32
# Microvolts of the largest input, so that its int8 stands for one microvolt.
LARGEST = 127.0


def eegnet(channels: int, samples: int) -> tf.keras.Model:
    """EEGNet-8,2 [channel][sample][1] with the probabilities of background and seizure."""
    layers = tf.keras.layers

    def normalised(x):
        return layers.BatchNormalization(momentum=0.9)(x)

    inputs = x = layers.Input((channels, samples, 1))
    x = normalised(layers.Conv2D(8, (1, 64), padding="same", use_bias=False)(x))
    x = normalised(layers.DepthwiseConv2D((channels, 1), depth_multiplier=2, use_bias=False)(x))
    x = layers.Dropout(0.5)(layers.AveragePooling2D((1, 4))(layers.ELU()(x)))
    x = normalised(layers.SeparableConv2D(16, (1, 16), padding="same", use_bias=False)(x))
    x = layers.Dropout(0.5)(layers.AveragePooling2D((1, 8))(layers.ELU()(x)))
    return tf.keras.Model(inputs, layers.Dense(2, activation="softmax")(layers.Flatten()(x)))


def write(output: pathlib.Path, settings, cache: pathlib.Path, note) -> None:
    """Writes both as folders of a `model.tflite` and its `model.json`."""
    signal = windows.condition([DEMO], settings, cache)[0]
    note("EEGNet")
    described = {"outputs": ["background", "seizure"], "missing": "refuse", "channels": list(BOARD)}
    model = _trained(eegnet(len(BOARD), settings.window_samples), signal, BOARD, settings, is_sample_first=False)
    _write(output / "eegnet", model, described, (-0.5, 0.0, 0.5), signal, settings, is_sample_first=False)
    note("channel-mixing network")
    described = {"outputs": ["seizure"], "missing": "zero", "channels": list(mixing.PLACES)}
    model = _trained(mixing.trainable(settings), signal, mixing.PLACES, settings, is_sample_first=True)
    _write(output / "epidenet-like", model, described, (-1.0, 0.0, 1.0), signal, settings, is_sample_first=True)


def _examples(signal, names, settings, random, count: int, is_sample_first: bool) -> tuple[np.ndarray, np.ndarray]:
    """Windows in microvolts, as many of the seizure as of before, and which are of the seizure."""
    with DEMO.with_name("chb01_03_events.tsv").open() as table:
        onset = min(float(row["onset"]) for row in csv.DictReader(table, delimiter="\t") if row["eventType"].startswith("sz"))
    rows = [signal.channels.index(name) for name in names]
    # The chain settles for a second.
    first, length = settings.rate_hz, settings.window_samples
    border = int(onset * settings.rate_hz)
    before = random.integers(first, border - length // 2, count // 2)
    seizure = random.integers(border, signal.samples.shape[1] - length, count - count // 2)
    starts = np.concatenate([before, seizure])
    x = np.stack([signal.samples[rows, start : start + length] / np.float32(8) for start in starts])
    x = np.clip(np.round(x), -LARGEST - 1, LARGEST)
    return (np.moveaxis(x, 1, 2) if is_sample_first else x)[..., None], np.arange(count) >= count // 2


def _trained(model: tf.keras.Model, signal, names, settings, is_sample_first: bool) -> tf.keras.Model:
    """The network of windows in microvolts: trained on them in `network.UNIT_MICROVOLTS`, its first filters then scaled."""
    tf.keras.utils.set_random_seed(SEED)
    random = np.random.default_rng(SEED)
    model = tf.keras.models.clone_model(model)
    is_pair = model.output.shape[-1] == 2
    optimizer = tf.keras.optimizers.Adam(3e-3)
    loss = tf.keras.losses.BinaryCrossentropy(from_logits=not is_pair, label_smoothing=0.1)
    for _ in range(STEPS):
        x, is_seizure = _examples(signal, names, settings, random, BATCH, is_sample_first)
        with tf.GradientTape() as tape:
            found = model(tf.constant(x / network.UNIT_MICROVOLTS, tf.float32), training=True)[:, -1:]
            value = loss(tf.constant(is_seizure[:, None], tf.float32), found)
        optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables, strict=True))
    first = next(layer for layer in model.layers if layer.weights)
    first.set_weights([first.get_weights()[0] / network.UNIT_MICROVOLTS])
    return model


def _write(folder, model, described, points, signal, settings, is_sample_first: bool) -> None:
    random = np.random.default_rng(SEED)
    x, _ = _examples(signal, described["channels"], settings, random, 64, is_sample_first)
    x[0, 0, 0], x[0, 1, 0] = -LARGEST - 1, LARGEST
    fixed = tf.keras.Input(model.input.shape[1:], batch_size=1)
    whole = tf.keras.Model(fixed, model(fixed, training=False))
    content = quantisation.convert(whole, [window[None].astype(np.float32) for window in x])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.tflite").write_bytes(content)
    text = {
        "name": folder.name, "role": "detector", "rate_hz": settings.rate_hz, "window_samples": settings.window_samples,
        "hop_samples": settings.hop_samples, "normalisation": "microvolts", "input": "montage", **described,
        "operating_points_unit": "logit", "operating_points": dict(zip(("sensitive", "balanced", "quiet"), points, strict=True)),
        "default_operating_point": "balanced",
    }  # fmt: skip
    (folder / "model.json").write_text(json.dumps(text, indent=2) + "\n")
