/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A virtual bedside board: two ADS1299, their wires, and what goes wrong with them.
 *
 * Everything below is guarded by board->lock, which is never held while an interrupt is handed to the kernel: the
 * handlers of the data-ready edges may take their time, and may want a line's level.
 */
#ifndef PRODROME_VIRTUAL_BOARD_H
#define PRODROME_VIRTUAL_BOARD_H

#include <linux/device.h>
#include <linux/gpio/driver.h>
#include <linux/hrtimer.h>
#include <linux/irqdomain.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#define CHIPS 2
#define FRAME_BYTES 27
#define INPUTS 8
#define REGISTERS 24

/* The chip's registers that mean something to this model (data sheet SBAS499, table 11). */
enum {
	REGISTER_ID = 0x00,
	REGISTER_CONFIG1 = 0x01,
	REGISTER_CONFIG2 = 0x02,
	REGISTER_CONFIG3 = 0x03,
	REGISTER_LOFF = 0x04,
	REGISTER_CH1SET = 0x05,
	REGISTER_LOFF_SENSP = 0x0f,
	REGISTER_LOFF_SENSN = 0x10,
	REGISTER_LOFF_STATP = 0x12,
	REGISTER_LOFF_STATN = 0x13,
	REGISTER_GPIO = 0x14,
	REGISTER_CONFIG4 = 0x17,
};

#define CONFIG1_RATE 0x07
#define CONFIG1_NO_DAISY_CHAIN 0x40
#define CONFIG2_INTERNAL_TEST 0x10
#define CONFIG2_TEST_DOUBLED 0x04
#define CONFIG2_TEST_FREQUENCY 0x03
#define CONFIG3_REFERENCE_ON 0x80
#define CONFIG4_SINGLE_SHOT 0x08
#define CONFIG4_COMPARATORS_ON 0x02
#define CHANNEL_OFF 0x80
#define CHANNEL_GAIN(value) (((value) >> 4) & 0x07)
#define CHANNEL_SOURCE(value) ((value) & 0x07)

enum line {
	LINE_DRDY,
	LINE_DRDY2,
	LINE_START,
	LINE_RESET,
	LINE_PWDN,
	LINE_ALARM,
	LINE_BUZZER,
	LINE_LIGHT,
	LINE_NURSE_CALL,
	LINE_ACKNOWLEDGE,
	LINE_HEARTBEAT,
	LINE_FAULT,
	LINES,
};

/* What a byte that arrives means. */
enum phase {
	PHASE_COMMAND,
	PHASE_REGISTER_COUNT,
	PHASE_REGISTER_READ,
	PHASE_REGISTER_WRITE,
	PHASE_FRAME,
};

struct board;

struct chip {
	struct board *board;
	unsigned int index;
	s32 clock_ppm;

	u8 registers[REGISTERS];
	/* Before this time it obeys no command; U64_MAX while it is held in reset or without power. */
	u64 powered_ns;
	u64 ready_ns;

	/* The transfer going on. */
	enum phase phase;
	bool phase_writes;
	u8 address;
	u8 registers_left;
	unsigned int position;		/* in the frame being sent */
	bool reading;			/* a frame nobody had read yet is on its way out */
	u64 reading_conversion;		/* which, counted by conversions */
	u8 latched[FRAME_BYTES];	/* what RDATA took */

	/* Modes. */
	bool continuous;		/* RDATAC */
	bool standby;
	bool commanded;			/* START by command */

	/* The conversion clock: the next conversion is `clocks` periods of it after `anchor_ns`. */
	struct hrtimer timer;
	bool converting;
	u64 anchor_ns;
	u64 clocks;
	u64 next_ns;
	/* Number of the latest conversion since the electrodes were first measured, lost ones included; -1 before. */
	s64 number;
	u64 latest_ns;
	u64 power_clocks;		/* conversions' time so far, for the test signal's phase */

	u8 frame[FRAME_BYTES];
	bool fresh;			/* the frame has not been read */
	u32 noise;

	/* Counters, from outside the runtime: what really happened. */
	u64 conversions;
	u64 frames_read;
	u64 frames_missed;
	u64 bytes;
	u64 violations;

	/* Faults under way. */
	bool test_signal_off;
	u32 bit_slips;
	u32 zero_frames;
	u32 stuck_edges;
	u32 extra_edges;
	u8 off_positive;
	u8 off_negative;
	struct hrtimer extra_timer;
};

struct event {
	u64 ns;
	s64 number;
	u8 line;
	u8 level;
};

enum fault_kind {
	FAULT_BIT_SLIP,
	FAULT_ZERO_FRAMES,
	FAULT_STUCK_DRDY,
	FAULT_EXTRA_EDGES,
	FAULT_REGISTER_LOSS,
	FAULT_BROWN_OUT,
	FAULT_SPI_DEAD,
	FAULT_SPI_ERROR,
	FAULT_GPIO_GONE,
	FAULT_LEAD_OFF,
	FAULT_TEST_SIGNAL_OFF,
};

struct fault {
	enum fault_kind kind;
	unsigned int chip;
	u32 values[2];
	s64 at;
};

#define PENDING_FAULTS 64

enum at_end { AT_END_HOLD, AT_END_REPEAT, AT_END_STOP };

struct feed;

struct board {
	struct device *device;
	raw_spinlock_t lock;
	struct chip chips[CHIPS];
	bool daisy_chain;

	struct feed *feed;

	struct gpio_chip gpio;
	struct irq_domain *irqs;
	struct mutex gpio_mutex;	/* registering and removing the GPIO chip */
	struct work_struct gpio_work;
	bool gpio_present;
	bool gpio_wanted;
	bool keeps_outputs;		/* after whoever drove them has let go */
	unsigned long outputs;		/* lines that are driven */
	unsigned long levels;
	unsigned long irq_enabled;
	unsigned long irq_rising;
	unsigned long irq_falling;

	struct event *events;
	u32 event_count;
	u64 events_lost;

	bool spi_dead;
	bool spi_error;

	struct fault faults[PENDING_FAULTS];
	unsigned int fault_count;
};

/* registers.c */
void registers_reset(struct chip *chip);
u8 register_read(const struct chip *chip, u8 address);
void register_write(struct chip *chip, u8 address, u8 value);

/* commands.c: the chip as its serial interface shows it. */
void chip_power_up(struct chip *chip);
void chip_reset(struct chip *chip);
void chip_lines_changed(struct chip *chip, enum line line, bool high);
void chip_select(struct chip *chip);
void chip_deselect(struct chip *chip);
u8 chip_exchange(struct chip *chip, struct chip *daisy, u8 byte, u32 byte_ns);

/* conversion.c */
void conversion_setup(struct chip *chip);
void conversion_cancel(struct chip *chip);
void conversion_update(struct chip *chip);
void conversion_restart(struct chip *chip);
void conversion_renumber(struct chip *chip);
void conversion_set_ppm(struct chip *chip, s32 ppm);
u64 conversion_clocks_ns(const struct chip *chip, u64 clocks);
u64 conversion_period_clocks(const struct chip *chip);

/* signal.c */
bool signal_measures_electrodes(const struct chip *chip);
void signal_convert(struct chip *chip);

/* feed.c */
enum feed_answer { FEED_FRAME, FEED_EMPTY, FEED_OVER };
int feed_setup(struct board *board);
void feed_remove(struct board *board);
enum feed_answer feed_take(struct board *board, unsigned int chip, s64 number, u8 frame[FRAME_BYTES]);
bool feed_stops(struct board *board, s64 number);
u64 feed_frames(struct board *board);
unsigned int feed_chips(struct board *board);
void feed_set_chips(struct board *board, unsigned int chips);
enum at_end feed_at_end(struct board *board);
void feed_set_at_end(struct board *board, enum at_end at_end);

/* serial.c */
int serial_setup(struct board *board);

/* lines.c */
extern const char *const line_names[LINES];
int lines_setup(struct board *board);
void lines_remove(struct board *board);
bool line_is_input(enum line line);
void line_set_input(struct board *board, enum line line, bool high);
void lines_set_present(struct board *board, bool present);

/* events.c */
#define EVENT_TEXT_BYTES 64
int events_setup(struct board *board);
void events_note(struct board *board, enum line line, bool high);
ssize_t events_text(struct board *board, char *text, loff_t offset, size_t count);
void events_clear(struct board *board);

/* faults.c */
int faults_add(struct board *board, char *text);
void faults_apply_due(struct chip *chip);

/* attributes.c */
extern const struct attribute_group *board_attribute_groups[];
void attributes_setup(void);

#endif
