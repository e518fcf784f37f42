# Sourced by Tools/demo: a bed from a bare board to updates that cannot hurt. Uses $tool and $arguments.

source "$root/Tools/debian-image.sh"

# step TEXT, then what is run, as a person would type it.
step() { printf '\n--- %s\n' "$1"; }
run() { printf '$ prodrome %s\n' "${*//"$work/"/}"; "$tool" "$@" --ssh "$work/ssh"; }

# carry FILE: what the electrodes carry from now on, again and again.
carry() { "$work/ssh" bed 'sudo sh -c "cat >/dev/prodrome-virtual"' <"$1" || die "the board's electrodes could not be changed"; }

# condition: what the bed comes down to.
condition() { "$tool" status bed-log --ssh "$work/ssh" --json 2>/dev/null | sed -n 's/.*"condition":"\([a-z_]*\)".*/\1/p'; }
# wait_for CONDITION SECONDS
wait_for() {
  local end=$((SECONDS + $2))
  until [ "$(condition)" = "$1" ]; do
    [ $SECONDS -lt $end ] || die "the bed did not come to '$1' within $2 s"
    sleep 1
  done
}

# make_bundle NAME COUNTER [BOARD]
make_bundle() {
  "$tool" bundle build --board "${3:-Boards/virtual.toml}" --site Boards/site.toml --model Models/epilepsy-detector \
    --key "$work/clinic.key" --version-counter "$2" --output "$work/$1.bundle" >/dev/null
}

show_update() {
  build_debian
  work=$root/.build/demo-update
  export PRODROME_HOME=$root
  rm -rf "$work"
  mkdir -p "$work"
  write_bed_ssh
  "$tool" key new --output "$work/clinic.key" >/dev/null
  make_bundle first 1
  make_bundle better 2
  # Taken for a gain of 1 the same codes are 24 times what a head can give: nothing is judged.
  sed 's/^gain = .*/gain = 1/' Boards/virtual.toml >"$work/blind.toml"
  make_bundle blind 3 "$work/blind.toml"
  "$tool" recording feed Models/demo/chb01_03.edf --bundle "$work/first.bundle" --wire "$work/recording.wire" 2>/dev/null
  # The seconds before the seizure.
  make_quiet_frames "$work/recording.wire" "$work/quiet.wire"
  make_debian_initrd "$work/initrd" "$work/quiet.wire"
  new_disk
  say "a board with Debian boots, as its image comes: an account with sudo, nothing of ours"
  start_board

  step "Set up: from nothing to the first judged window"
  local begun ended
  begun=$(on_board 'cut -d. -f1 /proc/uptime')
  run setup bed --board Boards/virtual.toml --site Boards/site.toml --key "$work/clinic.key" \
    --pull-key "$work/ward.pub" --self-test no
  ended=$(on_board 'cut -d. -f1 /proc/uptime')
  printf '%s s by the board'\''s clock\n' $((ended - begun))
  wait_for watching 60
  run status bed-log

  step "The seizure of chb01's third recording, and the button"
  carry "$work/recording.wire"
  wait_for seizure 120
  run status bed-log || true
  carry "$work/quiet.wire"
  on_board 'sudo sh -c "cd /sys/devices/platform/prodrome-virtual; echo 1 >acknowledge; sleep 1; echo 0 >acknowledge"'
  wait_for watching 120

  step "The log is pulled"
  run pull bed-log --into "$work/log"

  step "An update that judges nothing: the board has the old one again, and says why"
  if run deploy bed --bundle "$work/blind.bundle" --observe 15; then die "it was kept"; fi
  wait_for watching 60
  run status bed-log

  step "A good update is confirmed; then the way back"
  run deploy bed --bundle "$work/better.bundle" --observe 15
  wait_for watching 60
  run rollback bed --observe 15
  run rollback bed --show
  cut_power
  say "the log's exports: ${work#"$root"/}/log/exports"
}
