// SPDX-License-Identifier: GPL-2.0-only
/*
 * The GPIO chip, its interrupts, and the resistors and relays at its lines.
 *
 * A line that nobody drives is where its resistor pulls it: that is how a dead process raises the alarm. With
 * board->keeps_outputs a line that is let go stays an output at its level, as on Raspberry Pi's kernels without
 * strict_gpiod (raspberrypi/linux #6117) and with Rockchip's driver. The interrupt domain outlives the GPIO chip, which may be pulled out while somebody listens.
 *
 * The lines have their names from the device's property "gpio-line-names": Linux 6.1 looks through all chips for a name
 * given with the chip itself, and stumbles over one that was pulled out while somebody held its lines.
 */
#include <linux/irq.h>
#include <linux/module.h>

#include "board.h"

const char *const line_names[LINES] = {
	[LINE_DRDY] = "DRDY",
	[LINE_DRDY2] = "DRDY2",
	[LINE_START] = "START",
	[LINE_RESET] = "RESET",
	[LINE_PWDN] = "PWDN",
	[LINE_ALARM] = "ALARM",
	[LINE_BUZZER] = "BUZZER",
	[LINE_LIGHT] = "LIGHT",
	[LINE_NURSE_CALL] = "NURSE_CALL",
	[LINE_ACKNOWLEDGE] = "ACKNOWLEDGE",
	[LINE_HEARTBEAT] = "HEARTBEAT",
	[LINE_FAULT] = "FAULT",
};

static const bool pulled_high[LINES] = {
	[LINE_DRDY] = true,
	[LINE_DRDY2] = true,
	[LINE_RESET] = true,
	[LINE_PWDN] = true,
	/* ALARM, FAULT and NURSE_CALL are active when low: pulled low, they call. */
	[LINE_ACKNOWLEDGE] = true,
};

bool line_is_input(enum line line)
{
	return line == LINE_DRDY || line == LINE_DRDY2 || line == LINE_ACKNOWLEDGE;
}

/* Sets an output's level; the lock is held. */
static void set_level(struct board *board, enum line line, bool high)
{
	int chip;

	if (test_bit(line, &board->levels) == high)
		return;
	__assign_bit(line, &board->levels, high);
	events_note(board, line, high);
	for (chip = 0; chip < CHIPS; chip++)
		chip_lines_changed(&board->chips[chip], line, high);
}

static void release(struct board *board, enum line line)
{
	if (line_is_input(line))
		return;
	__clear_bit(line, &board->outputs);
	set_level(board, line, pulled_high[line]);
}

/* Drives an input from outside; the lock is not held. */
void line_set_input(struct board *board, enum line line, bool high)
{
	unsigned long flags;
	bool fires;

	raw_spin_lock_irqsave(&board->lock, flags);
	fires = test_bit(line, &board->levels) != high && board->gpio_present &&
		test_bit(line, &board->irq_enabled) &&
		test_bit(line, high ? &board->irq_rising : &board->irq_falling);
	if (line == LINE_ACKNOWLEDGE && test_bit(line, &board->levels) != high)
		events_note(board, line, high);
	__assign_bit(line, &board->levels, high);
	raw_spin_unlock(&board->lock);
	if (fires)
		generic_handle_domain_irq(board->irqs, line);
	local_irq_restore(flags);
}

static int on_get_direction(struct gpio_chip *gpio, unsigned int line)
{
	struct board *board = gpiochip_get_data(gpio);

	return test_bit(line, &board->outputs) ? GPIO_LINE_DIRECTION_OUT : GPIO_LINE_DIRECTION_IN;
}

static int on_direction_input(struct gpio_chip *gpio, unsigned int line)
{
	struct board *board = gpiochip_get_data(gpio);
	unsigned long flags;

	raw_spin_lock_irqsave(&board->lock, flags);
	release(board, line);
	raw_spin_unlock_irqrestore(&board->lock, flags);
	return 0;
}

static int on_direction_output(struct gpio_chip *gpio, unsigned int line, int value)
{
	struct board *board = gpiochip_get_data(gpio);
	unsigned long flags;

	/* The chip and the button drive these. */
	if (line_is_input(line))
		return -EPERM;
	raw_spin_lock_irqsave(&board->lock, flags);
	__set_bit(line, &board->outputs);
	set_level(board, line, value);
	raw_spin_unlock_irqrestore(&board->lock, flags);
	return 0;
}

static int on_get(struct gpio_chip *gpio, unsigned int line)
{
	struct board *board = gpiochip_get_data(gpio);

	return test_bit(line, &board->levels);
}

static void on_set(struct gpio_chip *gpio, unsigned int line, int value)
{
	struct board *board = gpiochip_get_data(gpio);
	unsigned long flags;

	raw_spin_lock_irqsave(&board->lock, flags);
	if (test_bit(line, &board->outputs))
		set_level(board, line, value);
	raw_spin_unlock_irqrestore(&board->lock, flags);
}

static void on_free(struct gpio_chip *gpio, unsigned int line)
{
	struct board *board = gpiochip_get_data(gpio);

	if (!READ_ONCE(board->keeps_outputs))
		on_direction_input(gpio, line);
}

static int on_to_irq(struct gpio_chip *gpio, unsigned int line)
{
	struct board *board = gpiochip_get_data(gpio);

	return irq_create_mapping(board->irqs, line);
}

static void on_irq_mask(struct irq_data *data)
{
	struct board *board = irq_data_get_irq_chip_data(data);

	clear_bit(irqd_to_hwirq(data), &board->irq_enabled);
}

static void on_irq_unmask(struct irq_data *data)
{
	struct board *board = irq_data_get_irq_chip_data(data);

	set_bit(irqd_to_hwirq(data), &board->irq_enabled);
}

static int on_irq_set_type(struct irq_data *data, unsigned int type)
{
	struct board *board = irq_data_get_irq_chip_data(data);
	irq_hw_number_t line = irqd_to_hwirq(data);

	if (type & ~IRQ_TYPE_EDGE_BOTH)
		return -EINVAL;
	assign_bit(line, &board->irq_rising, type & IRQ_TYPE_EDGE_RISING);
	assign_bit(line, &board->irq_falling, type & IRQ_TYPE_EDGE_FALLING);
	return 0;
}

static struct irq_chip line_irq_chip = {
	.name = "prodrome-virtual",
	.irq_mask = on_irq_mask,
	.irq_unmask = on_irq_unmask,
	.irq_set_type = on_irq_set_type,
};

static int on_irq_map(struct irq_domain *domain, unsigned int irq, irq_hw_number_t line)
{
	if (!line_is_input(line))
		return -EINVAL;
	irq_set_chip_data(irq, domain->host_data);
	irq_set_chip_and_handler(irq, &line_irq_chip, handle_simple_irq);
	irq_modify_status(irq, IRQ_NOREQUEST | IRQ_NOAUTOEN, IRQ_NOPROBE);
	return 0;
}

static const struct irq_domain_ops line_irq_operations = {
	.map = on_irq_map,
};

static int add_gpio(struct board *board)
{
	struct gpio_chip *gpio = &board->gpio;
	int result;

	memset(gpio, 0, sizeof(*gpio));
	gpio->label = "prodrome-virtual";
	gpio->parent = board->device;
	gpio->owner = THIS_MODULE;
	gpio->base = -1;
	gpio->ngpio = LINES;
	gpio->get_direction = on_get_direction;
	gpio->direction_input = on_direction_input;
	gpio->direction_output = on_direction_output;
	gpio->get = on_get;
	gpio->set = on_set;
	gpio->free = on_free;
	gpio->to_irq = on_to_irq;
	result = gpiochip_add_data(gpio, board);
	board->gpio_present = !result;
	return result;
}

static void remove_gpio(struct board *board)
{
	unsigned long flags;
	enum line line;

	raw_spin_lock_irqsave(&board->lock, flags);
	board->gpio_present = false;
	for (line = 0; line < LINES; line++)
		release(board, line);
	raw_spin_unlock_irqrestore(&board->lock, flags);
	gpiochip_remove(&board->gpio);
}

static void on_gpio_work(struct work_struct *work)
{
	struct board *board = container_of(work, struct board, gpio_work);

	mutex_lock(&board->gpio_mutex);
	if (board->gpio_present && !board->gpio_wanted)
		remove_gpio(board);
	else if (!board->gpio_present && board->gpio_wanted && add_gpio(board))
		dev_err(board->device, "the GPIO chip cannot be put back\n");
	mutex_unlock(&board->gpio_mutex);
}

/* Puts the GPIO chip in or pulls it out, soon: registering it may sleep. */
void lines_set_present(struct board *board, bool present)
{
	board->gpio_wanted = present;
	schedule_work(&board->gpio_work);
}

int lines_setup(struct board *board)
{
	enum line line;
	int result;

	for (line = 0; line < LINES; line++)
		__assign_bit(line, &board->levels, pulled_high[line]);
	mutex_init(&board->gpio_mutex);
	INIT_WORK(&board->gpio_work, on_gpio_work);
	board->gpio_wanted = true;
	board->irqs = irq_domain_add_linear(NULL, LINES, &line_irq_operations, board);
	if (!board->irqs)
		return -ENOMEM;
	result = add_gpio(board);
	if (result)
		irq_domain_remove(board->irqs);
	return result;
}

void lines_remove(struct board *board)
{
	enum line line;

	cancel_work_sync(&board->gpio_work);
	if (board->gpio_present)
		remove_gpio(board);
	for (line = 0; line < LINES; line++)
		irq_dispose_mapping(irq_find_mapping(board->irqs, line));
	irq_domain_remove(board->irqs);
}
