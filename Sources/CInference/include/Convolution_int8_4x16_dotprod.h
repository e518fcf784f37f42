// Convolution of int8: four places, or what is left of them, by 16 or 8 output channels at a time, aarch64 with dot products.
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

/// The sums of `count` places from place `first` of a run, four times `parts` channels of each; both are constants where it is inlined.
__attribute__((always_inline)) TARGET_DOTPROD static inline void convolve_tile_dotprod(
    const struct convolution_run *run, int32_t first, int32_t *sums, const int count, const int parts) {
  const int8_t *window = run->input + first * run->place_pitch;
  const int8_t *weights = run->weights;
  int32x4_t total[4][4];
#pragma clang loop unroll(full)
  for (int part = 0; part < parts; part++) {
    int32x4_t start = vld1q_s32(run->constants + 4 * part);
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { total[place][part] = start; }
  }
  uint32_t fours = (uint32_t)run->groups / 4, rest = (uint32_t)run->groups % 4;
  int32_t row = run->rows;
  do {
    const int8_t *input[4];
    int8x16_t values[4];
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
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
#pragma clang loop unroll(full)
    for (int part = 0; part < parts; part++) { vst1q_s32(sums + 4 * (place * parts + part), total[place][part]); }
  }
}

TARGET_DOTPROD static inline void convolve_sums_dotprod(
    const struct convolution_run *source, int32_t channels, int32_t first, int32_t count, int32_t *sums) {
  // A copy, which stays in registers: sums that are written might be its own.
  const struct convolution_run run = *source;
  int32_t end = first + count;
  if (channels == 8) {
    for (; first + 4 <= end; first += 4, sums += 32) { convolve_tile_dotprod(&run, first, sums, 4, 2); }
    for (; first < end; first++, sums += 8) { convolve_tile_dotprod(&run, first, sums, 1, 2); }
  } else {
    for (; first + 4 <= end; first += 4, sums += 64) { convolve_tile_dotprod(&run, first, sums, 4, 4); }
    for (; first + 2 <= end; first += 2, sums += 32) { convolve_tile_dotprod(&run, first, sums, 2, 4); }
    if (first < end) { convolve_tile_dotprod(&run, first, sums, 1, 4); }
  }
}

static inline void convolve_dotprod(const struct layer *layer, const struct convolution_run *run) {
  convolution_gather_neon(layer, run, convolve_sums_dotprod);
}

#endif
#endif
