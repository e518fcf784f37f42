"""A network of the field's usual kind, to compare with: it sees all channels of a montage at once and mixes them.

In the manner of EpiDeNet (temporal filters shared by all channels, then filters across channels), of about our encoder's size,
trained and scored on the same folds by the same loss and scorer, in floating point.
"""

import numpy as np
import tensorflow as tf

from . import augmentation, network
from .corpus import WindowPool
from .kept import content, kept

NAME = "channel-mixing network (EpiDeNet-like), float"
LEARNING_RATE = 3e-3

# The places that it has: the double banana. A derivation of another headset takes the nearest; one without a place is left out.
PLACES = (
    "Fp1-F7", "F7-T7", "T7-P7", "P7-O1", "Fp1-F3", "F3-C3", "C3-P3", "P3-O1", "Fz-Cz", "Cz-Pz", "Fp2-F4", "F4-C4", "C4-P4",
    "P4-O2", "Fp2-F8", "F8-T8", "T8-P8", "P8-O2",
)  # fmt: skip
NEAREST = {"AF3-F3": "Fp1-F3", "AF4-F4": "Fp2-F4", "F3-FC5": "F3-C3", "F4-FC6": "F4-C4"}

# Temporal filters (number, taps, stride, pooled after), then filters across channels (number, channels, channels pooled after).
TEMPORAL = ((8, 8, 4, 2), (8, 16, 2, 2), (12, 4, 1, 4))
ACROSS = ((12, 16, 4), (12, 4, 1))


def steps(settings) -> int:
    """As many as pay for the data there are; fewer in a smoke run."""
    return min(200, settings.steps // 3)


def trainable(settings) -> tf.keras.Model:
    """The network of a montage's window [sample][channel][1], in `network.UNIT_MICROVOLTS`."""
    layers = tf.keras.layers
    inputs = layers.Input((settings.window_samples, len(PLACES), 1))
    x = inputs
    for filters, taps, stride, pooled in TEMPORAL:
        x = _convolved(x, filters, (taps, 1), stride)
        x = layers.MaxPooling2D((pooled, 1))(x)
    for filters, channels, pooled in ACROSS:
        x = _convolved(x, filters, (1, channels))
        x = layers.MaxPooling2D((1, pooled))(x)
    return tf.keras.Model(inputs, layers.Dense(1)(layers.GlobalAveragePooling2D()(x)))


def _convolved(x, filters: int, taps: tuple[int, int], stride: int = 1):
    layers = tf.keras.layers
    x = layers.Conv2D(filters, taps, (stride, 1), padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.97)(x))


def size(settings) -> dict:
    """Parameters, and multiply-accumulates for one window of a whole montage."""
    model = trainable(settings)
    return {"parameters": int(model.count_params()), "multiply_accumulates_per_montage": network.multiply_accumulates(model)}


def places(names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Which channels of a recording it takes, and to which of its places."""
    taken = [(channel, PLACES.index(NEAREST.get(name, name))) for channel, name in enumerate(names)
             if NEAREST.get(name, name) in PLACES]  # fmt: skip
    return np.array([pair[0] for pair in taken], int), np.array([pair[1] for pair in taken], int)


# The places that a headset of the background's kind fills: half of the clinical windows are trained with these alone, or the
# network would know the recordings by their gaps.
HEADSET = ("F7-T7", "T7-P7", "P7-O1", "F8-T8", "T8-P8", "P8-O2", "Fp1-F3", "Fp2-F4", "F3-C3", "F4-C4")


def scores(folds, place: np.ndarray, recordings, settings, cache, note) -> list[np.ndarray]:
    """Every recording's hops, each scored by the network that has not seen its person; folds that are kept are read back.

    place: the fold of each recording.
    """
    found = [np.zeros(0)] * len(recordings)
    trainer, data = None, content(recordings)
    for number, fold in enumerate(folds):
        inside = [one for one, at in zip(recordings, place, strict=True) if at != number]
        outside = np.flatnonzero(place == number)

        def make(inside=inside, outside=outside, number=number, fold=fold):
            nonlocal trainer
            trainer = trainer or Trainer(settings)
            note(f"channel-mixing network: without {fold.person}")
            model = trainer.fit(inside, settings.seed + number)
            return [_scores(model, recordings[index], settings) for index in outside]

        parts = (settings.digest(), data, fold.person)
        for index, values in zip(outside, kept(cache, "mixing", ("mixing", "augmentation", "corpus"), parts, make), strict=True):
            found[index] = values
    return found


class Trainer:
    """One compiled training step, used for every fold."""

    def __init__(self, settings):
        self.settings = settings
        self.model = trainable(settings)
        schedule = tf.keras.optimizers.schedules.CosineDecay(LEARNING_RATE, steps(settings))
        self.optimizer = tf.keras.optimizers.AdamW(schedule, weight_decay=settings.weight_decay)
        self.optimizer.build(self.model.trainable_variables)
        self.fresh = [variable.numpy() for variable in self.optimizer.variables]
        self.step = self._compiled_step()

    def fit(self, recordings, seed: int) -> tf.keras.Model:
        """Trains one model; the next call trains the same object anew."""
        tf.keras.utils.set_random_seed(seed)
        random = np.random.default_rng(seed)
        self.model.set_weights(trainable(self.settings).get_weights())
        for variable, value in zip(self.optimizer.variables, self.fresh, strict=True):
            variable.assign(value)
        batches = Batches(self.settings, recordings, random)
        averages = [weight.astype(np.float64) for weight in self.model.get_weights()]
        for number in range(steps(self.settings)):
            self.step(tf.constant(batches.next()))
            decay = min(0.98, (number + 1) / (number + 10))
            for average, weight in zip(averages, self.model.get_weights(), strict=True):
                average *= decay
                average += weight * (1 - decay)
        self.model.set_weights([average.astype(np.float32) for average in averages])
        return self.model

    def _compiled_step(self):
        settings, model, optimizer = self.settings, self.model, self.optimizer
        quiet = settings.non_ictal_windows + settings.background_windows
        labels = tf.constant([1.0] * settings.ictal_windows + [0.0] * quiet)
        weights = tf.constant([1.0] * (settings.ictal_windows + settings.non_ictal_windows)
                              + [settings.background_weight] * settings.background_windows)  # fmt: skip

        @tf.function
        def step(windows):
            with tf.GradientTape() as tape:
                losses = tf.nn.sigmoid_cross_entropy_with_logits(labels, model(windows, training=True)[:, 0])
                loss = tf.reduce_sum(weights * losses) / tf.reduce_sum(weights)
            optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables, strict=True))

        return step


class Batches:
    """Draws batches of whole montages: ictal, non-ictal and background windows, in this order."""

    def __init__(self, settings, recordings, random: np.random.Generator):
        self.settings, self.random = settings, random
        self.pool = WindowPool(recordings, settings)
        background = np.array([recordings[number].is_background for number in self.pool.recording])
        ictal = self.pool.fraction >= settings.ictal_fraction
        quiet = self.pool.fraction <= settings.non_ictal_fraction
        self.chosen = [
            (self.pool.weights(ictal), settings.ictal_windows),
            (self.pool.weights(quiet & ~background), settings.non_ictal_windows),
            (self.pool.weights(background), settings.background_windows),
        ]

    def next(self) -> np.ndarray:
        """Windows [window][sample][channel][1] in `network.UNIT_MICROVOLTS`."""
        settings, random = self.settings, self.random
        drawn = np.concatenate([random.choice(indices, count, p=weight) for (indices, weight), count in self.chosen])
        x = np.stack([_montage(self.pool.recordings[self.pool.recording[one]], self.pool.hop[one], settings) for one in drawn])
        clinical = settings.ictal_windows + settings.non_ictal_windows
        fewer = np.flatnonzero(random.random(clinical) < 0.5)
        x[np.ix_(fewer, [place for place, name in enumerate(PLACES) if name not in HEADSET])] = 0
        absent = ~x.any(2, keepdims=True)
        augmentation.vary(x, settings, random)
        x = np.where(absent, 0, augmentation.quantised(x, settings)) / network.UNIT_MICROVOLTS
        return np.moveaxis(x, 1, 2)[..., None].astype(np.float32)


def _montage(recording, hop: int, settings) -> np.ndarray:
    """One hop's window of all places in microvolts, zero where there is no usable channel."""
    signal = recording.signal
    channels, taken = places(signal.channels)
    usable = signal.usable[hop, channels]
    end = signal.hop_end[hop]
    x = np.zeros((len(PLACES), settings.window_samples), np.float32)
    x[taken[usable]] = signal.samples[channels[usable], end - settings.window_samples : end] / np.float32(8)
    return x


def _scores(model, recording, settings) -> np.ndarray:
    values = np.full(len(recording.signal.hop_end), -np.inf)
    judged = np.flatnonzero(recording.judged)
    for start in range(0, len(judged), 128):
        hops = judged[start : start + 128]
        x = np.stack([_montage(recording, hop, settings) for hop in hops])
        x = np.moveaxis(augmentation.quantised(x, settings) / network.UNIT_MICROVOLTS, 1, 2)[..., None]
        values[hops] = model(x.astype(np.float32), training=False).numpy()[:, 0]
    return values
