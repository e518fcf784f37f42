// The compiler's vectors of 16 lanes, and lanes picked by number, for which it has no word.
#ifndef PRODROME_LANES_H
#define PRODROME_LANES_H

#include "Requantisation_avx2.h"
#include "Requantisation_avx512.h"
#include "Requantisation_neon.h"

typedef int8_t int8x16 __attribute__((vector_size(16)));
typedef int16_t int16x16 __attribute__((vector_size(32)));
typedef int32_t int32x16 __attribute__((vector_size(64)));
typedef uint32_t uint32x16 __attribute__((vector_size(64)));

#if defined(__x86_64__)

/// Sets each lane to the one that `places` names, 0 to 15.
__attribute__((always_inline)) TARGET_AVX2 static inline void pick_avx2(int8x16 *lanes, const int8x16 *places) {
  *lanes = (int8x16)_mm_shuffle_epi8((__m128i)*lanes, (__m128i)*places);
}

__attribute__((always_inline)) TARGET_AVX512 static inline void pick_avx512(int8x16 *lanes, const int8x16 *places) {
  *lanes = (int8x16)_mm_shuffle_epi8((__m128i)*lanes, (__m128i)*places);
}

#elif defined(__aarch64__)

/// Sets each lane to the one that `places` names, 0 to 15.
__attribute__((always_inline)) static inline void pick_neon(int8x16 *lanes, const int8x16 *places) {
  *lanes = (int8x16)vqtbl1q_s8((int8x16_t)*lanes, (uint8x16_t)*places);
}

#elif defined(__ARM_NEON)

/// Sets each lane to the one that `places` names, 0 to 15.
__attribute__((always_inline)) static inline void pick_neon(int8x16 *lanes, const int8x16 *places) {
  int8x8x2_t from = {{vget_low_s8((int8x16_t)*lanes), vget_high_s8((int8x16_t)*lanes)}};
  int8x16_t at = (int8x16_t)*places;
  *lanes = (int8x16)vcombine_s8(vtbl2_s8(from, vget_low_s8(at)), vtbl2_s8(from, vget_high_s8(at)));
}

#endif

#endif
