// SPDX-License-Identifier: GPL-2.0-only
/*
 * The log of level changes, as seen from outside the runtime. Lines of one length each: a reader's offset then names a
 * line, and nothing has to be kept between two reads. When it is full it keeps the oldest, since those are asked for.
 */
#include <linux/ktime.h>
#include <linux/vmalloc.h>

#include "board.h"

#define EVENTS 65536

int events_setup(struct board *board)
{
	board->events = vzalloc(EVENTS * sizeof(*board->events));
	return board->events ? 0 : -ENOMEM;
}

/* The lock is held. */
void events_note(struct board *board, enum line line, bool high)
{
	struct event *event;

	if (board->event_count == EVENTS) {
		board->events_lost++;
		return;
	}
	event = &board->events[board->event_count];
	event->ns = ktime_get_ns();
	event->number = board->chips[0].number;
	event->line = line;
	event->level = high;
	/* A reader takes no lock. */
	smp_store_release(&board->event_count, board->event_count + 1);
}

static void print(char *text, const struct event *event)
{
	char line[EVENT_TEXT_BYTES + 1];

	scnprintf(line, sizeof(line), "%s %d %lld %llu", line_names[event->line], event->level, event->number, event->ns);
	snprintf(text, EVENT_TEXT_BYTES + 1, "%-*s\n", EVENT_TEXT_BYTES - 1, line);
}

ssize_t events_text(struct board *board, char *text, loff_t offset, size_t count)
{
	char line[EVENT_TEXT_BYTES + 1];
	size_t done = 0;

	while (done < count) {
		u64 index = (offset + done) / EVENT_TEXT_BYTES;
		size_t inside = (offset + done) % EVENT_TEXT_BYTES;
		size_t part = min_t(size_t, EVENT_TEXT_BYTES - inside, count - done);

		if (index >= smp_load_acquire(&board->event_count))
			break;
		print(line, &board->events[index]);
		memcpy(text + done, line + inside, part);
		done += part;
	}
	return done;
}

void events_clear(struct board *board)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&board->lock, flags);
	board->event_count = 0;
	board->events_lost = 0;
	raw_spin_unlock_irqrestore(&board->lock, flags);
}
