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

__attribute__((always_inline)) TARGET_AVX2 static inline void requantise_to_int32_avx2(
    const int32_t sums[16], const struct requantiser_avx2 *scale, int32_t values[16]) {
  for (int part = 0; part < 2; part++) {
    __m256i value = _mm256_loadu_si256((const __m256i *)(sums + 8 * part));
    _mm256_storeu_si256((__m256i *)(values + 8 * part), requantise_wide_avx2(value, scale, part));
  }
}

#endif
#endif
