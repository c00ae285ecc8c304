#!/usr/bin/env bash
# Starts an image as it is run in production: nothing may be written but DATA_DIR. With the Lab and the embedded database, so
# that it needs nothing else.
#   docker build --tag homeroom . && ops/try-image.sh homeroom
# Without Docker: ops/try-image.sh --without-docker runs the Dockerfile's commands in a clean folder, and starts what
# comes of it as nobody, who may not write there (as root; needs the package registry). Prints the size.
set -euo pipefail

main() {
  if [ "${1:?an image, or --without-docker}" = --without-docker ]; then without_docker; else with_docker "$1"; fi
}

with_docker() {
  local id
  id=$(docker run --detach --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --env LAB=1 \
    --publish 127.0.0.1::3000 "$1")
  trap "docker rm --force --volumes '$id' >/dev/null" EXIT
  answers "http://$(docker port "$id" 3000/tcp | head -1)" || { docker logs "$id"; exit 1; }
  docker image inspect --format 'size: {{.Size}} bytes' "$1"
  docker stop --time 30 "$id" >/dev/null
  [ "$(docker inspect --format '{{.State.ExitCode}}' "$id")" = 0 ]
}

without_docker() {
  local here folder port=${PORT:-3999}
  here=$(cd "$(dirname "$0")/.." && pwd)
  folder=$(mktemp -d)
  # Known here and not at the end, where the function is over.
  trap "rm -rf '$folder'" EXIT
  chmod 755 "$folder"
  mkdir -p "$folder/app" "$folder/data"
  # The first stage.
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$folder/app/"
  (cd "$folder/app" && npm ci --omit=dev --no-audit --no-fund >&2)
  # COPY . . without what .dockerignore names.
  tar -C "$here" --exclude-from <(grep -v '^#' "$here/.dockerignore" | sed 's|^|./|') -cf - . | tar -C "$folder/app" -xf -
  (cd "$folder/app" && ln -s "$(node --input-type=module --eval "import { build } from './build.js'; console.log(await build())")" built)
  du -sm "$folder/app" "$folder/app/node_modules" | sed "s|$folder/||; s|\t| MB |"
  chown -R nobody "$folder/data"
  touch "$folder/before"
  setpriv --reuid=nobody --regid=nogroup --clear-groups env -i PATH="$PATH" NODE_ENV=production LAB=1 HOST=127.0.0.1 \
    PORT="$port" DATA_DIR="$folder/data" \
    sh -c "cd '$folder/app' && exec node --enable-source-maps built/main.js" >"$folder/log" 2>&1 &
  local pid=$!
  answers "http://127.0.0.1:$port" || { cat "$folder/log"; kill "$pid"; exit 1; }
  kill "$pid"
  wait "$pid"
  echo "written outside of DATA_DIR: $(find "$folder/app" -newer "$folder/before" -type f | wc -l) files"
}

answers() {
  local second
  for second in $(seq 60); do
    if curl --silent --fail --output /dev/null "$1/ready"; then
      echo "ready after $second s"
      return
    fi
    sleep 1
  done
  return 1
}

main "$@"
