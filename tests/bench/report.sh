# shellcheck shell=bash
# What was measured, as a table and as JSON. To be sourced by tests/bench/run; brings deploy/lib.sh
# along.

# shellcheck source-path=SCRIPTDIR source=../../deploy/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../deploy/lib.sh"

readonly place=$root/build/bench
readonly results=$place/results.tsv # bench, round, side, name, value
readonly facts=$place/facts.tsv     # name, value

# The rows of the table: what, bench, the name of the value, floor, how it is compared, target.
#   ratio  ours / floor is at least the target (none: it is only shown)
#   within ours / floor is at most the target
#   above  ours is more than the target
#   beyond ours - floor is less than the target
#   below  ours is less than the target
comparisons() {
  cat <<'END'
CreateReferral, 16 callers, per second	create-16	per_second	prepared	ratio	1.0
CreateReferral, 16 callers, per second	create-16	per_second	pipeline	ratio	
CreateReferral, 64 callers, per second	create-64	per_second	prepared	ratio	1.0
CreateReferral, 64 callers, per second	create-64	per_second	pipeline	ratio	
GetReferral from the cache, per second	get	per_second	echo	ratio	0.6
ListReferrals of a million, 99th percentile ms	list-all	p99_ms		below	10
ListReferrals, of a state, 99th percentile ms	list-state	p99_ms		below	10
ListReferrals, of a state, per second	list-state	per_second	prepared	ratio	
ListReferrals, of a rare state, 99th p. ms	list-rare	p99_ms		below	10
ListReferrals, of a district, 99th p. ms	list-district	p99_ms		below	10
ListReferrals, few of a province, 99th p. ms	list-filter	p99_ms		below	10
ListReferrals, none passes, 99th p. ms	list-none	p99_ms		below	10
Outbox relay, events per second	relay	per_second		above	14500
Outbox relay, events per second	relay	per_second	librdkafka	ratio	0.5
1,000 streams, deliveries per second	streams	per_second	callback	ratio	0.6
1,000 streams, most memory MB	streams	memory_mb		below	200
Webhooks to this machine, per second	webhooks	per_second	libcurl	ratio	0.7
Webhook beside one that hangs, 99th perc. ms	hanging	p99_ms	alone	within	1.1
Matching, 10,000 subscriptions, events a second	match	per_second	loop	ratio	10
Commit to stream, median ms	stream	p50_ms	librdkafka	beyond	5
Commit to stream, 99th percentile ms	stream	p99_ms	librdkafka	below	50
END
}

# What is worth seeing besides: what, bench, side, name.
details() {
  cat <<'END'
CreateReferral, 16 callers: median ms	create-16	ours	p50_ms
CreateReferral, 16 callers: 99th percentile ms	create-16	ours	p99_ms
CreateReferral, 64 callers: median ms	create-64	ours	p50_ms
CreateReferral, 64 callers: 99th percentile ms	create-64	ours	p99_ms
GetReferral: median ms	get	ours	p50_ms
GetReferral: 99th percentile ms	get	ours	p99_ms
Echo: median ms	get	echo	p50_ms
Echo: 99th percentile ms	get	echo	p99_ms
Relay: events in a backlog	relay	librdkafka	records
Relay: records that came twice	relay	librdkafka	repeats
1,000 streams: threads of the service	streams	ours	threads
1,000 streams, each of its own subscription: /s	streams	apart	per_second
Webhook, alone: median ms	hanging	alone	p50_ms
Webhook, beside one that hangs: median ms	hanging	ours	p50_ms
Stream: 90th percentile ms	stream	ours	p90_ms
Stream: longest ms	stream	ours	max_ms
Stream, from before the commit: median ms	stream	ours	from_begin_p50_ms
Stream, from before the commit: 99th percentile ms	stream	ours	from_begin_p99_ms
Stream: changes sent per second	stream	ours	sent_per_second
END
}

# record BENCH ROUND SIDE NAME VALUE
record() { printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"$results"; }

# note NAME VALUE: about the machine and the settings.
note() { printf '%s\t%s\n' "$@" >>"$facts"; }

# Medians for awk: values[bench, side, name, round], and rounds[bench, side, name].
# shellcheck disable=SC2016 # awk's
readonly awk_medians='
  function median(list, count,   i, j, swap) {
    for (i = 2; i <= count; i++)
      for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
        swap = list[j]; list[j] = list[j - 1]; list[j - 1] = swap
      }
    lowest = list[1]; highest = list[count]
    return count % 2 ? list[(count + 1) / 2] : (list[count / 2] + list[count / 2 + 1]) / 2
  }
  function of(bench, side, name,   list, i, count) {
    count = rounds[bench, side, name]
    for (i = 1; i <= count; i++) list[i] = values[bench, side, name, i]
    return count ? median(list, count) : ""
  }
  FILENAME == results && $2 > 0 {
    rounds[$1, $3, $4]++
    values[$1, $3, $4, rounds[$1, $3, $4]] = $5 + 0
  }'

# The compared rows: what, ours, floor, floor side, compared, lowest, highest, target, met. Ratios
# and differences are medians of those of each round, whose two sides ran one after the other.
compared() {
  comparisons | awk -F '\t' -v results="$results" "$awk_medians"'
    FILENAME != results {
      bench = $2; name = $3; floor = $4; kind = $5; target = $6
      count = rounds[bench, "ours", name]
      if (!count) next
      for (i = 1; i <= count; i++) {
        list[i] = values[bench, "ours", name, i]
        if (kind == "ratio" || kind == "within") list[i] /= values[bench, floor, name, i]
        if (kind == "beyond") list[i] -= values[bench, floor, name, i]
      }
      middle = median(list, count)
      low = lowest; high = highest
      if (kind == "ratio") {sign = ">="; met = middle >= target}
      if (kind == "within") {sign = "<="; met = middle <= target}
      if (kind == "above") {sign = ">"; met = middle > target}
      if (kind == "beyond") {sign = "floor +"; met = middle < target}
      if (kind == "below") {sign = "<"; met = middle < target}
      met = target == "" ? "-" : met ? "yes" : "no"
      printf "%s\t%.6g\t%s\t%s\t%.5g\t%.5g\t%.5g\t%s\t%s\t%s\n", $1, of(bench, "ours", name),
        floor == "" ? "" : sprintf("%.6g", of(bench, floor, name)), floor, middle, low, high,
        target == "" ? "" : sign " " target, met, kind
    }' "$results" -
}

detailed() {
  details | awk -F '\t' -v results="$results" "$awk_medians"'
    FILENAME != results && rounds[$2, $3, $4] {
      middle = of($2, $3, $4)
      printf "%s\t%.6g\t%.6g\t%.6g\n", $1, middle, lowest, highest
    }' "$results" -
}

print_table() {
  awk -F '\t' '{printf "%-24s %s\n", $1, $2}' "$facts"
  printf '\n%-40s %10s %10s  %-10s %9s %19s  %-11s %s\n' what ours floor "floor is" compared \
    "(lowest..highest)" target "met?"
  compared | awk -F '\t' '{
    printf "%-40s %10s %10s  %-10s %9s %19s  %-11s %s\n", $1, $2, $3 == "" ? "-" : $3,
      $4 == "" ? "-" : $4, $5, "(" $6 ".." $7 ")", $8 == "" ? "-" : $8, $9}'
  printf '\n'
  detailed | awk -F '\t' '{printf "%-62s %10s  (%s..%s)\n", $1, $2, $3, $4}'
  printf '\nMedians of the rounds; "compared" is ours / floor, ours - floor or ours, by its target.\n'
}

print_json() {
  printf '{\n  "facts": {'
  awk -F '\t' '{gsub(/["\\]/, "\\\\&", $2)
    printf "%s\n    \"%s\": \"%s\"", (NR > 1 ? "," : ""), $1, $2}' "$facts"
  printf '\n  },\n  "compared": ['
  compared | awk -F '\t' '
    function number(text) {return text == "" ? "null" : text}
    {printf "%s\n    {\"what\": \"%s\", \"ours\": %s, \"floor\": %s, \"floor_is\": \"%s\", ",
       (NR > 1 ? "," : ""), $1, $2, number($3), $4
     printf "\"compared_by\": \"%s\", \"compared\": %s, \"lowest\": %s, \"highest\": %s, ",
       $10, $5, $6, $7
     printf "\"target\": \"%s\", \"met\": %s}", $8, $9 == "-" ? "null" : $9 == "yes" ? "true" : "false"}'
  printf '\n  ],\n  "measured": ['
  awk -F '\t' '{printf "%s\n    {\"bench\": \"%s\", \"round\": %s, \"side\": \"%s\", ",
      (NR > 1 ? "," : ""), $1, $2, $3
    printf "\"name\": \"%s\", \"value\": %s}", $4, $5}' "$results"
  printf '\n  ]\n}\n'
}
