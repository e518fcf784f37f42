// Convolution of int8: four places by 16 output channels, or twice as many by 8, or what is left of them, aarch64 with dot products.
#ifndef PRODROME_CONVOLUTION_INT8_4X16_DOTPROD_H
#define PRODROME_CONVOLUTION_INT8_4X16_DOTPROD_H
#if defined(__aarch64__)

#include "Convolution_neon.h"

#define TARGET_DOTPROD __attribute__((target("dotprod")))

/// One group's weights of four times `parts` channels.
__attribute__((always_inline)) static inline int8x16x4_t convolution_load_dotprod(
    const int8_t *weights, const int parts) {
  if (parts == 4) { return vld1q_s8_x4(weights); }
  int8x16x2_t half = vld1q_s8_x2(weights);
  int8x16x4_t tile = {{half.val[0], half.val[1], half.val[0], half.val[1]}};
  return tile;
}

/// Adds one group of `count` places, the group in `lane` of 16 inputs of each.
#define CONVOLVE_GROUP_DOTPROD(lane)                                                                                   \
  do {                                                                                                                 \
    int8x16x4_t tile = convolution_load_dotprod(weights, parts);                                                       \
    _Pragma("clang loop unroll(full)") for (int place = 0; place < count; place++) {                                   \
      _Pragma("clang loop unroll(full)") for (int part = 0; part < parts; part++) {                                    \
        total[place][part] = vdotq_laneq_s32(total[place][part], tile.val[part], values[place], lane);                 \
      }                                                                                                                \
    }                                                                                                                  \
    weights += layer_group * layer_tile;                                                                               \
    __asm__("" : "+r"(weights));                                                                                       \
  } while (0)

/// Evaluates `count` places, four times `parts` channels of each; both are constants where it is inlined.
///
/// The first half of the places lies at `window`, the second `upper` bytes behind it: their outputs, `output_upper` bytes.
__attribute__((always_inline)) TARGET_DOTPROD static inline void convolve_tile_dotprod(
    const struct layer *layer, const struct convolution_run *run, int is_rectified, const int8_t *window, intptr_t upper,
    int8_t *output, intptr_t output_upper, const int count, const int parts) {
  const int8_t *weights = run->weights;
  const int half = count > 1 ? count / 2 : 1;
  int32x4_t total[8][4];
#pragma clang loop unroll(full)
  for (int part = 0; part < parts; part++) {
    int32x4_t start = vld1q_s32(run->constants + 4 * part);
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { total[place][part] = start; }
  }
  uint32_t fours = (uint32_t)run->groups / 4, rest = (uint32_t)run->groups % 4;
  int32_t row = run->rows;
  do {
    const int8_t *input[8];
    int8x16_t values[8];
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) {
      input[place] = window + place % half * run->place_pitch + place / half * upper;
    }
    window += run->row_pitch;
    for (uint32_t four = fours; four != 0; four--) {
#pragma clang loop unroll(full)
      for (int place = 0; place < count; place++) {
        values[place] = vld1q_s8(input[place]);
        input[place] += 4 * layer_group;
        __asm__("" : "+r"(input[place]));
      }
      CONVOLVE_GROUP_DOTPROD(0);
      CONVOLVE_GROUP_DOTPROD(1);
      CONVOLVE_GROUP_DOTPROD(2);
      CONVOLVE_GROUP_DOTPROD(3);
    }
    if (rest == 0) { continue; }
    // The rest of the 16 inputs lies beyond the window and is not used.
#pragma clang loop unroll(full)
    for (int place = 0; place < count; place++) { values[place] = vld1q_s8(input[place]); }
    CONVOLVE_GROUP_DOTPROD(0);
    if (rest > 1) { CONVOLVE_GROUP_DOTPROD(1); }
    if (rest > 2) { CONVOLVE_GROUP_DOTPROD(2); }
  } while (--row != 0);
  convolution_finish_tile_neon(layer, run, is_rectified, total, output, output_upper, count, parts);
}

/// Evaluates all places of a tile of 16 channels (`parts` 4) or 8 (2), a constant where it is inlined.
__attribute__((always_inline)) TARGET_DOTPROD static inline void convolve_lines_dotprod(
    const struct layer *layer, const struct convolution_run *source, const int parts) {
  // A copy, which stays in registers: bytes that are written might be its own.
  const struct convolution_run run = *source;
  const int is_rectified = convolution_is_rectified_neon(layer, &run, 4 * parts);
  const int8_t *input = run.input;
  int8_t *first = run.output;
  int32_t taken;
  for (int32_t lines = run.lines; lines > 0; lines -= taken) {
    // Lines of half a tile are taken two at a time, all at once: the places' second half is then the next line's.
    const int is_paired = lines > 1 && (run.places == 8 / parts || run.places == 2);
    taken = is_paired ? lines & ~1 : 1;
    const int8_t *window = input;
    int8_t *output = first;
    int32_t left = taken * run.places;
#define CONVOLVE_PLACES_DOTPROD(count)                                                                                 \
  if (!is_paired || 2 * run.places == (count)) {                                                                       \
    const intptr_t upper = is_paired ? run.line_pitch : (count) / 2 * run.place_pitch;                                 \
    const intptr_t output_upper = is_paired ? run.output_line_pitch : (count) / 2 * run.output_pitch;                  \
    for (; left >= (count); left -= (count)) {                                                                         \
      convolve_tile_dotprod(layer, &run, is_rectified, window, upper, output, output_upper, count, parts);             \
      window += (count) > 1 ? 2 * upper : run.place_pitch;                                                             \
      output += (count) > 1 ? 2 * output_upper : run.output_pitch;                                                     \
    }                                                                                                                  \
  }
    if (parts == 2) { CONVOLVE_PLACES_DOTPROD(8) }
    CONVOLVE_PLACES_DOTPROD(4)
    if (parts == 4) { CONVOLVE_PLACES_DOTPROD(2) }
    CONVOLVE_PLACES_DOTPROD(1)
#undef CONVOLVE_PLACES_DOTPROD
    input += taken * run.line_pitch;
    first += taken * run.output_line_pitch;
  }
}

__attribute__((noinline)) TARGET_DOTPROD static void convolve_sixteen_dotprod(
    const struct layer *layer, const struct convolution_run *run) {
  convolve_lines_dotprod(layer, run, 4);
}

__attribute__((noinline)) TARGET_DOTPROD static void convolve_eight_dotprod(
    const struct layer *layer, const struct convolution_run *run) {
  convolve_lines_dotprod(layer, run, 2);
}

/// Evaluates one run.
static inline void convolve_dotprod(const struct layer *layer, const struct convolution_run *run) {
  if (run->lanes <= 8) { return convolve_eight_dotprod(layer, run); }
  convolve_sixteen_dotprod(layer, run);
}

#endif
#endif
