"""Feeds bench/stream's filter and counts what comes back."""
import glob
import json
import os
import statistics
import subprocess
import sys
import threading
import time

ROOT, BUILD, MILLIONS, MODEL = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4]
GROWTH = 4.0  # MiB: what pieces of input differ in size by
texts = [json.loads(line)["text"] for name in sorted(glob.glob(os.path.join(ROOT, "datasets/statements/*.jsonl"))) for line in open(name, encoding="utf-8")]
wanted, block = int(MILLIONS * 1e6), 10000
filter_ = subprocess.Popen([os.path.join(BUILD, "stance"), "infer", "--input", "lines", "--format", "csv", "-m", MODEL],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE)
answers, held, began = 0, [], time.monotonic()


def feed():
    for start in range(0, wanted, block):
        filter_.stdin.write("".join(f"{i}. {texts[i * 7919 % len(texts)]}\n" for i in range(start, min(start + block, wanted))).encode())
    filter_.stdin.close()


feeder = threading.Thread(target=feed)
feeder.start()
while piece := filter_.stdout.read(1 << 20):
    before, answers = answers, answers + piece.count(b"\n")
    if answers // 1000000 != before // 1000000:
        with open(f"/proc/{filter_.pid}/status", encoding="ascii") as status:
            held += [int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")]  # none where it has just ended
        print(f"{answers / 1e6:8.1f} million  {answers / (time.monotonic() - began):9.0f} a second  {(held or [0])[-1]:6.1f} MiB resident", flush=True)
feeder.join()
code = filter_.wait()
answers -= 1  # the header
grown = statistics.median(held[-len(held) // 4:]) - statistics.median(held[len(held) // 10:len(held) // 10 + len(held) // 4]) if len(held) >= 20 else 0
print(f"{answers} answers to {wanted} lines, exit code {code}, {min(held, default=0):.1f} to {max(held, default=0):.1f} MiB, grown by {grown:.1f}")
sys.exit(0 if answers == wanted and code == 0 and grown <= GROWTH else 1)
