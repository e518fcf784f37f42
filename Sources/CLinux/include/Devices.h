// Device calls that are macros or variadic: spidev and the watchdog. Nothing here decides anything.
#ifndef PRODROME_DEVICES_H
#define PRODROME_DEVICES_H

#include <stdint.h>

/// Opens a device for reading and writing.
int linux_open_device(const char *path);

/// Sets up an SPI device: 8 bits a word, most significant first, and reads the mode back. Returns 0, or -1.
int linux_spi_configure(int device, uint8_t mode, uint32_t hertz);

/// Exchanges bytes in one transfer, chip select held. Returns 0, or -1; fewer bytes than asked are EIO.
int linux_spi_transfer(
    int device, const void *transmit, void *receive, uint32_t byte_count, uint32_t hertz);

/// Sets the watchdog's time. Returns the time the kernel settled on, in seconds, or -1.
int linux_watchdog_configure(int device, int seconds);

/// Feeds the watchdog. Returns 0, or -1.
int linux_watchdog_feed(int device);

/// Stops the watchdog, where the kernel lets it be stopped: only when someone asked the program to end.
void linux_watchdog_stop(int device);

#endif
