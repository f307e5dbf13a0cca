# shellcheck shell=bash
# The measurements of streams, webhooks and matching. To be sourced by tests/bench/run, after measure.sh.
: "${root:?}" "${place:?}" "${logs:?}" "${data:?}" "${benches:?}" "${here:?}" "${rounds:?}" "${server_port?}" "${stream_s?}"

# How much; tests/bench/run --quick takes less.
webhook_rounds=5
webhook_events=40000
webhooks_at_once=32
hanging_rounds=7
streams_rounds=5
streams_count=1000
streams_events=400

# --- which subscriptions an event matches ---------------------------------------------------------

measure_match() { in_rounds "Matching, 10,000 subscriptions" "$rounds" match_round; }

match_round() {
  local round=$1 time_s=$2
  measure match "$round" ours "$benches/bench-match" "--seconds=$((time_s / 2))"
  record match "$round" loop per_second \
    "$(sed -n 's/^loop_per_second //p' "$logs/bench-match-ours.log")"
}

# --- webhooks against a bare loop of libcurl ------------------------------------------------------

# The service is started anew, with leave to post to this machine as fast as it can.
measure_webhooks() {
  stop_replica notifications-1
  start_replica notifications-1 --notifications_webhook_networks=127.0.0.0/8 \
    --notifications_webhook_per_minute=10000000 "--notifications_webhook_at_once=$webhooks_at_once"
  in_rounds "Webhooks" "$webhook_rounds" webhook_round
  stop_replica notifications-1
  start_replica notifications-1
}

# --- webhooks beside one that hangs ---------------------------------------------------------------

measure_hanging() {
  # shellcheck disable=SC2034 # of in_rounds
  local seconds=$stream_s
  stop_replica notifications-1
  start_replica notifications-1 --notifications_webhook_networks=127.0.0.0/8 \
    --notifications_webhook_per_minute=10000000 --notifications_webhook_timeout=30s
  in_rounds "Webhooks beside one that hangs" "$hanging_rounds" hanging_round
  stop_replica notifications-1
  start_replica notifications-1
}

hanging_round() {
  local load=("--per-second=$stream_per_second" "--seconds=$2" "--warm-up-s=$warm_up_s"
    "--data=$data/services" "--referrals=$(address_of referrals-1)" "--sender=$sender"
    "--notifications=$(address_of notifications-1)" "--receiver=$receiver")
  measure hanging "$1" alone "$benches/bench-webhook-latency" "${load[@]}" --hanging=0
  measure hanging "$1" ours "$benches/bench-webhook-latency" "${load[@]}" --hanging=1
}

webhook_round() {
  local round=$1 source=/sinergi/bench/webhook-$1-$EPOCHSECONDS sink_port
  start_sink
  subscribe "$source" "http://127.0.0.1:$sink_port/"
  fill_journal "$source" "$webhook_events"
  await_sink "$round" ours
  start_sink
  run_alone "$logs/bench-webhook-floor.log" "$benches/bench-webhook-floor" \
    "--count=$webhook_events" "--url=http://127.0.0.1:$sink_port/" --bytes=620 \
    "--at_once=$webhooks_at_once" || failed "the bare loop" "$logs/bench-webhook-floor.log"
  await_sink "$round" libcurl
}

start_sink() {
  start_server sink "$benches/bench-webhook-sink" "--count=$webhook_events"
  sink_port=$server_port
}

# await_sink ROUND SIDE
await_sink() {
  local pid
  if pid=$(pid_of sink); then
    timeout 120 tail --pid="$pid" -f /dev/null || failed "posting all" "$data/sink.log"
  fi
  record webhooks "$1" "$2" per_second "$(sed -n 's/^per_second //p' "$data/sink.log")"
}

# subscribe SOURCE URL [COUNT]: the ids are in `subscribed`, with commas between them
subscribe() {
  local log=$logs/bench-subscribe.log
  run_alone "$log" "$benches/bench-subscribe" "--data=$data/services" \
    "--notifications=$(address_of notifications-1)" "--source=$1" "--url=$2" \
    "--count=${3:-1}" ||
    failed "subscribing" "$log"
  subscribed=$(sed -n 's/^subscription //p' "$log" | paste -sd , -)
}

# fill_journal SOURCE COUNT
fill_journal() {
  local log=$logs/bench-journal.log
  psql -qX -v ON_ERROR_STOP=1 -v "source=$1" -v "count=$2" -f "$here/journal.sql" \
    "$SINERGI_TEST_POSTGRES/notifications" >"$log" 2>&1 || failed "filling the journal" "$log"
}

# --- a thousand streams against a bare callback server --------------------------------------------

measure_streams() {
  subscribe "" ""
  one_for_all=$subscribed
  subscribe "" "" "$streams_count"
  in_rounds "$streams_count streams" "$streams_rounds" streams_round
}

streams_round() {
  read_streams "$1" ours "$(address_of notifications-1)" "$one_for_all"
  read_streams "$1" apart "$(address_of notifications-1)" "$subscribed"
  start_server streams-floor "$benches/bench-streams-floor" "--streams=$streams_count" \
    "--count=$streams_events" --bytes=700
  read_streams "$1" callback "127.0.0.1:$server_port" "$one_for_all"
  stop_replica streams-floor
}

# read_streams ROUND SIDE SERVER SUBSCRIPTIONS
read_streams() {
  local log=$logs/bench-streams-$2.log reader status=0
  "$benches/bench-streams" "--streams=$streams_count" "--count=$streams_events" "--server=$3" \
    "--subscriptions=$4" "--data=$data/services" >"$log" 2>&1 </dev/null 8>&- &
  reader=$!
  await_line "$log" ready "$reader"
  if [[ $2 != callback ]]; then
    fill_journal "/sinergi/bench/streams-$1-$EPOCHSECONDS" "$streams_events"
  fi
  wait "$reader" || status=$?
  ((status == 0)) || failed "reading streams" "$log"
  record streams "$1" "$2" per_second "$(sed -n 's/^per_second //p' "$log")"
  [[ $2 == ours ]] || return 0
  status=/proc/$(pid_of notifications-1)/status
  record streams "$1" ours memory_mb "$(awk '/^VmHWM/ {printf "%.1f", $2 / 1024}' "$status")"
  record streams "$1" ours threads "$(awk '/^Threads/ {print $2}' "$status")"
}
