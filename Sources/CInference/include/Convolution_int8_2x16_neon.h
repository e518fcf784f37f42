// Convolution of int8: two places (armv7: one) by 16 output channels, or twice as many by 8, at a time, NEON.
//
// Two products of bytes fit 16 bits, since no weight is -128: two groups are multiplied into 16 bits and then added to 32. Each channel's four
// products of a group end as two sums, added after the last group; the first of them begins with the bias.
#ifndef PRODROME_CONVOLUTION_INT8_2X16_NEON_H
#define PRODROME_CONVOLUTION_INT8_2X16_NEON_H
#if defined(__aarch64__) || defined(__ARM_NEON)

#include "Convolution_neon.h"

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

// The upper halves of two registers, and sums of neighbours; armv7 names the halves by themselves.
#if defined(__aarch64__)
#define MULTIPLY_HIGH_NEON(a, b) vmull_high_s8(a, b)
#define MULTIPLY_ADD_HIGH_NEON(sum, a, b) vmlal_high_s8(sum, a, b)
#define ADD_NEIGHBOURS_NEON(low, high) vpaddq_s32(low, high)
#else
#define MULTIPLY_HIGH_NEON(a, b) vmull_s8(vget_high_s8(a), vget_high_s8(b))
#define MULTIPLY_ADD_HIGH_NEON(sum, a, b) vmlal_s8(sum, vget_high_s8(a), vget_high_s8(b))
#define ADD_NEIGHBOURS_NEON(low, high)                                                                                 \
  vcombine_s32(vpadd_s32(vget_low_s32(low), vget_high_s32(low)), vpadd_s32(vget_low_s32(high), vget_high_s32(high)))
#endif

/// Adds the products of one group, or of two, to a place's sums of eight channels.
__attribute__((always_inline)) static inline void convolution_add_neon(
    int32x4_t total[4], const int8x16_t weights[2][2], const int8x16_t values[2], const int groups) {
#pragma clang loop unroll(full)
  for (int part = 0; part < 2; part++) {
    int16x8_t low = vmull_s8(vget_low_s8(weights[0][part]), vget_low_s8(values[0]));
    int16x8_t high = MULTIPLY_HIGH_NEON(weights[0][part], values[0]);
    if (groups == 2) {
      low = vmlal_s8(low, vget_low_s8(weights[1][part]), vget_low_s8(values[1]));
      high = MULTIPLY_ADD_HIGH_NEON(high, weights[1][part], values[1]);
    }
    total[2 * part] = vpadalq_s16(total[2 * part], low);
    total[2 * part + 1] = vpadalq_s16(total[2 * part + 1], high);
  }
  // Keeps later loads behind, so that all sums stay in registers.
  __asm__ volatile("" ::: "memory");
}

/// Adds one group, or two, of all places to their sums.
__attribute__((always_inline)) static inline void convolution_groups_neon(
    int32x4_t total[4][8], const int8_t *input[4], const int8_t **weights, const int count, const int parts,
    const int groups) {
  int8x16_t tile[2][2], values[4][2];
#pragma clang loop unroll(full)
  for (int half = 0; half < parts / 2; half++) {
#pragma clang loop unroll(full)
    for (int group = 0; group < groups; group++) {
      tile[group][0] = vld1q_s8(*weights + 64 * group + 32 * half);
      tile[group][1] = vld1q_s8(*weights + 64 * group + 32 * half + 16);
    }
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) {
      if (half == 0) {
#pragma clang loop unroll(full)
        for (int group = 0; group < groups; group++) {
          values[place][group] = convolution_four_neon(input[place]);
          input[place] += layer_group;
          __asm__("" : "+r"(input[place]));
        }
      }
      convolution_add_neon(total[place] + 4 * half, tile, values[place], groups);
    }
  }
  *weights += groups * layer_group * layer_tile;
  __asm__("" : "+r"(*weights));
}

/// Evaluates `count` places at `window`, four times `parts` channels of each; both are constants where it is inlined.
__attribute__((always_inline)) static inline void convolve_tile_neon(
    const struct layer *layer, const struct convolution_run *run, int is_rectified, const int8_t *window,
    int8_t *output, const int count, const int parts) {
  const int8_t *weights = run->weights;
  int32x4_t total[4][8];
#pragma clang loop unroll(full)
  for (int part = 0; part < parts; part++) {
    int32x4x2_t biases = vzipq_s32(vld1q_s32(run->constants + 4 * part), vdupq_n_s32(0));
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) {
      total[place][2 * part] = biases.val[0];
      total[place][2 * part + 1] = biases.val[1];
    }
  }
  uint32_t pairs = (uint32_t)run->groups / 2;
  int32_t row = run->rows;
  do {
    const int8_t *input[4];
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { input[place] = window + place * run->place_pitch; }
    window += run->row_pitch;
    for (uint32_t pair = pairs; pair != 0; pair--) {
      convolution_groups_neon(total, input, &weights, count, parts, 2);
    }
    if (run->groups & 1) { convolution_groups_neon(total, input, &weights, count, parts, 1); }
  } while (--row != 0);
  int32x4_t sums[8][4];
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
#pragma clang loop unroll(full)
    for (int part = 0; part < parts; part++) {
      sums[place][part] = ADD_NEIGHBOURS_NEON(total[place][2 * part], total[place][2 * part + 1]);
    }
  }
  convolution_finish_tile_neon(layer, run, is_rectified, sums, output, count / 2 * run->output_pitch, count, parts);
}

/// Evaluates all places of a tile of 16 channels (`parts` 4) or 8 (2), a constant where it is inlined.
__attribute__((always_inline)) static inline void convolve_lines_neon(
    const struct layer *layer, const struct convolution_run *source, const int parts) {
  // A copy, which stays in registers: bytes that are written might be its own.
  const struct convolution_run run = *source;
  const int is_rectified = convolution_is_rectified_neon(layer, &run, 4 * parts);
  const int count = 4 / parts * convolution_places_neon;
  const int8_t *input = run.input;
  int8_t *first = run.output;
  for (int32_t lines = run.lines; lines > 0; lines--) {
    const int8_t *window = input;
    int8_t *output = first;
    int32_t left = run.places;
    for (; left >= count; left -= count) {
      convolve_tile_neon(layer, &run, is_rectified, window, output, count, parts);
      window += count * run.place_pitch;
      output += count * run.output_pitch;
    }
    for (; count > 1 && left > 0; left--) {
      convolve_tile_neon(layer, &run, is_rectified, window, output, 1, parts);
      window += run.place_pitch;
      output += run.output_pitch;
    }
    input += run.line_pitch;
    first += run.output_line_pitch;
  }
}

__attribute__((noinline)) static void convolve_sixteen_neon(const struct layer *layer, const struct convolution_run *run) {
  convolve_lines_neon(layer, run, 4);
}

__attribute__((noinline)) static void convolve_eight_neon(const struct layer *layer, const struct convolution_run *run) {
  convolve_lines_neon(layer, run, 2);
}

/// Evaluates one run.
static inline void convolve_neon(const struct layer *layer, const struct convolution_run *run) {
  if (run->lanes <= 8) { return convolve_eight_neon(layer, run); }
  convolve_sixteen_neon(layer, run);
}

#endif
#endif
