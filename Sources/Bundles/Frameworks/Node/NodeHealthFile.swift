import Workspace

/// The text of a module that answers health questions for Express.
struct NodeHealthFile: Sendable {
    /// The forms in which a module is written.
    enum Form: Sendable, Hashable {
        /// `import` and `export`.
        case module
        /// `require` and `module.exports`.
        case commonJS
        /// `import`, `export` and types.
        case typeScript
    }

    /// One thing that the endpoint asks.
    struct Part: Sendable, Hashable {
        /// The component.
        var component: HealthComponent
        /// The expression that asks it; nil where the application passes it.
        var ask: String?
    }

    /// A name of another module.
    struct Import: Sendable, Hashable {
        /// The specifier.
        var module: String
        /// The exported name; `default` for the module itself.
        var imported: String
        /// The name in this file.
        var local: String
    }

    /// The words by which a file made by this program is known again.
    static let mark = "Made by infra-ws"

    /// How it is written.
    var form: Form
    /// The style of the file beside it.
    var style: JavaScriptStyle
    /// How its lines end.
    var lineBreak: String
    /// The path that it answers.
    var path: String
    /// The path that only says that the process runs; nil where the code has such a one.
    var livePath: String?
    /// What it asks.
    var parts: [Part]
    /// What it loads of the package.
    var imports: [Import]
    /// Statements that open connections of its own, or listen to errors of those of the package.
    var preparation: [String]
    /// Where its parts come from, such as `src/database.js`.
    var sources: [String]

    /// Whether the application passes what to ask, so that the module exports a function.
    var isFunction: Bool { parts.contains { $0.ask == nil } }

    /// The whole file.
    var text: String {
        var lines = header + [""] + importLines
        if !preparation.isEmpty { lines += [""] + preparation }
        lines += [""] + declarations
        if form == .commonJS { lines += ["", "module.exports = { health };"] }
        return lines.map(style.applied).joined(separator: lineBreak) + lineBreak
    }

    private var isTyped: Bool { form == .typeScript }

    private var header: [String] {
        guard !parts.isEmpty else {
            return ["// \(Self.mark). GET \(path) says that the process runs: it uses no database and no cache."]
        }
        var lines = ["// \(Self.mark). GET \(path) answers 200 or 503 and says how each part is."]
        if let livePath { lines.append("// GET \(livePath) only says that the process runs.") }
        if !sources.isEmpty { lines.append("// It asks through \(sources.joined(separator: " and ")).") }
        lines.append("// What each part asks may be edited; `infra-ws validate` stops each part and asks again.")
        return lines
    }

    private var importLines: [String] {
        var lines: [String] = []
        if !parts.isEmpty {
            lines.append(
                form == .commonJS
                    ? "const { setTimeout: pause } = require(\"node:timers/promises\");"
                    : "import { setTimeout as pause } from \"node:timers/promises\";")
        }
        switch form {
        case .commonJS: lines.append("const { Router } = require(\"express\");")
        case .module: lines.append("import { Router } from \"express\";")
        case .typeScript:
            lines += ["import { Router } from \"express\";", "import type { Request, Response } from \"express\";"]
        }
        let own = imports.filter { $0.module.hasPrefix(".") }
        lines += imports.filter { !own.contains($0) }.map { line(for: $0) }
        return lines + (own.isEmpty ? [] : [""]) + own.map { line(for: $0) }
    }

    /// The statement that loads one name.
    private func line(for load: Import) -> String {
        let isDefault = load.imported == "default"
        if form == .commonJS {
            let names =
                isDefault
                ? load.local : "{ \(load.imported == load.local ? load.local : "\(load.imported): \(load.local)") }"
            return "const \(names) = require(\"\(load.module)\");"
        }
        let names =
            isDefault
            ? load.local : "{ \(load.imported == load.local ? load.local : "\(load.imported) as \(load.local)") }"
        return "import \(names) from \"\(load.module)\";"
    }

    // MARK: - The body

    private var declarations: [String] {
        var lines: [String] = []
        if isTyped, !parts.isEmpty {
            lines += [
                "type Ask = () => Promise<unknown>;", "type Part = { name: string; isRequired: boolean; ask: Ask };",
                "",
            ]
        }
        if !parts.isEmpty, !isFunction { lines += partLines + [""] }
        if !parts.isEmpty { lines += answersFunction + [""] }
        let export = form == .commonJS ? "" : "export "
        guard isFunction else {
            lines.append("\(export)const health\(isTyped ? ": Router" : "") = Router();")
            return lines + [""] + routes(on: "health")
        }
        let keys = parts.filter { $0.ask == nil }.map { "\(key($0.component.key)): Ask" }.joined(separator: "; ")
        lines.append("\(export)function health(asks\(isTyped ? ": { \(keys) }" : ""))\(isTyped ? ": Router" : "") {")
        let inner = partLines + ["", "const router = Router();", ""] + routes(on: "router") + ["", "return router;"]
        return lines + inner.map { $0.isEmpty ? "" : "  " + $0 } + ["}"]
    }

    private var partLines: [String] {
        var lines = [
            "/** Without a required part the service is unhealthy, without another one it is degraded. */",
            "const parts\(isTyped ? ": Part[]" : "") = [",
        ]
        for part in parts {
            let member =
                key(part.component.key) == part.component.key ? ".\(part.component.key)" : "[\"\(part.component.key)\"]"
            let ask = part.ask.map { "async () => \($0)" } ?? "asks\(member)"
            lines.append(
                "  { name: \"\(part.component.key)\", isRequired: \(part.component.isRequired), ask: \(ask) },")
        }
        return lines + ["];"]
    }

    /// A name as a key of an object literal.
    private func key(_ name: String) -> String {
        let isIdentifier = name.utf8.allSatisfy {
            ByteTest.isLetter($0) || ByteTest.isDigit($0) || $0 == UInt8(ascii: "_")
        }
        return isIdentifier ? name : "\"\(name)\""
    }

    private var answersFunction: [String] {
        [
            "/** Whether a part answers within 2 seconds: a driver that waits for its server could wait for ever. */",
            "async function answers(part\(isTyped ? ": Part" : ""))\(isTyped ? ": Promise<boolean>" : "") {",
            "  try {",
            "    return await Promise.race([part.ask().then(() => true), pause(2000, false, { ref: false })]);",
            "  } catch {",
            "    return false;",
            "  }",
            "}",
        ]
    }

    /// Express answers HEAD by the handler of GET (expressjs.com, "Routing").
    private func routes(on router: String) -> [String] {
        let request = "_request\(isTyped ? ": Request" : "")"
        let response = "response\(isTyped ? ": Response" : "")"
        let result = isTyped ? ": Promise<void>" : ""
        let time = "timestamp: new Date().toISOString()"
        let short = "response.set(\"Cache-Control\", \"no-store\").json({ status: \"healthy\", \(time) });"
        var lines: [String]
        if parts.isEmpty {
            lines = ["\(router).get(\"\(path)\", (\(request), \(response)) => {", "  \(short)", "});"]
        } else {
            let pair = isTyped ? ": [string, string]" : ""
            lines = [
                "\(router).get(\"\(path)\", async (\(request), \(response))\(result) => {",
                "  const up = await Promise.all(parts.map(answers));",
                "  const isHealthy = parts.every((part, index) => up[index] || !part.isRequired);",
                "  const status = !isHealthy ? \"unhealthy\" : up.every(Boolean) ? \"healthy\" : \"degraded\";",
                "  const states = parts.map((part, index)\(pair) => [part.name, up[index] ? \"ok\" : \"down\"]);",
                "  response",
                "    .status(isHealthy ? 200 : 503)",
                "    .set(\"Cache-Control\", \"no-store\")",
                "    .json({ status, ...Object.fromEntries(states), \(time) });",
                "});",
            ]
        }
        if let livePath {
            lines += ["", "\(router).get(\"\(livePath)\", (\(request), \(response)) => {", "  \(short)", "});"]
        }
        return lines
    }
}
