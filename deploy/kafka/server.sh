# shellcheck shell=bash
# Kafka for deploy/servers: the functions that each server has. One node in KRaft mode.
: "${folder:?}" "${root:?}" "${not_to_be_had:?}"

kafka_home=$root/build/kafka # shared by all folders of this clone

kafka_check() {
  command -v java >/dev/null && { is_fetched || command -v mvn >/dev/null; } ||
    fail "Kafka needs Java 17 and Maven: deploy/install full" || return "$not_to_be_had"
  fetch_kafka
}

# Fetches the jars named in pom.xml, once for all folders; anew when it has changed.
fetch_kafka() {
  ! is_fetched || return 0
  (umask 022 && mkdir -p "$kafka_home" && fetch_jars) ||
    fail "Kafka could not be fetched with Maven; its log: $kafka_home/maven.log" ||
    return "$not_to_be_had"
}

fetch_jars() {
  exec 7>"$kafka_home/lock"
  flock 7
  ! is_fetched || return 0
  say "kafka: Maven fetches it (about 50 MB); its log: $kafka_home/maven.log"
  rm -rf "$kafka_home/libs" "$kafka_home/libs.new"
  copy_jars -o || copy_jars || return
  cp "$root/deploy/kafka/pom.xml" "$kafka_home/libs.new/" &&
    mv "$kafka_home/libs.new" "$kafka_home/libs"
}

is_fetched() { cmp -s "$root/deploy/kafka/pom.xml" "$kafka_home/libs/pom.xml"; }

# Without -o from Maven's repository, with it only from what Maven has kept.
copy_jars() {
  mvn -q -B "$@" -f "$root/deploy/kafka/pom.xml" dependency:copy-dependencies \
    -DincludeScope=runtime "-DoutputDirectory=$kafka_home/libs.new" >"$kafka_home/maven.log" 2>&1
}

# Kafka reads its own files by names relative to the folder, which may be called anything.
kafka_create() {
  cp "$root/deploy/kafka/log4j.properties" "$folder/kafka.log4j.properties"
  sed -e "s/CLIENT_PORT/$(port_of kafka)/" -e "s/CONTROLLER_PORT/$(port_of kafka-controller)/" \
    "$root/deploy/kafka/server.properties" >"$folder/kafka.properties"
  [[ -f $folder/kafka/meta.properties ]] || (format_storage) >>"$folder/kafka.log" 2>&1 ||
    fail "Kafka's storage could not be made; its log: $folder/kafka.log"
}

format_storage() {
  local id
  id=$(head -c 16 /dev/urandom | base64 | tr '+/' 'ab')
  with_java run_clean kafka.tools.StorageTool format --config kafka.properties \
    --cluster-id "${id%==}"
}

# The first broker that is ended leaves its classes behind as the JVM loads them fastest: the next
# starts take 3.5 s instead of 5.5.
kafka_run() {
  local sharing=()
  [[ -f $(class_archive) || ! -w $kafka_home/libs ]] ||
    sharing=("-XX:ArchiveClassesAtExit=$(unfinished_archive)")
  with_java become "${sharing[@]}" kafka.Kafka kafka.properties
}

kafka_ended() {
  [[ -s $(unfinished_archive) ]] || return 0
  chmod 644 "$(unfinished_archive)" && mv "$(unfinished_archive)" "$(class_archive)"
}

# Of this installation of Java.
class_archive() {
  printf '%s/libs/classes-%s.jsa' "$kafka_home" "$(stat -Lc %Z "$(command -v java)")"
}

unfinished_archive() { printf '%s/libs/unfinished-%s.jsa' "$kafka_home" "$(port_of kafka)"; }

# With the quick compiler only: the thorough one takes minutes to pay for itself. Runs a program of
# Kafka in the folder: with_java run_clean|become [OPTION…] CLASS ARGUMENT…
with_java() {
  local jars=("$kafka_home"/libs/*.jar) sharing=()
  [[ ! -r $(class_archive) ]] || sharing=("-XX:SharedArchiveFile=$(class_archive)")
  cd "$folder" || return
  "$1" java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError \
    "${sharing[@]}" \
    -Dlog4j.configuration=file:kafka.log4j.properties \
    -cp "$(IFS=: && printf '%s' "${jars[*]}")" "${@:2}"
}

# Asks for the brokers and counts those in the answer. In the protocol's words: Metadata, version 1,
# no client id, for no topic; the answer is its size, the number of the question, the brokers.
kafka_answers() {
  local answer
  answer=$(
    exec 2>/dev/null 9<>"/dev/tcp/127.0.0.1/$(port_of kafka)" || exit 0
    printf '\0\0\0\016\0\003\0\001\0\0\0\001\377\377\0\0\0\0' >&9
    timeout 2 head -c 12 <&9 | od -An -v -tx1 | tr -d ' \n'
  ) || return
  [[ $answer =~ ^.{8}00000001(.{8})$ ]] && ((16#${BASH_REMATCH[1]} > 0))
}

kafka_url() { printf 'kafka://127.0.0.1:%s' "$(port_of kafka)"; }

kafka_end_signal() { printf TERM; }
