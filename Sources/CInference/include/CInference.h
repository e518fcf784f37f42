// Kernels in the instructions of particular processors. Each equals the Swift reference of the same name bit for bit; see `KernelSet`.
#ifndef PRODROME_CINFERENCE_H
#define PRODROME_CINFERENCE_H

#pragma STDC FP_CONTRACT OFF

#include "Convolution_int8_2x16_avx2.h"
#include "Convolution_int8_2x16_neon.h"
#include "Convolution_int8_4x16_dotprod.h"
#include "Convolution_int8_4x16_vnni.h"
#include "Convolution_int8_8x16_avx512vnni.h"
#include "Layers.h"
#include "Processor.h"

/// Evaluates a convolution, or a fully connected layer as one, with kernels that the processor has.
static inline void layer_convolution(int32_t kernels, const struct layer *layer) {
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

#if defined(__x86_64__)
#define LAYER_DISPATCH(operation)                                                                                      \
  static inline void layer_##operation(int32_t kernels, const struct layer *layer) {                                   \
    if (kernels == kernel_set_avx512vnni) { return operation##_avx512(layer); }                                        \
    operation##_avx2(layer);                                                                                           \
  }
#elif defined(__aarch64__) || defined(__ARM_NEON)
#define LAYER_DISPATCH(operation)                                                                                      \
  static inline void layer_##operation(int32_t kernels, const struct layer *layer) {                                   \
    (void)kernels;                                                                                                     \
    operation##_neon(layer);                                                                                           \
  }
#else
#define LAYER_DISPATCH(operation)                                                                                      \
  static inline void layer_##operation(int32_t kernels, const struct layer *layer) { __builtin_trap(); }
#endif

LAYER_DISPATCH(depthwise)
LAYER_DISPATCH(average_pool)
LAYER_DISPATCH(maximum_pool)
LAYER_DISPATCH(mean)
LAYER_DISPATCH(addition)
LAYER_DISPATCH(subtraction)
LAYER_DISPATCH(multiplication)
LAYER_DISPATCH(rectifier)
LAYER_DISPATCH(minimum)
LAYER_DISPATCH(maximum)
LAYER_DISPATCH(requantisation)

#undef LAYER_DISPATCH

/// Looks values up in a table.
static inline void layer_table(const struct layer *layer) {
#if defined(__aarch64__)
  table_neon(layer);
#else
  table_from(layer, 0);
#endif
}

#endif
