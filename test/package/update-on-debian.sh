#!/usr/bin/env bash
# Updates an installed console on a Debian in a folder, with the system's real installer. Runs as root, in its own mount
# namespace: unshare --mount --fork bash update-on-debian.sh SYSTEM.tar ARCHIVES INSTALLED.deb FEED NEW-VERSION
# SYSTEM.tar and ARCHIVES are what try-on-debian.sh keeps.
set -eu
system=$1 archives=$2 installed=$3 feed=$4 next=$5
folder=$(mktemp -d "${TMPDIR:-/tmp}/voxanne-update-XXXXXX")
end() {
  umount --recursive --lazy "$folder/proc" "$folder/dev" 2>/dev/null || true
  rm -rf --one-file-system "$folder"
}
trap end EXIT
mount --make-rprivate /
tar -x -f "$system" -C "$folder"
mount -t proc proc "$folder/proc"
mount --rbind /dev "$folder/dev"
# Copied and not shared: apt locks the folder, and fresh-debian.test.ts uses it at the same time.
find "$archives" -maxdepth 1 -name '*.deb' -exec cp -t "$folder/var/cache/apt/archives" {} + 2>/dev/null || true
cp /etc/resolv.conf "$folder/etc/resolv.conf"
echo force-unsafe-io >"$folder/etc/dpkg/dpkg.cfg.d/in-a-test"
grep -hE '^Acquire::https?::Proxy' /etc/apt/apt.conf.d/* >"$folder/etc/apt/apt.conf.d/90proxy" 2>/dev/null || true
cp "$installed" "$folder/root/installed.deb"
inside() {
  chroot "$folder" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
    VOXANNE_PROFILE_DIR='/root/Profil der Praxis' VOXANNE_PASSPHRASE='a passphrase for this test' "$@"
}
apt() {
  inside apt-get -q -y -o APT::Sandbox::User=root "$@" >"$folder/root/apt.log" 2>&1 ||
    { tail -n 20 "$folder/root/apt.log"; exit 4; }
}
apt update
apt install --no-install-recommends /root/installed.deb
console() { inside voxanne-console --cli "$@"; }

echo "before: $(console --version)"
console organizations add 'Häfen & Söhne' --time-zone UTC >/dev/null
console updates install --feed "$feed" --version-to-install "$next" >/dev/null || echo "not installed: $?"
echo "after: $(console --version)"
echo "package: $(inside dpkg-query -W -f '${Version} ${Status}' voxanne-console)"
console organizations list --json | grep -q 'Häfen & Söhne' && echo 'data: there' || echo 'data: gone'
