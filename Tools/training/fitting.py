"""Fits the encoder end to end through the mean over channels, as the board scores a montage."""

import numpy as np
import tensorflow as tf

from . import augmentation, network
from .corpus import WindowPool


class Trainer:
    """One compiled training step, used for every fold; each fit starts from its own seed."""

    def __init__(self, settings):
        self.settings = settings
        self.model = network.trainable(settings)
        schedule = tf.keras.optimizers.schedules.CosineDecay(settings.learning_rate, settings.steps)
        self.optimizer = tf.keras.optimizers.AdamW(schedule, weight_decay=settings.weight_decay)
        self.optimizer.build(self.model.trainable_variables)
        self.fresh = [variable.numpy() for variable in self.optimizer.variables]
        self.step = self._compiled_step()

    def fit(self, clinical, background, seed: int, note) -> tf.keras.Model:
        """Trains one model; the next call trains the same object anew.

        clinical: recordings of people with seizures; background: recordings without. note: called with progress.
        """
        settings = self.settings
        tf.keras.utils.set_random_seed(seed)
        random = np.random.default_rng(seed)
        self.model.set_weights(network.trainable(settings).get_weights())
        for variable, value in zip(self.optimizer.variables, self.fresh, strict=True):
            variable.assign(value)
        batches = Batches(settings, clinical, background, random)
        averages = [weight.astype(np.float64) for weight in self.model.get_weights()]
        for number in range(settings.steps):
            loss = self.step(tf.constant(batches.next()))
            # The shipped weights are a running mean of the trained ones: steadier than the last step's.
            decay = min(0.98, (number + 1) / (number + 10))
            for average, weight in zip(averages, self.model.get_weights(), strict=True):
                average *= decay
                average += weight * (1 - decay)
            if (number + 1) % 100 == 0:
                note(f"step {number + 1} of {settings.steps}, loss {float(loss):.3f}")
        self.model.set_weights([average.astype(np.float32) for average in averages])
        return self.model

    def _compiled_step(self):
        settings, model, optimizer = self.settings, self.model, self.optimizer
        counts = (settings.ictal_windows, settings.non_ictal_windows, settings.background_windows)
        labels = tf.constant([1.0] * counts[0] + [0.0] * (counts[1] + counts[2]))
        weights = tf.constant([1.0] * (counts[0] + counts[1]) + [settings.background_weight] * counts[2])
        channels = settings.channels_per_window

        @tf.function(jit_compile=True)
        def gradients(windows):
            with tf.GradientTape() as tape:
                evidence = tf.reshape(model(_frames(windows), training=True), [-1, channels])
                means = tf.reduce_mean(evidence, 1)
                ictal, non_ictal = means[: counts[0]], means[counts[0] : counts[0] + counts[1]]
                hard = 1 + settings.hard_weight * tf.sigmoid(tf.stop_gradient(non_ictal))
                weighted = weights * tf.concat([tf.ones([counts[0]]), hard, tf.ones([counts[2]])], 0)
                losses = tf.nn.sigmoid_cross_entropy_with_logits(labels, means)
                loss = tf.reduce_sum(weighted * losses) / tf.reduce_sum(weighted)
                if settings.ranking_weight:
                    loss += settings.ranking_weight * tf.reduce_mean(tf.nn.softplus(non_ictal - ictal))
            return loss, tape.gradient(loss, model.trainable_variables)

        @tf.function
        def step(windows):
            loss, found = gradients(windows)
            optimizer.apply_gradients(zip(found, model.trainable_variables, strict=True))
            return loss

        return step


def _frames(windows):
    _, taps, stride = network.BANK
    flat = tf.reshape(windows, [-1, windows.shape[-1]])
    return tf.signal.frame(flat, taps, stride)


class Batches:
    """Draws batches: ictal, non-ictal and background windows, in this order."""

    def __init__(self, settings, clinical, background, random: np.random.Generator):
        self.settings, self.random = settings, random
        self.pool, self.quiet = WindowPool(clinical, settings), WindowPool(background, settings)
        self.chosen = [
            (self.pool.weights(self.pool.fraction >= settings.ictal_fraction), settings.ictal_windows),
            (self.pool.weights(self.pool.fraction <= settings.non_ictal_fraction), settings.non_ictal_windows),
        ]
        self.background = self.quiet.weights(np.ones(len(self.quiet.hop), bool))

    def _partners(self, ictal: np.ndarray) -> np.ndarray:
        """For each ictal window a non-ictal one of the same person; of anybody where there is none."""
        indices = self.chosen[1][0][0]
        people = self.pool.person[indices]
        found = []
        for window in ictal:
            own = indices[people == self.pool.person[window]]
            found.append(self.random.choice(own if len(own) else indices))
        return np.array(found)

    def next(self) -> np.ndarray:
        """Windows [window][channel][sample] in `network.UNIT_MICROVOLTS`."""
        settings, random = self.settings, self.random
        clinical = [random.choice(indices, count, p=weight) for (indices, weight), count in self.chosen]
        if settings.ranking_weight:
            clinical[1] = self._partners(clinical[0])
        background = random.choice(self.background[0], settings.background_windows, p=self.background[1])
        x = np.concatenate([
            self.pool.cut(np.concatenate(clinical), settings.channels_per_window, random),
            self.quiet.cut(background, settings.channels_per_window, random),
        ])  # fmt: skip
        augmentation.plant(x, settings, random)
        augmentation.tilt(x, settings, random)
        augmentation.vary(x, settings, random)
        augmentation.disturb(x, settings, random)
        augmentation.sample(x, settings, random)
        augmentation.convert(x, settings, random)
        return augmentation.quantised(x, settings) / network.UNIT_MICROVOLTS
