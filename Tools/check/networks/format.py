"""What the file format and the comparison call things."""
import numpy as np
from ai_edge_litert import schema_py_generated as schema

CODE = schema.BuiltinOperator
OPTIONS = schema.BuiltinOptions
# LiteRT's reference set has no ELU and no TILE: its usual kernel serves. Its two kernels for SUM differ from each other: in floats both,
# the reference half a unit too high and wrapping, the usual one rounding towards zero. Ours is MEAN's arithmetic without its division:
# see `sum_of`.
NOT_REFERENCE = {CODE.ELU, CODE.SUM, CODE.TILE, CODE.EXP, CODE.LOG, CODE.SQUARE}
VERSIONS = {CODE.CONV_2D: 3, CODE.DEPTHWISE_CONV_2D: 3, CODE.TRANSPOSE_CONV: 2, CODE.CONCATENATION: 2, CODE.MAXIMUM: 2,
            CODE.MINIMUM: 2, CODE.SUM: 2, CODE.SUB: 2, CODE.SPLIT: 2, CODE.SLICE: 2, CODE.STRIDED_SLICE: 2, CODE.TRANSPOSE: 2,
            CODE.SPACE_TO_BATCH_ND: 2, CODE.BATCH_TO_SPACE_ND: 2, CODE.RESIZE_NEAREST_NEIGHBOR: 3,
            CODE.RESIZE_BILINEAR: 3, CODE.LEAKY_RELU: 2, CODE.LOGISTIC: 2, CODE.TANH: 2, CODE.SOFTMAX: 2, CODE.MUL: 2,
            CODE.ADD: 2, CODE.PADV2: 2, CODE.PACK: 2}
# What tensors hold that are compared, and what constants hold.
ELEMENTS = {schema.TensorType.INT8: np.int8, schema.TensorType.INT16: np.int16}
CONSTANTS = {np.int8: schema.TensorType.INT8, np.int16: schema.TensorType.INT16, np.int32: schema.TensorType.INT32,
             np.int64: schema.TensorType.INT64}


def wide(kind):
    """How an operator of int16 activations is counted."""
    return f"int16 {kind}"
