# shellcheck shell=bash
# The measurements: each runs what is measured and its floor in turns, round by round. To be
# sourced by tests/bench/run. Round 0 is shorter, warms up and does not count.
: "${root:?}" "${place:?}" "${logs:?}" "${data:?}"

readonly events_topic=sinergi.referrals.v1
readonly client_threads=2
readonly benches=$root/build/release/bench
readonly here=$root/tests/bench

# How much; tests/bench/run --quick takes less.
rounds=5
seconds=8
warm_up_s=2
relay_rounds=3
relay_events=200000
stream_rounds=3
stream_s=20
stream_per_second=500

# What bench-prepare has made.
sender='' receiver='' subscription='' referral=''

# Where the program listens that start_server started.
server_port=''

# Runs a program by itself: run_alone LOG COMMAND…
run_alone() {
  local status=0
  set -m # a process group of its own, so that end_child reaches all of it
  timeout --kill-after=5 300 "${@:2}" >"$1" 2>&1 </dev/null &
  child=$!
  set +m
  wait "$child" || status=$?
  child=
  return "$status"
}

# Runs one side of a round and records the lines "name value" that it prints:
# measure BENCH ROUND SIDE COMMAND…
measure() {
  local bench=$1 round=$2 side=$3 log=$logs/bench-$1-$3.log name value
  shift 3
  run_alone "$log" "$@" || failed "$bench, $side: $*" "$log"
  while read -r name value; do
    [[ ! $value =~ ^-?[0-9.]+$ ]] || record "$bench" "$round" "$side" "$name" "$value"
  done <"$log"
}

failed() {
  fail_step "This failed: $1 (all of it: $2)" "$2" 20
  exit 1
}

# The rounds of a measurement: in_rounds NAME COUNT FUNCTION ARGUMENT…, which is called with the
# arguments, the round and how many seconds it has.
in_rounds() {
  local name=$1 count=$2 round
  shift 2
  begin_step "$name"
  for ((round = 0; round <= count; round++)); do
    [[ -z $live ]] || step_line "round $round of $count"
    "$@" "$round" $((round == 0 ? 2 : seconds))
  done
  end_step
}

prepare() {
  local log=$logs/bench-prepare.log name value
  run_alone "$log" "$benches/bench-prepare" "--referrals=$(address_of referrals-1)" \
    "--notifications=$(address_of notifications-1)" "--data=$data/services" ||
    die "preparing failed: $(<"$log")"
  while read -r name value; do
    case $name in
      sender | receiver | subscription | referral) printf -v "$name" '%s' "$value" ;;
    esac
  done <"$log"
  await_relay
  local table
  for table in facilities facility_services; do
    sql referrals "COPY $table TO STDOUT" | sql floor "COPY $table FROM STDIN"
  done
}

# calls METHOD SERVER CALLERS SECONDS: the command
calls() {
  command=("$benches/bench-calls" "--method=$1" "--server=$2" "--callers=$3" "--seconds=$4"
    "--warm-up-s=$warm_up_s" "--threads=$client_threads" "--data=$data/services"
    "--sender=$sender" "--receiver=$receiver" "--referral=$referral")
}

# --- CreateReferral against pgbench --------------------------------------------------------------

measure_create() {
  write_scripts
  read_original
  local callers
  for callers in 16 64; do
    in_rounds "CreateReferral, $callers callers" "$rounds" create_round "$callers"
  done
}

create_round() {
  local callers=$1 round=$2 time_s=$3 command
  calls CreateReferral "$(address_of referrals-1)" "$callers" "$time_s"
  measure "create-$callers" "$round" ours "${command[@]}"
  await_relay
  floor_round "create-$callers" "$round" prepared "$callers" "$time_s"
  floor_round "create-$callers" "$round" pipeline "$callers" "$time_s"
}

# floor_round BENCH ROUND SCRIPT CALLERS SECONDS
floor_round() {
  local log=$logs/bench-$1-$3.log per_second ms
  run_alone "$log" pgbench --no-vacuum --protocol=prepared "--file=$place/$3.sql" \
    "--client=$4" --jobs=$client_threads "--time=$5" "${original[@]}" \
    "--define=n=${EPOCHSECONDS}00000" "$SINERGI_TEST_POSTGRES/floor" || failed "pgbench, $3" "$log"
  per_second=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$log")
  ms=$(sed -n 's/^latency average = \([0-9.]*\) ms/\1/p' "$log")
  if [[ -z $per_second ]] || ! grep -q '^number of failed transactions: 0 ' "$log"; then
    failed "pgbench, $3" "$log"
  fi
  record "$1" "$2" "$3" per_second "$per_second"
  record "$1" "$2" "$3" mean_ms "$ms"
}

# The same script statement by statement, and as one pipeline.
write_scripts() {
  cp "$here/create_referral.sql" "$place/prepared.sql"
  sed -e 's/^-- pipeline begins$/\\startpipeline/' -e 's/^-- pipeline ends$/\\endpipeline/' \
    "$here/create_referral.sql" >"$place/pipeline.sql"
}

# The values of the referral that was created first, as pgbench's variables.
read_original() {
  local name value
  original=("--define=sender=$sender" "--define=receiver=$receiver")
  while IFS='|' read -r name value; do original+=("--define=$name=$value"); done < <(
    sql referrals "SELECT name, value FROM outbox AS o
      JOIN request_ids AS i ON i.method LIKE '%CreateReferral'
      JOIN person_texts AS p ON p.kind = 'person' CROSS JOIN referrals AS r,
      LATERAL (VALUES ('topic', o.topic), ('source', o.source), ('type', o.type),
        ('region', o.region), ('office', o.offices), ('dataschema', o.dataschema),
        ('traceparent', o.traceparent), ('payload', o.payload::text), ('caller', i.caller),
        ('method', i.method), ('content_hash', i.content_hash::text), ('answer', i.answer::text),
        ('sealed', p.sealed::text), ('nik_index', r.nik_index::text)) AS original (name, value)
      WHERE o.subject = 'referrals/$referral' AND r.referral_id = '$referral' LIMIT 14"
  )
  value=$(sql vault_keys "SELECT wrapped FROM vault_keys LIMIT 1")
  original+=("--define=wrapped=$value")
  ((${#original[@]} == 17)) || die "the first referral's rows were not found."
}

# --- GetReferral against an echo -----------------------------------------------------------------

measure_get() {
  local command bytes
  calls GetReferral "$(address_of referrals-1)" 1 1
  measure get 0 ours "${command[@]}" # it is in the cache from now on
  bytes=$(sed -n 's/^response_bytes \([0-9]*\).*/\1/p' "$logs/bench-get-ours.log")
  start_echo "$bytes"
  in_rounds "GetReferral" "$rounds" get_round 64
  stop_echo
}

get_round() {
  local callers=$1 round=$2 time_s=$3 command
  calls GetReferral "$(address_of referrals-1)" "$callers" "$time_s"
  measure get "$round" ours "${command[@]}"
  calls GetReferral "127.0.0.1:$echo_port" "$callers" "$time_s"
  measure get "$round" echo "${command[@]}"
}

start_echo() {
  start_server echo "$benches/bench-echo" "--bytes=$1"
  echo_port=$server_port
}

# start_server NAME COMMAND…: a program that prints its port, which is in `server_port` then
start_server() {
  local log=$data/$1.log
  "${@:2}" >"$log" 2>&1 </dev/null 8>&- &
  keep_pid "$1" "$!"
  await_line "$log" port "$!"
  server_port=$(sed -n 's/^port //p' "$log")
}

# await_line LOG NAME PID: waits until the program has printed a line that begins with the name
await_line() {
  local limit_us=$(($(now_us) + 60000000))
  until grep -q "^$2 " "$1"; do
    if (($(now_us) >= limit_us)) || ! kill -0 "$3" 2>/dev/null; then
      failed "waiting for its $2" "$1"
    fi
    sleep 0.02
  done
}

stop_echo() { stop_replica echo; }

# --- ListReferrals at a million referrals ---------------------------------------------------------

# The plans of the statements go to a file beside the results.
measure_list() {
  local log=$logs/bench-million.log plans=$place/plans.txt
  begin_step "A million referrals"
  psql -qX -v ON_ERROR_STOP=1 -f "$here/million.sql" "$SINERGI_TEST_POSTGRES/referrals" >"$log" 2>&1 ||
    failed "making a million referrals" "$log"
  end_step
  psql -X -v ON_ERROR_STOP=1 -f "$here/list_plans.sql" "$SINERGI_TEST_POSTGRES/referrals" >"$plans" 2>&1 ||
    failed "showing the plans" "$plans"
  in_rounds "ListReferrals, all" "$rounds" list_round list-all ""
  in_rounds "ListReferrals, of a state" "$rounds" list_round list-state "state = SENT"
  in_rounds "ListReferrals, of a rare state" "$rounds" list_round list-rare "state = FAILED"
  in_rounds "ListReferrals, of a district" "$rounds" list_round list-district "area_code:19.04.02"
  in_rounds "ListReferrals, a few of a province" "$rounds" list_round list-filter \
    "area_code:19 AND priority = URGENT AND state != COMPLETED"
  in_rounds "ListReferrals, that none passes" "$rounds" list_round list-none "revision > 1000"
}

# list_round BENCH FILTER ROUND SECONDS: one caller, so that each call is alone.
list_round() {
  local bench=$1 filter=$2 round=$3 time_s=$4 command log=$logs/bench-$1-prepared.log ms
  calls ListReferrals "$(address_of referrals-1)" 1 "$time_s"
  measure "$bench" "$round" ours "${command[@]}" "--filter=$filter"
  [[ $bench == list-state ]] || return 0
  run_alone "$log" pgbench --no-vacuum --protocol=prepared "--file=$here/list_of_state.sql" \
    --client=1 --jobs=1 "--time=$time_s" "$SINERGI_TEST_POSTGRES/referrals" || failed "pgbench, list" "$log"
  ms=$(sed -n 's/^latency average = \([0-9.]*\) ms/\1/p' "$log")
  record "$bench" "$round" prepared mean_ms "$ms"
  record "$bench" "$round" prepared per_second "$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$log")"
}

# --- the relay against librdkafka ----------------------------------------------------------------

measure_relay() {
  begin_step "Outbox relay, $relay_events events"
  local round
  for ((round = 1; round <= relay_rounds; round++)); do
    [[ -z $live ]] || step_line "round $round of $relay_rounds"
    relay_round "$round"
  done
  end_step
}

# All is read back from Kafka, whose records say when they were sent: so the relay's way to noticing
# the backlog, up to a second, does not count.
relay_round() {
  local round=$1 source=/sinergi/bench/$1-$EPOCHSECONDS log=$logs/bench-backlog.log
  psql -qX -v ON_ERROR_STOP=1 -v "count=$relay_events" -v "source=$source" \
    -f "$here/backlog.sql" "$SINERGI_TEST_POSTGRES/referrals" >"$log" 2>&1 ||
    failed "making the backlog" "$log"
  await_relay
  measure relay "$round" librdkafka "$benches/bench-kafka-copy" "--brokers=$(brokers)" \
    "--topic=$events_topic" "--copy=bench.floor" "--source=$source" "--count=$relay_events"
  record relay "$round" ours per_second \
    "$(sed -n 's/^relayed_per_second //p' "$logs/bench-relay-librdkafka.log")"
}

brokers() { printf '%s' "${SINERGI_TEST_KAFKA#kafka://}"; }

# --- commit to the subscriber's stream -----------------------------------------------------------

measure_stream() {
  local seconds=$stream_s
  in_rounds "Commit to stream" "$stream_rounds" stream_round
}

stream_round() {
  local round=$1 time_s=$2 load=("--per-second=$stream_per_second" "--seconds=$2"
    "--warm-up-s=$warm_up_s")
  measure stream "$round" ours "$benches/bench-stream" "${load[@]}" "--data=$data/services" \
    "--referrals=$(address_of referrals-1)" "--notifications=$(address_of notifications-1)" \
    "--subscription=$subscription" "--sender=$sender" "--receiver=$receiver"
  await_relay
  measure stream "$round" librdkafka "$benches/bench-kafka-latency" "${load[@]}" \
    "--brokers=$(brokers)" "--topic=bench.latency" "--like=$events_topic"
}
