// Convolution of int8: two places (armv7: one) by 16 or 8 output channels at a time, NEON.
//
// Two products of bytes fit 16 bits, since no weight is -128: two groups are multiplied into 16 bits and then added to 32. Each channel's four
// products of a group end as two sums, added after the last group.
#ifndef PRODROME_CONVOLUTION_INT8_2X16_NEON_H
#define PRODROME_CONVOLUTION_INT8_2X16_NEON_H
#if defined(__aarch64__) || defined(__ARM_NEON)

#include "Convolution.h"
#include "Requantisation_neon.h"

#if defined(__aarch64__)
enum { convolution_places_neon = 2 };
#else
enum { convolution_places_neon = 1 };
#endif

/// Four inputs, four times; that both halves are the same is hidden from the compiler, which would otherwise take every weight's upper half
/// to a lower one first.
__attribute__((always_inline)) static inline int8x16_t convolution_four_neon(const int8_t *input) {
  int32_t four;
  __builtin_memcpy(&four, input, 4);
  int8x16_t values = vreinterpretq_s8_s32(vdupq_n_s32(four));
  __asm__("" : "+w"(values));
  return values;
}

// The upper halves of two registers; armv7 names them by themselves.
#if defined(__aarch64__)
#define MULTIPLY_HIGH_NEON(a, b) vmull_high_s8(a, b)
#define MULTIPLY_ADD_HIGH_NEON(sum, a, b) vmlal_high_s8(sum, a, b)
#else
#define MULTIPLY_HIGH_NEON(a, b) vmull_s8(vget_high_s8(a), vget_high_s8(b))
#define MULTIPLY_ADD_HIGH_NEON(sum, a, b) vmlal_s8(sum, vget_high_s8(a), vget_high_s8(b))
#endif

/// Evaluates `count` places from place `first` of a run, four times `parts` channels of each; both are constants where it is inlined.
__attribute__((always_inline)) static inline void convolve_tile_neon(
    const struct layer *layer, const struct convolution_run *run, const struct requantiser_neon *scale, int32_t first,
    const int count, const int parts) {
  const int8_t *window = run->input + first * run->place_pitch;
  const int8_t *weights = run->weights;
  int32x4_t sums[2][8];
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
#pragma clang loop unroll(full)
    for (int part = 0; part < 2 * parts; part++) { sums[place][part] = vdupq_n_s32(0); }
  }
  for (int32_t row = 0; row < run->rows; row++) {
    const int8_t *input = window + row * run->row_pitch;
    int32_t group = run->groups;
    for (; group >= 2; group -= 2) {
      int8x16_t values[2][2];
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) {
        values[place][0] = convolution_four_neon(input + place * run->place_pitch);
        values[place][1] = convolution_four_neon(input + place * run->place_pitch + 4);
      }
#pragma clang loop unroll(full)
      for (int part = 0; part < parts; part++) {
        int8x16_t here = vld1q_s8(weights + 16 * part);
        int8x16_t next = vld1q_s8(weights + 64 + 16 * part);
#pragma clang loop unroll(full)
        for (int place = 0; place < count; place++) {
          int16x8_t low = vmull_s8(vget_low_s8(here), vget_low_s8(values[place][0]));
          int16x8_t high = MULTIPLY_HIGH_NEON(here, values[place][0]);
          low = vmlal_s8(low, vget_low_s8(next), vget_low_s8(values[place][1]));
          high = MULTIPLY_ADD_HIGH_NEON(high, next, values[place][1]);
          sums[place][2 * part] = vpadalq_s16(sums[place][2 * part], low);
          sums[place][2 * part + 1] = vpadalq_s16(sums[place][2 * part + 1], high);
        }
        // Keeps the next part's loads behind, so that all sums stay in registers.
        __asm__ volatile("" ::: "memory");
      }
      input += 2 * layer_group;
      weights += 2 * layer_group * layer_tile;
    }
    if (group == 0) { continue; }
#pragma clang loop unroll(full)
    for (int part = 0; part < parts; part++) {
      int8x16_t here = vld1q_s8(weights + 16 * part);
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) {
        int8x16_t values = convolution_four_neon(input + place * run->place_pitch);
        int16x8_t low = vmull_s8(vget_low_s8(here), vget_low_s8(values));
        int16x8_t high = MULTIPLY_HIGH_NEON(here, values);
        sums[place][2 * part] = vpadalq_s16(sums[place][2 * part], low);
        sums[place][2 * part + 1] = vpadalq_s16(sums[place][2 * part + 1], high);
      }
    }
    weights += layer_group * layer_tile;
  }
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
    int32_t wide[16] = {0};
    int8_t bytes[16];
#pragma clang loop unroll(full)
    for (int part = 0; part < parts; part++) {
      int32x4_t low = sums[place][2 * part], high = sums[place][2 * part + 1];
      int32x2_t first_pair = vpadd_s32(vget_low_s32(low), vget_high_s32(low));
      int32x2_t second_pair = vpadd_s32(vget_low_s32(high), vget_high_s32(high));
      int32x4_t bias = vld1q_s32(run->constants + 4 * part);
      vst1q_s32(wide + 4 * part, vaddq_s32(bias, vcombine_s32(first_pair, second_pair)));
    }
    if (layer->rounds_once) {
      layer_round_once(layer, run->constants + 32, run->constants + 48, wide, bytes);
    } else {
      requantise_parts_neon(wide, scale, bytes, parts);
    }
    layer_store(run->output + (first + place) * run->output_pitch, bytes, run->lanes);
  }
}

static inline void convolve_neon(const struct layer *layer, const struct convolution_run *run) {
  struct requantiser_neon scale;
  requantiser_make_neon(&scale, run->constants + 32, run->constants + 48, layer);
  int32_t place = 0;
  if (run->lanes <= 8) {
    for (; place + convolution_places_neon <= run->places; place += convolution_places_neon) {
      convolve_tile_neon(layer, run, &scale, place, convolution_places_neon, 2);
    }
    for (; place < run->places; place++) { convolve_tile_neon(layer, run, &scale, place, 1, 2); }
  } else {
    for (; place + convolution_places_neon <= run->places; place += convolution_places_neon) {
      convolve_tile_neon(layer, run, &scale, place, convolution_places_neon, 4);
    }
    for (; place < run->places; place++) { convolve_tile_neon(layer, run, &scale, place, 1, 4); }
  }
}

#endif
#endif
