import Workspace

/// How a unit is called in tags and environments.
struct UnitTitles: Sendable {
    private let titles: [String]

    /// The titles of a unit.
    init(_ unit: PackageNode) {
        titles = Set([unit.name, PackageTitle.short(unit.name), unit.path, Slug.of(unit.name), Slug.of(unit.path)])
            .map { $0.lowercased() }.sorted()
    }

    /// What is left of a text after a title at its start and one of the characters that set it apart; nil where it
    /// does not begin that way.
    func rest(of text: String) -> Substring? {
        let text = text.lowercased()
        for title in titles.sorted(by: { $0.utf8.count > $1.utf8.count }) where text.hasPrefix(title) {
            let rest = text.dropFirst(title.count)
            if rest.isEmpty { return rest }
            if let first = rest.first, "@/-_:. ".contains(first) { return rest.dropFirst() }
        }
        return nil
    }

    /// Whether a text is a title with nothing but other words set apart from it before or after.
    func occurs(in text: String) -> Bool {
        let text = text.lowercased()
        return titles.contains { title in
            if text == title { return true }
            let marks = "@/-_:. "
            if text.hasPrefix(title), let next = text.dropFirst(title.count).first, marks.contains(next) { return true }
            return text.hasSuffix(title) && text.dropLast(title.count).last.map { marks.contains($0) } ?? false
        }
    }
}
