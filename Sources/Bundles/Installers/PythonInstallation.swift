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
}
