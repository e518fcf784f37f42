// Convolution of int8: four places by 16 output channels at a time, 256-bit VNNI in either of its encodings.
//
// vpdpbusd multiplies unsigned by signed bytes: inputs are offset by 128, which the sums of the weights take off again.
#ifndef PRODROME_CONVOLUTION_INT8_4X16_VNNI_H
#define PRODROME_CONVOLUTION_INT8_4X16_VNNI_H
#if defined(__x86_64__)

#include "Convolution_avx2.h"

#define TARGET_AVXVNNI __attribute__((target("avx2,avxvnni")))
#define TARGET_AVX512VL __attribute__((target("avx2,avx512f,avx512vl,avx512vnni")))

// The same lines for both encodings: NAME's kernel multiplies with DOT, for a processor that has TARGET.
#define DEFINE_CONVOLUTION_VNNI(NAME, TARGET, DOT)                                                                     \
  __attribute__((always_inline)) TARGET static inline void convolve_tile_##NAME(                                       \
      const struct layer *layer, const struct convolution_run *run, const struct convolution_scales_avx2 *scales,      \
      int32_t line, int32_t first, const int count) {                                                                  \
    const __m256i flip = _mm256_set1_epi8(-128);                                                                       \
    const int8_t *window = run->input + line * run->line_pitch + first * run->place_pitch;                             \
    int8_t *output = run->output + line * run->output_line_pitch + first * run->output_pitch;                          \
    const int8_t *weights = run->weights;                                                                              \
    __m256i sums[4][2];                                                                                                \
    for (int half = 0; half < 2; half++) {                                                                             \
      __m256i weight_sums = _mm256_loadu_si256((const __m256i *)(run->constants + 16 + 8 * half));                     \
      __m256i bias = _mm256_loadu_si256((const __m256i *)(run->constants + 8 * half));                                 \
      __m256i start = _mm256_sub_epi32(bias, _mm256_slli_epi32(weight_sums, 7));                                       \
      for (int place = 0; place < count; place++) { sums[place][half] = start; }                                       \
    }                                                                                                                  \
    for (int32_t row = 0; row < run->rows; row++) {                                                                    \
      const int8_t *input = window + row * run->row_pitch;                                                             \
      for (int32_t group = 0; group < run->groups; group++) {                                                          \
        __m256i low = _mm256_loadu_si256((const __m256i *)weights);                                                    \
        __m256i high = _mm256_loadu_si256((const __m256i *)(weights + 32));                                            \
        _Pragma("clang loop unroll(full)") for (int place = 0; place < count; place++) {                               \
          int32_t four;                                                                                                \
          __builtin_memcpy(&four, input + place * run->place_pitch, 4);                                                \
          __m256i values = _mm256_xor_si256(flip, _mm256_set1_epi32(four));                                            \
          sums[place][0] = DOT(sums[place][0], values, low);                                                           \
          sums[place][1] = DOT(sums[place][1], values, high);                                                          \
        }                                                                                                              \
        input += layer_group;                                                                                          \
        weights += layer_group * layer_tile;                                                                           \
      }                                                                                                                \
    }                                                                                                                  \
    convolution_finish_tile_avx2(layer, run, scales, sums, output, count, 2);                                          \
  }                                                                                                                    \
                                                                                                                       \
  TARGET static inline void convolve_##NAME(const struct layer *layer, const struct convolution_run *run) {            \
    struct convolution_scales_avx2 scales;                                                                             \
    convolution_scales_make_avx2(&scales, layer, run, 2);                                                              \
    for (int32_t line = 0; line < run->lines; line++) {                                                                \
      int32_t place = 0;                                                                                               \
      for (; place + 4 <= run->places; place += 4) { convolve_tile_##NAME(layer, run, &scales, line, place, 4); }      \
      for (; place < run->places; place++) { convolve_tile_##NAME(layer, run, &scales, line, place, 1); }              \
    }                                                                                                                  \
  }

DEFINE_CONVOLUTION_VNNI(avxvnni, TARGET_AVXVNNI, _mm256_dpbusd_avx_epi32)
DEFINE_CONVOLUTION_VNNI(avx512vl, TARGET_AVX512VL, _mm256_dpbusd_epi32)

#endif
#endif
