package import Workspace

/// A report as JSON, `infra-ws/report/1`: per bundle, per package.
package enum ReportJSON {
    /// The version of the form; fields are added to it, never renamed.
    package static let schema = "infra-ws/report/1"

    /// The whole object.
    package static func value(of report: RunReport) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("schema", .string(schema)),
            ("command", .string(report.mode.rawValue)),
            ("monorepo", .boolean(report.isMonorepo)),
            ("knownIssues", .integer(report.knownIssueCount)),
            ("allConfigured", .boolean(report.allConfigured)),
            ("written", .boolean(report.isWritten)),
            ("summary", .string(report.tally)),
            ("counts", counts(report)),
            ("bundles", .array(BundleName.allCases.map { bundle($0, in: report) })),
            (
                "leftOut",
                .array(report.leftOut.map { .object([("path", .string($0.path)), ("reason", .string($0.reason))]) })
            ),
            ("notes", .array(report.notes.map(JSONValue.string))),
            ("warnings", .array(report.warnings.map(diagnostic))),
        ]
        if let selected = report.selected { members.append(("selected", .string(selected.rawValue))) }
        if !report.diff.isEmpty { members.append(("diff", .string(report.diff))) }
        return .object(members)
    }

    private static func counts(_ report: RunReport) -> JSONValue {
        let count: (String) -> JSONValue = { word in .integer(report.checks.filter { $0.verdict.word == word }.count) }
        return .object([("passed", count("passed")), ("failed", count("failed")), ("notRun", count("notRun"))])
    }

    private static func bundle(_ name: BundleName, in report: RunReport) -> JSONValue {
        .object([
            ("name", .string(name.rawValue)),
            ("packages", .array(report.units(of: name).map(unit))),
        ])
    }

    private static func unit(_ unit: UnitReport) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("name", .string(unit.name)),
            ("path", .string(unit.path)),
            ("finding", finding(unit.finding)),
            ("changes", .array(unit.changes.map(change))),
            ("configured", .array(unit.configured.map(JSONValue.string))),
            ("checks", .array(unit.checks.map(check))),
            ("attempts", .array(unit.attempts.map(attempt))),
            ("requiredSetup", .array(unit.requiredSetup.map(JSONValue.string))),
            ("variables", .array(unit.variables.map(JSONValue.string))),
            ("diagnostics", .array(unit.diagnostics.map(diagnostic))),
        ]
        if let verdict = unit.verdict { members.append(("verdict", .string(verdict.word))) }
        if let headline = unit.headline { members.append(("headline", .string(headline))) }
        if let withheld = unit.withheld { members.append(("withheld", .string(withheld))) }
        return .object(members)
    }

    private static func finding(_ finding: Finding) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("state", .string(finding.state.rawValue)),
            (
                "present",
                .array(
                    finding.present.map { part in
                        .object([("name", .string(part.name))] + (part.place.map(place) ?? []))
                    })
            ),
            ("lacking", .array(finding.lacking.map(JSONValue.string))),
        ]
        if let reason = finding.reason { members.append(("reason", .string(reason))) }
        return .object(members)
    }

    private static func change(_ change: ChangeReport) -> JSONValue {
        .object([
            ("path", .string(change.path)), ("action", .string(change.action.rawValue)), ("why", .string(change.why)),
        ])
    }

    private static func check(_ check: Check) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("name", .string(check.name)), ("expected", .string(check.expected)),
            ("observed", .string(check.observed)), ("verdict", .string(check.verdict.word)),
        ]
        if case .notRun(let reason) = check.verdict { members.append(("reason", .string(reason.rawValue))) }
        if let milliseconds = check.milliseconds { members.append(("milliseconds", .integer(milliseconds))) }
        if let cause = check.cause { members.append(("cause", .string(cause))) }
        if !check.log.isEmpty { members.append(("log", .array(check.log.map(JSONValue.string)))) }
        return .object(members)
    }

    private static func attempt(_ attempt: Attempt) -> JSONValue {
        .object([
            ("approach", .string(attempt.approach)), ("number", .integer(attempt.number)),
            ("cause", .string(attempt.cause)), ("remedy", .string(attempt.remedy)),
        ])
    }

    private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("severity", .string(diagnostic.severity.rawValue)), ("code", .string(diagnostic.code)),
            ("message", .string(diagnostic.message)),
        ]
        if let remedy = diagnostic.remedy { members.append(("remedy", .string(remedy))) }
        if let found = diagnostic.place { members += place(found) }
        return .object(members)
    }

    private static func place(_ place: FilePlace) -> [(key: String, value: JSONValue)] {
        var members: [(key: String, value: JSONValue)] = [("file", .string(place.path))]
        if let line = place.line { members.append(("line", .integer(line))) }
        if let column = place.column { members.append(("column", .integer(column))) }
        return members
    }
}
