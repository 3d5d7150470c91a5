# Daemons without an init system: each has a pid file and a log file, and is stopped by that pid alone.

# Whatever Docker daemon is used, a cluster is these, and what its further nodes run that are alive.
COMPONENTS=(containerd etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)
for node in $(living_nodes); do
  [ "$node" = 1 ] || COMPONENTS+=("containerd-$node" "kubelet-$node" "kube-proxy-$node")
done
readonly COMPONENTS
unset node

# start_daemon NAME COMMAND...: runs COMMAND detached, its output in LOGS/NAME.log.
start_daemon() {
  local name=$1
  shift
  # The daemon must not hold the caller's pipes open: `make demo | tee log` would never end. And none runs whose pid could not be
  # written down, on a full disk: nobody would end it.
  setsid bash -c 'echo $$ >"$0" || exit; for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || eval "exec $fd>&-" 2>/dev/null; done; exec "$@"' \
    "$RUN/$name.pid" "$@" </dev/null >>"$LOGS/$name.log" 2>&1 &
  disown 2>/dev/null || true # bash would tell of its end
  wait_for 5 "start of $name" test -s "$RUN/$name.pid"
  STARTED_DAEMON=$name
}

# daemon_pid NAME: its pid if it still runs (and the pid is not somebody else's by now), else fails.
daemon_pid() {
  local pid_file=$RUN/$1.pid pid
  [ -s "$pid_file" ] || return 1
  pid=$(<"$pid_file")
  # A recycled pid would run another program: ours all name a path under the state or its binaries.
  { tr "\0" " " <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qF -e "$STATE" || return 1
  printf '%s\n' "$pid"
}

daemon_runs() { daemon_pid "$1" >/dev/null; }

# stop_daemon NAME SECONDS: SIGTERM, then SIGKILL after SECONDS.
stop_daemon() {
  local name=$1 limit=$2 pid
  if pid=$(daemon_pid "$name"); then
    kill -TERM "$pid" 2>/dev/null || true
    wait_for "$limit" "end of $name after SIGTERM" process_gone "$pid" || kill -KILL "$pid" 2>/dev/null || true
    wait_for 5 "end of $name after SIGKILL" process_gone "$pid" || true
  fi
  rm -f "$RUN/$name.pid"
}

process_gone() { [ ! -d "/proc/$1" ] || grep -q '^State:\s*Z' "/proc/$1/status"; }

# await_daemon NAME SECONDS COMMAND...: waits until COMMAND succeeds; gives up at once when the daemon has died.
await_daemon() {
  local name=$1 limit=$2 deadline=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    daemon_runs "$name" || { STARTED_DAEMON=$name; printf 'cluster: %s ended by itself\n' "$name" >&2; return 1; }
    [ "$SECONDS" -lt "$deadline" ] || { STARTED_DAEMON=$name; printf 'cluster: %s: not ready within %s s\n' "$name" "$limit" >&2; return 1; }
    sleep 0.1
  done
}
