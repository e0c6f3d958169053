/// A dependency specifier as PEP 508 writes it: `psycopg[binary]>=3.2; python_version < "4"`.
package struct PythonRequirement: Sendable, Hashable {
    /// Name in the normal form of PEP 503: lower case, runs of `-`, `_` and `.` as one `-`.
    package var name: String
    /// Everything after the name, extras included, without spaces around.
    package var requirement: String
    /// Why it is needed.
    package var kind: DependencyKind
    /// Where it stands.
    package var place: FilePlace
    /// The folder of a path dependency, as written; nil for any other.
    package var path: String?

    /// Reads a specifier; nil where it does not start with a name.
    package init?(_ text: String, kind: DependencyKind, place: FilePlace) {
        let trimmed = text.drop { $0 == " " || $0 == "\t" }
        let name = trimmed.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        guard let first = name.first, first.isLetter || first.isNumber else { return nil }
        let rest = trimmed[name.endIndex...]
        self.init(name: String(name), requirement: String(rest), kind: kind, place: place)
        guard let at = rest.firstIndex(of: "@") else { return }
        let address = rest[rest.index(after: at)...].drop { $0 == " " }.prefix { $0 != ";" && $0 != " " }
        if address.hasPrefix(".") { path = String(address) }
        if address.hasPrefix("file:.") { path = String(address.dropFirst("file:".count)) }
    }

    /// Makes a requirement from its parts; the name is put into its normal form.
    package init(
        name: String, requirement: String, kind: DependencyKind, place: FilePlace, path: String? = nil
    ) {
        self.name = Self.normalName(name)
        self.requirement = requirement
        self.kind = kind
        self.place = place
        self.path = path
    }

    /// The normal form of a name (PEP 503).
    package static func normalName(_ name: String) -> String {
        var result = ""
        for character in name.lowercased() {
            let isSeparator = character == "-" || character == "_" || character == "."
            if isSeparator, result.hasSuffix("-") { continue }
            result.append(isSeparator ? "-" : character)
        }
        return result
    }
}
