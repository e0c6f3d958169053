import Topology
package import Workspace

/// The answers of an entry that only recognises: the unit is asked where it runs, and gets no code.
extension KnownFramework {
    /// Nothing is started here.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? { nil }

    /// What the lexer of its language finds in every file of the unit.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        TokenSources(unit.contents, language).files.flatMap { file in
            file.calls.environmentReads.map {
                VariableRead(name: $0.name, defaultValue: $0.defaultValue, place: FilePlace(file.path, line: $0.line))
            }
        }
    }

    /// The route that recognising finds; what it asks is not known.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        HealthInCode(route: recognise(unit.contents)?.health)
    }

    /// None.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Always throws `health/no-approach`.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .error("health/no-approach", "no code is written for \(name)")
    }
}
