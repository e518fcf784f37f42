// Average pool of int8: windows of one row and a power of two of columns, two columns of 16 channels at a time, NEON.
#ifndef PRODROME_AVERAGEPOOL_INT8_2TO16_NEON_H
#define PRODROME_AVERAGEPOOL_INT8_2TO16_NEON_H
#if defined(__aarch64__) || defined(__ARM_NEON)

#include "Pool.h"
#include <arm_neon.h>

/// Whether this kernel takes the windows of a run.
static inline int average_pairs_cover(const struct pool_run *run) {
  return run->rows == 1 && run->columns >= 2 && run->columns <= 128 && (run->columns & (run->columns - 1)) == 0 &&
         run->lanes >= 16;
}

/// Sixteen bytes, whole or in two halves `upper` bytes apart; goes on to the next column.
__attribute__((always_inline)) static inline int8x16_t average_next_column_neon(
    const int8_t **element, const struct pool_run *run, const int is_whole) {
  int8x16_t bytes = is_whole ? vld1q_s8(*element) : vcombine_s8(vld1_s8(*element), vld1_s8(*element + run->upper));
  *element += run->column_pitch;
  __asm__("" : "+r"(*element));
  return bytes;
}

/// Means rounded half away from zero: a shift rounds up, so negative sums are lowered by one first.
__attribute__((always_inline)) static inline void average_pairs_walk_neon(
    const struct layer *layer, const struct pool_run *run, const int is_whole) {
  int16x8_t shift = vdupq_n_s16((int16_t)-__builtin_ctz((uint32_t)run->columns));
  int8x16_t minimum = vdupq_n_s8((int8_t)layer->minimum), maximum = vdupq_n_s8((int8_t)layer->maximum);
  const int8_t *window = run->input;
  int8_t *output = run->output;
  for (int32_t places = run->places; places != 0; places--) {
    const int8_t *element = window;
    int16x8_t low = vdupq_n_s16(0), high = vdupq_n_s16(0);
    int32_t left = run->columns;
    do {
      int8x16_t first = average_next_column_neon(&element, run, is_whole);
      int8x16_t second = average_next_column_neon(&element, run, is_whole);
      low = vaddw_s8(vaddw_s8(low, vget_low_s8(first)), vget_low_s8(second));
      high = vaddw_s8(vaddw_s8(high, vget_high_s8(first)), vget_high_s8(second));
      left -= 2;
    } while (left != 0);
    low = vrshlq_s16(vsraq_n_s16(low, low, 15), shift);
    high = vrshlq_s16(vsraq_n_s16(high, high, 15), shift);
    int8x16_t bytes = vcombine_s8(vmovn_s16(low), vmovn_s16(high));
    vst1q_s8(output, vminq_s8(vmaxq_s8(bytes, minimum), maximum));
    window += run->place_pitch;
    output += run->output_pitch;
  }
}

static inline void average_pairs_neon(const struct layer *layer, const struct pool_run *source) {
  // A copy, which stays in registers: bytes that are written might be its own.
  const struct pool_run run = *source;
  if (run.upper == 8) {
    average_pairs_walk_neon(layer, &run, 1);
  } else {
    average_pairs_walk_neon(layer, &run, 0);
  }
}

#endif
#endif
