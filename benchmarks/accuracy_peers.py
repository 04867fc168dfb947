#!/usr/bin/env python3
"""Python's AutoETS, AutoTheta and AutoARIMA on what the program AccuracySuite exports, beside Tidepath's models.

    java -cp tidepath-benchmarks.jar dev.tidepath.benchmarks.AccuracySuite --data FOLDER --export EXPORT
    pip install statsforecast
    python accuracy_peers.py --export EXPORT --out peers.jsonl [--only GROUP,...] [--model NAME,...]
    python accuracy_peers.py --out peers.jsonl --ours units.jsonl [--models NAME,...] --print

The peers need a full grid: observations are interpolated linearly on the set's steps, back from the last one. They are
told the season, which Tidepath is not; AutoETS and AutoARIMA one of at most 24 steps. They are fitted anew at every
cut-off, and see the last 3,000 steps at most (--most). AutoARIMA approximates likelihoods in its search above 150
points, as R's auto.arima does. A model that cannot be fitted is replaced by the last value. CRPS is that of the normal
distribution of the 80 % interval.

A line of --out is a series of a set; those that are there are not run again. The tables compare all models on the
series that all of them have.
"""
import argparse
import collections
import csv
import glob
import json
import math
import os
import sys
import time
import warnings

import numpy as np

PEERS = ["AutoETS", "AutoTheta", "AutoARIMA"]
LONGEST_SEASON = 24
LEAST_ERROR = 1e-3
Z80 = 1.2815515655446004


def model(name, season, points):
    from statsforecast.models import AutoARIMA, AutoETS, AutoTheta

    short = season if season <= LONGEST_SEASON else 1
    if name == "AutoETS":
        return AutoETS(season_length=short)
    if name == "AutoTheta":
        return AutoTheta(season_length=season if points > 2 * season else 1)
    return AutoARIMA(season_length=short, approximation=points > 150 or short > 12)


def read(path):
    """The series of a file: a dictionary of (id, channel) to a dictionary of cut-off to history, truth and scale."""
    series = collections.OrderedDict()
    with open(path, newline="") as f:
        for row in csv.DictReader(f):
            cuts = series.setdefault((row["id"], row["channel"]), collections.OrderedDict())
            cut = cuts.setdefault(float(row["cutoff"]), {"history": [], "truth": [], "row": row})
            cut[row["kind"]].append((float(row["time"]), float(row["value"])))
    return series


def gridded(history, most):
    times, values = np.array(history).T
    steps = min(most - 1, math.floor(times[-1] - times[0] + 1e-6))
    grid = times[-1] - np.arange(steps, -1, -1)
    return times[-1], np.interp(grid, times, values)


def forecast(name, history, asked, season, most):
    """Mean and ends of intervals at the times asked for, and whether the model could be fitted."""
    last, y = gridded(history, most)
    ahead = np.array(asked) - last
    h = max(1, math.ceil(ahead.max() - 1e-6))
    fitted = True
    keys = ["mean", "lo-80", "hi-80", "lo-95", "hi-95"]
    try:
        found = model(name, season, len(y)).forecast(y=y, h=h, level=[80, 95])
        paths = {k: np.asarray(found[k], dtype=float) for k in keys}
        fitted = all(np.all(np.isfinite(p)) for p in paths.values())
    except Exception:
        fitted = False
    if not fitted:
        paths = {k: np.full(h, y[-1]) for k in keys}
    steps = np.arange(h + 1)
    return {k: np.interp(ahead, steps, np.concatenate([[y[-1]], p])) for k, p in paths.items()}, fitted


def crps(mean, sigma, actual):
    error = np.abs(actual - mean)
    z = np.divide(error, sigma, out=np.full_like(error, np.inf), where=sigma > 0)
    inner = np.where(np.isfinite(z), z, 0)
    cdf = np.array([0.5 * (1 + math.erf(v / math.sqrt(2))) for v in inner])
    normal = sigma * (inner * (2 * cdf - 1) + 2 * np.exp(-inner**2 / 2) / math.sqrt(2 * math.pi) - 1 / math.sqrt(math.pi))
    return np.where(np.isfinite(z), normal, error)


def score(name, cuts, most):
    errors, scores, failures = [], [], 0
    counts = {k: [0, 0, 0] for k in ("points", "covered80", "covered95")}
    for cutoff, cut in cuts.items():
        row = cut["row"]
        times, truth = np.array(cut["truth"]).T
        found, fitted = forecast(name, cut["history"], times, int(row["season"]), most)
        failures += not fitted
        scale = float(row["scale"])
        errors += list(np.abs(truth - found["mean"]) / scale)
        sigma = (found["hi-80"] - found["lo-80"]) / (2 * Z80)
        scores += list(crps(found["mean"], sigma, truth) / scale)
        thirds = np.clip(np.ceil(3 * (times - cutoff) / int(row["ahead"]) - 1e-6).astype(int) - 1, 0, 2)
        for i, third in enumerate(thirds):
            counts["points"][third] += 1
            counts["covered80"][third] += bool(found["lo-80"][i] <= truth[i] <= found["hi-80"][i])
            counts["covered95"][third] += bool(found["lo-95"][i] <= truth[i] <= found["hi-95"][i])
    return {"mase": float(np.mean(errors)), "crps": float(np.mean(scores)), "failures": failures, **counts}


def lines(path):
    if not path or not os.path.exists(path):
        return
    with open(path) as f:
        for line in f:
            try:
                yield json.loads(line)
            except json.JSONDecodeError:  # empty, or cut short
                continue


KEY = ("set", "level", "model", "id", "channel")


def run(options):
    done = {tuple(line[k] for k in KEY) for line in lines(options.out)}
    files = sorted(glob.glob(os.path.join(options.export, "*.csv")), key=os.path.getmtime)
    names = options.model.split(",") if options.model else PEERS
    for group in options.only.split(",") if options.only else [None]:
        for path in files:
            with open(path, newline="") as f:
                first = next(csv.DictReader(f), None)
            if first is None or (group and group not in (first["group"], first["set"])):
                continue
            series = list(read(path).items())
            for name in names:
                started = time.time()
                for (sid, channel), cuts in series[: options.series]:
                    key = (first["set"], int(first["level"]), name, sid, channel)
                    if key in done:
                        continue
                    begun = time.time()
                    line = dict(zip(KEY, key), group=first["group"], **score(name, cuts, options.most))
                    line["seconds"] = round(time.time() - begun, 3)
                    with open(options.out, "a") as f:
                        f.write("\n" + json.dumps(line) + "\n")
                print(f"{os.path.basename(path)}, {name}: {time.time() - started:.1f} s", file=sys.stderr, flush=True)


def figures(options):
    """Scores by group, level, model and (set, id, channel)."""
    found = collections.defaultdict(dict)
    groups, models = [], []
    ours = options.models.split(",") if options.models else None
    for unit in lines(options.ours):
        if ours and unit["model"] not in ours:
            continue
        for s in unit["series"]:
            found[unit["group"], unit["level"], unit["model"]][unit["set"], s["id"], s["channel"]] = s
        models += [unit["model"]] if unit["model"] not in models else []
    for s in lines(options.out):
        found[s["group"], s["level"], s["model"]][s["set"], s["id"], s["channel"]] = s
        groups += [s["group"]] if s["group"] not in groups else []
        models += [s["model"]] if s["model"] not in models else []
    return found, groups, models


def geometric(values):
    return math.exp(np.mean([math.log(max(LEAST_ERROR, v)) for v in values]))


def covered(scores, level):
    return 100 * np.mean([sum(s[f"covered{level}"]) / max(1, sum(s["points"])) for s in scores])


def tables(options):
    found, groups, models = figures(options)
    kinds = [
        ("MASE", lambda scores: geometric([s["mase"] for s in scores]), geometric, 3),
        ("CRPS", lambda scores: geometric([s["crps"] for s in scores]), geometric, 3),
        ("percent inside 80 %", lambda scores: covered(scores, 80), np.mean, 1),
        ("percent inside 95 %", lambda scores: covered(scores, 95), np.mean, 1),
    ]
    for title, mean, over, digits in kinds:
        for level in sorted({key[1] for key in found}):
            print(f"\n{title}; {level} % of the observations left out")
            print(" " * 30 + "".join(f" {m:>14s}" for m in models))
            columns = collections.defaultdict(list)
            for group in groups:
                each = [found[group, level, m] for m in models]
                shared = [key for key in each[0] if all(key in scores for scores in each)]
                if not shared:
                    continue
                row = [mean([scores[key] for key in shared]) for scores in each]
                for m, value in zip(models, row):
                    columns[m].append(value)
                print(f"{group + ' (' + str(len(shared)) + ')':30s}" + "".join(f" {v:14.{digits}f}" for v in row))
            if columns:
                overall = [over(columns[m]) for m in models]
                print(f"{'over groups':30s}" + "".join(f" {v:14.{digits}f}" for v in overall))
    failed = collections.Counter()
    for s in lines(options.out):
        failed[s["model"], s["level"]] += s["failures"]
    print("\nnot fitted: " + ", ".join(f"{m} at {level} %: {n}" for (m, level), n in sorted(failed.items()) if n))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--export", help="folder that AccuracySuite --export wrote")
    parser.add_argument("--out", required=True, help="scores of the peers as lines of JSON, which are added to")
    parser.add_argument("--only", help="groups or sets, in this order")
    parser.add_argument("--model", help="some of the peers")
    parser.add_argument("--series", type=int, help="the first so many series of each set")
    parser.add_argument("--most", type=int, default=3000, help="steps that the peers see")
    parser.add_argument("--ours", help="what AccuracySuite --out wrote")
    parser.add_argument("--models", help="some of ours")
    parser.add_argument("--print", action="store_true", help="run nothing")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    if not options.print:
        run(options)
    tables(options)


if __name__ == "__main__":
    main()
