#!/usr/bin/env python3
"""Measures Leibniz and PyTorch in turns and writes the ratios into docs/performance.md.

    scripts/bench-peers.py                    three rounds, some twenty minutes
    scripts/bench-peers.py --rounds 1         one more round
    scripts/bench-peers.py --rounds 0         the table from the rounds that are there
    scripts/bench-peers.py --groups kernels   one group of benchmarks only
    scripts/bench-peers.py --groups kernel-table --operators exp   some operators of the kernel table only
    scripts/bench-peers.py --fresh            forget earlier rounds

A round runs each group on both sides, one right after the other, for a machine's speed changes by the hour.
A side's number is the least that any round gave; "spread" is what the medians of rounds make of the ratio.
Needs a JDK 25, Maven, and a Python with PyTorch 1.13 and functorch: Debian's python3-torch, with OpenBLAS.
"""

import argparse
import collections
import contextlib
import fcntl
import glob
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "microbench" / "target" / "peers"
PAGE = ROOT / "docs" / "performance.md"

GROUPS = {
    "chains": ("Chains|MixedChain", "chains.py"),
    "derivatives": ("Derivatives|DerivativeMatrices", "derivatives.py"),
    "regression": ("Regression", "regression.py"),
    "kernels": ("Kernels", "kernels.py"),
    "matrix-products": ("MatrixProducts", "matrix_products.py"),
    "convolutions": ("ConvolutionKernels", "convolutions.py"),
    "search": ("NewtonCGSearch", "newton_cg.py"),
    "linear-algebra": ("Factorisations", "linear_algebra.py"),
    "modules": ("ModuleCosts", "modules.py"),
    "kernel-table": ("KernelTable", "kernel_table.py"),
}

# As the benchmarks have it: a heap whose pages have all been touched, as those of a long-lived process are.
HEAP = ["-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"]

# What is shown, Leibniz's measurement, PyTorch's if it has another name, and how many times less time is asked for.
Row = collections.namedtuple("Row", "title name peer limit")


def row(title, name, limit=None, peer=None):
    return Row(title, name, peer or name, limit)


TABLES = {
    "What an operation costs": [
        row("add, [1], forward and backward", "Chains.addForwardBackward:1", 40),
        row("mul, [1], forward and backward", "Chains.mulForwardBackward:1", 30),
        row("mix on [10] and [3, 4], forward and backward", "MixedChain.forwardBackward", 20),
        row("add, [32], forward and backward", "Chains.addForwardBackward:32"),
        row("mul, [32], forward and backward", "Chains.mulForwardBackward:32"),
        row("add a constant, [1], forward and backward", "Chains.addConstantForwardBackward:1"),
        row("add a constant, [32], forward and backward", "Chains.addConstantForwardBackward:32"),
        row("add, [1], nothing recorded", "Chains.addForward:1"),
        row("add, [32], nothing recorded", "Chains.addForward:32"),
        row("add, [1], recorded", "Chains.addRecorded:1"),
        row("add, [32], recorded", "Chains.addRecorded:32"),
        row("mix, nothing recorded", "MixedChain.forward"),
        row("mul, [1], forward mode", "Chains.mulForwardMode:1"),
        row("mul, [32], forward mode", "Chains.mulForwardMode:32"),
    ],
    "Derivatives as functions": [
        row(
            "gradient of sin at a scalar, against functorch",
            "Derivatives.gradOfSin",
            300,
            "Derivatives.gradOfSin functorch",
        ),
        row("gradient of sin at a scalar", "Derivatives.gradOfSin"),
        row("second derivative of sin", "Derivatives.jvpOfGradOfSin"),
        row("Hessian of Rosenbrock's function of 100", "DerivativeMatrices.rosenbrockHessian", 20),
        row("Hessian of the simple regression", "DerivativeMatrices.simpleRegressionHessian", 20),
        row("Hessian of the robust regression", "DerivativeMatrices.robustRegressionHessian", 20),
        row("Jacobian, 32 to 2048", "DerivativeMatrices.tallJacobian", 5),
        row("64 Jacobians, 32 to 10", "DerivativeMatrices.batchedJacobians", 5),
    ],
    "Regression with 11 parameters": [
        row("Hessian", "Regression.hessian", 20),
        row("Hessian, one column at a time", "Regression.hessianLooped", peer="Regression.hessian"),
        row("Hessian by `hvp`, 11 times", "Regression.hessianByProducts", peer="Regression.hessian"),
        row("one product with the Hessian", "Regression.hessianProduct"),
        row("gradient", "Regression.gradient"),
        row("value", "Regression.forward"),
    ],
    "Kernels, 2²⁰ numbers of FLOAT32": [
        row("exp, fresh result", "Kernels.expFresh", 1),
        row("tanh, fresh result", "Kernels.tanhFresh", 1),
        row("add, fresh result", "Kernels.addFresh", 0.35),
        row("sum", "Kernels.sum"),
        row("exp into an existing array", "Kernels.expExisting"),
        row("tanh into an existing array", "Kernels.tanhExisting"),
        row("add into an existing array", "Kernels.addExisting", 0.8),
    ],
    "Matrix products, FLOAT32": [
        row(f"{n} × {n}", f"MatrixProducts.matmul:{n}", 0.93 if n == 1024 else None)
        for n in (64, 128, 256, 512, 1024, 2048)
    ],
    "Searches": [row("Newton-CG, logistic regression of 569 × 30, FLOAT64", "NewtonCGSearch.fit", 10)],
    "Convolutions, FLOAT32": [
        row(f"{images} images, {c} to {o} channels of {h} × {w}, {u} × {a}, every {s}, {by}", f"ConvolutionKernels.{method}:{layer}")
        for layer in (
            "32-64-64-56-56-3-3-1",
            "32-128-128-28-28-3-3-1",
            "32-256-256-14-14-3-3-1",
            "32-512-512-7-7-3-3-1",
            "32-64-128-56-56-3-3-2",
            "32-64-128-56-56-1-1-2",
            "8-3-64-224-224-7-7-2",
            "8-250-250-1-700-1-7-1",
        )
        for images, c, o, h, w, u, a, s in [layer.split("-")]
        for by, method in (("forward", "forward"), ("by the input", "byInput"), ("by the weight", "byWeight"))
    ],
    "Linear algebra, FLOAT64": [
        row(f"{name}, {size.replace('x', ' of ')}", f"Factorisations.{method}:{size}")
        for size in ("1x32", "1x256", "1x1024", "1000x8")
        for name, method in (
            ("Cholesky", "cholesky"),
            ("QR", "qr"),
            ("eigh", "eigh"),
            ("solve", "solve"),
            ("Cholesky with gradient", "choleskyGradient"),
            ("QR with gradient", "qrGradient"),
            ("eigh with gradient", "eighGradient"),
            ("solve with gradient", "solveGradient"),
        )
    ],
}

TABLES["Modules"] = [
    row("LSTM, 256 features, 100 steps of 32, forward", "ModuleCosts.lstmForward"),
    row("the same, forward and backward", "ModuleCosts.lstmForwardBackward"),
    row("functionalCall, by parameter", "ModuleCosts.functionalCall"),
]

KERNELS = (
    "add mul div maximum pow relu abs sqrt exp expm1 log log1p sin cos tanh sigmoid erf lgamma gelu sum amax argmax "
    "sumRows sumColumns amaxRows logsumexp softmax logSoftmax layerNorm"
).split()
REDUCTIONS = "sum amax argmax sumRows sumColumns amaxRows logsumexp".split()
BROADCASTS = "addInner addMiddle addOuter".split()
COLUMNS = [(dtype, size) for dtype in ("FLOAT32", "FLOAT64") for size in ("1000", "100000", "1000000")]


def java_home():
    find = '. scripts/find-jdk.sh && find_jdk && printf %s "$JAVA_HOME"'
    return subprocess.run(
        ["bash", "-c", find], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def class_path(home):
    """Compiles everything and gives the class path of the benchmarks."""
    file = ROOT / "microbench" / "target" / "class-path.txt"
    subprocess.run(
        ["mvn", "-B", "-ntp", "-q", "-pl", "microbench", "-am", "compile"]
        + ["dependency:build-classpath", "-Dmdep.includeScope=runtime", "-Dmdep.outputFile=target/class-path.txt"],
        cwd=ROOT,
        check=True,
        env={**os.environ, "JAVA_HOME": home},
    )
    return f"{ROOT / 'microbench' / 'target' / 'classes'}{os.pathsep}{file.read_text().strip()}"


@contextlib.contextmanager
def alone(lock):
    """Keeps other benchmarks off the machine, if they take the same lock."""
    if lock is None:
        yield
        return
    with open(lock, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run_leibniz(java, path, classes, out, parameters=()):
    raw = out.with_suffix(".jmh")
    subprocess.run(
        [java, "--add-modules=jdk.incubator.vector", "-cp", path, "org.openjdk.jmh.Main"]
        + [rf"dev\.leibniz\.microbench\.({classes})\.", "-f", "1", "-prof", "gc"]
        + [word for p in parameters for word in ("-p", p)]
        + ["-v", "SILENT", "-rf", "json", "-rff", str(raw)],
        cwd=ROOT,
        check=True,
        stdout=sys.stderr,
    )
    times, bytes_allocated = {}, {}
    for benchmark in json.loads(raw.read_text()):
        name = benchmark["benchmark"].removeprefix("dev.leibniz.microbench.")
        name = ":".join([name, *benchmark.get("params", {}).values()])
        times[name] = [t for fork in benchmark["primaryMetric"]["rawData"] for t in fork]
        bytes_allocated[name] = benchmark["secondaryMetrics"]["gc.alloc.rate.norm"]["score"]
    out.write_text(json.dumps({"times": times, "bytes": bytes_allocated}))
    raw.unlink()


def run_peer(python, script, out, *words):
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    text = subprocess.run(
        [python, "-W", "ignore", str(ROOT / "scripts" / "peers" / script), *words],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **one_thread},
    ).stdout
    out.write_text(json.dumps({"times": json.loads(text)}))


def measure_delay(java, path, threads):
    """How long safepoints waited while large matrices were multiplied, in milliseconds, sorted."""
    log = RESULTS / "safepoints.log"
    subprocess.run(
        [java, "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", *HEAP]
        + [f"-Dleibniz.threads={threads}", f"-Xlog:safepoint:file={log}", "-cp", path]
        + ["dev.leibniz.microbench.CollectionDelay", "2048", "10"],
        check=True,
        stdout=sys.stderr,
    )
    waits = re.findall(r"Reaching safepoint: +(\d+) ns", log.read_text())
    return sorted(int(w) / 1e6 for w in waits)


def run_round(arguments, java, path):
    done = [int(p.stem.split("-")[-1]) for p in RESULTS.glob("leibniz-*.json")]
    number = max(done, default=0) + 1
    for group in arguments.groups:
        if group == "kernel-table":
            run_kernel_table(arguments, java, path, number)
            continue
        classes, script = GROUPS[group]
        with alone(arguments.lock):
            print(f"round {number}, {group}: Leibniz", file=sys.stderr)
            run_leibniz(java, path, classes, RESULTS / f"leibniz-{group}-{number}.json")
            print(f"round {number}, {group}: PyTorch", file=sys.stderr)
            run_peer(arguments.python, script, RESULTS / f"pytorch-{group}-{number}.json")
    if arguments.groups == ["kernel-table"]:
        return
    with alone(arguments.lock):
        waits = {t: measure_delay(java, path, t) for t in (1, os.cpu_count())}
    (RESULTS / f"delay-{number}.json").write_text(json.dumps(waits))


def run_kernel_table(arguments, java, path, number):
    """Operator by operator, on either side one right after the other, for the whole takes long."""
    found = {"leibniz": {"times": {}, "bytes": {}}, "pytorch": {"times": {}}}
    part = RESULTS / "part"
    for operator in arguments.operators or KERNELS + BROADCASTS:
        # A reduction's result counts as existing; what is broadcast is measured fresh.
        forms = ["existing"] if operator in REDUCTIONS else ["fresh"] if operator in BROADCASTS else ["existing,fresh"]
        print(f"round {number}, kernel-table: {operator}", file=sys.stderr)
        with alone(arguments.lock):
            for form in forms:
                run_leibniz(java, path, "KernelTable", part, [f"operator={operator}", f"form={form}"])
                add(found["leibniz"], part)
            run_peer(arguments.python, "kernel_table.py", part, operator)
            add(found["pytorch"], part)
    for side, results in found.items():
        (RESULTS / f"{side}-kernel-table-{number}.json").write_text(json.dumps(results))


def add(found, part):
    for key, values in json.loads(part.read_text()).items():
        found[key].update(values)
    part.unlink()


def gathered(side, key="times"):
    """From a measurement's name to what each round gave."""
    rounds = collections.defaultdict(list)
    for file in sorted(RESULTS.glob(f"{side}-*.json")):
        for name, found in json.loads(file.read_text()).get(key, {}).items():
            rounds[name].append(found)
    return rounds


def best_route(peers, name):
    """The quickest of the measurements of a name, which may have a route behind a blank."""
    routes = [n for n in peers if n == name or n.startswith(name + " ")]
    return min(routes, key=lambda n: least(peers[n]), default=None)


def least(rounds):
    return min(min(r) for r in rounds)


def in_words(nanoseconds):
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def lines():
    ours, peers, allocated = gathered("leibniz"), gathered("pytorch"), gathered("leibniz", "bytes")
    for title, rows in TABLES.items():
        found = [(r, best_route(peers, r.peer)) for r in rows if r.name in ours]
        found = [(r, route) for r, route in found if route is not None]
        if found:
            yield f"**{title}**"
            yield ""
            yield "| | Leibniz | PyTorch | times less | spread | asked for | | bytes |"
            yield "| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |"
            for r, route in found:
                yield line(r, ours[r.name], peers[route], route, allocated[r.name])
            yield ""
    yield from kernel_lines("existing", "Kernels into existing arrays", KERNELS, ours, peers)
    fresh = [k for k in KERNELS if k not in REDUCTIONS]
    yield from kernel_lines("fresh", "Kernels with fresh results", fresh, ours, peers)
    yield from broadcast_lines(ours)
    yield from delay_lines()


def kernel_lines(form, title, kernels, ours, peers):
    """PyTorch's time divided by ours, at three sizes and in both dtypes."""

    def ratio(kernel, dtype, size):
        name = f"KernelTable.run:{dtype}:{form}:{kernel}:{size}"
        return least(peers[name]) / least(ours[name])

    found = [k for k in kernels if f"KernelTable.run:FLOAT32:{form}:{k}:1000" in ours]
    if not found:
        return
    ratios = {k: [ratio(k, *column) for column in COLUMNS] for k in found}
    flat = [r for rs in ratios.values() for r in rs]
    yield f"**{title}: PyTorch's time divided by ours**"
    yield ""
    yield from kernel_head()
    for kernel, rs in ratios.items():
        yield f"| {kernel} | " + " | ".join(f"{r:.2f}" if r >= 0.8 else f"**{r:.2f}**" for r in rs) + " |"
    yield ""
    yield (
        f"Geometric mean {statistics.geometric_mean(flat):.2f} of {len(flat)};"
        f" the least is {min(flat):.2f}; below 0.8: {sum(r < 0.8 for r in flat)}."
    )
    yield ""


def broadcast_lines(ours):
    def ratio(kernel, dtype, size):
        name = "KernelTable.run:{}:fresh:{}:{}".format
        return least(ours[name(dtype, kernel, size)]) / least(ours[name(dtype, "add", size)])

    if "KernelTable.run:FLOAT32:fresh:addInner:1000" not in ours:
        return
    yield "**Adding along an axis: our time divided by that of a contiguous add, at most 1.5 asked**"
    yield ""
    yield from kernel_head()
    for kernel in BROADCASTS:
        yield f"| {kernel} | " + " | ".join(f"{ratio(kernel, *column):.2f}" for column in COLUMNS) + " |"
    yield ""


def kernel_head():
    yield "| | 1k, FLOAT32 | 100k | 1M | 1k, FLOAT64 | 100k | 1M |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"


def line(r, ours, peers, route, allocated):
    ratio = least(peers) / least(ours)
    pairs = [statistics.median(p) / statistics.median(o) for o, p in zip(ours, peers)]
    by = f" ({route.split(' ', 1)[1]})" if " " in route else ""
    asked = "" if r.limit is None else f"{r.limit}"
    verdict = "" if r.limit is None else "pass" if ratio >= r.limit else "**miss**"
    return (
        f"| {r.title} | {in_words(least(ours))} | {in_words(least(peers))}{by} | {ratio:.3g}"
        f" | {min(pairs):.3g} – {max(pairs):.3g} | {asked} | {verdict} | {min(allocated):,.0f} |"
    )


def delay_lines():
    waits = collections.defaultdict(list)
    for file in RESULTS.glob("delay-*.json"):
        for threads, found in json.loads(file.read_text()).items():
            waits[threads] += found
    if not waits:
        return
    yield "**How long a collection waits while 2048 × 2048 matrices are multiplied**"
    yield ""
    yield "| threads | safepoints | median | 99 of 100 | longest | allowed | |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for threads, found in sorted(waits.items()):
        found.sort()
        yield (
            f"| {threads} | {len(found)} | {statistics.median(found):.3f} ms"
            f" | {found[len(found) * 99 // 100]:.2f} ms | {found[-1]:.2f} ms | 5 ms"
            f" | {'pass' if found[-1] <= 5 else '**miss**'} |"
        )
    yield ""


def write(table):
    """Tables that were measured take the place of those of the same title; the others stay."""
    page = PAGE.read_text()
    begin, end = "<!-- measured: begin -->\n", "<!-- measured: end -->"
    head, rest = page.split(begin)
    old, tail = rest.split(end)
    tables = {**by_title(old), **by_title(table)}
    PAGE.write_text(head + begin + "\n" + "".join(tables.values()) + end + tail)


def by_title(text):
    parts = re.split(r"^(?=\*\*)", text, flags=re.MULTILINE)[1:]
    return {part.split("\n")[0]: part.strip() + "\n\n" for part in parts}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--groups", nargs="+", choices=GROUPS, default=list(GROUPS))
    parser.add_argument("--operators", nargs="+", choices=KERNELS + BROADCASTS, help="only these of the kernel table")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--python", default="/usr/bin/python3", help="one that has PyTorch")
    parser.add_argument("--lock", help="a file to lock while something is measured")
    parser.add_argument("--class-path", help="what to measure, instead of compiling this checkout")
    arguments = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    if arguments.fresh:
        for file in glob.glob(str(RESULTS / "*.json")):
            os.remove(file)
    if arguments.rounds > 0:
        home = java_home()
        path = arguments.class_path or class_path(home)
        for _ in range(arguments.rounds):
            run_round(arguments, f"{home}/bin/java", path)
    table = "\n".join(lines())
    print(table)
    write(table)


main()
