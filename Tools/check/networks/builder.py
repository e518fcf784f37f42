"""A flatbuffer model under construction."""
import flatbuffers
import numpy as np

from networks.format import CODE, CONSTANTS, ELEMENTS, OPTIONS, VERSIONS, schema


class Builder:
    """Tensors and operators of int8 or of int16 activations; `head` is the tensor the next operator reads."""

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

    def finish(self):
        self.graph.outputs = [self.head]
        builder = flatbuffers.Builder(1024)
        builder.Finish(self.model.Pack(builder), file_identifier=b"TFL3")
        return bytes(builder.Output())
