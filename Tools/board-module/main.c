// SPDX-License-Identifier: GPL-2.0-only
/* Puts the board together. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "board.h"

static bool daisy_chain;
module_param(daisy_chain, bool, 0444);
MODULE_PARM_DESC(daisy_chain, "the second chip hangs behind the first, in place of a chip select of its own");

static struct platform_device *device;
static struct board *board;

static void chips_setup(void)
{
	unsigned long flags;
	int index;

	raw_spin_lock_irqsave(&board->lock, flags);
	for (index = 0; index < CHIPS; index++) {
		struct chip *chip = &board->chips[index];

		chip->board = board;
		chip->index = index;
		chip->noise = 2463534242u + index;
		conversion_setup(chip);
		chip_power_up(chip);
	}
	raw_spin_unlock_irqrestore(&board->lock, flags);
}

static int __init board_init(void)
{
	const struct property_entry properties[] = {
		PROPERTY_ENTRY_STRING_ARRAY_LEN("gpio-line-names", line_names, LINES),
		{ }
	};
	const struct platform_device_info info = {
		.name = "prodrome-virtual",
		.id = PLATFORM_DEVID_NONE,
		.properties = properties,
	};
	int result = -ENOMEM;

	board = kzalloc(sizeof(*board), GFP_KERNEL);
	if (!board)
		return result;
	raw_spin_lock_init(&board->lock);
	board->daisy_chain = daisy_chain;
	device = platform_device_register_full(&info);
	if (IS_ERR(device)) {
		result = PTR_ERR(device);
		goto free_board;
	}
	board->device = &device->dev;
	platform_set_drvdata(device, board);
	result = events_setup(board);
	if (result)
		goto unregister_device;
	chips_setup();
	result = feed_setup(board);
	if (result)
		goto cancel_chips;
	result = lines_setup(board);
	if (result)
		goto remove_feed;
	result = serial_setup(board);
	if (result)
		goto remove_lines;
	attributes_setup();
	result = sysfs_create_groups(&board->device->kobj, board_attribute_groups);
	if (result)
		goto remove_lines;
	return 0;

remove_lines:
	lines_remove(board);
remove_feed:
	feed_remove(board);
cancel_chips:
	conversion_cancel(&board->chips[0]);
	conversion_cancel(&board->chips[1]);
	vfree(board->events);
unregister_device:
	platform_device_unregister(device);
free_board:
	kfree(board);
	return result;
}

static void __exit board_exit(void)
{
	sysfs_remove_groups(&board->device->kobj, board_attribute_groups);
	lines_remove(board);
	/* The controller goes with the device. */
	platform_device_unregister(device);
	conversion_cancel(&board->chips[0]);
	conversion_cancel(&board->chips[1]);
	feed_remove(board);
	vfree(board->events);
	kfree(board);
}

module_init(board_init);
module_exit(board_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Virtual bedside EEG board: two ADS1299, their wires and their faults");
