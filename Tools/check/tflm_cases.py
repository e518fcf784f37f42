"""The cases of TensorFlow Lite Micro's kernel tests with int8 or int16 activations, as networks of ours.

Their tests are C++ that makes tensors and runs one kernel. They are compiled from a checkout, linked with `tflm_recorder.cc` and run; each call
of a kernel is then a case: its inputs and options, and as what is expected the very values their kernel gave.

The checkout needs the libraries that its own Makefile fetches (`make -f tensorflow/lite/micro/tools/make/Makefile third_party_downloads`).
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

import numpy as np

from networks.format import CODE, OPTIONS, schema
from networks.random_networks import Network
from peer_case import Case

# Their tests of operators that we have; RESHAPE is none, only a view.
TESTS = (
    "activations add batch_to_space_nd concatenation conv depthwise_conv elu expand_dims fully_connected hard_swish leaky_relu logistic "
    "maximum_minimum mul pack pad pooling prelu quantize reduce resize_bilinear resize_nearest_neighbor slice softmax "
    "space_to_batch_nd split split_v squeeze strided_slice sub tanh transpose transpose_conv").split()
LIBRARY = (
    "tensorflow/compiler/mlir/lite/schema tensorflow/compiler/mlir/lite/core/api tensorflow/lite/core/api tensorflow/lite/core/c "
    "tensorflow/lite/kernels tensorflow/lite/kernels/internal tensorflow/lite/kernels/internal/reference tensorflow/lite/micro "
    "tensorflow/lite/micro/arena_allocator tensorflow/lite/micro/kernels/testdata tensorflow/lite/micro/memory_planner "
    "tensorflow/lite/micro/tflite_bridge "
    "tensorflow/lite/schema").split()
DOWNLOADS = pathlib.Path("tensorflow/lite/micro/tools/make/downloads")
INVOKE = "_ZN6tflite5micro12KernelRunner6InvokeEv"
FLAGS = ["-std=c++17", "-O0", "-w", "-ffunction-sections", "-DTF_LITE_STATIC_MEMORY"]
RECORDER = pathlib.Path(__file__).with_name("tflm_recorder.cc")

# Operators whose inputs beside the first are constants; the others compute with all of theirs.
ALL_COMPUTED = {"ADD", "SUB", "MUL", "MAXIMUM", "MINIMUM", "CONCATENATION", "PACK"}
# Where the computed tensor is, if not first.
COMPUTED_PLACE = {"SPLIT": 1, "TRANSPOSE_CONV": 2}
# Those whose window does not reach from one of a batch to another: a batch is so many inputs.
WINDOWED = {"CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "AVERAGE_POOL_2D", "MAX_POOL_2D", "RESIZE_BILINEAR",
            "RESIZE_NEAREST_NEIGHBOR"}
# Where their arithmetic is not LiteRT's, by operator and elements: both curves of int8 in fixed point, LiteRT's reference from a table of
# floats; a layer's sums of int16 by a multiplier of 16 bits, LiteRT's reference in double precision.
OTHERWISE = {("LOGISTIC", "INT8"), ("TANH", "INT8"), ("FULLY_CONNECTED", "INT16")}


class Build:
    """Their library and tests, compiled into a folder that is kept."""

    def __init__(self, checkout, folder):
        self.checkout, self.folder = checkout.resolve(), folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.includes = ["-I."] + [f"-I{DOWNLOADS}/{part}" for part in ("flatbuffers/include", "gemmlowp", "ruy")]

    def compile(self, source, flags=()):
        source = str(source)
        target = self.folder / (source.strip("/").replace("/", "_") + ".o")
        if not target.exists() or target.stat().st_mtime < (self.checkout / source).stat().st_mtime:
            unfinished = target.with_suffix(".part")
            self.call(["clang++", *FLAGS, *flags, *self.includes, "-c", source, "-o", str(unfinished)])
            unfinished.rename(target)
        return str(target)

    def call(self, command, **options):
        result = subprocess.run(command, cwd=self.checkout, capture_output=True, text=True, **options)
        if result.returncode != 0:
            raise SystemExit(f"{' '.join(command[:1] + command[-3:])}: {(result.stderr or result.stdout)[-2000:]}")

    def sources(self):
        for folder in LIBRARY:
            for path in sorted((self.checkout / folder).glob("*.cc")):
                if not path.stem.endswith("_test"):
                    yield path.relative_to(self.checkout)
        kernels = pathlib.Path("tensorflow/lite/micro/kernels")
        for name in [*TESTS, "reshape", "kernel_util", "kernel_runner", "micro_tensor_utils"]:
            for end in ("", "_common", "_test_common"):
                if (self.checkout / kernels / f"{name}{end}.cc").exists():
                    yield kernels / f"{name}{end}.cc"

    def records(self):
        """By test, what it asked of kernels."""
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            objects = list(pool.map(self.compile, self.sources()))
            mains = list(pool.map(self.compile, (f"tensorflow/lite/micro/kernels/{test}_test.cc" for test in TESTS)))
        objects.append(self.compile(RECORDER.resolve(), ["-fno-access-control"]))
        archive = self.folder / "library.a"
        archive.unlink(missing_ok=True)
        self.call(["ar", "rcs", str(archive), *objects])
        for test, main in zip(TESTS, mains):
            yield test, self.run(test, main, archive, objects[-1])

    def run(self, test, main, archive, recorder):
        program, lines = self.folder / f"{test}_test", self.folder / f"{test}.jsonl"
        self.call(["clang++", main, recorder, str(archive), "-Wl,--gc-sections", f"-Wl,--wrap={INVOKE}", "-lm", "-o", str(program)])
        lines.unlink(missing_ok=True)
        # Their own goldens are judged by their own tests; of one that ends early, what came before counts.
        result = subprocess.run([program], capture_output=True, text=True, env=dict(os.environ, PRODROME_RECORD=str(lines)))
        if result.returncode != 0:
            print(f"TensorFlow Lite Micro {test}_test: it ends with code {result.returncode} here", file=sys.stderr)
        return [json.loads(line) for line in lines.read_text().splitlines()] if lines.exists() else []


class Tensor:
    """A tensor as it was written down."""

    TYPES = {"INT8": np.int8, "INT16": np.int16, "INT32": np.int32, "INT64": np.int64, "FLOAT32": np.float32, "BOOL": np.bool_,
             "UINT8": np.uint8, "UINT32": np.uint32, "INT4": np.int8}

    def __init__(self, record):
        self.kind, self.shape, self.axis = record["type"], record["shape"], record["axis"]
        self.scales, self.zero_points = record["scales"], record["zero_points"]
        content = bytes.fromhex(record["bytes"])
        kind = self.TYPES[self.kind]
        self.values = np.frombuffer(content[: len(content) // np.dtype(kind).itemsize * np.dtype(kind).itemsize], kind)

    def quantise(self, net, index):
        """Gives a tensor of a network this one's scales and zero points."""
        quantization = net.graph.tensors[index].quantization
        quantization.scale = [float(np.float32(scale)) for scale in self.scales]
        quantization.zeroPoint = (list(self.zero_points) * len(self.scales))[: len(self.scales)]
        quantization.quantizedDimension = self.axis

    def activation(self, net, shape):
        """A tensor of a network with this one's elements, scale and zero point."""
        index = net.activation(shape, 1.0, 0)
        net.graph.tensors[index].type = getattr(schema.TensorType, self.kind)
        self.quantise(net, index)
        return index


def options_of(name, given):
    """Options of TensorFlow Lite's schema from those that a kernel was given."""
    titles = {"CONV_2D": "Conv2DOptions", "DEPTHWISE_CONV_2D": "DepthwiseConv2DOptions", "TRANSPOSE_CONV": "TransposeConvOptions",
              "AVERAGE_POOL_2D": "Pool2DOptions", "MAX_POOL_2D": "Pool2DOptions", "FULLY_CONNECTED": "FullyConnectedOptions",
              "ADD": "AddOptions", "SUB": "SubOptions", "MUL": "MulOptions", "CONCATENATION": "ConcatenationOptions",
              "PACK": "PackOptions", "LEAKY_RELU": "LeakyReluOptions", "SOFTMAX": "SoftmaxOptions",
              "RESIZE_BILINEAR": "ResizeBilinearOptions", "RESIZE_NEAREST_NEIGHBOR": "ResizeNearestNeighborOptions",
              "STRIDED_SLICE": "StridedSliceOptions", "SPLIT": "SplitOptions", "SPLIT_V": "SplitVOptions"}
    if name not in titles:
        return OPTIONS.NONE, None
    options = getattr(schema, titles[name] + "T")()
    if hasattr(options, "potScaleInt16"):
        options.potScaleInt16 = False
    fields = {"stride_h": "strideH", "stride_w": "strideW", "dilation_h": "dilationHFactor", "dilation_w": "dilationWFactor",
              "filter_h": "filterHeight", "filter_w": "filterWidth", "activation": "fusedActivationFunction", "axis": "axis",
              "alpha": "alpha", "beta": "beta", "corners": "alignCorners", "halves": "halfPixelCenters", "begin_mask": "beginMask",
              "end_mask": "endMask", "ellipsis_mask": "ellipsisMask", "new_axis_mask": "newAxisMask",
              "shrink_axis_mask": "shrinkAxisMask"}
    for key, value in given.items():
        if key in fields:
            setattr(options, fields[key], value if key in ("alpha", "beta") else bool(value) if key in ("corners", "halves") else int(value))
    if "padding" in given:
        # Theirs counts from 1.
        options.padding = int(given["padding"]) - 1
    return getattr(OPTIONS, titles[name]), options


def reshape(net, source, tensor, shape):
    """A view of a tensor in the shape and the scale of one that was written down."""
    output = tensor.activation(net, shape)
    options = schema.ReshapeOptionsT()
    options.newShape = shape
    net.operator(CODE.RESHAPE, [source, net.constant(np.array(shape, np.int32))], output, OPTIONS.ReshapeOptions, options)
    return output


def join(net, parts, sizes):
    """Several tensors one after the other, as one output."""
    flat = []
    for part, size in zip(parts, sizes):
        output = net.like(parts[0], [1, size])
        options = schema.ReshapeOptionsT()
        options.newShape = [1, size]
        net.operator(CODE.RESHAPE, [part, net.constant(np.array([1, size], np.int32))], output, OPTIONS.ReshapeOptions, options)
        flat.append(output)
    options = schema.ConcatenationOptionsT()
    options.axis = 1
    net.operator(CODE.CONCATENATION, flat, net.like(parts[0], [1, sum(sizes)]), OPTIONS.ConcatenationOptions, options)


def starts(net, computed, shapes):
    """The network's one input, and the operator's inputs made of it: all of it, or its parts under scales of their own."""
    counts = [int(np.prod(shape)) for shape in shapes]
    net.graph.inputs = [computed[0].activation(net, [1, sum(counts)])]
    net.head = net.graph.inputs[0]
    if len(computed) == 1:
        return [reshape(net, net.head, computed[0], shapes[0])]
    options = schema.SplitVOptionsT()
    options.numSplits = len(counts)
    source = net.head
    parts = [net.like(source, [1, count]) for count in counts]
    arguments = [net.constant(np.array(counts, np.int32)), net.constant(np.array(1, np.int32))]
    net.operator(CODE.SPLIT_V, [source, *arguments], parts, OPTIONS.SplitVOptions, options)
    return [reshape(net, part, tensor, shape) for part, tensor, shape in zip(parts, computed, shapes)]


def constant(net, tensor):
    kinds = {"INT8": schema.TensorType.INT8, "INT16": schema.TensorType.INT16, "INT32": schema.TensorType.INT32, "INT64": schema.TensorType.INT64,
             "INT4": schema.TensorType.INT4}
    scales = tensor.scales if any(tensor.scales) else None
    index = net.tensor(tensor.shape, kinds[tensor.kind], scales, tensor.zero_points if scales else None, tensor.values, tensor.axis)
    if scales:
        tensor.quantise(net, index)
    return index


def case(title, record):
    """A case of one record."""
    name = record["operator"]
    tensors = [tensor and Tensor(tensor) for tensor in record["inputs"]]
    outputs = [Tensor(tensor) for tensor in record["outputs"]]
    place = COMPUTED_PLACE.get(name, 0)
    places = range(len(tensors)) if name in ALL_COMPUTED else [place]
    computed = [tensors[index] for index in places]
    other = {tensor.kind for tensor in [*computed, *outputs] if tensor.kind not in ("INT8", "INT16")}
    if other:
        return Case(title, refused=f"values of {' and '.join(sorted(other))}")
    if not hasattr(CODE, name):
        return Case(title, refused="an operator that is not among ours")
    net = Network(0, is_wide=computed[0].kind == "INT16")
    net.binary = False
    batch = computed[0].shape[0] if name in WINDOWED else 1
    shapes = [([1, *tensor.shape[1:]] if name in WINDOWED else tensor.shape) or [1] for tensor in computed]
    views = dict(zip(places, starts(net, computed, shapes)))
    if name in ("TRANSPOSE_CONV",):
        tensors[0].values = np.array([1, *tensors[0].values[1:]], np.int32)
    inputs = [views[index] if index in views else -1 if tensor is None else constant(net, tensor) for index, tensor in enumerate(tensors)]
    targets = []
    for tensor in outputs:
        targets.append(tensor.activation(net, ([1, *tensor.shape[1:]] if name in WINDOWED else tensor.shape) or [1]))
    kind, options = options_of(name, record["options"])
    code = CODE.PADV2 if name == "PAD" and len(tensors) == 3 else getattr(CODE, name)
    net.operator(code, inputs, targets, kind, options)
    if len(targets) > 1:
        join(net, targets, [len(tensor.values) for tensor in outputs])
    rows = np.concatenate([tensor.values for tensor in computed]).reshape(batch, -1)
    return Case(title, net.finish(), rows, np.concatenate([tensor.values for tensor in outputs]),
                allowance=int((name, computed[0].kind) in OTHERWISE))


def cases(checkout, folder):
    """Every call of a kernel in every test: `Case`s."""
    for test, records in Build(checkout, folder).records():
        for number, record in enumerate(records):
            yield case(f"{test}_test: {record['operator']}, call {number}", record)
