# What the machine was like before the cluster: `down` puts it back.

# Set by the cluster's start, by kubelet, kube-proxy and dockerd.
readonly CHANGED_SYSCTLS=(
  kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes vm.overcommit_memory vm.panic_on_oom
  net.ipv4.conf.all.route_localnet net.netfilter.nf_conntrack_max net.netfilter.nf_conntrack_tcp_timeout_established
  net.netfilter.nf_conntrack_tcp_timeout_close_wait net.netfilter.nf_conntrack_udp_timeout
  net.netfilter.nf_conntrack_udp_timeout_stream net.netfilter.nf_conntrack_tcp_be_liberal
  net.netfilter.nf_conntrack_tcp_timeout_syn_sent
)
# The same, but another container daemon that came since needs them as they are.
readonly SHARED_SYSCTLS=(
  net.ipv4.ip_forward net.ipv6.conf.all.forwarding net.bridge.bridge-nf-call-iptables net.bridge.bridge-nf-call-ip6tables
)
readonly LOADED_MODULES=(br_netfilter)

# Places that containerd, dockerd, CNI and kubelet write to whatever they are told.
readonly FIXED_PATHS=(/var/lib/cni /var/lib/kubelet /run/containerd /run/docker /etc/docker/key.json)

boot_id() { cat /proc/sys/kernel/random/boot_id; }

remember_before() {
  [ ! -e "$RUN/absent-before" ] || return 0
  iptables-save >"$RUN/iptables-before"
  ip6tables-save >"$RUN/ip6tables-before" 2>/dev/null || true
  remember_sysctls "${CHANGED_SYSCTLS[@]}" >"$RUN/sysctls-before"
  remember_sysctls "${SHARED_SYSCTLS[@]}" >"$RUN/shared-sysctls-before"
  local path module
  for module in "${LOADED_MODULES[@]}"; do
    [ -e "/sys/module/$module" ] || printf '%s\n' "$module"
  done >"$RUN/modules-absent-before"
  boot_id >"$RUN/boot-before"
  others_run "${KUBERNETES_PROGRAMS[@]}" "${CONTAINER_PROGRAMS[@]}" >"$RUN/others-before" || true
  for path in "${FIXED_PATHS[@]}"; do
    [ -e "$path" ] || printf '%s\n' "$path"
  done >"$RUN/absent-before"
}

remember_sysctls() {
  local name
  for name in "$@"; do sysctl "$name" 2>/dev/null || true; done
}

restore_sysctls() {
  same_boot || return 0 # a reboot has set them as the machine wants them
  load_sysctls "$RUN/sysctls-before"
  if containers_since || kubernetes_since; then
    say "left as they are, for another daemon came since: ${SHARED_SYSCTLS[*]}"
  else
    load_sysctls "$RUN/shared-sysctls-before"
  fi
}

load_sysctls() { [ ! -s "$1" ] || sysctl -q --load="$1" 2>>"$LOGS/teardown.log" || true; }

same_boot() { [ ! -e "$RUN/boot-before" ] || [ "$(<"$RUN/boot-before")" = "$(boot_id)" ]; }

remove_modules() {
  local module
  [ -e "$RUN/modules-absent-before" ] || return 0
  while read -r module; do
    # In use by somebody else by now: then it stays.
    modprobe --remove "$module" 2>>"$LOGS/teardown.log" || true
  done <"$RUN/modules-absent-before"
}

# remove_fixed_paths: those that were not there before, unless somebody else may have made them since.
remove_fixed_paths() {
  local path
  [ -e "$RUN/absent-before" ] || return 0
  while read -r path; do
    [ -e "$path" ] || continue
    if ! same_boot; then
      say "left alone: $path, which may be another's since the machine was started anew"
    elif is_anothers "$path"; then
      say "left alone: $path, for a daemon that may use it came since"
    elif [ -n "$(mounts_at "$path")" ]; then
      say "left alone: $path, in which something is mounted"
    else
      rm -rf --one-file-system "$path"
      rmdir --ignore-fail-on-non-empty "$(dirname "$path")" 2>/dev/null || true
    fi
  done <"$RUN/absent-before"
}

is_anothers() {
  case $1 in
    /var/lib/kubelet) kubernetes_since ;;
    *) kubernetes_since || containers_since ;;
  esac
}
