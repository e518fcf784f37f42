// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/prodrome-virtual: takes what the electrodes carry, as raw frames of 27 bytes for each chip.
 *
 * Kept in chunks that hold whole frames of one chip or two, so that a conversion copies one stretch of memory.
 */
#include <linux/fs.h>
#include <linux/math64.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "board.h"

#define CHUNK_BYTES (CHIPS * FRAME_BYTES * 16384)
#define CHUNKS 256

struct feed {
	struct board *board;
	struct miscdevice device;
	struct mutex mutex;		/* one writer at a time */
	u8 *chunks[CHUNKS];
	u64 bytes;			/* under the board's lock */
	unsigned int chips;
	enum at_end at_end;
};

static u64 frame_count(const struct feed *feed)
{
	return div_u64(feed->bytes, feed->chips * FRAME_BYTES);
}

enum feed_answer feed_take(struct board *board, unsigned int chip, s64 number, u8 frame[FRAME_BYTES])
{
	const struct feed *feed = board->feed;
	u64 count = frame_count(feed);
	u64 offset, index;
	u32 inside;

	if (number < 0 || !count || chip >= feed->chips)
		return FEED_EMPTY;
	index = number;
	if (index >= count) {
		if (feed->at_end != AT_END_REPEAT)
			return FEED_OVER;
		div64_u64_rem(index, count, &index);
	}
	offset = (index * feed->chips + chip) * FRAME_BYTES;
	offset = div_u64_rem(offset, CHUNK_BYTES, &inside);
	memcpy(frame, feed->chunks[offset] + inside, FRAME_BYTES);
	return FEED_FRAME;
}

bool feed_stops(struct board *board, s64 number)
{
	u64 count = frame_count(board->feed);

	return board->feed->at_end == AT_END_STOP && count && number + 1 >= (s64)count;
}

u64 feed_frames(struct board *board)
{
	unsigned long flags;
	u64 count;

	raw_spin_lock_irqsave(&board->lock, flags);
	count = frame_count(board->feed);
	raw_spin_unlock_irqrestore(&board->lock, flags);
	return count;
}

unsigned int feed_chips(struct board *board)
{
	return board->feed->chips;
}

void feed_set_chips(struct board *board, unsigned int chips)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&board->lock, flags);
	board->feed->chips = chips;
	raw_spin_unlock_irqrestore(&board->lock, flags);
}

enum at_end feed_at_end(struct board *board)
{
	return board->feed->at_end;
}

void feed_set_at_end(struct board *board, enum at_end at_end)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&board->lock, flags);
	board->feed->at_end = at_end;
	raw_spin_unlock_irqrestore(&board->lock, flags);
}

/* Opened for writing from scratch, it forgets what it had, and numbers begin anew. */
static int feed_open(struct inode *inode, struct file *file)
{
	struct feed *feed = container_of(file->private_data, struct feed, device);
	unsigned long flags;
	int chip;

	file->private_data = feed;
	if (!(file->f_flags & O_TRUNC))
		return nonseekable_open(inode, file);
	mutex_lock(&feed->mutex);
	raw_spin_lock_irqsave(&feed->board->lock, flags);
	feed->bytes = 0;
	for (chip = 0; chip < CHIPS; chip++)
		conversion_renumber(&feed->board->chips[chip]);
	raw_spin_unlock_irqrestore(&feed->board->lock, flags);
	mutex_unlock(&feed->mutex);
	return nonseekable_open(inode, file);
}

/* Fills the chunk that the end of what was fed lies in. */
static ssize_t append(struct feed *feed, const char __user *data, size_t count)
{
	unsigned long flags;
	u32 inside;
	u64 chunk = div_u64_rem(feed->bytes, CHUNK_BYTES, &inside);

	if (chunk >= CHUNKS)
		return -ENOSPC;
	if (!feed->chunks[chunk])
		feed->chunks[chunk] = vmalloc(CHUNK_BYTES);
	if (!feed->chunks[chunk])
		return -ENOMEM;
	count = min_t(size_t, count, CHUNK_BYTES - inside);
	if (copy_from_user(feed->chunks[chunk] + inside, data, count))
		return -EFAULT;
	raw_spin_lock_irqsave(&feed->board->lock, flags);
	feed->bytes += count;
	raw_spin_unlock_irqrestore(&feed->board->lock, flags);
	return count;
}

static ssize_t feed_write(struct file *file, const char __user *data, size_t count, loff_t *offset)
{
	struct feed *feed = file->private_data;
	ssize_t written;

	mutex_lock(&feed->mutex);
	written = append(feed, data, count);
	mutex_unlock(&feed->mutex);
	return written;
}

static const struct file_operations feed_operations = {
	.owner = THIS_MODULE,
	.open = feed_open,
	.write = feed_write,
	.llseek = no_llseek,
};

int feed_setup(struct board *board)
{
	struct feed *feed = kzalloc(sizeof(*feed), GFP_KERNEL);
	int result;

	if (!feed)
		return -ENOMEM;
	mutex_init(&feed->mutex);
	feed->board = board;
	feed->chips = 1;
	feed->device.minor = MISC_DYNAMIC_MINOR;
	feed->device.name = "prodrome-virtual";
	feed->device.fops = &feed_operations;
	feed->device.parent = board->device;
	board->feed = feed;
	result = misc_register(&feed->device);
	if (result) {
		board->feed = NULL;
		kfree(feed);
	}
	return result;
}

void feed_remove(struct board *board)
{
	int chunk;

	misc_deregister(&board->feed->device);
	for (chunk = 0; chunk < CHUNKS; chunk++)
		vfree(board->feed->chunks[chunk]);
	kfree(board->feed);
	board->feed = NULL;
}
