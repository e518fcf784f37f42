# Sourced by Tools/check/setup and Tools/demo: a board with Debian and systemd, as its image comes: an account with sudo, nothing of Prodrome's.
#
# The kernel, its modules and the virtual ADS1299 are those of Tools/board. Debian is unpacked here by debootstrap and set up on the board
# itself, once; each run starts from a copy of that disk.

debian=$root/.build/debian
debian_packages=systemd,systemd-sysv,udev,dbus,openssh-server,sudo,iproute2

# debian_inputs: everything the disk depends on; kernel and modules are not on it.
debian_inputs() {
  write_settle /dev/stdout
  echo "$debian_packages"
}

# find_tool NAME: also where an ordinary account does not look.
find_tool() { PATH=$PATH:/usr/sbin:/sbin command -v "$1"; }

# write_debian_init FILE: the first process: modules and the signal, then what is on the disk.
write_debian_init() {
  cat >"$1" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t devtmpfs none /dev
exec </dev/console >/dev/console 2>&1
/bin/busybox mkdir -p /proc /sys /disk
/bin/busybox mount -t proc none /proc
/bin/busybox mount -t sysfs none /sys
/bin/busybox --install -s /bin
export PATH=/bin
[ ! -x /board/pace ] || /board/pace &
while read -r module; do insmod "/lib/modules/$module"; done </lib/modules/order
insmod /lib/modules/prodrome_virtual.ko
echo "$(cat /board/at-end)" >/sys/devices/platform/prodrome-virtual/at_end
[ ! -f /board/frames ] || cat /board/frames >/dev/prodrome-virtual
mount -t ext4 -o noatime /dev/vda /disk
if [ -x /disk/debootstrap/debootstrap ]; then
  mount -t devtmpfs none /disk/dev
  cp /board/settle /disk/settle
  chroot /disk /bin/sh /settle
  code=$?
  rm /disk/settle
  umount /disk/dev
  sync
  mount -o remount,ro /disk
  echo "debian: settled with $code"
  poweroff -f
fi
mount --move /dev /disk/dev
umount /proc /sys
exec switch_root /disk /sbin/init
INIT
}

# board_program FILE: the assembly on standard input as a program for ARM Linux, without a library.
board_program() {
  cat >"$1.s"
  clang --target=aarch64-none-elf -nostdlib -static -fuse-ld=lld -o "$1" "$1.s"
  rm "$1.s"
}

# write_pace FILE: what the board does when it has nothing to do: of the lowest rank (system call 119, SCHED_IDLE), it counts on. An emulator whose
# clock goes with its instructions takes this machine's clock for what is slept through, and where this machine is busy the board
# then finds that time has passed of which it had nothing, and samples with it. A board that never sleeps knows no other clock than its
# own. To count is cheap, and every 256 instructions the emulator's other thread may come in: about as fast as real time.
write_pace() {
  board_program "$1" <<'PROGRAM'
.globl _start
_start:
  mov x0, #0
  mov x1, #5
  adr x2, priority
  mov x8, #119
  svc #0
1:
  .rept 254
  nop
  .endr
  yield
  b 1b
priority:
  .word 0
PROGRAM
}

# write_settle FILE: what makes the unpacked packages a system, with the account that such images come with.
write_settle() {
  cat >"$1" <<SETTLE
export PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
/debootstrap/debootstrap --second-stage || exit 1
echo bed >/etc/hostname
echo '127.0.0.1 localhost bed' >/etc/hosts
useradd --create-home --shell /bin/bash --groups sudo pi
usermod --password '*' pi
echo 'pi ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/pi
chmod 440 /etc/sudoers.d/pi
install -d -m 700 -o pi -g pi /home/pi/.ssh
echo '$(cat "$debian/ssh/pi.pub")' >/home/pi/.ssh/authorized_keys
chown pi:pi /home/pi/.ssh/authorized_keys
printf '[Match]\nName=e*\n[Network]\nAddress=10.0.2.15/24\n' >/etc/systemd/network/wire.network
systemctl enable systemd-networkd ssh
systemctl mask systemd-networkd-wait-online e2scrub_reap.service
rm -rf /var/cache/apt /var/lib/apt/lists
exit 0
SETTLE
}

# make_debian_initrd FILE [FRAMES]: with what the electrodes carry, for a run; without, to set the disk up.
make_debian_initrd() {
  local extra=$debian/initrd-root
  rm -rf "$extra"
  mkdir -p "$extra/board"
  write_debian_init "$extra/init"
  chmod 755 "$extra/init"
  write_settle "$extra/board/settle"
  echo repeat >"$extra/board/at-end"
  if [ -n "${2:-}" ]; then
    cp "$2" "$extra/board/frames"
    write_pace "$extra/board/pace"
  fi
  (cd "$extra" && find . | cpio --create --format=newc --owner=0:0 --quiet) | cat "$root/.build/board-image/root.cpio" - >"$1"
  rm -rf "$extra"
}

# start_debian DISK INITRD CONSOLE [--unsafe] [OPTION...]: QEMU in the background; its process is in $debian_board. --unsafe: what is flushed need not
# outlast this machine.
start_debian() {
  local disk=$1 initrd=$2 console=$3 cache=writeback
  shift 3
  if [ "${1:-}" = --unsafe ]; then cache=unsafe; shift; fi
  qemu-system-aarch64 -cpu cortex-a53 -m 1024 -nodefaults -display none -monitor none -machine virt,dtb-randomness=off \
    -kernel "$root/.build/board-image/kernel" -initrd "$initrd" -chardev "file,id=console,path=$console" -serial chardev:console \
    -append "console=ttyAMA0 loglevel=4 panic=-1 rdinit=/init" -device virtio-rng-device \
    -device virtio-blk-device,drive=disk -drive "id=disk,if=none,format=raw,file=$disk,cache=$cache" "$@" &
  debian_board=$!
}

# unpack_debian: the packages of an arm64 system, as they are.
unpack_debian() {
  [ ! -f "$debian/unpacked" ] || return 0
  need debootstrap debootstrap "to make a board with Debian" || exit 77
  say "debian: fetching an arm64 system of some 110 packages (once)"
  rm -rf "$debian/root"
  as_root debootstrap --foreign --arch=arm64 --variant=minbase "--include=$debian_packages" bookworm "$debian/root" \
    http://deb.debian.org/debian >"$debian/debootstrap.log" 2>&1 || { tail -n 5 "$debian/debootstrap.log" >&2; return 1; }
  touch "$debian/unpacked"
}

build_debian() {
  local stamp=$debian/built-from.txt
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(debian_inputs)" ]; then return 0; fi
  [ "$install" = yes ] || [ -f "$debian/unpacked" ] || { say "missing: a board with Debian; not made because of --no-install"; exit 77; }
  mkdir -p "$debian/ssh"
  rm -f "$stamp" "$debian/disk.img"
  [ -f "$debian/ssh/pi" ] || ssh-keygen -q -t ed25519 -N '' -C pi -f "$debian/ssh/pi"
  unpack_debian || exit 77
  [ -n "$(find_tool mke2fs)" ] || need_package e2fsprogs "to make the board's disk" || exit 77
  say "debian: setting it up on the board (some minutes, once)"
  truncate -s 2G "$debian/disk.img"
  as_root "$(find_tool mke2fs)" -q -t ext4 -d "$debian/root" "$debian/disk.img"
  make_debian_initrd "$debian/initrd"
  start_debian "$debian/disk.img" "$debian/initrd" "$debian/settle.log" --unsafe -smp 2
  wait $debian_board
  grep -q "debian: settled with 0" "$debian/settle.log" || { tail -n 20 "$debian/settle.log" >&2; die "debian: not set up"; }
  printf '%s\n' "$(debian_inputs)" >"$stamp"
}

# make_quiet_frames RECORDING FILE: what the electrodes carry before the seizure of Models/demo, 9.6 s, there and back: as long as a signal is
# compared with itself (sixteen hops, IsThisEEG.md) it must not come again.
make_quiet_frames() {
  need python3 python3 "to make frames" || exit 77
  python3 - "$1" "$2" <<'PYTHON'
import sys
size, count = 27, 2400
frames = open(sys.argv[1], "rb").read(size * count)
there = [frames[at : at + size] for at in range(0, len(frames), size)]
open(sys.argv[2], "wb").write(b"".join(there + there[::-1]))
PYTHON
}

# What follows is for one such board: its disk, log of the console, and the way to it lie in $work.

# write_bed_ssh: the way to the board, at a port of this machine: `ssh bed` as the account it came with, `ssh bed-log` as the one that fetches.
write_bed_ssh() {
  port=$((20000 + $$ % 20000))
  ssh-keygen -q -t ed25519 -N '' -C ward -f "$work/ward"
  cat >"$work/ssh_config" <<CONFIG
Host bed
  HostName 127.0.0.1
  Port $port
  User pi
  IdentityFile "$debian/ssh/pi"
  ControlMaster auto
  ControlPath "$work/line"
  ControlPersist 60
Host bed-log
  HostName 127.0.0.1
  Port $port
  User prodrome-log
  IdentityFile "$work/ward"
Host *
  IdentitiesOnly yes
  UserKnownHostsFile "$work/known_hosts"
  HostKeyAlias bed
  StrictHostKeyChecking accept-new
CONFIG
  printf '#!/bin/sh\nexec ssh -F "%s" "$@"\n' "$work/ssh_config" >"$work/ssh"
  chmod +x "$work/ssh"
}

# on_board COMMAND: runs it there.
on_board() { timeout 300 "$work/ssh" -o BatchMode=yes -o ConnectTimeout=60 bed "$@" </dev/null 2>/dev/null; }

# new_disk: as the image comes.
new_disk() { cp --sparse=always "$debian/disk.img" "$work/disk.img"; }

# start_board: and waits until it answers. Its clocks go with its instructions, 2 ns each, and with nothing else (write_pace): on a busy machine it
# is slow, but misses no sample.
start_board() {
  start_debian "$work/disk.img" "$work/initrd" "$work/console-$(date +%s).log" -icount shift=1,sleep=on -rtc base=utc,clock=vm -device i6300esb -action watchdog=reset \
    -device virtio-net-device,netdev=net -netdev "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:$port-:22"
  trap 'kill -9 $debian_board 2>/dev/null || true' EXIT
  wait_for_board
}

# wait_for_board: until it answers.
wait_for_board() {
  for _ in $(seq 60); do
    if on_board true; then return 0; fi
    kill -0 $debian_board 2>/dev/null || break
    sleep 2
  done
  die "the board does not answer; see ${work#"$root"/}/console-*.log"
}

# cut_power: whatever it was doing.
cut_power() { kill -9 $debian_board; wait $debian_board 2>/dev/null || true; }
