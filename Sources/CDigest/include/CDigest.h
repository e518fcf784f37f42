// SHA-256 over long stretches, on the host: by the processor's own instructions where it has them, else by libsodium.
#ifndef PRODROME_CDIGEST_H
#define PRODROME_CDIGEST_H

#include <sodium/crypto_hash_sha256.h>
#include <stddef.h>
#include <stdint.h>

/// Adds `count` bytes to a message; the state stays libsodium's, which begins and ends it.
void digest_update(crypto_hash_sha256_state *state, const uint8_t *bytes, size_t count);

#endif
