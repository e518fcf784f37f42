// Scaling of accumulators with two roundings, 16 at a time: AVX2.
#ifndef PRODROME_REQUANTISATION_AVX2_H
#define PRODROME_REQUANTISATION_AVX2_H
#if defined(__x86_64__)

#include "Layer.h"
#include <immintrin.h>

#define TARGET_AVX2 __attribute__((target("avx2")))

/// The constants of 16 channels, in two halves.
struct requantiser_avx2 {
  __m256i left[2], multiplier[2], odd_multiplier[2], right[2], mask[2], half[2];
  __m256i zero_point, minimum, maximum;
};

__attribute__((always_inline)) TARGET_AVX2 static inline void requantiser_make_avx2(
    struct requantiser_avx2 *scale, const int32_t *multipliers, const int32_t *exponents, const struct layer *layer) {
  __m256i zero = _mm256_setzero_si256();
  __m256i one = _mm256_set1_epi32(1);
#pragma clang loop unroll(full)
  for (int part = 0; part < 2; part++) {
    __m256i exponent = _mm256_loadu_si256((const __m256i *)(exponents + 8 * part));
    scale->left[part] = _mm256_max_epi32(exponent, zero);
    scale->multiplier[part] = _mm256_loadu_si256((const __m256i *)(multipliers + 8 * part));
    scale->odd_multiplier[part] = _mm256_srli_epi64(scale->multiplier[part], 32);
    scale->right[part] = _mm256_max_epi32(_mm256_sub_epi32(zero, exponent), zero);
    scale->mask[part] = _mm256_sub_epi32(_mm256_sllv_epi32(one, scale->right[part]), one);
    scale->half[part] = _mm256_srli_epi32(scale->mask[part], 1);
  }
  scale->zero_point = _mm256_set1_epi16((int16_t)layer->zero_point);
  scale->minimum = _mm256_set1_epi16((int16_t)layer->minimum);
  scale->maximum = _mm256_set1_epi16((int16_t)layer->maximum);
}

/// Eight scaled accumulators as int32.
__attribute__((always_inline)) TARGET_AVX2 static inline __m256i requantise_wide_avx2(
    __m256i sums, const struct requantiser_avx2 *scale, int part) {
  const __m256i rounding = _mm256_set1_epi64x(1 << 30);
  __m256i value = _mm256_sllv_epi32(sums, scale->left[part]);
  __m256i even = _mm256_mul_epi32(value, scale->multiplier[part]);
  __m256i odd = _mm256_mul_epi32(_mm256_srli_epi64(value, 32), scale->odd_multiplier[part]);
  even = _mm256_srli_epi64(_mm256_add_epi64(even, rounding), 31);
  odd = _mm256_slli_epi64(_mm256_add_epi64(odd, rounding), 1);
  __m256i high = _mm256_blend_epi32(even, odd, 0xAA);
  __m256i threshold = _mm256_sub_epi32(scale->half[part], _mm256_srai_epi32(high, 31));
  __m256i up = _mm256_cmpgt_epi32(_mm256_and_si256(high, scale->mask[part]), threshold);
  return _mm256_sub_epi32(_mm256_srav_epi32(high, scale->right[part]), up);
}

/// The scaled accumulators with the zero point, clamped.
__attribute__((always_inline)) TARGET_AVX2 static inline void requantise_avx2(
    const int32_t sums[16], const struct requantiser_avx2 *scale, int8_t values[16]) {
  __m256i first = requantise_wide_avx2(_mm256_loadu_si256((const __m256i *)sums), scale, 0);
  __m256i second = requantise_wide_avx2(_mm256_loadu_si256((const __m256i *)(sums + 8)), scale, 1);
  __m256i narrow = _mm256_permute4x64_epi64(_mm256_packs_epi32(first, second), 0xD8);
  narrow = _mm256_adds_epi16(narrow, scale->zero_point);
  narrow = _mm256_min_epi16(_mm256_max_epi16(narrow, scale->minimum), scale->maximum);
  __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(narrow), _mm256_extracti128_si256(narrow, 1));
  _mm_storeu_si128((__m128i *)values, bytes);
}

/// The constants of a tile that is rectified to the whole range of int8: 16 channels in two halves, or 8 in each.
struct rectifier_avx2 {
  __m256i multiplier[2], odd_multiplier[2], right[2], half[2];
};

/// Whether a tile is full, and all of its channels are scaled below one half and rectified to the whole range of int8: a negative sum is then -128
/// however it is rounded, and others are rounded up from one half on.
TARGET_AVX2 static inline int rectifier_covers_avx2(
    const struct layer *layer, const int32_t *constants, int32_t lanes, int32_t channels) {
  if (lanes != channels || layer->rounds_once) { return 0; }
  if (layer->zero_point != -128 || layer->minimum != -128 || layer->maximum != 127) { return 0; }
  __m256i first = _mm256_loadu_si256((const __m256i *)(constants + 48));
  __m256i second = _mm256_loadu_si256((const __m256i *)(constants + 56));
  __m256i below = channels == 16 ? _mm256_and_si256(first, second) : first;
  return _mm256_movemask_ps(_mm256_castsi256_ps(below)) == 0xFF;
}

/// Prepares the constants of 16 (`parts` 2) or 8 channels.
TARGET_AVX2 static inline void rectifier_make_avx2(
    struct rectifier_avx2 *scale, const int32_t *multipliers, const int32_t *exponents, const int parts) {
  __m256i one = _mm256_set1_epi32(1);
#pragma clang loop unroll(full)
  for (int part = 0; part < 2; part++) {
    __m256i exponent = _mm256_loadu_si256((const __m256i *)(exponents + 8 * (part % parts)));
    scale->multiplier[part] = _mm256_loadu_si256((const __m256i *)(multipliers + 8 * (part % parts)));
    scale->odd_multiplier[part] = _mm256_srli_epi64(scale->multiplier[part], 32);
    scale->right[part] = _mm256_sub_epi32(_mm256_setzero_si256(), exponent);
    scale->half[part] = _mm256_sllv_epi32(one, _mm256_sub_epi32(scale->right[part], one));
  }
}

/// Eight sums, rectified and scaled, as int32.
__attribute__((always_inline)) TARGET_AVX2 static inline __m256i rectify_wide_avx2(
    __m256i sums, const struct rectifier_avx2 *scale, int part) {
  const __m256i rounding = _mm256_set1_epi64x(1 << 30);
  __m256i value = _mm256_max_epi32(sums, _mm256_setzero_si256());
  __m256i even = _mm256_mul_epu32(value, scale->multiplier[part]);
  __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(value, 32), scale->odd_multiplier[part]);
  even = _mm256_srli_epi64(_mm256_add_epi64(even, rounding), 31);
  odd = _mm256_slli_epi64(_mm256_add_epi64(odd, rounding), 1);
  __m256i high = _mm256_blend_epi32(even, odd, 0xAA);
  return _mm256_srlv_epi32(_mm256_add_epi32(high, scale->half[part]), scale->right[part]);
}

/// The bytes of four times eight rectified sums, in their order: two places of 16 channels, or four of 8.
__attribute__((always_inline)) TARGET_AVX2 static inline __m256i rectify_avx2(
    __m256i first, __m256i second, __m256i third, __m256i fourth, const struct rectifier_avx2 *scale) {
  const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  __m256i low = _mm256_packs_epi32(rectify_wide_avx2(first, scale, 0), rectify_wide_avx2(second, scale, 1));
  __m256i high = _mm256_packs_epi32(rectify_wide_avx2(third, scale, 0), rectify_wide_avx2(fourth, scale, 1));
  __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packus_epi16(low, high), order);
  return _mm256_xor_si256(bytes, _mm256_set1_epi8(-128));
}

__attribute__((always_inline)) TARGET_AVX2 static inline void requantise_to_int32_avx2(
    const int32_t sums[16], const struct requantiser_avx2 *scale, int32_t values[16]) {
#pragma clang loop unroll(full)
  for (int part = 0; part < 2; part++) {
    __m256i value = _mm256_loadu_si256((const __m256i *)(sums + 8 * part));
    _mm256_storeu_si256((__m256i *)(values + 8 * part), requantise_wide_avx2(value, scale, part));
  }
}

#endif
#endif
