#!/usr/bin/env bash
# The gateway on servers that nobody here wrote: pymodbus over Modbus TCP, node-opcua over OPC UA,
# mosquitto as the broker. Scans, scores and messages must come; each server is stopped and started
# again, and its scans must resume while the others never pause.
#
#   PEERS_NODE_MODULES   where `npm install` put package.json's programs (needed)
#
# Exit code 0 when everything was seen, 1 with what was not. All ports are free ones on loopback.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
sluice=$(cd "$here/../../../.." && pwd -P)/sluice
: "${PEERS_NODE_MODULES:?must name the node_modules folder made from $here/package.json}"
export NODE_PATH=$PEERS_NODE_MODULES
export PATH=$PATH:/usr/sbin # where Debian puts mosquitto

work=$(mktemp -d)
declare -A pids=()
trap stop_all EXIT

stop_all() {
  local pid
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }

fail() {
  say "FAILED: $*"
  local log
  for log in "$work"/*.log; do printf -- '--- %s\n' "${log##*/}" && tail -n 40 "$log"; done
  exit 1
}

# Four different free ports.
read -r modbus_port opcua_port mqtt_port http_port < <(python3 - <<'PORTS'
import socket
sockets = [socket.socket() for _ in range(4)]
for each in sockets:
    each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))
PORTS
)

# start NAME COMMAND...: in the background, its output in NAME.log.
start() {
  local name=$1
  shift
  "$@" >>"$work/$name.log" 2>&1 &
  pids[$name]=$!
}

# stop NAME SIGNAL: ends it and waits for its end.
stop() {
  kill "-$2" "${pids[$1]}"
  wait "${pids[$1]}" 2>/dev/null || true
  unset "pids[$1]"
}

# within SECONDS WHAT COMMAND...: until the command succeeds.
within() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    if [ $SECONDS -ge $end ]; then fail "$what"; fi
    sleep 0.2
  done
  say "$what: yes"
}

start_modbus() {
  : >"$work/modbus.log"
  start modbus "$here/modbus_server.py" "$modbus_port"
  within 30 "the Modbus server listens" grep -q '^READY' "$work/modbus.log"
}

start_opcua() {
  : >"$work/opcua.log"
  start opcua "$PEERS_NODE_MODULES/.bin/node" "$here/opcua_server.js" "$opcua_port" "$work/pki"
  within 60 "the OPC UA server listens" grep -q '^READY' "$work/opcua.log"
}

start_broker() {
  printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$mqtt_port" >"$work/mosquitto.conf"
  start broker mosquitto -c "$work/mosquitto.conf"
  within 20 "the broker answers" mosquitto_pub -h 127.0.0.1 -p "$mqtt_port" -q 1 -t ready -n
  : >"$work/messages"
  mosquitto_sub -V mqttv5 -h 127.0.0.1 -p "$mqtt_port" -q 1 -t 'acme/#' -F '%t %p' >>"$work/messages" 2>>"$work/broker.log" &
  pids[subscriber]=$!
}

stop_broker() {
  stop subscriber TERM
  stop broker KILL
}

status() { python3 "$here/status.py" "http://127.0.0.1:$http_port/status" "$1"; }
is() { [ "$(status "$1")" = "$2" ]; }
is_there() { ! is "$1" none; }
above() {
  local now
  now=$(status "$1")
  [ "$now" != none ] && [ "$now" -gt "$2" ]
}
messages_about() { grep -c "$1" "$work/messages" || true; }
more_messages_about() { [ "$(messages_about "$1")" -gt "$2" ]; }

# grows PATH SECONDS BY: the counter rises by so much within so long.
grows() {
  local from
  from=$(status "$1")
  [ "$from" != none ] || fail "the status has no $1"
  within "$2" "$1: $3 more" above "$1" $((from + $3))
}

# stands_still CONNECTION: no scan within a second.
stands_still() {
  local before
  before=$(status "connections/$1/scans")
  sleep 1
  is "connections/$1/scans" "$before"
}

copy_files() {
  cp -r "$here/config" "$here/routes" "$work/"
  sed -i "s/127\.0\.0\.1:5020/127.0.0.1:$modbus_port/; s/127\.0\.0\.1:4840/127.0.0.1:$opcua_port/" "$work/config/connections.yaml"
  sed -i "s/127\.0\.0\.1:1883/127.0.0.1:$mqtt_port/" "$work/config/uplinks.yaml"
  sed -i "s/127\.0\.0\.1:8080/127.0.0.1:$http_port/" "$work/config/gateway.yaml"
}

copy_files
cd "$work"
start_modbus
start_opcua
start_broker

"$sluice" check --config config --routes routes >"$work/check.log" 2>&1 || fail "sluice check finds the files good"
say "sluice check finds the files good"
start gateway "$sluice" run --config config --routes routes

within 60 "the gateway serves its status" is_there connections/pump-plc/scans
for connection in pump-plc exchanger; do grows "connections/$connection/scans" 30 20; done
for detector in pump-1-health exchanger-health; do
  within 90 "$detector has learnt and scores" is "detectors/$detector/verdict" scored
done
for asset in pump-1 exchanger; do within 30 "messages about $asset" more_messages_about "$asset" 5; done

say "-- the Modbus server is killed"
stop modbus KILL
within 15 "pump-plc stands still" stands_still pump-plc
grows connections/exchanger/scans 10 10
start_modbus
grows connections/pump-plc/scans 30 20
grows scans/scored 30 40

say "-- the OPC UA server is stopped"
stop opcua TERM
within 15 "exchanger stands still" stands_still exchanger
grows connections/pump-plc/scans 10 10
start_opcua
grows connections/exchanger/scans 60 20
grows scans/scored 30 40

say "-- the broker is killed"
stop_broker
for connection in pump-plc exchanger; do grows "connections/$connection/scans" 10 10; done
start_broker
for asset in pump-1 exchanger; do
  within 60 "messages about $asset after the broker came back" more_messages_about "$asset" 5
done

say "-- the gateway is told to stop"
began=$SECONDS
kill -TERM "${pids[gateway]}"
code=0
wait "${pids[gateway]}" || code=$?
unset "pids[gateway]"
[ $((SECONDS - began)) -le 6 ] || fail "it took $((SECONDS - began)) s to stop; 5 are allowed"
case $code in 0 | 143) ;; *) fail "it ended with exit code $code" ;; esac
if grep -E '^[[:space:]]+at [a-z]+\.' "$work/gateway.log"; then fail "a plant's fault left a stack trace in the log"; fi
say "every peer was served, lost and found again"
