"""Networks of random operators, by seed."""
import numpy as np

from networks.builder import Builder
from networks.elementwise import ElementwiseLayers
from networks.format import CODE, OPTIONS, schema, wide
from networks.remembering import RememberingLayers
from networks.shaping import ShapingLayers
from networks.weighted import WeightedLayers

# Elements beyond which a network's tensors are not made larger.
LARGEST = 20_000


class Network(Builder, WeightedLayers, ElementwiseLayers, ShapingLayers, RememberingLayers):
    """A network of random layers."""


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


def last_step(net):
    """The last of the head's steps, as TensorFlow takes it from an LSTM's."""
    source, (_, steps, cells) = net.head, net.shape(net.head)
    options = schema.StridedSliceOptionsT()
    options.beginMask = options.endMask = 5
    options.shrinkAxisMask = 2
    arguments = [net.constant(np.array(values, np.int32)) for values in ([0, -1, 0], [0, steps, cells], [1, 1, 1])]
    net.operator(CODE.STRIDED_SLICE, [source, *arguments], net.like(source, [1, cells]), OPTIONS.StridedSliceOptions, options)


def remembering(seed):
    """A network under construction with layers that keep a state: LSTM of even seeds, SVDF of odd ones."""
    net = Network(seed)
    random = net.random
    steps, channels = int(random.integers(1, 20)), int(random.integers(1, 12))
    is_recurrent = seed % 2 == 0
    net.graph.inputs = [net.activation([1, steps, channels] if is_recurrent else [1, steps * channels])]
    net.head = net.graph.inputs[0]
    if is_recurrent and random.random() < 0.5:
        net.view([1, 1, steps, channels])
        net.convolution()
        net.view([1, int(np.prod(net.shape(net.head)[1:3])), net.shape(net.head)[3]])
    for _ in range(int(random.integers(1, 4))):
        (net.lstm if is_recurrent else net.svdf)()
    if is_recurrent:
        last_step(net)
    net.fully_connected(units=1 if random.random() < 0.7 else None)
    return net


def remembering_network(seed):
    """The same, finished."""
    net = remembering(seed)
    return net.finish(), net.kinds


def long_network(operators, views):
    """A chain of so many small operators, each seen in so many other shapes before the next."""
    net = Network(operators)
    net.graph.inputs = [net.activation([1, 1, 12, 2])]
    net.head = net.graph.inputs[0]
    for number in range(operators - 1):
        for view in range(views):
            net.view([1, 1, 12, 2] if view % 2 else [1, 12, 2])
        if len(net.shape(net.head)) == 3:
            net.view([1, 1, 12, 2])
        net.quantise() if number % 3 else net.addition()
    net.view([1, 24])
    net.fully_connected(units=2)
    return net.finish(), net.kinds
