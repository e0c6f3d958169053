import Topology
package import Workspace

/// The deploy triggers as text and as JSON.
package enum TriggersText {
    /// One block for each unit: how it is deployed, the file, and each path with its reason.
    package static func render(_ survey: TriggerSurvey) -> String {
        let blocks = survey.triggers.map { block($0).joined(separator: "\n") }
        let text = blocks.isEmpty ? "no deployable unit matches" : blocks.joined(separator: "\n\n")
        return Terminal.sanitised(text, keepsLines: true) + "\n"
    }

    private static func block(_ trigger: UnitTrigger) -> [String] {
        guard let provider = trigger.provider else {
            return ["[\(trigger.unit.path)] not known where it is deployed to"]
        }
        var lines = ["[\(trigger.unit.path)] \(provider): \(trigger.file ?? "-") (\(state(of: trigger)))"]
        let width = trigger.inputs.inputs.map { shown($0).count }.max() ?? 0
        lines += trigger.inputs.inputs.map { input in
            let path = shown(input)
            let place = input.place.map { " (\($0))" } ?? ""
            return "  + \(path)\(String(repeating: " ", count: width - path.count))  \(input.reason)\(place)"
        }
        lines += trigger.inputs.exclusions.map { "  - \($0)/**" }
        lines += trigger.uncovered.map { "  ! \(shown($0)) is not in \(trigger.committed?.place.description ?? "it")" }
        lines += trigger.gone.map { "  ! \($0) is gone and still in \(trigger.committed?.place.description ?? "it")" }
        lines += trigger.superfluous.map {
            "  ! \($0)/** starts it although \(trigger.unit.path) does not depend on it"
        }
        return lines
    }

    /// `missing`, `stale`, `up to date`, or that a person's rule decides.
    static func state(of trigger: UnitTrigger) -> String {
        guard let committed = trigger.committed else { return "missing" }
        if trigger.isOpaque { return "decided by a command of its own" }
        if !committed.hasStep { return "does not deploy yet" }
        let isWhole = trigger.uncovered.isEmpty && trigger.gone.isEmpty && trigger.superfluous.isEmpty
        return isWhole ? "up to date" : "stale"
    }

    private static func shown(_ input: DeployInput) -> String {
        input.path == "." ? "**" : input.isFolder ? input.path + "/**" : input.path
    }

    /// `"schema": "infra-ws/triggers/1"`.
    package static func json(_ survey: TriggerSurvey) -> JSONValue {
        .object([
            ("schema", "infra-ws/triggers/1"), ("triggers", .array(survey.triggers.map(value))),
            (
                "warnings",
                .array(
                    survey.warnings.map { warning in
                        .object([("code", .string(warning.code)), ("message", .string(warning.message))])
                    })
            ),
        ])
    }

    private static func value(_ trigger: UnitTrigger) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("package", .string(trigger.unit.package.name)), ("path", .string(trigger.unit.path)),
            ("state", .string(trigger.provider == nil ? "unknown" : state(of: trigger))),
            ("inputs", .array(trigger.inputs.inputs.map(value))),
            ("exclusions", .array(trigger.inputs.exclusions.map { .string($0) })),
            ("packages", .array(trigger.inputs.packages.map { .string($0) })),
            ("filter", .array((trigger.wanted?.parts ?? []).map { .string($0) })),
        ]
        if let provider = trigger.provider { members.append(("provider", .string(provider))) }
        if let file = trigger.file { members.append(("file", .string(file))) }
        return .object(members)
    }

    private static func value(_ input: DeployInput) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("path", .string(input.path)), ("folder", .boolean(input.isFolder)), ("reason", .string(input.reason)),
        ]
        if let place = input.place {
            members.append(("file", .string(place.path)))
            if let line = place.line { members.append(("line", .integer(line))) }
        }
        return .object(members)
    }
}
