#!/usr/bin/env python3
"""Compares `prodrome model run` with LiteRT's reference kernels, bit for bit, on every intermediate tensor.

Random networks of the supported operators, of int8 and of int16 activations, are built directly as flatbuffers, with random shapes, scales, zero points,
paddings and strides; how often each operator occurs is printed. Needs the Python packages ai-edge-litert and numpy, and
tensorflow for --keras.

Example: Tools/check/litert_parity.py .build/release/prodrome --seeds 200 --model Models/epilepsy-detector/model.tflite
Ends with "N passed, N failed"; exit code 1 if any failed.
"""
import argparse
import contextlib
import copy
import io
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType

CODE = schema.BuiltinOperator
OPTIONS = schema.BuiltinOptions
BATCH = 25
# Those that enough random networks must hold.
OPERATORS = (
    "ADD AVERAGE_POOL_2D BATCH_TO_SPACE_ND CONCATENATION CONV_2D DEPTHWISE_CONV_2D ELU EXPAND_DIMS FULLY_CONNECTED HARD_SWISH "
    "LEAKY_RELU LOGISTIC MAXIMUM MAX_POOL_2D MEAN MINIMUM MUL PACK PAD PADV2 PRELU QUANTIZE RELU RELU6 RESHAPE RESIZE_BILINEAR "
    "RESIZE_NEAREST_NEIGHBOR SLICE SOFTMAX SPACE_TO_BATCH_ND SPLIT SPLIT_V SQUEEZE STRIDED_SLICE SUB SUM TANH TILE TRANSPOSE "
    "TRANSPOSE_CONV dilation groups").split()
# LiteRT's reference set has no ELU and no TILE: its usual kernel serves. Its two kernels for SUM differ from each other: in floats both,
# the reference half a unit too high and wrapping, the usual one rounding towards zero. Ours is MEAN's arithmetic without its division:
# see `sum_of`.
NOT_REFERENCE = {CODE.ELU, CODE.SUM, CODE.TILE, CODE.EXP, CODE.LOG, CODE.SQUARE}
# The same for int16 activations.
WIDE_OPERATORS = (
    "ADD AVERAGE_POOL_2D BATCH_TO_SPACE_ND CONCATENATION CONV_2D DEPTHWISE_CONV_2D EXPAND_DIMS FULLY_CONNECTED LEAKY_RELU LOGISTIC "
    "MAXIMUM MAX_POOL_2D MEAN MINIMUM MUL PACK PAD PADV2 QUANTIZE RELU RELU6 RESHAPE RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR SLICE "
    "SOFTMAX SPACE_TO_BATCH_ND SPLIT SPLIT_V SQUEEZE STRIDED_SLICE SUB SUM TANH TRANSPOSE TRANSPOSE_CONV bias32 bias64 dilation groups "
    "int8").split()
# Elements beyond which a network's tensors are not made larger.
LARGEST = 20_000
VERSIONS = {CODE.CONV_2D: 3, CODE.DEPTHWISE_CONV_2D: 3, CODE.TRANSPOSE_CONV: 2, CODE.CONCATENATION: 2, CODE.MAXIMUM: 2,
            CODE.MINIMUM: 2, CODE.SUM: 2, CODE.SUB: 2, CODE.SPLIT: 2, CODE.SLICE: 2, CODE.STRIDED_SLICE: 2, CODE.TRANSPOSE: 2,
            CODE.SPACE_TO_BATCH_ND: 2, CODE.BATCH_TO_SPACE_ND: 2, CODE.RESIZE_NEAREST_NEIGHBOR: 3,
            CODE.RESIZE_BILINEAR: 3, CODE.LEAKY_RELU: 2, CODE.LOGISTIC: 2, CODE.TANH: 2, CODE.SOFTMAX: 2, CODE.MUL: 2,
            CODE.ADD: 2, CODE.PADV2: 2, CODE.PACK: 2}


# What tensors hold that are compared, and what constants hold.
ELEMENTS = {schema.TensorType.INT8: np.int8, schema.TensorType.INT16: np.int16}
CONSTANTS = {np.int8: schema.TensorType.INT8, np.int16: schema.TensorType.INT16, np.int32: schema.TensorType.INT32,
             np.int64: schema.TensorType.INT64}


class Network:
    """A flatbuffer model under construction, of int8 or of int16 activations; `head` is the tensor the next operator reads."""

    def __init__(self, seed, is_wide=False):
        self.kind = schema.TensorType.INT16 if is_wide else schema.TensorType.INT8
        self.number = ELEMENTS[self.kind]
        # What a value of a tensor typically is, and how often finer its scale is than that of an int8 tensor.
        self.typical, self.finer = (18_900, 256) if is_wide else (74, 1)
        self.random = np.random.default_rng(seed)
        self.model = schema.ModelT()
        self.model.version = 3
        self.model.operatorCodes = []
        self.model.buffers = [schema.BufferT()]
        self.graph = schema.SubGraphT()
        self.graph.tensors = []
        self.graph.operators = []
        self.model.subgraphs = [self.graph]
        self.codes = {}
        self.binary = self.random.random() < 0.25
        self.kinds = []

    # Tensors

    def tensor(self, shape, kind, scale=None, zero_point=None, data=None, axis=0):
        if scale is not None and self.binary:
            scale = np.exp2(np.round(np.log2(scale)))  # products that lie exactly between two outputs
        tensor = schema.TensorT()
        tensor.name = f"t{len(self.graph.tensors)}"
        tensor.shape = [int(size) for size in shape]
        tensor.type = kind
        tensor.buffer = 0
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(data.tobytes(), dtype=np.uint8)
            tensor.buffer = len(self.model.buffers)
            self.model.buffers.append(buffer)
        if scale is not None:
            tensor.quantization = schema.QuantizationParametersT()
            tensor.quantization.scale = [float(np.float32(s)) for s in np.atleast_1d(scale)]
            tensor.quantization.zeroPoint = [int(z) for z in np.atleast_1d(zero_point)]
            tensor.quantization.quantizedDimension = axis
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def activation(self, shape, scale=None, zero_point=None):
        if scale is None:
            scale = float(np.exp(self.random.uniform(np.log(1e-3), np.log(1.0)))) / self.finer
        if zero_point is None:
            zero_point = int(self.random.choice([-128, 127, 0, self.random.integers(-128, 128)]))
        return self.tensor(shape, self.kind, scale, 0 if self.is_wide else zero_point)

    def like(self, source, shape):
        """A tensor in the scale and zero point of another."""
        tensor = self.activation(shape)
        quantization = self.graph.tensors[source].quantization
        self.graph.tensors[tensor].quantization.scale = list(quantization.scale)
        self.graph.tensors[tensor].quantization.zeroPoint = list(quantization.zeroPoint)
        return tensor

    def constant(self, values, axis=0, scale=None, zero_point=None):
        kind = CONSTANTS[values.dtype.type]
        return self.tensor(values.shape, kind, scale, zero_point, values, axis)

    @property
    def is_wide(self):
        return self.kind == schema.TensorType.INT16

    def values(self, shape):
        """Random elements."""
        bounds = np.iinfo(self.number)
        return self.random.integers(bounds.min, bounds.max + 1, shape).astype(self.number)

    def shape(self, tensor):
        return list(self.graph.tensors[tensor].shape)

    def scale(self, tensor):
        return self.graph.tensors[tensor].quantization.scale[0]

    def zero_point(self, tensor):
        return self.graph.tensors[tensor].quantization.zeroPoint[0]

    # Operators

    def operator(self, code, inputs, output, options_type=OPTIONS.NONE, options=None):
        outputs = output if isinstance(output, list) else [output]
        if code not in self.codes:
            entry = schema.OperatorCodeT()
            entry.builtinCode = code
            entry.deprecatedBuiltinCode = min(code, 127)
            entry.version = VERSIONS.get(code, 1)
            self.codes[code] = len(self.model.operatorCodes)
            self.model.operatorCodes.append(entry)
        operator = schema.OperatorT()
        operator.opcodeIndex = self.codes[code]
        operator.inputs = inputs
        operator.outputs = outputs
        operator.builtinOptionsType = options_type
        operator.builtinOptions = options
        self.graph.operators.append(operator)
        self.kinds.append(next(k for k, v in vars(CODE).items() if v == code))
        self.head = outputs[0]

    def fused(self):
        kinds = schema.ActivationFunctionType
        return int(self.random.choice([kinds.NONE, kinds.NONE, kinds.RELU, kinds.RELU6, kinds.RELU_N1_TO_1]))

    def spread(self, in_scale, weight_scale, depth):
        """An output scale under which typical sums fill much of the int8 range, sometimes far too much or too little."""
        typical = in_scale * np.mean(weight_scale) * self.typical * 74 * np.sqrt(depth)
        return float(typical / (50 * self.finer) * np.exp(self.random.normal(0, 0.7)))

    def weights(self, shape, channels, axis):
        random = self.random
        values = random.integers(-127, 128, shape).astype(np.int8)
        if random.random() < 0.1:
            values[:] = random.choice([-127, 127])
        count = channels if random.random() < 0.7 else 1
        scales = np.exp(random.uniform(np.log(1e-3), np.log(5e-2), count)).astype(np.float32)
        return values, scales, axis

    def bias(self, in_scale, scales, channels, depth, options, optional=False):
        if optional and self.random.random() < 0.3:
            return [] if self.random.random() < 0.5 else [-1]
        values = self.random.normal(0, 2000 * self.finer * np.sqrt(depth), channels).astype(np.int32)
        if self.is_wide:
            # Sums of 32 bits must not leave them, whatever the inputs are.
            is_narrow = hasattr(options, "quantizedBiasType") and depth <= 400 and self.random.random() < 0.3
            self.kinds.append("bias32" if is_narrow else "bias64")
            if is_narrow:
                options.quantizedBiasType = schema.TensorType.INT32
            else:
                values = values.astype(np.int64)
        scale = (np.float32(in_scale) * scales).astype(np.float32)
        return [self.constant(values, scale=scale, zero_point=np.zeros(len(scale)))]

    def window(self, limit_height, limit_width, largest=9):
        height = int(self.random.integers(1, min(largest, limit_height) + 1))
        width = int(self.random.integers(1, min(largest, limit_width) + 1))
        return height, width

    def slide(self, size, kernel, stride, padding):
        return -(-size // stride) if padding == schema.Padding.SAME else (size - kernel) // stride + 1

    def geometry(self, options, shape, largest=9, dilates=False):
        padding = int(self.random.choice([schema.Padding.SAME, schema.Padding.VALID]))
        same = padding == schema.Padding.SAME
        kernel = self.window(*(shape[1:3] if not same else (shape[1] + 3, shape[2] + (3 if shape[2] > 1 else 0))), largest)
        options.padding = padding
        options.strideH, options.strideW = (int(s) for s in self.random.integers(1, 4, 2))
        reach = kernel
        if dilates:
            factors = self.random.integers(1, 6, 2) if self.random.random() < 0.3 else (1, 1)
            if not same:
                factors = [min(int(d), (size - 1) // max(1, k - 1)) or 1 for d, size, k in zip(factors, shape[1:3], kernel)]
            options.dilationHFactor, options.dilationWFactor = (int(d) for d in factors)
            reach = [(k - 1) * int(d) + 1 for k, d in zip(kernel, factors)]
        return kernel, [self.slide(shape[1], reach[0], options.strideH, padding),
                        self.slide(shape[2], reach[1], options.strideW, padding)]

    def convolution(self):
        shape, source = self.shape(self.head), self.head
        options = schema.Conv2DOptionsT()
        kernel, out = self.geometry(options, shape, dilates=True)
        options.fusedActivationFunction = self.fused()
        self.kinds += ["dilation"] * (max(options.dilationHFactor, options.dilationWFactor) > 1)
        groups = int(self.random.choice([g for g in range(1, shape[3] + 1) if shape[3] % g == 0])) \
            if self.random.random() < 0.3 else 1
        self.kinds += ["groups"] * (groups > 1)
        channels = int(self.random.integers(1, max(2, 25 // groups))) * groups
        depth = kernel[0] * kernel[1] * shape[3] // groups
        values, scales, axis = self.weights((channels, *kernel, shape[3] // groups), channels, 0)
        weights = self.constant(values, axis, scales, np.zeros(len(scales)))
        bias = self.bias(self.scale(source), scales, channels, depth, options)
        output = self.activation([1, *out, channels], self.spread(self.scale(source), scales, depth))
        self.operator(CODE.CONV_2D, [source, weights, *bias], output, OPTIONS.Conv2DOptions, options)

    def depthwise(self):
        shape, source = self.shape(self.head), self.head
        options = schema.DepthwiseConv2DOptionsT()
        kernel, out = self.geometry(options, shape, dilates=True)
        options.fusedActivationFunction = self.fused()
        options.depthMultiplier = int(self.random.choice([1, 1, 2, 3]))
        channels, depth = shape[3] * options.depthMultiplier, kernel[0] * kernel[1]
        values, scales, axis = self.weights((1, *kernel, channels), channels, 3)
        weights = self.constant(values, axis, scales, np.zeros(len(scales)))
        bias = self.bias(self.scale(source), scales, channels, depth, options)
        output = self.activation([1, *out, channels], self.spread(self.scale(source), scales, depth))
        self.operator(CODE.DEPTHWISE_CONV_2D, [source, weights, *bias], output, OPTIONS.DepthwiseConv2DOptions, options)

    def fully_connected(self, units=None):
        source = self.head
        shape = self.shape(source)
        options = schema.FullyConnectedOptionsT()
        options.fusedActivationFunction = self.fused()
        options.keepNumDims = bool(self.random.random() < 0.5)
        units = units or int(self.random.integers(1, 20))
        depth = shape[-1]
        values, scales, axis = self.weights((units, depth), units, 0)
        weights = self.constant(values, axis, scales, np.zeros(len(scales)))
        bias = self.bias(self.scale(source), scales, units, depth, options, optional=True)
        rows = int(np.prod(shape[:-1]))
        if len(shape) > 2:
            options.keepNumDims = True
        out = [*shape[:-1], units] if options.keepNumDims else [rows, units]
        output = self.activation(out, self.spread(self.scale(source), scales, depth))
        self.operator(CODE.FULLY_CONNECTED, [source, weights, *bias], output, OPTIONS.FullyConnectedOptions, options)

    def pool(self, code):
        shape, source = self.shape(self.head), self.head
        options = schema.Pool2DOptionsT()
        (options.filterHeight, options.filterWidth), out = self.geometry(options, shape, 6)
        options.fusedActivationFunction = self.fused()
        output = self.activation([1, *out, shape[3]], self.scale(source), self.zero_point(source))
        self.operator(code, [source], output, OPTIONS.Pool2DOptions, options)

    def transposed_convolution(self):
        shape, source = self.shape(self.head), self.head
        options = schema.TransposeConvOptionsT()
        options.padding = int(self.random.choice([schema.Padding.SAME, schema.Padding.VALID]))
        options.strideH, options.strideW = (int(s) for s in self.random.integers(1, 4, 2))
        options.fusedActivationFunction = self.fused()
        kernel = [int(k) for k in self.random.integers(1, 6, 2)]
        if shape[2] == 1:
            kernel[1] = options.strideW = 1
        strides = (options.strideH, options.strideW)
        out = [size * s if options.padding == schema.Padding.SAME else (size - 1) * s + k
               for size, s, k in zip(shape[1:3], strides, kernel)]
        channels = int(self.random.integers(1, 12))
        depth = kernel[0] * kernel[1] * shape[3] // (strides[0] * strides[1]) + 1
        values, scales, axis = self.weights((channels, *kernel, shape[3]), channels, 0)
        weights = self.constant(values, axis, scales, np.zeros(len(scales)))
        bias = self.bias(self.scale(source), scales, channels, depth, options) if self.random.random() < 0.7 else []
        if bias:
            self.codes.pop(CODE.TRANSPOSE_CONV, None)
        output = self.activation([1, *out, channels], self.spread(self.scale(source), scales, depth))
        size = self.constant(np.array([1, *out, channels], np.int32))
        self.operator(CODE.TRANSPOSE_CONV, [size, weights, source, *bias], output, OPTIONS.TransposeConvOptions, options)
        if bias:
            self.model.operatorCodes[self.codes.pop(CODE.TRANSPOSE_CONV)].version = 3

    def mean(self, code=CODE.MEAN):
        source, shape = self.head, self.shape(self.head)
        rank = len(shape)
        axes = [[1], [1, 2], [2], [2, 1], [-2], [rank - 1]][int(self.random.integers(6))] if rank == 4 else [1]
        options = schema.ReducerOptionsT()
        options.keepDims = bool(self.random.random() < 0.5)
        named = {axis % rank for axis in axes}
        out = [1 if i in named else size for i, size in enumerate(shape) if options.keepDims or i not in named]
        same = self.random.random() < 0.4 and code == CODE.MEAN
        count = 1 if code == CODE.MEAN else np.sqrt(np.prod([shape[axis] for axis in named]))
        scale = self.scale(source) * count * (1 if same else float(np.exp(self.random.normal(-0.7, 0.5))))
        output = self.activation(out, scale, self.zero_point(source) if same else None)
        if code == CODE.SUM and self.scale(output) == self.scale(source):
            self.graph.tensors[output].quantization.scale = [2 * self.scale(source)]
        self.operator(code, [source, self.constant(np.array(axes, np.int32))], output, OPTIONS.ReducerOptions, options)

    def addition(self):
        source, shape = self.head, self.shape(self.head)
        self.quantise()
        options = schema.AddOptionsT()
        options.fusedActivationFunction = self.fused()
        options.potScaleInt16 = not self.is_wide
        scale = float(max(self.scale(source), self.scale(self.head)) * np.exp(self.random.normal(0.3, 0.6)))
        pair = [source, self.head] if self.random.random() < 0.5 else [self.head, source]
        self.operator(CODE.ADD, pair, self.activation(shape, scale), OPTIONS.AddOptions, options)

    def operand(self, source, whole):
        """A second operand for `source`: a constant or a tensor, as large or repeated along some axes."""
        shape = self.shape(source)
        repeated = [size if keep else 1 for size, keep in zip(shape, self.random.random(len(shape)) < 0.6)]
        if self.random.random() < 0.5:
            shape = [shape, [1] * len(shape), [1, shape[-1]], [shape[-1]], repeated][int(self.random.integers(5))]
            values = self.values(shape)
            scale = float(np.exp(self.random.uniform(np.log(1e-3), np.log(0.1)))) / self.finer if not whole else self.scale(source)
            zero_point = int(self.random.integers(-128, 128)) if not whole else self.zero_point(source)
            zero_point = 0 if self.is_wide else zero_point
            return self.constant(values, scale=[scale], zero_point=[zero_point])
        if len(shape) == 4 and self.random.random() < 0.5:
            begin = self.constant(np.zeros(4, np.int32))
            sizes = self.constant(np.array(repeated, np.int32))
            self.operator(CODE.SLICE, [source, begin, sizes], self.like(source, repeated), OPTIONS.SliceOptions,
                          schema.SliceOptionsT())
        if not whole:
            self.quantise()
        return self.head

    def arithmetic(self, code):
        source, shape = self.head, self.shape(self.head)
        selects = code in (CODE.MAXIMUM, CODE.MINIMUM)
        second = self.operand(source, selects)
        kind, options = {
            CODE.ADD: (OPTIONS.AddOptions, schema.AddOptionsT), CODE.SUB: (OPTIONS.SubOptions, schema.SubOptionsT),
            CODE.MUL: (OPTIONS.MulOptions, schema.MulOptionsT),
        }.get(code, (OPTIONS.MaximumMinimumOptions, schema.MaximumMinimumOptionsT))
        options = options()
        if not selects:
            options.fusedActivationFunction = self.fused()
            options.potScaleInt16 = not self.is_wide
        both = self.scale(source), self.scale(second)
        scale = float((both[0] * both[1] * 64 * self.finer if code == CODE.MUL else max(both)) * np.exp(self.random.normal(0.3, 0.6)))
        output = self.like(source, shape) if selects else self.activation(shape, scale)
        is_constant = self.graph.tensors[second].buffer != 0
        pair = [source, second]
        if self.random.random() < 0.4 and (code != CODE.SUB or not is_constant):
            pair = [second, source]
        self.operator(code, pair, output, kind, options)

    def parametric_rectifier(self):
        source, shape = self.head, self.shape(self.head)
        alpha_shape = [1] * (len(shape) - 2) + [shape[-1]] if self.random.random() < 0.7 else shape[1:]
        alpha = self.constant(self.random.integers(-128, 128, alpha_shape).astype(np.int8),
                              scale=[float(np.exp(self.random.uniform(np.log(1e-3), np.log(0.02))))],
                              zero_point=[int(self.random.integers(-20, 20))])
        scale = float(self.scale(source) * np.exp(self.random.normal(0, 0.4)))
        self.operator(CODE.PRELU, [source, alpha], self.activation(shape, scale))

    def curve(self, code):
        if self.is_wide and code in (CODE.LOGISTIC, CODE.TANH) and self.scale(self.head) > 2:
            # LiteRT's multiplier then has more than its 15 bits.
            self.rectify(CODE.RELU, same=True)
            return
        source, shape = self.head, self.shape(self.head)
        kind, options = OPTIONS.NONE, None
        scale, zero_point = float(self.scale(source) * np.exp(self.random.normal(0, 0.4))), None
        if code == CODE.LOGISTIC:
            scale, zero_point = 1 / (32768 if self.is_wide else 256), -128
        elif code == CODE.TANH:
            scale, zero_point = 1 / (32768 if self.is_wide else 128), 0
        elif code == CODE.HARD_SWISH:
            scale = float(self.scale(source) * np.exp(abs(self.random.normal(0, 0.4))))
            kind, options = OPTIONS.HardSwishOptions, schema.HardSwishOptionsT()
        elif code == CODE.LEAKY_RELU:
            kind, options = OPTIONS.LeakyReluOptions, schema.LeakyReluOptionsT()
            options.alpha = float(self.random.uniform(0.01, 0.9))
        elif code == CODE.SOFTMAX:
            scale, zero_point = 1 / (32768 if self.is_wide else 256), -128
            kind, options = OPTIONS.SoftmaxOptions, schema.SoftmaxOptionsT()
            options.beta = float(self.random.choice([1.0, 0.5, 2.0]))
        self.operator(code, [source], self.activation(shape, scale, zero_point), kind, options)

    def floats(self):
        """A function in floats between DEQUANTIZE and QUANTIZE, as TensorFlow leaves some."""
        source, shape = self.head, self.shape(self.head)

        def float_tensor():
            return self.tensor(shape, schema.TensorType.FLOAT32)

        self.operator(CODE.DEQUANTIZE, [source], float_tensor())
        # None that leaves 32 bits after scaling: there LiteRT's conversion to a whole number is undefined.
        pairs = [[CODE.TANH, CODE.EXP], [CODE.TANH, CODE.SQUARE], [CODE.LOGISTIC, CODE.SQUARE], [CODE.ELU], [CODE.RELU, CODE.TANH]]
        for code in pairs[int(self.random.integers(len(pairs)))]:
            self.operator(code, [self.head], float_tensor())
        self.operator(CODE.QUANTIZE, [self.head], self.activation(shape, float(np.exp(self.random.uniform(-5, -2)))))

    # Elements in other places

    def tile(self):
        source, shape = self.head, self.shape(self.head)
        times = [1] * (len(shape) - 2) + [int(n) for n in self.random.choice([1, 2, 3], 2)]
        output = self.like(source, [size * n for size, n in zip(shape, times)])
        self.operator(CODE.TILE, [source, self.constant(np.array(times, np.int32))], output)

    def transpose(self):
        source, shape = self.head, self.shape(self.head)
        order = [0, *(1 + self.random.permutation(len(shape) - 1))]
        output = self.like(source, [shape[axis] for axis in order])
        self.operator(CODE.TRANSPOSE, [source, self.constant(np.array(order, np.int32))], output,
                      OPTIONS.TransposeOptions, schema.TransposeOptionsT())

    def slice(self):
        source, shape = self.head, self.shape(self.head)
        begin = [int(self.random.integers(0, (size + 1) // 2)) for size in shape]
        sizes = [int(self.random.integers(1, size - first + 1)) for size, first in zip(shape, begin)]
        asked = [-1 if size == whole - first and self.random.random() < 0.5 else size
                 for size, whole, first in zip(sizes, shape, begin)]
        arguments = [self.constant(np.array(values, np.int32)) for values in (begin, asked)]
        self.operator(CODE.SLICE, [source, *arguments], self.like(source, sizes), OPTIONS.SliceOptions,
                      schema.SliceOptionsT())

    def strided_slice(self):
        source, shape = self.head, self.shape(self.head)
        options = schema.StridedSliceOptionsT()
        options.beginMask, options.endMask = int(self.random.integers(16)), int(self.random.integers(16))
        begin, end, steps, sizes = [], [], [], []
        for axis, size in enumerate(shape):
            step = int(self.random.choice([1, 1, 2, 3, -1, -2])) if axis else 1
            low, high = sorted(int(v) for v in self.random.integers(0, size + 1, 2)) if axis else (0, 1)
            if low == high:
                low, high = 0, size
            first, last = (low, high) if step > 0 else (high - 1, low - 1 if low else -size - 1)
            if self.random.random() < 0.3 and first > 0:
                first -= size
            begin.append(first), end.append(last), steps.append(step)
            bounds = slice(None if options.beginMask >> axis & 1 else first,
                           None if options.endMask >> axis & 1 or last == -size - 1 else last, step)
            sizes.append(len(range(size)[bounds]))
        if 0 in sizes:
            return
        arguments = [self.constant(np.array(values, np.int32)) for values in (begin, end, steps)]
        self.operator(CODE.STRIDED_SLICE, [source, *arguments], self.like(source, sizes), OPTIONS.StridedSliceOptions,
                      options)

    def concatenate(self):
        source, shape = self.head, self.shape(self.head)
        axis = int(self.random.integers(1, len(shape)))
        self.rectify(CODE.RELU, same=True)
        options = schema.ConcatenationOptionsT()
        options.axis = axis if self.random.random() < 0.5 else axis - len(shape)
        parts = [source, self.head] + ([source] if self.random.random() < 0.3 else [])
        shape[axis] *= len(parts)
        self.operator(CODE.CONCATENATION, parts, self.like(source, shape), OPTIONS.ConcatenationOptions, options)

    def pack(self):
        """Two tensors of rank 3 along a new axis."""
        shape = self.shape(self.head)
        self.view([1, shape[1] * shape[2], shape[3]])
        source, shape = self.head, self.shape(self.head)
        self.rectify(CODE.RELU, same=True)
        options = schema.PackOptionsT()
        options.axis, options.valuesCount = int(self.random.integers(1, 4)), 2
        shape.insert(options.axis, 2)
        self.operator(CODE.PACK, [source, self.head], self.like(source, shape), OPTIONS.PackOptions, options)

    def split(self):
        source, shape = self.head, self.shape(self.head)
        axes = [axis for axis in range(1, len(shape)) if shape[axis] % 2 == 0]
        if not axes:
            return
        axis = int(self.random.choice(axes))
        parts = list(shape)
        parts[axis] //= 2
        options = schema.SplitOptionsT()
        options.numSplits = 2
        outputs = [self.like(source, parts) for _ in range(2)]
        self.operator(CODE.SPLIT, [self.constant(np.array(axis, np.int32)), source], outputs, OPTIONS.SplitOptions, options)
        if self.random.random() < 0.5:
            options = schema.AddOptionsT()
            options.potScaleInt16 = not self.is_wide
            self.operator(CODE.ADD, outputs, self.activation(parts, self.scale(source) * 1.5), OPTIONS.AddOptions, options)

    def split_unevenly(self):
        source, shape = self.head, self.shape(self.head)
        axis = int(self.random.integers(1, len(shape)))
        if shape[axis] < 2:
            return
        first = int(self.random.integers(1, shape[axis]))
        parts = [first, shape[axis] - first]
        options = schema.SplitVOptionsT()
        options.numSplits = 2
        outputs = [self.like(source, [*shape[:axis], part, *shape[axis + 1:]]) for part in parts]
        arguments = [self.constant(np.array(parts, np.int32)), self.constant(np.array(axis, np.int32))]
        self.operator(CODE.SPLIT_V, [source, *arguments], outputs, OPTIONS.SplitVOptions, options)
        self.head = outputs[int(self.random.integers(2))]

    def batches(self):
        """A convolution over rows or columns of a batch made of blocks, as dilation used to be written."""
        source, shape = self.head, self.shape(self.head)
        along = 2 if shape[2] > 1 else 1
        block = int(self.random.integers(1, 5))
        before = int(self.random.integers(0, 4))
        after = before + (-(shape[along] + 2 * before)) % block
        blocks = [1, 1]
        blocks[along - 1] = block
        amounts = np.zeros((2, 2), np.int32)
        amounts[along - 1] = before, after
        inner = list(shape)
        inner[0], inner[along] = block, (shape[along] + before + after) // block
        arguments = [self.constant(np.array(blocks, np.int32)), self.constant(amounts)]
        self.operator(CODE.SPACE_TO_BATCH_ND, [source, *arguments], self.like(source, inner),
                      OPTIONS.SpaceToBatchNDOptions, schema.SpaceToBatchNDOptionsT())
        options = schema.Conv2DOptionsT()
        options.padding = schema.Padding.VALID
        options.strideH = options.strideW = options.dilationHFactor = options.dilationWFactor = 1
        width = int(self.random.integers(1, min(4, inner[along]) + 1))
        kernel = (1, width) if along == 2 else (width, 1)
        channels = int(self.random.integers(1, 12))
        values, scales, axis = self.weights((channels, *kernel, shape[3]), channels, 0)
        weights = self.constant(values, axis, scales, np.zeros(len(scales)))
        depth = width * shape[3]
        bias = self.bias(self.scale(source), scales, channels, depth, options)
        inner[along] -= width - 1
        inner[3] = channels
        if along == 1 and inner[2] > 1:
            return
        middle = self.head
        self.operator(CODE.CONV_2D, [middle, weights, *bias],
                      self.activation(inner, self.spread(self.scale(source), scales, depth)), OPTIONS.Conv2DOptions, options)
        whole = [1, *inner[1:]]
        whole[along] *= block
        crop = int(self.random.integers(0, min(3, whole[along])))
        crops = np.zeros((2, 2), np.int32)
        crops[along - 1, int(self.random.integers(2))] = crop
        whole[along] -= crop
        arguments = [self.constant(np.array(blocks, np.int32)), self.constant(crops)]
        source = self.head
        self.operator(CODE.BATCH_TO_SPACE_ND, [source, *arguments], self.like(source, whole),
                      OPTIONS.BatchToSpaceNDOptions, schema.BatchToSpaceNDOptionsT())

    def resize(self, code):
        source, shape = self.head, self.shape(self.head)
        nearest = code == CODE.RESIZE_NEAREST_NEIGHBOR
        options = schema.ResizeNearestNeighborOptionsT() if nearest else schema.ResizeBilinearOptionsT()
        options.alignCorners, options.halfPixelCenters = [(False, False), (True, False), (False, True)][
            int(self.random.integers(3))]
        size = [int(self.random.integers(1, 2 * s + 2)) for s in shape[1:3]]
        self.operator(code, [source, self.constant(np.array(size, np.int32))], self.like(source, [1, *size, shape[3]]),
                      OPTIONS.ResizeNearestNeighborOptions if nearest else OPTIONS.ResizeBilinearOptions, options)

    def pad_with(self):
        source, shape = self.head, self.shape(self.head)
        amounts = np.zeros((len(shape), 2), np.int32)
        amounts[1:] = self.random.integers(0, 3, (len(shape) - 1, 2))
        out = [size + int(sum(pair)) for size, pair in zip(shape, amounts)]
        value = self.constant(self.values(1), scale=[self.scale(source)],
                              zero_point=[self.zero_point(source)])
        self.operator(CODE.PADV2, [source, self.constant(amounts), value], self.like(source, out), OPTIONS.PadV2Options,
                      schema.PadV2OptionsT())

    def quantise(self):
        source = self.head
        scale = float(self.scale(source) * np.exp(self.random.normal(0, 1)))
        self.operator(CODE.QUANTIZE, [source], self.activation(self.shape(source), scale))

    def narrow(self):
        """The head as int8 and back."""
        source, shape = self.head, self.shape(self.head)
        scale = float(self.scale(source) * 256 * np.exp(self.random.normal(0, 0.5)))
        narrow = self.tensor(shape, schema.TensorType.INT8, scale, int(self.random.integers(-128, 128)))
        self.operator(CODE.QUANTIZE, [source], narrow)
        self.operator(CODE.QUANTIZE, [narrow], self.activation(shape, scale / 200))
        self.kinds.append("int8")

    def rectify(self, code, same=None):
        source = self.head
        same = self.random.random() < 0.5 if same is None else same
        scale = self.scale(source) * (1 if same else float(np.exp(self.random.normal(0, 0.5))))
        output = self.activation(self.shape(source), scale, self.zero_point(source) if same else None)
        self.operator(code, [source], output)

    def pad(self):
        source, shape = self.head, self.shape(self.head)
        amounts = np.zeros((len(shape), 2), np.int32)
        amounts[1:-1] = self.random.integers(0, 4, (len(shape) - 2, 2))
        out = [size + int(sum(pair)) for size, pair in zip(shape, amounts)]
        output = self.activation(out, self.scale(source), self.zero_point(source))
        self.operator(CODE.PAD, [source, self.constant(amounts)], output, OPTIONS.PadOptions, schema.PadOptionsT())

    def view(self, shape):
        """The head with another shape, by RESHAPE, or by SQUEEZE or EXPAND_DIMS where that is what happens."""
        source, old = self.head, self.shape(self.head)
        output = self.activation(shape, self.scale(source), self.zero_point(source))
        if len(old) == 4 and old[1] == 1 and shape == [old[0], *old[2:]]:
            options = schema.SqueezeOptionsT()
            options.squeezeDims = [1]
            self.operator(CODE.SQUEEZE, [source], output, OPTIONS.SqueezeOptions, options)
        elif len(shape) == 4 and shape[1] == 1 and old == [shape[0], *shape[2:]]:
            axis = self.constant(np.array(1, np.int32))
            self.operator(CODE.EXPAND_DIMS, [source, axis], output, OPTIONS.ExpandDimsOptions, schema.ExpandDimsOptionsT())
        else:
            options = schema.ReshapeOptionsT()
            options.newShape = shape
            self.operator(CODE.RESHAPE, [source, self.constant(np.array(shape, np.int32))], output,
                          OPTIONS.ReshapeOptions, options)

    def finish(self):
        self.graph.outputs = [self.head]
        builder = flatbuffers.Builder(1024)
        builder.Finish(self.model.Pack(builder), file_identifier=b"TFL3")
        return bytes(builder.Output())


def random_network(seed, is_wide=False):
    """A network of 2 to 8 random operators; its head is always `[1, height, width, channels]` or the end."""
    net = Network(seed, is_wide)
    random = net.random
    height, width = [(int(random.integers(4, 64)), 1), (1, int(random.integers(4, 64))),
                     (int(random.integers(3, 12)), int(random.integers(3, 12)))][int(random.integers(3))]
    channels = int(random.choice([1, 1, 2, 3, 8, int(random.integers(1, 20))]))
    if height == 1 and random.random() < 0.5:
        net.graph.inputs = [net.activation([1, width, channels])]
        net.head = net.graph.inputs[0]
        net.view([1, 1, width, channels])
    else:
        net.graph.inputs = [net.activation([1, height, width, channels])]
        net.head = net.graph.inputs[0]
    steps = [net.convolution, net.convolution, net.depthwise, net.depthwise, net.addition, net.quantise, net.pad,
             lambda: net.pool(CODE.AVERAGE_POOL_2D), lambda: net.pool(CODE.MAX_POOL_2D),
             lambda: net.rectify(CODE.RELU), lambda: net.rectify(CODE.RELU6), net.fully_connected]
    further = [net.transposed_convolution, net.narrow if is_wide else net.parametric_rectifier, net.transpose, net.slice, net.strided_slice,
               net.concatenate, net.split, net.split_unevenly, net.batches, net.pad_with, net.pack]
    further += [lambda code=code: net.arithmetic(code)
                for code in (CODE.ADD, CODE.SUB, CODE.MUL, CODE.MAXIMUM, CODE.MINIMUM)]
    further += [lambda code=code: net.curve(code)
                for code in (CODE.LOGISTIC, CODE.TANH, CODE.ELU, CODE.HARD_SWISH, CODE.LEAKY_RELU, CODE.SOFTMAX)
                if not is_wide or code not in (CODE.ELU, CODE.HARD_SWISH)]
    further += [lambda code=code: net.resize(code) for code in (CODE.RESIZE_BILINEAR, CODE.RESIZE_NEAREST_NEIGHBOR)]
    for _ in range(int(random.integers(1, 7))):
        if int(np.prod(net.shape(net.head))) > LARGEST:
            net.pool(CODE.MAX_POOL_2D)
        choice = steps if random.random() < 0.4 else further
        choice[int(random.integers(len(choice)))]()
        if net.shape(net.head)[0] != 1:
            return net.finish(), net.kinds
        if len(net.shape(net.head)) == 4 and net.shape(net.head)[1] == 1 and random.random() < 0.2:
            shape = net.shape(net.head)
            net.view([1, *shape[2:]])
            if random.random() < 0.5:
                net.pad()
            net.view([1, 1, *net.shape(net.head)[1:]])
    if not net.kinds:
        net.rectify(CODE.RELU)
    ending = random.random()
    if ending < 0.5:
        net.mean(CODE.MEAN if random.random() < 0.6 else CODE.SUM)
    if ending < 0.3 or ending > 0.7:
        net.view([1, int(np.prod(net.shape(net.head)))])
        net.fully_connected(units=1 if random.random() < 0.7 else None)
    return net.finish(), net.kinds


def wide(kind):
    """How an operator of int16 activations is counted."""
    return f"int16 {kind}"


def wide_network(seed):
    """The same of int16 activations."""
    content, kinds = random_network(seed, is_wide=True)
    return content, [wide(kind) for kind in kinds]


def float_network(seed):
    """A network with floats inside, then a repetition."""
    net = Network(seed)
    shape = [1, *(int(size) for size in net.random.integers(1, 9, 3))]
    net.graph.inputs = [net.activation(shape)]
    net.head = net.graph.inputs[0]
    for step in (net.convolution, net.floats, net.tile, net.depthwise):
        step()
    return net.finish(), net.kinds


class Reference:
    """LiteRT's reference kernels on one network."""

    def __init__(self, content):
        self.model = schema.ModelT.InitFromPackedBuf(content, 0)
        self.graph = self.model.subgraphs[0]
        if any(self.code(operator) in NOT_REFERENCE for operator in self.graph.operators):
            self.stages = [self.stage(operator) for operator in self.graph.operators]
        else:
            self.stages = [(self.interpreter(content, OpResolverType.BUILTIN_REF), None)]
        self.input = self.graph.inputs[0]
        if self.graph.tensors[self.input].type == schema.TensorType.FLOAT32:
            self.quantised = next(o.outputs[0] for o in self.graph.operators if self.input in list(o.inputs))
        else:
            self.quantised = self.input
        computed = [index for o in self.graph.operators for index in o.outputs]
        self.compared = {i for i in computed + [self.quantised] if self.graph.tensors[i].type in ELEMENTS}

    @staticmethod
    def interpreter(content, resolver):
        interpreter = Interpreter(model_content=content, experimental_op_resolver_type=resolver,
                                  experimental_preserve_all_tensors=True)
        interpreter.allocate_tensors()
        return interpreter

    def sum_of(self, operator, values):
        """SUM by MEAN's integer arithmetic, and never further than one from the real sum."""
        source, target = (self.graph.tensors[index].quantization for index in (operator.inputs[0], operator.outputs[0]))
        axes = tuple(int(axis) for axis in self.model.buffers[self.graph.tensors[operator.inputs[1]].buffer].data.view(np.int32))
        totals = np.sum(values.astype(np.int64) - source.zeroPoint[0], axis=axes)
        factor = float(np.float32(source.scale[0])) / float(np.float32(target.scale[0]))
        fraction, exponent = np.frexp(factor)
        multiplier = int(np.floor(fraction * 2**31 + 0.5))
        high = ((totals << max(int(exponent), 0)) * multiplier + 2**30) >> 31
        shift = max(-int(exponent), 0)
        scaled = (np.abs(high) + ((1 << shift) >> 1) >> shift) * np.sign(high)
        bounds = np.iinfo(values.dtype)
        result = np.clip(scaled + target.zeroPoint[0], bounds.min, bounds.max)
        assert np.all(np.abs(result - np.clip(totals * factor + target.zeroPoint[0], bounds.min, bounds.max)) <= 1)
        return result.astype(values.dtype).reshape(self.graph.tensors[operator.outputs[0]].shape)

    def stage(self, operator):
        """A network of one operator, with its graph; SUM itself."""
        model = copy.copy(self.model)
        graph = copy.copy(self.graph)
        if self.code(operator) == CODE.SUM:
            return operator, self.graph
        alone = copy.copy(operator)
        alone.opcodeIndex = 0
        model.operatorCodes = [self.model.operatorCodes[operator.opcodeIndex]]
        model.subgraphs, model.signatureDefs, graph.operators = [graph], None, [alone]
        given = {self.graph.inputs[0]} | {index for o in self.graph.operators for index in o.outputs}
        graph.inputs = [index for index in dict.fromkeys(operator.inputs) if index in given]
        graph.outputs = list(operator.outputs)
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
        plain = self.code(operator) in NOT_REFERENCE
        resolver = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES if plain else OpResolverType.BUILTIN_REF
        return self.interpreter(bytes(builder.Output()), resolver), graph

    @property
    def shape(self):
        return list(self.graph.tensors[self.quantised].shape)

    @property
    def number(self):
        return ELEMENTS[self.graph.tensors[self.quantised].type]

    def run(self, values):
        """Every computed tensor of whole numbers, by index."""
        quantization = self.graph.tensors[self.quantised].quantization
        fed = values.reshape(self.shape)
        if self.input != self.quantised:
            real = (fed.astype(np.float64) - quantization.zeroPoint[0]) * np.float32(quantization.scale[0])
            fed = real.astype(np.float32)
        computed = {self.input: fed}
        for stage, graph in self.stages:
            if graph and isinstance(stage, schema.OperatorT):
                computed[stage.outputs[0]] = self.sum_of(stage, computed[stage.inputs[0]])
                continue
            for index in graph.inputs if graph else [self.input]:
                stage.set_tensor(index, computed[index])
            stage.invoke()
            for index in graph.outputs if graph else self.compared:
                computed[index] = stage.get_tensor(index).copy()
        return {index: computed[index].ravel() for index in self.compared}

    def accumulator(self, tensors):
        """The last fully connected layer's sum, if the network ends in one output."""
        views = {CODE.RESHAPE, CODE.SQUEEZE, CODE.EXPAND_DIMS, CODE.DEQUANTIZE}
        last = [o for o in self.graph.operators if self.code(o) not in views][-1]
        output = self.graph.tensors[last.outputs[0]]
        if self.code(last) != CODE.FULLY_CONNECTED or int(np.prod(output.shape)) != 1 or output.type != schema.TensorType.INT8:
            return None
        weights = self.model.buffers[self.graph.tensors[last.inputs[1]].buffer].data.view(np.int8).astype(np.int64)
        zero_point = self.graph.tensors[last.inputs[0]].quantization.zeroPoint[0]
        total = int(np.sum(weights * (tensors[last.inputs[0]].astype(np.int64) - zero_point)))
        if len(last.inputs) > 2 and last.inputs[2] >= 0:
            total += int(self.model.buffers[self.graph.tensors[last.inputs[2]].buffer].data.view(np.int32)[0])
        return total

    def code(self, operator):
        entry = self.model.operatorCodes[operator.opcodeIndex]
        return max(entry.builtinCode, entry.deprecatedBuiltinCode)


def keras_networks():
    """Networks of the field with random weights, built in Keras and converted by TensorFlow as anyone would: by name.

    To int8, and those without an operator that LiteRT has not for it, to int16 activations with int8 weights.
    """
    import os
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow
    keras, layers = tensorflow.keras, tensorflow.keras.layers
    keras.utils.set_random_seed(1)

    def normalised(x, activation=None):
        x = layers.BatchNormalization()(x)
        return layers.Activation(activation)(x) if activation else x

    def eegnet(x):
        """EEGNet-8,2 (Lawhern et al. 2018)."""
        x = normalised(layers.Conv2D(8, (1, 64), padding="same", use_bias=False)(x))
        x = normalised(layers.DepthwiseConv2D((8, 1), depth_multiplier=2, use_bias=False)(x), "elu")
        x = layers.Dropout(0.5)(layers.AveragePooling2D((1, 4))(x))
        x = normalised(layers.SeparableConv2D(16, (1, 16), padding="same", use_bias=False)(x), "elu")
        x = layers.Flatten()(layers.Dropout(0.5)(layers.AveragePooling2D((1, 8))(x)))
        return layers.Dense(2, activation="softmax")(x)

    def epidenet(x):
        """After EpiDeNet (Ingolfsson et al. 2023)."""
        for filters, kernel, pool in ((4, (1, 4), (1, 8)), (16, (1, 16), (1, 4)), (16, (1, 8), (1, 4)), (16, (4, 1), (1, 4))):
            x = layers.MaxPooling2D(pool)(normalised(layers.Conv2D(filters, kernel, padding="same")(x), "relu"))
        x = layers.GlobalAveragePooling2D()(normalised(layers.Conv2D(16, (4, 1))(x), "relu"))
        return layers.Dense(2, activation="softmax")(x)

    def tcn(x):
        """Dilated causal convolutions with residuals (Bai et al. 2018)."""
        for dilation in (1, 2, 4, 8, 16):
            y = normalised(layers.Conv1D(8, 3, padding="causal", dilation_rate=dilation)(x), "relu")
            x = layers.Add()([x if x.shape[-1] == 8 else layers.Conv1D(8, 1)(x), y])
        return layers.Dense(1, activation="sigmoid")(layers.GlobalAveragePooling1D()(x))

    def gated(x):
        """Squeeze and excitation over a separable convolution, a decoder, and the rarer activations."""
        x = layers.DepthwiseConv2D(3, dilation_rate=2)(layers.LeakyReLU()(layers.Conv2D(8, 3, dilation_rate=2, padding="same")(x)))
        gate = layers.Dense(8, activation="sigmoid")(layers.GlobalAveragePooling2D(keepdims=True)(x))
        x = layers.PReLU(shared_axes=[1, 2])(layers.Multiply()([x, gate]))
        x = layers.Conv2DTranspose(6, 3, strides=2, padding="same")(x)
        x = layers.UpSampling2D(2, interpolation="bilinear")(x)
        x = layers.Conv2D(8, 3, groups=2, padding="same", activation="tanh")(x)
        return layers.Concatenate()([layers.UpSampling2D(2)(layers.MaxPooling2D(2)(x)), layers.Permute((1, 2, 3))(x)])

    shapes = {eegnet: (8, 128, 1), epidenet: (4, 1024, 1), tcn: (256, 1), gated: (12, 12, 4)}
    for network, shape in shapes.items():
        start = keras.Input(shape, batch_size=1)
        model = keras.Model(start, network(start))
        # Statistics that are not those of a fresh network, so that folding them is not folding ones.
        for layer in model.layers:
            if isinstance(layer, layers.BatchNormalization):
                layer.set_weights([np.random.default_rng(3).uniform(0.5, 1.5, w.shape) for w in layer.get_weights()])
        samples = np.random.default_rng(7).normal(size=(8, 1, *shape)).astype(np.float32)
        sets = tensorflow.lite.OpsSet
        kinds = [(tensorflow.int8, sets.TFLITE_BUILTINS_INT8, str)]
        if network in (epidenet, tcn):
            kinds.append((tensorflow.int16, sets.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8, wide))
        for kind, operators, count in kinds:
            converter = tensorflow.lite.TFLiteConverter.from_keras_model(model)
            converter.optimizations = [tensorflow.lite.Optimize.DEFAULT]
            converter.representative_dataset = lambda: ([sample] for sample in samples)
            converter.target_spec.supported_ops = [operators]
            converter.inference_input_type = converter.inference_output_type = kind
            with contextlib.redirect_stdout(io.StringIO()):
                content = converter.convert()
            reference = Reference(content)
            names = {value: name for name, value in vars(CODE).items()}
            kinds_of = [count(names[reference.code(o)]) for o in reference.graph.operators]
            yield f"keras-{network.__name__}-{kind.name}", content, kinds_of, 20


def inputs(reference, seed, number):
    """`number` random inputs, then the extremes."""
    random = np.random.default_rng(seed)
    count, bounds = int(np.prod(reference.shape)), np.iinfo(reference.number)
    rows = [random.integers(bounds.min, bounds.max + 1, count) for _ in range(number)]
    rows += [np.full(count, bounds.min), np.full(count, bounds.max), np.where(np.arange(count) % 2, bounds.max, bounds.min)]
    return np.array(rows).astype(reference.number)


def compare(lines, reference, values):
    """The first difference between the program's lines and the reference, or None."""
    if len(lines) != len(values):
        return f"{len(lines)} results for {len(values)} inputs"
    for line, row in zip(lines, values):
        expected = reference.run(row)
        found = {tensor["index"]: np.array(tensor["values"], np.int16) for tensor in line["tensors"]}
        if set(found) != set(expected):
            return f"tensors {sorted(set(found) ^ set(expected))} are not on both sides"
        for index in sorted(expected):
            different = np.flatnonzero(found[index] != expected[index])
            if len(different):
                place = different[0]
                return (f"input {line['input']}, tensor {index}: {len(different)} of {len(expected[index])} values differ, "
                        f"first at {place}: {found[index][place]}, LiteRT {expected[index][place]}")
        accumulator = reference.accumulator(expected)
        if accumulator is not None and line["evidence"] != accumulator:
            return f"input {line['input']}: evidence {line['evidence']}, expected {accumulator}"
    return None


def run_program(program, files):
    """The program's JSON lines by file; a refused file's message instead."""
    command = [program, "model", "run", "--all-tensors", "--json"]
    for path in files:
        command += [str(path), "--input", f"{path}.input"]
    result = subprocess.run(command, capture_output=True, text=True)
    lines = {str(path): [] for path in files}
    for text in result.stdout.splitlines():
        line = json.loads(text)
        lines[line["file"]].append(line)
    return lines, result.returncode, result.stderr.strip()


def check(program, cases, folder):
    """Checks `(name, content, kinds, number of random inputs)`; returns how many passed and failed."""
    passed = failed = 0
    for start in range(0, len(cases), BATCH):
        batch = cases[start:start + BATCH]
        paths, references, values = [], [], []
        for seed, (name, content, _, number) in enumerate(batch, start):
            path = folder / f"{name}.tflite"
            reference = Reference(content)
            rows = inputs(reference, seed, number)
            path.write_bytes(content)
            pathlib.Path(f"{path}.input").write_bytes(rows.tobytes())
            paths.append(path)
            references.append(reference)
            values.append(rows)
        lines, code, message = run_program(program, paths)
        for (name, _, kinds, _), path, reference, rows in zip(batch, paths, references, values):
            problem = compare(lines[str(path)], reference, rows)
            if code != 0 and problem:
                problem = f"exit code {code}: {message}; {problem}"
            passed += problem is None
            failed += problem is not None
            if problem:
                print(f"{name} ({' '.join(kinds)}): {problem}", file=sys.stderr)
    return passed, failed


def refused_networks():
    """Networks the compiler must refuse, by the reason."""
    def convolution(change=lambda net: None, is_wide=False):
        net = Network(1, is_wide)
        net.graph.inputs = [net.activation([1, 16, 1, 2])]
        net.head = net.graph.inputs[0]
        net.convolution()
        change(net)
        return net

    def each_float(net):
        for tensor in net.graph.tensors:
            tensor.type = schema.TensorType.FLOAT32

    def options(net):
        return net.graph.operators[0].builtinOptions

    yield "float", convolution(each_float)
    yield "dilated", convolution(lambda net: setattr(options(net), "dilationHFactor", 2000))
    yield "tanh", convolution(lambda net: setattr(options(net), "fusedActivationFunction", 4))
    yield "gather", convolution(
        lambda net: net.operator(CODE.GATHER, [net.head], net.activation(net.shape(net.head), 1 / 256, -128)))
    yield "maximum", convolution(
        lambda net: net.operator(CODE.MAXIMUM, [net.head, net.head], net.activation(net.shape(net.head), 3.0, 5)))
    yield "softmax", convolution(lambda net: net.operator(
        CODE.SOFTMAX, [net.head], net.activation(net.shape(net.head), 0.5, 0), OPTIONS.SoftmaxOptions,
        schema.SoftmaxOptionsT()))
    yield "slice", convolution(lambda net: net.operator(
        CODE.SLICE, [net.head, net.constant(np.full(4, 99, np.int32)), net.constant(np.ones(4, np.int32))],
        net.like(net.head, [1, 1, 1, 1])))
    yield "between", convolution(lambda net: net.operator(
        CODE.CONCATENATION, [net.head, net.head], net.activation([1, 1, 1, 2], 0.5), OPTIONS.ConcatenationOptions,
        schema.ConcatenationOptionsT()))
    yield "batch", convolution(lambda net: net.graph.tensors[0].shape.__setitem__(0, 2))
    yield "dynamic", convolution(lambda net: setattr(net.graph.tensors[0], "shapeSignature", [-1, -1, 1, 2]))
    yield "subgraphs", convolution(lambda net: net.model.subgraphs.append(net.graph))
    yield "asymmetric", convolution(lambda net: net.graph.tensors[1].quantization.zeroPoint.__setitem__(0, 3))

    def huge(net):
        net.graph.tensors[0].quantization.scale = [1e9]
        net.graph.tensors[2].quantization = None

    yield "overflow", convolution(huge)

    def wide(change):
        return convolution(change, is_wide=True)

    yield "int16-zero-point", wide(lambda net: setattr(net.graph.tensors[0].quantization, "zeroPoint", [1]))
    yield "int16-elu", wide(lambda net: net.operator(CODE.ELU, [net.head], net.activation(net.shape(net.head), 0.5)))
    yield "int16-to-int8", wide(lambda net: setattr(net.graph.tensors[net.head], "type", schema.TensorType.INT8))

    def lstm_sum(net):
        net.graph.tensors[net.head].quantization.scale = [2.0**-10]
        net.operator(CODE.ADD, [net.head, net.head], net.activation(net.shape(net.head), 2.0**-9), OPTIONS.AddOptions,
                     schema.AddOptionsT())

    yield "int16-powers", wide(lstm_sum)

    def prelu(net):
        alpha = net.constant(np.ones([1, 1, net.shape(net.head)[-1]], np.int8), scale=[0.1], zero_point=[0])
        net.operator(CODE.PRELU, [net.head, alpha], net.activation(net.shape(net.head), 0.5))

    yield "int16-prelu", wide(prelu)


def int16_input_network():
    """A network that ends as a detector does, but takes int16."""
    net = Network(2)
    net.graph.inputs = [net.tensor([1, 64], schema.TensorType.INT16, 1e-3, 0)]
    net.operator(CODE.QUANTIZE, net.graph.inputs, net.activation([1, 64], 0.25))
    net.fully_connected(units=1)
    return net.finish()


def write_fixtures(folder, seeds):
    """Writes small networks with one input and every tensor's expected values, for tests without Python."""
    folder.mkdir(parents=True, exist_ok=True)
    networks = [(f"network{seed}", seed, random_network(seed)[0]) for seed in seeds]
    networks += [(f"wide{seed}", seed, wide_network(seed)[0]) for seed in seeds]
    for name, seed, content in networks:
        reference = Reference(content)
        row = inputs(reference, seed, 1)[0]
        tensors = reference.run(row)
        records = [(index, data.tobytes()) for index, data in sorted(tensors.items())]
        accumulator = reference.accumulator(tensors)
        if accumulator is not None:
            records.append((0xFFFFFFFF, struct.pack("<i", accumulator)))
        expected = b"".join(struct.pack("<II", index, len(data)) + data for index, data in records)
        (folder / f"{name}.tflite").write_bytes(content)
        (folder / f"{name}.input").write_bytes(row.tobytes())
        (folder / f"{name}.expected").write_bytes(expected)
    (folder / "int16-input.tflite").write_bytes(int16_input_network())
    for name, net in refused_networks():
        (folder / f"refused-{name}.tflite").write_bytes(net.finish())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the prodrome executable")
    parser.add_argument("--seeds", type=int, default=200, help="how many random networks (200)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--model", action="append", default=[], help="also check this .tflite; may be repeated")
    parser.add_argument("--keras", action="store_true", help="also networks of the field, built and converted by TensorFlow")
    parser.add_argument("--write-fixtures", type=pathlib.Path, help="write the networks as test fixtures and stop")
    arguments = parser.parse_args()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    if arguments.write_fixtures:
        write_fixtures(arguments.write_fixtures, seeds)
        return 0
    cases = [(f"seed{seed}", *random_network(seed), 2) for seed in seeds]
    cases += [(f"wide{seed}", *wide_network(seed), 2) for seed in seeds]
    cases += [(f"floats{seed}", *float_network(seed), 2) for seed in seeds if seed % 10 == 0]
    for number, path in enumerate(arguments.model):
        cases.append((f"model{number}", pathlib.Path(path).read_bytes(), [path], 20))
    if arguments.keras:
        cases += keras_networks()
    wanted = (*OPERATORS, *map(wide, WIDE_OPERATORS))
    counts = {kind: 0 for kind in wanted} if arguments.seeds >= 200 else {}
    for _, _, kinds, _ in cases:
        for kind in kinds:
            counts[kind] = counts.get(kind, 0) + 1
    print("operators:", ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())))
    with tempfile.TemporaryDirectory() as folder:
        passed, failed = check(arguments.program, cases, pathlib.Path(folder))
    for kind in (kind for kind, count in counts.items() if count == 0):
        print(f"no network holds {kind}", file=sys.stderr)
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
