// How many int8 multiply-accumulates a second one core of this machine can do: nothing but the instruction, in enough
// independent chains, on registers. Prints billions a second. Built for the machine that runs it (-march=native).
#include <immintrin.h>
#include <stdio.h>
#include <time.h>

#if defined(__AVX512VNNI__)
typedef __m512i vector;
#define LANES 64
#define MULTIPLY(sum) sum = _mm512_dpbusd_epi32(sum, left, right)
#elif defined(__AVX2__)
typedef __m256i vector;
#define LANES 32
#define MULTIPLY(sum) \
  sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(left, right), _mm256_set1_epi16(1)))
#else
#error "neither AVX-512 VNNI nor AVX2"
#endif

enum { CHAINS = 12, TURNS = 2000000, REPEATS = 7 };

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(void) {
  vector sums[CHAINS] = {0}, left = {0}, right = {0};
  double best = 0;
  for (int repeat = 0; repeat < REPEATS; repeat++) {
    const double start = seconds();
    for (int turn = 0; turn < TURNS; turn++) {
#pragma unroll
      for (int chain = 0; chain < CHAINS; chain++) {
        // What the compiler cannot see through is not moved out of the loop.
        __asm__ volatile("" : "+v"(left), "+v"(right));
        MULTIPLY(sums[chain]);
      }
    }
    for (int chain = 0; chain < CHAINS; chain++) { __asm__ volatile("" : "+v"(sums[chain])); }
    const double rate = (double)TURNS * CHAINS * LANES / (seconds() - start) * 1e-9;
    if (rate > best) { best = rate; }
  }
  printf("%.1f\n", best);
  return 0;
}
