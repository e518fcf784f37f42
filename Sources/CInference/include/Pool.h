// What all pools share: the walk over rows, tiles of channels and columns.
#ifndef PRODROME_POOL_H
#define PRODROME_POOL_H

#include "Layer.h"

/// Equal lines of neighbouring places of the output, for one tile of channels; their windows have the same size.
struct pool_run {
  /// The first place's window on the input, and bytes from its rows, its columns and the places' windows to the next.
  const int8_t *input;
  intptr_t row_pitch, column_pitch, place_pitch;
  /// Bytes from the first eight channels to the second eight; of a tensor with eight channels, to those of the next place.
  intptr_t upper;
  /// The window's size.
  int32_t rows, columns;
  int8_t *output;
  intptr_t output_pitch;
  int32_t places;
  /// How many lines, and bytes from one's first window and first output to the next one's.
  int32_t lines;
  intptr_t line_pitch;
  /// Channels of the tile that there are.
  int32_t lanes;
};

/// Evaluates one run: the kernel.
typedef void (*pool_kernel)(const struct layer *, const struct pool_run *);

/// Evaluates a batch of pools with one of the kernels, every row of the output for all of the batch at once; padding does not count.
__attribute__((unused)) static void pool_evaluate(const struct layer *layer, pool_kernel kernel) {
  int32_t channels = layer->input_channels;
  int32_t end = (layer->input_width - layer->kernel_width + layer->padding_left) / layer->stride_width + 1;
  end = end < layer->output_width ? end : layer->output_width;
  struct pool_run run;
  run.column_pitch = channels;
  run.row_pitch = (intptr_t)layer->input_width * channels;
  run.lines = layer->batch;
  run.line_pitch = layer->batch_pitch;
  for (int32_t row = 0; row < layer->output_height; row++) {
    struct layer_overlap rows =
        layer_overlap(row * layer->stride_height - layer->padding_top, layer->kernel_height, layer->input_height);
    run.rows = rows.count;
    for (int32_t channel = 0; channel < channels; channel += layer_tile) {
      const int8_t *input = layer->input + rows.input * run.row_pitch + channel;
      int8_t *output = layer->output + (intptr_t)row * layer->output_width * channels + channel;
      int32_t places;
      for (int32_t column = 0; column < layer->output_width; column += places) {
        struct layer_overlap columns =
            layer_overlap(column * layer->stride_width - layer->padding_left, layer->kernel_width, layer->input_width);
        places = columns.count == layer->kernel_width && column < end ? end - column : 1;
        run.columns = columns.count;
        run.input = input + (intptr_t)columns.input * channels;
        run.output = output + (intptr_t)column * channels;
        run.place_pitch = (intptr_t)layer->stride_width * channels;
        run.output_pitch = channels;
        run.upper = 8;
        run.lanes = channels - channel;
        run.places = places;
        if (channels == 8 && places > 1) {
          run.upper = run.place_pitch;
          run.place_pitch *= 2;
          run.output_pitch = 16;
          run.lanes = 16;
          run.places = places / 2;
          places = run.places * 2;
        }
        kernel(layer, &run);
      }
    }
  }
}

#endif
