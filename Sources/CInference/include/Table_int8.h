// Any function of one int8 by a table of its 256 values, -128 first, in the place of weights: one at a time.
#ifndef PRODROME_TABLE_INT8_H
#define PRODROME_TABLE_INT8_H

#include "Layer.h"

/// Looks up the values from `first` on.
static inline void table_from(const struct layer *layer, int32_t first) {
  int32_t count = layer->input_height * layer->input_width * layer->input_channels;
  const int8_t *zero = layer->weights + 128;
  for (int32_t index = first; index < count; index++) { layer->output[index] = zero[layer->input[index]]; }
}

#endif
