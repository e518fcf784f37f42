// SPDX-License-Identifier: GPL-2.0-only
/* What a conversion gives: status word and codes, by registers, feed and faults. */
#include <linux/math64.h>
#include <linux/minmax.h>

#include "board.h"

enum {
	SOURCE_ELECTRODE,
	SOURCE_SHORTED,
	SOURCE_BIAS,
	SOURCE_SUPPLY,
	SOURCE_TEMPERATURE,
	SOURCE_TEST,
};

#define REFERENCE_NANOVOLTS 4500000000LL
#define LARGEST_CODE 0x7fffff
#define NOISE_NANOVOLTS 1000
/* The temperature sensor at 25 degrees, and the supplies of a board with 5 V and 3.3 V (data sheet, section 9.3.1). */
#define TEMPERATURE_NANOVOLTS 145300000
#define ANALOG_SUPPLY_NANOVOLTS 2500000000LL
#define DIGITAL_SUPPLY_NANOVOLTS 825000000

static const u8 gains[] = { 1, 2, 4, 6, 8, 12, 24, 24 };

bool signal_measures_electrodes(const struct chip *chip)
{
	int input;

	for (input = 0; input < INPUTS; input++) {
		u8 setting = chip->registers[REGISTER_CH1SET + input];

		if (!(setting & CHANNEL_OFF) && CHANNEL_SOURCE(setting) == SOURCE_ELECTRODE)
			return true;
	}
	return false;
}

/* Marsaglia's xorshift: the same noise in every run. */
static u32 chance(struct chip *chip)
{
	u32 x = chip->noise;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return chip->noise = x;
}

static s32 code_of(s64 nanovolts, u8 gain)
{
	s64 scaled = nanovolts * gain * (LARGEST_CODE + 1);
	s64 half = scaled < 0 ? -REFERENCE_NANOVOLTS / 2 : REFERENCE_NANOVOLTS / 2;

	return clamp_t(s64, div64_s64(scaled + half, REFERENCE_NANOVOLTS), -LARGEST_CODE - 1, LARGEST_CODE);
}

/* The square wave of VREF / 2400, or twice that. */
static s64 test_nanovolts(const struct chip *chip)
{
	u8 setting = chip->registers[REGISTER_CONFIG2];
	s64 amplitude = REFERENCE_NANOVOLTS / 2400 * (setting & CONFIG2_TEST_DOUBLED ? 2 : 1);
	u64 half_wave;

	if (!(setting & CONFIG2_INTERNAL_TEST) || chip->test_signal_off)
		return 0;
	switch (setting & CONFIG2_TEST_FREQUENCY) {
	case 0:
		half_wave = chip->power_clocks >> 20;
		break;
	case 1:
		half_wave = chip->power_clocks >> 19;
		break;
	default:
		half_wave = 0;
	}
	return half_wave & 1 ? amplitude : -amplitude;
}

static s64 inner_nanovolts(struct chip *chip, int input, u8 source)
{
	switch (source) {
	case SOURCE_SHORTED:
		return (s64)(chance(chip) % NOISE_NANOVOLTS) - NOISE_NANOVOLTS / 2;
	case SOURCE_SUPPLY:
		return input == 2 || input == 3 ? DIGITAL_SUPPLY_NANOVOLTS : ANALOG_SUPPLY_NANOVOLTS;
	case SOURCE_TEMPERATURE:
		return TEMPERATURE_NANOVOLTS;
	case SOURCE_TEST:
		return test_nanovolts(chip);
	default:
		return 0;
	}
}

static void put_code(u8 *frame, int input, s32 code)
{
	u8 *bytes = frame + 3 + 3 * input;

	bytes[0] = code >> 16;
	bytes[1] = code >> 8;
	bytes[2] = code;
}

/* Codes that were fed stay as they are, whatever the gain; all others replace them. */
static void convert_input(struct chip *chip, int input, enum feed_answer fed)
{
	u8 setting = chip->registers[REGISTER_CH1SET + input];
	u8 source = CHANNEL_SOURCE(setting);

	if (setting & CHANNEL_OFF) {
		put_code(chip->frame, input, 0);
		return;
	}
	if (!(chip->registers[REGISTER_CONFIG3] & CONFIG3_REFERENCE_ON)) {
		put_code(chip->frame, input, LARGEST_CODE);
		return;
	}
	if (source == SOURCE_ELECTRODE) {
		if (fed == FEED_FRAME)
			return;
		if (fed == FEED_OVER) {
			put_code(chip->frame, input, 0);
			return;
		}
		source = SOURCE_SHORTED;
	}
	put_code(chip->frame, input, code_of(inner_nanovolts(chip, input, source), gains[CHANNEL_GAIN(setting)]));
}

/* Where a comparator is not asked, its bit says anything. */
static u8 comparators(struct chip *chip, u8 off, u8 sense_register)
{
	bool on = chip->registers[REGISTER_CONFIG4] & CONFIG4_COMPARATORS_ON;
	u8 asked = on ? chip->registers[sense_register] : 0;

	return (off & asked) | (chance(chip) & ~asked);
}

static void put_status(struct chip *chip)
{
	u8 *frame = chip->frame;
	u8 fed_positive = frame[0] << 4 | frame[1] >> 4;
	u8 fed_negative = frame[1] << 4 | frame[2] >> 4;
	u8 positive = comparators(chip, fed_positive | chip->off_positive, REGISTER_LOFF_SENSP);
	u8 negative = comparators(chip, fed_negative | chip->off_negative, REGISTER_LOFF_SENSN);

	chip->registers[REGISTER_LOFF_STATP] = positive;
	chip->registers[REGISTER_LOFF_STATN] = negative;
	frame[0] = 0xc0 | positive >> 4;
	frame[1] = positive << 4 | negative >> 4;
	frame[2] = negative << 4 | chip->registers[REGISTER_GPIO] >> 4;
}

static void spoil(struct chip *chip)
{
	int index;

	if (chip->bit_slips) {
		chip->bit_slips--;
		for (index = 0; index < FRAME_BYTES; index++)
			chip->frame[index] = chip->frame[index] << 1 |
				(index + 1 < FRAME_BYTES ? chip->frame[index + 1] >> 7 : 0);
	}
	if (chip->zero_frames) {
		chip->zero_frames--;
		memset(chip->frame, 0, FRAME_BYTES);
	}
}

void signal_convert(struct chip *chip)
{
	enum feed_answer fed = feed_take(chip->board, chip->index, chip->number, chip->frame);
	int input;

	if (fed != FEED_FRAME)
		memset(chip->frame, 0, FRAME_BYTES);
	for (input = 0; input < INPUTS; input++)
		convert_input(chip, input, fed);
	put_status(chip);
	spoil(chip);
}
