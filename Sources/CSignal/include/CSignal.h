// The signal chain's stages for many channels side by side, in the instructions of particular processors. Each equals the Swift reference
// of its stage bit for bit; see `LaneSet`.
//
// Everything lies in rows of `signal_row` numbers, one for each channel, in an order that each stage states. A stage works on whole groups
// of channels: of the last group, lanes without a channel are computed and mean nothing.
#ifndef PRODROME_CSIGNAL_H
#define PRODROME_CSIGNAL_H

#pragma STDC FP_CONTRACT OFF

#include <stdint.h>
#if defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// The sets, by the number that `LaneSet` in Swift has.
enum lane_set { lane_set_reference = 0, lane_set_neon = 1, lane_set_avx2 = 2, lane_set_avx512 = 3 };

/// Numbers of a row.
enum { signal_row = 32 };
/// Numbers of a filter section: b0, b1, b2, a1, a2, each in 2^-28.
enum { signal_section = 5 };
/// Numbers of a section's memory: three rows, see `SectionMemory` in Swift.
enum { signal_memory = 3 * signal_row };
/// Bands of the long-term features.
enum { signal_bands_count = 5 };

#if defined(__x86_64__)
#define ISA avx2
#define LANES 4
#define SIGNS_OF __builtin_ia32_movmskps
#define TARGET __attribute__((target("avx2")))
#include "Stages.inc"
#undef TARGET
#undef SIGNS_OF
#undef LANES
#undef ISA
#define ISA avx512
#define LANES 8
#define SIGNS_OF __builtin_ia32_movmskps256
#define TARGET __attribute__((target("avx2,avx512f,avx512bw,avx512vl")))
#include "Stages.inc"
#undef TARGET
#undef SIGNS_OF
#undef LANES
#undef ISA
#define SIGNAL_DISPATCH(stage, ...) lanes == lane_set_avx512 ? stage##_avx512(__VA_ARGS__) : stage##_avx2(__VA_ARGS__)
#elif defined(__aarch64__) || defined(__ARM_NEON)
#define ISA neon
#define LANES 4
#define TARGET
#include "Stages.inc"
#undef TARGET
#undef LANES
#undef ISA
#define SIGNAL_DISPATCH(stage, ...) ((void)lanes, stage##_neon(__VA_ARGS__))
#else
#define SIGNAL_DISPATCH(stage, ...) __builtin_trap()
#endif

/// Filters one sample of every channel in place, through `count` sections one after the other.
static inline void signal_filter(
    int32_t lanes, const int32_t *sections, int32_t count, int64_t *memory, int32_t *values, int32_t channels) {
  SIGNAL_DISPATCH(filter, sections, count, memory, values, channels);
}

/// Adds up each band's power: two sections a band, band-passes, the sums' rows after all sections' memory. Channels of `counted` are added up.
static inline void signal_bands(
    int32_t lanes, const int32_t *sections, int64_t *memory, const int32_t *values, uint32_t counted, int32_t channels) {
  SIGNAL_DISPATCH(bands, sections, memory, values, counted, channels);
}

/// Adds up mains and muscle power, rows after the memory of three sections: two of mains, band-passes, one of muscle; `range` has a row of
/// the lowest values and one of the highest.
static inline void signal_interference(
    int32_t lanes, const int32_t *sections, int32_t mains, int64_t *memory, int32_t *range, const int32_t *values,
    int32_t channels) {
  SIGNAL_DISPATCH(interference, sections, mains, memory, range, values, channels);
}

/// Adds up every channel's square, in a row that begins at place `first`.
static inline void signal_power(
    int32_t lanes, int64_t *memory, int32_t first, const int32_t *values, int32_t channels) {
  SIGNAL_DISPATCH(power, memory + first, values, channels);
}

/// Adds up the features but for band powers, in the rows of `FeatureAccumulator` in Swift. Channels of `counted` are added up.
static inline void signal_features(
    int32_t lanes, int64_t *rows, const int32_t *values, uint32_t counted, int32_t channels) {
  SIGNAL_DISPATCH(features, rows, values, counted, channels);
}

/// Gives one output of every channel: the last `taps` inputs of all channels lie in rows of `pitch`, the oldest in row `oldest`.
static inline void signal_resample(
    int32_t lanes, const int32_t *weights, int32_t taps, const int32_t *delays, int32_t pitch, int32_t oldest,
    int32_t *outputs, int32_t channels) {
  SIGNAL_DISPATCH(resample, weights, taps, delays, pitch, oldest, outputs, channels);
}

/// Turns codes into 2^-8 microvolt, but for inputs of `invalid`; returns the inputs at a limit.
///
/// `scales` has rows of multipliers, lowest and highest codes; `offsets` rows of offsets with half a unit and of shifts.
static inline uint32_t signal_scale(
    int32_t lanes, const int32_t *scales, const int64_t *offsets, const int32_t *codes, uint32_t invalid,
    int32_t *microvolts, int32_t inputs) {
  return (uint32_t)(SIGNAL_DISPATCH(scale, scales, offsets, codes, invalid, microvolts, inputs));
}

#undef SIGNAL_DISPATCH

#endif
