# Sourced by Tools/check/setup: its parts, each on a board of the state that it needs (setup-board.sh).

nothing_there() {
  local status=0 there='ls -d /etc/prodrome /var/lib/prodrome* /usr/libexec/prodrome* 2>/dev/null; id prodromed'
  a_board bare
  expect "nothing of ours is there" "$(on_board "$there" || true)" ""
  "${setup[@]}" --check >"$work/check.txt" 2>"$work/check.notes" || status=$?
  expect "a look finds the board fit" "$status $(grep -c '"state":"bad"' "$work/check.txt" || true)" "0 0"
  expect "and changes nothing" "$(on_board "$there" || true)" ""
}

# write_cutter: the program in place of ssh while setup is to be cut off: in the change that belongs to step $work/cut-at (numbers from 1) or a
# later one, a moment after it was begun.
write_cutter() {
  cat >"$work/cutting-ssh" <<CUTTER
#!/bin/bash
cd "$work"
# A line that is cut stays so.
[ ! -f cut-done ] || [ "\$(cat cut-how)" != line ] || exec "$work/ssh" -o ControlPath=none -o Port=9 "\$@"
place=\$((\$(grep -c '"type":"step"' cut.txt) + 1))
case \${!#} in
  # A look at a step, at the firmware, or at the log.
  *"if { "* | *"-e /run/prodrome-firmware-changed"* | *"prodrome-slots newest"*) ;;
  *) if [ ! -f cut-done ] && grep -q '"type":"finding"' cut.txt && [ \$place -ge "\$(cat cut-at)" ]; then
       echo \$place >cut-done
       for word; do case \$word in ControlPath=*) sockets=\${word#ControlPath=}; sockets=\${sockets%/*} ;; esac; done
       (
         sleep 0.\$((place * 7 % 5 + 2))
         case \$(cat cut-how) in
           tool) kill -9 \$PPID ;;
           line) pkill -9 -f "^ssh: \$sockets" ;;
           power) kill -9 "\$(cat board.pid)" ;;
         esac
       ) </dev/null >/dev/null 2>&1 &
     fi ;;
esac
exec "$work/ssh" "\$@"
CUTTER
  chmod +x "$work/cutting-ssh"
}

# cut_at PLACE HOW: runs setup until it changes something in that step or a later one, and cuts it off there by HOW: tool, line, power. Leaves
# the step's number in $cut, or nothing if there was none to cut.
cut_at() {
  local name
  rm -f "$work/cut-done"
  : >"$work/cut.txt"
  echo "$1" >"$work/cut-at"
  echo "$2" >"$work/cut-how"
  echo $debian_board >"$work/board.pid"
  local cutting=("${setup[@]/"$work/ssh"/"$work/cutting-ssh"}")
  # The shell's own word of a killed program is none of the check's.
  { "${cutting[@]}" >>"$work/cut.txt" 2>"$work/cut.notes" || true; } 2>/dev/null
  cut=$(cat "$work/cut-done" 2>/dev/null || true)
  [ -n "$cut" ] || return 0
  expect_quietly "cut $cut by the $2: setup came so far, and no further" \
    "$(grep -c '"type":"step"' "$work/cut.txt" || true) $(grep -c '"type":"setup"' "$work/cut.txt" || true)" "$((cut - 1)) 0"
  if [ "$2" = power ]; then
    wait $debian_board 2>/dev/null || true
    start_board
  else
    wait_for_board
  fi
  name=$(sed -n "${cut}p" "$work/steps.txt")
  expect "cut by the $2 in '$name': no slot runs, or a whole one" "$(on_board "$whole")" whole
}
expect_quietly() { [ "$2" = "$3" ] || expect "$@"; }
# Nothing, or a slot that is what was sealed.
whole='cd /var/lib/prodrome-slots/current 2>/dev/null || { echo whole; exit; }
  [ "$(sha256sum <prodromed | cut -c1-64) prodromed" = "$(sed -n 1p sealed)" ] && [ "$(sha256sum <board.bundle | cut -c1-64) board.bundle" = "$(sed -n 2p sealed)" ] &&
  echo whole || echo broken'

# list_steps: the names of all steps, a line each.
list_steps() {
  [ ! -f "$work/steps.txt" ] || return 0
  "${setup[@]}" --check 2>/dev/null | Tools/check/records.py - type=step name >"$work/steps.txt"
  echo "prodromed runs" >>"$work/steps.txt"
}
# outcome FILE: whether a window was judged, and how many steps were not there yet.
outcome() { Tools/check/records.py "$1" type=setup judged done missing; }
# finish: the setup after the last cut.
finish() {
  local status=0 begun
  begun=$(board_seconds)
  "${setup[@]}" >"$work/rest.txt" 2>"$work/rest.notes" || status=$?
  expect "the next one finishes it" "$status $(outcome "$work/rest.txt" | cut -d' ' -f1,3)" "0 true 0"
  took "seconds for what was left" $(($(board_seconds) - begun))
  expect_watched "and the bed is watched"
}

cuts_at_three_places() {
  local place
  a_board bare
  board=changed
  list_steps
  for place in "account prodromed:tool" "/usr/libexec/prodrome-slots:line" "prodromed in the first slot:power"; do
    cut_at "$(grep -nxF "${place%:*}" "$work/steps.txt" | cut -d: -f1)" "${place##*:}"
  done
  finish
}

# cuts_everywhere HOW: in each step that changes something, one after the other. Where it came to is kept with the disk.
cuts_everywhere() {
  local next=1 kept=$results/cuts-$1
  if [ -f "$kept.next" ]; then
    end_board
    cp --sparse=always "$kept.img" "$work/disk.img"
    start_board
    board=changed
    read -r next <"$kept.next"
    cat "$kept.txt" >"$results/$part.txt"
  else
    a_board bare
    board=changed
  fi
  list_steps
  while cut_at $next "$1"; [ -n "$cut" ]; do
    next=$((cut + 1))
    on_board sync
    cp --sparse=always "$work/disk.img" "$kept.img"
    cp "$results/$part.txt" "$kept.txt"
    echo $next >"$kept.next"
  done
  expect "steps in which it was not cut: what Debian has" "$(uncut "$1")" /usr/libexec/
  finish
  rm -f "$kept".*
}
# uncut HOW: the steps in which setup was not cut; but not the one that systemd has brought about by then where it did not know the units before.
uncut() {
  sed -n "s/^ok .*cut by the $1 in '\(.*\)': .*/\1/p" "$results/$part.txt" | grep -vxFf - "$work/steps.txt" |
    grep -vxF "systemd knows the units" | paste -sd,
}

in_one_command() {
  local begun ended status=0
  a_board bare
  board=changed
  begun=$(board_seconds)
  "${setup[@]}" >"$work/setup.txt" 2>"$work/setup.notes" || status=$?
  ended=$(board_seconds)
  expect "from nothing to a judged window in one command" "$status $(outcome "$work/setup.txt" | cut -d' ' -f1,3)" "0 true 0"
  [ "$status" = 0 ] || { cat "$work/setup.notes" >&2; tail -n 1 "$work/setup.txt" >&2; die "Tools/check/setup: without a board that watches nothing else can be shown"; }
  at_most "seconds by the board's clock until then" "$((ended - begun))" 60
  "${setup[@]}" >"$work/again.txt" 2>&1 || status=$?
  expect "a second one changes nothing" "$status $(outcome "$work/again.txt") $(grep '"type":"step"' "$work/again.txt" | grep -vc '"outcome":"there"' || true)" \
    "0 true 0 0 0"
  keep_board set-up
}

# How the bed is, as everybody sees it who may fetch its log; and what that account cannot do.
fetching() {
  local status=0 request
  a_board set-up
  expect_watched "status"
  expect "watch --once says the same" "$("$tool" watch bed-log "${pull[@]}" --once 2>/dev/null | grep -cE '^bed-log +monitoring' || true)" 1
  expect "metrics" "$("$tool" status bed-log "${pull[@]}" --metrics 2>/dev/null | grep -c 'prodrome_bed_condition{bed="bed-log",condition="watching"} 1' || true)" 1
  "$tool" pull bed-log "${pull[@]}" --into "$work/log" >"$work/pull.txt" 2>&1 || status=$?
  expect "pull" "$status" 0
  at_most "bytes fetched of a segment of 4 MiB that is hardly written" "$(sed -n 's/^new .* \([0-9]*\) bytes$/\1/p' "$work/pull.txt")" 1000000
  for request in '' id 'list; id' 'read ../../etc/shadow 0 9' 'read segment-00000001.plog 0 9; id' 'read $(id) 0 9' 'newest -1' 'checkpoints; id' 'checkpoint ../../x 9' \
    'written ../state-0' 'scp -f /etc/passwd' 'rsync --server --sender . /etc' '/usr/lib/openssh/sftp-server' "list $(printf 'x%.0s' $(seq 5000))"; do
    expect "refused: '${request:0:40}'" "$(refused bed-log "$request")" 64
  done
  expect "no terminal, and no shell" "$(refused -tt bed-log)$(tr -dc a-z <"$work/attack.txt")" 255
  expect "no subsystem" "$(refused -s bed-log sftp)$(tr -dc a-z <"$work/attack.txt")" 64
  expect "no forwarding" "$(refused -W 127.0.0.1:22 bed-log >/dev/null; head -c 3 "$work/attack.txt")" ""
  expect "no copy" "$(timeout 100 scp -S "$work/ssh" -O bed-log:/etc/passwd "$work/stolen" </dev/null >/dev/null 2>&1; [ -e "$work/stolen" ] && echo stolen || echo none)" none
  expect "no other key" "$(refused -F /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o IdentitiesOnly=yes -i "$debian/ssh/pi" -p "$port" prodrome-log@127.0.0.1 list)" 255
  expect "it cannot write the log" "$(on_board 'sudo -u prodrome-log sh -c "touch /var/lib/prodrome/log/x 2>/dev/null; echo >>/var/lib/prodrome-pull/.ssh/authorized_keys" 2>/dev/null; ls /var/lib/prodrome/log/x 2>/dev/null' || true)" ""
}
refused() { timeout 100 "$work/ssh" -o BatchMode=yes "$@" </dev/null >"$work/attack.txt" 2>/dev/null; echo $?; }

good_update() {
  local status=0 begun
  a_board set-up
  "${deploy[@]}" --bundle "$work/stranger.bundle" >"$work/stranger.txt" 2>&1 || status=$?
  expect "a bundle of a stranger's is not even sent" "$status $(runs)" "1 $good"
  expect_watched "before an update the bed is watched"
  status=0
  begun=$(board_seconds)
  "${deploy[@]}" --bundle "$work/better.bundle" --observe 15 >"$work/better.txt" 2>&1 || status=$?
  expect "a good bundle is confirmed" "$status $(runs)" "0 $better"
  took "seconds until then" $(($(board_seconds) - begun))
  expect "and status says so" "$(last_update)" "confirmed slot b"
  bring_daemons
  keep_board watched
}

# bad_update WHAT FAULT JUDGE: a bundle or an executable that must not stay. JUDGE: the tool; or the board alone, where the tool ends once the
# update is on trial.
bad_update() {
  local what=$1 fault=$2 begun status=0 update=("${deploy[@]}" --observe 15) deploying
  if [ "$what" = bundle ]; then update+=(--bundle "$work/$fault.bundle"); else update+=(--prodromed "$work/$fault-prodromed"); fi
  a_board watched
  expect_watched "before it the bed is watched"
  : >"$work/update.txt"
  begun=$(board_seconds)
  if [ "$3" = tool ]; then
    "${update[@]}" >"$work/update.txt" 2>&1 || status=$?
    expect "the tool says so" "$status $(grep -c '"outcome":"undone"' "$work/update.txt" || true)" "1 1"
  else
    "${update[@]}" >"$work/update.txt" 2>&1 &
    deploying=$!
    until grep -q 'on trial' "$work/update.txt" || ! kill -0 $deploying 2>/dev/null; do sleep 0.2; done
    begun=$(board_seconds)
    kill -9 $deploying 2>/dev/null || true
    wait $deploying 2>/dev/null || true
    expect "it was on trial" "$(grep -c 'on trial' "$work/update.txt" || true)" 1
    within 200 is_undone || true
  fi
  at_most "undone, seconds until then" $(($(board_seconds) - begun)) 180
  expect "the board runs what it ran" "$(runs)" "$better"
  expect "status keeps the reason" "$(last_update | cut -d' ' -f1)" undone
  tell "        $(last_update)"
  # It may have taken for a seizure what it was about to find excessive: that alarm stands, and no update is begun, until somebody answers it.
  [ "$fault" != judges-nothing ] || board=changed
}
is_undone() { [ "$(runs || true)" = "$better" ] && [ "$(last_update | cut -d' ' -f1)" = undone ]; }

power_cut_on_trial() {
  local deploying
  a_board watched
  expect_watched "before it the bed is watched"
  : >"$work/update.txt"
  "${deploy[@]}" --bundle "$work/judges-nothing.bundle" --observe 45 >"$work/update.txt" 2>&1 &
  deploying=$!
  until grep -q 'on trial' "$work/update.txt" || ! kill -0 $deploying 2>/dev/null; do sleep 0.2; done
  sleep 3
  cut_power
  kill -9 $deploying 2>/dev/null || true
  wait $deploying 2>/dev/null || true
  start_board
  expect_watched "after it the bed is watched"
  took "seconds since the power came back" "$(on_board 'cut -d. -f1 /proc/uptime')"
  expect "by the bundle from before" "$(runs)" "$better"
  expect "and status keeps the reason" "$(last_update | cut -d' ' -f1)" undone
}

# What the board's package brings, in the place of what setup brings beside the slots; and what it leaves when it goes.
debian_package() {
  local package status=0
  package=$(ls "$root"/.build/board-package/prodromed_*_arm64.deb)
  a_board bare
  board=changed
  "$work/ssh" bed "cat >prodromed.deb" <"$package"
  on_board 'sudo dpkg --install prodromed.deb >dpkg.txt 2>&1' || status=$?
  expect "the package is put there" "$status $(on_board "dpkg-query --show --showformat '\${Status}' prodromed")" "0 install ok installed"
  expect "the accounts" "$(on_board 'id -gn prodromed; id -gn prodrome-log; sudo getent shadow prodrome-log | cut -d: -f2' | paste -sd' ')" \
    "prodrome-log prodrome-log *"
  expect "the log's folder" "$(on_board 'sudo stat -c "%U:%G %a" /var/lib/prodrome/log')" "prodromed:prodrome-log 2750"
  expect "systemd knows the unit, and nothing runs yet" "$(on_board 'systemctl show --property=LoadState,ActiveState --value prodromed.service' | paste -sd' ')" \
    "loaded inactive"
  expect "the server knows the account that fetches" \
    "$(on_board 'sudo /usr/sbin/sshd -T -C user=prodrome-log | grep -i ^forcecommand' | cut -d' ' -f2)" /usr/libexec/prodrome-log
  "${setup[@]}" >"$work/package.txt" 2>"$work/package.notes" || status=$?
  expect "setup brings the rest" "$status $(outcome "$work/package.txt" | cut -d' ' -f1,3)" "0 true 0"
  expect "and nothing that the package brought" "$(Tools/check/records.py "$work/package.txt" outcome=done name | paste -sd,)" \
    "/etc/prodrome/trusted-keys,/etc/prodrome/board.env,/var/lib/prodrome-pull/.ssh/authorized_keys,prodromed in the first slot,board.bundle in the first slot,the first slot is the one that runs,prodromed runs"
  expect_watched "the bed is watched"
  on_board 'sudo dpkg --install prodromed.deb >dpkg.txt 2>&1' || status=$?
  expect "the package again, as an upgrade: nothing is stopped" "$status $(on_board 'systemctl is-active prodromed.service')" "0 active"
  on_board 'sudo dpkg --purge prodromed >dpkg.txt 2>&1' || status=$?
  expect "purged" "$status $(on_board 'ls -d /usr/libexec/prodrome* /usr/bin/prodromed /lib/systemd/system/prodrom* /etc/systemd/system/*/prodrom* /etc/ssh/sshd_config.d/prodrome.conf 2>/dev/null' | paste -sd' ')" "0 "
  expect "nothing runs" "$(on_board 'systemctl is-active prodromed.service' || true)" inactive
  expect "the log stays, with its owner, and the keys" "$(on_board 'sudo sh -c "stat -c %U:%G /var/lib/prodrome/log/segment-00000001.plog; ls /etc/prodrome"' | paste -sd' ')" \
    "prodromed:prodrome-log board.env trusted-keys"
}
