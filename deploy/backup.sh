#!/bin/sh
# Put a backup of the day into a folder, read it through, and remove those older than thirty days.
set -eu
folder="$1"
gaisma="${GAISMA:-/opt/gaisma/.venv/bin/gaisma}"
file="$folder/gaisma-$(date +%F).tar.age"
"$gaisma" backup "$file" --replace
"$gaisma" verify "$file"
find "$folder" \( -name 'gaisma-*.tar.age' -o -name 'gaisma-*.tar' \) -mtime +30 -delete
