"""Times what a peer does, in nanoseconds per operation, and prints JSON that scripts/bench-peers.py reads."""

import json
import time

import processor

processor.use_all_of_it()
import torch

torch.set_num_threads(1)

REPETITIONS = 7
SECONDS = 0.25

results = {}


def measure(name, body, operations=1):
    """Calls the body for some time, several times, and notes the mean of each; operations: in one call."""
    calls = 1
    while seconds_of(body, calls) < SECONDS / 2:
        calls *= 2
    calls = max(1, round(calls * SECONDS / seconds_of(body, calls)))
    results[name] = [
        seconds_of(body, calls) * 1e9 / calls / operations for _ in range(REPETITIONS)
    ]


def seconds_of(body, calls):
    start = time.perf_counter()
    for _ in range(calls):
        body()
    return time.perf_counter() - start


def report():
    print(json.dumps(results))
