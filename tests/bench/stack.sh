# shellcheck shell=bash
# The servers and the services that are measured, one process of each service, and the databases of
# the floors. To be sourced by tests/bench/run.
: "${root:?}" "${place:?}" "${logs:?}" "${red?}" "${plain?}"

readonly bin=$root/build/release/bin
readonly data=$place/data # deploy/full.sh keeps everything there
port=10240                 # of the services, with some above it: see choose_port

# shellcheck source-path=SCRIPTDIR source=../../deploy/full.sh
source "$root/deploy/full.sh"

die() {
  printf '%stests/bench/run: %s%s\n' "$red" "$1" "$plain" >&2
  exit 1
}

# A port that is free with those that the services take above it.
choose_port() {
  local name
  for ((port = 10240 + SRANDOM % 20000; ; port += 20)); do
    for name in "${replicas[@]}"; do
      if is_taken "$(full_port "$name")" || is_taken $(($(full_port "$name") + 10)); then
        continue 2
      fi
    done
    return
  done
}

# New servers and databases; what an earlier run left goes.
start_stack() {
  run_step "Servers" bench-servers renew_servers || die "the servers could not be started."
  # shellcheck disable=SC1091 # written just now
  source "$data/servers/urls"
  [[ -n ${SINERGI_TEST_KAFKA:-} ]] || die "Kafka is needed: $logs/bench-servers.log"
  choose_port
  run_step "Databases and topics" bench-databases make_databases ||
    die "the databases could not be made."
  start_replica referrals-1
  start_replica notifications-1
}

renew_servers() {
  if [[ -d $data ]]; then
    "$root/deploy/servers" remove --folder "$data/servers" && rm -rf "$data" || return
  fi
  mkdir -p "$data" && "$root/deploy/servers" start --folder "$data/servers"
}

# The floor's database has the tables of the referrals and of the vault's keys.
make_databases() {
  prepare_databases || return
  sql postgres "CREATE DATABASE floor TEMPLATE referrals" &&
    pg_dump --schema-only --no-owner --table=vault_keys "$SINERGI_TEST_VAULT/vault_keys" |
    psql -qX -v ON_ERROR_STOP=1 "$SINERGI_TEST_POSTGRES/floor"
}

# start_replica NAME ARGUMENT…
start_replica() {
  local limit_us=$(($(now_us) + full_start_limit_s * 1000000))
  launch_replica "$@"
  until [[ -s $data/$1.ready ]]; do
    pid_of "$1" >/dev/null || die "$1 ended while starting: $data/$1.log"
    (($(now_us) < limit_us)) || die "$1 was not ready in $full_start_limit_s s: $data/$1.log"
    sleep 0.02
  done
}

# They are this shell's children, so that it may wait for them. One that ends badly is told of.
stop_replica() {
  local pid status=0
  pid=$(pid_of "$1") || return 0
  kill -TERM "$pid" 2>/dev/null || true
  timeout "$end_limit_s" tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2>/dev/null || true
  { wait "$pid" || status=$?; } 2>/dev/null
  rm -f "$data/$1".{pid,ready}
  ((status == 0)) || printf '%s%s ended with status %d; its log: %s%s\n' "$red" "$1" "$status" \
    "$data/$1.log" "$plain" >&2
}

address_of() { printf '127.0.0.1:%d' "$(full_port "$1")"; }

# sql DATABASE QUERY [psql's options]
sql() {
  local server=$SINERGI_TEST_POSTGRES
  [[ $1 != vault_keys ]] || server=$SINERGI_TEST_VAULT
  psql -qAtX -v ON_ERROR_STOP=1 "${@:3}" "$server/$1" -c "$2"
}

# Waits until the relay has nothing left to do.
await_relay() {
  local limit_us=$(($(now_us) + 600000000))
  while [[ $(sql referrals "SELECT count(*) FROM (SELECT 1 FROM outbox_waiting
      LIMIT 1) AS waiting") != 0 ]]; do
    pid_of referrals-1 >/dev/null || die "referrals-1 ended by itself: $data/referrals-1.log"
    (($(now_us) < limit_us)) || die "the relay does not come to an end: $data/referrals-1.log"
    sleep 0.2
  done
}

stop_stack() {
  local name
  for name in "${replicas[@]}"; do stop_replica "$name"; done
  [[ ! -d $data/servers ]] || "$root/deploy/servers" stop --folder "$data/servers"
}
