"""Writes small networks as test fixtures."""
import struct

from networks.format import CODE, schema
from networks.random_networks import Network, random_network, wide_network
from networks.reference import Reference, inputs
from networks.refused import refused_networks


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
