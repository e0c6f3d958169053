import Topology
import Workspace

/// What the package managers of Python have in common.
enum PythonInstallation {
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

    // MARK: - The version of Python

    /// The newest minor version of Python that is looked for on PATH.
    private static let newestMinor = 20

    /// The nearest `.python-version` upwards (docs.astral.sh/uv, "Python version files"), else `requires-python`
    /// (packaging.python.org, "pyproject.toml specification"), Poetry's `python`, or `python_version` of a Pipfile.
    static func version(for unit: DeployableUnit) -> LanguageVersion? {
        guard let (text, place) = pinned(unit) ?? required(unit) ?? inPipfile(unit) else { return nil }
        let numbered = (8...newestMinor).reversed().map { "python3.\($0)" }
        return LanguageVersion(language: "Python", text: text, place: place, programs: ["python3"] + numbered)
    }

    /// A number alone: names of other implementations and of environments are not understood.
    private static func pinned(_ unit: DeployableUnit) -> (String, FilePlace)? {
        guard let folder = nearest(".python-version", from: unit) else { return nil }
        let path = ManifestStore.path(".python-version", in: folder)
        let lines = String(decoding: unit.contents.files.contents(path) ?? [], as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let written = lines.enumerated().first { line in
            let first = line.element.first { $0 != " " }
            return first != nil && first != "#"
        }
        guard let written else { return nil }
        let words = written.element.split { $0 == " " || $0 == "\t" || $0 == "\r" }
        let number = words.first.map { $0.hasPrefix("cpython@") ? $0.dropFirst("cpython@".count) : $0 } ?? ""
        guard number.first?.isNumber == true else { return nil }
        return (String(number), FilePlace(path, line: written.offset + 1))
    }

    private static func required(_ unit: DeployableUnit) -> (String, FilePlace)? {
        guard let document = unit.contents.manifests.document(ManifestStore.path("pyproject.toml", in: unit.path))
        else { return nil }
        let project = document.root["project"]?.members.first { $0.key == "requires-python" }
        let poetry = document.root[path: "tool", "poetry", "dependencies"]?.members.first { $0.key == "python" }
        guard let member = project ?? poetry, let text = member.value.string ?? member.value["version"]?.string
        else { return nil }
        return (text, document.place(of: member))
    }

    private static func inPipfile(_ unit: DeployableUnit) -> (String, FilePlace)? {
        guard let document = unit.contents.manifests.document(ManifestStore.path("Pipfile", in: unit.path)) else {
            return nil
        }
        let members = document.root["requires"]?.members ?? []
        let member = members.first { $0.key == "python_full_version" } ?? members.first { $0.key == "python_version" }
        guard let member, let text = member.value.scalarText, text.first?.isNumber == true else { return nil }
        return (text, document.place(of: member))
    }
}

/// uv as a finder of interpreters (docs.astral.sh/uv, "Python versions"): it looks at PATH and at those that it manages.
enum UvInterpreters {
    /// `uv python find` answers without fetching one (docs.astral.sh/uv/reference/cli, "uv python find").
    static func query(_ version: LanguageVersion) -> InstallStep {
        InstallStep("uv", ["python", "find", "--no-python-downloads", "--no-project", version.text], in: ".")
    }

    /// Where uv puts what it fetches (docs.astral.sh/uv/reference/environment, `UV_PYTHON_INSTALL_DIR`,
    /// `UV_PYTHON_BIN_DIR`).
    static func fetching(into folder: String) -> [String: String] {
        ["UV_PYTHON_INSTALL_DIR": folder, "UV_PYTHON_BIN_DIR": folder + "/bin"]
    }
}
