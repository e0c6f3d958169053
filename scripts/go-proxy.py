#!/usr/bin/env python3
"""A Go module proxy in a folder, made of Debian's `golang-*-dev` packages.

For machines that do not reach Go's module proxy:

    go-proxy.py OUT [--for go.mod]... [MODULE@VERSION]...
    GOPROXY=file://OUT GOSUMDB=off GOTOOLCHAIN=local GOFLAGS=-mod=mod go build ./...

Every module under /usr/share/gocode/src gets one version, that of its Debian package. `--for` also offers
each module under the version that a go.mod requires, so that an unchanged go.mod builds: the source is then
Debian's, the number is go.mod's. Requirements between the offered modules are left out; go finds what is
imported through the proxy. What was asked for and is not here is named on standard error (exit code 3).

The sums in a project's go.sum cannot match: see stand-ins/go.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path("/usr/share/gocode/src")
# Hosts whose modules are named host/owner/repository rather than host/repository.
OWNED_HOSTS = {"github.com", "golang.org", "bitbucket.org"}
LEFT_OUT = {"testdata", "_examples", ".git"}
GO_MOD = "module {}\n\ngo 1.19\n"


@dataclass(frozen=True)
class Module:
    """One module on disk: its path in Go's sense, its folder, and the Debian version that it came with."""

    path: str
    folder: Path
    debian_version: str

    @property
    def version(self) -> str:
        """The Debian version in Go's form, `v1.10.7`, with the major version that the module's path has."""
        numbers = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", self.debian_version)
        major, minor, patch = (int(n or 0) for n in numbers.groups()) if numbers else (0, 0, 1)
        suffix = re.search(r"[/.]v(\d+)$", self.path)
        if suffix and int(suffix[1]) != major:
            return f"v{suffix[1]}.99.0"
        return f"v{major}.{minor}.{patch}" + ("+incompatible" if major >= 2 and not suffix else "")


def dpkg(*arguments: str) -> list[str]:
    """The lines of a question to Debian's package database; none when nothing matches."""
    asked = subprocess.run(["dpkg-query", *arguments], check=False, capture_output=True, text=True)
    return asked.stdout.splitlines()


def installed_files() -> tuple[dict[Path, str], dict[str, str]]:
    """The Debian package of each Go source file, and each package's upstream version."""
    pairs = [line.split("\t") for line in dpkg("-W", "-f", "${Package}\t${Version}\n", "golang-*-dev")]
    versions = {name: re.sub(r"-[^-]*$", "", version.partition(":")[2] or version) for name, version in pairs}
    owners: dict[Path, str] = {}
    for name in versions:
        for file in dpkg("-L", name):
            owners[Path(file)] = name
    return owners, versions


def module_roots(owners: dict[Path, str]) -> set[Path]:
    """The folders with a go.mod; for packages without one, the folder above all their sources."""
    roots = {Path(here) for here, _, files in os.walk(SOURCES) if "go.mod" in files}
    loose: dict[str, set[str]] = {}
    for file, owner in owners.items():
        if file.suffix == ".go" and file.is_relative_to(SOURCES) and not roots & set(file.parents):
            loose.setdefault(owner, set()).add(str(file.parent))
    for folders in loose.values():
        top = Path(os.path.commonpath(folders))
        host, *rest = top.relative_to(SOURCES).parts or ("",)
        if len(rest) >= (2 if host in OWNED_HOSTS else 1):
            roots.add(top)
    return roots


def modules() -> list[Module]:
    owners, versions = installed_files()
    found = []
    for folder in sorted(module_roots(owners)):
        declared = folder / "go.mod"
        path = str(folder.relative_to(SOURCES))
        if declared.is_file():
            named = re.search(r'^module\s+"?([^\s"]+)', declared.read_text(), re.MULTILINE)
            if not named:
                continue
            path = named[1]
        owner = next((owners[file] for file in sorted(folder.rglob("*")) if file in owners), "")
        found.append(Module(path, folder, versions.get(owner, "")))
    return found


def sources(module: Module, roots: set[Path]) -> list[Path]:
    """The files of a module without tests and without modules inside it."""
    files = []
    for here, folders, names in os.walk(module.folder):
        folders[:] = [f for f in folders if f not in LEFT_OUT and Path(here, f) not in roots]
        files += [Path(here, n) for n in names if not n.endswith("_test.go") and n != "go.mod"]
    return sorted(f for f in files if f.is_file())


def offer(module: Module, roots: set[Path], versions: set[str], out: Path) -> None:
    """Writes the files of Go's proxy protocol for a module."""
    escaped = re.sub(r"[A-Z]", lambda letter: "!" + letter[0].lower(), module.path)
    place = out / escaped / "@v"
    place.mkdir(parents=True, exist_ok=True)
    files = sources(module, roots)
    for version in versions:
        with zipfile.ZipFile(place / f"{version}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{module.path}@{version}/go.mod", GO_MOD.format(module.path))
            for file in files:
                archive.write(file, f"{module.path}@{version}/{file.relative_to(module.folder)}")
        (place / f"{version}.mod").write_text(GO_MOD.format(module.path))
        (place / f"{version}.info").write_text(json.dumps({"Version": version, "Time": "2023-01-01T00:00:00Z"}))
    (place / "list").write_text("".join(f"{v}\n" for v in sorted(versions)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--for", dest="go_mods", type=Path, action="append", default=[], help="a go.mod to satisfy")
    parser.add_argument("pins", nargs="*", metavar="MODULE@VERSION")
    arguments = parser.parse_args()

    wanted: dict[str, set[str]] = {}
    for pin in arguments.pins:
        path, _, version = pin.partition("@")
        wanted.setdefault(path, set()).add(version)
    for go_mod in arguments.go_mods:
        required = r"^\s*(?:require\s+)?([\w.\-]+\.[a-z]+/\S+)\s+(v\d\S*)"
        for path, version in re.findall(required, go_mod.read_text(), re.MULTILINE):
            wanted.setdefault(path, set()).add(version)

    found = modules()
    roots = {module.folder for module in found}
    for module in found:
        offer(module, roots, {module.version} | wanted.get(module.path, set()), arguments.out)
    print(f"{len(found)} modules in {arguments.out}")
    missing = sorted(wanted.keys() - {module.path for module in found})
    for path in missing:
        print(f"not on this machine: {path}", file=sys.stderr)
    sys.exit(3 if missing else 0)


if __name__ == "__main__":
    main()
