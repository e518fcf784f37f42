#!/usr/bin/env python3
"""Writes a network of two LSTMs, built in Keras 2 and converted by TensorFlow, with inputs and what LiteRT makes of them, as a test fixture.

TensorFlow makes UNIDIRECTIONAL_SEQUENCE_LSTM of the LSTM of Keras 2 alone: needs `pip install --no-deps tf_keras==2.21.0` beside
Tools/requirements.txt.

Example: PYTHONPATH=Tools/check python3 Tools/check/networks/keras_lstm.py Tests/InferenceTests/Fixtures
"""
import pathlib
import sys

import numpy as np
import tensorflow
import tf_keras

from networks.fixtures import write_sequence


def keras_lstm():
    """Two LSTMs over 24 steps of 5 values, and two outputs."""
    layers = tf_keras.layers
    tf_keras.utils.set_random_seed(1)
    start = tf_keras.Input((24, 5), batch_size=1)
    model = tf_keras.Model(start, layers.Dense(2)(layers.LSTM(6)(layers.LSTM(9, return_sequences=True)(start))))
    # So wide that cells reach a half: LiteRT's kernel has no tangent for others.
    samples = (5 * np.random.default_rng(7).normal(size=(8, 1, 24, 5))).astype(np.float32)
    converter = tensorflow.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tensorflow.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: ([sample] for sample in samples)
    converter.target_spec.supported_ops = [tensorflow.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tensorflow.int8
    return converter.convert()


if __name__ == "__main__":
    write_sequence(pathlib.Path(sys.argv[1]), "remembering-keras", keras_lstm(), 1)
