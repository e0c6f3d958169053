/// One line of the section `Skipped Infra`: a bundle or component that is left alone.
package struct SkippedItem: Sendable, Hashable {
    /// The bundle or component as it is written, without markup.
    package var subject: String
    /// The name or path of the package that it is limited to; absent if it holds for all.
    package var package: String?
    /// Why it is left alone.
    package var reason: String?
    /// Where it is written.
    package var place: FilePlace

    /// Makes an item.
    package init(subject: String, package: String? = nil, reason: String? = nil, place: FilePlace) {
        self.subject = subject
        self.package = package
        self.reason = reason
        self.place = place
    }
}

/// `.spec_system/audit/known-issues.md`: what a person decided to do by hand or not at all.
///
/// Read are the list items and table rows below a heading that contains `Skipped Infra`, up to the next heading of
/// its level. An item is `BUNDLE-or-COMPONENT [(PACKAGE or PATH)] [: reason]`, in any case of letters.
package struct KnownIssues: Sendable {
    /// Path of the file relative to the root.
    package static let path = ".spec_system/audit/known-issues.md"

    /// The skipped items in the order of the file.
    package let items: [SkippedItem]

    /// Makes the answer for a repository without the file.
    package init() { items = [] }

    /// Reads the file.
    package init(_ bytes: [UInt8]) {
        let document = MarkdownDocument(bytes, path: Self.path)
        var items: [SkippedItem] = []
        var end = 0
        for heading in document.headings(containing: "skipped infra") where heading.span.lowerBound >= end {
            let section = document.section(of: heading)
            end = section.upperBound
            items += Self.listItems(of: document, in: section)
            for table in document.tables(in: section) { items += Self.rows(of: table) }
        }
        self.items = items.sorted { $0.place < $1.place }
    }

    /// The line that a run prints: `Known issues loaded (2 infra items skipped)`.
    package var summary: String { "Known issues loaded (\(items.count) infra items skipped)" }

    /// The item that skips a bundle or component of one package; absent if none does.
    ///
    /// - Parameters:
    ///   - names: What the bundle or component may be called: its name, its id, the bundle that it belongs to.
    ///   - packageName: The name in the manifest, with its scope.
    ///   - path: Path of the package relative to the root; absent for what serves several packages.
    /// - Returns: The first item in the order of the file.
    package func item(for names: [String], packageName: String?, path: String?) -> SkippedItem? {
        items.first { $0.matches(names, packageName: packageName, path: path) }
    }

    /// A warning for each item that matches none of the subjects of the repository.
    ///
    /// - Parameter subjects: Everything that could be skipped, with the names and packages as in
    ///   `item(for:packageName:path:)`.
    /// - Returns: The warnings in the order of the file.
    package func unmatched(
        _ subjects: [(names: [String], packageName: String?, path: String?)]
    ) -> [Diagnostic] {
        items.filter { item in
            !subjects.contains { item.matches($0.names, packageName: $0.packageName, path: $0.path) }
        }.map(Diagnostic.skipsNothing)
    }
}

extension SkippedItem {
    /// Whether the item is about one of the names, and about this package or all.
    package func matches(_ names: [String], packageName: String?, path: String?) -> Bool {
        let wanted = Self.canonical(subject)
        guard names.contains(where: { Self.canonical($0) == wanted }) else { return false }
        guard let package else { return true }
        if let path, Self.cleanPath(package) == Self.cleanPath(path) { return true }
        guard let packageName else { return false }
        let name = packageName.lowercased()
        return package.lowercased() == name || package.lowercased() == name.split(separator: "/").last.map(String.init)
    }

    /// One spelling for the names of a component, and for a bundle with or without the word `bundle`.
    private static func canonical(_ words: String) -> String {
        if let component = InfrastructureComponent(matching: words) { return component.rawValue }
        let name = InfrastructureComponent.normalized(words)
        guard name.hasSuffix(" bundle") else { return name }
        let short = String(name.dropLast(" bundle".count))
        return InfrastructureComponent(matching: short)?.rawValue ?? short
    }

    private static func cleanPath(_ path: String) -> String {
        (Conventions.packagePath(path, packageNames: [:]) ?? "").lowercased()
    }
}

extension KnownIssues {
    /// The items of lists; what is indented below an item explains it.
    private static func listItems(of document: MarkdownDocument, in section: Range<Int>) -> [SkippedItem] {
        let found = document.listItems(in: section)
        let outermost = found.map(\.indentation).min() ?? 0
        return found.filter { $0.indentation < outermost + 2 }.compactMap { item in
            parse(item.text, at: FilePlace(path, line: item.line))
        }
    }

    /// The rows of a table: the item in the first column, package and reason in columns of their own if there are.
    private static func rows(of table: MarkdownTable) -> [SkippedItem] {
        let subject = table.column("item", "component", "bundle", "name") ?? 0
        let package = table.column("package", "path", "unit", "scope")
        let reason = table.column("reason", "why", "notes", "details")
        return table.rows.compactMap { row in
            guard var item = parse(row.text(at: subject), at: FilePlace(path, line: row.line)) else { return nil }
            if let package, package != subject, item.package == nil {
                item.package = Conventions.packagePath(
                    MarkdownText.withoutMarkup(row.text(at: package)), packageNames: [:])
            }
            if let reason, reason != subject, item.reason == nil {
                let text = row.text(at: reason)
                item.reason = text.isEmpty || text == "-" ? nil : text
            }
            return item
        }
    }

    /// `Health (apps/api): behind the load balancer`, also with a dash before the reason; absent for `None` and the like.
    static func parse(_ text: String, at place: FilePlace) -> SkippedItem? {
        let plain = MarkdownText.withoutMarkup(text)
        var head = Substring(plain)
        var reason: Substring?
        if let cut = reasonStart(plain) {
            head = plain[..<cut.lowerBound]
            reason = plain[cut.upperBound...]
        }
        var package: String?
        if let open = head.firstIndex(of: "("), let close = head.lastIndex(of: ")"), open < close {
            package = MarkdownText.trimmed(String(head[head.index(after: open)..<close]))
            let rest = MarkdownText.trimmed(String(head[head.index(after: close)...]))
            if reason == nil, !rest.isEmpty { reason = head[head.index(after: close)...] }
            head = head[..<open]
        }
        let subject = MarkdownText.trimmed(String(head))
        guard subject.contains(where: \.isLetter), !placeholders.contains(subject.lowercased()) else { return nil }
        let scope = package.flatMap { Conventions.packagePath($0, packageNames: [:]) }
        let why = reason.map { MarkdownText.trimmed(String($0)) }
        return SkippedItem(
            subject: subject, package: scope, reason: why.flatMap { $0.isEmpty ? nil : $0 }, place: place)
    }

    private static let placeholders: Set<String> = ["none", "n/a", "nothing", "none.", "none yet", "nothing yet"]

    /// The first `:` or ` - ` (of any length of dash) that is not between brackets.
    private static func reasonStart(_ text: String) -> Range<String.Index>? {
        var depth = 0
        for index in text.indices {
            let next = text.index(after: index)
            switch text[index] {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            case ":" where depth == 0: return index..<next
            case "-", "\u{2013}", "\u{2014}":
                guard depth == 0, index > text.startIndex, text[text.index(before: index)] == " ",
                    next == text.endIndex || text[next] == " " || text[next] == "-"
                else { continue }
                return index..<next
            default: continue
            }
        }
        return nil
    }
}

extension Diagnostic {
    fileprivate static func skipsNothing(_ item: SkippedItem) -> Diagnostic {
        let scope = item.package.map { " (\($0))" } ?? ""
        return .warning(
            "known-issues/no-match",
            "the skipped item `\(item.subject)\(scope)` matches no bundle, component or package",
            at: item.place, remedy: "write `BUNDLE-or-COMPONENT (PACKAGE or PATH): reason`, or remove the item")
    }
}
