#include "CDigest.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>
#include <string.h>

enum { block_bytes = 64 };

/// FIPS 180-4, section 4.2.2.
static const uint32_t constants[64] = {
  0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE,
  0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174, 0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA,
  0x5CB0A9DC, 0x76F988DA, 0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967, 0x27B70A85,
  0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3,
  0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070, 0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F,
  0x682E6FF3, 0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
};

/// SHA, SSSE3 and SSE4.1.
static int has_instructions(void) {
  uint32_t a, b, c, d;
  return __get_cpuid(1, &a, &b, &c, &d) && (c >> 9 & 1) && (c >> 19 & 1) && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}

/// Four rounds; the state lies as the instructions want it: a, b, e, f and c, d, g, h.
#define ROUNDS(words)                                  \
  do {                                                 \
    const __m128i added = (words);                     \
    last = _mm_sha256rnds2_epu32(last, first, added);  \
    first = _mm_sha256rnds2_epu32(first, last, _mm_shuffle_epi32(added, 0x0E)); \
  } while (0)

__attribute__((target("sha,ssse3,sse4.1"))) static void add_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks) {
  const __m128i bigEndian = _mm_set_epi64x(0x0C0D0E0F08090A0BLL, 0x0405060700010203LL);
  const __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
  const __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
  __m128i first = _mm_alignr_epi8(low, high, 8), last = _mm_blend_epi16(high, low, 0xF0);
  for (; blocks > 0; blocks--, bytes += block_bytes) {
    const __m128i firstBefore = first, lastBefore = last;
    __m128i words[4];
    for (int quarter = 0; quarter < 4; quarter++) {
      words[quarter] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes + quarter), bigEndian);
      ROUNDS(_mm_add_epi32(words[quarter], _mm_loadu_si128((const __m128i *)constants + quarter)));
    }
    for (int quarter = 4; quarter < 16; quarter++) {
      const __m128i before = words[(quarter + 3) & 3];
      const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(words[quarter & 3], words[(quarter + 1) & 3]),
                                        _mm_alignr_epi8(before, words[(quarter + 2) & 3], 4));
      words[quarter & 3] = _mm_sha256msg2_epu32(sum, before);
      ROUNDS(_mm_add_epi32(words[quarter & 3], _mm_loadu_si128((const __m128i *)constants + quarter)));
    }
    first = _mm_add_epi32(first, firstBefore);
    last = _mm_add_epi32(last, lastBefore);
  }
  const __m128i turned = _mm_shuffle_epi32(first, 0x1B), other = _mm_shuffle_epi32(last, 0xB1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(turned, other, 0xF0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(other, turned, 8));
}

void digest_update(crypto_hash_sha256_state *state, const uint8_t *bytes, size_t count) {
  static int known = -1;
  int has = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (has < 0) {
    has = has_instructions();
    __atomic_store_n(&known, has, __ATOMIC_RELAXED);
  }
  if (!has) {
    crypto_hash_sha256_update(state, bytes, count);
    return;
  }
  const size_t held = state->count / 8 % block_bytes;
  state->count += (uint64_t)count * 8;
  if (held + count < block_bytes) {
    memcpy(state->buf + held, bytes, count);
    return;
  }
  if (held > 0) {
    const size_t missing = block_bytes - held;
    memcpy(state->buf + held, bytes, missing);
    add_blocks(state->state, state->buf, 1);
    bytes += missing;
    count -= missing;
  }
  add_blocks(state->state, bytes, count / block_bytes);
  memcpy(state->buf, bytes + count / block_bytes * block_bytes, count % block_bytes);
}

#else

void digest_update(crypto_hash_sha256_state *state, const uint8_t *bytes, size_t count) {
  crypto_hash_sha256_update(state, bytes, count);
}

#endif
