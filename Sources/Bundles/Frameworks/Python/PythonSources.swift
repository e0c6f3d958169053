import Synchronization
import Topology
import Workspace

/// The Python files of one package, each parsed at most once, and the way from a name in one of them to what it means.
final class PythonSources: Sendable {
    /// The package.
    let contents: PackageContents
    /// Its source files relative to the root, sorted; without tests, examples and migrations.
    let paths: [String]
    private let modules = Mutex<[String: PythonModule]>([:])

    /// Makes a view of a package; nothing is read yet.
    init(_ contents: PackageContents) {
        self.contents = contents
        paths = contents.sources(withExtensions: ["py"])
    }

    /// The parsed file at a path relative to the root; nil where it cannot be read.
    func module(_ path: String) -> PythonModule? {
        if let known = modules.withLock({ $0[path] }) { return known }
        guard contents.files.contains(path), let bytes = contents.files.contents(path) else { return nil }
        let module = PythonModule(bytes)
        modules.withLock { $0[path] = module }
        return module
    }

    /// Paths of the files that contain at least one of some words; most files are never parsed.
    func paths(containing words: [String]) -> [String] {
        let wanted = words.map { Array($0.utf8) }
        return paths.filter { path in
            guard let bytes = contents.files.contents(path) else { return false }
            return wanted.contains { Self.contains(bytes, $0) }
        }
    }

    /// The line of an offset of a file, as a place.
    func place(_ path: String, line: Int) -> FilePlace { FilePlace(path, line: line) }

    private static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
        guard let first = word.first, bytes.count >= word.count else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            let last = buffer.count - word.count
            while index <= last {
                if buffer[index] == first, word.indices.allSatisfy({ buffer[index + $0] == word[$0] }) { return true }
                index += 1
            }
            return false
        }
    }
}

/// A name at the top of a file of the package: an object, a function, a class.
struct PythonSymbol: Sendable, Hashable {
    /// Path of the file relative to the root.
    var path: String
    /// The name; nil for the file as a module.
    var name: String?
}

// MARK: - Where imports lead

extension PythonSources {
    /// How many imports are followed one after the other, so that a circle ends.
    private static let maximumHops = 8

    /// The folders from which absolute imports of a file may resolve, the likeliest first: the package's folder, its
    /// `src`, then the folders around the file.
    func importRoots(for path: String) -> [String] {
        var roots = [contents.path]
        if let source = contents.repositoryPath("src") { roots.append(source) }
        var folder = RelativePath.folder(of: path)
        while RelativePath.isInside(folder, contents.path), folder != contents.path {
            if !roots.contains(folder) { roots.append(folder) }
            folder = RelativePath.folder(of: folder)
            if folder == "." { break }
        }
        return roots
    }

    /// The file of a module as an import statement of `path` names it; nil where the package does not have it.
    func file(ofModule dotted: String, level: Int, from path: String) -> String? {
        let relative = dotted.split(separator: ".").joined(separator: "/")
        if level > 0 {
            var folder = RelativePath.folder(of: path)
            for _ in 1..<level { folder = RelativePath.folder(of: folder) }
            return file(relative, in: folder)
        }
        return importRoots(for: path).lazy.compactMap { self.file(relative, in: $0) }.first
    }

    private func file(_ relative: String, in folder: String) -> String? {
        let names = relative.isEmpty ? ["__init__.py"] : [relative + ".py", relative + "/__init__.py"]
        return names.lazy.compactMap { RelativePath.join(folder, $0) }.first { self.contents.files.contains($0) }
    }

    /// What a name such as `router` or `db.engine` means in a file: followed through imports to its definition.
    ///
    /// - Returns: The symbol and what of the name is left over, such as `["url"]` for `settings.url`; nil where it
    ///   does not lead into the package.
    func resolve(_ dotted: String, in path: String) -> (symbol: PythonSymbol, rest: [String])? {
        var parts = dotted.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        parts.removeFirst()
        guard var symbol = resolve(name: first, in: path, hops: 0) else {
            return resolveModulePath(dotted, in: path)
        }
        while symbol.name == nil, let next = parts.first {
            guard let inner = member(next, of: symbol.path, hops: 0) else {
                return resolveModulePath(dotted, in: path) ?? (symbol, parts)
            }
            symbol = inner
            parts.removeFirst()
        }
        return (symbol, parts)
    }

    /// The symbol of a name without anything left over.
    func symbol(_ dotted: String, in path: String) -> PythonSymbol? {
        guard let found = resolve(dotted, in: path), found.rest.isEmpty else { return nil }
        return found.symbol
    }

    /// `import app.db` makes `app.db.engine` a name whose first parts are a module.
    private func resolveModulePath(_ dotted: String, in path: String) -> (symbol: PythonSymbol, rest: [String])? {
        let parts = dotted.split(separator: ".").map(String.init)
        guard parts.count > 1, let imports = module(path)?.imports else { return nil }
        for count in stride(from: parts.count, to: 1, by: -1) {
            let prefix = parts[..<count].joined(separator: ".")
            guard imports.contains(where: { $0.name == nil && $0.module == prefix }),
                let file = file(ofModule: prefix, level: 0, from: path)
            else { continue }
            guard count < parts.count else { return (PythonSymbol(path: file, name: nil), []) }
            guard let inner = member(parts[count], of: file, hops: 0) else { return nil }
            return (inner, Array(parts[(count + 1)...]))
        }
        return nil
    }

    private func resolve(name: String, in path: String, hops: Int) -> PythonSymbol? {
        guard hops < Self.maximumHops, let module = module(path) else { return nil }
        if module.defines(name) { return PythonSymbol(path: path, name: name) }
        guard let item = module.imports.last(where: { $0.local == name }) else { return nil }
        guard let wanted = item.name else {
            // `import a.b` binds `a`; only `import a` and `import a.b as c` bind the module itself.
            let isWhole =
                !item.module.contains(".") || item.local != item.module.split(separator: ".").first.map(String.init)
            guard isWhole else { return nil }
            return file(ofModule: item.module, level: 0, from: path).map { PythonSymbol(path: $0, name: nil) }
        }
        let submodule = item.module.isEmpty ? wanted : item.module + "." + wanted
        if let base = file(ofModule: item.module, level: item.level, from: path),
            let inner = member(wanted, of: base, hops: hops + 1)
        {
            return inner
        }
        return file(ofModule: submodule, level: item.level, from: path).map { PythonSymbol(path: $0, name: nil) }
    }

    private func member(_ name: String, of path: String, hops: Int) -> PythonSymbol? {
        if let inner = resolve(name: name, in: path, hops: hops) { return inner }
        guard RelativePath.baseName(of: path) == "__init__.py" else { return nil }
        return file(name, in: RelativePath.folder(of: path)).map { PythonSymbol(path: $0, name: nil) }
    }
}

extension PythonModule {
    /// Whether a name is bound at the top of the file by a function, a class or an assignment.
    func defines(_ name: String) -> Bool {
        functions.contains { $0.name == name && $0.enclosing == nil && !isMethod($0) }
            || classes.contains { $0.name == name && statements[$0.statement].parent == nil }
            || assignments.contains { $0.target == name && $0.function == nil && !isInClass($0.statement) }
    }

    /// The function of a name at the top of the file.
    func topFunction(_ name: String) -> PythonFunction? {
        functions.first { $0.name == name && $0.enclosing == nil && !isMethod($0) }
    }

    /// The last assignment to a name at the top of the file.
    func topAssignment(_ name: String) -> PythonAssignment? {
        assignments.last { $0.target == name && $0.function == nil && !isInClass($0.statement) }
    }

    /// Whether a function is a method.
    func isMethod(_ function: PythonFunction) -> Bool { isInClass(function.statement) }

    /// Whether a statement stands inside a class.
    func isInClass(_ statement: Int) -> Bool { classes.contains { $0.body.contains(statement) } }

    /// The calls inside some statements.
    func calls(in body: Range<Int>) -> [CallSite] {
        guard let first = statements.indices.contains(body.lowerBound) ? statements[body.lowerBound] : nil,
            !body.isEmpty
        else { return [] }
        let range = first.range.lowerBound..<statements[body.upperBound - 1].range.upperBound
        return calls.filter { range.contains($0.range.lowerBound) }
    }

    /// Whether a function is a generator.
    func yields(_ function: PythonFunction) -> Bool {
        guard let first = function.body.first, let last = function.body.last else { return false }
        return (statements[first].tokens.lowerBound..<statements[last].tokens.upperBound).contains {
            tokens.isName($0, "yield")
        }
    }

    /// Whether a function can be called without arguments.
    func needsNoArguments(_ function: PythonFunction) -> Bool {
        function.parameters.allSatisfy { parameter in
            tokens.isSymbol(parameter.tokens.lowerBound, "*") || tokens.isSymbol(parameter.tokens.lowerBound, "**")
                || tokens.firstIndex(
                    ofSymbol: "=", in: tokenRange(of: parameter)) != nil
        }
    }

    private func tokenRange(of parameter: CallArgument) -> Range<Int> {
        // An annotated parameter's value leaves out its name; the default stands behind the annotation.
        parameter.tokens.lowerBound - (parameter.name == nil ? 0 : 1)..<parameter.tokens.upperBound
    }
}
