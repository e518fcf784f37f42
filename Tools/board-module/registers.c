// SPDX-License-Identifier: GPL-2.0-only
/* The register file. */
#include "board.h"

static const u8 after_reset[REGISTERS] = {
	0x3e, 0x96, 0xc0, 0x60, 0x00,
	0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x0f, 0x00, 0x00, 0x00,
};

void registers_reset(struct chip *chip)
{
	memcpy(chip->registers, after_reset, sizeof(after_reset));
}

u8 register_read(const struct chip *chip, u8 address)
{
	return address < REGISTERS ? chip->registers[address] : 0;
}

void register_write(struct chip *chip, u8 address, u8 value)
{
	u8 old;

	switch (address) {
	case REGISTER_ID:
	case REGISTER_LOFF_STATP:
	case REGISTER_LOFF_STATN:
		return;
	case REGISTER_CONFIG3:
		/* Its lowest bit is the bias electrode's status: connected. */
		value &= ~1;
		break;
	}
	if (address >= REGISTERS)
		return;
	old = chip->registers[address];
	chip->registers[address] = value;
	/* The filter begins anew with another rate. */
	if (address == REGISTER_CONFIG1 && (old ^ value) & CONFIG1_RATE)
		conversion_restart(chip);
}
