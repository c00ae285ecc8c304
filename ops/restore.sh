#!/usr/bin/env bash
# Makes a data directory for Postgres of a base backup and the log kept since:
#   ops/restore.sh /backups/base/2026-03-01T020000Z /var/lib/postgresql/15/main ['2026-03-01 12:00:00+00']
# The last word is the moment to go back to; without it as far as the log goes. The folder must be missing or empty.
# Then start Postgres on it: it reads the log, and takes writes when it is through. As root it is given to `postgres`
# (PGOWNER). WAL_DIR is where ops/archive.sh keeps the log; ../../wal of the base unless set, and none is fine.
set -euo pipefail
base=${1:?the folder of a base backup}
target=${2:?the folder to make}
until=${3:-}
wal=$(realpath -m "${WAL_DIR:-$base/../../wal}")

main() {
  find_programs
  if [ -n "$(ls -A "$target" 2>/dev/null)" ]; then
    echo "$target is not empty: move what is there away first." >&2
    exit 1
  fi
  unpack
  pg_verifybackup --quiet "$target"
  configure
  if [ "$(id -u)" = 0 ]; then chown -R "${PGOWNER:-postgres}:" "$target"; fi
}

find_programs() {
  command -v pg_verifybackup >/dev/null && return
  local newest
  newest=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
  PATH=$PATH:${newest:?no pg_verifybackup is installed here}
}

unpack() {
  mkdir -p -m 700 "$target"
  tar -xzf "$base/base.tar.gz" -C "$target"
  tar -xzf "$base/pg_wal.tar.gz" -C "$target/pg_wal"
  cp "$base/backup_manifest" "$target/"
}

# A segment that is not kept must end with an error and leave nothing behind: then Postgres goes on with what it has.
# A folder may be called anything: % is Postgres' own sign in the command, which sh reads after that.
configure() {
  local log
  log=$(for_sh "${wal//%/%%}")
  {
    echo "restore_command = $(for_postgres "test -f $log/%f.gz && gzip -dc $log/%f.gz > \"%p\"")"
    echo "recovery_target_action = 'promote'"
    if [ -n "$until" ]; then echo "recovery_target_time = $(for_postgres "$until")"; fi
  } >> "$target/postgresql.auto.conf"
  touch "$target/recovery.signal"
}

# 'it'\''s'
for_sh() {
  printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}

# 'it''s', with \ doubled. https://www.postgresql.org/docs/15/config-setting.html
for_postgres() {
  printf "'%s'" "$(printf %s "$1" | sed -e 's/\\/\\\\/g' -e "s/'/''/g")"
}

main
