#!/usr/bin/env bash
# Tries the package on a fresh, minimal Debian and prints a line for each result. Runs as root, in its own namespaces:
#   unshare --mount --pid --fork --kill-child bash try-on-debian.sh RELEASE OLDER.deb NEWER.deb OLD-PROFILE CACHE
# Nothing is installed but the package and what it declares. CACHE keeps what comes from Debian's mirror.
set -eu
release=$1 older=$2 newer=$3 old_profile=$4 cache=$5
folder=$(mktemp -d "${TMPDIR:-/tmp}/voxanne-debian-XXXXXX")
chmod 755 "$folder"
end() {
  [ -z "${display_pid:-}" ] || kill "$display_pid" 2>/dev/null || true
  umount --recursive --lazy "$folder/proc" "$folder/dev" "$folder/var/cache/apt/archives" 2>/dev/null || true
  rm -rf --one-file-system "$folder"
}
trap end EXIT
mount --make-rprivate /
mount -t proc proc /proc
# The cache is for one at a time.
exec 9>"$cache/$release.lock"
flock 9

# The system itself.
base="$cache/$release.tar"
mkdir -p "$cache/$release-archives/partial"
find "$base" -mtime +30 -delete 2>/dev/null || true
if [ ! -e "$base" ]; then
  mmdebstrap --quiet --variant=apt "$release" "$cache/$release.part.tar" "${VOXANNE_TEST_DEBIAN_MIRROR:-http://deb.debian.org/debian}" >&2
  mv "$cache/$release.part.tar" "$base"
fi
tar -x -f "$base" -C "$folder"
mount -t proc proc "$folder/proc"
mount --rbind /dev "$folder/dev"
mount --bind "$cache/$release-archives" "$folder/var/cache/apt/archives"
cp /etc/resolv.conf "$folder/etc/resolv.conf"
echo force-unsafe-io >"$folder/etc/dpkg/dpkg.cfg.d/in-a-test"
# A proxy of this computer is the way to the mirror in there too.
grep -hE '^Acquire::https?::Proxy' /etc/apt/apt.conf.d/* >"$folder/etc/apt/apt.conf.d/90proxy" 2>/dev/null || true
cp "$older" "$folder/root/older.deb"
cp "$newer" "$folder/root/newer.deb"
inside() {
  chroot "$folder" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"
}
apt() {
  inside apt-get -q -y -o APT::Sandbox::User=root "$@" >"$folder/root/apt.log" 2>&1 ||
    { tail -n 20 "$folder/root/apt.log"; exit 4; }
}

# An ordinary user. Spaces and umlauts in every path of theirs.
home='/home/Änne Müller'
profile="$home/Profil der Praxis"
temporary="$home/für alles Übrige"
echo "anne:x:4711:4711::$home:/bin/sh" >>"$folder/etc/passwd"
echo 'anne:x:4711:' >>"$folder/etc/group"
mkdir -p "$folder$temporary"
cp -r "$old_profile" "$folder$profile"
cp -r "$old_profile.newer" "$folder$profile.newer"
inside chown -R anne:anne "$home"
anne() { env -i HOME="$home" LANG=C.UTF-8 PATH=/usr/bin:/bin TMPDIR="$temporary" VOXANNE_PROFILE_DIR="$profile" "$@"; }
# In a changed root no user namespace can be made, so that the sandbox needs its helper.
as_anne() { anne "$(command -v chroot)" --userspec=anne:anne "$folder" "$@"; }
# In a root of its own one can, where the kernel lets ordinary users.
with_namespaces() {
  anne PATH=/usr/sbin:/usr/bin:/sbin:/bin unshare --mount sh -c '
    mount --rbind "$0" "$0"; cd "$0"; mkdir -p mnt/old; pivot_root . mnt/old; cd /
    umount --lazy /mnt/old; exec setpriv --reuid anne --regid anne --init-groups "$@"' "$folder" "$@"
}

# Says how a command went: what it printed, and its exit code.
went() {
  local what=$1 code=0
  shift
  "$@" >"$folder/root/out" 2>"$folder/root/err" || code=$?
  echo "$what: $(cat "$folder/root/out" "$folder/root/err" | tr '\n' ' ')($code)"
}

# Opens the window, by the launcher or by a program that is named, and says whether its page is in a sandbox.
window() {
  local what=$1 page='' program=${program:-voxanne-console}
  shift
  "$@" env DISPLAY=":$display" sh -c 'cd / && exec "$0"' "$program" >"$folder/root/window.log" 2>&1 &
  local started=$!
  for _ in $(seq 600); do
    page=$(pgrep -f '/voxanne-console --type=renderer' | head -n 1 || true)
    # A page has begun before it is in its sandbox.
    [ -n "$page" ] && grep -qs '^Seccomp:.*2' "/proc/$page/status" && [ -e "$folder$profile/logs" ] && break
    kill -0 "$started" 2>/dev/null || break
    sleep 0.1
  done
  local by=helper
  if [ -z "$page" ] || ! grep -q '^Seccomp:.*2' "/proc/$page/status"; then
    echo "$what: no page, or not in a sandbox"
    tail -n 20 "$folder/root/window.log"
  else
    [ "$(readlink "/proc/$page/ns/user")" = "$(readlink /proc/self/ns/user)" ] || by='user namespaces'
    echo "$what: page in its sandbox, by $by"
  fi
  pkill -TERM -o -f '^/opt/.*/voxanne-console' || true
  for _ in $(seq 600); do pgrep -f '^/opt/.*/voxanne-console' >/dev/null || break; sleep 0.1; done
}

apt update
apt install --no-install-recommends /root/older.deb
echo "installed: $(inside dpkg-query -W -f '${Version}' voxanne-console)"
went 'as root, a window' inside voxanne-console
went 'as root, a command' inside voxanne-console --cli --version

exec 7<><(:)
Xvfb -displayfd 7 -noreset -screen 0 1280x800x24 -ac -nolisten unix -listen local \
  >/dev/null 2>&1 7>"$folder/root/display" &
display_pid=$!
for _ in $(seq 600); do [ -s "$folder/root/display" ] && break; sleep 0.1; done
display=$(cat "$folder/root/display")

apt install --no-install-recommends /root/newer.deb
echo "upgraded: $(inside dpkg-query -W -f '${Version}' voxanne-console)"
went 'as anne, version' as_anne sh -c 'cd / && voxanne-console --cli --version'
went 'as anne, clinics of the old data' as_anne sh -c 'cd / && voxanne-console --cli organizations list --json'
echo "left in temporary folders: $(ls -A "$folder/tmp" "$folder$temporary" | grep -v ':$' | grep -v '^$' | tr '\n' ' ')"
window 'without user namespaces' as_anne
if with_namespaces unshare --user true 2>/dev/null; then
  window 'with user namespaces' with_namespaces
else
  echo 'with user namespaces: not tried, ordinary users may make none on this computer'
fi

# What was wrong once, put back: the program does not start.
cp -a "$folder/opt/voxanne-console" "$folder/opt/Voxanne Console"
program='/opt/Voxanne Console/voxanne-console' window 'in a path with a space' as_anne
rm -rf "$folder/opt/Voxanne Console"
inside dpkg --remove --force-depends libx11-xcb1 >/dev/null 2>&1
window 'without libx11-xcb1' as_anne
apt install --fix-broken

apt install --allow-downgrades --no-install-recommends /root/older.deb
echo "downgraded: $(inside dpkg-query -W -f '${Version}' voxanne-console)"
sum() { sha256sum "$folder$profile.newer/console.db" | cut -d ' ' -f 1; }
before=$(sum)
went 'newer data' as_anne env VOXANNE_PROFILE_DIR="$profile.newer" voxanne-console --cli organizations list
[ "$before" = "$(sum)" ] && echo 'newer data: untouched' || echo 'newer data: CHANGED'

apt remove voxanne-console
kept() { [ -e "$folder$profile/console.db" ] && echo 'data kept' || echo 'data GONE'; }
echo "removed: $([ -e "$folder/opt/voxanne-console" ] && echo 'program still there' || echo 'program gone'), $(kept)"
apt purge voxanne-console
echo "purged: $(inside find /etc /usr /var/lib/dpkg/info -name '*voxanne*' | tr '\n' ' '), $(kept)"

# AppArmor 4 knows user namespaces: there, the profile comes and goes with the package.
if inside apt-cache policy apparmor | grep -q 'Candidate: [4-9]'; then
  apt install --no-install-recommends apparmor /root/newer.deb
  echo "AppArmor: $(ls "$folder/etc/apparmor.d" | grep voxanne)"
  apt remove voxanne-console
  echo "AppArmor, after removal: $(ls "$folder/etc/apparmor.d" | grep voxanne || echo nothing)"
fi
