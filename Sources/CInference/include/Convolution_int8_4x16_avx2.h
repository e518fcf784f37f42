// Convolution of int8: four places by 16 output channels, or eight by 8, at a time, AVX2.
//
// vpmaddubsw multiplies unsigned by signed bytes and adds neighbours in 16 bits. An input's magnitude times the weight with the input's sign is their
// product, and two such products fit, since no weight is -128.
#ifndef PRODROME_CONVOLUTION_INT8_4X16_AVX2_H
#define PRODROME_CONVOLUTION_INT8_4X16_AVX2_H
#if defined(__x86_64__)

#include "Convolution_avx2.h"

/// Evaluates `count` places at `window`, eight times `parts` channels of each; both are constants where it is inlined.
__attribute__((always_inline)) TARGET_AVX2 static inline void convolve_tile_avx2(
    const struct layer *layer, const struct convolution_run *run, const struct convolution_scales_avx2 *scales,
    const int8_t *window, int8_t *output, const int count, const int parts) {
  const __m256i ones = _mm256_set1_epi16(1);
  const int8_t *weights = run->weights;
  __m256i sums[8][2];
#pragma clang loop unroll(full)
  for (int part = 0; part < parts; part++) {
    __m256i bias = _mm256_loadu_si256((const __m256i *)(run->constants + 8 * part));
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { sums[place][part] = bias; }
  }
  for (int32_t row = 0; row < run->rows; row++) {
    const int8_t *input = window + row * run->row_pitch;
    for (int32_t group = 0; group < run->groups; group++) {
      __m256i tile[2];
#pragma clang loop unroll(full)
      for (int part = 0; part < parts; part++) {
        tile[part] = _mm256_loadu_si256((const __m256i *)(weights + 32 * part));
      }
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) {
        int32_t four;
        __builtin_memcpy(&four, input + place * run->place_pitch, 4);
        __m256i values = _mm256_set1_epi32(four);
        __m256i magnitudes = _mm256_abs_epi8(values);
#pragma clang loop unroll(full)
        for (int part = 0; part < parts; part++) {
          __m256i pairs = _mm256_maddubs_epi16(magnitudes, _mm256_sign_epi8(tile[part], values));
          sums[place][part] = _mm256_add_epi32(sums[place][part], _mm256_madd_epi16(pairs, ones));
        }
      }
      input += layer_group;
      weights += layer_group * layer_tile;
    }
  }
  convolution_finish_tile_avx2(layer, run, scales, sums, output, count, parts);
}

/// Evaluates all places of a tile of 16 channels (`parts` 2) or 8 (1), a constant where it is inlined.
__attribute__((always_inline)) TARGET_AVX2 static inline void convolve_lines_avx2(
    const struct layer *layer, const struct convolution_run *source, const int parts) {
  // A copy, which stays in registers: bytes that are written might be its own.
  const struct convolution_run run = *source;
  struct convolution_scales_avx2 scales;
  convolution_scales_make_avx2(&scales, layer, &run, parts);
  const int count = 8 / parts;
  for (int32_t line = 0; line < run.lines; line++) {
    const int8_t *window = run.input + line * run.line_pitch;
    int8_t *output = run.output + line * run.output_line_pitch;
    int32_t left = run.places;
    for (; left >= count; left -= count) {
      convolve_tile_avx2(layer, &run, &scales, window, output, count, parts);
      window += count * run.place_pitch;
      output += count * run.output_pitch;
    }
    for (; left > 0; left--) {
      convolve_tile_avx2(layer, &run, &scales, window, output, 1, parts);
      window += run.place_pitch;
      output += run.output_pitch;
    }
  }
}

__attribute__((noinline)) TARGET_AVX2 static void convolve_sixteen_avx2(
    const struct layer *layer, const struct convolution_run *run) {
  convolve_lines_avx2(layer, run, 2);
}

__attribute__((noinline)) TARGET_AVX2 static void convolve_eight_avx2(
    const struct layer *layer, const struct convolution_run *run) {
  convolve_lines_avx2(layer, run, 1);
}

/// Evaluates one run.
TARGET_AVX2 static inline void convolve_avx2(const struct layer *layer, const struct convolution_run *run) {
  if (run->lanes <= 8) { return convolve_eight_avx2(layer, run); }
  convolve_sixteen_avx2(layer, run);
}

#endif
#endif
