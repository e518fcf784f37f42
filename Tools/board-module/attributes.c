// SPDX-License-Identifier: GPL-2.0-only
/* /sys/devices/platform/prodrome-virtual: what can be seen and set from outside; see README.md. */
#include <linux/delay.h>
#include <linux/math64.h>
#include <linux/sched/signal.h>
#include <linux/sysfs.h>

#include "board.h"

#define SHOW(name) static ssize_t name##_show(struct device *device, struct device_attribute *attribute, char *text)
#define STORE(name) static ssize_t name##_store(struct device *device, struct device_attribute *attribute, \
						const char *text, size_t count)

static struct board *board_of(struct device *device)
{
	return dev_get_drvdata(device);
}

/* A 64-bit number that conversions change is read whole on the machines this runs on, which are 64-bit. */
SHOW(conversion)
{
	return sysfs_emit(text, "%lld\n", READ_ONCE(board_of(device)->chips[0].number));
}
static DEVICE_ATTR_RO(conversion);

/* Returns once that conversion has been. */
STORE(wait)
{
	struct chip *chip = &board_of(device)->chips[0];
	s64 wanted, left;
	u64 period_us;

	if (kstrtos64(text, 10, &wanted))
		return -EINVAL;
	while ((left = wanted - READ_ONCE(chip->number)) > 0) {
		period_us = conversion_clocks_ns(chip, conversion_period_clocks(chip)) / 1000;
		/* Not too long at once: it may be given another rate or be started anew meanwhile. */
		if (msleep_interruptible(clamp_t(u64, left * period_us / 1000, 1, 100)) || signal_pending(current))
			return -EINTR;
	}
	return count;
}
static DEVICE_ATTR_WO(wait);

SHOW(frames)
{
	return sysfs_emit(text, "%llu\n", feed_frames(board_of(device)));
}
static DEVICE_ATTR_RO(frames);

SHOW(chips)
{
	return sysfs_emit(text, "%u\n", feed_chips(board_of(device)));
}

STORE(chips)
{
	unsigned int chips;

	if (kstrtouint(text, 10, &chips) || chips < 1 || chips > CHIPS)
		return -EINVAL;
	feed_set_chips(board_of(device), chips);
	return count;
}
static DEVICE_ATTR_RW(chips);

static const char *const at_end_names[] = {
	[AT_END_HOLD] = "hold",
	[AT_END_REPEAT] = "repeat",
	[AT_END_STOP] = "stop",
};

SHOW(at_end)
{
	return sysfs_emit(text, "%s\n", at_end_names[feed_at_end(board_of(device))]);
}

STORE(at_end)
{
	int at_end = sysfs_match_string(at_end_names, text);

	if (at_end < 0)
		return at_end;
	feed_set_at_end(board_of(device), at_end);
	return count;
}
static DEVICE_ATTR_RW(at_end);

SHOW(acknowledge)
{
	return sysfs_emit(text, "%d\n", !test_bit(LINE_ACKNOWLEDGE, &board_of(device)->levels));
}

STORE(acknowledge)
{
	bool pressed;

	if (kstrtobool(text, &pressed))
		return -EINVAL;
	line_set_input(board_of(device), LINE_ACKNOWLEDGE, !pressed);
	return count;
}
static DEVICE_ATTR_RW(acknowledge);

SHOW(keeps_outputs)
{
	return sysfs_emit(text, "%d\n", READ_ONCE(board_of(device)->keeps_outputs));
}

STORE(keeps_outputs)
{
	bool keeps;

	if (kstrtobool(text, &keeps))
		return -EINVAL;
	WRITE_ONCE(board_of(device)->keeps_outputs, keeps);
	return count;
}
static DEVICE_ATTR_RW(keeps_outputs);

STORE(fault)
{
	char line[64];
	int result;

	if (count >= sizeof(line))
		return -EINVAL;
	memcpy(line, text, count);
	line[count] = 0;
	result = faults_add(board_of(device), strim(line));
	return result ? result : count;
}
static DEVICE_ATTR_WO(fault);

SHOW(events_lost)
{
	return sysfs_emit(text, "%llu\n", board_of(device)->events_lost);
}
static DEVICE_ATTR_RO(events_lost);

static struct attribute *board_attributes[] = {
	&dev_attr_conversion.attr,
	&dev_attr_wait.attr,
	&dev_attr_frames.attr,
	&dev_attr_chips.attr,
	&dev_attr_at_end.attr,
	&dev_attr_acknowledge.attr,
	&dev_attr_keeps_outputs.attr,
	&dev_attr_fault.attr,
	&dev_attr_events_lost.attr,
	NULL,
};

static ssize_t events_read(struct file *file, struct kobject *object, struct bin_attribute *attribute, char *text,
			   loff_t offset, size_t count)
{
	return events_text(board_of(kobj_to_dev(object)), text, offset, count);
}

/* Whatever is written clears it. */
static ssize_t events_write(struct file *file, struct kobject *object, struct bin_attribute *attribute, char *text,
			    loff_t offset, size_t count)
{
	events_clear(board_of(kobj_to_dev(object)));
	return count;
}
static BIN_ATTR_RW(events, 0);

static struct bin_attribute *board_bin_attributes[] = {
	&bin_attr_events,
	NULL,
};

static const struct attribute_group board_group = {
	.attrs = board_attributes,
	.bin_attrs = board_bin_attributes,
};

/* lines/NAME: the level, 0 or 1. */
static struct dev_ext_attribute line_attributes[LINES];
static struct attribute *line_list[LINES + 1];

static ssize_t line_show(struct device *device, struct device_attribute *attribute, char *text)
{
	struct dev_ext_attribute *extended = container_of(attribute, struct dev_ext_attribute, attr);
	enum line line = (uintptr_t)extended->var;

	return sysfs_emit(text, "%d\n", test_bit(line, &board_of(device)->levels));
}

static const struct attribute_group line_group = {
	.name = "lines",
	.attrs = line_list,
};

/* chip0, chip1 */
static struct chip *chip_of(struct device *device, struct device_attribute *attribute)
{
	struct dev_ext_attribute *extended = container_of(attribute, struct dev_ext_attribute, attr);

	return &board_of(device)->chips[(uintptr_t)extended->var];
}

#define SHOW_COUNTER(name, field, format) \
	SHOW(name) \
	{ \
		return sysfs_emit(text, format "\n", READ_ONCE(chip_of(device, attribute)->field)); \
	}

SHOW_COUNTER(number, number, "%lld")
SHOW_COUNTER(conversions, conversions, "%llu")
SHOW_COUNTER(frames_read, frames_read, "%llu")
SHOW_COUNTER(frames_missed, frames_missed, "%llu")
SHOW_COUNTER(bytes, bytes, "%llu")
SHOW_COUNTER(violations, violations, "%llu")
SHOW_COUNTER(clock_ppm, clock_ppm, "%d")

STORE(clock_ppm)
{
	struct chip *chip = chip_of(device, attribute);
	unsigned long flags;
	s32 ppm;

	/* The chip's own clock is never off by more than 2.5 %. */
	if (kstrtos32(text, 10, &ppm) || ppm < -25000 || ppm > 25000)
		return -EINVAL;
	raw_spin_lock_irqsave(&chip->board->lock, flags);
	conversion_set_ppm(chip, ppm);
	raw_spin_unlock_irqrestore(&chip->board->lock, flags);
	return count;
}

SHOW(registers)
{
	return sysfs_emit(text, "%*ph\n", REGISTERS, chip_of(device, attribute)->registers);
}

#define CHIP_ATTRIBUTES(which) \
	static struct dev_ext_attribute chip##which##_attributes[] = { \
		{ __ATTR_RO(number), (void *)which }, \
		{ __ATTR_RO(conversions), (void *)which }, \
		{ __ATTR_RO(frames_read), (void *)which }, \
		{ __ATTR_RO(frames_missed), (void *)which }, \
		{ __ATTR_RO(bytes), (void *)which }, \
		{ __ATTR_RO(violations), (void *)which }, \
		{ __ATTR_RO(registers), (void *)which }, \
		{ __ATTR_RW(clock_ppm), (void *)which }, \
	}; \
	static struct attribute *chip##which##_list[ARRAY_SIZE(chip##which##_attributes) + 1]; \
	static const struct attribute_group chip##which##_group = { \
		.name = "chip" #which, \
		.attrs = chip##which##_list, \
	}

CHIP_ATTRIBUTES(0);
CHIP_ATTRIBUTES(1);

const struct attribute_group *board_attribute_groups[] = {
	&board_group,
	&line_group,
	&chip0_group,
	&chip1_group,
	NULL,
};

void attributes_setup(void)
{
	int index;

	for (index = 0; index < LINES; index++) {
		struct dev_ext_attribute *line = &line_attributes[index];

		sysfs_attr_init(&line->attr.attr);
		line->attr.attr.name = line_names[index];
		line->attr.attr.mode = 0444;
		line->attr.show = line_show;
		line->var = (void *)(uintptr_t)index;
		line_list[index] = &line->attr.attr;
	}
	for (index = 0; index < ARRAY_SIZE(chip0_attributes); index++) {
		chip0_list[index] = &chip0_attributes[index].attr.attr;
		chip1_list[index] = &chip1_attributes[index].attr.attr;
	}
}
