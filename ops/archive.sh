#!/usr/bin/env bash
# Keeps one finished segment of Postgres' log in another place. In postgresql.conf:
#   archive_mode = on
#   archive_timeout = 60
#   archive_command = '/opt/homeroom/ops/archive.sh %p /backups/wal/%f'
# Postgres tries again until this ends with 0, and keeps the segment meanwhile.
set -euo pipefail
segment=$1
target=$2.gz

# A crash may have Postgres ask again for what is kept already; anything else of that name is somebody else's.
if [ -e "$target" ]; then
  gzip -dc "$target" | cmp -s - "$segment"
  exit
fi
mkdir -p "$(dirname "$target")"
gzip -1 -c "$segment" > "$target.partial"
# Only what is on the disk counts: Postgres forgets its own copy after this.
sync "$target.partial"
mv -n "$target.partial" "$target"
sync "$(dirname "$target")"
