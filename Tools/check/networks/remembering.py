"""Random layers that keep a state from one input to the next."""
import numpy as np

from networks.format import CODE, OPTIONS, schema


class RememberingLayers:
    """What a network gains: long short-term memory and filters over the last inputs."""

    def variable(self, count, kind, scale, zero_point):
        """A tensor that keeps its value from one evaluation to the next."""
        index = self.tensor([1, count], kind, scale, zero_point)
        self.graph.tensors[index].isVariable = True
        return index

    def matrix(self, shape, scale):
        values = self.random.integers(-127, 128, shape).astype(np.int8)
        return self.constant(values, scale=[scale], zero_point=[0])

    def gate_scale(self, values_scale, depth):
        """A scale of weights under which sums over some values typically lie where gates open and close."""
        return float(2 / (values_scale * self.typical * 74 * np.sqrt(depth)) * np.exp(self.random.normal(0, 0.7)))

    def lstm(self):
        """UNIDIRECTIONAL_SEQUENCE_LSTM as TensorFlow makes it of `keras.layers.LSTM`; the head is `[1, steps, inputs]`."""
        source, (_, steps, inputs), random = self.head, self.shape(self.head), self.random
        cells = int(random.integers(1, 12))
        scale = float(np.exp(random.uniform(np.log(2e-3), np.log(1.2e-2))))
        zero_point = int(random.choice([0, -128, 127, random.integers(-60, 60)]))
        output = self.activation([1, steps, cells], scale, zero_point)
        own = self.graph.tensors[output].quantization
        gates = [self.gate_scale(self.scale(source), inputs) for _ in range(4)]
        weights = [self.matrix((cells, inputs), scale) for scale in gates]
        weights += [self.matrix((cells, cells), self.gate_scale(scale, cells)) for _ in range(4)]
        biases = [self.constant(random.normal(0, 1 / (self.scale(source) * gate), cells).astype(np.int32),
                                scale=[self.scale(source) * gate], zero_point=[0]) for gate in gates]
        activations = self.variable(cells, schema.TensorType.INT8, own.scale[0], own.zeroPoint[0])
        memory = self.variable(cells, schema.TensorType.INT16, 2.0 ** -int(random.integers(9, 16)), 0)
        options = schema.UnidirectionalSequenceLSTMOptionsT()
        options.fusedActivationFunction = schema.ActivationFunctionType.TANH
        options.cellClip = float(random.choice([0, 0.3, 10]))
        self.operator(CODE.UNIDIRECTIONAL_SEQUENCE_LSTM, [source, *weights, -1, -1, -1, *biases, -1, -1, activations, memory] + 4 * [-1],
                      output, OPTIONS.UnidirectionalSequenceLSTMOptions, options)
        between = [self.tensor([0], schema.TensorType.FLOAT32) for _ in range(4)]
        between.append(self.tensor([0], schema.TensorType.INT8, own.scale[0], own.zeroPoint[0]))
        self.graph.operators[-1].intermediates = between

    def svdf(self):
        """SVDF; the head is `[1, inputs]`."""
        source, inputs, random = self.head, self.shape(self.head)[1], self.random
        units, rank, memory = (int(random.integers(1, high)) for high in (12, 4, 11))
        weight_scale = float(np.exp(random.uniform(np.log(1e-3), np.log(5e-2))))
        typical = self.scale(source) * weight_scale * self.typical * 74 * np.sqrt(inputs)
        state_scale = float(typical / 8_000 * np.exp(random.normal(0, 0.7)))
        # Sums of 32 bits must not leave them: they are undefined in LiteRT.
        most = min(32_767, 2**31 // (32_768 * memory * rank + 1) - 1)
        times = self.constant(random.integers(-most, most + 1, (units * rank, memory)).astype(np.int16),
                              scale=[float(np.exp(random.uniform(np.log(1e-6), np.log(1e-4))))], zero_point=[0])
        sums = state_scale * self.scale(times)
        biases = self.constant(random.normal(0, 1_000 * most, units).astype(np.int32), scale=[sums], zero_point=[0])
        biases = biases if random.random() < 0.7 else -1
        scale = float(sums * 8_000 * most / 2 * np.sqrt(memory * rank) / 50 * np.exp(random.normal(0, 0.7)))
        zero_point = int(random.choice([-128, 0, 5]))
        options = schema.SVDFOptionsT()
        options.rank = rank
        # LiteRT takes no other, and only clamps to int8.
        options.fusedActivationFunction = schema.ActivationFunctionType.RELU
        state = self.variable(units * rank * memory, schema.TensorType.INT16, state_scale, 0)
        self.operator(CODE.SVDF, [source, self.matrix((units * rank, inputs), weight_scale), times, biases, state],
                      self.activation([1, units], scale, zero_point), OPTIONS.SVDFOptions, options)
