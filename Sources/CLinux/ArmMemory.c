// The ARM EABI's names for copying and filling memory, on armv7. The compiler calls these, musl's own go byte by byte, and musl's memcpy, memmove
// and memset go by words: so these are they. In assembly, since a call of memcpy in C would be one of __aeabi_memcpy.
#if defined(__arm__)

#define EABI_FUNCTION(name) ".global " #name "\n.type " #name ", %function\n.thumb_func\n" #name ":\n"

__asm__(".syntax unified\n"
        ".text\n"
        ".balign 4\n"
        ".thumb\n"
        EABI_FUNCTION(__aeabi_memcpy) EABI_FUNCTION(__aeabi_memcpy4) EABI_FUNCTION(__aeabi_memcpy8)
        "b.w memcpy\n"
        EABI_FUNCTION(__aeabi_memmove) EABI_FUNCTION(__aeabi_memmove4) EABI_FUNCTION(__aeabi_memmove8)
        "b.w memmove\n"
        EABI_FUNCTION(__aeabi_memclr) EABI_FUNCTION(__aeabi_memclr4) EABI_FUNCTION(__aeabi_memclr8)
        "movs r2, #0\n"
        // The count comes before the byte here.
        EABI_FUNCTION(__aeabi_memset) EABI_FUNCTION(__aeabi_memset4) EABI_FUNCTION(__aeabi_memset8)
        "mov r3, r1\n"
        "mov r1, r2\n"
        "mov r2, r3\n"
        "b.w memset\n");

#endif

/// A file without anything is no C.
typedef int clinux_arm_memory;
