// Scaling of accumulators with two roundings, 16 at a time: NEON, aarch64 and armv7.
#ifndef PRODROME_REQUANTISATION_NEON_H
#define PRODROME_REQUANTISATION_NEON_H
#if defined(__aarch64__) || defined(__ARM_NEON)

#include "Layer.h"
#include <arm_neon.h>

/// The constants of 16 channels, in four quarters.
struct requantiser_neon {
  int32x4_t left[4], multiplier[4], right[4];
  int16x8_t zero_point;
  int8x16_t minimum, maximum;
  /// Whether every factor is below one half, so that all channels are shifted right and none left.
  int only_shifts_right;
};

/// Whether all of 8 or 16 channels are scaled below one half, so that they are shifted right and none left.
static inline int requantisation_only_shifts_right_neon(const int32_t *exponents, int32_t channels) {
  int32x4_t below = vandq_s32(vld1q_s32(exponents), vld1q_s32(exponents + 4));
  if (channels > 8) { below = vandq_s32(below, vandq_s32(vld1q_s32(exponents + 8), vld1q_s32(exponents + 12))); }
  int32x2_t both = vand_s32(vget_low_s32(below), vget_high_s32(below));
  return (vget_lane_s32(both, 0) & vget_lane_s32(both, 1)) < 0;
}

/// Prepares the constants; where there are 8 channels, the upper half repeats the lower, so that two places are scaled at once.
__attribute__((always_inline)) static inline void requantiser_make_tile_neon(
    struct requantiser_neon *scale, const int32_t *multipliers, const int32_t *exponents, const struct layer *layer,
    int32_t channels) {
  int32x4_t zero = vdupq_n_s32(0);
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) {
    int32_t channel = 4 * part & (channels - 1);
    int32x4_t exponent = vld1q_s32(exponents + channel);
    scale->left[part] = vmaxq_s32(exponent, zero);
    scale->multiplier[part] = vld1q_s32(multipliers + channel);
    scale->right[part] = vminq_s32(exponent, zero);
  }
  scale->only_shifts_right = requantisation_only_shifts_right_neon(exponents, channels);
  scale->zero_point = vdupq_n_s16((int16_t)layer->zero_point);
  scale->minimum = vdupq_n_s8((int8_t)layer->minimum);
  scale->maximum = vdupq_n_s8((int8_t)layer->maximum);
}

__attribute__((always_inline)) static inline void requantiser_make_neon(
    struct requantiser_neon *scale, const int32_t *multipliers, const int32_t *exponents, const struct layer *layer) {
  requantiser_make_tile_neon(scale, multipliers, exponents, layer, layer_tile);
}

/// Scales 16 accumulators in place.
///
/// Half a unit is rounded away from zero: a shift rounds up, so negative numbers are lowered by one first, except where nothing is shifted out.
__attribute__((always_inline)) static inline void requantise_wide_neon(
    int32x4_t sums[4], const struct requantiser_neon *scale) {
  if (scale->only_shifts_right) {
#pragma clang loop unroll(full)
    for (int part = 0; part < 4; part++) {
      int32x4_t high = vqrdmulhq_s32(sums[part], scale->multiplier[part]);
      sums[part] = vrshlq_s32(vsraq_n_s32(high, high, 31), scale->right[part]);
    }
  } else {
#pragma clang loop unroll(full)
    for (int part = 0; part < 4; part++) {
      int32x4_t high = vqrdmulhq_s32(vshlq_s32(sums[part], scale->left[part]), scale->multiplier[part]);
      int32x4_t lowered = vsraq_n_s32(high, vandq_s32(high, scale->right[part]), 31);
      sums[part] = vrshlq_s32(lowered, scale->right[part]);
    }
  }
}

/// Scaled accumulators with the zero point, clamped.
__attribute__((always_inline)) static inline int8x16_t requantise_narrow_neon(
    const int32x4_t wide[4], const struct requantiser_neon *scale) {
  int16x8_t first = vcombine_s16(vqmovn_s32(wide[0]), vqmovn_s32(wide[1]));
  int16x8_t second = vcombine_s16(vqmovn_s32(wide[2]), vqmovn_s32(wide[3]));
  first = vqaddq_s16(first, scale->zero_point);
  second = vqaddq_s16(second, scale->zero_point);
  int8x16_t bytes = vcombine_s8(vqmovn_s16(first), vqmovn_s16(second));
  return vminq_s8(vmaxq_s8(bytes, scale->minimum), scale->maximum);
}

/// The scaled accumulators with the zero point, clamped.
__attribute__((always_inline)) static inline void requantise_neon(
    const int32_t sums[16], const struct requantiser_neon *scale, int8_t values[16]) {
  int32x4_t wide[4];
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) { wide[part] = vld1q_s32(sums + 4 * part); }
  requantise_wide_neon(wide, scale);
  vst1q_s8(values, requantise_narrow_neon(wide, scale));
}

__attribute__((always_inline)) static inline void requantise_to_int32_neon(
    const int32_t sums[16], const struct requantiser_neon *scale, int32_t values[16]) {
  int32x4_t wide[4];
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) { wide[part] = vld1q_s32(sums + 4 * part); }
  requantise_wide_neon(wide, scale);
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) { vst1q_s32(values + 4 * part, wide[part]); }
}

#endif
#endif
