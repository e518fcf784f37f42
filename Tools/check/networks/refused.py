"""Networks the compiler must refuse."""
import numpy as np

from networks.format import CODE, OPTIONS, schema
from networks.random_networks import Network


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
