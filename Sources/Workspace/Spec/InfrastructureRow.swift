/// One row of the Infrastructure table, as it was read or as it shall be written.
package struct InfrastructureRow: Sendable, Hashable {
    /// The Package cell of a component that serves several packages.
    package static let shared = "(shared)"

    /// The component as the table names it.
    package var component: String
    /// Path of the package relative to the root; absent for `(shared)` and in a table without that column.
    package var package: String?
    /// Who provides it, such as `Cloudflare`.
    package var provider: String
    /// What is set up; `-` where there is nothing to say.
    package var details: String
    /// Where it was read; absent for a row that is to be written.
    package var place: FilePlace?

    /// Makes a row.
    package init(
        component: String, package: String? = nil, provider: String, details: String, place: FilePlace? = nil
    ) {
        self.component = component
        self.package = package
        self.provider = provider
        self.details = details
        self.place = place
    }

    /// Makes a row of a known component.
    package init(
        _ component: InfrastructureComponent, package: String? = nil, provider: String, details: String
    ) {
        self.init(component: component.rawValue, package: package, provider: provider, details: details)
    }

    /// The known component that the row is about.
    package var kind: InfrastructureComponent? { InfrastructureComponent(matching: component) }

    /// Whether the person still has something to do before it works: the details say `to do`.
    package var isToDo: Bool {
        let words = details.lowercased()
        return words.contains("to do") || words.contains("todo")
    }
}

extension InfrastructureRow {
    /// What makes two rows be about the same thing.
    struct Key: Hashable {
        /// The known component, or the normalized words of an unknown one.
        var component: String
        /// Path of the package; absent for `(shared)`.
        var package: String?
    }

    /// What makes two rows be about the same thing.
    ///
    /// The path is taken as a cell would show it, so that one with a line break is found again.
    var key: Key {
        let shown = package.map { MarkdownText.plain(MarkdownText.cell($0)) }
        return Key(
            component: kind?.rawValue ?? InfrastructureComponent.normalized(component),
            package: shown.flatMap { Conventions.packagePath($0, packageNames: [:]) })
    }

    /// Whether the provider is the same, whatever the case of letters and the markup.
    func hasProvider(of other: InfrastructureRow) -> Bool {
        MarkdownText.withoutMarkup(provider).lowercased() == MarkdownText.withoutMarkup(other.provider).lowercased()
    }

    /// The order of new rows: by component, `(shared)` first, then by path; unknown components last.
    static func precedes(_ left: InfrastructureRow, _ right: InfrastructureRow) -> Bool {
        let last = InfrastructureComponent.allCases.count
        return (left.kind?.rank ?? last, left.package ?? "", left.provider)
            < (right.kind?.rank ?? last, right.package ?? "", right.provider)
    }
}

/// What a run wants the Infrastructure table to say.
package struct InfrastructureEntry: Sendable, Hashable {
    /// What happens to a row that is there already.
    package enum Rule: Sendable, Hashable {
        /// It stays as it is, whatever it says.
        case keepExisting
        /// Its provider and details are changed to these; every other cell stays.
        case replaceCells
    }

    /// The row.
    package var row: InfrastructureRow
    /// What happens to a row that is there already.
    package var rule: Rule

    /// Makes an entry.
    package init(_ row: InfrastructureRow, rule: Rule = .keepExisting) {
        self.row = row
        self.rule = rule
    }
}
