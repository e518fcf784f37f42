// Every layer but convolutions, once for each instruction set, in the compiler's own vectors.
#ifndef PRODROME_LAYERS_H
#define PRODROME_LAYERS_H

#include "AveragePool_int8_4to16_neon.h"
#include "Copy_int8.h"
#include "Lanes.h"
#include "Pool.h"
#include "Requantisation_avx2.h"
#include "Requantisation_avx512.h"
#include "Requantisation_neon.h"
#include "Table_int8.h"
#include "Table_int8_16_neon.h"

#if defined(__x86_64__)
#define ISA avx2
#define TARGET TARGET_AVX2
#include "Layers.inc"
#define ISA avx512
#define TARGET TARGET_AVX512
#include "Layers.inc"
#elif defined(__aarch64__) || defined(__ARM_NEON)
#define ISA neon
#define TARGET
#include "Layers.inc"
#endif

#endif
