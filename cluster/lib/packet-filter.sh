# Taking the cluster's rules out of the machine's packet filter. No other cluster had any when ours was started.

remove_iptables_rules() {
  local family table pattern=" ?(KUBE-|CNI-|-[io] $BRIDGE\b|-s ${POD_SUBNET//./\\.})"
  [ -e "$RUN/iptables-before" ] || return 0
  if kubernetes_since || others_since nerdctl podman >/dev/null; then
    say "left as they are, for another cluster came since: the packet filter's KUBE- and CNI- rules"
    return 0
  fi
  [ ! -e "$RUN/docker" ] || others_since dockerd >/dev/null ||
    pattern=" ?(KUBE-|CNI-|DOCKER|-[io] ($BRIDGE|$DOCKER_BRIDGE)\b|-s ${POD_SUBNET//./\\.}|-s ${DOCKER_SUBNET//./\\.})"
  for family in iptables ip6tables; do
    [ -e "$RUN/$family-before" ] || continue
    "$family-save" 2>/dev/null | grep -vE -- "$pattern" | policies_as_before "$RUN/$family-before" |
      "$family-restore" 2>>"$LOGS/teardown.log" || true
    for table in $("$family-save" 2>/dev/null | sed -n 's/^\*//p'); do
      grep -qx "\*$table" "$RUN/$family-before" || remove_empty_table "$family" "$table"
    done
  done
}

# policies_as_before FILE: chains' policies (":FORWARD DROP") as FILE has them, ACCEPT where it has none; as they are where
# another Docker daemon, which sets them, came since.
policies_as_before() {
  if others_since dockerd >/dev/null; then
    cat
    return
  fi
  awk -v before="$1" '
    BEGIN { while ((getline line < before) > 0) { if (line ~ /^\*/) t = line; else if (line ~ /^:/) { split(line, f, " "); policy[t f[1]] = f[2] } } }
    /^\*/ { table = $0 }
    /^:/ && $2 != "-" { p = policy[table $1]; print $1, (p == "" ? "ACCEPT" : p), "[0:0]"; next }
    { print }'
}

# Tables that came with the cluster go too, once no rule is left in them.
remove_empty_table() {
  local family=ip
  [ "$1" = iptables ] || family=ip6
  "$1-save" -t "$2" | grep -q '^-A' || nft delete table "$family" "$2" 2>/dev/null || true
}
