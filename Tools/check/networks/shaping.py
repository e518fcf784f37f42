"""Random layers that move values and compute little."""
import numpy as np

from networks.format import CODE, OPTIONS, schema


class ShapingLayers:
    """What a network gains: slices, joins, transpositions, padding and resizing."""

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
