"""Fits the encoder end to end through the mean over channels, as the board scores a montage."""

import numpy as np
import tensorflow as tf

from . import augmentation, network
from .corpus import WindowPool


def fit(settings, clinical, background, seed: int, note) -> tf.keras.Model:
    """Trains one model.

    clinical: recordings of people with seizures; background: recordings without. note: called with progress.
    """
    tf.keras.utils.set_random_seed(seed)
    random = np.random.default_rng(seed)
    pool, quiet = WindowPool(clinical, settings), WindowPool(background, settings)
    ictal = pool.weights(pool.fraction >= settings.ictal_fraction)
    non_ictal = pool.weights(pool.fraction <= settings.non_ictal_fraction)
    silence = quiet.weights(np.ones(len(quiet.hop), bool))
    copies = augmentation.band_limited(clinical, settings)

    model = network.encoder(settings)
    averages = [tf.Variable(weight) for weight in model.weights]
    step = _step(model, settings)
    for number in range(settings.steps):
        chosen = [
            random.choice(indices, count, p=weight)
            for (indices, weight), count in ((ictal, settings.ictal_windows), (non_ictal, settings.non_ictal_windows))
        ]
        quiet_chosen = random.choice(silence[0], settings.background_windows, p=silence[1])
        x = np.concatenate([
            pool.cut(np.concatenate(chosen), settings.channels_per_window, random, copies),
            quiet.cut(quiet_chosen, settings.channels_per_window, random),
        ])  # fmt: skip
        augmentation.plant(x, settings, random)
        augmentation.vary(x, settings, random)
        loss = step(tf.constant(augmentation.quantised(x, settings) / network.UNIT_MICROVOLTS))
        decay = min(0.98, (number + 1) / (number + 10))
        for average, weight in zip(averages, model.weights, strict=True):
            average.assign(average * decay + weight * (1 - decay))
        if (number + 1) % 50 == 0:
            note(f"step {number + 1} of {settings.steps}, loss {float(loss):.3f}")
    for average, weight in zip(averages, model.weights, strict=True):
        weight.assign(average)
    return model


def _step(model, settings):
    ones, zeros, quiet = settings.ictal_windows, settings.non_ictal_windows, settings.background_windows
    labels = tf.constant([1.0] * ones + [0.0] * (zeros + quiet))
    weights = tf.constant([1.0] * (ones + zeros) + [settings.background_weight] * quiet)
    schedule = tf.keras.optimizers.schedules.CosineDecay(settings.learning_rate, settings.steps)
    optimizer = tf.keras.optimizers.AdamW(schedule, weight_decay=settings.weight_decay)

    @tf.function
    def step(x):
        windows = tf.reshape(x, [-1, settings.window_samples, 1, 1])
        with tf.GradientTape() as tape:
            evidence = tf.reshape(model(windows, training=True), [-1, settings.channels_per_window])
            score = tf.reduce_mean(evidence, 1)
            losses = tf.nn.sigmoid_cross_entropy_with_logits(labels, score)
            loss = tf.reduce_sum(weights * losses) / tf.reduce_sum(weights)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return loss

    return step
