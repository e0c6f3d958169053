package import Workspace

/// What `affected` found, for programs: one object with `schema` `infra-ws/affected/1`. A field is added, never renamed.
package enum AffectedJSON {
    /// The name and version of the form.
    package static let schema = "infra-ws/affected/1"

    /// The whole object.
    ///
    /// - Parameters:
    ///   - packages: The affected packages that filters leave.
    ///   - result: Everything that was found.
    /// - Returns: The object.
    package static func value(of packages: [PackageNode], in result: AffectedResult) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("schema", .string(schema)), ("packages", .array(packages.map { value(of: $0, result) })),
            ("units", strings(packages.filter(\.deploysIndependently).map(\.path))),
            ("removed", strings(result.removed)),
            ("files", strings(result.files)),
            // False where something is not known, and more was taken than a change was seen for.
            ("complete", .boolean(!result.answer.reasons.values.joined().contains(where: \.code.isUnknown))),
            ("warnings", .array(result.warnings.map(TopologyJSON.value(of:)))),
        ]
        if let base = result.bases["."] { members.append(("base", .string(base))) }
        return .object(members)
    }

    private static func value(of package: PackageNode, _ result: AffectedResult) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("name", .string(package.name)), ("path", .string(package.path)), ("type", .string(package.type.rawValue)),
            ("deploysIndependently", .boolean(package.deploysIndependently)),
            ("reasons", .array((result.answer.reasons[package.path] ?? []).map(value(of:)))),
            (
                "chain",
                .array(
                    result.answer.chain(from: package.path).map { step in
                        .object([("package", .string(step.path)), ("reason", value(of: step.reason))])
                    })
            ),
        ]
        if package.deploysIndependently {
            members.append(("after", strings(result.order[package.path] ?? [])))
            if let base = result.bases[package.path] { members.append(("base", .string(base))) }
        }
        return .object(members)
    }

    private static func value(of reason: AffectedReason) -> JSONValue {
        let texts: [(String, String?)] = [
            ("code", reason.code.rawValue), ("file", reason.file), ("package", reason.package),
            ("kind", reason.kind?.rawValue), ("detail", reason.detail),
        ]
        return .object(texts.compactMap { key, text in text.map { (key, .string($0)) } })
    }

    private static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
