import Workspace

/// A name with the type that a signature gives it.
struct GoTypedName: Sendable, Hashable {
    /// The name; empty for a result without one.
    var name: String
    /// The type as it is written, such as `*sql.DB`.
    var type: String
}

extension GoFile {
    /// The parameters of a function in order, each with its type.
    func parameters(of function: GoFunction) -> [GoTypedName] { typedNames(function.parameters) }

    /// The name that a method gives its receiver; nil for a function, or a receiver without a name.
    func receiverName(of function: GoFunction) -> String? {
        guard function.receiver != nil,
            let index = statements.index(ofToken: function.parameters.lowerBound - 1)
        else { return nil }
        let opener = statements.statements[index].tokens.lowerBound + 1
        guard tokens.isSymbol(opener, "("), tokens.isName(opener + 1),
            tokens.isSymbol(opener + 2, "*") || tokens.isName(opener + 2)
        else { return nil }
        return tokens.spelling(opener + 1)
    }

    /// The types of the results of a function in order.
    func results(of function: GoFunction) -> [String] {
        let start = function.parameters.upperBound + 1
        guard start < function.body.lowerBound else { return [] }
        if tokens.isSymbol(start, "("), let close = tokens.partner(of: start) {
            return typedNames(start + 1..<close).map { $0.type.isEmpty ? $0.name : $0.type }
        }
        return [tokens.text.string(in: tokens.range(start..<function.body.lowerBound))]
    }

    /// `a, b int, c *sql.DB`: a name without a type has that of the next.
    private func typedNames(_ indices: Range<Int>) -> [GoTypedName] {
        var names: [GoTypedName] = []
        var carried = ""
        for part in tokens.elements(in: indices).reversed() {
            let first = part.lowerBound
            let isNamed = part.count > 1 && tokens.isName(first) && !tokens.isSymbol(first + 1, ".")
            if isNamed {
                carried = tokens.text.string(in: tokens.range(first + 1..<part.upperBound))
                names.append(GoTypedName(name: tokens.spelling(first), type: carried))
            } else if part.count == 1, !carried.isEmpty {
                names.append(GoTypedName(name: tokens.spelling(first), type: carried))
            } else {
                names.append(GoTypedName(name: "", type: tokens.text.string(in: tokens.range(part))))
            }
        }
        return names.reversed()
    }
}

/// A function of a program with the file that holds it.
struct GoFunctionPlace: Sendable {
    /// The file.
    let source: GoSource
    /// The index in `GoFile.functions`.
    let index: Int

    /// The function.
    var function: GoFunction { source.file.functions[index] }

    /// The folder of its package.
    var folder: String { RelativePath.folder(of: source.path) }

    /// What tells it from every other function of a program.
    var key: String { "\(source.path):\(index)" }
}

extension GoProgram {
    /// The functions that a callee such as `health.Handler`, `s.handleHealth` or `newRouter` can mean in a file.
    ///
    /// A method is found by its name alone: the first parts of the callee are not followed to a type.
    func functions(called callee: String, in source: GoSource) -> [GoFunctionPlace] {
        let parts = callee.split(separator: ".").map(String.init)
        guard let name = parts.last, !name.hasSuffix("()") else { return [] }
        guard let named = index.functions[name] else { return [] }
        let own = RelativePath.folder(of: source.path)
        if parts.count == 1 { return named.filter { $0.function.receiver == nil && $0.folder == own } }
        if parts.count == 2, source.file.imports.contains(where: { $0.local == parts[0] }) {
            guard let folder = package(named: parts[0], in: source)?.folder else { return [] }
            return named.filter { $0.function.receiver == nil && $0.folder == folder }
        }
        let methods = named.filter { $0.function.receiver != nil }
        let near = methods.filter { $0.folder == own }
        return near.isEmpty ? methods : near
    }

    /// Every call of a function, with its file.
    func callers(of place: GoFunctionPlace) -> [(source: GoSource, site: CallSite)] {
        (index.calls[place.function.name] ?? []).filter { source, site in
            !(place.function.body.contains(site.tokens.lowerBound) && source.path == place.source.path)
                && functions(called: site.callee, in: source).contains {
                    $0.index == place.index && $0.source.path == place.source.path
                }
        }
    }
}
