import Topology
import Workspace

extension PythonRateLimitPlan {
    /// What corrects some faults; nil where nothing here does.
    func repairs(of faults: Set<RateLimitFault>) throws(Diagnostic) -> RateLimitEdits? {
        var editors: [String: PythonModuleEditor] = [:]
        var done: [String] = []
        if faults.contains(.neverLimits) {
            for routed in reader.functions {
                guard let decorator = routed.misplaced, let last = routed.routeDecorators.last else { continue }
                try edit(routed.path, in: &editors) { editor in
                    move(decorator, below: last, in: &editor)
                }
                done.append("limit below the route in \(routed.path)")
            }
        }
        if faults.contains(.limitsHealth) {
            for routed in reader.functions where routed.isHealth(besides: need.exempt) {
                for decorator in routed.limits {
                    try edit(routed.path, in: &editors) { editor in editor.removeLines(of: decorator.range) }
                    done.append("health endpoint exempt in \(routed.path)")
                }
            }
        }
        var changes: [FileChange] = []
        if let way = generatedWay, done.isEmpty {
            let place = try placeOfApplication()
            let text = PythonRateLimitFile(way: way, need: need, store: try store(for: way), sources: facts(place, [:]))
                .text
            if let change = file.change(to: text, why: "rate limit repaired") {
                changes.append(change)
                done.append("\(file.path) repaired")
            }
        } else if done.isEmpty, !faults.isDisjoint(with: [.countsProxy, .isEvaded]) {
            changes += try keyRepair(in: &editors, &done)
        }
        for (path, editor) in editors.sorted(by: { $0.key < $1.key }) {
            if let change = try editor.change(of: path, why: "rate limit repaired") { changes.append(change) }
        }
        guard !changes.isEmpty else { return nil }
        return RateLimitEdits(
            changes: changes, provider: reader.answer?.provider ?? "-", summary: done.joined(separator: ", "))
    }

    /// The way that the generated file follows; nil where there is none of ours.
    private var generatedWay: PythonRateLimitFile.Way? {
        guard let bytes = file.original else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("shared_limit") { return .slowapi }
        if text.contains("RateLimitMiddleware") { return text.contains("from limits import") ? .limits : .own }
        return nil
    }

    private func move(
        _ decorator: PythonDecorator, below last: PythonDecorator, in editor: inout PythonModuleEditor
    ) {
        let text = editor.module.text
        let words = text.string(in: decorator.range)
        editor.removeLines(of: decorator.range)
        editor.add(
            words.split(separator: "\n").map(String.init), at: text.anchor(afterLineOf: last.range.upperBound - 1))
    }

    /// Another key for a limiter that a person wrote: a function in a file of ours.
    private func keyRepair(
        in editors: inout [String: PythonModuleEditor], _ done: inout [String]
    ) throws(Diagnostic) -> [FileChange] {
        guard let suspect = reader.answer?.suspects[.countsProxy], let module = sources.module(suspect.place.path),
            let call = module.calls.first(where: { $0.method == "Limiter" }),
            let key = call.argument(named: "key_func") ?? call.arguments.first(where: { $0.name == nil })
        else { return [] }
        let helper = try PythonGeneratedFile(
            names: ["client_address", "infra_client_address"], in: RelativePath.folder(of: application.path),
            sources.contents.files)
        let text =
            ([
                PythonGeneratedFile.mark + ": who the client of a request is.",
                "# It is \(need.client.description)\(need.clientSource.map { ", written by \($0)" } ?? "").", "",
                "from ipaddress import ip_address, ip_network", "", "from fastapi import Request",
            ] + PythonClientAddress(need.client).function).joined(separator: "\n") + "\n"
        let style = PythonImportStyle(
            sources, for: suspect.place.path, like: suspect.place.path, importRoot: application.importRoot)
        try edit(suspect.place.path, in: &editors) { editor in
            editor.addImport(style.line("client_address", from: helper.path))
            editor.replace(key.value, with: "client_address")
        }
        done.append("limit by \(need.client.description)")
        return [helper.change(to: text, why: "address of the client")].compactMap(\.self)
    }
}

extension PythonModuleEditor {
    /// Takes away the whole lines of a range.
    mutating func removeLines(of range: Range<Int>) {
        let text = module.text
        replace(text.lineStart(of: range.lowerBound)..<text.nextLineStart(after: range.upperBound - 1), with: "")
    }
}
