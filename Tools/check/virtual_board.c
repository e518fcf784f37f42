// Reads the virtual ADS1299 through the kernel's own interfaces, with nothing of Prodrome's in between, and says what it saw.
//
//   virtual_board RATE CHIPS FRAMES [shorted | test | continuous | pause]
//
// CHIPS is 1, 2 or daisy. `shorted` and `test` measure those in place of the electrodes; `continuous` reads in RDATAC; `pause`
// stops conversions for 100 ms after frame ALARM_FRAME.
// Feeds FRAMES frames whose codes carry their number, starts the chips at RATE, and reads until the last. Prints a line for
// everything that is not as fed: `lost FIRST COUNT`, `again NUMBER`, `broken NUMBER` (status word), `wrong NUMBER` (codes),
// `slipped NUMBER` where the second chip is not in step, and `off NUMBER POSITIVE NEGATIVE` where lead-off bits change. The alarm
// line is driven: high from the start, low for ten frames from ALARM_FRAME on. Of other sources it prints the range of codes.
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/spi/spidev.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { frame_bytes = 27, inputs = 8, registers = 24, alarm_frame = 500 };
enum { reset_line, start_line, alarm_line, output_lines };
enum { rdatac = 0x10, sdatac = 0x11, rdata = 0x12, rreg = 0x20, wreg = 0x40 };

static int serial[2], outputs, edges, chips, selects;
static int is_continuous, pauses;
static uint8_t source;

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  printf(": %s\n", strerror(errno));
  exit(1);
}

static int check(int result, const char *what) {
  if (result < 0) fail("%s", what);
  return result;
}

// The chip of this label, as a board's person would look for it: its number means nothing.
static int open_gpio(const char *label) {
  for (int number = 0; number < 16; number++) {
    char path[32];
    struct gpiochip_info info;
    snprintf(path, sizeof path, "/dev/gpiochip%d", number);
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file >= 0 && ioctl(file, GPIO_GET_CHIPINFO_IOCTL, &info) == 0 && strcmp(info.label, label) == 0) return file;
    if (file >= 0) close(file);
  }
  errno = ENODEV;
  fail("no GPIO chip %s", label);
  return -1;
}

static uint32_t find_line(int gpio, const char *name) {
  for (uint32_t offset = 0;; offset++) {
    struct gpio_v2_line_info info = {.offset = offset};
    if (ioctl(gpio, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0) fail("no line %s", name);
    if (strcmp(info.name, name) == 0) return offset;
  }
}

static int request(int gpio, const char *const *names, int count, uint64_t flags, uint64_t values) {
  struct gpio_v2_line_request request = {.num_lines = count, .event_buffer_size = 512};
  for (int index = 0; index < count; index++) request.offsets[index] = find_line(gpio, names[index]);
  strcpy(request.consumer, "virtual_board");
  request.config.flags = flags;
  if (flags & GPIO_V2_LINE_FLAG_OUTPUT) {
    request.config.num_attrs = 1;
    request.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
    request.config.attrs[0].attr.values = values;
    request.config.attrs[0].mask = (1 << count) - 1;
    request.event_buffer_size = 0;
  }
  check(ioctl(gpio, GPIO_V2_GET_LINE_IOCTL, &request), names[0]);
  return request.fd;
}

static void drive(int line, int high) {
  struct gpio_v2_line_values values = {.bits = (uint64_t)high << line, .mask = 1u << line};
  check(ioctl(outputs, GPIO_V2_LINE_SET_VALUES_IOCTL, &values), "output");
}

static void open_serial(int chip) {
  char path[32];
  uint8_t mode = SPI_MODE_1;
  uint32_t hertz = 4000000;
  snprintf(path, sizeof path, "/dev/spidev0.%d", chip);
  serial[chip] = check(open(path, O_RDWR | O_CLOEXEC), path);
  check(ioctl(serial[chip], SPI_IOC_WR_MODE, &mode), "mode 1");
  check(ioctl(serial[chip], SPI_IOC_WR_MAX_SPEED_HZ, &hertz), "4 MHz");
}

static void exchange(int chip, const uint8_t *sent, uint8_t *received, int count) {
  struct spi_ioc_transfer transfer = {.tx_buf = (uintptr_t)sent, .rx_buf = (uintptr_t)received, .len = count};
  check(ioctl(serial[chip], SPI_IOC_MESSAGE(1), &transfer), "transfer");
}

static void wait_milliseconds(int milliseconds) {
  struct timespec time = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};
  nanosleep(&time, NULL);
}

// Resets the chip, checks who it is, writes every setting and reads it back.
static void configure(int chip, uint8_t rate) {
  uint8_t sent[2 + registers] = {sdatac}, received[2 + registers];
  exchange(chip, sent, received, 1);
  sent[0] = rreg, sent[1] = registers - 1;
  exchange(chip, sent, received, 2 + registers);
  if (received[2] != 0x3e) fail("chip %d: expected identity 3e, found %02x", chip, received[2]);
  uint8_t image[registers];
  memcpy(image, received + 2, registers);
  int is_chain = chips > selects;
  image[1] = (is_chain ? 0x90 : 0xd0) | rate, image[2] = 0xd0, image[3] = 0xec;
  for (int input = 0; input < inputs; input++) image[5 + input] = 0x60 | source;
  // Every electrode is watched.
  image[0x0f] = image[0x10] = 0xff, image[0x17] = 0x02;
  sent[0] = wreg | 1, sent[1] = registers - 2;
  memcpy(sent + 2, image + 1, registers - 1);
  exchange(chip, sent, received, 1 + registers);
  memset(sent, 0, sizeof sent);
  sent[0] = rreg, sent[1] = registers - 1;
  exchange(chip, sent, received, 2 + registers);
  // The lead-off status registers are the chip's own.
  received[2 + 0x12] = received[2 + 0x13] = 0;
  image[0x12] = image[0x13] = 0;
  if (memcmp(image, received + 2, registers) != 0) fail("chip %d: registers differ from what was written", chip);
}

static int32_t fed_code(uint32_t number, int chip, int input) { return (int32_t)(number * 16 + chip * 8 + input) - 0x400000; }

static void feed(uint32_t frames) {
  uint8_t *bytes = calloc(frames * chips, frame_bytes), *next = bytes;
  if (!bytes) fail("memory for %u frames", frames);
  for (uint32_t number = 0; number < frames; number++)
    for (int chip = 0; chip < chips; chip++) {
      *next = 0xc0, next += 3;
      for (int input = 0; input < inputs; input++) {
        int32_t code = fed_code(number, chip, input);
        *next++ = code >> 16, *next++ = code >> 8, *next++ = code;
      }
    }
  int device = check(open("/dev/prodrome-virtual", O_WRONLY | O_TRUNC), "/dev/prodrome-virtual");
  for (uint8_t *from = bytes; from < next;) from += check(write(device, from, next - from), "feeding");
  close(device);
  free(bytes);
}

static int32_t code(const uint8_t *frame, int input) {
  const uint8_t *bytes = frame + 3 + 3 * input;
  return (int32_t)((uint32_t)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8) >> 8;
}

// Waits for every chip's falling edge; false if none comes for a second.
static int await_edges(void) {
  static int pending[2];
  static uint32_t first = UINT32_MAX;
  for (;;) {
    if (pending[0] && (selects == 1 || pending[1])) {
      pending[0] = pending[1] = 0;
      return 1;
    }
    struct pollfd poll_edges = {.fd = edges, .events = POLLIN};
    if (check(poll(&poll_edges, 1, 1000), "poll") == 0) return 0;
    struct gpio_v2_line_event event;
    if (read(edges, &event, sizeof event) != sizeof event) fail("edge");
    // DRDY comes before DRDY2 on the chip.
    if (event.offset < first) first = event.offset;
    pending[event.offset != first] = 1;
  }
}

// The frame's number by the first chip's codes, after it was compared with what was fed; -1 if it cannot be told.
static int64_t judge(const uint8_t frame[2][frame_bytes], int64_t expected) {
  if (frame[0][0] >> 4 != 0xc) return printf("broken %lld\n", (long long)expected), -1;
  uint32_t number = (uint32_t)(code(frame[0], 0) + 0x400000) / 16;
  for (int chip = 0; chip < chips; chip++) {
    if (frame[chip][0] >> 4 != 0xc) return printf("broken %lld\n", (long long)expected), -1;
    uint32_t own = (uint32_t)(code(frame[chip], 0) + 0x400000) / 16;
    if (own != number) return printf("slipped %lld\n", (long long)expected), -1;
    for (int input = 0; input < inputs; input++)
      if (code(frame[chip], input) != fed_code(number, chip, input)) return printf("wrong %lld\n", (long long)expected), -1;
  }
  return number;
}

// Reads every chip's latest frame.
static void fetch(uint8_t frame[2][frame_bytes]) {
  uint8_t sent[1 + 2 * frame_bytes] = {is_continuous ? 0 : rdata}, received[1 + 2 * frame_bytes];
  int each = chips / selects, before = is_continuous ? 0 : 1;
  for (int select = 0; select < selects; select++) {
    exchange(select, sent, received, before + each * frame_bytes);
    memcpy(frame[select], received + before, each * frame_bytes);
  }
}

static void show_lead_off(const uint8_t *frame, int64_t number) {
  static uint8_t shown[2];
  uint8_t found[2] = {frame[0] << 4 | frame[1] >> 4, frame[1] << 4 | frame[2] >> 4};
  if (memcmp(shown, found, sizeof found) != 0) printf("off %lld %02x %02x\n", (long long)number, found[0], found[1]);
  memcpy(shown, found, sizeof found);
}

static void stream(uint32_t frames) {
  uint8_t frame[2][frame_bytes];
  int64_t expected = 0, good = 0;
  while (expected < frames) {
    if (!await_edges()) fail("no edge for a second, after frame %lld", (long long)expected - 1);
    fetch(frame);
    int64_t number = judge(frame, expected);
    if (number < 0) { expected++; continue; }
    if (number < expected) { printf("again %lld\n", (long long)number); continue; }
    if (number > expected) printf("lost %lld %lld\n", (long long)expected, (long long)(number - expected));
    good++;
    show_lead_off(frame[0], number);
    if (number == alarm_frame) drive(alarm_line, 0);
    if (number == alarm_frame && pauses) drive(start_line, 0), wait_milliseconds(100), drive(start_line, 1);
    if (number == alarm_frame + 10) drive(alarm_line, 1);
    expected = number + 1;
  }
  printf("good %lld\n", (long long)good);
}

// Of a source inside the chip: the smallest and the largest code.
static void measure(uint32_t frames) {
  uint8_t frame[2][frame_bytes];
  int32_t least = INT32_MAX, most = INT32_MIN;
  for (uint32_t number = 0; number < frames; number++) {
    if (!await_edges()) fail("no edge for a second");
    fetch(frame);
    int32_t found = code(frame[0], 0);
    if (found < least) least = found;
    if (found > most) most = found;
  }
  printf("range %d %d\n", least, most);
}

int main(int count, char **arguments) {
  if (count < 4) return 64;
  int rate = atoi(arguments[1]), frames = atoi(arguments[3]);
  int is_chain = strcmp(arguments[2], "daisy") == 0;
  chips = is_chain ? 2 : atoi(arguments[2]);
  selects = is_chain ? 1 : chips;
  const char *mode = count > 4 ? arguments[4] : "";
  source = strcmp(mode, "shorted") == 0 ? 1 : strcmp(mode, "test") == 0 ? 5 : 0;
  is_continuous = strcmp(mode, "continuous") == 0;
  pauses = strcmp(mode, "pause") == 0;
  uint8_t setting = 6;
  for (int hertz = 250; hertz < rate; hertz *= 2) setting--;
  // musl's own function refuses; the kernel does not.
  int priority = 50;
  check(syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &priority), "real-time priority");

  int gpio = open_gpio("prodrome-virtual");
  static const char *const output_names[] = {"RESET", "START", "ALARM"}, *const edge_names[] = {"DRDY", "DRDY2"};
  outputs = request(gpio, output_names, output_lines, GPIO_V2_LINE_FLAG_OUTPUT, 1 << reset_line | 1 << alarm_line);
  edges = request(gpio, edge_names, selects, GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_FALLING, 0);
  wait_milliseconds(140);
  drive(reset_line, 0);
  drive(reset_line, 1);
  wait_milliseconds(1);
  for (int select = 0; select < selects; select++) open_serial(select), configure(select, setting);
  feed(frames);
  drive(start_line, 1);
  const uint8_t begin = rdatac, end = sdatac;
  uint8_t ignored;
  for (int select = 0; select < selects && is_continuous; select++) exchange(select, &begin, &ignored, 1);
  if (source) measure(frames); else stream(frames);
  for (int select = 0; select < selects && is_continuous; select++) exchange(select, &end, &ignored, 1);
  drive(start_line, 0);
  return 0;
}
