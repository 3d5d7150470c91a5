# The cluster's own folders. Each is marked when it is made, and only what is marked is ever deleted: whoever points
# SCALEPROOF_STATE at a disk must not lose what else is on it.

readonly MARKER=.scaleproof

# claim_folder FOLDER: makes it the cluster's own: it must be new, empty, marked, or an earlier version's.
claim_folder() {
  local folder=$1
  mkdir -p "$folder"
  [ ! -e "$folder/$MARKER" ] || return 0
  if [ -n "$(ls -A "$folder")" ] && ! is_of_an_earlier_version "$folder"; then
    die "$folder holds files that are not Scaleproof's" "Move them, or choose another place: SCALEPROOF_STATE=DIR SCALEPROOF_CACHE=DIR"
  fi
  printf 'Made by Scaleproof, which deletes all of this folder: cluster/down\n' >"$folder/$MARKER"
}

claim_folders() {
  claim_folder "$STATE"
  claim_folder "$CACHE"
  mkdir -p "$BIN"
}

# Before folders were marked, they held what follows and nothing else.
is_of_an_earlier_version() {
  local entry
  for entry in "$1"/* "$1"/.[!.]*; do
    [ -e "$entry" ] || continue
    entry=${entry##*/}
    case $1:$entry in
      "$CACHE":bin | "$CACHE":docker | "$CACHE":images | "$CACHE":loadtest-bench) ;;
      "$STATE":bin | "$STATE":containerd | "$STATE":debootstrap | "$STATE":etc | "$STATE":etcd | "$STATE":kube-cache | "$STATE":kubeconfig) ;;
      "$STATE":kubelet | "$STATE":logs | "$STATE":pki | "$STATE":pod-logs | "$STATE":pulumi | "$STATE":run | "$STATE":static-pods) ;;
      *) return 1 ;;
    esac
  done
}

# delete_folder FOLDER: all of it, if it is marked and nothing is mounted in it; fails and says why otherwise.
delete_folder() {
  local folder=$1 mounted
  [ -e "$folder" ] || return 0
  if [ ! -e "$folder/$MARKER" ]; then
    say "left alone: $folder is not marked as Scaleproof's ($MARKER)"
    return 1
  fi
  mounted=$(mounts_at "$folder")
  if [ -n "$mounted" ]; then
    say "left alone: $folder, in which is mounted: $(printf '%s' "$mounted" | tr '\n' ' ')"
    return 1
  fi
  # The marker goes last: a deletion that was cut short can be gone on with.
  find "$folder" -mindepth 1 -maxdepth 1 ! -name "$MARKER" -exec rm -rf --one-file-system {} + || return 1
  rm -f "$folder/$MARKER"
  rmdir "$folder"
}

# mounts_at FOLDER [MOUNTS]: mount points at it and below. dockerd mounts its data folder on itself, and leaves that when killed.
mounts_at() { awk -v folder="$1" '$2 == folder || index($2, folder "/") == 1 { print $2 }' "${2:-/proc/self/mounts}"; }
