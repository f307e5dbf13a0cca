# shellcheck shell=bash
# Redis for deploy/servers: the functions that each server has. It holds a cache and wake-ups, so
# nothing is kept on disk, and memory has a limit.
: "${folder:?}"

redis_check() {
  command -v redis-server >/dev/null || fail "Redis is not installed: deploy/install full"
}

# A file, because arguments can be read by everybody.
redis_create() {
  mkdir -p "$folder/redis"
  cat >"$folder/redis/redis.conf" <<SETTINGS
bind 127.0.0.1
port $(port_of redis)
requirepass $(password_of redis)
save ""
appendonly no
maxmemory 128mb
maxmemory-policy allkeys-lru
SETTINGS
}

redis_run() {
  cd "$folder/redis" || return # what it writes goes there
  become redis-server redis.conf
}

redis_answers() {
  [[ $(REDISCLI_AUTH=$(password_of redis) redis-cli -h 127.0.0.1 -p "$(port_of redis)" ping \
    2>/dev/null) == PONG ]]
}

redis_url() { printf 'redis://default:%s@127.0.0.1:%s' "$(password_of redis)" "$(port_of redis)"; }

redis_end_signal() { printf TERM; }

redis_ended() { :; }
