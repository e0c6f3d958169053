import Topology
package import Workspace

/// uv: `uv sync --frozen` into the unit's own virtual environment (docs.astral.sh/uv, "Locking and syncing").
package struct UvInstaller: PackageInstaller {
    package let id = "uv"
    package let installHint = "pip install uv"

    /// Makes the entry.
    package init() {}

    /// The nearest folder upwards with uv.lock: a workspace has one lock file, and one environment beside it.
    package func folder(for unit: DeployableUnit) -> String {
        PythonInstallation.nearest("uv.lock", from: unit) ?? unit.path
    }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let folder = folder(for: unit)
        let isLocked = PythonInstallation.has("uv.lock", in: folder, unit)
        let members = units.allSatisfy { $0.path == folder } ? [] : ["--all-packages"]
        return [InstallStep("uv", ["sync"] + (isLocked ? ["--frozen"] : []) + members, in: folder)]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: folder(for: unit)) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: folder(for: unit))]
    }
}

/// pip: a virtual environment of the unit's own with its requirements, or the project itself.
package struct PipInstaller: PackageInstaller {
    package let id = "pip"
    package let installHint = "install Python 3 with venv (Debian: apt-get install python3-venv)"

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        let target: [String]
        if unit.contents.has("requirements.txt") {
            target = ["-r", "requirements.txt"]
        } else if let file = ["requirements/production.txt", "requirements/prod.txt", "requirements/base.txt"]
            .first(where: { unit.contents.has($0) })
        {
            target = ["-r", file]
        } else {
            target = ["."]
        }
        // uv installs the same files many times faster where it is there.
        if tools.path(of: "uv") != nil {
            return [
                InstallStep("uv", ["venv", "--quiet", "--allow-existing", ".venv"], in: unit.path),
                InstallStep("uv", ["pip", "install", "--python", ".venv/bin/python"] + target, in: unit.path),
            ]
        }
        return [
            InstallStep("python3", ["-m", "venv", ".venv"], in: unit.path),
            InstallStep(".venv/bin/pip", ["install", "--disable-pip-version-check"] + target, in: unit.path),
        ]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: unit.path) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: unit.path)]
    }
}

/// Poetry: `poetry install` with the environment inside the project (python-poetry.org/docs/configuration).
package struct PoetryInstaller: PackageInstaller {
    package let id = "poetry"
    package let installHint = "pip install poetry"

    /// Makes the entry.
    package init() {}

    package func folder(for unit: DeployableUnit) -> String { unit.path }

    package func steps(for units: [DeployableUnit], tools: ToolLocator) -> [InstallStep] {
        guard let unit = units.first else { return [] }
        return [
            InstallStep("poetry", ["config", "virtualenvs.in-project", "true", "--local"], in: unit.path),
            InstallStep("poetry", ["install", "--no-interaction", "--without", "dev"], in: unit.path),
        ]
    }

    package func searchFolders(for unit: DeployableUnit) -> [String] {
        [PythonInstallation.environmentFolder(in: unit.path) + "/bin"]
    }

    package func environment(for unit: DeployableUnit, copy root: String) -> [String: String] {
        ["VIRTUAL_ENV": root + "/" + PythonInstallation.environmentFolder(in: unit.path)]
    }
}

/// What the package managers of Python have in common.
private enum PythonInstallation {
    static func environmentFolder(in folder: String) -> String {
        folder == "." ? ".venv" : folder + "/.venv"
    }

    static func has(_ file: String, in folder: String, _ unit: DeployableUnit) -> Bool {
        RelativePath.join(folder, file).map { unit.contents.files.contains($0) } ?? false
    }

    /// The nearest folder upwards with a file.
    static func nearest(_ file: String, from unit: DeployableUnit) -> String? {
        var folder = unit.path
        while true {
            if has(file, in: folder, unit) { return folder }
            if folder == "." { return nil }
            folder = RelativePath.folder(of: folder)
        }
    }
}
