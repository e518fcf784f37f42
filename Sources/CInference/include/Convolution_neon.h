// What the convolution kernels of NEON share: sums of several places are gathered, then scaled together.
#ifndef PRODROME_CONVOLUTION_NEON_H
#define PRODROME_CONVOLUTION_NEON_H
#if defined(__aarch64__) || defined(__ARM_NEON)

#include "Convolution.h"
#include "Requantisation_neon.h"

/// Places whose sums are gathered, at most.
enum { convolution_gathered_neon = 32 };

/// Writes the sums of neighbouring places, each of `channels` int32, from place `first` of a run.
typedef void (*convolution_sums_neon)(
    const struct convolution_run *, int32_t channels, int32_t first, int32_t count, int32_t *sums);

/// Scales the gathered sums of `count` places, 8 or 16 channels each, and writes the channels that there are.
__attribute__((noinline)) static void convolution_finish_neon(
    const struct layer *layer, const struct convolution_run *run, int32_t channels, const int32_t *sums,
    int8_t *output, int32_t count) {
  int32_t rows = (count * channels + 15) / 16;
  intptr_t pitch = run->output_pitch;
  if (run->lanes == channels && (channels == 16 || (pitch == 8 && count % 2 == 0)) && !layer->rounds_once) {
    requantise_rows_neon(layer, run->constants, channels, sums, output, channels == 16 ? pitch : 16, rows);
    return;
  }
  int8_t values[16 * convolution_gathered_neon];
  if (layer->rounds_once) {
    const int32_t *constants = run->constants + 32;
    for (int32_t place = 0; place < count; place++) {
      int32_t offset = place * channels;
      layer_round_once(layer, constants, constants + 16, sums + offset, values + offset, run->lanes);
    }
  } else {
    requantise_rows_neon(layer, run->constants, channels, sums, values, 16, rows);
  }
#pragma clang loop unroll(disable)
  for (int32_t place = 0; place < count; place++) {
    layer_store(output + place * pitch, values + place * channels, run->lanes);
  }
}

/// Evaluates one run.
__attribute__((always_inline)) static inline void convolution_gather_neon(
    const struct layer *layer, const struct convolution_run *run, convolution_sums_neon evaluate) {
  int32_t sums[16 * convolution_gathered_neon];
  int32_t channels = run->lanes <= 8 ? 8 : 16;
  for (int32_t first = 0; first < run->places; first += convolution_gathered_neon) {
    int32_t left = run->places - first;
    int32_t count = left < convolution_gathered_neon ? left : convolution_gathered_neon;
    evaluate(run, channels, first, count, sums);
    convolution_finish_neon(layer, run, channels, sums, run->output + first * run->output_pitch, count);
  }
}

#endif
#endif
