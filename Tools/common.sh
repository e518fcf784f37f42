# Sourced by the scripts in Tools: what they all need to say, find and install.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
install=yes

# What `--version` prints behind the version: see Package.swift.
PRODROME_COMMIT=$(git -C "$root" describe --always --abbrev=12 --dirty=+changes 2>/dev/null || echo "no repository")
export PRODROME_COMMIT

# say TEXT: a note to the person, on standard error.
say() { printf '%s\n' "$*" >&2; }

# die TEXT: the same, then stop.
die() { say "$*"; exit 1; }

# as_root COMMAND...: through sudo unless already root.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# need COMMAND PACKAGE WHY: installs Debian's PACKAGE if COMMAND is missing; returns 1 if it may not or cannot.
need() {
  local command=$1 package=$2 why=$3
  command -v "$command" >/dev/null 2>&1 && return 0
  need_package "$package" "$why"
}

# need_package PACKAGE WHY: installs Debian's PACKAGE; returns 1 if it may not or cannot.
need_package() {
  local package=$1 why=$2
  if [ "$install" = no ]; then
    say "missing: $package ($why); not installed because of --no-install"
    return 1
  fi
  command -v apt-get >/dev/null 2>&1 || { say "missing: $package ($why); this machine has no apt-get"; return 1; }
  say "installing $package: $why"
  # One at a time: stages of Tools/test run side by side.
  mkdir -p "$root/.build"
  (
    flock 9
    as_root apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq "$package" >/dev/null
  ) 9>"$root/.build/apt.lock"
}

# need_swift: the one thing that must be there beforehand.
need_swift() {
  command -v swift >/dev/null 2>&1 && return 0
  die "No Swift toolchain found. Install Swift 6.3 from swift.org and put it on PATH; everything else is done for you."
}

# need_host_build: what `swift build` of the host's programs needs besides the toolchain.
need_host_build() {
  need_swift
  printf '#include <sodium/core.h>\n' | clang -E - >/dev/null 2>&1 && return 0
  need_package libsodium-dev "signatures and digests (Ed25519, SHA-256) in every program" ||
    die "Without libsodium's headers nothing can be built: apt-get install libsodium-dev"
}

# build_tool: the release build of `prodrome`. Where any source has changed since the last one, all of it is built anew: a
# build that followed a change of a type's private layout was seen to hold code of both layouts (manual, CompilerWorkarounds).
build_tool() {
  local stamp=.build/release-built-from.txt now
  now=$(find Package.swift Sources -type f -exec sha256sum {} + | sort | sha256sum)
  [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] || rm -rf ".build/$(uname -m)-unknown-linux-gnu/release"
  swift build -c release --product prodrome && printf '%s\n' "$now" >"$stamp"
}

# need_python: a Python environment with the pinned packages of Tools/requirements.txt; sets $python.
need_python() {
  local environment=$root/.build/python
  local stamp=$environment/installed.txt
  python=$environment/bin/python
  cmp -s Tools/requirements.txt "$stamp" && return 0
  [ "$install" = yes ] || { say "missing: the Python environment; not made because of --no-install"; return 1; }
  need python3 python3 "reference readers, kernels and scorers to compare with" || return 1
  python3 -c 'import venv, ensurepip' 2>/dev/null || need_package python3-venv "a private Python environment" || return 1
  say "making a private Python environment in .build/python (pinned in Tools/requirements.txt)"
  rm -rf "$environment"
  python3 -m venv "$environment" && "$python" -m pip install --quiet --disable-pip-version-check -r Tools/requirements.txt &&
    cp Tools/requirements.txt "$stamp"
}

# need_packages FOLDER WHY: FOLDER/requirements.txt in a folder of their own, set as $packages.
need_packages() {
  local wanted=Tools/$1/requirements.txt
  packages=$root/.build/$1-packages
  cmp -s "$wanted" "$packages/installed.txt" && return 0
  [ "$install" = yes ] || { say "missing: $2; not installed because of --no-install"; return 1; }
  rm -rf "$packages"
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps --target "$packages" -r "$wanted" &&
    cp "$wanted" "$packages/installed.txt" || { say "$2 cannot be installed: nothing to compare with"; return 1; }
}

# swift_tool NAME: the path of one of the tools that come with the Swift toolchain, such as llvm-nm.
swift_tool() {
  local resources
  resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
  printf '%s\n' "$(cd "$resources/../../bin" && pwd)/$1"
}

# board_build TRIPLE PRODUCT: builds a product for a board with the SDK of Tools/sdk, in a scratch folder of its own: the host's build
# stays as it is. All modules are optimised together when they are linked, which saves a seventh of the executable.
# PRODROME_BOARD: Package.swift compiles for size what it builds for a board.
board_build() {
  PRODROME_BOARD=${1%%-*} swift build --configuration release --product "$2" --scratch-path "$root/.build/board" \
    --experimental-lto-mode full --swift-sdks-path "$root/.build/sdk" --swift-sdk "$1" >&2
}

# have_hard_floats OBJECT...: whether armv7 objects pass floats in the floating-point unit's registers; names those that do not.
# Each must say so itself (Tag_ABI_VFP_args, 28, is 1): the linker takes an object that says nothing for one that fits.
have_hard_floats() {
  local object copy result=0
  copy=$(swift_tool llvm-objcopy)
  for object in "$@"; do
    "$copy" --dump-section .ARM.attributes=/dev/stdout "$object" /dev/null 2>/dev/null |
      od -An -v -w65536 -tx1 | grep -q ' 1c 01' || { say "$object: not compiled for hard floats"; result=1; }
  done
  return $result
}
