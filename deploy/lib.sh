# shellcheck shell=bash
# What deploy/run and tests/run share: steps with their durations, quiet commands with a log, the
# build, the area data. To be sourced; it sets $root, the repository's top folder.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
readonly logs=$root/build/log
readonly csv=$root/build/reference/idn-area-data-4.0.1
readonly regions=$root/build/reference/regions.bin

steps=0    # how many there will be; 0 leaves the count out
step=0     # the number of the current one
step_name=
child=     # the process group that is running, to be ended with the script

# Colours, and lines that rewrite themselves, only where a person looks.
bold='' red='' plain='' live=
if [[ -t 1 ]]; then
  live=yes
  [[ -n ${NO_COLOR:-} ]] || { bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; }
fi

now_us() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }

# 71 ms, 4.3 s, 312 s
duration_since() {
  local us=$(($(now_us) - $1))
  if ((us < 1000000)); then
    printf '%d ms' $((us / 1000))
  elif ((us < 60000000)); then
    printf '%d.%d s' $((us / 1000000)) $((us / 100000 % 10))
  else
    printf '%d s' $((us / 1000000))
  fi
}

begin_step() {
  step=$((step + 1))
  step_name=$1
  step_began=$(now_us)
  step_shown=$SECONDS
  step_progress=
  [[ -z $live ]] || step_line ''
}

step_line() {
  local number=
  ((steps == 0)) || number="[$step/$steps] "
  printf '%s%s%s%s … %s' "${live:+$'\r\e[K'}" "$bold$number" "$step_name" "$plain" "$1"
}

# Shows how far the step is: at once on a terminal, else a line every 15 seconds.
show_progress() {
  [[ $1 != "$step_progress" ]] || return 0
  if [[ -n $live ]]; then
    step_progress=$1
    step_line "$1"
  elif [[ -n $1 ]] && ((SECONDS - step_shown >= 15)); then
    step_shown=$SECONDS
    step_line "$1"
    printf '\n'
  fi
}

# Ends the step with its duration, or with words of its own.
end_step() { step_done "$(duration_since "$step_began")"; }
step_done() {
  step_line "$1"
  printf '\n'
}

# Ends the step as failed, with the end of its log.
fail_step() {
  step_line "${red}failed$plain after $(duration_since "$step_began")"
  printf '\n'
  [[ ! -s ${2:-} ]] || tail -n "${3:-40}" "$2" >&2
  printf '%s%s%s\n' "$red" "$1" "$plain" >&2
}

# Runs a command with its output in $logs/$1.log and shows its progress. Returns its status.
quietly() {
  local log=$logs/$1.log status=0
  shift
  mkdir -p "$logs"
  : >"$log"
  set -m # a process group of its own, so that end_child reaches all of it
  "$@" >"$log" 2>&1 </dev/null &
  child=$!
  set +m
  while kill -0 "$child" 2>/dev/null; do
    show_progress "$(progress_of "$log")"
    sleep 0.05
  done
  wait "$child" || status=$?
  child=
  return "$status"
}

# ninja's last "[12/340]"; empty for what is not ninja.
progress_of() { tail -n 1 "$1" | sed -n 's/^\[\([0-9]*\/[0-9]*\)\].*/\1/p'; }

# A step that is one command: run_step NAME LOG COMMAND…
run_step() {
  local log=$2
  begin_step "$1"
  shift 2
  if quietly "$log" "$@"; then end_step; else
    fail_step "This failed: $* (all of it: $logs/$log.log)" "$logs/$log.log"
    return 1
  fi
}

end_child() { [[ -z $child ]] || kill -TERM -- "-$child" 2>/dev/null || true; }

# Installs the packages of these sections. In the foreground unless root: sudo may ask.
install_packages() {
  if ((EUID == 0)); then
    run_step "Packages" install "$root/deploy/install" "$@"
    return
  fi
  begin_step "Packages"
  [[ -z $live ]] || printf '\n'
  if "$root/deploy/install" "$@"; then end_step; else
    fail_step "The packages could not be installed."
    return 1
  fi
}

# Configures a preset unless that was done since the presets changed; ninja sees to the rest.
configure() {
  local made=$root/build/$1/build.ninja
  [[ ! $made -nt $root/CMakePresets.json ]] || return 0
  (cd "$root" && cmake --preset "$1") && touch "$made"
}

# build PRESET TARGET…
build() {
  local preset=$1
  shift
  configure "$preset" && NINJA_STATUS='[%f/%t] ' ninja -C "$root/build/$preset" "$@"
}

# Packs the area data into the table the programs read, with the tool of one preset's build, unless
# the table is newer than both.
pack_regions() {
  local tool=$root/build/$1/bin/sinergi-regions
  [[ $regions -nt $tool && $regions -nt $csv ]] && return
  "$tool" pack --csv "$csv" --output "$regions.$$" && mv "$regions.$$" "$regions"
}
