#!/usr/bin/env bash
# netlab.sh - N hosts on one switch, made only of network namespaces, with real network faults.
#
#   cw1 .. cwN   one namespace a host: lo, eth0 = 10.77.0.I/24, multicast route on eth0, no default route
#   cwsw         the switch's own namespace: bridge br0 (IGMP snooping off, STP off), port pI = host I's cable
#
# Nothing is made on the machine's own network, there is no route out of a host, and `down` removes it all.
# Needs root, iproute2, nftables. `delay` also needs gcc, libnetfilter-queue-dev and iptables, `selftest` iputils-ping
# and python3. No systemd, no netem.
#
#   up N                     make (or grow/shrink to) N hosts; a lab that is already so is left as it is
#   down                     end every process inside the lab's namespaces and remove them
#   with N CMD...            up N, run CMD (NETLAB set to this script), down whatever happens; CMD's status
#   exec I CMD...            run CMD on host I (the pid is CMD's own: `netlab.sh exec 1 java ... & pid=$!`)
#   partition "1 2 | 3"      groups cannot reach each other, in one atomic step; unnamed hosts are one more group
#   bridge-partition "1 2 3 | 3 4 5"   overlapping groups: a pair talks if some group holds both (majorities ring)
#   cut A B / uncut A B      ONE-WAY: frames from A no longer reach B (B still reaches A)
#   mute I | deaf I          nothing of I reaches anybody, it still hears them | the other way round; replaces other cuts
#   isolate I                I reaches nobody and nobody reaches I (link stays up: no carrier event, unlike pull)
#   loss PCT [A [B]]         drop PCT % of IP packets: everywhere, from-and-to A, or only A -> B; PCT 0: none
#   mcast off|on             the switch drops all multicast, unicast still passes (a misconfigured real switch)
#   heal                     undo partition, cut, mute, deaf, isolate, loss and mcast off (not pull, delay, rate)
#   pull I / plug I          cable out (carrier lost at eth0) / cable in
#   ifdown I / ifup I        administratively down inside the host (routes vanish) / up again, routes restored
#   delay I|all MS [JITTER]  hold each incoming packet MS +- JITTER ms (jitter reorders); MS 0: none
#   rate I KBIT              limit what host I receives (tbf, 100 ms queue, then drops); KBIT 0: none
#   addr I | name I          print the host's address / namespace
#   pids I                   the processes on host I
#   drops                    how many frames partition, cut, mute, deaf, isolate, loss and mcast off have dropped (heal resets the last two)
#   status                   hosts, cables, cuts, loss, counters
#   guard PID                stay until process PID is gone, then `down`: whoever made the lab cannot leave it behind
#   selftest                 prove each fault on a lab of 3 with prefix "cwst"
#
# NETLAB_PREFIX (default cw) lets several labs stand side by side; NETLAB_NET (default 10.77.0) is the /24;
# NETLAB_BUILD (default ../target/netlab) is where the helper of `delay` is compiled to.
set -euo pipefail

PFX=${NETLAB_PREFIX:-cw}
NET=${NETLAB_NET:-10.77.0}
SW=${PFX}sw
SELF=$(readlink -f "${BASH_SOURCE[0]}")
DIR=$(dirname "$SELF")
MAXN=60
[[ $PFX =~ ^[a-z]{1,8}$ ]] || { echo "netlab: bad NETLAB_PREFIX" >&2; exit 2; }

die() { echo "netlab: $*" >&2; exit 2; }
ns_exists() { ip netns list 2>/dev/null | awk '{print $1}' | grep -qx -- "$1"; }
hosts() { ip netns list 2>/dev/null | awk '{print $1}' | { grep -xE "${PFX}[0-9]+" || true; } | sed "s/^$PFX//" | sort -n; }
insw() { ip netns exec "$SW" "$@"; }
need_host() { [[ ${1:-} =~ ^[0-9]+$ ]] && ns_exists "$PFX$1" || die "no host '${1:-}' (have: $(hosts | xargs))"; }
need_lab() { ns_exists "$SW" || die "no lab is up (netlab.sh up N)"; }
lock() { exec 9<"$SELF"; flock 9; }

host_routes() { # multicast leaves by eth0; needed again after the link was down
  ip -n "$PFX$1" route replace 224.0.0.0/4 dev eth0
}

nft_base() {
  insw nft -f - <<'N'
table bridge netlab {
  set cut { type ifname . ifname; }
  chain lossy { }
  chain nomcast { }
  chain forw {
    type filter hook forward priority 0; policy accept;
    iifname . oifname @cut counter drop comment "cut"
    jump nomcast
    meta protocol ip jump lossy
  }
}
N
}

mk_switch() {
  ns_exists "$SW" && return 0
  ip netns add "$SW"
  insw sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.ip_forward=0
  ip -n "$SW" link set lo up
  ip -n "$SW" link add br0 type bridge mcast_snooping 0 stp_state 0 forward_delay 0
  insw sysctl -qw net.bridge.bridge-nf-call-iptables=0 net.bridge.bridge-nf-call-ip6tables=0 net.bridge.bridge-nf-call-arptables=0 2>/dev/null || true
  ip -n "$SW" link set br0 up
  nft_base
}

mk_host() {
  local i=$1 ns=$PFX$1 mac
  ns_exists "$ns" && return 0
  mac=$(printf '02:77:00:00:00:%02x' "$i")
  ip netns add "$ns"
  ip netns exec "$ns" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.ip_forward=0
  ip -n "$ns" link set lo up
  ip -n "$SW" link add "p$i" type veth peer name eth0 address "$mac" netns "$ns"
  ip -n "$SW" link set "p$i" master br0 up
  ip -n "$ns" addr add "$NET.$i/24" brd + dev eth0
  ip -n "$ns" link set eth0 up
  host_routes "$i"
}

end_procs() { # TERM, then KILL after 2 s, whatever runs in namespace $1
  local ns=$1 p n
  p=$(ip netns pids "$ns" 2>/dev/null || true)
  [[ -z $p ]] && return 0
  kill -CONT $p 2>/dev/null || true          # a SIGSTOPped process would not see TERM
  kill -TERM $p 2>/dev/null || true
  for n in $(seq 20); do
    p=$(ip netns pids "$ns" 2>/dev/null || true); [[ -z $p ]] && return 0; sleep 0.1
  done
  kill -KILL $p 2>/dev/null || true
  for n in $(seq 20); do
    p=$(ip netns pids "$ns" 2>/dev/null || true); [[ -z $p ]] && return 0; sleep 0.1
  done
  echo "netlab: $ns still has processes: $p" >&2
}

rm_host() {
  end_procs "$PFX$1"
  ip -n "$SW" link del "p$1" 2>/dev/null || true
  ip netns del "$PFX$1"
}

do_up() {
  local n=${1:-} i h
  [[ $n =~ ^[0-9]+$ ]] && (( n >= 1 && n <= MAXN )) || die "up N, 1..$MAXN"
  mk_switch
  for h in $(hosts); do if (( h > n )); then rm_host "$h"; fi; done
  for i in $(seq "$n"); do mk_host "$i"; done
}

do_down() {
  local h
  for h in $(hosts); do end_procs "$PFX$h" & done; wait
  for h in $(hosts); do ip netns del "$PFX$h"; done
  if ns_exists "$SW"; then end_procs "$SW"; ip netns del "$SW"; fi
}

# groups "1 2 | 3": print "a b" for each ordered pair that may not talk
cross_pairs() {
  local spec=$1 overlap=$2
  hosts | xargs | awk -v spec="$spec" -v overlap="$overlap" '
    { n = split($0, h, " ")
      for (i = 1; i <= n; i++) known[h[i]] = 1
      g = split(spec, grp, "|")
      for (k = 1; k <= g; k++) { m = split(grp[k], x, /[ ,\t]+/)
        for (j = 1; j <= m; j++) if (x[j] != "") {
          if (!(x[j] in known)) { print "netlab: no host " x[j] > "/dev/stderr"; exit 2 }
          if ((x[j] in seen) && !overlap) { print "netlab: host " x[j] " is in two groups" > "/dev/stderr"; exit 2 }
          seen[x[j]] = 1; mem[k, x[j]] = 1 } }
      for (i = 1; i <= n; i++) if (!(h[i] in seen)) mem[g + 1, h[i]] = 1
      for (a = 1; a <= n; a++) for (b = 1; b <= n; b++) if (a != b) {
        ok = 0
        for (k = 1; k <= g + 1; k++) if (((k, h[a]) in mem) && ((k, h[b]) in mem)) ok = 1
        if (!ok) print h[a], h[b] } }'
}

set_cuts() { # ordered pairs on stdin replace the cut set, atomically
  local el
  el=$(awk 'NF==2 {printf "%s\"p%s\" . \"p%s\"", s, $1, $2; s=", "}')
  { echo "flush set bridge netlab cut"
    if [[ -n $el ]]; then echo "add element bridge netlab cut { $el }"; fi; } | insw nft -f -
}

do_partition() { local p; p=$(cross_pairs "$1" "$2"); set_cuts <<<"$p"; }

do_cut() { insw nft "$1" element bridge netlab cut "{ \"p$2\" . \"p$3\" }"; }

do_loss() {
  local pct=${1:-} a=${2:-} b=${3:-} m
  [[ $pct =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "loss PCT [A [B]]"
  m=$(awk -v p="$pct" 'BEGIN{printf "%d", p*100+0.5}')   # of 10000
  if (( m == 0 )); then insw nft flush chain bridge netlab lossy; return; fi
  (( m <= 10000 )) || die "loss is at most 100"
  local r="numgen random mod 10000 < $m counter drop"
  (( m == 10000 )) && r="counter drop"
  if [[ -n $b ]]; then need_host "$a"; need_host "$b"
    insw nft add rule bridge netlab lossy "iifname \"p$a\" oifname \"p$b\" $r"
  elif [[ -n $a ]]; then need_host "$a"
    insw nft add rule bridge netlab lossy "iifname \"p$a\" $r"
    insw nft add rule bridge netlab lossy "oifname \"p$a\" $r"
  else insw nft add rule bridge netlab lossy "$r"; fi
}

delayers() { local p; for p in $(ip netns pids "$PFX$1" 2>/dev/null); do
  [[ $(cat "/proc/$p/comm" 2>/dev/null) == nfqdelay ]] && echo "$p"; done; true; }

do_delay1() {
  local i=$1 ms=$2 jit=$3 ns=$PFX$1 p
  ip netns exec "$ns" iptables -w -F INPUT
  for p in $(delayers "$i"); do kill "$p" 2>/dev/null || true; done
  for _ in $(seq 100); do [[ -z $(delayers "$i") ]] && break; sleep 0.02; done   # the queue's number is free again
  [[ $ms == 0 ]] && return 0
  local bin=${NETLAB_BUILD:-$DIR/../target/netlab}/nfqdelay
  if [[ ! -x $bin || $DIR/nfqdelay.c -nt $bin ]]; then
    mkdir -p "$(dirname "$bin")"
    gcc -O2 -Wall -o "$bin" "$DIR/nfqdelay.c" -lnetfilter_queue -lnfnetlink || die "delay needs gcc and libnetfilter-queue-dev"
  fi
  setsid ip netns exec "$ns" "$bin" 77 "$ms" "$jit" </dev/null >/dev/null 2>&1 9<&- &
  for _ in $(seq 50); do [[ -n $(delayers "$i") ]] && break; sleep 0.02; done
  sleep 0.1
  # not our own multicasts looped back by the kernel, and let packets through if the helper dies
  ip netns exec "$ns" iptables -w -A INPUT -i eth0 ! -s "$NET.$i" -j NFQUEUE --queue-num 77 --queue-bypass
}

do_drops() { insw nft list table bridge netlab | awk '/counter packets/ { for (i = 1; i < NF; i++) if ($i == "packets") n += $(i + 1) } END { print n + 0 }'; }

do_guard() {
  [[ ${1:-} =~ ^[0-9]+$ ]] || die "guard PID"
  trap '' HUP INT TERM   # whatever ends its owner must not end it as well; KILL does
  while kill -0 "$1" 2>/dev/null; do sleep 1; done
  lock; do_down
}

do_status() {
  local h s
  need_lab
  for h in $(hosts); do
    s=$(ip -n "$SW" -br link show "p$h" | awk '{print $2}')
    echo "host $h  ns $PFX$h  $NET.$h  port $s  eth0 $(ip -n "$PFX$h" -br link show eth0 | awk '{print $2}')  procs $(ip netns pids "$PFX$h" | wc -l)"
  done
  insw nft list table bridge netlab | sed -n '/elements/,/}/p;/counter/p'
  insw tc qdisc show | grep tbf || true
}

case ${1:-} in
  up)        lock; do_up "${2:-}" ;;
  down)      lock; do_down ;;
  with)      n=${2:-}; shift 2 || die "with N CMD..."
             "$SELF" up "$n"; trap '"$SELF" down' EXIT; rc=0; NETLAB=$SELF "$@" || rc=$?; exit $rc ;;
  exec)      need_host "${2:-}"; i=$2; shift 2; exec ip netns exec "$PFX$i" "$@" ;;
  partition) need_lab; lock; do_partition "${2:?partition \"1 2 | 3\"}" 0 ;;
  bridge-partition) need_lab; lock; do_partition "${2:?bridge-partition \"1 2 3 | 3 4 5\"}" 1 ;;
  isolate)   need_lab; need_host "${2:-}"; lock; do_partition "$2" 0 ;;
  heal)      need_lab; lock; set_cuts </dev/null; insw nft "flush chain bridge netlab lossy; flush chain bridge netlab nomcast" ;;
  mcast)     need_lab; lock; insw nft flush chain bridge netlab nomcast
             case ${2:-} in on) ;; off) insw nft add rule bridge netlab nomcast ip daddr 224.0.0.0/4 counter drop ;; *) die "mcast on|off" ;; esac ;;
  cut)       need_lab; need_host "${2:-}"; need_host "${3:-}"; lock; do_cut add "$2" "$3" ;;
  uncut)     need_lab; need_host "${2:-}"; need_host "${3:-}"; lock; do_cut delete "$2" "$3" 2>/dev/null || true ;;
  mute)      need_lab; need_host "${2:-}"; lock; for h in $(hosts); do [[ $h == "$2" ]] || echo "$2 $h"; done | set_cuts ;;
  deaf)      need_lab; need_host "${2:-}"; lock; for h in $(hosts); do [[ $h == "$2" ]] || echo "$h $2"; done | set_cuts ;;
  loss)      need_lab; lock; shift; do_loss "$@" ;;
  pull)      need_host "${2:-}"; ip -n "$SW" link set "p$2" down ;;
  plug)      need_host "${2:-}"; ip -n "$SW" link set "p$2" up ;;
  ifdown)    need_host "${2:-}"; ip -n "$PFX$2" link set eth0 down ;;
  ifup)      need_host "${2:-}"; ip -n "$PFX$2" link set eth0 up; host_routes "$2" ;;
  delay)     need_lab; [[ ${3:-} =~ ^[0-9]+$ && ${4:-0} =~ ^[0-9]+$ ]] || die "delay I|all MS [JITTER]"; lock
             if [[ ${2:-} == all ]]; then for h in $(hosts); do do_delay1 "$h" "$3" "${4:-0}"; done
             else need_host "${2:-}"; do_delay1 "$2" "$3" "${4:-0}"; fi ;;
  rate)      need_host "${2:-}"; [[ ${3:-} =~ ^[0-9]+$ ]] || die "rate I KBIT"
             insw tc qdisc del dev "p$2" root 2>/dev/null || true
             [[ $3 == 0 ]] || insw tc qdisc add dev "p$2" root tbf rate "${3}kbit" burst 6k latency 100ms ;;
  addr)      need_host "${2:-}"; echo "$NET.$2" ;;
  name)      need_host "${2:-}"; echo "$PFX$2" ;;
  pids)      need_host "${2:-}"; ip netns pids "$PFX$2" ;;
  drops)     need_lab; do_drops ;;
  guard)     do_guard "${2:-}" ;;
  status)    do_status ;;
  selftest)  NETLAB_PREFIX=cwst exec bash "$DIR/selftest.sh" "$SELF" ;;
  *)         awk 'NR>1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$SELF"; [[ -z ${1:-} || $1 == help ]] || exit 2 ;;
esac
