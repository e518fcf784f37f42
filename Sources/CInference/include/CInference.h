// Kernels in the instructions of particular processors. Each equals the Swift reference of the same name bit for bit; see `KernelSet`.
#ifndef PRODROME_CINFERENCE_H
#define PRODROME_CINFERENCE_H

#pragma STDC FP_CONTRACT OFF

#include "Convolution_int8_2x16_neon.h"
#include "Convolution_int8_4x16_avx2.h"
#include "Convolution_int8_4x16_dotprod.h"
#include "Convolution_int8_4x16_vnni.h"
#include "Convolution_int8_8x16_avx512vnni.h"
#include "Layers.h"
#include "Processor.h"

/// Evaluates convolutions, or fully connected layers as such, with kernels that the processor has.
static inline void layer_convolution(int32_t kernels, struct layer *layer) {
  switch (kernels) {
#if defined(__x86_64__)
  case kernel_set_avx2: return convolution_evaluate(layer, convolve_avx2);
  case kernel_set_vnni: return convolution_evaluate(layer, convolve_avxvnni);
  case kernel_set_avx512vl: return convolution_evaluate(layer, convolve_avx512vl);
  case kernel_set_avx512vnni: return convolution_evaluate(layer, convolve_avx512vnni);
#elif defined(__aarch64__)
  case kernel_set_neon: return convolution_evaluate(layer, convolve_neon);
  case kernel_set_dotprod: return convolution_evaluate(layer, convolve_dotprod);
#elif defined(__ARM_NEON)
  case kernel_set_neon: return convolution_evaluate(layer, convolve_neon);
#endif
  default: __builtin_trap();
  }
}

// What the processor's kernels evaluate a layer with, whatever the operation.
#if defined(__x86_64__)
#define LAYER_KERNEL(operation)                                                                                        \
  do {                                                                                                                 \
    if (kernels == kernel_set_avx512vnni) {                                                                            \
      operation##_avx512(layer);                                                                                       \
    } else {                                                                                                           \
      operation##_avx2(layer);                                                                                         \
    }                                                                                                                  \
  } while (0)
#elif defined(__aarch64__) || defined(__ARM_NEON)
#define LAYER_KERNEL(operation) ((void)kernels, operation##_neon(layer))
#else
#define LAYER_KERNEL(operation) ((void)kernels, __builtin_trap())
#endif

// Evaluates a batch at once.
#define LAYER_DISPATCH_BATCH(operation)                                                                                \
  static inline void layer_##operation(int32_t kernels, struct layer *layer) { LAYER_KERNEL(operation); }

LAYER_DISPATCH_BATCH(average_pool)
LAYER_DISPATCH_BATCH(maximum_pool)
LAYER_DISPATCH_BATCH(mean)

// Evaluates a batch one layer after the other.
#define LAYER_DISPATCH(operation)                                                                                      \
  static inline void layer_##operation(int32_t kernels, struct layer *layer) {                                         \
    do { LAYER_KERNEL(operation); } while (layer_advance(layer));                                                      \
  }

LAYER_DISPATCH(depthwise)
LAYER_DISPATCH(arithmetic)
LAYER_DISPATCH(requantisation)

#undef LAYER_DISPATCH
#undef LAYER_DISPATCH_BATCH
#undef LAYER_KERNEL

/// Looks values of a batch up in a table.
static inline void layer_table(struct layer *layer) {
  do {
#if defined(__aarch64__)
    table_neon(layer);
#else
    table_from(layer, 0);
#endif
  } while (layer_advance(layer));
}

/// Copies a batch.
static inline void layer_strided_copy(struct layer *layer) {
  do { copy_strided(layer); } while (layer_advance(layer));
}

#endif
