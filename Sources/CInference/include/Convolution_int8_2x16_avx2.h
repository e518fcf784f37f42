// Convolution of int8: two places by 16 output channels at a time, AVX2.
//
// vpmaddwd adds the products of two pairs exactly: bytes are widened to 16 bits, and each channel's four products of a group end as two sums,
// added after the last group.
#ifndef PRODROME_CONVOLUTION_INT8_2X16_AVX2_H
#define PRODROME_CONVOLUTION_INT8_2X16_AVX2_H
#if defined(__x86_64__)

#include "Convolution.h"
#include "Requantisation_avx2.h"

/// Evaluates `count` places, a constant where it is inlined, from place `first` of a line.
__attribute__((always_inline)) TARGET_AVX2 static inline void convolve_tile_avx2(
    const struct layer *layer, const struct convolution_run *run, const struct requantiser_avx2 *scale, int32_t line,
    int32_t first, const int count) {
  const int8_t *window = run->input + line * run->line_pitch + first * run->place_pitch;
  int8_t *output = run->output + line * run->output_line_pitch + first * run->output_pitch;
  const int8_t *weights = run->weights;
  __m256i sums[2][4];
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
#pragma clang loop unroll(full)
    for (int quarter = 0; quarter < 4; quarter++) { sums[place][quarter] = _mm256_setzero_si256(); }
  }
  for (int32_t row = 0; row < run->rows; row++) {
    const int8_t *input = window + row * run->row_pitch;
    for (int32_t group = 0; group < run->groups; group++) {
      __m256i tile[4];
#pragma clang loop unroll(full)
      for (int quarter = 0; quarter < 4; quarter++) {
        tile[quarter] = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(weights + 16 * quarter)));
      }
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) {
        int32_t four;
        __builtin_memcpy(&four, input + place * run->place_pitch, 4);
        __m256i values = _mm256_cvtepi8_epi16(_mm_set1_epi32(four));
#pragma clang loop unroll(full)
        for (int quarter = 0; quarter < 4; quarter++) {
          __m256i products = _mm256_madd_epi16(values, tile[quarter]);
          sums[place][quarter] = _mm256_add_epi32(sums[place][quarter], products);
        }
      }
      input += layer_group;
      weights += layer_group * layer_tile;
    }
  }
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
    int32_t wide[16];
    int8_t values[16];
#pragma clang loop unroll(full)
    for (int half = 0; half < 2; half++) {
      __m256i pairs = _mm256_hadd_epi32(sums[place][2 * half], sums[place][2 * half + 1]);
      __m256i ordered = _mm256_permute4x64_epi64(pairs, 0xD8);
      __m256i bias = _mm256_loadu_si256((const __m256i *)(run->constants + 8 * half));
      _mm256_storeu_si256((__m256i *)(wide + 8 * half), _mm256_add_epi32(ordered, bias));
    }
    if (layer->rounds_once) {
      layer_round_once(layer, run->constants + 32, run->constants + 48, wide, values, layer_tile);
    } else {
      requantise_avx2(wide, scale, values);
    }
    layer_store(output + place * run->output_pitch, values, run->lanes);
  }
}

TARGET_AVX2 static inline void convolve_avx2(const struct layer *layer, const struct convolution_run *run) {
  struct requantiser_avx2 scale;
  requantiser_make_avx2(&scale, run->constants + 32, run->constants + 48, layer);
  for (int32_t line = 0; line < run->lines; line++) {
    int32_t place = 0;
    for (; place + 2 <= run->places; place += 2) { convolve_tile_avx2(layer, run, &scale, line, place, 2); }
    if (run->places & 1) { convolve_tile_avx2(layer, run, &scale, line, place, 1); }
  }
}

#endif
#endif
