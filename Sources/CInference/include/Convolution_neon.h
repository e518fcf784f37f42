// What the convolution kernels of NEON share: how the sums of a tile, while still in registers, become bytes.
#ifndef PRODROME_CONVOLUTION_NEON_H
#define PRODROME_CONVOLUTION_NEON_H
#if defined(__aarch64__) || defined(__ARM_NEON)

#include "Convolution.h"
#include "Requantisation_neon.h"

/// Four registers of sums: a place of 16 channels, or two places of 8.
struct convolution_sums_neon {
  int32x4_t part[4];
};

/// Whether a tile is full, and all of its channels are scaled below one half and rectified to the whole range of int8: a negative sum is then -128 however it
/// is rounded.
static inline int convolution_is_rectified_neon(
    const struct layer *layer, const struct convolution_run *run, int32_t channels) {
  if (run->lanes != channels) { return 0; }
  if (layer->rounds_once || layer->zero_point != -128 || layer->minimum != -128 || layer->maximum != 127) { return 0; }
  return requantisation_only_shifts_right_neon(run->constants + 48, channels);
}

/// The factors and shifts of a tile's channels.
struct convolution_scales_neon {
  int32x4_t multiplier[4], exponent[4];
};

__attribute__((always_inline)) static inline struct convolution_scales_neon convolution_load_scales_neon(
    const int32_t *constants, const int parts) {
  struct convolution_scales_neon scales;
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) {
    scales.multiplier[part] = vld1q_s32(constants + 32 + 4 * (part % parts));
    scales.exponent[part] = vld1q_s32(constants + 48 + 4 * (part % parts));
  }
  return scales;
}

/// The bytes of rectified sums.
__attribute__((always_inline)) static inline int8x16_t convolution_rectify_neon(
    struct convolution_sums_neon sums, const struct convolution_scales_neon *scales) {
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) {
    sums.part[part] = vrshlq_s32(vqrdmulhq_s32(sums.part[part], scales->multiplier[part]), scales->exponent[part]);
  }
  int16x8_t first = vcombine_s16(vqmovn_s32(sums.part[0]), vqmovn_s32(sums.part[1]));
  int16x8_t second = vcombine_s16(vqmovn_s32(sums.part[2]), vqmovn_s32(sums.part[3]));
  uint8x16_t bytes = vcombine_u8(vqmovun_s16(first), vqmovun_s16(second));
  return vreinterpretq_s8_u8(veorq_u8(bytes, vdupq_n_u8(0x80)));
}

/// Four sums scaled with one rounding, half away from zero.
__attribute__((always_inline)) static inline int32x4_t convolution_round_once_neon(
    int32x4_t sums, const int32_t *multipliers, const int32_t *exponents) {
  int32x4_t multiplier = vld1q_s32(multipliers), exponent = vld1q_s32(exponents);
  int64x2_t low = vmull_s32(vget_low_s32(sums), vget_low_s32(multiplier));
  int64x2_t high = vmull_s32(vget_high_s32(sums), vget_high_s32(multiplier));
  // A shift rounds up, so negative products are lowered by one first.
  low = vrshlq_s64(vsraq_n_s64(low, low, 63), vsubq_s64(vmovl_s32(vget_low_s32(exponent)), vdupq_n_s64(31)));
  high = vrshlq_s64(vsraq_n_s64(high, high, 63), vsubq_s64(vmovl_s32(vget_high_s32(exponent)), vdupq_n_s64(31)));
  return vcombine_s32(vmovn_s64(low), vmovn_s64(high));
}

/// The bytes of any sums.
__attribute__((noinline)) static int8x16_t convolution_requantise_neon(
    struct convolution_sums_neon sums, const struct layer *layer, const int32_t *constants, int32_t channels) {
  struct requantiser_neon scale;
  requantiser_make_tile_neon(&scale, constants + 32, constants + 48, layer, channels);
  if (layer->rounds_once) {
#pragma clang loop unroll(full)
    for (int part = 0; part < 4; part++) {
      const int32_t *factors = constants + 32 + (4 * part & (channels - 1));
      sums.part[part] = convolution_round_once_neon(sums.part[part], factors, factors + 16);
    }
  } else {
    requantise_wide_neon(sums.part, &scale);
  }
  return requantise_narrow_neon(sums.part, &scale);
}

/// Writes the channels that there are of one place.
__attribute__((noinline)) static void convolution_store_part_neon(int8_t *output, int8x16_t bytes, int32_t lanes) {
  int8_t values[16];
  vst1q_s8(values, bytes);
  layer_store(output, values, lanes);
}

/// How many of a tile's `count` places of 8 (`parts` 2) or 16 channels are scaled together.
__attribute__((always_inline)) static inline int convolution_together_neon(const int count, const int parts) {
  return count > 1 ? 4 / parts : 1;
}

/// Bytes from a tile's first output to that of one of its places; those of the places' second half lie `upper` bytes behind the first.
__attribute__((always_inline)) static inline intptr_t convolution_output_neon(
    const struct convolution_run *run, intptr_t upper, const int count, const int parts, const int place) {
  const int half = count > convolution_together_neon(count, parts) ? count / 2 : count;
  return place % half * run->output_pitch + (place < half ? 0 : upper);
}

/// Scales and writes a tile whatever its scales are: sums of 16 channels, or of pairs of places of 8.
__attribute__((noinline)) static void convolution_finish_any_neon(
    const struct layer *layer, const struct convolution_run *run, const struct convolution_sums_neon *sums,
    int8_t *output, intptr_t upper, int32_t count, int32_t parts) {
  const int32_t together = convolution_together_neon(count, parts);
  for (int32_t place = 0; place < count; place += together) {
    int8_t *target = output + convolution_output_neon(run, upper, count, parts, place);
    int8x16_t bytes = convolution_requantise_neon(*sums++, layer, run->constants, 4 * parts);
    if (run->lanes == 16) {
      vst1q_s8(target, bytes);
      continue;
    }
    convolution_store_part_neon(target, bytes, run->lanes);
    if (together == 2) { convolution_store_part_neon(target + run->output_pitch, vextq_s8(bytes, bytes, 8), run->lanes); }
  }
}

/// The sums of a place of 16 channels, or of `together` places of 8; `parts` and `together` are constants where it is inlined.
__attribute__((always_inline)) static inline struct convolution_sums_neon convolution_sixteen_neon(
    const int32x4_t sums[][4], const int parts, const int together) {
  struct convolution_sums_neon sixteen;
#pragma clang loop unroll(full)
  for (int part = 0; part < 4; part++) { sixteen.part[part] = sums[part / parts % together][part % parts]; }
  return sixteen;
}

/// Scales and writes a tile: `count` places of four times `parts` channels, both constants where it is inlined; the outputs of the places' second half
/// lie `upper` bytes behind the first.
__attribute__((always_inline)) static inline void convolution_finish_tile_neon(
    const struct layer *layer, const struct convolution_run *run, int is_rectified, const int32x4_t sums[8][4],
    int8_t *output, intptr_t upper, const int count, const int parts) {
  const int together = convolution_together_neon(count, parts);
  if (!is_rectified) {
    // In memory, but only here: a rectified tile's sums stay in registers.
    struct convolution_sums_neon sixteen[8];
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place += together) {
      sixteen[place / together] = convolution_sixteen_neon(sums + place, parts, together);
    }
    convolution_finish_any_neon(layer, run, sixteen, output, upper, count, parts);
    return;
  }
  const struct convolution_scales_neon scales = convolution_load_scales_neon(run->constants, parts);
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place += together) {
    int8x16_t bytes = convolution_rectify_neon(convolution_sixteen_neon(sums + place, parts, together), &scales);
    int8_t *target = output + convolution_output_neon(run, upper, count, parts, place);
    if (parts == 4) {
      vst1q_s8(target, bytes);
    } else {
      vst1_s8(target, vget_low_s8(bytes));
      if (together == 2) { vst1_s8(target + run->output_pitch, vget_high_s8(bytes)); }
    }
  }
}

#endif
#endif
