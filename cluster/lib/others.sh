# What of the same kind runs on this machine and is somebody else's. The cluster's own daemons name its state on their command
# lines.

# others_run PROGRAM...: processes of these names that are not ours, a line each; fails where there is none.
others_run() {
  local program pid line found=1
  for program in "$@"; do
    for pid in $(pgrep -x -- "$program"); do
      line=$({ tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null) || true
      case $line in
        '' | *"$STATE/"*) ;; # ended, or ours
        *) printf '%s (pid %s)\n' "$program" "$pid"; found=0 ;;
      esac
    done
  done
  return "$found"
}

# Distributions of one binary have it in place of a kubelet.
readonly KUBERNETES_PROGRAMS=(kubelet k3s k3s-server rke2 k0s kubelite kube-proxy)
readonly CONTAINER_PROGRAMS=(containerd dockerd crio podman nerdctl)

# others_since PROGRAM...: those that did not run when the cluster was started; what they need was made by them, or is.
others_since() { others_run "$@" | grep -vxF -f <(cat "$RUN/others-before" 2>/dev/null); }
kubernetes_since() { others_since "${KUBERNETES_PROGRAMS[@]}" >/dev/null; }
containers_since() { others_since "${CONTAINER_PROGRAMS[@]}" >/dev/null; }

# foreign_chains: chains that a Kubernetes or a CNI plugin made, of this machine's packet filters; fails where there is none.
foreign_chains() { { iptables-save; ip6tables-save; } 2>/dev/null | grep -oE '^:(KUBE-|CNI-)[^ ]*' | cut -c2- | sort -u | grep .; }

# overlapping_routes SUBNET...: routes that lie in one of them, or are the same.
overlapping_routes() {
  ip -o -4 route show table all 2>/dev/null | awk -v subnets="$*" '
    function number(address, part) { split(address, part, "."); return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] }
    function first(cidr, part, size) { split(cidr, part, "/"); size = 2 ^ (32 - part[2]); return int(number(part[1]) / size) * size }
    BEGIN { count = split(subnets, subnet, " ") }
    $1 ~ /^(local|broadcast)$/ { $1 = $2 }
    $1 ~ /^[0-9.]+(\/[0-9]+)?$/ {
      route = $1 ~ /\// ? $1 : $1 "/32"
      split(route, part, "/")
      for (i = 1; i <= count; i++) {
        split(subnet[i], wanted, "/")
        if (part[2] + 0 >= wanted[2] + 0 && first(part[1] "/" wanted[2]) == first(subnet[i])) { print subnet[i] ": " $0; break }
      }
    }' | grep .
}
