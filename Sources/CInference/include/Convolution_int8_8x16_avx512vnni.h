// Convolution of int8: eight places by 16 output channels at a time, AVX-512 VNNI.
//
// vpdpbusd multiplies unsigned by signed bytes: inputs are offset by 128, which the sums of the weights take off again.
#ifndef PRODROME_CONVOLUTION_INT8_8X16_AVX512VNNI_H
#define PRODROME_CONVOLUTION_INT8_8X16_AVX512VNNI_H
#if defined(__x86_64__)

#include "Convolution.h"
#include "Requantisation_avx512.h"

/// Evaluates `count` places, a constant where it is inlined, from place `first` of a line.
__attribute__((always_inline)) TARGET_AVX512 static inline void convolve_tile_avx512vnni(
    const struct layer *layer, const struct convolution_run *run, const struct requantiser_avx512 *scale, int32_t line,
    int32_t first, const int count) {
  const __m512i flip = _mm512_set1_epi8(-128);
  const int8_t *window = run->input + line * run->line_pitch + first * run->place_pitch;
  int8_t *output = run->output + line * run->output_line_pitch + first * run->output_pitch;
  const int8_t *weights = run->weights;
  __m512i weight_sums = _mm512_loadu_si512(run->constants + 16);
  __m512i start = _mm512_sub_epi32(_mm512_loadu_si512(run->constants), _mm512_slli_epi32(weight_sums, 7));
  __m512i sums[8];
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) { sums[place] = start; }
  for (int32_t row = 0; row < run->rows; row++) {
    const int8_t *input = window + row * run->row_pitch;
    for (int32_t group = 0; group < run->groups; group++) {
      __m512i tile = _mm512_loadu_si512(weights);
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) {
        int32_t four;
        __builtin_memcpy(&four, input + place * run->place_pitch, 4);
        sums[place] = _mm512_dpbusd_epi32(sums[place], _mm512_xor_si512(flip, _mm512_set1_epi32(four)), tile);
      }
      input += layer_group;
      weights += layer_group * layer_tile;
    }
  }
#pragma clang loop unroll(full)
  for (int place = 0; place < count; place++) {
    int32_t wide[16];
    int8_t values[16];
    _mm512_storeu_si512(wide, sums[place]);
    if (layer->rounds_once) {
      layer_round_once(layer, run->constants + 32, run->constants + 48, wide, values, layer_tile);
    } else {
      requantise_avx512(wide, scale, values);
    }
    layer_store(output + place * run->output_pitch, values, run->lanes);
  }
}

TARGET_AVX512 static inline void convolve_avx512vnni(const struct layer *layer, const struct convolution_run *run) {
  struct requantiser_avx512 scale;
  requantiser_make_avx512(&scale, run->constants + 32, run->constants + 48, layer);
  for (int32_t line = 0; line < run->lines; line++) {
    int32_t place = 0;
    for (; place + 8 <= run->places; place += 8) { convolve_tile_avx512vnni(layer, run, &scale, line, place, 8); }
    if (run->places & 4) { convolve_tile_avx512vnni(layer, run, &scale, line, place, 4), place += 4; }
    if (run->places & 2) { convolve_tile_avx512vnni(layer, run, &scale, line, place, 2), place += 2; }
    if (run->places & 1) { convolve_tile_avx512vnni(layer, run, &scale, line, place, 1); }
  }
}

#endif
#endif
