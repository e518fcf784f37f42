"""LiteRT's reference kernels."""
import copy

import flatbuffers
import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from networks.format import CODE, ELEMENTS, NOT_REFERENCE, schema


class Reference:
    """LiteRT's reference kernels on one network."""

    def __init__(self, content):
        self.model = schema.ModelT.InitFromPackedBuf(content, 0)
        self.graph = self.model.subgraphs[0]
        if any(self.code(operator) in NOT_REFERENCE for operator in self.graph.operators):
            self.stages = [self.stage(operator) for operator in self.graph.operators]
        else:
            self.stages = [(self.interpreter(content, OpResolverType.BUILTIN_REF), None)]
        self.input = self.graph.inputs[0]
        if self.graph.tensors[self.input].type == schema.TensorType.FLOAT32:
            self.quantised = next(o.outputs[0] for o in self.graph.operators if self.input in list(o.inputs))
        else:
            self.quantised = self.input
        computed = [index for o in self.graph.operators for index in o.outputs]
        self.compared = {i for i in computed + [self.quantised] if self.graph.tensors[i].type in ELEMENTS}

    @staticmethod
    def interpreter(content, resolver):
        interpreter = Interpreter(model_content=content, experimental_op_resolver_type=resolver,
                                  experimental_preserve_all_tensors=True)
        interpreter.allocate_tensors()
        return interpreter

    def sum_of(self, operator, values):
        """SUM by MEAN's integer arithmetic, and never further than one from the real sum."""
        source, target = (self.graph.tensors[index].quantization for index in (operator.inputs[0], operator.outputs[0]))
        axes = tuple(int(axis) for axis in self.model.buffers[self.graph.tensors[operator.inputs[1]].buffer].data.view(np.int32))
        totals = np.sum(values.astype(np.int64) - source.zeroPoint[0], axis=axes)
        factor = float(np.float32(source.scale[0])) / float(np.float32(target.scale[0]))
        fraction, exponent = np.frexp(factor)
        multiplier = int(np.floor(fraction * 2**31 + 0.5))
        high = ((totals << max(int(exponent), 0)) * multiplier + 2**30) >> 31
        shift = max(-int(exponent), 0)
        scaled = (np.abs(high) + ((1 << shift) >> 1) >> shift) * np.sign(high)
        bounds = np.iinfo(values.dtype)
        result = np.clip(scaled + target.zeroPoint[0], bounds.min, bounds.max)
        assert np.all(np.abs(result - np.clip(totals * factor + target.zeroPoint[0], bounds.min, bounds.max)) <= 1)
        return result.astype(values.dtype).reshape(self.graph.tensors[operator.outputs[0]].shape)

    def stage(self, operator):
        """A network of one operator, with its graph; SUM itself."""
        model = copy.copy(self.model)
        graph = copy.copy(self.graph)
        if self.code(operator) == CODE.SUM:
            return operator, self.graph
        alone = copy.copy(operator)
        alone.opcodeIndex = 0
        model.operatorCodes = [self.model.operatorCodes[operator.opcodeIndex]]
        model.subgraphs, model.signatureDefs, graph.operators = [graph], None, [alone]
        given = {self.graph.inputs[0]} | {index for o in self.graph.operators for index in o.outputs}
        graph.inputs = [index for index in dict.fromkeys(operator.inputs) if index in given]
        graph.outputs = list(operator.outputs)
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
        plain = self.code(operator) in NOT_REFERENCE
        resolver = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES if plain else OpResolverType.BUILTIN_REF
        return self.interpreter(bytes(builder.Output()), resolver), graph

    @property
    def shape(self):
        return list(self.graph.tensors[self.quantised].shape)

    @property
    def number(self):
        return ELEMENTS[self.graph.tensors[self.quantised].type]

    def run(self, values):
        """Every computed tensor of whole numbers, by index."""
        quantization = self.graph.tensors[self.quantised].quantization
        fed = values.reshape(self.shape)
        if self.input != self.quantised:
            real = (fed.astype(np.float64) - quantization.zeroPoint[0]) * np.float32(quantization.scale[0])
            fed = real.astype(np.float32)
        computed = {self.input: fed}
        for stage, graph in self.stages:
            if graph and isinstance(stage, schema.OperatorT):
                computed[stage.outputs[0]] = self.sum_of(stage, computed[stage.inputs[0]])
                continue
            for index in graph.inputs if graph else [self.input]:
                stage.set_tensor(index, computed[index])
            stage.invoke()
            for index in graph.outputs if graph else self.compared:
                computed[index] = stage.get_tensor(index).copy()
        return {index: computed[index].ravel() for index in self.compared}

    def accumulator(self, tensors):
        """The last fully connected layer's sum, if the network ends in one output."""
        views = {CODE.RESHAPE, CODE.SQUEEZE, CODE.EXPAND_DIMS, CODE.DEQUANTIZE}
        last = [o for o in self.graph.operators if self.code(o) not in views][-1]
        output = self.graph.tensors[last.outputs[0]]
        if self.code(last) != CODE.FULLY_CONNECTED or int(np.prod(output.shape)) != 1 or output.type != schema.TensorType.INT8:
            return None
        weights = self.model.buffers[self.graph.tensors[last.inputs[1]].buffer].data.view(np.int8).astype(np.int64)
        zero_point = self.graph.tensors[last.inputs[0]].quantization.zeroPoint[0]
        total = int(np.sum(weights * (tensors[last.inputs[0]].astype(np.int64) - zero_point)))
        if len(last.inputs) > 2 and last.inputs[2] >= 0:
            total += int(self.model.buffers[self.graph.tensors[last.inputs[2]].buffer].data.view(np.int32)[0])
        return total

    def code(self, operator):
        entry = self.model.operatorCodes[operator.opcodeIndex]
        return max(entry.builtinCode, entry.deprecatedBuiltinCode)


def inputs(reference, seed, number):
    """`number` random inputs, then the extremes."""
    random = np.random.default_rng(seed)
    count, bounds = int(np.prod(reference.shape)), np.iinfo(reference.number)
    rows = [random.integers(bounds.min, bounds.max + 1, count) for _ in range(number)]
    rows += [np.full(count, bounds.min), np.full(count, bounds.max), np.where(np.arange(count) % 2, bounds.max, bounds.min)]
    return np.array(rows).astype(reference.number)
