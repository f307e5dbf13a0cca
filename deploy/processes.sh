# shellcheck shell=bash
# The server processes of one folder: ports, passwords, process ids, logs. To be sourced by
# deploy/servers.
: "${folder:?}" "${end_limit_s:?}"

# --- process ids ---------------------------------------------------------------------------------

# What tells a process from a later one with the same id: its start and this boot. Fails for one
# that has ended, also while nobody has collected it.
identity_of() {
  local stat=
  # A substitution that cannot open its file would end the whole shell here.
  { read -rd '' stat || [[ -n $stat ]]; } 2>/dev/null <"/proc/$1/stat" || return 1
  read -ra stat <<<"${stat##*) }" # behind the name, which may hold anything
  [[ ${stat[0]} != [ZX] ]] || return 1
  printf '%s %s' "${stat[19]}" "$(</proc/sys/kernel/random/boot_id)"
}

# The process id of a server; fails when it does not run.
pid_of() {
  local pid='' identity='' now
  { read -r pid && read -r identity; } 2>/dev/null <"$folder/$1.pid" || return 1
  now=$(identity_of "$pid") || return 1
  [[ $now == "$identity" ]] || return 1
  printf '%s' "$pid"
}

# A process id, and what tells it from a later one: one line each.
keep_pid() {
  local identity
  identity=$(identity_of "$2") || return 1
  printf '%s\n%s\n' "$2" "$identity" >"$folder/$1.pid.$BASHPID"
  mv "$folder/$1.pid.$BASHPID" "$folder/$1.pid"
}

children_of() {
  local file stat
  for file in /proc/[0-9]*/stat; do
    stat=
    { read -rd '' stat || [[ -n $stat ]]; } 2>/dev/null <"$file" || continue
    read -ra stat <<<"${stat##*) }"
    [[ ${stat[1]} != "$1" ]] || basename "${file%/stat}"
  done
}

# Waits until these processes are gone: gone_within SECONDS PID…
gone_within() {
  local limit_us=$(($(now_us) + $1 * 1000000)) pid
  shift
  for pid in "$@"; do
    while identity_of "$pid" >/dev/null; do
      (($(now_us) < limit_us)) || return 1
      sleep 0.02
    done
  done
}

# --- ports and passwords -------------------------------------------------------------------------

# Somebody listens there. The subshell closes the connection.
is_taken() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The port a name has for good in this folder. Below those that the kernel gives to outgoing
# connections, or it might be lost while the server is down.
port_of() {
  local file=$folder/$1.port low=10240 high port
  [[ ! -s $file ]] || { cat "$file" && return; }
  read -r high _ </proc/sys/net/ipv4/ip_local_port_range
  ((high > low + 1000)) || high=65536
  until port=$((low + SRANDOM % (high - low))) && ! is_taken "$port"; do :; done
  printf '%s\n' "$port" | tee "$file"
}

# The password a server has for good in this folder: 32 hexadecimal digits.
password_of() {
  local file=$folder/$1.password
  [[ -s $file ]] || od -An -tx1 -N16 /dev/urandom | tr -d ' \n' >"$file"
  cat "$file"
}

# --- starting and ending -------------------------------------------------------------------------

# Turns this process into a program without the caller's environment, and with these values in it,
# which no list of processes shows: run_clean [NAME=VALUE…] PROGRAM ARGUMENT…
run_clean() {
  local name
  for name in $(compgen -e); do export -n "${name?}"; done
  export PATH LC_ALL=C.UTF-8 TZ=UTC
  while [[ $1 =~ ^[A-Za-z_][A-Za-z0-9_]*= ]]; do export "${1?}" && shift; done
  exec "$@"
}

# The same for a server: in a session of its own, where no Ctrl-C of the caller reaches it.
become() {
  local values=()
  while [[ $1 =~ ^[A-Za-z_][A-Za-z0-9_]*= ]]; do values+=("$1") && shift; done
  run_clean "${values[@]}" setsid "$@"
}

# Whoever waits for the end of a pipe or a lock must not wait for a server.
close_descriptors() {
  local file
  for file in "/proc/$BASHPID/fd/"*; do
    ((${file##*/} <= 2)) || eval "exec ${file##*/}>&-"
  done
}

# Starts a server and keeps its process id: once here, so that it is known when this returns, and
# once there, so that it is kept even if this script is killed meanwhile.
launch() {
  local log=$folder/$1.log
  [[ ! -f $log || $(stat -c %s "$log") -lt 10000000 ]] || mv "$log" "$log.1"
  (keep_pid "$1" "$BASHPID" && close_descriptors && "${1}_run") >>"$log" 2>&1 </dev/null &
  keep_pid "$1" "$!"
}

# Ends a server as it likes to be ended, or with SIGKILL when it takes too long.
end_server() {
  local pid
  pid=$(pid_of "$1") || { rm -f "$folder/$1.pid" && return; }
  kill "-$("${1}_end_signal")" "$pid" 2>/dev/null || true
  if gone_within "$end_limit_s" "$pid"; then
    rm -f "$folder/$1.pid"
    "${1}_ended"
    return
  fi
  say "$1 did not end within $end_limit_s s and is killed."
  kill_server "$1"
}

# Kills a server and its children, as a crash would. It is stopped first, so that none is born
# meanwhile.
kill_server() {
  local pid children
  pid=$(pid_of "$1") || { rm -f "$folder/$1.pid" && return; }
  kill -STOP "$pid"
  mapfile -t children < <(children_of "$pid")
  kill -KILL "$pid" "${children[@]}" 2>/dev/null || true
  gone_within "$end_limit_s" "$pid" "${children[@]}" || return 1
  rm -f "$folder/$1.pid"
}
