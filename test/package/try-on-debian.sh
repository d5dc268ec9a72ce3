#!/usr/bin/env bash
# Installs the package on a fresh, minimal Debian and says what happened. Run in a mount namespace of its own, as root:
# unshare --mount --fork bash try-on-debian.sh RELEASE FILE.deb
set -eu
release=$1
deb=$2
folder=$(mktemp -d "${TMPDIR:-/tmp}/voxanne-debian-XXXXXX")
chmod 755 "$folder"
end() {
  [ -z "${display_pid:-}" ] || kill "$display_pid" 2>/dev/null || true
  umount --recursive --lazy "$folder/proc" "$folder/dev" 2>/dev/null || true
  rm -rf --one-file-system "$folder"
}
trap end EXIT

mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -v '#' | head -n 1 | tr -d ' ')
debootstrap --variant=minbase "$release" "$folder" ${mirror:+"$mirror"} >"$folder.log" 2>&1 || { tail -n 5 "$folder.log"; exit 3; }
rm -f "$folder.log"
mount -t proc proc "$folder/proc"
mount --rbind /dev "$folder/dev"
cp /etc/resolv.conf "$folder/etc/resolv.conf"
cp /etc/apt/apt.conf.d/* "$folder/etc/apt/apt.conf.d/" 2>/dev/null || true
cp "$deb" "$folder/tmp/console.deb"
inside() { chroot "$folder" "$@"; }
inside sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /tmp/console.deb' \
  >"$folder/install.log" 2>&1 || { tail -n 20 "$folder/install.log"; exit 4; }
rm "$folder/tmp/console.deb"
inside useradd -m -d '/home/Änne Müller' anne
as_anne() { chroot --userspec=anne:anne "$folder" env -i HOME='/home/Änne Müller' LANG=C.UTF-8 PATH=/usr/bin:/bin "$@"; }

version=$(as_anne sh -c 'cd / && voxanne-console --cli --version 2>/tmp/stderr; echo " ($?)"' | tr -d '\n')
echo "version: $version"
[ -s "$folder/tmp/stderr" ] && { echo 'stderr of a command:'; cat "$folder/tmp/stderr"; } || echo 'stderr of a command: empty'
rm -f "$folder/tmp/stderr"
root_version=$(inside env -i HOME=/root PATH=/usr/bin:/bin sh -c 'voxanne-console --cli --version; echo " ($?)"' | tr -d '\n')
echo "version for root: $root_version"
[ -z "$(ls -A "$folder/tmp")" ] && echo 'left in /tmp: nothing' || { echo 'left in /tmp:'; ls -A "$folder/tmp"; }

exec 7<><(:)
Xvfb -displayfd 7 -screen 0 1280x800x24 -ac -nolisten unix -listen local >/dev/null 2>&1 7>"$folder/display" &
display_pid=$!
for _ in $(seq 100); do [ -s "$folder/display" ] && break; sleep 0.1; done
display=$(cat "$folder/display")
as_anne env DISPLAY=":$display" VOXANNE_PROFILE_DIR='/home/Änne Müller/Profil der Praxis' sh -c 'cd / && exec voxanne-console' \
  >"$folder/window.log" 2>&1 &
database="$folder/home/Änne Müller/Profil der Praxis/console.db"
page() { pgrep -f '/opt/voxanne-console/voxanne-console --type=renderer' | head -n 1; }
for _ in $(seq 300); do [ -n "$(page)" ] && [ -e "$database" ] && break; sleep 0.1; done
if [ -n "$(page)" ] && grep -q '^Seccomp:.*2' "/proc/$(page)/status"; then
  echo 'page: in its sandbox'
else
  echo 'page: none, or not in a sandbox'
  tail -n 20 "$folder/window.log"
fi
[ -e "$database" ] && echo 'database: made' || echo 'database: none'
pkill -TERM -f '^/opt/voxanne-console/voxanne-console$' || pkill -TERM -f /opt/voxanne-console/voxanne-console || true
for _ in $(seq 100); do pgrep -f /opt/voxanne-console/voxanne-console >/dev/null || break; sleep 0.1; done

inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get purge -y -q voxanne-console' >/dev/null 2>&1
[ ! -e "$folder/opt/voxanne-console" ] && [ -e "$database" ] && echo 'removed: program gone, data kept' || echo 'removed: something is wrong'
