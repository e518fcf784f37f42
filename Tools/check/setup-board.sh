# Sourced by Tools/check/setup: what its parts have in common: what is found and reported, keys, bundles, bad programs, and the board they need.

# --- What is found, part by part.

# expect WHAT FOUND EXPECTED
expect() {
  if [ "$2" = "$3" ]; then tell "ok      $1"; return 0; fi
  tell "FAILED  $1: found ${2:-nothing}, expected $3"
  failures=$((failures + 1))
}
# at_most WHAT FOUND LIMIT
at_most() {
  if [ -n "$2" ] && [ "$2" -ge 0 ] && [ "$2" -le "$3" ]; then tell "ok      $1: $2 (at most $3)"; return 0; fi
  tell "FAILED  $1: found ${2:-nothing}, at most $3"
  failures=$((failures + 1))
}
# took WHAT SECONDS: of which nothing is asked.
took() { tell "        $1: $2"; }
tell() { printf '%s\n' "$1" | tee -a "$results/$part.txt"; }

# is_chosen PART: by --only, which takes patterns; without it every part is.
is_chosen() {
  local pattern
  [ ${#only[@]} -gt 0 ] || return 0
  for pattern in "${only[@]}"; do
    [[ $1 != $pattern ]] || return 0
  done
  return 1
}

# run_part FUNCTION ARGUMENT...: a part, if it is chosen; else one that held before, for the report.
run_part() {
  local name
  name=$(IFS=-; echo "$*")
  if is_chosen "$name" || [ -f "$results/$name.held" ]; then do_part "$@"; fi
}
# do_part FUNCTION ARGUMENT...: a part, but in a long run none that held before, with the same tool, executable and check.
do_part() {
  local part before=$failures begun=$SECONDS
  part=$(IFS=-; echo "$*")
  if [ -f "$results/$part.held" ]; then
    say "$part: held before"
  else
    printf -- '--- %s\n' "$part"
    : >"$results/$part.txt"
    "$@"
    [ $failures != "$before" ] || echo $((SECONDS - begun)) >"$results/$part.held"
  fi
  [[ " ${parts[*]} " == *" $part "* ]] || parts+=("$part")
  write_report
}

# write_report: what the parts have found so far.
write_report() {
  local name report=$results/report.md
  [ $full = no ] || report=.build/full/setup/report.md
  { printf '# Setup and updates on an emulated Debian board\n\nCommit %s, %s. Written by `Tools/check/setup%s`; seconds in rows are the board'"'"'s.\n' \
      "$PRODROME_COMMIT" "$(date -u +%F)" "$([ $full = no ] || echo ' --full')"
    printf '\n| part | rows | holds | seconds of this machine |\n| --- | ---: | --- | ---: |\n'
    for name in "${parts[@]}"; do
      printf '| %s | %d | %s | %s |\n' "$name" "$(grep -cE '^(ok|FAILED) ' "$results/$name.txt" || true)" \
        "$([ -f "$results/$name.held" ] && echo yes || echo NO)" "$(cat "$results/$name.held" 2>/dev/null || true)"
    done
    for name in "${parts[@]}"; do
      printf '\n## %s\n\n```\n' "$name"
      cat "$results/$name.txt"
      printf '```\n'
    done
  } >"$report"
}

# --- Keys, bundles, programs, and the way to the board.

# prepare TOOL
prepare() {
  work=$root/.build/setup
  rm -rf "$work"
  mkdir -p "$work"
  # The tool and the executable as they are now, whatever is built meanwhile; the tool's files are those of this folder.
  cp "$1" "$work/prodrome"
  tool=$work/prodrome
  cp .build/runtime/prodromed-aarch64 "$work/prodromed"
  export PRODROME_HOME=$root
  failures=0
  parts=()
  part=prepare
  board=
  results=$work
  if [ $full = yes ]; then
    results=$root/.build/full/setup/$(cat "$work/prodrome" "$work/prodromed" Tools/check/setup* Tools/debian-image.sh | sha256sum | cut -c1-16)
    mkdir -p "$results"
  fi
  write_bed_ssh
  write_cutter
  # A long run's board has the keys that it was given when it was begun.
  if [ $full = yes ]; then keep_keys; else new_keys "$work"; fi
  make_bundle good 1
  make_bundle better 2
  # Taken for a gain of 1 the same codes are 24 times what a head can give: nothing is judged.
  make_bundle judges-nothing 3 's/^gain = .*/gain = 1/'
  # An electrode is left out.
  make_bundle loses-channels 3 's/^inputs = .*/inputs = ["Fp1", "F7", "T7", "P7", "Fp2", "F8", "T8"]/'
  # A device that is not there; and the button for the line that says that samples are ready.
  make_bundle crashes 3 's|"/dev/spidev0.0"|"/dev/spidev0.7"|'
  make_bundle hangs 3 's/"DRDY"/"-"/; s/"ACKNOWLEDGE"/"DRDY"/; s/"-"/"ACKNOWLEDGE"/'
  "$tool" key new --output "$work/stranger.key" >/dev/null 2>&1
  "$tool" bundle build --board Boards/virtual.toml --key "$work/stranger.key" --version-counter 9 --output "$work/stranger.bundle" >/dev/null 2>&1
  write_bad_programs
  "$tool" recording feed Models/demo/chb01_03.edf --bundle "$work/good.bundle" --wire "$work/recording.wire" 2>/dev/null
  # Without the seizure: an update does not wait for an alarm.
  make_quiet_frames "$work/recording.wire" "$work/quiet.wire"
  make_debian_initrd "$work/initrd" "$work/quiet.wire"
  setup=("$tool" setup bed --ssh "$work/ssh" --board Boards/virtual.toml --site Boards/site.toml --key "$work/clinic.key"
    --pull-key "$work/ward.pub" --prodromed "$work/prodromed" --self-test no --json)
  deploy=("$tool" deploy bed --ssh "$work/ssh" --json)
  pull=(--ssh "$work/ssh")
  daemon=$(digest "$work/prodromed")
  good="$daemon $(digest "$work/good.bundle")"
  better="$daemon $(digest "$work/better.bundle")"
}

# new_keys FOLDER: the clinic's and the ward's.
new_keys() {
  "$tool" key new --output "$1/clinic.key" >/dev/null 2>&1
  [ -f "$1/ward" ] || ssh-keygen -q -t ed25519 -N '' -C ward -f "$1/ward"
}
keep_keys() {
  local keys=$results/keys
  if [ ! -d "$keys" ]; then
    mkdir "$keys"
    new_keys "$keys"
  fi
  cp "$keys"/* "$work"
}

# make_bundle NAME COUNTER [EDIT]: EDIT, of sed, is of the board's description.
make_bundle() {
  sed "${3:-}" Boards/virtual.toml >"$work/$1.toml"
  "$tool" bundle build --board "$work/$1.toml" --site Boards/site.toml --model Models/epilepsy-detector \
    --key "$work/clinic.key" --version-counter "$2" --output "$work/$1.bundle" >/dev/null 2>&1
}

# bad_program NAME: an executable that says how it is used (system call 93, exit), as the board asks before it takes one, and else does
# what is on standard input.
bad_program() {
  { cat <<'PROGRAM'
.globl _start
_start:
  ldr x0, [sp]
  cmp x0, #2
  b.ne 1f
  mov x0, #0
  mov x8, #93
  svc #0
1:
PROGRAM
    cat
  } | board_program "$work/$1-prodromed"
}
# bad_daemon NAME: runs the daemon (221, execve) with the bundle NAME in place of the one that it is given.
bad_daemon() {
  bad_program "$1" <<PROGRAM
  adr x0, program
  add x1, sp, #8
  adr x3, bundle
  str x3, [x1, #16]
  ldr x2, [sp]
  add x2, x1, x2, lsl #3
  add x2, x2, #8
  mov x8, #221
  svc #0
  mov x8, #93
  svc #0
program:
  .asciz "/var/lib/prodrome-slots/kept/prodromed"
bundle:
  .asciz "/var/lib/prodrome-slots/kept/$1.bundle"
PROGRAM
}
write_bad_programs() {
  bad_program crashes <<'PROGRAM'
  mov x1, #0
  str x1, [x1]
PROGRAM
  # 73: ppoll, which never ends.
  bad_program hangs <<'PROGRAM'
  mov x0, #0
  mov x1, #0
  mov x2, #0
  mov x3, #0
  mov x8, #73
  svc #0
  b 1b
PROGRAM
  bad_daemon loses-channels
  bad_daemon judges-nothing
}
# bring_daemons: what those two run.
bring_daemons() {
  local name
  on_board 'sudo mkdir -p /var/lib/prodrome-slots/kept'
  for name in prodromed loses-channels.bundle judges-nothing.bundle; do
    "$work/ssh" bed "sudo sh -c 'cat >/var/lib/prodrome-slots/kept/$name; chmod 755 /var/lib/prodrome-slots/kept/$name'" <"$work/$name"
  done
}

digest() { sha256sum <"$1" | cut -c1-64; }
# runs: what the link names: the digests of executable and bundle.
runs() { on_board 'cd /var/lib/prodrome-slots/current && sha256sum <prodromed && sha256sum <board.bundle' | cut -c1-64 | paste -sd' '; }
# board_seconds: the board's time, which its watchdog's restarts do not set back.
board_seconds() { on_board 'date +%s'; }
condition() { "$tool" status bed-log "${pull[@]}" --json 2>/dev/null | sed -n 's/.*"condition":"\([a-z_]*\)".*/\1/p'; }
last_update() { "$tool" status bed-log "${pull[@]}" --json 2>/dev/null | sed -n 's/.*"last_update":"[^ ]* \([a-z]*\): \([^"]*\)".*/\1 \2/p'; }

# within SECONDS COMMAND...: repeats a command until it succeeds, for so many seconds of the board's.
within() {
  local end=$(($(board_seconds) + $1))
  shift
  until "$@"; do
    [ "$(board_seconds)" -lt $end ] || return 1
    sleep 2
  done
}
is_watched() { [ "$(condition)" = watching ]; }
expect_watched() { expect "$1" "$(within 60 is_watched && echo watched || condition)" watched; }

# end_board: if one runs.
end_board() {
  [ -z "$board" ] || cut_power
  board=
}
# a_board STATE: one that runs: as its image comes (bare), as in_one_command left it (set-up), or as good_update did (watched); a part that has not
# been run yet is run for it.
a_board() {
  [ "$board" != "$1" ] || return 0
  [ "$1" != set-up ] || [ -f "$results/set-up.img" ] || do_part in_one_command
  [ "$1" != watched ] || [ -f "$results/watched.img" ] || do_part good_update
  end_board
  if [ "$1" = bare ]; then new_disk; else cp --sparse=always "$results/$1.img" "$work/disk.img"; fi
  start_board
  board=$1
}
# keep_board NAME: the disk as it is, for parts that begin with it.
keep_board() {
  on_board 'sudo sync'
  cut_power
  cp --sparse=always "$work/disk.img" "$results/$1.img"
  start_board
  board=$1
}
