// SPDX-License-Identifier: GPL-2.0-only
/*
 * What goes wrong, at once or from a given conversion on, so that a fault happens at the same sample in every run.
 *
 * NAME [VALUE [VALUE]] [chip=0|1] [at=CONVERSION]
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "board.h"

static const struct {
	const char *name;
	int values;
	bool is_switch;			/* its value is 0 or 1 */
} kinds[] = {
	[FAULT_BIT_SLIP] = { "bit_slip", 1 },
	[FAULT_ZERO_FRAMES] = { "zero_frames", 1 },
	[FAULT_STUCK_DRDY] = { "stuck_drdy", 1 },
	[FAULT_EXTRA_EDGES] = { "extra_edges", 1 },
	[FAULT_REGISTER_LOSS] = { "register_loss", 0 },
	[FAULT_BROWN_OUT] = { "brown_out", 0 },
	[FAULT_SPI_DEAD] = { "spi_dead", 1, true },
	[FAULT_SPI_ERROR] = { "spi_error", 1, true },
	[FAULT_GPIO_GONE] = { "gpio_gone", 1, true },
	[FAULT_LEAD_OFF] = { "lead_off", 2 },
	[FAULT_TEST_SIGNAL_OFF] = { "test_signal_off", 1, true },
};

/* Whoever has the registers lost, but not the mode, goes on converting and answering. */
static void lose_registers(struct chip *chip)
{
	u8 old = chip->registers[REGISTER_CONFIG1];

	registers_reset(chip);
	if ((old ^ chip->registers[REGISTER_CONFIG1]) & CONFIG1_RATE)
		conversion_restart(chip);
}

static void apply(struct board *board, const struct fault *fault)
{
	struct chip *chip = &board->chips[fault->chip];
	u32 value = fault->values[0];

	switch (fault->kind) {
	case FAULT_BIT_SLIP:
		chip->bit_slips = value;
		break;
	case FAULT_ZERO_FRAMES:
		chip->zero_frames = value;
		break;
	case FAULT_STUCK_DRDY:
		chip->stuck_edges = value;
		break;
	case FAULT_EXTRA_EDGES:
		chip->extra_edges = value;
		break;
	case FAULT_REGISTER_LOSS:
		lose_registers(chip);
		break;
	case FAULT_BROWN_OUT:
		chip_reset(chip);
		break;
	case FAULT_SPI_DEAD:
		board->spi_dead = value;
		break;
	case FAULT_SPI_ERROR:
		board->spi_error = value;
		break;
	case FAULT_GPIO_GONE:
		lines_set_present(board, !value);
		break;
	case FAULT_LEAD_OFF:
		chip->off_positive = value;
		chip->off_negative = fault->values[1];
		break;
	case FAULT_TEST_SIGNAL_OFF:
		chip->test_signal_off = value;
		break;
	}
}

/* At each conversion of a chip: the faults it was to have by now. The lock is held. */
void faults_apply_due(struct chip *chip)
{
	struct board *board = chip->board;
	unsigned int index, kept = 0;

	for (index = 0; index < board->fault_count; index++) {
		struct fault fault = board->faults[index];

		if (fault.chip == chip->index && chip->number >= fault.at)
			apply(board, &fault);
		else
			board->faults[kept++] = fault;
	}
	board->fault_count = kept;
}

static int parse_option(struct fault *fault, const char *word)
{
	if (strstarts(word, "chip="))
		return kstrtouint(word + strlen("chip="), 10, &fault->chip);
	if (strstarts(word, "at="))
		return kstrtos64(word + strlen("at="), 10, &fault->at);
	return -EINVAL;
}

static int parse(struct fault *fault, char *text)
{
	char *word = strsep(&text, " ");
	int kind, values = 0, result = 0;

	for (kind = 0; kind < ARRAY_SIZE(kinds); kind++)
		if (word && !strcmp(word, kinds[kind].name))
			break;
	if (kind == ARRAY_SIZE(kinds))
		return -EINVAL;
	fault->kind = kind;
	while (!result && (word = strsep(&text, " "))) {
		if (strchr(word, '='))
			result = parse_option(fault, word);
		else if (values < kinds[kind].values)
			result = kstrtou32(word, 0, &fault->values[values++]);
		else
			result = -EINVAL;
	}
	if (result)
		return result;
	if (values != kinds[kind].values || fault->chip >= CHIPS || (kinds[kind].is_switch && fault->values[0] > 1))
		return -EINVAL;
	return 0;
}

int faults_add(struct board *board, char *text)
{
	struct fault fault = { .at = -1 };
	int result = parse(&fault, text);
	unsigned long flags;

	if (result)
		return result;
	raw_spin_lock_irqsave(&board->lock, flags);
	if (fault.at < 0)
		apply(board, &fault);
	else if (board->fault_count < PENDING_FAULTS)
		board->faults[board->fault_count++] = fault;
	else
		result = -ENOSPC;
	raw_spin_unlock_irqrestore(&board->lock, flags);
	return result;
}
