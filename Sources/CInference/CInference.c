// The kernels are all in headers, so that Swift compiles them with its own code; a C target needs a source.
#include "CInference.h"
