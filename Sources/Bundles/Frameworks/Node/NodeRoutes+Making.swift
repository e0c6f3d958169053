import Topology
import Workspace

extension NodeRoutes {
    /// The objects that a file makes by calling one of some exports.
    func receivers(in file: String, made exports: [NodeExport]) -> [NodeReceiver] {
        guard let module = project.module(file) else { return [] }
        return Self.makings(of: exports, in: module).map { index in
            NodeReceiver(
                file: file, name: Self.name(of: module.calls[index], in: module), call: index, scope: nil)
        }
    }

    /// The indices of the calls that call or construct one of some exports; for `require("express")()`, whose last call
    /// has no name, that of the call of `require`.
    static func makings(of exports: [NodeExport], in module: JavaScriptModule) -> [Int] {
        guard exports.contains(where: { export in module.imports.contains { $0.module == export.module } }) else {
            return []
        }
        let names = callees(of: exports, in: module)
        return module.calls.indices.filter { index in
            let site = module.calls[index]
            if names.contains(site.callee) { return true }
            guard site.callee == "require" || site.callee.hasPrefix("require()."),
                let specifier = module.tokens.stringValue(site.tokens.lowerBound + 2)
            else { return false }
            return exports.contains { export in
                guard export.module == specifier else { return false }
                return export.name == "default"
                    ? site.callee == "require" && module.tokens.isSymbol(site.tokens.upperBound, "(")
                    : site.callee == "require().\(export.name)"
            }
        }
    }

    /// How a file calls some exports: `express`, `express.Router`, `Router`.
    static func callees(of exports: [NodeExport], in module: JavaScriptModule) -> Set<String> {
        var names: Set<String> = []
        for export in exports {
            if export.name != "default" {
                names.formUnion(module.locals(of: export.name, from: export.module))
                names.formUnion(module.locals(of: "default", from: export.module).map { "\($0).\(export.name)" })
            } else {
                names.formUnion(module.locals(of: "default", from: export.module))
                names.formUnion(module.locals(of: "default", from: export.module).map { "\($0).default" })
            }
        }
        return names
    }

    /// The name of the variable or field that holds the value of a call; `f()` itself where none does.
    private static func name(of site: CallSite, in module: JavaScriptModule) -> String {
        if let declaration = module.declarations.first(where: {
            $0.call?.tokens.lowerBound == site.tokens.lowerBound
        }) {
            return declaration.name
        }
        let tokens = module.tokens
        var index = site.tokens.lowerBound - 1
        if tokens.isName(index, "new") { index -= 1 }
        // `const app = module.exports = express()`
        if tokens.isSymbol(index, "="),
            let chained = module.declarations.first(where: { $0.keyword != nil && $0.value.lowerBound + 3 == index })
        {
            return chained.name
        }
        guard tokens.isSymbol(index, "="), let statement = module.statements.index(ofToken: index) else {
            return site.callee + "()"
        }
        // A field of a class: `public app: express.Application = express()`.
        var first = module.statements.statements[statement].tokens.lowerBound
        while tokens.isName(first, in: ["public", "private", "protected", "readonly", "static"]) { first += 1 }
        let isField = module.statements.statements[statement].parent != nil && !tokens.isName(first, "this")
        return isField ? "this." + tokens.spelling(first) : site.callee + "()"
    }
}
