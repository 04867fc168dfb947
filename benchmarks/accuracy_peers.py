#!/usr/bin/env python3
"""Scaled errors of Python's AutoETS and AutoARIMA on the splits of the program BaselineAccuracy.

    pip install statsforecast
    python accuracy_peers.py --data FOLDER --out peers.csv [--ours ours.csv] [--only SET]

FOLDER holds the folders classic and monash. With --ours, the file that BaselineAccuracy --out wrote, both are compared.
Missing values are interpolated for the peers, which need a full grid; the season is told to them. Of long series they
see the last 3,000 points. AutoARIMA approximates likelihoods in its search above 150 points, as R's auto.arima does.
"""
import argparse
import collections
import csv
import gzip
import math
import os
import sys
import time
import warnings

import numpy as np

MOST_OF_A_GROUP = 60
MOST_POINTS = 3000

CLASSIC = [  # file, column, season, points held back, logarithms
    ("co2_mauna_loa_weekly", 1, 52, 104, False),
    ("airline_passengers", 1, 12, 24, False),
    ("sunspots_monthly", 1, 1, 132, False),
    ("sunspots_yearly", 1, 11, 22, False),
    ("nile_flow", 1, 1, 10, False),
    ("elnino_sst_monthly", 2, 12, 24, False),
    ("lynx_trappings", 1, 10, 14, True),
    ("us_macro_quarterly", 2, 4, 12, True),
]
MONASH = [  # file, season, points held back
    ("sunspot_dataset_without_missing_values", 1, 30),
    ("saugeenday_dataset", 1, 30),
    ("us_births_dataset", 7, 30),
    ("tourism_monthly_dataset", 12, 24),
    ("fred_md_dataset", 12, 12),
    ("m1_monthly_dataset", 12, 18),
]


def number(cell):
    return float(cell) if cell.strip() else math.nan


def read(folder):
    """Yields set, season, points held back and a list of (id, values)."""
    for name, column, season, ahead, logs in CLASSIC:
        path = os.path.join(folder, "classic", name + ".csv")
        if os.path.exists(path):
            with open(path) as f:
                values = np.array([number(row[column]) for row in list(csv.reader(f))[1:]])
            yield name, season, ahead, [(name, np.log(values) if logs else values)]
    for name, season, ahead in MONASH:
        path = os.path.join(folder, "monash", name + ".tsf.gz")
        if os.path.exists(path):
            with gzip.open(path, "rt", encoding="utf-8", errors="replace") as f:
                lines = [line.strip() for line in f if line.strip() and line[0] not in "@#"]
            count = min(MOST_OF_A_GROUP, len(lines))
            series = []
            for k in range(count):
                parts = lines[k * len(lines) // count].split(":", 2)
                series.append((parts[0], np.array([number(v) for v in parts[2].split(",")])))
            yield name.split("_dataset")[0], season, ahead, series


def interpolated(values):
    at = np.arange(len(values))
    known = ~np.isnan(values)
    return np.interp(at, at[known], values[known])


def peers(season):
    from statsforecast.models import AutoARIMA, AutoETS

    return {
        "AutoETS": lambda n: AutoETS(season_length=season if season <= 24 else 1),
        "AutoARIMA": lambda n: AutoARIMA(
            season_length=season if season <= 24 else 1, approximation=n > 150 or season > 12
        ),
    }


def errors(folder, only, rows):
    for name, season, ahead, series in read(folder):
        if only and only not in name:
            continue
        for model, make in peers(season).items():
            begin = time.time()
            found = []
            for sid, values in series:
                history = interpolated(values[:-ahead])
                truth = values[-ahead:]
                scale = np.mean(np.abs(history[season:] - history[:-season]))
                seen = history[-MOST_POINTS:]
                try:
                    forecast = make(len(seen)).forecast(y=seen, h=ahead)["mean"]
                except Exception as failure:  # a model that cannot be fitted is replaced by the last value
                    print(f"{name} {sid} {model}: {failure}", file=sys.stderr)
                    forecast = np.full(ahead, seen[-1])
                found.append(float(np.nanmean(np.abs(forecast - truth)) / scale))
                rows.append((name, sid, model, found[-1]))
            print(f"{name}, {model}: {np.mean(found):.3f} in {time.time() - begin:.1f} s", file=sys.stderr, flush=True)


def table(rows):
    by = collections.defaultdict(list)
    names, models = [], []
    for name, _, model, error in rows:
        by[name, model].append(float(error))
        if name not in names:
            names.append(name)
        if model not in models:
            models.append(model)
    print(f"{'MASE':22s}" + "".join(f" {m:>14s}" for m in models))
    for name in names:
        print(f"{name:22.22s}" + "".join(f" {np.mean(by[name, m]) if by[name, m] else math.nan:14.3f}" for m in models))
    full = [n for n in names if all(by[n, m] for m in models)]
    sets = [math.exp(np.mean([math.log(np.mean(by[n, m])) for n in full])) for m in models]
    each = [math.exp(np.mean([math.log(max(e, 1e-3)) for n in full for e in by[n, m]])) for m in models]
    print(f"{'geometric mean, sets':22s}" + "".join(f" {v:14.3f}" for v in sets))
    print(f"{'geometric mean, series':22.22s}" + "".join(f" {v:14.3f}" for v in each))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out")
    parser.add_argument("--ours")
    parser.add_argument("--peers", help="figures of the peers that an earlier run wrote, instead of running them")
    parser.add_argument("--only")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    rows = []
    if arguments.ours:
        with open(arguments.ours) as f:
            rows += [tuple(row) for row in list(csv.reader(f))[1:]]
    if arguments.peers:
        with open(arguments.peers) as f:
            rows += [tuple(row) for row in list(csv.reader(f))[1:]]
    else:
        own = []
        errors(arguments.data, arguments.only, own)
        if arguments.out:
            with open(arguments.out, "w", newline="") as f:
                csv.writer(f).writerows([("set", "series", "model", "mase")] + own)
        rows += own
    table(rows)


if __name__ == "__main__":
    main()
