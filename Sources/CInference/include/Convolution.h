// What all convolution kernels share: the walk over tiles of output channels, batches, rows and columns.
#ifndef PRODROME_CONVOLUTION_H
#define PRODROME_CONVOLUTION_H

#include "Layer.h"

/// Equal lines of neighbouring places of the output, for one tile of output channels.
struct convolution_run {
  /// The first place's window, and bytes from one of its rows to the next and from one place's window to the next.
  const int8_t *input;
  intptr_t row_pitch, place_pitch;
  /// Rows of the window, and groups of each.
  int32_t rows, groups;
  const int8_t *weights;
  const int32_t *constants;
  int8_t *output;
  intptr_t output_pitch;
  int32_t places;
  /// How many lines, and bytes from one's first window and first output to the next one's.
  int32_t lines;
  intptr_t line_pitch, output_line_pitch;
  /// Channels of the tile that there are.
  int32_t lanes;
};

/// Evaluates one run: the kernel.
typedef void (*convolution_kernel)(const struct layer *, const struct convolution_run *);

/// Copies the window at one place to the patch; what reaches over an edge is zero in the input's scale.
static inline void convolution_copy_patch(const struct layer *layer, int32_t row, int32_t column, int32_t row_bytes) {
  int32_t depth = layer->input_channels;
  struct layer_overlap rows =
      layer_overlap(row * layer->stride_height - layer->padding_top, layer->kernel_height, layer->input_height);
  struct layer_overlap columns =
      layer_overlap(column * layer->stride_width - layer->padding_left, layer->kernel_width, layer->input_width);
  __builtin_memset(layer->patch, layer->input_zero_point, (uintptr_t)layer->kernel_height * (uintptr_t)row_bytes);
  for (int32_t index = 0; index < rows.count; index++) {
    intptr_t source = ((intptr_t)(rows.input + index) * layer->input_width + columns.input) * depth;
    intptr_t target = (intptr_t)(rows.kernel + index) * row_bytes + (intptr_t)columns.kernel * depth;
    __builtin_memcpy(layer->patch + target, layer->input + source, (uintptr_t)columns.count * (uintptr_t)depth);
  }
}

/// Evaluates a convolution none of whose windows reaches over an edge; all of a batch together where it has one row.
static inline int convolution_evaluate_inside(const struct layer *layer, convolution_kernel kernel) {
  struct convolution_run run;
  run.place_pitch = (intptr_t)layer->stride_width * layer->input_channels;
  run.row_pitch = (intptr_t)layer->input_width * layer->input_channels;
  run.rows = layer->kernel_height;
  run.groups = (layer->kernel_width * layer->input_channels + layer_group - 1) / layer_group;
  run.weights = layer->weights;
  run.constants = layer->constants;
  run.output_pitch = layer->output_channels;
  run.places = layer->output_width;
  run.lines = layer->output_height;
  run.line_pitch = layer->stride_height * run.row_pitch;
  run.output_line_pitch = run.places * run.output_pitch;
  const int is_whole_batch = layer->output_height == 1;
  if (is_whole_batch) {
    run.lines = layer->batch;
    run.line_pitch = layer->batch_pitch;
    run.output_line_pitch = layer->batch_pitch;
    if (run.places == 1) {
      // Single places, which kernels take several of at a time.
      run.places = layer->batch;
      run.place_pitch = layer->batch_pitch;
      run.output_pitch = layer->batch_pitch;
      run.lines = 1;
    }
  }
  intptr_t tile_bytes = (intptr_t)run.rows * run.groups * layer_group * layer_tile;
  run.input = layer->input;
  for (int32_t channel = 0; channel < layer->output_channels; channel += layer_tile) {
    int32_t left = layer->output_channels - channel;
    run.lanes = left < layer_tile ? left : layer_tile;
    run.output = layer->output + channel;
    kernel(layer, &run);
    run.weights += tile_bytes;
    run.constants += 4 * layer_tile;
  }
  return is_whole_batch;
}

/// Evaluates one convolution of which windows reach over an edge: windows on the input where they are, others from a patch.
static inline void convolution_evaluate_edges(const struct layer *layer, convolution_kernel kernel) {
  int32_t depth = layer->input_channels;
  int32_t width = layer->output_width;
  struct convolution_run run;
  run.place_pitch = (intptr_t)layer->stride_width * depth;
  run.rows = layer->kernel_height;
  run.groups = (layer->kernel_width * depth + layer_group - 1) / layer_group;
  run.output_pitch = layer->output_channels;
  run.lines = 1;
  run.weights = layer->weights;
  run.constants = layer->constants;
  intptr_t row_bytes = run.groups * layer_group;
  intptr_t input_pitch = (intptr_t)layer->input_width * depth;
  // The columns whose windows lie on the input, in rows whose windows do.
  int32_t first = (layer->padding_left + layer->stride_width - 1) / layer->stride_width;
  int32_t room = layer->input_width - layer->kernel_width + layer->padding_left;
  int32_t end = room < 0 ? 0 : room / layer->stride_width + 1;
  end = end < width ? end : width;
  for (int32_t channel = 0; channel < layer->output_channels; channel += layer_tile) {
    int32_t left = layer->output_channels - channel;
    run.lanes = left < layer_tile ? left : layer_tile;
    run.output = layer->output + channel;
    for (int32_t row = 0; row < layer->output_height; row++) {
      int32_t top = row * layer->stride_height - layer->padding_top;
      int32_t is_inside = top >= 0 && top + layer->kernel_height <= layer->input_height && first < end;
      for (int32_t column = 0; column < width; column += run.places) {
        if (is_inside && column == first) {
          run.input = layer->input + top * input_pitch +
                      ((intptr_t)column * layer->stride_width - layer->padding_left) * depth;
          run.row_pitch = input_pitch;
          run.places = end - first;
        } else {
          convolution_copy_patch(layer, row, column, (int32_t)row_bytes);
          run.input = layer->patch;
          run.row_pitch = row_bytes;
          run.places = 1;
        }
        kernel(layer, &run);
        run.output += run.places * run.output_pitch;
      }
    }
    run.weights += run.rows * row_bytes * layer_tile;
    run.constants += 4 * layer_tile;
  }
}

/// Evaluates a batch of convolutions with one of the kernels.
static inline void convolution_evaluate(struct layer *layer, convolution_kernel kernel) {
  do {
    if (layer->patch) {
      convolution_evaluate_edges(layer, kernel);
    } else if (convolution_evaluate_inside(layer, kernel)) {
      return;
    }
  } while (layer_advance(layer));
}

#endif
