// Convolution of int8: four places by 16 output channels, or twice as many by 8, or what is left of them, aarch64 with dot products.
#ifndef PRODROME_CONVOLUTION_INT8_4X16_DOTPROD_H
#define PRODROME_CONVOLUTION_INT8_4X16_DOTPROD_H
#if defined(__aarch64__)

#include "Convolution_neon.h"

#define TARGET_DOTPROD __attribute__((target("dotprod")))

/// One group's weights of four times `parts` channels.
__attribute__((always_inline)) static inline int8x16x4_t convolution_load_dotprod(
    const int8_t *weights, const int parts) {
  if (parts == 4) { return vld1q_s8_x4(weights); }
  int8x16x2_t half = vld1q_s8_x2(weights);
  int8x16x4_t tile = {{half.val[0], half.val[1], half.val[0], half.val[1]}};
  return tile;
}

/// Adds one group of `count` places, the group in `lane` of 16 inputs of each.
#define CONVOLVE_GROUP_DOTPROD(lane)                                                                                   \
  do {                                                                                                                 \
    int8x16x4_t tile = convolution_load_dotprod(weights, parts);                                                       \
    _Pragma("clang loop unroll(full)") for (int place = 0; place < count; place++) {                                   \
      _Pragma("clang loop unroll(full)") for (int part = 0; part < parts; part++) {                                    \
        total[place][part] = vdotq_laneq_s32(total[place][part], tile.val[part], values[place], lane);                 \
      }                                                                                                                \
    }                                                                                                                  \
    weights += layer_group * layer_tile;                                                                               \
    __asm__("" : "+r"(weights));                                                                                       \
  } while (0)

/// Evaluates `count` places at `window`, four times `parts` channels of each; both are constants where it is inlined.
__attribute__((always_inline)) TARGET_DOTPROD static inline void convolve_tile_dotprod(
    const struct layer *layer, const struct convolution_run *run, int is_rectified, const int8_t *window,
    int8_t *output, const int count, const int parts) {
  const int8_t *weights = run->weights;
  int32x4_t total[8][4];
#pragma clang loop unroll(full)
  for (int part = 0; part < parts; part++) {
    int32x4_t start = vld1q_s32(run->constants + 4 * part);
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { total[place][part] = start; }
  }
  uint32_t fours = (uint32_t)run->groups / 4, rest = (uint32_t)run->groups % 4;
  int32_t row = run->rows;
  do {
    const int8_t *input[8];
    int8x16_t values[8];
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { input[place] = window + place * run->place_pitch; }
    window += run->row_pitch;
    for (uint32_t four = fours; four != 0; four--) {
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) {
        values[place] = vld1q_s8(input[place]);
        input[place] += 4 * layer_group;
        __asm__("" : "+r"(input[place]));
      }
      CONVOLVE_GROUP_DOTPROD(0);
      CONVOLVE_GROUP_DOTPROD(1);
      CONVOLVE_GROUP_DOTPROD(2);
      CONVOLVE_GROUP_DOTPROD(3);
    }
    if (rest == 0) { continue; }
    // The rest of the 16 inputs lies beyond the window and is not used.
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { values[place] = vld1q_s8(input[place]); }
    CONVOLVE_GROUP_DOTPROD(0);
    if (rest > 1) { CONVOLVE_GROUP_DOTPROD(1); }
    if (rest > 2) { CONVOLVE_GROUP_DOTPROD(2); }
  } while (--row != 0);
  convolution_finish_tile_neon(layer, run, is_rectified, total, output, count, parts);
}

/// Evaluates one run.
TARGET_DOTPROD static inline void convolve_dotprod(const struct layer *layer, const struct convolution_run *source) {
  // A copy, which stays in registers: bytes that are written might be its own.
  const struct convolution_run run = *source;
  const int32_t channels = run.lanes <= 8 ? 8 : 16;
  const int is_rectified = convolution_is_rectified_neon(layer, &run, channels);
  const int8_t *window = run.input;
  int8_t *output = run.output;
  int32_t left = run.places;
#define CONVOLVE_PLACES_DOTPROD(count, parts)                                                                          \
  for (; left >= (count); left -= (count)) {                                                                           \
    convolve_tile_dotprod(layer, &run, is_rectified, window, output, count, parts);                                    \
    window += (count) * run.place_pitch;                                                                               \
    output += (count) * run.output_pitch;                                                                              \
  }
  if (channels == 8) {
    CONVOLVE_PLACES_DOTPROD(8, 2)
    CONVOLVE_PLACES_DOTPROD(2, 2)
    CONVOLVE_PLACES_DOTPROD(1, 2)
  } else {
    CONVOLVE_PLACES_DOTPROD(4, 4)
    CONVOLVE_PLACES_DOTPROD(2, 4)
    CONVOLVE_PLACES_DOTPROD(1, 4)
  }
#undef CONVOLVE_PLACES_DOTPROD
}

#endif
#endif
