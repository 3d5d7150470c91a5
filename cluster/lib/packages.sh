# Programs from Debian. Only what is missing is installed: docker.io would take a docker-ce away.

# What the cluster runs, and the package that has it.
readonly NEEDED_PROGRAMS=(
  dockerd:docker.io docker:docker.io containerd:containerd runc:runc iptables:iptables nft:nftables conntrack:conntrack
  ip:iproute2 debootstrap:debootstrap catatonit:catatonit openssl:openssl jq:jq
)
readonly CNI_PLUGIN=/usr/lib/cni/bridge

install_debian_packages() {
  local missing=() needed
  for needed in "${NEEDED_PROGRAMS[@]}"; do
    command -v "${needed%%:*}" >/dev/null || missing+=("${needed#*:}")
  done
  [ -x "$CNI_PLUGIN" ] || missing+=(containernetworking-plugins)
  [ ${#missing[@]} -gt 0 ] || return 0
  mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
  say "installing from Debian: ${missing[*]}"
  install_without_services "$LOGS/apt.log" "${missing[@]}" ||
    { tail -n 15 "$LOGS/apt.log" >&2; die "apt-get could not install ${missing[*]}" "Mend apt (see above), then type the command again."; }
}
