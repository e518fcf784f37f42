// The board's only allocator: a fixed arena for what libraries allocate while the program starts. Once sealed, an
// allocation stops the program. On the host nothing is replaced and these calls do nothing.
#ifndef PRODROME_SEALED_ALLOCATOR_H
#define PRODROME_SEALED_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>

/// From now on an allocation stops the program.
void linux_seal_memory(void);

/// Whether allocations are refused; never on the host.
bool linux_is_memory_sealed(void);

/// Bytes of the arena in use.
size_t linux_allocated_bytes(void);

#endif
