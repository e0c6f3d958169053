#!/usr/bin/env python3
"""A read-only npm registry on loopback, made of package folders on disk.

For machines that do not reach npm's registry: serves the packages of Debian's `node-*` packages
(/usr/share/nodejs, and further roots) in the registry's own protocol, so that a real `npm ci`,
`npm install`, `yarn install` or `bun install` works.

    node-registry.py [--host ADDRESS] [--port N] [--url-file FILE] [--lock package-lock.json]... [ROOT]...
    npm_config_registry=$(cat FILE) npm ci

Each package exists in the one version that is on disk. `--lock` also offers it under the version that
a lock file names, so that an unchanged lock file installs: the code is then Debian's, the number is the
lock's. What Debian's code of such a package imports and the lock file does not know is put into the
package itself (`node_modules` inside the tarball), as a published package with bundled dependencies has
it. Packages outside every lock file depend on each other by name alone, as Debian's packages do.

Later roots win. A package in no root is answered with 404. Tarballs have fixed times and owners, so that
`integrity` is the same on every run. Only GET is answered, and only on 127.0.0.1 unless `--host` names
another address of this machine, such as the one under which containers reach it.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import http.server
import io
import json
import os
import sys
import tarfile
import threading
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

# The time that npm itself gives the files of a tarball: 1985-10-26.
TARBALL_TIME = 499162500
# Fields of a manifest that would make npm ask for what a user of the package does not need.
DROPPED = (
    "devDependencies",
    "scripts",
    "peerDependencies",
    "peerDependenciesMeta",
    "optionalDependencies",
    "engines",
)


@dataclass
class Wanted:
    """What lock files ask for: their entry for each version of a name, and the names found at the top."""

    entries: dict[str, dict[str, dict]] = field(default_factory=dict)
    top_level: set[str] = field(default_factory=set)

    def read(self, path: Path) -> None:
        """Adds what one package-lock.json of version 2 or 3 asks for."""
        packages = json.loads(path.read_text()).get("packages", {})
        for place, entry in packages.items():
            before, found, name = place.rpartition("node_modules/")
            if not found or entry.get("link"):
                continue
            self.entries.setdefault(entry.get("name", name), {})[entry["version"]] = entry
            if not before:
                self.top_level.add(name)


class PackageFolders:
    """The packages on disk, as manifests and tarballs."""

    def __init__(self, roots: list[Path], wanted: Wanted) -> None:
        self.roots = roots
        self.wanted = wanted
        self.lock = threading.Lock()
        self.tarballs: dict[tuple[str, str], bytes] = {}

    def folder(self, name: str) -> Path | None:
        """The folder of a package. A name cannot climb out of its root."""
        parts = name.split("/")
        if any(part in ("", ".", "..") for part in parts) or len(parts) != 1 + name.startswith("@"):
            return None
        for root in reversed(self.roots):
            if (root / name / "package.json").is_file():
                return (root / name).resolve()
        return None

    def own_manifest(self, name: str) -> dict:
        folder = self.folder(name)
        if folder is None:
            raise KeyError(name)
        return json.loads((folder / "package.json").read_text())

    def versions(self, name: str) -> list[str]:
        """The version on disk, then the ones that a lock file wants."""
        own = self.own_manifest(name).get("version", "0.0.0")
        return [own, *sorted(self.wanted.entries.get(name, {}).keys() - {own})]

    def is_locked(self, name: str, version: str) -> bool:
        return version in self.wanted.entries.get(name, {})

    def bundled(self, name: str) -> list[str]:
        """The dependencies that a locked package has to bring along."""
        needed = self.own_manifest(name).get("dependencies", {})
        return sorted(n for n in needed if n not in self.wanted.top_level and self.folder(n))

    def manifest(self, name: str, version: str, base: str) -> dict:
        """The manifest of one version as the registry shows it."""
        made = {k: v for k, v in self.own_manifest(name).items() if k not in DROPPED}
        made["name"], made["version"] = name, version
        made["dependencies"] = dict.fromkeys(made.get("dependencies", {}), "*")
        if self.is_locked(name, version):
            # As the lock file has it, so that npm finds nothing to change there.
            entry = self.wanted.entries[name][version]
            made["dependencies"] = entry.get("dependencies", {})
            made |= {key: entry[key] for key in ("engines", "license") if key in entry}
            made.pop("funding", None)
        data = self.tarball(name, version)
        made["dist"] = {
            "tarball": f"{base}/{name}/-/{name.split('/')[-1]}-{version}.tgz",
            "shasum": hashlib.sha1(data).hexdigest(),
            "integrity": "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode(),
        }
        return made

    def tarball(self, name: str, version: str) -> bytes:
        with self.lock:
            if (name, version) not in self.tarballs:
                self.tarballs[name, version] = self.packed(name, version)
            return self.tarballs[name, version]

    def packed(self, name: str, version: str) -> bytes:
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
            self.pack(archive, "package", name, version, self.is_locked(name, version))
        return gzip.compress(raw.getvalue(), 1, mtime=0)

    def pack(self, archive: tarfile.TarFile, at: str, name: str, version: str | None, bundle: bool) -> None:
        folder = self.folder(name)
        if folder is None:
            raise KeyError(name)
        for here, folders, files in os.walk(folder, followlinks=True):
            folders[:] = sorted(f for f in folders if f != ".git" and (f != "node_modules" or not bundle))
            for file in sorted(files):
                path = Path(here, file)
                if not path.is_file():
                    continue
                data = path.read_bytes()
                relative = path.relative_to(folder)
                if version and relative == Path("package.json"):
                    data = json.dumps(json.loads(data) | {"version": version}, indent=2).encode()
                entry = tarfile.TarInfo(f"{at}/{relative}")
                entry.size, entry.mtime = len(data), TARBALL_TIME
                entry.mode = 0o755 if os.access(path, os.X_OK) else 0o644
                archive.addfile(entry, io.BytesIO(data))
        for dependency in self.bundled(name) if bundle else []:
            self.pack(archive, f"{at}/node_modules/{dependency}", dependency, None, True)


def handler(packages: PackageFolders) -> type[http.server.BaseHTTPRequestHandler]:
    """The request handler of a registry of these packages."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            path = urllib.parse.unquote(self.path.split("?")[0]).strip("/")
            name, is_file, file = path.partition("/-/")
            if path == "-/ping":
                self.reply({})
            elif packages.folder(name) is None:
                self.reply({"error": "not found"}, status=404)
            elif is_file:
                version = file.removeprefix(name.split("/")[-1] + "-").removesuffix(".tgz")
                if version in packages.versions(name):
                    self.send(packages.tarball(name, version), "application/octet-stream")
                else:
                    self.reply({"error": "not found"}, status=404)
            else:
                self.reply(self.packument(name))

        def packument(self, name: str) -> dict:
            base = "http://" + (self.headers.get("Host") or "127.0.0.1")
            versions = packages.versions(name)
            return {
                "name": name,
                "dist-tags": {"latest": versions[-1]},
                "versions": {v: packages.manifest(name, v, base) for v in versions},
            }

        def reply(self, body: dict, status: int = 200) -> None:
            self.send(json.dumps(body).encode(), "application/json", status)

        def send(self, body: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on; default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--url-file", type=Path, help="where to write the address once it answers")
    parser.add_argument("--lock", type=Path, action="append", default=[], help="a package-lock.json to satisfy")
    parser.add_argument("roots", type=Path, nargs="*", default=[Path("/usr/share/nodejs")])
    arguments = parser.parse_args()

    wanted = Wanted()
    for lock in arguments.lock:
        wanted.read(lock)
    packages = PackageFolders(arguments.roots, wanted)
    server = http.server.ThreadingHTTPServer((arguments.host, arguments.port), handler(packages))
    url = f"http://{arguments.host}:{server.server_address[1]}"
    if arguments.url_file:
        partial = arguments.url_file.with_suffix(".tmp")
        partial.write_text(url)
        partial.rename(arguments.url_file)
    print(url, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
