#if PRODROME_BOARD
/* libsodium keeps X25519's general product and the one with the base point in one table of functions, and the latter brings
   30 KiB of points. Nothing on a board signs, and a public key is made by the general product (Crypto, Agreement), so the
   linker gives this in its place (Tools/sdk, --wrap) and drops the points. It is never called. */
void __wrap_ge25519_scalarmult_base(void *product, const unsigned char *scalar);

void __wrap_ge25519_scalarmult_base(void *product, const unsigned char *scalar) {
  (void)product;
  (void)scalar;
  __builtin_trap();
}
#endif
