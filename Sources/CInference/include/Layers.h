// Every layer but convolutions, once for each instruction set.
#ifndef PRODROME_LAYERS_H
#define PRODROME_LAYERS_H

#include "AveragePool_int8_4to16_neon.h"
#include "Pool.h"
#include "Requantisation_avx2.h"
#include "Requantisation_avx512.h"
#include "Requantisation_neon.h"

typedef int8_t int8x16 __attribute__((vector_size(16)));
typedef int16_t int16x16 __attribute__((vector_size(32)));
typedef int32_t int32x16 __attribute__((vector_size(64)));
typedef uint32_t uint32x16 __attribute__((vector_size(64)));

#if defined(__x86_64__)
#define ISA avx2
#define TARGET TARGET_AVX2
#include "LayersInt8x16.inc"
#include "ArithmeticInt8x16.inc"
#undef TARGET
#undef ISA
#define ISA avx512
#define TARGET TARGET_AVX512
#include "LayersInt8x16.inc"
#include "ArithmeticInt8x16.inc"
#undef TARGET
#undef ISA
#elif defined(__aarch64__) || defined(__ARM_NEON)
#define ISA neon
#define TARGET
#include "LayersInt8x16.inc"
#include "ArithmeticInt8x16.inc"
#undef TARGET
#undef ISA
#endif

#endif
