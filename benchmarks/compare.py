#!/usr/bin/env python3
"""Runs diffrax and Tidepath on the same problems, one thread, doubles, and prints tables of ratios.

    python3 benchmarks/compare.py --python PYTHON --peers DIR --out results.jsonl
    python3 benchmarks/compare.py --tables results.jsonl

PYTHON is an interpreter with diffrax; DIR holds the peers' programs solve.py and grad.py and the file problems.json that
both sides solve. Every result is one JSON object a line in --out. The parts of one problem are run right after each
other, so that both sides see the same machine; each batch size and each choice of kernels of ours has a JVM of its own.
With --passes N everything is run N times and the least time counts. Standard library only.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
JAR = os.path.join(HERE, "target", "tidepath-benchmarks.jar")
SOLVES = {"mlp4": (1, 100, 1000), "mlp64": (256,), "lotka": (1, 1000), "vdp": (1, 1000), "lorenz": (1, 1000)}
GRADIENTS = ("mlp4", "mlp64")
GROWTH = {"mlp4": (100, 1000, 10000), "mlp64": (100, 1000)}
PEER_VARIANTS = ("dfx_ckpt", "dfx_ckpt_vmap", "dfx_back")
STRATEGIES = ("checkpointed", "backsolve", "full_memory")
KERNELS = {
    "plain": ["-Dtidepath.kernels=plain"],
    "vector": ["--add-modules=jdk.incubator.vector", "-Dtidepath.kernels=vector"],
}


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--python", help="interpreter with diffrax; without it only ours is run")
    ap.add_argument("--peers", metavar="DIR", help="folder of solve.py, grad.py and problems.json")
    ap.add_argument("--java", default="java")
    ap.add_argument("--jar", default=JAR)
    ap.add_argument("--out", metavar="FILE", default="comparison.jsonl", help="where the JSON lines are added")
    ap.add_argument("--what", default="solve,grad", help="of solve, grad and growth, with commas")
    ap.add_argument("--only", metavar="PROBLEM")
    ap.add_argument("--kernels", default="plain,vector")
    ap.add_argument("--passes", type=int, default=1)
    ap.add_argument("--budget", type=float, default=3.0, help="seconds of repeats a result")
    ap.add_argument("--warm-up", type=float, default=3.0, help="seconds of calls before, ours only")
    ap.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="which least time the tables show")
    ap.add_argument("--tables", metavar="FILE", help="print the tables of a file and run nothing")
    return ap.parse_args()


class Runner:
    """Starts programs one after the other and keeps the JSON lines they print."""

    def __init__(self, args):
        self.args = args
        self.problems = args.peers and os.path.join(args.peers, "problems.json")
        self.number = 0

    def run(self, command, **more):
        print("$", " ".join(command), file=sys.stderr, flush=True)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            output, trouble = process.communicate()
        if process.returncode:
            print(trouble.strip()[-2000:], file=sys.stderr)
        with open(self.args.out, "a", encoding="utf-8") as out:
            for line in output.splitlines():
                if line.startswith("{"):
                    row = json.loads(line)
                    row.update(more, run=self.number)
                    out.write(json.dumps(row) + "\n")

    def peer(self, script, *words):
        if self.args.python and self.args.peers:
            self.run([self.args.python, os.path.join(self.args.peers, script), "--threads", "1",
                      "--budget", str(self.args.budget), *words])

    def ours(self, program, *words):
        for kernels in self.args.kernels.split(","):
            self.run([self.args.java, *KERNELS[kernels], "-cp", self.args.jar, "dev.tidepath.benchmarks." + program,
                      *(["--problems", self.problems] if self.problems else []),
                      "--budget", str(self.args.budget), "--warm-up", str(self.args.warm_up), *words],
                     kernels_asked=kernels)

    def wanted(self, problem):
        return self.args.only in (None, problem)

    def solve(self):
        for problem, batches in SOLVES.items():
            if self.wanted(problem):
                self.peer("solve.py", "--lib", "diffrax", "--only", problem)
                for batch in batches:
                    self.ours("Solve", "--only", problem, "--batch", str(batch))

    def grad(self):
        with tempfile.TemporaryDirectory() as folder:
            for problem in filter(self.wanted, GRADIENTS):
                reference = os.path.join(folder, problem + ".npy")
                self.ours("Gradient", "--only", problem, "--save-reference", reference)
                for variant in PEER_VARIANTS:
                    self.peer("grad.py", "--variant", variant, "--problem", problem, "--ref-grad", reference)

    def growth(self):
        for problem, counts in GROWTH.items():
            if self.wanted(problem):
                self.ours("Gradient", "--growth", "--only", problem)
                for variant in ("dfx_ckpt", "dfx_back"):
                    for steps in counts:
                        self.peer("grad.py", "--variant", variant, "--problem", problem, "--steps", str(steps))


def read(path):
    """All float64 rows on one thread that did not fail; of repeated ones the fastest."""
    best = {}
    with open(path, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if "failed" in row or row.get("dtype") != "float64" or row.get("threads") != 1:
                continue
            key = tuple(str(row.get(k)) for k in ("script", "problem", "batch", "lib", "variant", "method", "mode",
                                                  "rk4_steps", "kernels_asked"))
            if key in best:
                for name in ("wall_min_ms", "cpu_min_ms", "wall_med_ms", "cpu_med_ms"):
                    best[key][name] = min(best[key][name], row[name])
            else:
                best[key] = row
    return list(best.values())


def pick(rows, **wanted):
    return [r for r in rows if all(r.get(k) == v for k, v in wanted.items())]


def table(title, head, body):
    if not body:
        return
    print(f"\n{title}\n\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for cells in body:
        print("| " + " | ".join(cells) + " |")


def num(value, form="{:.3g}"):
    return "–" if value is None else form.format(value)


class Tables:
    """Ratios are the peer's time divided by ours: above one, ours is faster."""

    def __init__(self, rows, clock):
        self.rows = rows
        self.time = lambda row: row[clock + "_min_ms"]

    def fastest(self, rows):
        return min(rows, key=self.time, default=None)

    def ours(self, rows):
        """Times of both choices of kernels, and the fastest row."""
        times = [num(self.time(r[0]) if (r := pick(rows, kernels_asked=k)) else None) for k in KERNELS]
        return times, self.fastest(rows)

    def ratio(self, peer, ours):
        return num(self.time(peer) / self.time(ours) if peer and ours else None, "{:.2f}")

    def solves(self):
        body = []
        for problem, batches in SOLVES.items():
            for batch in batches:
                mine = pick(self.rows, script="solve", problem=problem, batch=batch, lib="tidepath")
                theirs = pick(self.rows, script="solve", problem=problem, batch=batch, lib="diffrax")
                for mode in ("vmap", "shared"):
                    # A batch of one has one mode: the peer lists it as shared.
                    peers = theirs if batch == 1 else pick(theirs, mode=mode)
                    best = self.fastest(peers)
                    for method in ("tsit5", "dopri5"):
                        rows = pick(mine, mode=mode, method=method)
                        if not rows:
                            continue
                        times, row = self.ours(rows)
                        like = self.fastest([p for p in peers if p["method"].lower() == method])
                        body.append([problem, str(batch), mode, method, *times, num(row["max_abs_err"], "{:.1e}"),
                                     str(row["nfe"]),
                                     *self.peer(like), self.ratio(like, row),
                                     *([best["method"]] if best else ["–"]), *self.peer(best),
                                     self.ratio(best, row)])
        table("Forward solves, ms",
              ["problem", "batch", "steps", "method", "ours plain", "ours vector", "error", "nfe",
               "diffrax same method", "error", "ratio", "diffrax best", "ms", "error", "ratio"], body)

    def peer(self, row):
        return [num(row and self.time(row)), num(row and row.get("max_abs_err"), "{:.1e}")]

    def gradients(self):
        body = []
        for problem in GRADIENTS:
            for mode in ("vmap", "shared"):
                for strategy in STRATEGIES:
                    rows = pick(self.rows, script="grad", problem=problem, variant=strategy, mode=mode, rk4_steps=0)
                    if not rows:
                        continue
                    times, row = self.ours(rows)
                    for variant in self.rivals(strategy, mode):
                        peer = self.fastest(pick(self.rows, script="grad", problem=problem, variant=variant,
                                                 rk4_steps=0))
                        body.append([problem, strategy, mode, *times, num(row["grad_rel_err"], "{:.1e}"),
                                     f"{row['nfe_fwd']} / {row['nfe_bwd']}", num(row["peak_live_mb"]),
                                     variant, num(peer and self.time(peer)),
                                     num(peer and peer.get("grad_rel_err"), "{:.1e}"),
                                     num(peer and peer.get("xla_temp_mb")), self.ratio(peer, row)])
        table("Gradients, ms",
              ["problem", "ours", "steps", "plain", "vector", "error", "nfe forward / back", "live MB",
               "diffrax", "ms", "error", "scratch MB", "ratio"], body)

    @staticmethod
    def rivals(strategy, mode):
        if strategy == "backsolve":
            return ("dfx_back",)
        return ("dfx_ckpt_vmap", "dfx_ckpt") if mode == "vmap" else ("dfx_ckpt",)

    def growth(self):
        body = []
        for problem, counts in GROWTH.items():
            for steps in counts:
                if not pick(self.rows, script="grad", problem=problem, rk4_steps=steps):
                    continue
                cells = [problem, str(steps)]
                for strategy in STRATEGIES:
                    row = self.fastest(pick(self.rows, script="grad", problem=problem, variant=strategy,
                                            rk4_steps=steps))
                    cells.append(row and f"{num(row['peak_live_mb'])}; {num(self.time(row))}" or "–")
                for variant in ("dfx_ckpt", "dfx_back"):
                    row = self.fastest(pick(self.rows, script="grad", problem=problem, variant=variant,
                                            rk4_steps=steps))
                    cells.append(row and f"{num(row.get('xla_temp_mb'))} ({num(row['peak_mb'])}); "
                                         f"{num(self.time(row))}" or "–")
                body.append(cells)
        table("Memory against steps (fixed steps of order 4): MB; ms. Ours: live heap. diffrax: scratch memory (rise of the "
              "resident set)",
              ["problem", "steps", *STRATEGIES, "dfx_ckpt", "dfx_back"], body)


def main():
    args = arguments()
    if not args.tables:
        runner = Runner(args)
        for number in range(args.passes):
            runner.number = number
            for what in args.what.split(","):
                getattr(runner, what)()
    tables = Tables(read(args.tables or args.out), args.clock)
    tables.solves()
    tables.gradients()
    tables.growth()


if __name__ == "__main__":
    main()
