// What one layer of a network computes on, as a kernel sees it.
#ifndef PRODROME_LAYER_H
#define PRODROME_LAYER_H

#include <stdint.h>

/// Output channels that a kernel does together; weights and constants are laid out in tiles of so many.
enum { layer_tile = 16 };

/// Neighbouring inputs that one multiply-accumulate instruction takes; a window's rows are filled up to such groups.
enum { layer_group = 4 };

/// An int32 accumulator's scale: multiplier / 2^31 * 2^exponent.
struct layer_scale {
  int32_t multiplier;
  int32_t exponent;
};

/// What is computed of two operands, element by element.
enum layer_operation {
  layer_operation_sum,
  layer_operation_difference,
  layer_operation_product,
  layer_operation_rectifier,
  layer_operation_minimum,
  layer_operation_maximum
};

/// Height * width * channels int8 tensors, the window that slides over them, and the constants. All of it was checked when the model
/// was loaded; every tensor may be read 16 bytes beyond its end.
struct layer {
  const int8_t *input;
  const int8_t *second_input;
  int8_t *output;
  /// Convolution: [tile][row][group][16 channels][4 inputs]. Depthwise: [tile][row][column][16 channels].
  const int8_t *weights;
  /// By tile of 16 channels: biases, sums of the weights, multipliers, exponents; each 16 times int32.
  const int32_t *constants;
  /// Room for one window of a convolution, its rows filled up to groups, with which windows that reach over an edge are evaluated;
  /// null where none does.
  int8_t *patch;

  int32_t input_height, input_width, input_channels;
  int32_t output_height, output_width, output_channels;
  int32_t kernel_height, kernel_width;
  int32_t stride_height, stride_width;
  int32_t padding_top, padding_left;

  int32_t input_zero_point, second_input_zero_point;
  int32_t zero_point, minimum, maximum;
  struct layer_scale input_scale, second_input_scale, output_scale;
  /// What is done with two operands.
  enum layer_operation operation;
  /// Whether a product is rounded once (a fully connected layer) or twice (all others).
  int32_t rounds_once;

  /// How many times the layer is evaluated, and bytes from each time's tensors to the next one's; a constant operand stays.
  int32_t batch;
  intptr_t batch_pitch;
};

/// Goes on to the next of a batch; 0 after the last.
static inline int layer_advance(struct layer *layer) {
  layer->input += layer->batch_pitch;
  if (layer->second_input != layer->weights) { layer->second_input += layer->batch_pitch; }
  layer->output += layer->batch_pitch;
  return --layer->batch > 0;
}

/// Copies bytes between places that do not overlap.
static inline void layer_copy(int8_t *target, const int8_t *source, intptr_t count) {
  __builtin_memcpy(target, source, (uintptr_t)count);
}

/// Bytes that `layer_slide` moves at a time.
enum { layer_slide_bytes = 64 };

/// Moves `kept` bytes, the same in each of a batch, `shift` bytes towards the beginning; up to 63 more are overwritten behind those moved.
__attribute__((unused)) static void layer_slide(int8_t *first, intptr_t pitch, int32_t batch, intptr_t shift, intptr_t kept) {
  for (; batch > 0; batch--) {
    int8_t *target = first;
    for (intptr_t left = kept; left > 0; left -= layer_slide_bytes) {
      int8_t values[layer_slide_bytes];
      __builtin_memcpy(values, target + shift, layer_slide_bytes);
      __builtin_memcpy(target, values, layer_slide_bytes);
      target += layer_slide_bytes;
    }
    first += pitch;
  }
}

/// The int32 sums of a fully connected layer's first output, before they are scaled, of each of a batch; inputs beyond the last meet weights of zero.
__attribute__((unused)) static void layer_accumulate(const struct layer *layer, int32_t *sums) {
  typedef int8_t int8x4 __attribute__((vector_size(4)));
  typedef int32_t int32x4 __attribute__((vector_size(16)));
  typedef uint32_t uint32x4 __attribute__((vector_size(16)));
  const int8_t *input = layer->input;
  for (int32_t left = layer->batch; left > 0; left--) {
    const int8_t *weights = layer->weights;
    uint32x4 parts = {(uint32_t)layer->constants[0]};
    for (int32_t first = 0; first < layer->input_channels; first += layer_group) {
      int8x4 values, factors;
      __builtin_memcpy(&values, input + first, 4);
      __builtin_memcpy(&factors, weights, 4);
      parts += (uint32x4)(__builtin_convertvector(values, int32x4) * __builtin_convertvector(factors, int32x4));
      weights += layer_group * layer_tile;
    }
    *sums++ = (int32_t)(parts[0] + parts[1] + parts[2] + parts[3]);
    input += layer->batch_pitch;
  }
}

/// The part of a window that lies on the input along one axis.
struct layer_overlap {
  /// First place of the input under the window.
  int32_t input;
  /// First place of the window on the input.
  int32_t kernel;
  /// How many places.
  int32_t count;
};

static inline struct layer_overlap layer_overlap(int32_t origin, int32_t kernel, int32_t input) {
  int32_t first = origin < 0 ? -origin : 0;
  int32_t end = kernel < input - origin ? kernel : input - origin;
  struct layer_overlap overlap = {origin + first, first, end - first};
  return overlap;
}

/// Writes the first `lanes` of 16 values.
__attribute__((always_inline)) static inline void layer_store(int8_t *output, const int8_t values[16], int32_t lanes) {
  if (lanes >= 16) {
    __builtin_memcpy(output, values, 16);
  } else if (lanes == 8) {
    __builtin_memcpy(output, values, 8);
  } else {
#pragma clang loop unroll(disable) vectorize(disable)
    for (int32_t lane = 0; lane < lanes; lane++) { output[lane] = values[lane]; }
  }
}

/// Scales the first `lanes` of 16 accumulators with one rounding, half away from zero, and clamps them.
__attribute__((always_inline)) static inline void layer_round_once(
    const struct layer *layer, const int32_t *multipliers, const int32_t *exponents, const int32_t sums[16],
    int8_t values[16], int32_t lanes) {
#pragma clang loop unroll(disable) vectorize(disable)
  for (int32_t lane = 0; lane < lanes; lane++) {
    int64_t shift = 31 - (int64_t)exponents[lane];
    int64_t product = (int64_t)sums[lane] * multipliers[lane];
    int64_t half = (int64_t)((uint64_t)1 << shift >> 1);
    int64_t value = (int64_t)(int32_t)((product + half - (product < 0)) >> shift) + layer->zero_point;
    value = value < layer->minimum ? layer->minimum : value;
    values[lane] = (int8_t)(value > layer->maximum ? layer->maximum : value);
  }
}

#endif
