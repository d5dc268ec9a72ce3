#!/bin/sh
# Starts Voxanne Console. With --cli as the first word it is a command: no window, no display, nothing but the
# command's own output, and no sandbox, since no page is opened.
program=/opt/voxanne-console/voxanne-console
if [ "$1" = --cli ]; then
  shift
  exec "$program" --no-sandbox --no-zygote --headless --ozone-platform=headless --disable-gpu --log-level=3 --cli -- "$@"
fi
if [ "$(id -u)" = 0 ]; then
  echo 'Voxanne Console opens no window for root, because its pages could not be kept in a sandbox. Start it as an ordinary user; commands work for root: voxanne-console --cli COMMAND.' >&2
  exit 1
fi
exec "$program" "$@"
