// What of libsodium is used, on the board and on the host alike: Ed25519, SHA-256, random numbers.
#ifndef PRODROME_CSODIUM_H
#define PRODROME_CSODIUM_H

#include <sodium/core.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/crypto_sign.h>
#include <sodium/randombytes.h>

#endif
