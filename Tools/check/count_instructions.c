// A plugin of QEMU's user mode that counts executed instructions and prints their number on standard error at the end; with the argument
// `blocks=on` also each block's address, its instructions and how often it ran. QEMU's packages come without its header; these are the seven
// calls of its interface, version 1, that are needed.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;

extern void qemu_plugin_register_vcpu_tb_trans_cb(
    qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t id, struct qemu_plugin_tb *block));
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
extern uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);
extern void qemu_plugin_register_vcpu_tb_exec_inline(
    struct qemu_plugin_tb *block, int operation, void *counter, uint64_t number);
extern void qemu_plugin_register_atexit_cb(
    qemu_plugin_id_t id, void (*callback)(qemu_plugin_id_t id, void *data), void *data);

EXPORT int qemu_plugin_version = 1;

enum { most_blocks = 1 << 20 };

static struct block {
  uint64_t address, instructions, runs;
} blocks[most_blocks];
static size_t block_count;
static uint64_t instructions;
static int lists_blocks;

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *block) {
  (void)id;
  size_t count = qemu_plugin_tb_n_insns(block);
  // 0: add the number to the counter, which the generated code itself does.
  qemu_plugin_register_vcpu_tb_exec_inline(block, 0, &instructions, count);
  if (!lists_blocks || block_count == most_blocks) { return; }
  struct block *next = &blocks[block_count++];
  next->address = qemu_plugin_tb_vaddr(block);
  next->instructions = count;
  qemu_plugin_register_vcpu_tb_exec_inline(block, 0, &next->runs, 1);
}

static void ended(qemu_plugin_id_t id, void *data) {
  (void)id;
  (void)data;
  for (size_t index = 0; index < block_count; index++) {
    const struct block *block = &blocks[index];
    if (block->runs == 0) { continue; }
    fprintf(stderr, "block %llx %llu %llu\n", (unsigned long long)block->address,
            (unsigned long long)block->instructions, (unsigned long long)block->runs);
  }
  fprintf(stderr, "instructions %llu\n", (unsigned long long)instructions);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc, char **argv) {
  (void)info;
  lists_blocks = argc > 0 && strcmp(argv[0], "blocks=on") == 0;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, NULL);
  return 0;
}
