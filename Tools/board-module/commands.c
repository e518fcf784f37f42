// SPDX-License-Identifier: GPL-2.0-only
/*
 * The chip's commands and modes.
 *
 * As strict as the data sheet: what comes too early, too fast or in the wrong mode is not obeyed, and counted in
 * `violations`.
 */
#include <linux/ktime.h>

#include "board.h"

enum {
	COMMAND_WAKEUP = 0x02,
	COMMAND_STANDBY = 0x04,
	COMMAND_RESET = 0x06,
	COMMAND_START = 0x08,
	COMMAND_STOP = 0x0a,
	COMMAND_RDATAC = 0x10,
	COMMAND_SDATAC = 0x11,
	COMMAND_RDATA = 0x12,
	COMMAND_RREG = 0x20,
	COMMAND_WREG = 0x40,
};

#define COMMAND_KIND(byte) ((byte) & 0xe0)
#define COMMAND_ADDRESS(byte) ((byte) & 0x1f)

#define POWER_UP_CLOCKS (1 << 18)
#define RESET_CLOCKS 18
#define BYTE_CLOCKS 4

static bool is_ready(const struct chip *chip)
{
	return ktime_get_ns() >= chip->ready_ns;
}

void chip_power_up(struct chip *chip)
{
	chip->powered_ns = ktime_get_ns() + conversion_clocks_ns(chip, POWER_UP_CLOCKS);
	chip_reset(chip);
}

void chip_reset(struct chip *chip)
{
	u64 reset_ns = ktime_get_ns() + conversion_clocks_ns(chip, RESET_CLOCKS);

	registers_reset(chip);
	chip->continuous = true;
	chip->standby = false;
	chip->commanded = false;
	chip->phase = PHASE_COMMAND;
	chip->ready_ns = max(chip->powered_ns, reset_ns);
	chip->converting = false;
	conversion_update(chip);
}

/* Held in reset, or without power: nothing goes on. */
static void hold(struct chip *chip)
{
	registers_reset(chip);
	chip->commanded = false;
	chip->converting = false;
	chip->fresh = false;
	chip->ready_ns = U64_MAX;
}

void chip_lines_changed(struct chip *chip, enum line line, bool high)
{
	bool powered = test_bit(LINE_PWDN, &chip->board->levels);
	bool released = test_bit(LINE_RESET, &chip->board->levels);

	switch (line) {
	case LINE_PWDN:
		if (high)
			chip_power_up(chip);
		if (!high || !released)
			hold(chip);
		break;
	case LINE_RESET:
		if (!high)
			hold(chip);
		else if (powered)
			chip_reset(chip);
		break;
	case LINE_START:
		conversion_update(chip);
		break;
	default:
		break;
	}
}

void chip_select(struct chip *chip)
{
	chip->phase = PHASE_COMMAND;
	chip->position = 0;
}

void chip_deselect(struct chip *chip)
{
	chip->phase = PHASE_COMMAND;
	if (!chip->reading)
		return;
	/* Given up before its end: it can be read again unless another has taken its place. */
	chip->reading = false;
	if (chip->reading_conversion == chip->conversions)
		chip->fresh = true;
	else
		chip->frames_missed++;
}

static void begin_reading(struct chip *chip)
{
	if (!chip->fresh)
		return;
	chip->fresh = false;
	chip->reading = true;
	chip->reading_conversion = chip->conversions;
}

/* What the second chip of a chain sends reaches only the first one: it is read when that one passes it on. */
static bool is_behind(const struct chip *chip)
{
	return chip->board->daisy_chain && chip->index > 0;
}

/* Behind its end a frame begins again, or the daisy chain's next chip follows. */
static u8 frame_byte(struct chip *chip, struct chip *daisy, const u8 *frame, unsigned int index)
{
	if (index == FRAME_BYTES - 1 && chip->reading) {
		chip->reading = false;
		chip->frames_read++;
	}
	if (index < FRAME_BYTES)
		return frame[index];
	if (chip->registers[REGISTER_CONFIG1] & CONFIG1_NO_DAISY_CHAIN)
		return frame[index % FRAME_BYTES];
	if (!daisy)
		return 0;
	if (index == FRAME_BYTES)
		begin_reading(daisy);
	return frame_byte(daisy, NULL, daisy->phase == PHASE_FRAME ? daisy->latched : daisy->frame, index - FRAME_BYTES);
}

/* In RDATAC the latest frame goes out whatever comes in, even if a newer one takes its place meanwhile. */
static u8 unasked_byte(struct chip *chip, struct chip *daisy)
{
	if (!chip->continuous || !is_ready(chip) || !chip->conversions)
		return 0;
	if (chip->position == 0 && !is_behind(chip))
		begin_reading(chip);
	return frame_byte(chip, daisy, chip->frame, chip->position++);
}

static void take_command(struct chip *chip, u8 byte, u32 byte_ns)
{
	if (!byte)
		return;
	if (!is_ready(chip) || byte_ns < conversion_clocks_ns(chip, BYTE_CLOCKS) ||
	    (chip->continuous && byte != COMMAND_SDATAC)) {
		chip->violations++;
		return;
	}
	if (COMMAND_KIND(byte) == COMMAND_RREG || COMMAND_KIND(byte) == COMMAND_WREG) {
		chip->phase = PHASE_REGISTER_COUNT;
		chip->phase_writes = COMMAND_KIND(byte) == COMMAND_WREG;
		chip->address = COMMAND_ADDRESS(byte);
		return;
	}
	switch (byte) {
	case COMMAND_WAKEUP:
	case COMMAND_STANDBY:
		chip->standby = byte == COMMAND_STANDBY;
		conversion_update(chip);
		break;
	case COMMAND_RESET:
		chip_reset(chip);
		break;
	case COMMAND_START:
	case COMMAND_STOP:
		chip->commanded = byte == COMMAND_START;
		conversion_update(chip);
		break;
	case COMMAND_RDATAC:
	case COMMAND_SDATAC:
		chip->continuous = byte == COMMAND_RDATAC;
		break;
	case COMMAND_RDATA:
		memcpy(chip->latched, chip->frame, FRAME_BYTES);
		chip->phase = PHASE_FRAME;
		chip->position = 0;
		if (!is_behind(chip))
			begin_reading(chip);
		break;
	default:
		chip->violations++;
	}
}

/* Takes a byte, whose last bit is there now, and gives the one that went out meanwhile. */
u8 chip_exchange(struct chip *chip, struct chip *daisy, u8 byte, u32 byte_ns)
{
	u8 sent;

	chip->bytes++;
	switch (chip->phase) {
	case PHASE_COMMAND:
		sent = unasked_byte(chip, daisy);
		take_command(chip, byte, byte_ns);
		return sent;
	case PHASE_REGISTER_COUNT:
		chip->registers_left = (byte & 0x1f) + 1;
		chip->phase = chip->phase_writes ? PHASE_REGISTER_WRITE : PHASE_REGISTER_READ;
		return 0;
	case PHASE_REGISTER_READ:
		if (!chip->registers_left)
			return 0;
		chip->registers_left--;
		return register_read(chip, chip->address++);
	case PHASE_REGISTER_WRITE:
		register_write(chip, chip->address++, byte);
		if (--chip->registers_left == 0)
			chip->phase = PHASE_COMMAND;
		return 0;
	case PHASE_FRAME:
		return frame_byte(chip, daisy, chip->latched, chip->position++);
	}
	return 0;
}
