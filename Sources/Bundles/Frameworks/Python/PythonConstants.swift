import Workspace

extension PythonSources {
    /// The text that an expression stands for: a literal, a constant of the package, a field of a settings class with
    /// a literal default, or those joined with `+`. Nil where it is not known before the program runs.
    func constant(_ indices: Range<Int>, in path: String, depth: Int = 0) -> String? {
        guard depth < 6, !indices.isEmpty, let module = module(path) else { return nil }
        if let text = module.tokens.stringValue(indices) { return text }
        if let plus = module.tokens.firstIndex(ofSymbol: "+", in: indices) {
            guard let left = constant(indices.lowerBound..<plus, in: path, depth: depth + 1),
                let right = constant(plus + 1..<indices.upperBound, in: path, depth: depth + 1)
            else { return nil }
            return left + right
        }
        let name = module.text.string(in: module.tokens.range(indices))
        guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }),
            let found = resolve(name, in: path), let variable = found.symbol.name,
            let owner = self.module(found.symbol.path), let assignment = owner.topAssignment(variable)
        else { return nil }
        if found.rest.isEmpty { return constant(assignment.value, in: found.symbol.path, depth: depth + 1) }
        guard found.rest.count == 1, let call = assignment.call,
            let type = symbol(call.callee, in: found.symbol.path)
        else { return nil }
        return field(found.rest[0], of: type)
    }

    /// The literal default of a field of a class; also through a function that returns an instance of it.
    private func field(_ name: String, of symbol: PythonSymbol) -> String? {
        guard let module = module(symbol.path), let typeName = symbol.name else { return nil }
        if let function = module.topFunction(typeName) {
            let made = module.calls(in: function.body).lazy.compactMap { self.symbol($0.callee, in: symbol.path) }
            return made.first { $0 != symbol }.flatMap { field(name, of: $0) }
        }
        guard let type = module.classes.first(where: { $0.name == typeName }) else { return nil }
        return module.assignments(in: type.body).first { $0.target == name }.flatMap { field in
            field.stringValue ?? field.call?.firstString ?? field.call?.argument(named: "default")?.stringValue
        }
    }
}
