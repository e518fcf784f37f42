"""Random layers that take each value by itself."""
import numpy as np

from networks.format import CODE, OPTIONS, schema


class ElementwiseLayers:
    """What a network gains: arithmetic, curves and changes of scale."""

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
