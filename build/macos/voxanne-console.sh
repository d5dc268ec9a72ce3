#!/bin/sh
# Starts Voxanne Console from a terminal, also through a link to this file. With --cli as the first word it is a
# command, with nothing but its own output.
file=$0
while [ -L "$file" ]; do
  target=$(readlink "$file")
  case $target in
    /*) file=$target ;;
    *) file=$(dirname "$file")/$target ;;
  esac
done
exec "$(cd "$(dirname "$file")" && pwd -P)/../MacOS/Voxanne Console" "$@"
