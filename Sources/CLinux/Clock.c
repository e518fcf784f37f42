#define _GNU_SOURCE
#include "Clock.h"

#include <sys/timex.h>

bool linux_is_wall_synchronised(void) {
  struct timex state = {0};
  return clock_adjtime(CLOCK_REALTIME, &state) >= 0 && (state.status & STA_UNSYNC) == 0;
}
