import Workspace

/// Checks of the values that are no choice from a list.
enum OptionValue {
    /// A whole number in decimal digits.
    ///
    /// - Throws: `usage/bad-value` if it is something else or out of range.
    static func wholeNumber(
        _ text: String, of option: String, in range: ClosedRange<Int>
    ) throws(Diagnostic) -> Int {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), range.contains(number)
        else {
            let limits =
                range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
            throw .badValue(text, of: option, remedy: "give a whole number, \(limits)")
        }
        return number
    }

    /// `PACKAGE=URL`, divided at the first equals sign.
    ///
    /// - Parameters:
    ///   - text: The value.
    ///   - others: Addresses given before it; a package has one.
    /// - Returns: Both parts as they were written.
    /// - Throws: `usage/bad-value`.
    static func address(_ text: String, others: [PackageAddress]) throws(Diagnostic) -> PackageAddress {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, isWebAddress(parts[1]) else {
            throw .badValue(
                text, of: "--url", remedy: "give a package and an address, as in `--url web=https://www.example.com`")
        }
        guard !others.contains(where: { $0.package == parts[0] }) else {
            throw .error(
                "usage/bad-value", "`--url` gives `\(parts[0])` two addresses", remedy: "give one for each package")
        }
        return PackageAddress(package: parts[0], url: parts[1])
    }

    private static func isWebAddress(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) else {
            return false
        }
        let rest = text.dropFirst(scheme.count)
        guard let first = rest.first, first != "/", first != "?", first != "#", first != ":" else { return false }
        return rest.unicodeScalars.allSatisfy { $0.value > 0x20 && !(0x7F..<0xA0).contains($0.value) }
    }
}

extension Diagnostic {
    /// An option or argument has a value that it does not take.
    static func badValue(_ value: String, of option: String, remedy: String) -> Diagnostic {
        .error("usage/bad-value", "`\(option)` cannot be `\(value)`", remedy: remedy)
    }
}
