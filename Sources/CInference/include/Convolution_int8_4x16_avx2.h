// Convolution of int8: four places by 16 output channels, or eight by 8, at a time, AVX2.
//
// vpmaddubsw multiplies unsigned by signed bytes and adds neighbours in 16 bits. An input's magnitude times the weight with the input's sign is their
// product, and two such products fit, since no weight is -128.
#ifndef PRODROME_CONVOLUTION_INT8_4X16_AVX2_H
#define PRODROME_CONVOLUTION_INT8_4X16_AVX2_H
#if defined(__x86_64__)

#include "Convolution.h"
#include "Requantisation_avx2.h"

/// What a tile's sums become bytes with.
struct convolution_scales_avx2 {
  struct requantiser_avx2 any;
  struct rectifier_avx2 rectified;
  int is_rectified;
};

/// Scales and writes one place of 16 channels, or of the first of them that there are, whatever the scales are.
__attribute__((noinline)) TARGET_AVX2 static void convolution_finish_avx2(
    const struct layer *layer, const struct convolution_run *run, const struct convolution_scales_avx2 *scales,
    const int32_t wide[16], int8_t *output) {
  int8_t values[16];
  if (layer->rounds_once) {
    layer_round_once(layer, run->constants + 32, run->constants + 48, wide, values, layer_tile);
  } else {
    requantise_avx2(wide, &scales->any, values);
  }
  layer_store(output, values, run->lanes);
}

/// Scales and writes a tile: `count` places of eight times `parts` channels, both constants where it is inlined.
__attribute__((always_inline)) TARGET_AVX2 static inline void convolution_finish_tile_avx2(
    const struct layer *layer, const struct convolution_run *run, const struct convolution_scales_avx2 *scales,
    const __m256i sums[8][2], int8_t *output, const int count, const int parts) {
  const intptr_t pitch = run->output_pitch;
  if (!scales->is_rectified) {
    for (int place = 0; place < count; place++) {
      int32_t wide[16] = {0};
      for (int part = 0; part < parts; part++) { _mm256_storeu_si256((__m256i *)(wide + 8 * part), sums[place][part]); }
      convolution_finish_avx2(layer, run, scales, wide, output + place * pitch);
    }
    return;
  }
  if (parts == 2) {
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place += 2) {
      const int other = place + 1 < count ? place + 1 : place;
      __m256i bytes = rectify_avx2(sums[place][0], sums[place][1], sums[other][0], sums[other][1], &scales->rectified);
      _mm_storeu_si128((__m128i *)(output + place * pitch), _mm256_castsi256_si128(bytes));
      if (other > place) { _mm_storeu_si128((__m128i *)(output + other * pitch), _mm256_extracti128_si256(bytes, 1)); }
    }
    return;
  }
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place += 4) {
    __m256i bytes = count == 1 ? rectify_avx2(sums[0][0], sums[0][0], sums[0][0], sums[0][0], &scales->rectified)
                               : rectify_avx2(sums[place][0], sums[place + 1][0], sums[place + 2][0], sums[place + 3][0],
                                              &scales->rectified);
    __m128i low = _mm256_castsi256_si128(bytes), high = _mm256_extracti128_si256(bytes, 1);
    _mm_storel_epi64((__m128i *)(output + place * pitch), low);
    if (count == 1) { break; }
    _mm_storel_epi64((__m128i *)(output + (place + 1) * pitch), _mm_unpackhi_epi64(low, low));
    _mm_storel_epi64((__m128i *)(output + (place + 2) * pitch), high);
    _mm_storel_epi64((__m128i *)(output + (place + 3) * pitch), _mm_unpackhi_epi64(high, high));
  }
}

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
  scales.is_rectified = rectifier_covers_avx2(layer, run.constants, run.lanes, 8 * parts);
  if (scales.is_rectified) {
    rectifier_make_avx2(&scales.rectified, run.constants + 32, run.constants + 48, parts);
  } else {
    requantiser_make_avx2(&scales.any, run.constants + 32, run.constants + 48, layer);
  }
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
