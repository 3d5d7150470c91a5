# The Docker daemon that builds images: the user's if one answers, else Debian's, started here.

readonly OWN_DOCKER_HOST=unix://$RUN/docker.sock
# The build cache outlives the cluster, as the binaries do: it is what makes a second `up` quick.
readonly DOCKER_DATA=$CACHE/docker
readonly DOCKER_BRIDGE_ADDRESS=10.246.0.1/24

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
  mkdir -p "$DOCKER_DATA" "$RUN/docker"
  start_daemon dockerd dockerd --config-file "$(docker_config)" --host "$OWN_DOCKER_HOST" --pidfile "$RUN/dockerd.own.pid" \
    --data-root "$DOCKER_DATA" --exec-root "$RUN/docker" --containerd "$CONTAINERD_SOCKET" --bip "$DOCKER_BRIDGE_ADDRESS"
  await_daemon dockerd 30 env DOCKER_HOST="$OWN_DOCKER_HOST" docker version
  say "Docker daemon started"
}

docker_config() {
  mkdir -p "$ETC"
  printf '{"log-level": "warn", "shutdown-timeout": 5}\n' >"$ETC/docker.json"
  printf '%s\n' "$ETC/docker.json"
}
