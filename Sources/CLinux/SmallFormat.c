// The only formatting in the program is libgpiod's: two numbers in a path, and what a failed assertion says. The C library's own
// would bring 30 kB along, floating point and all, for these.
#if PRODROME_BOARD

#include <stdarg.h>
#include <stddef.h>

static size_t append_number(char *text, size_t size, size_t length, unsigned number) {
  char digits[10];
  size_t count = 0;
  do {
    digits[count++] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  while (count > 0 && length + 1 < size) { text[length++] = digits[--count]; }
  return length;
}

// Knows `%u` alone. Any other conversion gives an empty text and -1, so that nothing wrong is ever taken for a path.
int snprintf(char *restrict text, size_t size, const char *restrict format, ...) {
  va_list arguments;
  size_t length = 0;
  if (size == 0) { return -1; }
  va_start(arguments, format);
  for (const char *c = format; *c != 0; c++) {
    if (*c != '%') {
      if (length + 1 < size) { text[length++] = *c; }
    } else if (*++c == 'u') {
      length = append_number(text, size, length, va_arg(arguments, unsigned));
    } else {
      va_end(arguments);
      text[0] = 0;
      return -1;
    }
  }
  va_end(arguments);
  text[length] = 0;
  return (int)length;
}

// A broken assertion is a mistake of our own; the supervisor's log has the signal, and the lines call.
_Noreturn void __assert_fail(const char *expression, const char *file, int line, const char *function) {
  (void)expression;
  (void)file;
  (void)line;
  (void)function;
  __builtin_trap();
}

#endif
