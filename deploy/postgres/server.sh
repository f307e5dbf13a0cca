# shellcheck shell=bash
# PostgreSQL for deploy/servers, twice: `postgres` for the services' databases and `vault` for the
# vault's keys, which no backup, replica or log of the others may hold. First what both do, with the
# server's name; then the functions that each server has.
: "${folder:?}" "${root:?}"

as_postgres=() # the server refuses to run as root
((EUID != 0)) || as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)

# Where a server's data is: elsewhere for root, see create_place.
cluster_data() { readlink -f "$folder/$1" || true; }

# The folder of a PostgreSQL program: of the version that made the data, else of the newest.
# postgres_program PROGRAM [DATA]
postgres_program() {
  local versions=(/usr/lib/postgresql/*/bin) made=${2:-}/PG_VERSION
  [[ ! -f $made ]] || versions=("/usr/lib/postgresql/$(<"$made")/bin")
  printf '%s/%s' "$(printf '%s\n' "${versions[@]}" | sort -V | tail -n 1)" "$1"
}

cluster_check() {
  [[ -x $(postgres_program initdb "$(cluster_data "$1")") ]] ||
    fail "PostgreSQL is not installed, or not the version that made $folder/$1:" \
      "deploy/install full" || return
  ((EUID != 0)) || id postgres >/dev/null 2>&1 ||
    fail "PostgreSQL does not run as root, and there is no user postgres to run it as."
}

# Makes the data, all or nothing.
cluster_create() {
  [[ ! -e $folder/$1 ]] || return 0
  local place
  place=$(create_place "$1") || fail "PostgreSQL's data folder could not be made." || return
  make_cluster "$1" "$place" >>"$folder/$1.log" 2>&1 ||
    fail "initdb failed; its log: $folder/$1.log" || return
  if [[ $place == "$folder"/* ]]; then mv -T "$place" "$folder/$1"; else
    say "the user postgres cannot enter $folder; PostgreSQL's data is in $place."
    ln -s "$place" "$folder/$1"
  fi
}

# An empty folder for the data: in the folder, or in the home of the user postgres when that user
# cannot get there, as below /root.
create_place() {
  local place=$folder/$1.new
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
  local options=("--pgdata=$2" --username=postgres --auth=scram-sha-256 --encoding=UTF8
    --locale=C.UTF-8)
  [[ -z ${volatile:-} ]] || options+=(--no-sync)
  # shellcheck disable=SC2016 # for the inner shell
  (cd / && password_of "$1" | run_clean "${as_postgres[@]}" \
    bash -c '"$@" --pwfile=<(cat)' bash "$(postgres_program initdb)" "${options[@]}") &&
    make_services_role "$1" "$2"
}

# Whom the services log in as: the owner of their databases and no superuser, whom row-level security
# would not hold.
make_services_role() {
  printf "CREATE ROLE sinergi LOGIN PASSWORD '%s'\n" "$(password_of "$1-services")" | (cd / &&
    run_clean "${as_postgres[@]}" "$(postgres_program postgres)" --single -D "$2" postgres)
}

cluster_run() {
  local data
  data=$(cluster_data "$1")
  local settings=("port=$(port_of "$1")" listen_addresses=127.0.0.1 unix_socket_directories=
    max_connections=200 "shared_buffers=$2" synchronous_commit=on fsync=on
    log_error_verbosity=terse) # no row's content in the log
  [[ -z $volatile ]] || settings+=(fsync=off synchronous_commit=off full_page_writes=off)
  forget_stale_lock "$data"
  cd / || return
  become "${as_postgres[@]}" "$(postgres_program postgres "$data")" -D "$data" "${settings[@]/#/--}"
}

# After a crash of the machine the server's lock file may name a process that is another one now;
# then the server would not start.
forget_stale_lock() {
  local pid lock=$1/postmaster.pid
  { read -r pid; } 2>/dev/null <"$lock" || return 0
  [[ $(readlink "/proc/$pid/cwd") == "$1" ]] || rm -f "$lock"
}

cluster_answers() {
  "$(postgres_program pg_isready)" --quiet --host=127.0.0.1 "--port=$(port_of "$1")"
}

cluster_url() {
  printf 'postgresql://postgres:%s@127.0.0.1:%s' "$(password_of "$1")" "$(port_of "$1")"
}

# The services' own address, besides the superuser's.
cluster_more_urls() {
  printf 'SINERGI_TEST_%s_SERVICES=postgresql://sinergi:%s@127.0.0.1:%s\n' "${1^^}" \
    "$(password_of "$1-services")" "$(port_of "$1")"
}

postgres_check() { cluster_check postgres; }
postgres_create() { cluster_create postgres; }
postgres_run() { cluster_run postgres 128MB; }
postgres_answers() { cluster_answers postgres; }
postgres_url() { cluster_url postgres; }
postgres_more_urls() { cluster_more_urls postgres; }
# The roles of the services' user, who is missing in data of the first release.
postgres_prepare() {
  [[ -n $(as_superuser --tuples-only --command="SELECT 1 FROM pg_roles
    WHERE rolname = 'sinergi'" 2>>"$folder/postgres.log") ]] ||
    fail "$folder is of an earlier release, whose databases this one cannot use: remove it with" \
      "deploy/servers remove --folder $folder" || return
  as_superuser --file="$root/deploy/postgres/roles.sql" >>"$folder/postgres.log" 2>&1 ||
    fail "PostgreSQL's roles could not be made; its log: $folder/postgres.log"
}

as_superuser() {
  PGPASSWORD=$(password_of postgres) "$(postgres_program psql)" --no-psqlrc --quiet \
    --host=127.0.0.1 "--port=$(port_of postgres)" --username=postgres --set=ON_ERROR_STOP=1 \
    "$@" postgres
}

postgres_end_signal() { printf INT; } # ends sessions, writes everything down
postgres_ended() { :; }

vault_check() { cluster_check vault; }
vault_create() { cluster_create vault; }
vault_run() { cluster_run vault 16MB; }
vault_answers() { cluster_answers vault; }
vault_url() { cluster_url vault; }
vault_more_urls() { cluster_more_urls vault; }
vault_end_signal() { printf INT; }
vault_ended() { :; }
