"""Networks the compiler must refuse."""
import copy

import numpy as np

from networks.format import CODE, OPTIONS, schema
from networks.random_networks import Network, remembering


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

    yield from refused_remembering()


def refused_remembering():
    """Networks with a state that the compiler must refuse, by the reason."""
    def made(seed, change):
        net = remembering(seed)
        change(net, net.graph.operators[0], net.graph.tensors)
        return net

    def lstm(change):
        return made(4, change)

    def svdf(change):
        return made(3, change)

    def share(net, operator, tensors):
        twin = copy.copy(operator)
        twin.outputs = [net.activation(net.shape(operator.outputs[0]), net.scale(operator.outputs[0]), net.zero_point(operator.outputs[0]))]
        net.graph.operators.insert(1, twin)

    def given(position, value):
        def change(net, operator, tensors):
            operator.inputs[position] = net.constant(np.ones(3, np.int8), scale=[0.1], zero_point=[0]) if value is None else value
        return change

    def scale(position, value):
        return lambda net, operator, tensors: setattr(tensors[operator.inputs[position]].quantization, "scale", [value])

    def plain(position):
        return lambda net, operator, tensors: setattr(tensors[operator.inputs[position]], "isVariable", False)

    def shape(position, value):
        return lambda net, operator, tensors: setattr(tensors[operator.inputs[position]], "shape", value)

    def flat(position):
        def change(net, operator, tensors):
            tensors[operator.inputs[position]].shape = [1, int(np.prod(net.shape(operator.inputs[position])))]
        return change

    def option(name, value):
        return lambda net, operator, tensors: setattr(operator.builtinOptions, name, value)

    yield "lstm-peephole", lstm(given(10, None))
    yield "lstm-projection", lstm(given(16, None))
    yield "lstm-norm", lstm(given(21, None))
    yield "lstm-relu", lstm(option("fusedActivationFunction", 1))
    yield "lstm-diagonal", lstm(option("diagonalRecurrentTensors", True))
    yield "lstm-weights-missing", lstm(given(3, -1))
    yield "lstm-bias-missing", lstm(given(13, -1))
    yield "lstm-state-missing", lstm(given(19, -1))
    yield "lstm-state-shape", lstm(shape(19, [1, 99]))
    yield "lstm-state-plain", lstm(plain(18))
    yield "lstm-state-shared", lstm(share)
    yield "lstm-state-scale", lstm(scale(18, 0.5))
    yield "lstm-cell-scale", lstm(scale(19, 0.3))
    yield "lstm-cell-range", lstm(scale(19, 2.0**-8))
    yield "lstm-weights-shape", lstm(flat(5))
    yield "lstm-sums", lstm(scale(2, 1e9))
    yield "lstm-intermediates", lstm(lambda net, operator, tensors: setattr(operator, "intermediates", None))
    yield "svdf-activation", svdf(option("fusedActivationFunction", 0))
    yield "svdf-rank", svdf(option("rank", 77))
    yield "svdf-rank-none", svdf(option("rank", 0))
    yield "svdf-state-missing", svdf(given(4, -1))
    yield "svdf-state-plain", svdf(plain(4))
    yield "svdf-state-shape", svdf(shape(4, [1, 7]))
    yield "svdf-time-missing", svdf(given(2, -1))
    yield "svdf-time-shape", svdf(flat(2))
    yield "svdf-scale", svdf(scale(4, 1e-30))
    yield "svdf-output-scale", svdf(scale(2, 1e9))
