// Elements of one int8 tensor in other places of another: runs of neighbours at once.
#ifndef PRODROME_COPY_INT8_H
#define PRODROME_COPY_INT8_H

#include "Layer.h"

enum { copy_axes = 5 };

/// One axis of a copy, as it lies in the section; see `StridedCopy` in Swift.
struct copy_axis {
  int32_t size, source_stride, target_stride;
};

/// A copy's record, in the place of weights.
struct copy_record {
  struct copy_axis axes[copy_axes];
  int32_t source_start, target_start, fills;
};

/// Copies the innermost axis.
__attribute__((always_inline)) static inline void copy_run(int8_t *target, const int8_t *source, struct copy_axis axis) {
  if (axis.source_stride == 1 && axis.target_stride == 1) { return layer_copy(target, source, axis.size); }
#pragma clang loop unroll(disable) vectorize(disable)
  for (int32_t index = 0; index < axis.size; index++) {
    *target = *source;
    source += axis.source_stride;
    target += axis.target_stride;
  }
}

/// Copies by a record that was checked when the model was loaded.
static inline void copy_strided(const struct layer *layer) {
  struct copy_record copy;
  __builtin_memcpy(&copy, layer->weights, sizeof copy);
  if (copy.fills) {
    int32_t count = layer->output_height * layer->output_width * layer->output_channels;
    __builtin_memset(layer->output, layer->zero_point, (uintptr_t)count);
  }
  intptr_t source = copy.source_start, target = copy.target_start;
  int32_t done[copy_axes] = {0};
  int32_t axis;
  do {
    copy_run(layer->output + target, layer->input + source, copy.axes[copy_axes - 1]);
    // The next run, as an odometer counts.
    for (axis = copy_axes - 2; axis >= 0; axis--) {
      struct copy_axis turned = copy.axes[axis];
      source += turned.source_stride;
      target += turned.target_stride;
      if (++done[axis] < turned.size) { break; }
      done[axis] = 0;
      source -= (intptr_t)turned.size * turned.source_stride;
      target -= (intptr_t)turned.size * turned.target_stride;
    }
  } while (axis >= 0);
}

#endif
