"""Writes small networks as test fixtures."""
import pathlib
import struct

import numpy as np

from networks.format import CODE, schema
from networks.random_networks import Network, long_network, random_network, remembering_network, wide_network
from networks.reference import Reference, inputs
from networks.refused import refused_networks

# Networks with a state, in whose files several inputs and the outputs they give follow each other.
REMEMBERING = 12
# Of networks with many operators, or many tensors.
LONG = ((30, 4), (60, 2))


def int16_input_network():
    """A network that ends as a detector does, but takes int16."""
    net = Network(2)
    net.graph.inputs = [net.tensor([1, 64], schema.TensorType.INT16, 1e-3, 0)]
    net.operator(CODE.QUANTIZE, net.graph.inputs, net.activation([1, 64], 0.25))
    net.fully_connected(units=1)
    return net.finish()


def with_unsigned_ends(content):
    """A network of int8 with uint8 input and output, as `inference_input_type=uint8` makes it."""
    net = Network(0)
    net.model = schema.ModelT.InitFromPackedBuf(content, 0)
    net.graph = net.model.subgraphs[0]
    net.codes = {entry.builtinCode: number for number, entry in enumerate(net.model.operatorCodes)}
    signed = net.graph.inputs[0], net.graph.outputs[0]
    start, end = (net.tensor(net.shape(index), schema.TensorType.UINT8, net.scale(index), net.zero_point(index) + 128)
                  for index in signed)
    net.operator(CODE.QUANTIZE, [start], signed[0])
    net.graph.operators.insert(0, net.graph.operators.pop())
    net.operator(CODE.QUANTIZE, [signed[1]], end)
    net.graph.inputs, net.model.signatureDefs = [start], None
    return net.finish()


def write_unsigned(folder):
    """A classifier of the field with uint8 ends, inputs and the outputs of LiteRT's reference kernels."""
    model = pathlib.Path(__file__).parents[3] / "Tests/ReplayTests/Fixtures/classifiers/eegnet/model.tflite"
    content = with_unsigned_ends(model.read_bytes())
    reference = Reference(content)
    output = reference.graph.outputs[0]
    reference.compared.add(output)
    rows = np.random.default_rng(5).integers(0, 256, (4, *reference.shape)).astype(np.uint8)
    outputs = [reference.run(row)[output].tobytes() for row in rows]
    (folder / "unsigned-eegnet.tflite").write_bytes(content)
    (folder / "unsigned-eegnet.input").write_bytes(rows.tobytes())
    (folder / "unsigned-eegnet.expected").write_bytes(b"".join(outputs))


def write_sequence(folder, name, content, seed):
    """Writes a network, inputs that follow each other, and the output of LiteRT's reference kernels after each."""
    reference = Reference(content)
    rows = inputs(reference, seed, 3)
    outputs = [reference.run(row)[reference.graph.outputs[0]].tobytes() for row in rows]
    (folder / f"{name}.tflite").write_bytes(content)
    (folder / f"{name}.input").write_bytes(rows.tobytes())
    (folder / f"{name}.expected").write_bytes(b"".join(outputs))


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
    for seed in range(REMEMBERING):
        write_sequence(folder, f"remembering{seed}", remembering_network(seed)[0], seed)
    for operators, views in LONG:
        write_sequence(folder, f"long{operators}", long_network(operators, views)[0], operators)
    write_unsigned(folder)
    (folder / "int16-input.tflite").write_bytes(int16_input_network())
    for name, net in refused_networks():
        (folder / f"refused-{name}.tflite").write_bytes(net.finish())
