"""Networks of the field, built and converted by TensorFlow."""
import contextlib
import io

import numpy as np

from networks.format import CODE, wide
from networks.reference import Reference


def keras_networks():
    """Networks of the field with random weights, built in Keras and converted by TensorFlow as anyone would: by name.

    To int8, and those without an operator that LiteRT has not for it, to int16 activations with int8 weights.
    """
    import os
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow
    keras, layers = tensorflow.keras, tensorflow.keras.layers
    keras.utils.set_random_seed(1)

    def normalised(x, activation=None):
        x = layers.BatchNormalization()(x)
        return layers.Activation(activation)(x) if activation else x

    def eegnet(x):
        """EEGNet-8,2 (Lawhern et al. 2018)."""
        x = normalised(layers.Conv2D(8, (1, 64), padding="same", use_bias=False)(x))
        x = normalised(layers.DepthwiseConv2D((8, 1), depth_multiplier=2, use_bias=False)(x), "elu")
        x = layers.Dropout(0.5)(layers.AveragePooling2D((1, 4))(x))
        x = normalised(layers.SeparableConv2D(16, (1, 16), padding="same", use_bias=False)(x), "elu")
        x = layers.Flatten()(layers.Dropout(0.5)(layers.AveragePooling2D((1, 8))(x)))
        return layers.Dense(2, activation="softmax")(x)

    def epidenet(x):
        """After EpiDeNet (Ingolfsson et al. 2023)."""
        for filters, kernel, pool in ((4, (1, 4), (1, 8)), (16, (1, 16), (1, 4)), (16, (1, 8), (1, 4)), (16, (4, 1), (1, 4))):
            x = layers.MaxPooling2D(pool)(normalised(layers.Conv2D(filters, kernel, padding="same")(x), "relu"))
        x = layers.GlobalAveragePooling2D()(normalised(layers.Conv2D(16, (4, 1))(x), "relu"))
        return layers.Dense(2, activation="softmax")(x)

    def tcn(x):
        """Dilated causal convolutions with residuals (Bai et al. 2018)."""
        for dilation in (1, 2, 4, 8, 16):
            y = normalised(layers.Conv1D(8, 3, padding="causal", dilation_rate=dilation)(x), "relu")
            x = layers.Add()([x if x.shape[-1] == 8 else layers.Conv1D(8, 1)(x), y])
        return layers.Dense(1, activation="sigmoid")(layers.GlobalAveragePooling1D()(x))

    def gated(x):
        """Squeeze and excitation over a separable convolution, a decoder, and the rarer activations."""
        x = layers.DepthwiseConv2D(3, dilation_rate=2)(layers.LeakyReLU()(layers.Conv2D(8, 3, dilation_rate=2, padding="same")(x)))
        gate = layers.Dense(8, activation="sigmoid")(layers.GlobalAveragePooling2D(keepdims=True)(x))
        x = layers.PReLU(shared_axes=[1, 2])(layers.Multiply()([x, gate]))
        x = layers.Conv2DTranspose(6, 3, strides=2, padding="same")(x)
        x = layers.UpSampling2D(2, interpolation="bilinear")(x)
        x = layers.Conv2D(8, 3, groups=2, padding="same", activation="tanh")(x)
        return layers.Concatenate()([layers.UpSampling2D(2)(layers.MaxPooling2D(2)(x)), layers.Permute((1, 2, 3))(x)])

    shapes = {eegnet: (8, 128, 1), epidenet: (4, 1024, 1), tcn: (256, 1), gated: (12, 12, 4)}
    for network, shape in shapes.items():
        start = keras.Input(shape, batch_size=1)
        model = keras.Model(start, network(start))
        # Statistics that are not those of a fresh network, so that folding them is not folding ones.
        for layer in model.layers:
            if isinstance(layer, layers.BatchNormalization):
                layer.set_weights([np.random.default_rng(3).uniform(0.5, 1.5, w.shape) for w in layer.get_weights()])
        samples = np.random.default_rng(7).normal(size=(8, 1, *shape)).astype(np.float32)
        sets = tensorflow.lite.OpsSet
        kinds = [(tensorflow.int8, sets.TFLITE_BUILTINS_INT8, str)]
        if network in (epidenet, tcn):
            kinds.append((tensorflow.int16, sets.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8, wide))
        for kind, operators, count in kinds:
            converter = tensorflow.lite.TFLiteConverter.from_keras_model(model)
            converter.optimizations = [tensorflow.lite.Optimize.DEFAULT]
            converter.representative_dataset = lambda: ([sample] for sample in samples)
            converter.target_spec.supported_ops = [operators]
            converter.inference_input_type = converter.inference_output_type = kind
            with contextlib.redirect_stdout(io.StringIO()):
                content = converter.convert()
            reference = Reference(content)
            names = {value: name for name, value in vars(CODE).items()}
            kinds_of = [count(names[reference.code(o)]) for o in reference.graph.operators]
            yield f"keras-{network.__name__}-{kind.name}", content, kinds_of, 20
