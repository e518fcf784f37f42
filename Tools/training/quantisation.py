"""From a trained encoder to a full-integer `.tflite`, and from windows to the evidence that the board would find."""

import contextlib
import dataclasses
import io
import json
import os
import pathlib
import subprocess
import tempfile
import warnings

import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

from . import augmentation, network


@dataclasses.dataclass
class Encoder:
    """A quantised encoder and what one unit of its evidence is worth."""

    tflite: bytes
    # The real value of one unit of the last layer's int32 sum.
    scale: float
    input_scale: float
    input_zero_point: int

    def inputs(self, microvolts: np.ndarray) -> np.ndarray:
        """The int8 inputs of windows in microvolts, as the board rounds them: half up."""
        return np.clip(
            np.floor(microvolts / self.input_scale + 0.5) + self.input_zero_point, -128, 127).astype(np.int8)

    def evidence(self, inputs: np.ndarray) -> np.ndarray:
        """The int32 evidence of int8 windows [count][samples], by the device's own kernels."""
        with tempfile.TemporaryDirectory() as folder:
            model, windows = pathlib.Path(folder) / "model.tflite", pathlib.Path(folder) / "windows.bin"
            model.write_bytes(self.tflite)
            windows.write_bytes(np.ascontiguousarray(inputs, np.int8).tobytes())
            result = subprocess.run(
                [os.environ["PRODROME_TOOL"], "model", "run", str(model), "--input", str(windows), "--json"],
                capture_output=True, text=True)  # fmt: skip
        if result.returncode != 0:
            raise SystemExit(f"prodrome model run failed with {result.returncode}: {result.stderr}")
        return np.array([json.loads(line)["evidence"] for line in result.stdout.splitlines()], np.int64)


def quantise(model: tf.keras.Model, examples: np.ndarray, settings) -> Encoder:
    """Post-training full-integer quantisation, weights per channel.

    examples: windows in microvolts [count][samples] from which the ranges of the inner tensors are taken. The input's step
    is the settings' and its zero point 0, whatever the examples hold.
    """
    step = settings.input_step_microvolts
    examples = augmentation.quantised(examples, settings).copy()
    examples[0, :2] = -128 * step, 127 * step

    windows = [window.reshape(1, -1, 1, 1).astype(np.float32) for window in examples]
    return read(convert(network.folded(model, settings), windows))


def convert(model: tf.keras.Model, inputs) -> bytes:
    """A `.tflite` of int8 throughout; the inner tensors' ranges are those of `inputs`, float32 arrays of the input's shape."""
    def representative():
        for values in inputs:
            yield [values]

    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = representative
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    # The converter talks about its own insides.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return converter.convert()


def read(tflite: bytes) -> Encoder:
    """An encoder's scales: of its input, and of the last fully connected layer's sum."""
    interpreter = Interpreter(model_content=tflite)
    tensors = {tensor["index"]: tensor for tensor in interpreter.get_tensor_details()}
    last = next(operator for operator in reversed(interpreter._get_ops_details())
                if operator["op_name"] == "FULLY_CONNECTED")  # fmt: skip
    scales = [tensors[index]["quantization_parameters"]["scales"] for index in last["inputs"][:2]]
    scale, zero_point = interpreter.get_input_details()[0]["quantization"]
    return Encoder(tflite, float(scales[0][0]) * float(scales[1][0]), float(scale), int(zero_point))
