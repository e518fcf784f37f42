// The stages are all in headers, so that Swift compiles them with its own code; a C target needs a source.
#include "CSignal.h"
