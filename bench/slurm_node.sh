# Sourced by bench/slurm: a Slurm of one node on this machine, all of it in one folder, as whoever runs it; nothing of the system's own
# configuration is read or changed.
#   slurm_node_start FOLDER   starts munged, slurmctld and slurmd; sets SLURM_CONF; waits until the node takes jobs
#   slurm_node_stop           ends these three, by their process numbers

slurm_node_processes=

slurm_node_start() {
  node=$1
  mkdir -p "$node/state" "$node/spool" "$node/munge"
  chmod 700 "$node" "$node/munge"
  me=$(id -un)
  port=$((20000 + $$ % 10000 * 2))
  dd if=/dev/urandom of="$node/munge/key" bs=128 count=1 2>/dev/null
  chmod 400 "$node/munge/key"
  memory=$(awk '/^MemTotal/ { print int($2 / 1024 * 0.9) }' /proc/meminfo)
  cat >"$node/slurm.conf" <<CONF
ClusterName=bench
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmUser=$me
SlurmdUser=$me
SlurmctldPort=$port
SlurmdPort=$((port + 1))
AuthType=auth/munge
AuthInfo=socket=$node/munge/socket
CryptoType=crypto/munge
StateSaveLocation=$node/state
SlurmdSpoolDir=$node/spool
SlurmctldPidFile=$node/slurmctld.pid
SlurmdPidFile=$node/slurmd.pid
SlurmctldLogFile=$node/slurmctld.log
SlurmdLogFile=$node/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_min_interval=100000,batch_sched_delay=1
ReturnToService=2
NodeName=$(hostname) NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  SLURM_CONF=$node/slurm.conf
  export SLURM_CONF
  # --force: the folder above may be one that others can write to, such as /tmp.
  munged --foreground --force --key-file="$node/munge/key" --socket="$node/munge/socket" --pid-file="$node/munge/pid" \
    --seed-file="$node/munge/seed" --log-file="$node/munge/log" --num-threads=2 >"$node/munged.out" 2>&1 &
  slurm_node_processes=$!
  for _ in $(seq 50); do [ -S "$node/munge/socket" ] && break; sleep 0.1; done
  [ -S "$node/munge/socket" ] || { cat "$node/munged.out" "$node/munge/log" >&2; return 1; }
  slurmctld -D -f "$SLURM_CONF" >"$node/slurmctld.out" 2>&1 &
  slurm_node_processes="$! $slurm_node_processes"
  slurmd -D -f "$SLURM_CONF" -N "$(hostname)" >"$node/slurmd.out" 2>&1 &
  slurm_node_processes="$! $slurm_node_processes"
  for _ in $(seq 100); do
    case $(sinfo -h -o %T 2>/dev/null) in idle) return 0 ;; esac
    sleep 0.2
  done
  cat "$node"/slurm*.log "$node"/*.out >&2
  return 1
}

slurm_node_stop() {
  for process in $slurm_node_processes; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  slurm_node_processes=
}
