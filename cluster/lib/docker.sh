# The Docker daemon that builds images: the user's if one answers, else Debian's, started here.

readonly OWN_DOCKER_HOST=unix://$RUN/docker.sock
# The build cache outlives the cluster, as the binaries do: it is what makes a second `up` quick.
readonly DOCKER_DATA=$CACHE/docker
readonly DOCKER_BRIDGE=scaleproof1 DOCKER_BRIDGE_ADDRESS=10.246.0.1/24

# docker_host: the address of the daemon in use.
docker_host() {
  if daemon_runs dockerd; then printf '%s\n' "$OWN_DOCKER_HOST"; else printf '%s\n' "${DOCKER_HOST:-unix:///var/run/docker.sock}"; fi
}

docker() { DOCKER_HOST=$(docker_host) command docker "$@"; }

start_docker() {
  if docker version >/dev/null 2>&1; then
    say "using the Docker daemon that answers at $(docker_host)"
    return
  fi
  ! others_run dockerd >/dev/null || die "a Docker daemon runs here, and does not answer at $(docker_host): $(others_run dockerd | head -n 1)" \
    "Say where it listens: export DOCKER_HOST=unix:///path/to/docker.sock   (a second daemon would change the first one's networks)"
  mkdir -p "$DOCKER_DATA" "$RUN/docker"
  # What an earlier version's daemon remembers of its networks, it would make again, beside this one's and at the same address.
  rm -rf "$DOCKER_DATA/network"
  ! is_stale_docker0 || ip link delete docker0
  # A bridge of its own: docker0 may be another daemon's, if only its next start's.
  make_bridge "$DOCKER_BRIDGE" "$DOCKER_BRIDGE_ADDRESS"
  start_daemon dockerd dockerd --config-file "$(docker_config)" --host "$OWN_DOCKER_HOST" --pidfile "$RUN/dockerd.own.pid" \
    --data-root "$DOCKER_DATA" --exec-root "$RUN/docker" --containerd "$CONTAINERD_SOCKET" --bridge "$DOCKER_BRIDGE"
  await_daemon dockerd 30 env DOCKER_HOST="$OWN_DOCKER_HOST" docker version
  say "Docker daemon started"
}

# is_stale_docker0: docker0 has this cluster's address, as it had when the daemon had no bridge of its own, and no daemon runs.
is_stale_docker0() {
  ! others_run dockerd >/dev/null && ip -o -4 address show dev docker0 2>/dev/null | grep -qF " $DOCKER_BRIDGE_ADDRESS "
}

docker_config() {
  mkdir -p "$ETC"
  printf '{"log-level": "warn", "shutdown-timeout": 5}\n' >"$ETC/docker.json"
  printf '%s\n' "$ETC/docker.json"
}
