#!/usr/bin/env bash
# Machines of further nodes, on a host made of namespaces, and no cluster.
#   unshare --net --mount --pid --fork --mount-proc bash machines.sh REPOSITORY FOLDER
# Says what reaches what, before and after one of them dies, and what is left at the end.
set -euo pipefail
repository=$1

export SCALEPROOF_STATE=$2 SCALEPROOF_CACHE=$2/cache
for part in common folders process others preflight containerd docker images machine before packet-filter teardown; do
  . "$repository/cluster/lib/$part.sh"
done
# Cgroups are the one thing here that the real host has, too.
machine_cgroup() { printf 'scaleproof-test-%s\n' "$1"; }

# answers FROM TO: whether a request from node FROM to a port of node TO gets an answer, and which.
answers() {
  local status=0
  in_node "$1" timeout 3 bash -c "exec 3<>/dev/tcp/$(node_address "$2")/8000 && cat <&3" 2>/dev/null || status=$?
  case $status in
    0) ;;
    124) printf 'no answer within 3 s\n' ;;
    *) printf 'refused\n' ;;
  esac
}

serve() {
  start_node_daemon "$1" web "$BIN/serve" 8000 "the web of node $1"
  start_node_daemon "$1" keep "$BIN/serve" 8001 "a connection that is kept"
}

mount -t tmpfs host /run
mount -t tmpfs host /var/lib
ip link set lo up
claim_folders
mkdir -p "$RUN" "$LOGS" "$ETC"
printf '3\n' >"$RUN/nodes"
remember_before
make_bridge "$BRIDGE" "$NODE_ADDRESS/24"
sysctl -qw net.ipv4.ip_forward=1
iptables -P FORWARD DROP # as Docker has it
cat >"$BIN/serve" <<'PYTHON'
#!/usr/bin/env python3
import socket, sys
listening = socket.create_server(("", int(sys.argv[1])))
kept = []
while True:
    connection, _ = listening.accept()
    connection.sendall(sys.argv[2].encode() + b"\n")
    if sys.argv[1] == "8001":
        kept.append(connection)
    else:
        connection.close()
PYTHON
chmod +x "$BIN/serve"

trap 'take_down >/dev/null 2>&1' EXIT
start_switch
for node in 2 3; do
  start_machine "$node"
  serve "$node"
done
for node in 2 3; do wait_for 10 "the web of node $node" eval "answers 1 $node | grep web"; done
printf 'host to 3: %s\n' "$(answers 1 3)"
printf '2 to 3: %s\n' "$(answers 2 3)"
printf '3 to 2: %s\n' "$(answers 3 2)"
mkdir -p /var/lib/kubelet/of-the-host
in_node 2 touch /var/lib/kubelet/of-node-2
printf 'its own folder: %s\n' "$(in_node 2 ls /var/lib/kubelet)"

kill -KILL "$(daemon_pid web-2)"
wait_for 5 "end of the web of node 2" eval "[ \"\$(answers 1 2)\" = refused ]"
printf 'its daemon killed: %s\n' "$(answers 1 2)"

wait_for 10 "the connection that is kept" bash -c "exec 4<>/dev/tcp/$(node_address 3)/8001"
exec 4<>"/dev/tcp/$(node_address 3)/8001"
read -r kept <&4
stop_machine 3
printf '%s, by dead 3: %s\n' "$kept" "$(timeout 2 cat <&4 && printf 'ended' || printf 'neither ended nor refused')"
exec 4<&-
printf 'host to dead 3: %s\n' "$(answers 1 3)"
printf '2 to dead 3: %s\n' "$(answers 2 3)"
start_machine 3
serve 3
wait_for 10 "the web of node 3" eval "answers 1 3 | grep web"
printf 'back: %s\n' "$(answers 2 3)"

trap - EXIT
take_down
printf 'left: %s\n' "$({
  ip -o link | grep -v ' lo:' | cut -d ' ' -f 2
  iptables-save | grep SCALEPROOF
  pgrep -f "$SCALEPROOF_STATE/scaleproof"
  ls -d /sys/fs/cgroup/*/scaleproof-test-* "$SCALEPROOF_STATE/scaleproof" 2>/dev/null
} | tr '\n' ' ')"
