# Sourced by Tools/board: builds the virtual board's kernel, its module and its root in $image, once.
#
# Everything comes from Debian's packages through a private apt configuration and is unpacked, not installed. The module is
# compiled by the Swift toolchain's clang, so that no cross compiler is needed.

suite=bookworm
mirror=http://deb.debian.org/debian
security_mirror=http://deb.debian.org/debian-security

# What the board's sshd is linked with, and their like; only what it needs is copied.
library_packages=(libc6 libaudit1 libcap-ng0 libcom-err2 libcrypt1 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0
  libkeyutils1 libpam0g libselinux1 libpcre2-8-0 libssl3 libsystemd0 libcap2 libgcrypt20 libgpg-error0 liblzma5 libzstd1
  liblz4-1 libwrap0 libnsl2 libtirpc3 zlib1g)
# crc32c_generic is what ext4 asks for by another name.
kernel_modules=(virtio_mmio virtio_blk virtio_console virtio_net virtio-rng crc32c_generic ext4 i6300esb)

# image_inputs: everything the image depends on; it is built again when this changes.
image_inputs() {
  (cd "$root/Tools" && sha256sum board-image.sh board-module/* board-files/* ../Boards/supervise)
  swiftc --version 2>/dev/null
}

set_up_board_apt() {
  local apt=$image/apt host
  host=$(dpkg --print-architecture)
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  : >"$apt/status"
  printf 'deb [signed-by=%s] %s %s main\n' "$1" "$mirror" "$suite" "$1" "$security_mirror" "$suite-security" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<CONF
Dir::State "$apt";
Dir::State::Lists "$apt/lists";
Dir::State::Status "$apt/status";
Dir::Cache "$apt";
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "-";
APT::Architecture "$host";
APT::Architectures { "$host"; "arm64"; };
APT::Sandbox::User "root";
CONF
  export APT_CONFIG=$apt/apt.conf
  apt-get update -qq
}

# common_headers RELEASE: the package of the headers that all builds of a kernel share, but for the real-time ones.
common_headers() {
  case $1 in
    *-rt-arm64) echo "linux-headers-${1%-rt-arm64}-common-rt" ;;
    *) echo "linux-headers-${1%-arm64}-common" ;;
  esac
}

# fetch_board_packages: the kernel, what its modules are built with, and the root's programs. Kept between builds.
fetch_board_packages() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg names kernel
  [ -f "$keyring" ] || need_package debian-archive-keyring "to check what Debian's archive sends" || exit 77
  say "board: fetching Debian's ARM64 kernel, OpenSSH and BusyBox (about 80 MB, once)"
  set_up_board_apt "$keyring"
  # The kernel's name changes with each security update.
  kernel=$(apt-cache depends "linux-image-${flavour:+$flavour-}arm64:arm64" | sed -n 's/.*Depends: linux-image-\([^:]*\).*/\1/p' | head -n 1)
  [ -n "$kernel" ] || die "board: Debian's archive has no ARM64 kernel"
  names=("linux-image-$kernel:arm64" "linux-headers-$kernel:arm64" "$(common_headers "$kernel")"
    "linux-kbuild-$(sed 's/^\([0-9]*\.[0-9]*\).*/\1/' <<<"$kernel")" busybox-static:arm64 openssh-server:arm64)
  names+=("${library_packages[@]/%/:arm64}")
  rm -rf "$image/packages"
  mkdir -p "$image/packages.new"
  (cd "$image/packages.new" && apt-get download -qq "${names[@]}")
  unset APT_CONFIG
  mv "$image/packages.new" "$image/packages"
  rm -rf "$image/apt"
}

# unpack_kernel PACKAGE: the kernel and the few of its modules that may be needed, out of 350 MB.
unpack_kernel() {
  local paths=('./boot/vmlinuz-*') folder
  for folder in drivers/{block,char,net,virtio,watchdog} net fs/{ext4,jbd2,*.ko} lib crypto; do
    paths+=("./lib/modules/*/kernel/$folder*")
  done
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$image/unpacked/root" --wildcards --exclude='*/drivers/net/*/*' "${paths[@]}"
}

unpack_board_packages() {
  local package
  rm -rf "$image/unpacked"
  mkdir -p "$image/unpacked/"{headers,root}
  for package in "$image/packages/"*.deb; do
    case $(basename "$package") in
      linux-headers-* | linux-kbuild-*) dpkg-deb --extract "$package" "$image/unpacked/headers" ;;
      linux-image-*) unpack_kernel "$package" ;;
      *) dpkg-deb --extract "$package" "$image/unpacked/root" ;;
    esac
  done
  release=$(basename "$image/unpacked/root/boot/vmlinuz-"*)
  release=${release#vmlinuz-}
}

# write_compiler: clang behind a script that leaves out what only GCC understands, since the kernel's settings are of GCC.
write_compiler() {
  cat >"$image/compiler" <<SCRIPT
#!/usr/bin/env bash
arguments=()
for argument; do
  case \$argument in
    -fconserve-stack | -fno-allow-store-data-races | --param=allow-store-data-races=0) ;;
    -Wno-maybe-uninitialized | -Wno-alloc-size-larger-than | -Wimplicit-fallthrough=5) ;;
    *) arguments+=("\$argument") ;;
  esac
done
exec "$(swift_tool clang)" "\${arguments[@]}"
SCRIPT
  chmod +x "$image/compiler"
}

build_module() {
  local sources=$image/unpacked/headers/usr/src
  local headers=$sources/linux-headers-$release common=$sources/$(common_headers "$release")
  say "board: building the module of the virtual ADS1299 for Linux $release"
  write_compiler
  # The package expects to lie in /usr/src.
  echo "include $common/Makefile" >"$headers/Makefile"
  rm -rf "$image/module"
  cp -R "$root/Tools/board-module" "$image/module"
  if ! make -C "$headers" M="$image/module" ARCH=arm64 DEB_BUILD_ARCH=amd64 DEB_HOST_ARCH=arm64 \
    DEB_HOST_GNU_TYPE=aarch64-linux-gnu LLVM=1 CC="$image/compiler" LD="$(swift_tool ld.lld)" AR="$(swift_tool llvm-ar)" \
    NM="$(swift_tool llvm-nm)" OBJCOPY="$(swift_tool llvm-objcopy)" KCFLAGS=-Werror modules \
    >"$image/module.log" 2>&1; then
    cat "$image/module.log" >&2
    die "board: the module does not compile"
  fi
}

# module_path NAME: where a module of the kernel's lies; nothing if it is built in.
module_path() { find "$image/unpacked/root/lib/modules/$release/kernel" -name "${1//[-_]/[-_]}.ko" | head -n 1; }

# add_module NAME: copies a module and before it those it needs, and notes the order.
add_module() {
  local path name
  path=$(module_path "$1")
  [ -n "$path" ] || return 0
  grep -qx "$(basename "$path")" "$image/root/lib/modules/order" && return 0
  for name in $(tr '\0' '\n' <"$path" | sed -n 's/^depends=//p' | tr ',' ' '); do add_module "$name"; done
  cp "$path" "$image/root/lib/modules"
  basename "$path" >>"$image/root/lib/modules/order"
}

# add_program PATH: a program or library of the packages, wherever these keep it, and the libraries it needs.
add_program() {
  local found library
  [ ! -e "$image/root$1" ] || return 0
  found=$(find "$image/unpacked/root" -path "*/$(basename "$(dirname "$1")")/$(basename "$1")" ! -type d | head -n 1)
  [ -n "$found" ] || die "board: Debian's packages have no $(basename "$1")"
  mkdir -p "$image/root$(dirname "$1")"
  cp -L "$found" "$image/root$1"
  for library in $("$(swift_tool llvm-objdump)" -p "$found" | awk '$1 == "NEEDED" { print $2 }'); do
    case $library in
      ld-linux-*) add_program "/lib/$library" ;;
      *) add_program "/usr/lib/aarch64-linux-gnu/$library" ;;
    esac
  done
}

# make_keys: of the board's SSH server, and of the one who fetches the log. Kept, so that a known board stays known.
make_keys() {
  [ -f "$image/ssh/log" ] && return 0
  mkdir -p "$image/ssh"
  ssh-keygen -q -t ed25519 -N '' -C board -f "$image/ssh/host"
  ssh-keygen -q -t ed25519 -N '' -C log -f "$image/ssh/log"
}

write_accounts() {
  cat >"$image/root/etc/passwd" <<'TEXT'
root:*:0:0:root:/root:/bin/sh
prodromed:*:990:990:the daemon:/:/bin/false
log:*:991:991:fetches the log:/:/bin/sh
sshd:*:992:992:sshd:/run/sshd:/bin/false
TEXT
  printf '%s:x:%s:\n' root 0 prodromed 990 log 991 sshd 992 >"$image/root/etc/group"
  echo 'passwd: files
group: files' >"$image/root/etc/nsswitch.conf"
}

make_root() {
  local name
  say "board: making its root"
  rm -rf "$image/root"
  mkdir -p "$image/root/"{bin,dev,etc/ssh/authorized_keys,lib/modules,proc,root,run,sys,tmp,usr/bin,usr/libexec,var/lib/prodrome}
  : >"$image/root/lib/modules/order"
  for name in "${kernel_modules[@]}"; do add_module "$name"; done
  "$(swift_tool llvm-objcopy)" --strip-debug "$image/module/prodrome_virtual.ko" "$image/root/lib/modules/prodrome_virtual.ko"
  cp "$image/unpacked/root/bin/busybox" "$image/root/bin/busybox"
  ln -s busybox "$image/root/bin/sh"
  add_program /usr/sbin/sshd
  write_accounts
  cp "$files/init" "$image/root/init"
  cp "$files/"{board-functions,prodrome-log} "$root/Boards/supervise" "$image/root/usr/libexec"
  cp "$files/sshd_config" "$image/root/etc/ssh"
  cp "$image/ssh/host" "$image/root/etc/ssh/ssh_host_ed25519_key"
  echo "restrict $(cat "$image/ssh/log.pub")" >"$image/root/etc/ssh/authorized_keys/log"
  # Whatever this machine's habits: on the board everybody may read what is not secret.
  chmod -R u=rwX,go=rX "$image/root"
  chmod 600 "$image/root/etc/ssh/ssh_host_ed25519_key"
  pack "$image/root" >"$image/root.cpio"
  cp "$image/unpacked/root/boot/vmlinuz-$release" "$image/kernel"
}

# pack FOLDER: an archive as the kernel unpacks it, everything root's; the same bytes for the same files.
pack() {
  find "$1" -exec touch --no-dereference --date=@0 {} +
  (cd "$1" && find . -print0 | LC_ALL=C sort -z | cpio --null --create --format=newc --owner=0:0 --reproducible --quiet)
}

build_image() {
  local stamp=$image/built-from.txt current command
  local release
  need_swift
  current=$(image_inputs)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$current" ]; then return 0; fi
  [ "$install" = yes ] || [ -d "$image/packages" ] || { say "missing: the virtual board; not built because of --no-install"; exit 77; }
  command -v apt-get >/dev/null 2>&1 || [ -d "$image/packages" ] || { say "missing: apt-get; the virtual board is made of Debian's packages"; exit 77; }
  for command in dpkg-deb:dpkg make:make cpio:cpio ssh-keygen:openssh-client; do
    need "${command%:*}" "${command#*:}" "to build the virtual board" || exit 77
  done
  mkdir -p "$image"
  rm -f "$stamp"
  [ -d "$image/packages" ] || fetch_board_packages
  unpack_board_packages
  build_module
  make_keys
  make_root
  rm -rf "$image/unpacked" "$image/root"
  printf '%s\n' "$current" >"$stamp"
  say "board: built in ${image#"$root/"} ($(($(stat -c %s "$image/root.cpio") / 1048576)) MB root, Linux $release)"
}
