#!/usr/bin/env python3
"""Times the commands that people wait for, beside the git command that does the least of the same work.

    scripts/bench.py BINARY [--packages N] [--files N] [--rounds N] [--large N]

A monorepo of npm packages is made in a temporary folder: N packages of N files each (default 2,000 of 48), ten in a
row that depend on each other, and the same with five times as many packages (--large 10000, 0 for none). The two
commands of a pair run in turn, so that a busy moment of the machine meets both; the shortest and the median time are
printed, with the processor time and the memory of the largest process. Exit code 1 where a limit is exceeded.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


class Sample:
    """The runs of one command."""

    def __init__(self, label, command):
        self.label = label
        self.command = command
        self.walls = []
        self.cpus = []
        self.memory = 0

    def run(self):
        null = os.open(os.devnull, os.O_RDWR)
        actions = [(os.POSIX_SPAWN_DUP2, null, number) for number in range(3)]
        start = time.monotonic()
        process = os.posix_spawnp(self.command[0], self.command, os.environ, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        self.walls.append((time.monotonic() - start) * 1000)
        self.cpus.append((usage.ru_utime + usage.ru_stime) * 1000)
        self.memory = max(self.memory, usage.ru_maxrss / 1024)
        os.close(null)
        if status != 0:
            sys.exit(f"{' '.join(self.command)}: status {status}")

    @property
    def best(self):
        return min(self.walls)

    def show(self):
        median = statistics.median(self.walls)
        cpu = statistics.median(self.cpus)
        print(f"{self.label:52} {self.best:8.1f} {median:8.1f} {cpu:8.1f} {self.memory:8.0f}")


def make_monorepo(folder, packages, files):
    """Makes the monorepo and commits it."""
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "made", "private": true, "workspaces": ["packages/*"]}\n')
    for number in range(1, packages + 1):
        package = folder / "packages" / f"p{number}"
        (package / "src").mkdir(parents=True)
        dependencies = {"express": "^4.18.2"}
        if number % 10 != 1:
            dependencies[f"p{number - 1}"] = "*"
        manifest = {"name": f"p{number}", "version": "1.0.0", "dependencies": dependencies}
        (package / "package.json").write_text(json.dumps(manifest) + "\n")
        for file in range(1, files):
            (package / "src" / f"f{file}.js").write_text(f"export const value = {file};\n")
    git = ["git", "-C", str(folder), "-c", "user.name=made", "-c", "user.email=made@example.com"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "made"], check=True)


def measure(rounds, *samples):
    """Runs the commands in turn and prints them."""
    for _ in range(rounds):
        for sample in samples:
            sample.run()
    for sample in samples:
        sample.show()


class Report:
    """The limits, and whether they hold."""

    def __init__(self):
        self.holds = True

    def check(self, what, value, limit, unit):
        holds = value <= limit
        self.holds = self.holds and holds
        print(f"    {what}: {value:.2f} {unit} of {limit:.2f} {unit}{'' if holds else ' EXCEEDED'}")


def topology(binary, folder, rounds, report):
    """The listing and the topology; gives the time of the latter."""
    listing = Sample(
        "git ls-files -co --exclude-standard", ["git", "-C", folder, "ls-files", "-co", "--exclude-standard"]
    )
    own = Sample("infra-ws topology --format json", [binary, "topology", "--format", "json", "--root", folder])
    measure(rounds, listing, own)
    report.check("times the listing", own.best / listing.best, 1.2, "x")
    return own


def affected(binary, folder, rounds, report):
    """The difference and what it affects."""
    (Path(folder) / "packages/p4/src/f1.js").write_text("export const value = 0;\n")
    difference = Sample("git diff --name-only HEAD", ["git", "-C", folder, "diff", "--name-only", "HEAD"])
    own = Sample("infra-ws affected --base HEAD", [binary, "affected", "--base", "HEAD", "--root", folder])
    measure(rounds, difference, own)
    report.check("time", own.best, 1.5 * difference.best + 20, "ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--packages", type=int, default=2000)
    parser.add_argument("--files", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--large", type=int, default=10000)
    options = parser.parse_args()
    binary = os.path.realpath(options.binary)
    report = Report()
    scratch = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        print(f"{'command':52} {'best ms':>8} {'median':>8} {'CPU ms':>8} {'MB':>8}")
        measure(
            options.rounds,
            Sample("git --version", ["git", "--version"]),
            Sample("infra-ws --version", [binary, "--version"]),
        )
        folder = str(scratch / "made")
        print(f"{options.packages} packages, {options.packages * options.files + 1} tracked files")
        make_monorepo(Path(folder), options.packages, options.files)
        own = topology(binary, folder, options.rounds, report)
        report.check("memory", own.memory, 300, "MB")
        measure(options.rounds, Sample("infra-ws status", [binary, "status", "--root", folder]))
        affected(binary, folder, options.rounds, report)
        shutil.rmtree(folder)
        if options.large:
            print(f"{options.large} packages, {options.large * options.files + 1} tracked files")
            make_monorepo(Path(folder), options.large, options.files)
            large = topology(binary, folder, max(3, options.rounds // 3), report)
            report.check("memory", large.memory, 300, "MB")
            factor = options.large / options.packages
            report.check("time for each package against the smaller one", large.best / own.best / factor, 1.25, "x")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sys.exit(0 if report.holds else 1)


main()
