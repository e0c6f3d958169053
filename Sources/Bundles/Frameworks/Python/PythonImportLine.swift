import Workspace

/// Writes imports of one file of a package into another, in the style that the package has.
struct PythonImportStyle: Sendable {
    /// The files.
    let sources: PythonSources
    /// The file that imports.
    let path: String
    /// The folder from which absolute imports resolve.
    let importRoot: String
    /// Whether the package imports its own modules with dots in front.
    let isRelative: Bool

    /// The style of `model`, whose neighbour `path` is: relative where that file uses relative imports.
    init(_ sources: PythonSources, for path: String, like model: String, importRoot: String) {
        self.sources = sources
        self.path = path
        self.importRoot = importRoot
        isRelative = sources.module(model)?.imports.contains { $0.level > 0 } ?? false
    }

    /// `from app.db import engine`, or `from .db import engine`.
    func line(_ name: String, from file: String, as alias: String? = nil) -> String {
        "from \(module(of: file)) import \(name)" + (alias.map { " as \($0)" } ?? "")
    }

    /// The module of a file as this file names it.
    func module(of file: String) -> String {
        let folder = RelativePath.folder(of: path)
        if isRelative, RelativePath.isInside(RelativePath.folder(of: file), folder) {
            return "." + PythonApplication.module(file, from: folder)
        }
        if isRelative {
            var base = folder
            var dots = "."
            while base != importRoot, base != ".", !RelativePath.isInside(file, base) {
                base = RelativePath.folder(of: base)
                dots += "."
            }
            if base != importRoot { return dots + PythonApplication.module(file, from: base) }
        }
        return PythonApplication.module(file, from: importRoot)
    }
}

extension PythonSources {
    /// Whether importing a file brings in another one of the package, directly or by way of others.
    func imports(_ file: String, reach target: String) -> Bool {
        var open = [file]
        var seen: Set<String> = [file]
        while let path = open.popLast() {
            if path == target { return true }
            guard let module = module(path) else { continue }
            for item in module.imports where module.statements[item.statement].parent == nil {
                let inner = item.name.map { item.module.isEmpty ? $0 : item.module + "." + $0 }
                for dotted in [item.module, inner ?? item.module] {
                    if let next = self.file(ofModule: dotted, level: item.level, from: path), seen.insert(next).inserted
                    {
                        open.append(next)
                    }
                }
            }
        }
        return false
    }
}
