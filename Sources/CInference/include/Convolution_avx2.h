// What the convolution kernels of 256 bits share: how the sums of a tile become bytes.
#ifndef PRODROME_CONVOLUTION_AVX2_H
#define PRODROME_CONVOLUTION_AVX2_H
#if defined(__x86_64__)

#include "Convolution.h"
#include "Requantisation_avx2.h"

/// What a tile's sums become bytes with.
struct convolution_scales_avx2 {
  struct requantiser_avx2 any;
  struct rectifier_avx2 rectified;
  int is_rectified;
};

/// Prepares what a run of 16 (`parts` 2) or 8 channels is scaled with.
__attribute__((always_inline)) TARGET_AVX2 static inline void convolution_scales_make_avx2(
    struct convolution_scales_avx2 *scales, const struct layer *layer, const struct convolution_run *run, const int parts) {
  scales->is_rectified = rectifier_covers_avx2(layer, run->constants, run->lanes, 8 * parts);
  if (scales->is_rectified) {
    rectifier_make_avx2(&scales->rectified, run->constants + 32, run->constants + 48, parts);
  } else {
    requantiser_make_avx2(&scales->any, run->constants + 32, run->constants + 48, layer);
  }
}

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

#endif
#endif
