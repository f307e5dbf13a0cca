# shellcheck shell=bash source-path=SCRIPTDIR
# The separate service processes over PostgreSQL, Kafka and Redis, for deploy/run --full. To be
# sourced by it; everything is in one folder: servers/ (deploy/servers), services/ (the processes'
# keys), and a log, a process id and a ready file for each replica.
: "${data:?}" "${port:?}" "${root:?}" "${bin:?}" "${regions:?}"

readonly full_start_limit_s=60
readonly replicas=(referrals-1 referrals-2 notifications-1 notifications-2)
readonly hasty=referrals-3 # before the others: its urgent answers are due within seconds

# deploy/processes.sh keeps the process ids.
# shellcheck disable=SC2034 # read there
folder=$data end_limit_s=30
# shellcheck source=processes.sh
source "$root/deploy/processes.sh"

# The port of a replica, and 10 above it the one of its metrics.
full_port() {
  local i
  local all=("${replicas[@]}" "$hasty")
  for i in "${!all[@]}"; do
    [[ ${all[i]} != "$1" ]] || printf '%d' $((port + 1 + i))
  done
}

# What --server takes: every service with its replicas.
full_server() {
  local name addresses=() service
  for service in referrals notifications; do
    local of=()
    for name in "${replicas[@]}"; do
      [[ $name != "$service"-* ]] || of+=("127.0.0.1:$(full_port "$name")")
    done
    addresses+=("$service=$(IFS=, && printf '%s' "${of[*]}")")
  done
  (IFS=';' && printf '%s' "${addresses[*]}")
}

refuse_taken_ports() {
  local name one
  for name in "${replicas[@]}" "$hasty"; do
    if pid_of "$name" >/dev/null; then
      die "$name runs already in $data; deploy/run --stop --data $data ends it."
    fi
    for one in "$(full_port "$name")" $(($(full_port "$name") + 10)); do
      is_taken "$one" || continue
      die "port $one is taken on this machine; --port chooses others: $((port + 1)) to" \
        "$((port + 5)) and $((port + 11)) to $((port + 15)) with $port."
    done
  done
}

start_servers() {
  run_step "PostgreSQL, Redis, Kafka" servers "$root/deploy/servers" start \
    --folder "$data/servers"
}

# Every service has a database of its own; the vault's keys have a server of their own.
create_databases() {
  local name
  for name in referrals notifications; do
    create_database "$SINERGI_TEST_POSTGRES" "$name" || return
  done
  create_database "$SINERGI_TEST_VAULT" vault_keys
}

# create_database SERVER NAME, unless it is there
create_database() {
  psql -qAtX "$1/postgres" -c "SELECT 1 FROM pg_database WHERE datname = '$2'" | grep -q 1 ||
    psql -qX "$1/postgres" -c "CREATE DATABASE $2 OWNER sinergi"
}

# The settings of a replica, secrets among them, so they go through the environment.
full_environment() {
  local service=${1%-*} reference=$root/deploy/reference
  [[ $1 != "$hasty" ]] || reference=$data/hasty-reference
  printf '%s\n' "SINERGI_DATABASE=$SINERGI_TEST_POSTGRES_SERVICES/$service" \
    "SINERGI_EVENTS=$SINERGI_TEST_KAFKA" "SINERGI_TOPICS=$root/deploy/kafka/topics.csv" \
    "SINERGI_CACHE=$SINERGI_TEST_REDIS" "SINERGI_ANNOUNCEMENTS=$SINERGI_TEST_REDIS" \
    "SINERGI_DATA=$data/services" "SINERGI_READY=$data/$1.ready" "SINERGI_REPLICA=$1" \
    "SINERGI_REGIONS=$regions" "SINERGI_REFERENCE=$reference" \
    "SINERGI_LISTEN=127.0.0.1:$(full_port "$1")" \
    "SINERGI_METRICS_LISTEN=127.0.0.1:$(($(full_port "$1") + 10))"
  [[ $service != referrals ]] ||
    printf '%s\n' "SINERGI_VAULT_KEYS=$SINERGI_TEST_VAULT_SERVICES/vault_keys"
}

# Runs the program of a replica with its settings: run_replica NAME ARGUMENT…
run_replica() {
  local settings
  mapfile -t settings < <(full_environment "$1")
  become "${settings[@]}" "$bin/sinergi-${1%-*}" "${@:2}"
}

migrate_services() {
  local name
  for name in referrals-1 notifications-1; do (run_replica "$name" --migrate=true) || return; done
}

prepare_databases() { create_databases && migrate_services; }

# launch_replica NAME ARGUMENT…
launch_replica() {
  rm -f "$data/$1.ready"
  (close_descriptors && run_replica "$@") >>"$data/$1.log" 2>&1 </dev/null &
  keep_pid "$1" "$!"
}

start_services() {
  begin_step "Starting"
  launch_replicas referrals-1 referrals-2
  # shellcheck disable=SC2154 # set by begin_step
  step_done "${#replicas[@]} processes are ready, the last after $((($(now_us) - step_began) / 1000)) ms"
}

# launch_replicas NAME…: starts them and waits until each is ready
launch_replicas() {
  local name limit_us
  for name in "$@"; do launch_replica "$name"; done
  limit_us=$(($(now_us) + full_start_limit_s * 1000000))
  for name in "$@"; do
    until [[ -s $data/$name.ready ]]; do
      pid_of "$name" >/dev/null || replica_failed "$name" "ended while starting"
      (($(now_us) < limit_us)) || replica_failed "$name" "was not ready in $full_start_limit_s s"
      sleep 0.02
    done
  done
}

# A referral that nobody answers, at a replica in a hurry, before those of referrals start: the last
# configuration that is evidence is theirs.
play_full_silence() {
  local status=0 others
  begin_step "Nobody answers"
  hasty_reference "$data/hasty-reference"
  launch_replicas "$hasty" notifications-1 notifications-2
  [[ -z ${live:-} ]] || printf '\n'
  others=$(full_server)
  "$bin/sinergi" demo silence "--data=$data/services" \
    "--server=referrals=127.0.0.1:$(full_port "$hasty");${others#*;}" || status=$?
  end_replica "$hasty" || status=1
  if ((status == 0)); then end_step; else
    fail_step "It failed with status $status. The replica's log: $data/$hasty.log"
    exit "$status"
  fi
}

# end_replica NAME: asks it to end, and kills it when it does not. Fails when it had to be killed.
end_replica() {
  local pid status=0
  if pid=$(pid_of "$1"); then
    kill -TERM "$pid" 2>/dev/null || true
    gone_within "$end_limit_s" "$pid" || { kill -KILL "$pid" 2>/dev/null && status=1; }
  fi
  rm -f "$data/$1.pid" "$data/$1.ready"
  return "$status"
}

replica_failed() {
  fail_step "$1 $2. Its log: $data/$1.log" "$data/$1.log" 20
  exit 1
}

# Ends what was started in the folder, by process id: the services first, then what they stand on.
stop_full() {
  local name pid status=0
  for name in "${replicas[@]}" "$hasty"; do
    if pid=$(pid_of "$name"); then kill -TERM "$pid" 2>/dev/null || true; fi
  done
  for name in "${replicas[@]}" "$hasty"; do end_replica "$name" || status=1; done
  [[ ! -d $data/servers ]] || "$root/deploy/servers" stop --folder "$data/servers" || status=1
  return "$status"
}

# Until one of them ends by itself.
watch_services() {
  local name
  while true; do
    for name in "${replicas[@]}"; do
      pid_of "$name" >/dev/null && continue
      tail -n 20 "$data/$name.log" >&2
      die "$name ended by itself; its log: $data/$name.log"
    done
    sleep 1
  done
}
