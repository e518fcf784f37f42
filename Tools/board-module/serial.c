// SPDX-License-Identifier: GPL-2.0-only
/*
 * The SPI controller, with spidev on both chip selects.
 *
 * Bytes take their time on the wire, one after the other, so that a conversion may happen in the middle of a frame.
 */
#include <linux/module.h>
#include <linux/spi/spi.h>
#include <linux/ktime.h>

#include "board.h"

#define FASTEST_HERTZ 20000000

static struct board *board_of(struct spi_controller *controller)
{
	return *(struct board **)spi_controller_get_devdata(controller);
}

/* The chip behind a chip select; none where a daisy chain needs only one. */
static struct chip *selected_chip(struct board *board, const struct spi_device *device)
{
	if (device->chip_select >= CHIPS || (board->daisy_chain && device->chip_select > 0))
		return NULL;
	return &board->chips[device->chip_select];
}

static struct chip *daisy_chip(struct board *board)
{
	return board->daisy_chain ? &board->chips[1] : NULL;
}

static void on_chip_select(struct spi_device *device, bool high)
{
	struct board *board = board_of(device->controller);
	struct chip *chip = selected_chip(board, device);
	struct chip *daisy = daisy_chip(board);
	unsigned long flags;

	raw_spin_lock_irqsave(&board->lock, flags);
	if (chip)
		(high ? chip_deselect : chip_select)(chip);
	if (chip && daisy)
		(high ? chip_deselect : chip_select)(daisy);
	raw_spin_unlock_irqrestore(&board->lock, flags);
}

static u8 exchange(struct board *board, struct chip *chip, u8 byte, u32 byte_ns)
{
	struct chip *daisy = daisy_chip(board);
	unsigned long flags;
	u8 answer = 0;

	raw_spin_lock_irqsave(&board->lock, flags);
	/* A wire that is off carries nothing, either way. */
	if (!board->spi_dead) {
		answer = chip_exchange(chip, daisy, byte, byte_ns);
		/* Both chips of a chain hear the same. */
		if (daisy)
			chip_exchange(daisy, NULL, byte, byte_ns);
	}
	raw_spin_unlock_irqrestore(&board->lock, flags);
	return answer;
}

static void wait_until(u64 time_ns)
{
	while (ktime_get_ns() < time_ns)
		cpu_relax();
}

static int on_transfer(struct spi_controller *controller, struct spi_device *device, struct spi_transfer *transfer)
{
	struct board *board = board_of(controller);
	struct chip *chip = selected_chip(board, device);
	const u8 *sent = transfer->tx_buf;
	u8 *received = transfer->rx_buf;
	u64 start_ns = ktime_get_ns();
	u32 byte_ns = 8000000000ull / transfer->speed_hz;
	unsigned int index;

	if (board->spi_error)
		return -EIO;
	if ((device->mode & (SPI_CPOL | SPI_CPHA)) != SPI_MODE_1) {
		/* The chip samples at the wrong edge: nobody understands anybody. */
		if (chip)
			chip->violations++;
		chip = NULL;
	}
	/* The first clock edge of a transfer takes data ready back, whatever is transferred. */
	if (chip && !board->spi_dead)
		line_set_input(board, chip->index ? LINE_DRDY2 : LINE_DRDY, true);
	for (index = 0; index < transfer->len; index++) {
		u8 answer;

		wait_until(start_ns + (u64)(index + 1) * byte_ns);
		answer = chip ? exchange(board, chip, sent ? sent[index] : 0, byte_ns) : 0;
		if (received)
			received[index] = answer;
	}
	transfer->effective_speed_hz = transfer->speed_hz;
	return 0;
}

int serial_setup(struct board *board)
{
	struct spi_controller *controller = devm_spi_alloc_master(board->device, sizeof(struct board *));
	int result, select;

	if (!controller)
		return -ENOMEM;
	*(struct board **)spi_controller_get_devdata(controller) = board;
	controller->bus_num = 0;
	controller->num_chipselect = CHIPS;
	controller->mode_bits = SPI_CPOL | SPI_CPHA;
	controller->bits_per_word_mask = SPI_BPW_MASK(8);
	controller->max_speed_hz = FASTEST_HERTZ;
	controller->set_cs = on_chip_select;
	controller->transfer_one = on_transfer;
	result = devm_spi_register_controller(board->device, controller);
	for (select = 0; !result && select < CHIPS; select++) {
		/* Any name that spidev knows. Mode 0 is what a board's kernel starts with. */
		struct spi_board_info info = {
			.modalias = "dh2228fv",
			.max_speed_hz = FASTEST_HERTZ,
			.chip_select = select,
			.mode = SPI_MODE_0,
		};

		if (!spi_new_device(controller, &info))
			result = -ENODEV;
	}
	return result;
}
