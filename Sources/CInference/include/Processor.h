// What the processor can do, asked at start.
#ifndef PRODROME_PROCESSOR_H
#define PRODROME_PROCESSOR_H

#include <stdint.h>

/// The sets of kernels, by the number that `KernelSet` in Swift has.
enum kernel_set {
  kernel_set_reference = 0,
  kernel_set_neon = 1,
  kernel_set_dotprod = 2,
  kernel_set_avx2 = 3,
  kernel_set_vnni = 4,
  kernel_set_avx512vnni = 5,
  kernel_set_avx512vl = 6
};

#if defined(__x86_64__)

#include <cpuid.h>

/// The states that the operating system saves: 0x6 for AVX, 0xE6 for AVX-512.
static inline uint32_t processor_saved_states(void) {
  uint32_t a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 27 & 1)) { return 0; }
  __asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  return a;
}

static inline int processor_has_avx2(void) {
  uint32_t a, b, c, d;
  return (processor_saved_states() & 0x6) == 0x6 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 5 & 1);
}

/// VNNI in the encoding of AVX.
static inline int processor_has_avxvnni(void) {
  uint32_t a, b, c, d;
  return processor_has_avx2() && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}

/// VNNI in the encoding of AVX-512, with its parts F, BW and VL.
static inline int processor_has_avx512vnni(void) {
  uint32_t a, b, c, d;
  return processor_has_avx2() && (processor_saved_states() & 0xE6) == 0xE6 && __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
         (b >> 16 & 1) && (b >> 30 & 1) && (b >> 31 & 1) && (c >> 11 & 1);
}

#elif defined(__aarch64__) || defined(__arm__)

/// Of the C library: one entry of what the kernel tells every program.
extern unsigned long getauxval(unsigned long type);

/// AT_HWCAP, the processor's abilities.
static inline unsigned long processor_abilities(void) { return getauxval(16); }

#endif

/// Whether the processor has what a set of kernels needs.
static inline int processor_supports(int32_t kernels) {
  switch (kernels) {
  case kernel_set_reference: return 1;
#if defined(__x86_64__)
  case kernel_set_avx2: return processor_has_avx2();
  case kernel_set_vnni: return processor_has_avxvnni();
  case kernel_set_avx512vl:
  case kernel_set_avx512vnni: return processor_has_avx512vnni();
#elif defined(__aarch64__)
  case kernel_set_neon: return (processor_abilities() >> 1 & 1) != 0;
  case kernel_set_dotprod: return (processor_abilities() >> 20 & 1) != 0;
#elif defined(__arm__) && defined(__ARM_NEON)
  case kernel_set_neon: return (processor_abilities() >> 12 & 1) != 0;
#endif
  default: return 0;
  }
}

#endif
