// Average pool of int8: windows of one row and 4, 8, .. 128 columns, four columns of 16 channels, or of two places of 8, at a time, NEON.
#ifndef PRODROME_AVERAGEPOOL_INT8_4TO16_NEON_H
#define PRODROME_AVERAGEPOOL_INT8_4TO16_NEON_H
#if defined(__aarch64__) || defined(__ARM_NEON)

#include "Pool.h"
#include <arm_neon.h>

/// Sums of 16 channels.
struct average_sums_neon {
  int16x8_t low, high;
};

/// Whether this kernel takes the windows of a run.
static inline int average_fours_cover(const struct pool_run *run) {
  return run->rows == 1 && run->columns >= 4 && run->columns <= 128 && (run->columns & (run->columns - 1)) == 0 &&
         run->lanes >= 16 && (run->upper == 8 || run->column_pitch == 8);
}

/// The sum of four columns of eight channels, side by side.
__attribute__((always_inline)) static inline int16x8_t average_four_of_eight_neon(const int8_t *element) {
  int8x16_t first = vld1q_s8(element), second = vld1q_s8(element + 16);
  int16x8_t even = vaddl_s8(vget_low_s8(first), vget_low_s8(second));
  return vaddq_s16(even, vaddl_s8(vget_high_s8(first), vget_high_s8(second)));
}

/// The sums of four columns; whether their channels are 16 is a constant where it is inlined.
__attribute__((always_inline)) static inline struct average_sums_neon average_four_neon(
    const int8_t *element, const struct pool_run *run, const int is_whole) {
  struct average_sums_neon sums;
  if (is_whole) {
    intptr_t pitch = run->column_pitch;
    int8x16_t a = vld1q_s8(element), b = vld1q_s8(element + pitch);
    int8x16_t c = vld1q_s8(element + 2 * pitch), d = vld1q_s8(element + 3 * pitch);
    sums.low = vaddq_s16(vaddl_s8(vget_low_s8(a), vget_low_s8(b)), vaddl_s8(vget_low_s8(c), vget_low_s8(d)));
    sums.high = vaddq_s16(vaddl_s8(vget_high_s8(a), vget_high_s8(b)), vaddl_s8(vget_high_s8(c), vget_high_s8(d)));
  } else {
    sums.low = average_four_of_eight_neon(element);
    sums.high = average_four_of_eight_neon(element + run->upper);
  }
  return sums;
}

/// Means rounded half away from zero: a shift rounds up, so negative sums are lowered by one first.
__attribute__((always_inline)) static inline void average_fours_walk_neon(
    const struct layer *layer, const struct pool_run *run, const int is_whole) {
  int16x8_t shift = vdupq_n_s16((int16_t)-__builtin_ctz((uint32_t)run->columns));
  int8x16_t minimum = vdupq_n_s8((int8_t)layer->minimum), maximum = vdupq_n_s8((int8_t)layer->maximum);
  const int clamps = layer->minimum > -128 || layer->maximum < 127;
  for (int32_t line = 0; line < run->lines; line++) {
    const int8_t *window = run->input + line * run->line_pitch;
    int8_t *output = run->output + line * run->line_pitch;
    for (int32_t places = run->places; places != 0; places--) {
      const int8_t *element = window;
      // Keeps one address, not one for each column.
      __asm__("" : "+r"(element));
      struct average_sums_neon sums = average_four_neon(element, run, is_whole);
      for (int32_t left = run->columns - 4; left != 0; left -= 4) {
        element += 4 * run->column_pitch;
        struct average_sums_neon more = average_four_neon(element, run, is_whole);
        sums.low = vaddq_s16(sums.low, more.low);
        sums.high = vaddq_s16(sums.high, more.high);
      }
      sums.low = vrshlq_s16(vsraq_n_s16(sums.low, sums.low, 15), shift);
      sums.high = vrshlq_s16(vsraq_n_s16(sums.high, sums.high, 15), shift);
      int8x16_t bytes = vcombine_s8(vmovn_s16(sums.low), vmovn_s16(sums.high));
      if (clamps) { bytes = vminq_s8(vmaxq_s8(bytes, minimum), maximum); }
      vst1q_s8(output, bytes);
      window += run->place_pitch;
      output += run->output_pitch;
    }
  }
}

static inline void average_fours_neon(const struct layer *layer, const struct pool_run *source) {
  // A copy, which stays in registers: bytes that are written might be its own.
  const struct pool_run run = *source;
  if (run.upper == 8) {
    average_fours_walk_neon(layer, &run, 1);
  } else {
    average_fours_walk_neon(layer, &run, 0);
  }
}

#endif
#endif
