#!/usr/bin/env bash
# Makes a base backup of a whole Postgres, and takes away what is too old. For once a day, by cron or a timer, on any
# machine that reaches Postgres as a user with REPLICATION (PGHOST, PGPORT, PGUSER, ~/.pgpass, as for psql):
#   BACKUP_DIR=/backups ops/backup.sh
# Kept are the bases of the last 7 days, the first of each week for 30 days, and the log (ops/archive.sh, in
# BACKUP_DIR/wal or WAL_DIR) since the oldest of the 7 days. A base alone brings back the moment it was made; with the
# log any moment since. Prints the base's folder.
set -euo pipefail
# Else what fails within $( ) would go on.
shopt -s inherit_errexit
: "${BACKUP_DIR:?names the folder of the backups}"
wal=${WAL_DIR:-$BACKUP_DIR/wal}
bases=$BACKUP_DIR/base
daily_days=7
weekly_days=30

main() {
  find_programs
  local base
  base=$(make_base)
  remove_old_bases
  remove_old_log
  echo "$base"
}

# Debian keeps them beside each other, one folder for each version.
find_programs() {
  command -v pg_basebackup >/dev/null && command -v pg_archivecleanup >/dev/null && return
  local newest
  newest=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
  PATH=$PATH:${newest:?no pg_basebackup is installed here}
}

# Beside its place first: what a crash leaves half-made never looks like a base.
make_base() {
  local name
  name=$(date -u +%Y-%m-%dT%H%M%SZ)
  mkdir -p "$bases"
  rm -rf "$bases"/.making-*
  pg_basebackup --pgdata="$bases/.making-$name" --format=tar --gzip --compress=1 --wal-method=stream \
    --checkpoint=fast --label="homeroom $name" --no-password >&2
  sync -f "$bases"
  mv "$bases/.making-$name" "$bases/$name"
  echo "$bases/$name"
}

remove_old_bases() {
  local now base made age week last_week=''
  now=$(date -u +%s)
  for base in $(list_bases); do
    made=$(made_at "$base")
    age=$(((now - made) / 86400))
    week=$(date -u -d "@$made" +%G-%V)
    if [ "$age" -ge "$weekly_days" ] || { [ "$age" -ge "$daily_days" ] && [ "$week" = "$last_week" ]; }; then
      rm -rf "${bases:?}/$base"
    fi
    last_week=$week
  done
}

# Before the oldest base of the last 7 days nobody goes back to a moment: the weekly ones carry what they need.
remove_old_log() {
  [ -d "$wal" ] || return 0
  local now base
  now=$(date -u +%s)
  for base in $(list_bases); do
    [ $(((now - $(made_at "$base")) / 86400)) -lt "$daily_days" ] || continue
    pg_archivecleanup -x .gz "$wal" "$(first_segment "$base")"
    return
  done
}

list_bases() { find "$bases" -mindepth 1 -maxdepth 1 -name '20*Z' -printf '%f\n' | sort; }

# 2026-03-01T020000Z, in seconds since 1970.
made_at() { date -u -d "$(sed -E 's/T(..)(..)(..)Z/ \1:\2:\3/' <<< "$1")" +%s; }

first_segment() {
  tar -xzOf "$bases/$1/base.tar.gz" backup_label | sed -nE 's/^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)$/\1/p'
}

main
