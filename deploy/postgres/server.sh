# shellcheck shell=bash
# PostgreSQL for deploy/servers: the functions that each server has.
: "${folder:?}"

postgres_data=$(readlink -f "$folder/postgres" || true) # elsewhere for root, see create_place
as_postgres=()                                           # the server refuses to run as root
((EUID != 0)) || as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)

# The folder of a PostgreSQL program: of the version that made the data, else of the newest.
postgres_program() {
  local versions=(/usr/lib/postgresql/*/bin)
  [[ ! -f $postgres_data/PG_VERSION ]] ||
    versions=("/usr/lib/postgresql/$(<"$postgres_data/PG_VERSION")/bin")
  printf '%s/%s' "$(printf '%s\n' "${versions[@]}" | sort -V | tail -n 1)" "$1"
}

postgres_check() {
  [[ -x $(postgres_program initdb) ]] ||
    fail "PostgreSQL is not installed, or not the version that made $folder/postgres:" \
      "deploy/install full" || return
  ((EUID != 0)) || id postgres >/dev/null 2>&1 ||
    fail "PostgreSQL does not run as root, and there is no user postgres to run it as."
}

# Makes the data, all or nothing.
postgres_create() {
  [[ ! -e $folder/postgres ]] || return 0
  local place
  place=$(create_place) || fail "PostgreSQL's data folder could not be made." || return
  make_cluster "$place" >>"$folder/postgres.log" 2>&1 ||
    fail "initdb failed; its log: $folder/postgres.log" || return
  if [[ $place == "$folder"/* ]]; then mv -T "$place" "$folder/postgres"; else
    say "the user postgres cannot enter $folder; PostgreSQL's data is in $place."
    ln -s "$place" "$folder/postgres"
  fi
  postgres_data=$(readlink -f "$folder/postgres")
}

# An empty folder for the data: in the folder, or in the home of the user postgres when that user
# cannot get there, as below /root.
create_place() {
  local place=$folder/postgres.new
  if ((EUID == 0)) && ! (cd / && "${as_postgres[@]}" test -x "$folder"); then
    place=$(mktemp -d "$(getent passwd postgres | cut -d: -f6)/sinergi.XXXXXX") || return
  else
    rm -rf "$place" && mkdir "$place" || return
  fi
  ((EUID != 0)) || chown postgres: "$place" || return
  printf '%s' "$place"
}

# The password goes through a pipe of the user who may read it; no file holds it for others.
make_cluster() {
  local options=("--pgdata=$1" --username=postgres --auth=scram-sha-256 --encoding=UTF8
    --locale=C.UTF-8)
  [[ -z ${volatile:-} ]] || options+=(--no-sync)
  # shellcheck disable=SC2016 # for the inner shell
  (cd / && password_of postgres | run_clean "${as_postgres[@]}" \
    bash -c '"$@" --pwfile=<(cat)' bash "$(postgres_program initdb)" "${options[@]}") &&
    make_services_role "$1"
}

# Whom the services log in as: the owner of their databases and no superuser, whom row-level security
# would not hold.
make_services_role() {
  printf "CREATE ROLE sinergi LOGIN PASSWORD '%s'\n" "$(password_of postgres-services)" | (cd / &&
    run_clean "${as_postgres[@]}" "$(postgres_program postgres)" --single -D "$1" postgres)
}

postgres_run() {
  local settings=("port=$(port_of postgres)" listen_addresses=127.0.0.1 unix_socket_directories=
    max_connections=200 shared_buffers=128MB synchronous_commit=on fsync=on
    log_error_verbosity=terse) # no row's content in the log
  [[ -z $volatile ]] || settings+=(fsync=off synchronous_commit=off full_page_writes=off)
  forget_stale_lock
  cd / || return
  become "${as_postgres[@]}" "$(postgres_program postgres)" -D "$postgres_data" \
    "${settings[@]/#/--}"
}

# After a crash of the machine the server's lock file may name a process that is another one now;
# then the server would not start.
forget_stale_lock() {
  local pid lock=$postgres_data/postmaster.pid
  { read -r pid; } 2>/dev/null <"$lock" || return 0
  [[ $(readlink "/proc/$pid/cwd") == "$postgres_data" ]] || rm -f "$lock"
}

postgres_answers() {
  "$(postgres_program pg_isready)" --quiet --host=127.0.0.1 "--port=$(port_of postgres)"
}

postgres_url() {
  printf 'postgresql://postgres:%s@127.0.0.1:%s' "$(password_of postgres)" "$(port_of postgres)"
}

# The services' own address, besides the superuser's.
postgres_more_urls() {
  printf 'SINERGI_TEST_POSTGRES_SERVICES=postgresql://sinergi:%s@127.0.0.1:%s\n' \
    "$(password_of postgres-services)" "$(port_of postgres)"
}

postgres_end_signal() { printf INT; } # ends sessions, writes everything down

postgres_ended() { :; }
