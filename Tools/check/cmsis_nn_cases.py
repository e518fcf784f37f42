"""The cases of CMSIS-NN's unit tests with int8 or int16 activations, read from a checkout, as networks of ours.

A test in `Tests/UnitTest/TestCases/test_arm_*` names the folders of `TestData` it uses: C headers with shapes, weights, inputs, outputs and,
in place of scales, fixed-point multipliers and shifts. Those come from scales that are not kept, so each case is built as a `.tflite`
of some scale, packed, and given the case's multipliers in the packed section.
"""
import re
import struct

import numpy as np

from networks.format import CODE, OPTIONS, schema
from networks.random_networks import Network
from peer_case import Case

# Tests whose operator or element type is not among ours, by the end or a part of their name.
OUTSIDE = (("_f16", "16-bit floats"), ("_f32", "floats"), ("_s4", "4-bit weights"), ("svdf", "SVDF"), ("lstm", "LSTM"),
           ("batch_matmul", "BATCH_MATMUL"), ("s8_s16", "int8 activations to int16"), ("ds_cnn", "a network of several layers"))
HEADER_BYTES, TENSOR_BYTES, OPERATOR_BYTES = 128, 32, 112
TILE = 16


class Data:
    """One folder of `TestData`, of a test with int8 or int16 activations."""

    def __init__(self, folder, is_wide):
        prefix = folder.name.upper() + "_"
        self.is_wide, self.element = is_wide, np.int16 if is_wide else np.int8
        self.numbers, self.lists, self.arrays = {}, {}, {}
        # Where there are no biases, the type of those there are not still says how wide sums are.
        self.has_narrow_sums = False
        # Some folders keep older files beside those that the test includes.
        for name in re.findall(r'#include "(\w+\.h)"', (folder / "test_data.h").read_text()):
            path = folder / name
            text = path.read_text().replace("\\\n", " ")
            for name, value in re.findall(r"#define\s+(\w+)\s+(\S.*)", text):
                name = name.removeprefix(prefix)
                if value.strip().startswith("{"):
                    self.lists[name] = [int(part) for part in re.findall(r"-?\d+", value)]
                else:
                    self.numbers[name] = value.strip()
            self.has_narrow_sums |= "bias" in path.stem and "int32_t" in text
            for kind, values in re.findall(r"(int\d+)_t\s+\w+\[[^\]]*\]\s*=\s*\{([^}]*)\}", text):
                self.arrays[path.stem] = np.array([int(part) for part in re.findall(r"-?\d+", values)], kind)

    def __getitem__(self, name):
        return int(self.numbers[name])

    def get(self, name, default):
        return int(self.numbers.get(name, default))

    def array(self, *names):
        return next((self.arrays[name] for name in names if name in self.arrays), None)

    @property
    def expected(self):
        return self.array("output_ref_data", "output").astype(self.element)

    @property
    def clamp(self):
        bounds = np.iinfo(self.element)
        return self.get("OUT_ACTIVATION_MIN", self.get("ACTIVATION_MIN", bounds.min)), \
            self.get("OUT_ACTIVATION_MAX", self.get("ACTIVATION_MAX", bounds.max))


class Section:
    """A packed model whose constants are replaced."""

    def __init__(self, content):
        self.bytes = bytearray(content)
        tensors, self.count = struct.unpack_from("<HH", self.bytes, 12)
        self.first = HEADER_BYTES + tensors * TENSOR_BYTES

    def records(self, kinds):
        """Where the records of operators of these kinds begin."""
        places = range(self.first, self.first + self.count * OPERATOR_BYTES, OPERATOR_BYTES)
        return [place for place in places if self.bytes[place] in kinds]

    def put(self, place, *values):
        struct.pack_into(f"<{len(values)}i", self.bytes, place, *(int(value) for value in values))

    def clamp(self, record, bounds):
        self.put(record + 20, *bounds)

    def scale(self, record, which, multiplier, shift):
        """The input's (0), the second input's (1) or the output's (2) scale."""
        self.put(record + 84 + 8 * which, multiplier, shift)

    def channels(self, record, multipliers, shifts):
        count, start = struct.unpack_from("<i", self.bytes, record + 48)[0], struct.unpack_from("<i", self.bytes, record + 80)[0]
        for channel, (multiplier, shift) in enumerate(zip(multipliers[:count], shifts)):
            place = start + channel // TILE * 16 * TILE + channel % TILE * 4
            self.put(place + 8 * TILE, multiplier)
            self.put(place + 12 * TILE, shift)

    def factors(self, record, multipliers, shifts):
        """The same for a fully connected layer of int16 activations, whose scales are real numbers: theirs is the multiplier's upper half."""
        upper = [min((int(multiplier) + (1 << 15)) >> 16, 0x7FFF) for multiplier in multipliers]
        words = [struct.unpack("<2i", struct.pack("<d", half * 2.0 ** (int(shift) - 15))) for half, shift in zip(upper, shifts)]
        self.channels(record, *zip(*words))


def network(data):
    net = Network(0, data.is_wide)
    net.binary = False
    return net


def start(net, shape, zero_point):
    """The input, without a batch beyond 1."""
    net.graph.inputs = [net.activation(shape, 1 / 256, zero_point)]
    net.head = net.graph.inputs[0]


def weighted(data, code, options, kind, shape, axis, out_shape, in_shape):
    """A network of one layer with weights."""
    net = network(data)
    start(net, in_shape, -data["INPUT_OFFSET"])
    values = data.array("weights_data", "weights").astype(np.int8).reshape(shape)
    # A zero point of the weights is kept for the compiler to judge.
    weights = net.constant(values, axis, [1 / 256], [-data.get("FILTER_OFFSET", 0)])
    bias = data.array("biases_data", "bias")
    inputs = [net.head, weights]
    if code == CODE.TRANSPOSE_CONV:
        inputs = [net.constant(np.array(out_shape, np.int32)), weights, net.head]
    if bias is not None and len(bias):
        inputs.append(net.constant(bias))
        net.graph.tensors[inputs[-1]].quantization = None
    elif data.has_narrow_sums and hasattr(options, "quantizedBiasType"):
        options.quantizedBiasType = schema.TensorType.INT32
    output = net.activation(out_shape, 1.0, data["OUTPUT_OFFSET"])
    net.operator(code, inputs, output, kind, options)
    channels = out_shape[-1]
    multipliers = data.array("output_mult_data", "output_multiplier")
    shifts = data.array("output_shift_data", "output_shift")
    if multipliers is None:
        multipliers, shifts = [data["OUTPUT_MULTIPLIER"]] * channels, [data["OUTPUT_SHIFT"]] * channels

    def patch(section):
        for record in section.records((1, 2, 3)):
            put = section.factors if data.is_wide and code == CODE.FULLY_CONNECTED else section.channels
            put(record, multipliers, shifts)
            section.clamp(record, data.clamp)

    return net, patch


def padding_of(data, kernel, shape, out, stride, dilation, given):
    """SAME or VALID, whichever gives the case's padding; None if neither does."""
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation)]
    if list(given) == [0, 0] and all((i - r) // s + 1 == o for i, r, s, o in zip(shape, reach, stride, out)):
        return schema.Padding.VALID
    before = [max(0, (o - 1) * s + r - i) // 2 for i, r, s, o in zip(shape, reach, stride, out)]
    if before == list(given) and all(-(-i // s) == o for i, s, o in zip(shape, stride, out)):
        return schema.Padding.SAME
    return None


def convolution(data, is_depthwise=False):
    kernel, stride = (data["FILTER_Y"], data["FILTER_X"]), (data["STRIDE_Y"], data["STRIDE_X"])
    dilation = (data.get("DILATION_Y", 1), data.get("DILATION_X", 1))
    shape, out = (data["INPUT_H"], data["INPUT_W"]), (data["OUTPUT_H"], data["OUTPUT_W"])
    options = schema.DepthwiseConv2DOptionsT() if is_depthwise else schema.Conv2DOptionsT()
    options.padding = padding_of(data, kernel, shape, out, stride, dilation, (data["PAD_Y"], data["PAD_X"]))
    if options.padding is None:
        return None, "padding that is neither SAME nor VALID"
    (options.strideH, options.strideW), (options.dilationHFactor, options.dilationWFactor) = stride, dilation
    channels = data["OUT_CH"]
    if is_depthwise:
        options.depthMultiplier = channels // data["IN_CH"]
    inputs = len(data.array("weights_data", "weights")) // (kernel[0] * kernel[1] * channels)
    return weighted(
        data, CODE.DEPTHWISE_CONV_2D if is_depthwise else CODE.CONV_2D, options,
        OPTIONS.DepthwiseConv2DOptions if is_depthwise else OPTIONS.Conv2DOptions,
        (1, *kernel, channels) if is_depthwise else (channels, *kernel, inputs), 3 if is_depthwise else 0,
        [1, *out, channels], [1, *shape, data["IN_CH"]])


def transposed_convolution(data):
    options = schema.TransposeConvOptionsT()
    kernel, stride = (data["FILTER_Y"], data["FILTER_X"]), (data["STRIDE_Y"], data["STRIDE_X"])
    shape, out = (data["INPUT_H"], data["INPUT_W"]), (data["OUTPUT_H"], data["OUTPUT_W"])
    # Its convolution runs backwards, from the output to the input.
    options.padding = padding_of(data, kernel, out, shape, stride, (1, 1), (data["PAD_Y"], data["PAD_X"]))
    if options.padding is None:
        return None, "padding that is neither SAME nor VALID"
    options.strideH, options.strideW = stride
    return weighted(data, CODE.TRANSPOSE_CONV, options, OPTIONS.TransposeConvOptions,
                    (data["OUT_CH"], *kernel, data["IN_CH"]), 0, [1, *out, data["OUT_CH"]], [1, *shape, data["IN_CH"]])


def fully_connected(data):
    depth = data["ACCUMULATION_DEPTH"]
    options = schema.FullyConnectedOptionsT()
    return weighted(data, CODE.FULLY_CONNECTED, options, OPTIONS.FullyConnectedOptions, (data["OUT_CH"], depth), 0,
                    [1, data["OUT_CH"]], [1, depth])


def pool(data, code):
    net = network(data)
    shape, out = (data["INPUT_H"], data["INPUT_W"]), (data["OUTPUT_H"], data["OUTPUT_W"])
    kernel, stride = (data["FILTER_H"], data["FILTER_W"]), (data["STRIDE_H"], data["STRIDE_W"])
    start(net, [1, *shape, data["INPUT_C"]], 0)
    options = schema.Pool2DOptionsT()
    options.padding = padding_of(data, kernel, shape, out, stride, (1, 1), (data["PADDING_H"], data["PADDING_W"]))
    if options.padding is None:
        return None, "padding that is neither SAME nor VALID"
    (options.filterHeight, options.filterWidth), (options.strideH, options.strideW) = kernel, stride
    source = net.head
    net.operator(code, [source], net.like(source, [1, *out, data["OUTPUT_C"]]), OPTIONS.Pool2DOptions, options)

    def patch(section):
        for record in section.records((4, 5)):
            section.clamp(record, data.clamp)

    return net, patch


def pair(net, shapes, zero_points):
    """The two operands of a network with one input: its halves, each under its own zero point."""
    counts = [int(np.prod(shape)) for shape in shapes]
    start(net, [1, sum(counts)], zero_points[0])
    options, source = schema.SplitVOptionsT(), net.head
    options.numSplits = 2
    halves = [net.like(source, [1, count]) for count in counts]
    arguments = [net.constant(np.array(counts, np.int32)), net.constant(np.array(1, np.int32))]
    net.operator(CODE.SPLIT_V, [source, *arguments], halves, OPTIONS.SplitVOptions, options)
    operands = []
    for half, shape, zero_point in zip(halves, shapes, zero_points):
        options = schema.ReshapeOptionsT()
        options.newShape = shape
        operands.append(net.activation(shape, 1 / 256, zero_point))
        net.operator(CODE.RESHAPE, [half, net.constant(np.array(shape, np.int32))], operands[-1], OPTIONS.ReshapeOptions, options)
    return operands


def arithmetic(data, code):
    net = network(data)
    size = data["DST_SIZE"]
    operands = pair(net, [[1, size]] * 2, [-data["INPUT1_OFFSET"], -data["INPUT2_OFFSET"]])
    kind, options = {CODE.ADD: (OPTIONS.AddOptions, schema.AddOptionsT()),
                     CODE.MUL: (OPTIONS.MulOptions, schema.MulOptionsT())}[code]
    options.potScaleInt16 = False
    net.operator(code, operands, net.activation([1, size], 1 / 64, data["OUTPUT_OFFSET"]), kind, options)

    def patch(section):
        for record in section.records((7, 13)):
            section.clamp(record, data.clamp)
            section.scale(record, 2, data["OUTPUT_MULT"], data["OUTPUT_SHIFT"])
            if code == CODE.ADD:
                section.scale(record, 0, data["INPUT1_MULT"], data["INPUT1_SHIFT"])
                section.scale(record, 1, data["INPUT2_MULT"], data["INPUT2_SHIFT"])

    return net, patch


def selection(data, code):
    net = network(data)
    axes = ("BATCH", "HEIGHT", "WIDTH", "CHANNEL")
    shapes = [[data[f"{axis}_{which}"] for axis in axes] for which in (1, 2)]
    operands = pair(net, shapes, [0, 0])
    source = operands[0]
    output = net.like(source, [data[f"OUTPUT_{axis}"] for axis in axes])
    net.operator(code, operands, output, OPTIONS.MaximumMinimumOptions, schema.MaximumMinimumOptionsT())
    return net, None


def reshaped(net, shape, zero_point):
    start(net, [1, int(np.prod(shape))], zero_point)
    options, source = schema.ReshapeOptionsT(), net.head
    options.newShape = shape
    net.operator(CODE.RESHAPE, [source, net.constant(np.array(shape, np.int32))], net.like(source, shape),
                 OPTIONS.ReshapeOptions, options)
    return net.head


def padded(data):
    net = network(data)
    shape = [data[f"INPUT_{axis}"] for axis in "NHWC"]
    amounts = np.array([[data[f"{side}_PAD_{axis}"] for side in ("PRE", "POST")] for axis in "NHWC"], np.int32)
    source = reshaped(net, shape, data["PAD_VALUE"])
    output = net.like(source, [size + int(sum(ends)) for size, ends in zip(shape, amounts)])
    net.operator(CODE.PAD, [source, net.constant(amounts)], output, OPTIONS.PadOptions, schema.PadOptionsT())
    return net, None


def transposition(data):
    net = network(data)
    rank = data["PERM_SIZE"]
    source = reshaped(net, data.lists["IN_DIM"][:rank], 0)
    output = net.like(source, data.lists["OUT_DIM"][:rank])
    net.operator(CODE.TRANSPOSE, [source, net.constant(np.array(data.lists["PERM"], np.int32))], output,
                 OPTIONS.TransposeOptions, schema.TransposeOptionsT())
    return net, None


def softmax(data):
    net = network(data)
    # The case's multiplier is that of the input's scale times 2^26; of int16 activations, one that the packed model is given.
    scale = data["INPUT_MULT"] * 2.0 ** (data["INPUT_LEFT_SHIFT"] - 31 - 26) if not data.is_wide else 1 / 4096
    if float(np.float32(scale)) != scale:
        return None, "a multiplier that no float scale gives"
    shape = [data["NUM_ROWS"], data["ROW_SIZE"]]
    net.graph.inputs = [net.activation([1, *shape], scale, 0)]
    net.head = net.graph.inputs[0]
    options, source = schema.SoftmaxOptionsT(), net.head
    options.beta = 1.0
    output = net.activation([1, *shape], 1 / (32768 if data.is_wide else 256), -128)
    net.operator(CODE.SOFTMAX, [source], output, OPTIONS.SoftmaxOptions, options)

    def patch(section):
        for record in section.records((17,)):
            section.scale(record, 0, data["INPUT_MULT"], data["INPUT_LEFT_SHIFT"])

    return net, patch if data.is_wide else None


# By a part of the test's name, the first that fits.
BUILDERS = (
    ("transpose_conv", transposed_convolution),
    ("depthwise", lambda data: convolution(data, is_depthwise=True)),
    ("convolve", convolution),
    ("fully_connected", fully_connected),
    ("avgpool", lambda data: pool(data, CODE.AVERAGE_POOL_2D)),
    ("max_pool", lambda data: pool(data, CODE.MAX_POOL_2D)),
    ("elementwise_add", lambda data: arithmetic(data, CODE.ADD)),
    ("elementwise_mul", lambda data: arithmetic(data, CODE.MUL)),
    ("maximum_minimum", lambda data: selection(
        data, CODE.MAXIMUM if data.numbers["LAYER_TYPE"] == "maximum" else CODE.MINIMUM)),
    ("pad", padded),
    ("softmax", softmax),
    ("transpose", transposition),
)


def rows(data, count):
    """The inputs, each a row: a batch is so many inputs, two operands follow each other."""
    given = data.array("input_data", "input", "input_tensor")
    parts = [data.array(f"input{which}_data", f"input_tensor_{which}") for which in (1, 2)]
    values = np.concatenate(parts) if parts[0] is not None else given
    return values.astype(data.element).reshape(-1, count)


def cases(checkout):
    """Every case of every test: `Case`s."""
    tests = checkout / "Tests" / "UnitTest" / "TestCases"
    for test in sorted(tests.glob("test_arm_*")):
        text = "".join(path.read_text() for path in sorted(test.glob("*.c")))
        for name in sorted(set(re.findall(r"TestData/(\w+)/", text))):
            title = f"{test.name.removeprefix('test_arm_')}: {name}"
            outside = next((reason for part, reason in OUTSIDE if part in test.name), None)
            if outside:
                yield Case(title, refused=outside)
                continue
            data = Data(tests / "TestData" / name, is_wide="_s16" in test.name)
            builder = next(builder for part, builder in BUILDERS if part in test.name)
            net, patch = builder(data)
            if net is None:
                yield Case(title, refused=patch)
                continue
            count = int(np.prod(net.shape(net.graph.inputs[0])))
            change = (lambda content, patch=patch: patched(content, patch)) if patch else None
            yield Case(title, net.finish(), rows(data, count), data.expected, change)


def patched(content, patch):
    section = Section(content)
    patch(section)
    return bytes(section.bytes)
