# Which nodes the cluster has, and what is whose. The first is the machine itself, as it is where there is no other; a further
# one is a machine of namespaces (machine.sh), with all that it has below folders of its own.

readonly MOST_NODES=5

# node_count: as `up` was told; 1 where no cluster is.
node_count() { cat "$RUN/nodes" 2>/dev/null || printf '1\n'; }

further_nodes() { seq 2 "$(node_count)"; }

# living_nodes: all but those that kill-node took.
living_nodes() {
  local node
  for node in $(seq 1 "$(node_count)"); do
    [ -e "$RUN/dead-$node" ] || printf '%s\n' "$node"
  done
}

dead_nodes() {
  local node
  for node in $(further_nodes); do
    [ ! -e "$RUN/dead-$node" ] || printf '%s\n' "$node"
  done
}

node_name() { node_daemon "$1" "$NODE_NAME"; }
node_address() { printf '10.244.%s.1\n' "$(($1 - 1))"; }
node_subnet() { printf '10.244.%s.0/24\n' "$(($1 - 1))"; }
node_socket() { printf '%s/containerd.sock\n' "$(node_run "$1")"; }

# node_daemon NODE NAME: what the daemon is called in cluster/status, /logs and /restart.
node_daemon() { if [ "$1" = 1 ]; then printf '%s\n' "$2"; else printf '%s-%s\n' "$2" "$1"; fi; }

# Where a node's own things are: what it keeps when it dies, what it loses, and what it is told.
node_state() { if [ "$1" = 1 ]; then printf '%s\n' "$STATE"; else printf '%s/node-%s\n' "$STATE" "$1"; fi; }
node_run() { if [ "$1" = 1 ]; then printf '%s\n' "$RUN"; else printf '%s/node-%s\n' "$RUN" "$1"; fi; }
node_etc() { if [ "$1" = 1 ]; then printf '%s\n' "$ETC"; else printf '%s/node-%s\n' "$ETC" "$1"; fi; }

# cluster_subnet: of all nodes' pods.
cluster_subnet() { if [ "$(node_count)" = 1 ]; then printf '%s\n' "$POD_SUBNET"; else printf '%s\n' "$PODS_SUBNET"; fi; }
