import Workspace

/// What a name of a module stands for, after imports and exports were followed.
enum NodeSymbol: Sendable, Hashable {
    /// A variable with a value.
    case variable(file: String, name: String, declaration: Int)
    /// A function with a block: an index of `JavaScriptModule.functions`.
    case function(file: String, index: Int)

    /// The file that declares it.
    var file: String {
        switch self {
        case .variable(let file, _, _), .function(let file, _): file
        }
    }
}

extension NodeProject {
    private static let maximumHops = 6

    /// What a name means in a file: something declared there, or an import of another module of the repository.
    func symbol(_ name: String, in file: String, hops: Int = 0) -> NodeSymbol? {
        guard hops < Self.maximumHops, let module = module(file) else { return nil }
        if let index = module.functions.firstIndex(where: { $0.name == name }) {
            return .function(file: file, index: index)
        }
        for (index, declaration) in module.declarations.enumerated() where declaration.name == name {
            // `const routes = require("./routes")` is an import, which is followed below.
            if module.imports.contains(where: { $0.statement == declaration.statement && !$0.bindings.isEmpty }) {
                break
            }
            return .variable(file: file, name: name, declaration: index)
        }
        for load in module.imports {
            guard let binding = load.bindings.first(where: { $0.local == name }),
                let target = resolve(load.module, from: file)
            else { continue }
            if let found = export(binding.imported, of: target, hops: hops + 1) { return found }
        }
        return nil
    }

    /// What a module exports under a name; `default` and `*` mean the module itself where CommonJS is at work.
    func export(_ name: String, of file: String, hops: Int = 0) -> NodeSymbol? {
        guard hops < Self.maximumHops, let module = module(file) else { return nil }
        let wanted = name == "*" ? "default" : name
        for export in module.exports where export.name == wanted {
            if let local = export.local, let found = symbol(local, in: file, hops: hops + 1) { return found }
            if let index = module.functions.firstIndex(where: {
                module.statements.statements[export.statement].tokens.contains($0.body.lowerBound)
                    && ($0.name == wanted || wanted == "default")
            }) {
                return .function(file: file, index: index)
            }
            if let index = module.declarations.firstIndex(where: { $0.statement == export.statement }) {
                return .variable(file: file, name: module.declarations[index].name, declaration: index)
            }
        }
        for load in module.imports where load.form == .reexport {
            guard let target = resolve(load.module, from: file) else { continue }
            if let found = self.export(name, of: target, hops: hops + 1) { return found }
        }
        return nil
    }

    /// What an expression means that is a name, a member of a namespace, `require("./x")`, or a call of one of those.
    func symbol(at value: Range<Int>, in file: String) -> NodeSymbol? {
        guard let module = module(file) else { return nil }
        let tokens = module.tokens
        var first = value.lowerBound
        while tokens.isName(first, "await") || tokens.isName(first, "new") { first += 1 }
        guard tokens.isName(first) else { return nil }
        if tokens.isName(first, "require"), tokens.isSymbol(first + 1, "("),
            let specifier = tokens.stringValue(first + 2), let target = resolve(specifier, from: file)
        {
            let close = tokens.partner(of: first + 1) ?? first + 3
            let member = tokens.isSymbol(close + 1, ".") ? tokens.spelling(close + 2) : "default"
            return export(member, of: target)
        }
        let name = tokens.spelling(first)
        if tokens.isSymbol(first + 1, "."), tokens.isName(first + 2),
            let load = module.imports.first(where: { $0.bindings.contains { $0.local == name } }),
            let target = resolve(load.module, from: file),
            let found = export(tokens.spelling(first + 2), of: target)
        {
            return found
        }
        return symbol(name, in: file)
    }
}
