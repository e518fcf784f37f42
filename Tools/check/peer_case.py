"""One case of a peer's tests, and running it with `prodrome model run`."""
import dataclasses
import json
import os
import pathlib
import subprocess
from collections.abc import Callable

import numpy as np


@dataclasses.dataclass
class Case:
    """A network with inputs and what the peer expects of them; one that is `refused` is not run, for that reason."""

    title: str
    content: bytes = b""
    inputs: np.ndarray | None = None
    expected: np.ndarray | None = None
    # Changes the packed model; where it is None the `.tflite` itself is run.
    change: Callable[[bytes], bytes] | None = None
    refused: str | None = None
    # How far a value may be off where the peer's arithmetic is by design not that of LiteRT's reference.
    allowance: int = 0


class Program:
    """The prodrome executable, with a folder for its files."""

    def __init__(self, path, folder):
        self.path, self.folder = path, pathlib.Path(folder)

    def call(self, *arguments, kernels="reference"):
        environment = dict(os.environ, PRODROME_KERNELS=kernels)
        result = subprocess.run([self.path, "model", *map(str, arguments)], capture_output=True, text=True, env=environment)
        return result.returncode, result.stdout, result.stderr.strip()

    def has(self, kernels):
        """Whether the machine has a set of kernels."""
        return self.call("time", "--runs", 1, "Models/epilepsy-detector/model.tflite", kernels=kernels)[0] == 0

    def prepare(self, case):
        """The file to run, or None and why the compiler refuses it."""
        path = self.folder / "case.tflite"
        path.write_bytes(case.content)
        (self.folder / "case.input").write_bytes(case.inputs.tobytes())
        packed = self.folder / "case.section"
        code, _, message = self.call("pack", path, "--output", packed)
        if code != 0:
            return None, message.removeprefix(f"Error: {path}: ")
        if case.change is None:
            return path, None
        packed.write_bytes(case.change(packed.read_bytes()))
        return packed, None

    def outputs(self, path, kernels):
        """The outputs of all inputs, one after the other, or None and a message."""
        code, text, message = self.call("run", path, "--input", self.folder / "case.input", "--json", kernels=kernels)
        if code != 0:
            return None, message
        values = [json.loads(line)["tensors"][0]["values"] for line in text.splitlines()]
        return np.concatenate([np.array(row, np.int64) for row in values]), None
