"""The one-channel encoder: int8 operators of the device only, VALID in time, strides dividing the hop."""

import numpy as np
import tensorflow as tf

# Microvolts that training sees as one.
UNIT_MICROVOLTS = 127.0


def encoder(settings) -> tf.keras.Model:
    """The trainable encoder of one channel's window, in `UNIT_MICROVOLTS`.

    A bank of filters at a quarter of the rate, rectified and averaged to short-time energies; two layers over their
    course; their mean over the window; two dense layers, whose last sum is the evidence.
    """
    layers = tf.keras.layers

    def convolution(x, filters, kernel, stride):
        x = layers.Conv2D(filters, (kernel, 1), strides=(stride, 1), use_bias=False, kernel_initializer="he_normal")(x)
        return layers.ReLU()(layers.BatchNormalization(momentum=0.97)(x))

    inputs = layers.Input((settings.window_samples, 1, 1))
    x = convolution(inputs, 16, 24, 4)
    x = layers.AveragePooling2D((4, 1))(x)
    x = convolution(x, 16, 5, 2)
    x = convolution(x, 24, 5, 1)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(16, activation="relu")(x)
    return tf.keras.Model(inputs, layers.Dense(1)(x))


def multiply_accumulates(model: tf.keras.Model) -> int:
    """Of one window of one channel."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, tf.keras.layers.Conv2D):
            total += int(np.prod(layer.output.shape[1:])) * layer.kernel_size[0] * layer.input.shape[-1]
        elif isinstance(layer, tf.keras.layers.Dense):
            total += layer.units * layer.input.shape[-1]
    return total


def folded(model: tf.keras.Model) -> tf.keras.Model:
    """The same function of microvolts with every normalisation folded into its convolution."""
    layers = tf.keras.layers
    inputs = layers.Input(model.input.shape[1:])
    x, scale = inputs, 1 / UNIT_MICROVOLTS
    pending = None
    made = []
    for layer in model.layers[1:]:
        if isinstance(layer, layers.Conv2D):
            pending = layer
        elif isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = (value.numpy() for value in (
                layer.gamma, layer.beta, layer.moving_mean, layer.moving_variance))  # fmt: skip
            factor = gamma / np.sqrt(variance + layer.epsilon)
            copy = layers.Conv2D(pending.filters, pending.kernel_size, strides=pending.strides, activation="relu")
            x = copy(x)
            made.append((copy, [pending.kernel.numpy() * factor * scale, beta - mean * factor]))
            scale = 1.0
        elif isinstance(layer, layers.AveragePooling2D):
            x = layers.AveragePooling2D(layer.pool_size)(x)
        elif isinstance(layer, layers.GlobalAveragePooling2D):
            x = layers.GlobalAveragePooling2D()(x)
        elif isinstance(layer, layers.Dense):
            copy = layers.Dense(layer.units, activation=layer.activation)
            x = copy(x)
            made.append((copy, layer.get_weights()))
    result = tf.keras.Model(inputs, x)
    for copy, weights in made:
        copy.set_weights(weights)
    return result
