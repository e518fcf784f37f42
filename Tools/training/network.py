"""The one-channel encoder: int8 operators of the device only, VALID in time, strides dividing the hop."""

import numpy as np
import tensorflow as tf

# Microvolts that training sees as one.
UNIT_MICROVOLTS = 127.0

# The bank: filters, taps and stride. Then the averaging, and the two layers over it: filters, taps and stride.
BANK = (16, 24, 4)
AVERAGED = 4
LAYERS = ((16, 5, 2), (24, 5, 1))
HIDDEN = 16


def framed(x: np.ndarray) -> np.ndarray:
    """Windows [..., samples] as the frames [..., positions, taps] that the bank's filters see.

    Training multiplies frames by the bank, which is the same sums as the convolution of `folded` and several times faster.
    """
    _, taps, stride = BANK
    return np.lib.stride_tricks.sliding_window_view(x, taps, axis=-1)[..., ::stride, :]


def trainable(settings) -> tf.keras.Model:
    """The trainable encoder of one channel's frames, in `UNIT_MICROVOLTS`.

    A bank of filters, rectified and averaged to short-time energies; two layers over their course; their mean over the
    window; two dense layers, whose last sum is the evidence.
    """
    layers = tf.keras.layers

    def rectified(x):
        return layers.ReLU()(layers.BatchNormalization(momentum=0.97)(x))

    filters, taps, stride = BANK
    inputs = layers.Input(((settings.window_samples - taps) // stride + 1, taps))
    x = rectified(layers.Dense(filters, use_bias=False, kernel_initializer="he_normal")(inputs))
    x = layers.AveragePooling1D(AVERAGED)(x)
    for filters, taps, stride in LAYERS:
        x = layers.Conv1D(filters, taps, strides=stride, use_bias=False, kernel_initializer="he_normal")(x)
        x = rectified(x)
    x = layers.GlobalAveragePooling1D()(x)
    x = layers.Dense(HIDDEN, activation="relu")(x)
    return tf.keras.Model(inputs, layers.Dense(1)(x))


def folded(model: tf.keras.Model, settings) -> tf.keras.Model:
    """The same function of a window in microvolts, every normalisation folded into its convolution."""
    layers = tf.keras.layers
    weighted = [layer for layer in model.layers if layer.weights]
    convolutions, dense = weighted[:-2], weighted[-2:]
    inputs = layers.Input((settings.window_samples, 1, 1), batch_size=1)
    x, made = inputs, []
    for index in range(0, len(convolutions), 2):
        filters, taps, stride = BANK if index == 0 else LAYERS[index // 2 - 1]
        kernel = convolutions[index].get_weights()[0]
        gamma, beta, mean, variance = convolutions[index + 1].get_weights()
        factor = gamma / np.sqrt(variance + convolutions[index + 1].epsilon)
        kernel = kernel.reshape(taps, 1, -1, filters) * factor / (UNIT_MICROVOLTS if index == 0 else 1)
        layer = layers.Conv2D(filters, (taps, 1), strides=(stride, 1), activation="relu")
        x = layer(x)
        made.append((layer, [kernel, beta - mean * factor]))
        if index == 0:
            x = layers.AveragePooling2D((AVERAGED, 1))(x)
    x = layers.GlobalAveragePooling2D()(x)
    for trained in dense:
        layer = layers.Dense(trained.units, activation=trained.activation)
        x = layer(x)
        made.append((layer, trained.get_weights()))
    result = tf.keras.Model(inputs, x)
    for layer, weights in made:
        layer.set_weights(weights)
    return result


def multiply_accumulates(model: tf.keras.Model) -> int:
    """Of one window of one channel, for a folded encoder."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, tf.keras.layers.Conv2D):
            total += int(np.prod(layer.output.shape[1:])) * layer.kernel_size[0] * layer.input.shape[-1]
        elif isinstance(layer, tf.keras.layers.Dense):
            total += layer.units * layer.input.shape[-1]
    return total
