import Workspace

/// The affected units in the forms that CI engines read.
package enum AffectedPipelines {
    /// The value of `strategy.matrix` of a GitHub Actions job, on one line, for `fromJSON` (docs.github.com, "Running
    /// variations of jobs in a workflow"). A matrix without entries is an error there: the job needs an `if` that
    /// compares with `{"include":[]}`.
    package static func gitHubMatrix(_ units: [PackageNode], slugs: PackageSlugs) -> String {
        let entries = units.map { unit in
            JSONValue.object([
                ("name", .string(unit.name)), ("path", .string(unit.path)), ("slug", .string(slugs[unit.path])),
                ("type", .string(unit.type.rawValue)), ("framework", .string(unit.framework ?? "")),
                ("platform", .string(unit.platforms.first ?? "")),
            ])
        }
        return JSONText.encode(.object([("include", .array(entries))]), compact: true)
            .trimmingLineBreaks + "\n"
    }

    /// A hidden job for a GitLab child pipeline with one combination of `parallel:matrix` for each unit
    /// (docs.gitlab.com, "CI/CD YAML syntax reference"). The job that deploys says `extends: .affected` in a file of the
    /// repository; both go into one `trigger:include`. Without a unit that job has a rule that leaves it out, and a
    /// job that says so takes its place, because GitLab refuses a pipeline without jobs.
    package static func gitLab(_ units: [PackageNode], slugs: PackageSlugs) -> String {
        guard !units.isEmpty else {
            return """
                .affected:
                  rules:
                    - when: never

                nothing-affected:
                  script:
                    - echo "no unit is affected"

                """
        }
        var lines = [".affected:", "  parallel:", "    matrix:"]
        for unit in units {
            let variables = variables(of: unit, slugs)
            lines += variables.enumerated().map { index, variable in
                "      \(index == 0 ? "-" : " ") \(variable.key): \(JSONText.quote(variable.value))"
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Steps for `buildkite-agent pipeline upload` (buildkite.com, "Command step"): one for each unit, after those of
    /// the units that it is deployed after. Each runs `$INFRA_WS_COMMAND`, which is looked up when they are uploaded.
    package static func buildkite(
        _ units: [PackageNode], order: [String: [String]], slugs: PackageSlugs
    ) -> String {
        let paths = Set(units.map(\.path))
        let steps = units.map { unit in
            let after = (order[unit.path] ?? []).filter { paths.contains($0) && !isCyclic(unit.path, $0, order) }
            var members: [(key: String, value: JSONValue)] = [
                ("label", .string(escaped("deploy \(unit.name)"))), ("key", .string(key(unit.path, slugs))),
                ("command", "${INFRA_WS_COMMAND:-.buildkite/deploy-unit.sh}"),
                ("env", .object(variables(of: unit, slugs).map { ($0.key, .string(escaped($0.value))) })),
            ]
            if !after.isEmpty { members.append(("depends_on", .array(after.map { .string(key($0, slugs)) }))) }
            return JSONValue.object(members)
        }
        return JSONText.encode(.object([("steps", .array(steps))]))
    }

    private static func key(_ path: String, _ slugs: PackageSlugs) -> String { "deploy-\(slugs[path])" }

    /// Two units that need each other wait for nobody.
    private static func isCyclic(_ first: String, _ second: String, _ order: [String: [String]]) -> Bool {
        order[second]?.contains(first) ?? false
    }

    private static func variables(of unit: PackageNode, _ slugs: PackageSlugs) -> [(key: String, value: String)] {
        [("UNIT", unit.name), ("UNIT_PATH", unit.path), ("UNIT_SLUG", slugs[unit.path])]
    }

    /// Buildkite puts variables of the environment in for `$`; two of them are one (buildkite.com, "Environment
    /// variable substitution").
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += $1 == "$" ? "$$" : String($1) }
    }
}

extension String {
    /// Without line breaks at the end.
    fileprivate var trimmingLineBreaks: String {
        var text = self
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
