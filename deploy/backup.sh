#!/bin/sh
# Put a backup of the day into a folder, and remove those older than thirty days.
set -eu
folder="$1"
gaisma="${GAISMA:-/opt/gaisma/.venv/bin/gaisma}"
"$gaisma" backup "$folder/gaisma-$(date +%F).tar.part"
mv "$folder/gaisma-$(date +%F).tar.part" "$folder/gaisma-$(date +%F).tar"
find "$folder" -name 'gaisma-*.tar' -mtime +30 -delete
