"""Random layers that slide a window, or sum over their input."""
import numpy as np

from networks.format import CODE, OPTIONS, schema


class WeightedLayers:
    """What a network gains: convolutions, full connections, pools and means."""

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
