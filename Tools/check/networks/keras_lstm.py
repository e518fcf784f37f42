#!/usr/bin/env python3
"""Writes networks with LSTMs, built in Keras 2 and converted by TensorFlow, as test fixtures, one with what LiteRT makes of it.

TensorFlow makes UNIDIRECTIONAL_SEQUENCE_LSTM of the LSTM of Keras 2 alone: needs `pip install --no-deps tf_keras==2.21.0` beside
Tools/requirements.txt.

Example: PYTHONPATH=Tools/check python3 Tools/check/networks/keras_lstm.py Tests
"""
import pathlib
import sys

import numpy as np
import tensorflow
import tf_keras

from networks.fixtures import write_sequence


def converted(model, samples):
    """A network of Keras 2 in int8 throughout."""
    converter = tensorflow.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tensorflow.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: ([sample] for sample in samples.astype(np.float32))
    converter.target_spec.supported_ops = [tensorflow.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tensorflow.int8
    return converter.convert()


def keras_lstm():
    """Two LSTMs over 24 steps of 5 values, and two outputs."""
    layers = tf_keras.layers
    tf_keras.utils.set_random_seed(1)
    start = tf_keras.Input((24, 5), batch_size=1)
    model = tf_keras.Model(start, layers.Dense(2)(layers.LSTM(6)(layers.LSTM(9, return_sequences=True)(start))))
    # So wide that cells reach a half: LiteRT's kernel has no tangent for others.
    return converted(model, 5 * np.random.default_rng(7).normal(size=(8, 1, 24, 5)))


def recurrent_classifier():
    """A classifier of a montage: four seconds of six channels in microvolts, a convolution and an LSTM."""
    layers = tf_keras.layers
    tf_keras.utils.set_random_seed(2)
    start = tf_keras.Input((512, 6), batch_size=1)
    steps = layers.Conv1D(8, 16, strides=16, activation="relu")(start)
    model = tf_keras.Model(start, layers.Dense(2)(layers.LSTM(8)(steps)))
    model.layers[1].set_weights([weights / 10 for weights in model.layers[1].get_weights()])
    return converted(model, 60 * np.random.default_rng(7).normal(size=(16, 1, 512, 6)))


if __name__ == "__main__":
    write_sequence(pathlib.Path(sys.argv[1]) / "InferenceTests/Fixtures", "remembering-keras", keras_lstm(), 1)
    (pathlib.Path(sys.argv[1]) / "ReplayTests/Fixtures/classifiers/recurrent/model.tflite").write_bytes(recurrent_classifier())
