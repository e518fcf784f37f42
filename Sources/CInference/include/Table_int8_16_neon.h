// Any function of one int8 by a table of its 256 values, -128 first, in the place of weights: 16 at a time, NEON of aarch64.
#ifndef PRODROME_TABLE_INT8_16_NEON_H
#define PRODROME_TABLE_INT8_16_NEON_H
#if defined(__aarch64__)

#include "Table_int8.h"
#include <arm_neon.h>

static inline void table_neon(const struct layer *layer) {
  int32_t count = layer->input_height * layer->input_width * layer->input_channels;
  const int8_t *weights = layer->weights;
  // 16 registers hold it all, of which one instruction reads four; a place beyond them leaves the lane as it was.
  int8x16x4_t first = vld1q_s8_x4(weights), second = vld1q_s8_x4(weights + 64);
  int8x16x4_t third = vld1q_s8_x4(weights + 128), fourth = vld1q_s8_x4(weights + 192);
  uint8x16_t quarter = vdupq_n_u8(64);
  int32_t index = 0;
  for (; index <= count - 16; index += 16) {
    uint8x16_t place = veorq_u8(vld1q_u8((const uint8_t *)layer->input + index), vdupq_n_u8(128));
    int8x16_t values = vqtbl4q_s8(first, place);
    values = vqtbx4q_s8(values, second, place = vsubq_u8(place, quarter));
    values = vqtbx4q_s8(values, third, place = vsubq_u8(place, quarter));
    values = vqtbx4q_s8(values, fourth, vsubq_u8(place, quarter));
    vst1q_s8(layer->output + index, values);
  }
  table_from(layer, index);
}

#endif
#endif
