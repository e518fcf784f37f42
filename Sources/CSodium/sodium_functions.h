// What of libsodium is used, on the board and on the host alike: Ed25519, SHA-256, random numbers; X25519 and
// ChaCha20-Poly1305 for what is sealed to the station.
#ifndef PRODROME_CSODIUM_H
#define PRODROME_CSODIUM_H

#include <sodium/core.h>
#include <sodium/crypto_aead_chacha20poly1305.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/crypto_scalarmult_curve25519.h>
#include <sodium/crypto_sign.h>
#include <sodium/randombytes.h>

#endif
