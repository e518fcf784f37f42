// What the program may do once it has started.
#ifndef PRODROME_PRIVILEGES_H
#define PRODROME_PRIVILEGES_H

#include <stdbool.h>
#include <stdint.h>

/// Whether the program runs as root.
bool linux_is_root(void);

/// Gives up root for good, with every group and capability. Returns 0, or an error number.
int linux_become(uint32_t user, uint32_t group);

/// Lets the program, unprivileged, keep real-time priorities up to this one and lock its memory. Returns 0, or an error
/// number.
int linux_allow_real_time(int priority);

/// From now on no call but those the program needs while it runs; another one stops it. No thread can undo it. Returns 0,
/// or an error number.
int linux_filter_system_calls(void);

#endif
