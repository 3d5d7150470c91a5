# What the machine was like before the cluster: `down` puts it back.

readonly CHANGED_SYSCTLS=(net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables net.ipv4.conf.all.route_localnet)

# Places that containerd, dockerd, CNI and kubelet write to whatever they are told.
readonly FIXED_PATHS=(/var/lib/cni /var/lib/kubelet /run/containerd /run/docker /etc/docker/key.json)

remember_before() {
  [ ! -e "$RUN/absent-before" ] || return 0
  iptables-save >"$RUN/iptables-before"
  ip6tables-save >"$RUN/ip6tables-before" 2>/dev/null || true
  local name path
  for name in "${CHANGED_SYSCTLS[@]}"; do
    sysctl "$name" 2>/dev/null || true
  done >"$RUN/sysctls-before"
  for path in "${FIXED_PATHS[@]}"; do
    [ -e "$path" ] || printf '%s\n' "$path"
  done >"$RUN/absent-before"
}
