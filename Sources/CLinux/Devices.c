#include "Devices.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#if PRODROME_BOARD
// musl has the request macros too; the kernel's headers define them again, to the same effect.
#undef _IO
#undef _IOC
#undef _IOR
#undef _IOW
#undef _IOWR
#endif
#include <linux/spi/spidev.h>
#include <linux/watchdog.h>

int linux_open_device(const char *path) { return open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW); }

int linux_spi_configure(int device, uint8_t mode, uint32_t hertz) {
  uint8_t bits = 8, found = 0;
  if (ioctl(device, SPI_IOC_WR_MODE, &mode) < 0 || ioctl(device, SPI_IOC_RD_MODE, &found) < 0) { return -1; }
  if (found != mode) {
    errno = EINVAL;
    return -1;
  }
  if (ioctl(device, SPI_IOC_WR_BITS_PER_WORD, &bits) < 0) { return -1; }
  return ioctl(device, SPI_IOC_WR_MAX_SPEED_HZ, &hertz) < 0 ? -1 : 0;
}

int linux_spi_transfer(
    int device, const void *transmit, void *receive, uint32_t byte_count, uint32_t hertz) {
  const struct spi_ioc_transfer transfer = {
      .tx_buf = (uintptr_t)transmit,
      .rx_buf = (uintptr_t)receive,
      .len = byte_count,
      .speed_hz = hertz,
      .bits_per_word = 8,
  };
  const int done = ioctl(device, SPI_IOC_MESSAGE(1), &transfer);
  if (done < 0) { return -1; }
  if ((uint32_t)done != byte_count) {
    errno = EIO;
    return -1;
  }
  return 0;
}

int linux_watchdog_configure(int device, int seconds) {
  return ioctl(device, WDIOC_SETTIMEOUT, &seconds) < 0 ? -1 : seconds;
}

int linux_watchdog_feed(int device) { return ioctl(device, WDIOC_KEEPALIVE, 0) < 0 ? -1 : 0; }

void linux_watchdog_stop(int device) {
  int option = WDIOS_DISABLECARD;
  if (ioctl(device, WDIOC_SETOPTIONS, &option) == 0) { return; }
  (void)!write(device, "V", 1);
}
