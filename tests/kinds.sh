# shellcheck shell=bash
# What each kind of tests builds and runs. To be sourced by tests/run.
: "${root:?}" "${reports:?}"

readonly fuzz_s=10 # for each fuzzer

# Configures or builds; what fails is one failure: build_for KIND build PRESET TARGET…
build_for() {
  local kind=$1 began status=0
  shift
  began=$(now_us)
  run_step "Building $kind" "build-$kind" "$@" 2>"$reports/$kind-build.log" || status=$?
  if ((status != 0)); then
    record "$kind" "build" 0 1 0 "$(ms_since "$began")" "$reports/$kind-build.log"
  fi
  return "$status"
}

# Runs a function for each of the lines; that there are none is a failure: run_each KIND LINES …
run_each() {
  if [[ -n $2 ]]; then
    each_of "${@:3}" <<<"$2"
  else
    record "$1" "(nothing to run)" 0 1 0 0
  fi
}

# Runs the programs of a folder of a build: run_programs KIND BUILD FOLDER COUNT
run_programs() {
  local folder=$2/tests/$3 programs
  programs=$(find "$folder" -maxdepth 1 -type f -name '*_test' -executable 2>/dev/null | sort) ||
    true
  run_each "$1" "$programs" "$4" run_program "$1" "$2"
}

run_kind() {
  local kind=$1 count=2 extra=()
  case $kind in
    e2e | chaos) count=1 extra=(sinergi-standalone sinergi) ;;
  esac
  build_for "$kind" build debug "${kind}_tests" "${extra[@]}" || return 0
  run_programs "$kind" "$root/build/debug" "$kind" "$count"
}

run_asan() {
  local folders=(unit contract service) folder
  build_for asan build asan "${folders[@]/%/_tests}" || return 0
  for folder in "${folders[@]}"; do run_programs asan "$root/build/asan" "$folder" 2; done
}

# As it is delivered: the release build, which warns of more than the others, and the demonstrations that
# a new user sees first.
run_product() {
  build_for product build release sinergi-standalone sinergi sinergi-referrals \
    sinergi-notifications sinergi-regions || return 0
  check product deploy-run "$root/deploy/run" --once --port "$(free_port)" \
    --data "$root/build/product"
}

# Nobody listens there, nor on the one after it.
free_port() {
  local port
  until port=$((20000 + SRANDOM % 10000)) && ! is_taken "$port" && ! is_taken $((port + 1)); do :; done
  printf '%d' "$port"
}

is_taken() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

run_architecture() {
  local scripts sources
  mapfile -t scripts < <(bash_scripts)
  mapfile -t sources < <(find "$root"/{common,services,tests} -name '*.cc' -o -name '*.h' | sort)
  check architecture shellcheck shellcheck --external-sources "${scripts[@]}"
  check architecture clang-format clang-format-14 --dry-run -Werror --ferror-limit=1 \
    "${sources[@]}"
  check architecture buf-lint "$root/tests/architecture/lint-contracts"
  run_kind architecture
}

bash_scripts() {
  find "$root" \( -path "$root/build" -o -path "$root/var" -o -path "$root/.git" \) -prune -o \
    -type f -print0 | xargs -0 awk 'FNR == 1 && /^#!.*sh$|^# shellcheck shell=/ {print FILENAME}
      {nextfile}' | sort
}

run_fuzz() {
  local fuzzers
  build_for fuzz configure fuzz || return 0
  fuzzers=$(ninja -C "$root/build/fuzz" -t targets all |
    sed -n 's,^fuzz/\([a-z0-9_]*_fuzzer\): .*,\1,p' | sort)
  # shellcheck disable=SC2086 # one word for each
  [[ -z $fuzzers ]] || build_for fuzz build fuzz $fuzzers || return 0
  run_each fuzz "$fuzzers" 2 run_fuzzer
}

# New inputs stay in the build folder; those of tests/fuzz/corpus/NAME are where it begins.
run_fuzzer() {
  local name=$1 folder=$root/build/fuzz seeds=$root/tests/fuzz/corpus/$1
  local arguments=("$folder/corpus/$name")
  mkdir -p "$folder/corpus/$name" "$folder/artifacts"
  [[ ! -d $seeds ]] || arguments+=("$seeds")
  check fuzz "$name" "$folder/fuzz/$name" -max_total_time="$fuzz_s" -timeout=5 \
    -artifact_prefix="$folder/artifacts/$name-" "${arguments[@]}"
}
