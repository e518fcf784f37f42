// SPDX-License-Identifier: GPL-2.0-only
/*
 * The conversion clock: when a chip converts, and which number each conversion has.
 *
 * Numbers count from 0 with the first conversion in which any input measures its electrode, so that a self-test before
 * uses no recorded frame up. From then on they go on with time: a chip that is stopped, reset or without power for a
 * while misses what the electrodes carried meanwhile, as with a person.
 */
#include <linux/math64.h>
#include <linux/ktime.h>

#include "board.h"

#define MICRO 1000000

/* One clock period is 10^9 / 2,048,000 = 15,625 / 32 ns. */
u64 conversion_clocks_ns(const struct chip *chip, u64 clocks)
{
	return mul_u64_u64_div_u64(clocks * 15625, MICRO, 32 * (u64)(MICRO + chip->clock_ppm));
}

u64 conversion_period_clocks(const struct chip *chip)
{
	u8 rate = chip->registers[REGISTER_CONFIG1] & CONFIG1_RATE;

	/* 7 is reserved. */
	return 128ull << min_t(u8, rate, 6);
}

static void arm(struct chip *chip)
{
	chip->next_ns = chip->anchor_ns + conversion_clocks_ns(chip, chip->clocks);
	hrtimer_start(&chip->timer, ns_to_ktime(chip->next_ns), HRTIMER_MODE_ABS_HARD);
}

/* Starts converting or stops, as line, commands and modes demand. */
void conversion_update(struct chip *chip)
{
	bool held = chip->ready_ns == U64_MAX;
	bool wanted = test_bit(LINE_START, &chip->board->levels) || chip->commanded;

	wanted = wanted && !held && !chip->standby;
	if (wanted && !chip->converting) {
		chip->converting = true;
		conversion_restart(chip);
	}
	/* The timer may still run out; it then finds that it is not wanted. */
	chip->converting = wanted;
}

/* The filter settles: the first conversion is complete after four periods and nine clocks. */
void conversion_restart(struct chip *chip)
{
	if (!chip->converting)
		return;
	chip->anchor_ns = max(ktime_get_ns(), chip->ready_ns);
	chip->clocks = 4 * conversion_period_clocks(chip) + 9;
	arm(chip);
}

void conversion_renumber(struct chip *chip)
{
	chip->number = -1;
	chip->conversions = 0;
	chip->frames_read = 0;
	chip->frames_missed = 0;
	chip->fresh = false;
	chip->reading = false;
}

void conversion_set_ppm(struct chip *chip, s32 ppm)
{
	if (chip->converting) {
		/* What is left until the next conversion stays as it was; the new clock counts from there on. */
		chip->anchor_ns = chip->next_ns;
		chip->clocks = 0;
	}
	chip->clock_ppm = ppm;
}

static s64 next_number(const struct chip *chip)
{
	u64 period, passed;

	if (chip->number < 0)
		return signal_measures_electrodes(chip) ? 0 : -1;
	period = conversion_clocks_ns(chip, conversion_period_clocks(chip));
	passed = div64_u64(chip->next_ns - chip->latest_ns + period / 2, period);
	return chip->number + max_t(u64, passed, 1);
}

static void replace_frame(struct chip *chip)
{
	/* In RDATAC a frame that is on its way out is torn. */
	if (chip->reading && chip->continuous) {
		chip->reading = false;
		chip->frames_missed++;
	}
	if (chip->fresh)
		chip->frames_missed++;
	signal_convert(chip);
	chip->fresh = true;
}

/* Converts; returns whether data ready falls. */
static bool convert(struct chip *chip)
{
	chip->number = next_number(chip);
	chip->latest_ns = chip->next_ns;
	faults_apply_due(chip);
	/* A fault may have stopped it. */
	if (!chip->converting)
		return false;
	chip->conversions++;
	chip->power_clocks += conversion_period_clocks(chip);
	replace_frame(chip);
	if (chip->extra_edges) {
		u64 half = conversion_clocks_ns(chip, conversion_period_clocks(chip) / 2);

		chip->extra_edges--;
		hrtimer_start(&chip->extra_timer, ns_to_ktime(chip->next_ns + half), HRTIMER_MODE_ABS_HARD);
	}
	if (chip->stuck_edges) {
		chip->stuck_edges--;
		return false;
	}
	return true;
}

static void pulse(struct chip *chip)
{
	enum line line = chip->index ? LINE_DRDY2 : LINE_DRDY;

	/* Unread data: the line goes high for a moment before it falls again. */
	line_set_input(chip->board, line, true);
	line_set_input(chip->board, line, false);
}

static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	struct chip *chip = container_of(timer, struct chip, timer);
	unsigned long flags;
	u64 due_ns;
	bool ready;

	raw_spin_lock_irqsave(&chip->board->lock, flags);
	/* Stopped or started anew while it ran out. */
	if (!chip->converting || ktime_get_ns() < chip->next_ns || feed_stops(chip->board, chip->number)) {
		raw_spin_unlock_irqrestore(&chip->board->lock, flags);
		return HRTIMER_NORESTART;
	}
	due_ns = chip->next_ns;
	ready = convert(chip);
	if (chip->registers[REGISTER_CONFIG4] & CONFIG4_SINGLE_SHOT) {
		chip->converting = false;
	} else if (chip->converting && chip->next_ns == due_ns) {
		/* Not restarted by a fault: on to the next. */
		chip->clocks += conversion_period_clocks(chip);
		arm(chip);
	}
	raw_spin_unlock_irqrestore(&chip->board->lock, flags);
	if (ready)
		pulse(chip);
	return HRTIMER_NORESTART;
}

static enum hrtimer_restart on_extra_timer(struct hrtimer *timer)
{
	pulse(container_of(timer, struct chip, extra_timer));
	return HRTIMER_NORESTART;
}

void conversion_setup(struct chip *chip)
{
	hrtimer_init(&chip->timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_HARD);
	chip->timer.function = on_timer;
	hrtimer_init(&chip->extra_timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_HARD);
	chip->extra_timer.function = on_extra_timer;
	chip->number = -1;
}

void conversion_cancel(struct chip *chip)
{
	hrtimer_cancel(&chip->timer);
	hrtimer_cancel(&chip->extra_timer);
}
