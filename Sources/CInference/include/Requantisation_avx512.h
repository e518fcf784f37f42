// Scaling of accumulators with two roundings, 16 at a time: AVX-512.
#ifndef PRODROME_REQUANTISATION_AVX512_H
#define PRODROME_REQUANTISATION_AVX512_H
#if defined(__x86_64__)

#include "Layer.h"
#include <immintrin.h>

#define TARGET_AVX512 __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vnni")))

/// The constants of 16 channels.
struct requantiser_avx512 {
  __m512i left, multiplier, odd_multiplier, right, mask, half;
  __m256i zero_point, minimum, maximum;
};

__attribute__((always_inline)) TARGET_AVX512 static inline void requantiser_make_avx512(
    struct requantiser_avx512 *scale, const int32_t *multipliers, const int32_t *exponents, const struct layer *layer) {
  __m512i exponent = _mm512_loadu_si512(exponents);
  __m512i zero = _mm512_setzero_si512();
  scale->left = _mm512_max_epi32(exponent, zero);
  scale->multiplier = _mm512_loadu_si512(multipliers);
  scale->odd_multiplier = _mm512_srli_epi64(scale->multiplier, 32);
  scale->right = _mm512_max_epi32(_mm512_sub_epi32(zero, exponent), zero);
  scale->mask = _mm512_sub_epi32(_mm512_sllv_epi32(_mm512_set1_epi32(1), scale->right), _mm512_set1_epi32(1));
  scale->half = _mm512_srli_epi32(scale->mask, 1);
  scale->zero_point = _mm256_set1_epi16((int16_t)layer->zero_point);
  scale->minimum = _mm256_set1_epi16((int16_t)layer->minimum);
  scale->maximum = _mm256_set1_epi16((int16_t)layer->maximum);
}

/// The scaled accumulators as int32.
__attribute__((always_inline)) TARGET_AVX512 static inline __m512i requantise_wide_avx512(
    __m512i sums, const struct requantiser_avx512 *scale) {
  const __m512i rounding = _mm512_set1_epi64(1 << 30);
  __m512i value = _mm512_sllv_epi32(sums, scale->left);
  __m512i even = _mm512_mul_epi32(value, scale->multiplier);
  __m512i odd = _mm512_mul_epi32(_mm512_srli_epi64(value, 32), scale->odd_multiplier);
  even = _mm512_srli_epi64(_mm512_add_epi64(even, rounding), 31);
  odd = _mm512_slli_epi64(_mm512_add_epi64(odd, rounding), 1);
  __m512i high = _mm512_mask_blend_epi32(0xAAAA, even, odd);
  __m512i threshold = _mm512_sub_epi32(scale->half, _mm512_srai_epi32(high, 31));
  __mmask16 up = _mm512_cmpgt_epi32_mask(_mm512_and_si512(high, scale->mask), threshold);
  value = _mm512_srav_epi32(high, scale->right);
  return _mm512_mask_add_epi32(value, up, value, _mm512_set1_epi32(1));
}

/// The scaled accumulators with the zero point, clamped.
__attribute__((always_inline)) TARGET_AVX512 static inline void requantise_avx512(
    const int32_t sums[16], const struct requantiser_avx512 *scale, int8_t values[16]) {
  __m512i value = requantise_wide_avx512(_mm512_loadu_si512(sums), scale);
  __m256i narrow = _mm256_adds_epi16(_mm512_cvtsepi32_epi16(value), scale->zero_point);
  narrow = _mm256_min_epi16(_mm256_max_epi16(narrow, scale->minimum), scale->maximum);
  _mm_storeu_si128((__m128i *)values, _mm256_cvtepi16_epi8(narrow));
}

__attribute__((always_inline)) TARGET_AVX512 static inline void requantise_to_int32_avx512(
    const int32_t sums[16], const struct requantiser_avx512 *scale, int32_t values[16]) {
  _mm512_storeu_si512(values, requantise_wide_avx512(_mm512_loadu_si512(sums), scale));
}

#endif
#endif
