#include "CVersion.h"

const char *prodrome_commit(void) { return PRODROME_COMMIT; }
