# shellcheck shell=bash
# What came of each test program: recording, showing and summing it up. To be sourced by tests/run;
# brings deploy/lib.sh along.

# shellcheck source-path=SCRIPTDIR source=../deploy/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../deploy/lib.sh"

readonly reports=$root/build/test-reports
readonly results=$reports/results.tsv # kind, name, passed, failed, skipped, ms

# Records one line and shows it, with the output of what failed or was skipped. Two programs may
# end at once.
record() {
  local kind=$1 name=$2 passed=$3 failed=$4 skipped=$5 ms=$6 output=${7:-}
  exec 9>>"$results.lock"
  flock 9
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "${@:1:6}" >>"$results"
  if ((failed + skipped > 0)) && [[ -n $output ]]; then
    printf '\n----- output of %s %s\n' "$kind" "$name"
    without_passed "$output"
    printf -- '----- end of %s %s\n\n' "$kind" "$name"
  fi
  show_result "$kind" "$name" "$passed" "$failed" "$skipped" "$ms"
  flock -u 9
}

# GoogleTest's output without the cases that passed; any other output as it is.
without_passed() {
  awk '/^\[ RUN      \]/ {held = $0; next}
    /^\[       OK \]/ {held = ""; next}
    held != "" && /^\[  (FAILED|SKIPPED)/ {print held; held = ""}
    held != "" {held = held "\n" $0; next}
    /^\[-+\]|^Running main|^$/ {next}
    {print}
    END {if (held != "") print held}' "$1"
}

show_result() {
  local colour=
  (($4 == 0)) || colour=$red
  printf '%s%-13s %-36s %5d passed %4d failed %4d skipped %8s s%s\n' "$colour" "$1" "$2" "$3" "$4" \
    "$5" "$(printf '%d.%02d' $(($6 / 1000)) $(($6 / 10 % 100)))" "$plain"
}

ms_since() { printf '%d' $((($(now_us) - $1) / 1000)); }

# Reads a GoogleTest report into passed, failed and skipped. No report, no case, or a bad end
# without a failed case is one failure.
read_report() {
  local report=$1 status=$2 total
  passed=0 failed=1 skipped=0
  total=$(sed -n 's/^<testsuites tests="\([0-9]*\)".*/\1/p' "$report" 2>/dev/null) || return 0
  ((${total:-0} > 0)) || return 0
  failed=$(sed -n 's/^<testsuites .* failures="\([0-9]*\)".*/\1/p' "$report")
  skipped=$(grep -cE '^ *<testcase .*(result="skipped"|status="notrun")' "$report" || true)
  passed=$((total - failed - skipped))
  ((status == 0 || failed > 0)) || failed=1
}

summarize() {
  awk -F '\t' '{p += $3; f += $4; s += $5} END {print p + 0, f + 0, s + 0}' "$results"
}

print_json() {
  awk -F '\t' -v seconds="$SECONDS" '
    {p += $3; f += $4; s += $5
     rows = rows (NR > 1 ? ",\n    " : "\n    ") sprintf("{\"kind\": \"%s\", \"name\": \"%s\", " \
       "\"passed\": %d, \"failed\": %d, \"skipped\": %d, \"seconds\": %.3f}", $1, $2, $3, $4, $5,
       $6 / 1000)}
    END {printf "{\n  \"passed\": %d,\n  \"failed\": %d,\n  \"skipped\": %d,\n  \"seconds\": %d,\n",
           p, f, s, seconds
         printf "  \"programs\": [%s\n  ]\n}\n", rows}' "$results"
}
