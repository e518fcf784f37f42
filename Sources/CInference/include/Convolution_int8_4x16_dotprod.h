// Convolution of int8: four places by 16 or 8 output channels at a time, aarch64 with dot products.
#ifndef PRODROME_CONVOLUTION_INT8_4X16_DOTPROD_H
#define PRODROME_CONVOLUTION_INT8_4X16_DOTPROD_H
#if defined(__aarch64__)

#include "Convolution.h"
#include "Requantisation_neon.h"

#define TARGET_DOTPROD __attribute__((target("dotprod")))

/// Adds one group of `count` places, the group in `lane` of 16 inputs of each.
#define CONVOLVE_GROUP_DOTPROD(lane)                                                                                   \
  do {                                                                                                                 \
    int8x16_t tile[4];                                                                                                 \
    _Pragma("clang loop unroll(full)") for (int part = 0; part < parts; part++) {                                      \
      tile[part] = vld1q_s8(weights + 16 * part);                                                                      \
    }                                                                                                                  \
    _Pragma("clang loop unroll(full)") for (int place = 0; place < count; place++) {                                   \
      _Pragma("clang loop unroll(full)") for (int part = 0; part < parts; part++) {                                    \
        sums[place][part] = vdotq_laneq_s32(sums[place][part], tile[part], values[place], lane);                       \
      }                                                                                                                \
    }                                                                                                                  \
    weights += layer_group * layer_tile;                                                                               \
  } while (0)

/// Evaluates `count` places from place `first` of a run, four times `parts` channels of each; both are constants where it is inlined.
__attribute__((always_inline)) TARGET_DOTPROD static inline void convolve_tile_dotprod(
    const struct layer *layer, const struct convolution_run *run, const struct requantiser_neon *scale, int32_t first,
    const int count, const int parts) {
  const int8_t *window = run->input + first * run->place_pitch;
  const int8_t *weights = run->weights;
  int32x4_t sums[4][4];
  int8x16_t values[4];
#pragma clang loop unroll(full)
  for (int part = 0; part < parts; part++) {
    int32x4_t start = vld1q_s32(run->constants + 4 * part);
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { sums[place][part] = start; }
  }
  for (int32_t row = 0; row < run->rows; row++) {
    const int8_t *input = window + row * run->row_pitch;
    int32_t group = run->groups;
    for (; group >= 4; group -= 4) {
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) { values[place] = vld1q_s8(input + place * run->place_pitch); }
      CONVOLVE_GROUP_DOTPROD(0);
      CONVOLVE_GROUP_DOTPROD(1);
      CONVOLVE_GROUP_DOTPROD(2);
      CONVOLVE_GROUP_DOTPROD(3);
      input += 4 * layer_group;
    }
    if (group == 0) { continue; }
    // The rest of the 16 inputs lies beyond the window and is not used.
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { values[place] = vld1q_s8(input + place * run->place_pitch); }
    CONVOLVE_GROUP_DOTPROD(0);
    if (group > 1) { CONVOLVE_GROUP_DOTPROD(1); }
    if (group > 2) { CONVOLVE_GROUP_DOTPROD(2); }
  }
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
    int32_t wide[16] = {0};
    int8_t bytes[16];
#pragma clang loop unroll(full)
    for (int part = 0; part < parts; part++) { vst1q_s32(wide + 4 * part, sums[place][part]); }
    if (layer->rounds_once) {
      layer_round_once(layer, run->constants + 32, run->constants + 48, wide, bytes);
    } else {
      requantise_parts_neon(wide, scale, bytes, parts);
    }
    layer_store(run->output + (first + place) * run->output_pitch, bytes, run->lanes);
  }
}

TARGET_DOTPROD static inline void convolve_dotprod(const struct layer *layer, const struct convolution_run *run) {
  struct requantiser_neon scale;
  requantiser_make_neon(&scale, run->constants + 32, run->constants + 48, layer);
  int32_t place = 0;
  if (run->lanes <= 8) {
    for (; place + 4 <= run->places; place += 4) { convolve_tile_dotprod(layer, run, &scale, place, 4, 2); }
    for (; place < run->places; place++) { convolve_tile_dotprod(layer, run, &scale, place, 1, 2); }
  } else {
    for (; place + 4 <= run->places; place += 4) { convolve_tile_dotprod(layer, run, &scale, place, 4, 4); }
    for (; place < run->places; place++) { convolve_tile_dotprod(layer, run, &scale, place, 1, 4); }
  }
}

#endif
#endif
