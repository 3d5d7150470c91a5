# Installing Debian packages without what they would start: a cluster's daemons are its own, and tests start what they need.

readonly POLICY=/usr/sbin/policy-rc.d

# install_without_services LOG PACKAGE...: Debian asks the policy before it starts a service; where systemd runs, the package's
# services are not enabled for the next boot either.
install_without_services() (
  local log=$1 own_policy=false status=0
  shift
  trap '[ "$own_policy" = false ] || rm -f "$POLICY"' EXIT
  if [ ! -e "$POLICY" ]; then
    own_policy=true
    printf '#!/bin/sh\nexit 101\n' >"$POLICY"
    chmod 0755 "$POLICY"
  fi
  { timeout 300 apt-get update && DEBIAN_FRONTEND=noninteractive timeout 900 apt-get install -y --no-install-recommends "$@"; } \
    >"$log" 2>&1 </dev/null || status=$?
  if [ -d /run/systemd/system ]; then
    dpkg-query -L "$@" 2>/dev/null | sed -n 's|^\(/usr\)\{0,1\}/lib/systemd/system/\([^/@]*\.\(service\|socket\)\)$|\2|p' | sort -u |
      xargs -r systemctl disable --quiet >>"$log" 2>&1 || true
  fi
  return "$status"
)
