# What `up` can be told, and what a running cluster was told.

readonly SHORTEST_SYNC=1 LONGEST_SYNC=300

# Empty: not said.
NODES=''
HPA_SYNC=''

# read_options ARGUMENT...: sets NODES and HPA_SYNC; what is not allowed is refused.
read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --nodes)
        { [[ ${2:-} =~ ^[1-9]$ ]] && [ "$2" -le "$MOST_NODES" ]; } ||
          die "--nodes is '${2:-}'; allowed: a whole number from 1 to $MOST_NODES" "cluster/up --nodes 3"
        NODES=$2
        ;;
      --hpa-sync)
        { [[ ${2:-} =~ ^([1-9][0-9]{0,2})s$ ]] && [ "${BASH_REMATCH[1]}" -ge "$SHORTEST_SYNC" ] && [ "${BASH_REMATCH[1]}" -le "$LONGEST_SYNC" ]; } ||
          die "--hpa-sync is '${2:-}'; allowed: whole seconds from ${SHORTEST_SYNC}s to ${LONGEST_SYNC}s" "cluster/up --hpa-sync 5s"
        HPA_SYNC=$2
        ;;
      *) die "up takes --nodes COUNT and --hpa-sync SECONDS, and was given '$1'" "cluster/up --help" ;;
    esac
    shift 2
  done
}

# keep_options: for all that comes after `up`.
keep_options() {
  printf '%s\n' "${NODES:-1}" >"$RUN/nodes"
  [ -z "$HPA_SYNC" ] || printf '%s\n' "$HPA_SYNC" >"$RUN/hpa-sync"
}

hpa_sync() { cat "$RUN/hpa-sync" 2>/dev/null || printf '15s\n'; }

# already_up: says so; refuses where the cluster that is up is not the one that was asked for. What was not said may be as it is.
already_up() {
  local is again="cluster/down && cluster/up"
  is="$(node_count) node$([ "$(node_count)" = 1 ] || printf s) and an HPA that looks every $(hpa_sync)"
  if [ "${NODES:-$(node_count)}" != "$(node_count)" ] || [ "${HPA_SYNC:-$(hpa_sync)}" != "$(hpa_sync)" ]; then
    [ -z "$NODES" ] || again+=" --nodes $NODES"
    [ -z "$HPA_SYNC" ] || again+=" --hpa-sync $HPA_SYNC"
    die "a cluster with other options is up: $is" "To have another one, with nothing of this one's left: $again"
  fi
  say "already up, with $is (cluster/status says more)"
}
