/// A glob pattern over `/`-separated paths: `*`, `?`, `[a-z]`, `{a,b}`, `@(a|b)` and `**` as a whole component.
///
/// Matching takes time proportional to pattern times path, whatever the pattern: there is one point to go back to for
/// `*` and one for `**`. Alternatives in braces are expanded beforehand, up to `maximumAlternatives`.
package struct PathGlob: Sendable, Hashable {
    /// How many patterns braces may expand to; what is beyond is dropped.
    static let maximumAlternatives = 256

    /// One component of a pattern.
    private enum Component: Sendable, Hashable {
        /// `**`: any number of components, none included.
        case anyDepth
        /// Text without wildcards, as bytes.
        case literal([UInt8])
        /// Text with wildcards, as bytes.
        case wildcard([UInt8])
    }

    /// The pattern as it was given.
    package let pattern: String
    private let alternatives: [[Component]]
    private let matchesHiddenNames: Bool

    /// Makes a glob.
    ///
    /// - Parameters:
    ///   - pattern: The pattern; a leading `./` and a trailing `/` say nothing.
    ///   - matchesHiddenNames: Whether wildcards match names that start with a dot. npm, pnpm, Yarn and Bun: no.
    package init(_ pattern: String, matchesHiddenNames: Bool = false) {
        self.pattern = pattern
        self.matchesHiddenNames = matchesHiddenNames
        alternatives = BraceExpansion.expand(pattern, limit: Self.maximumAlternatives).map { text in
            text.split(separator: "/").filter { $0 != "." }.map { component in
                if component == "**" { return .anyDepth }
                let hasWildcard = component.utf8.contains { Self.isWildcard($0) }
                return hasWildcard ? .wildcard(Array(component.utf8)) : .literal(Array(component.utf8))
            }
        }
    }

    /// Whether the pattern has no wildcard and no braces: it names one path.
    package var isLiteral: Bool {
        alternatives.count == 1
            && alternatives[0].allSatisfy {
                if case .literal = $0 { return true }
                return false
            }
    }

    /// Whether a path matches as a whole. A leading `./` of the path says nothing.
    package func matches(_ path: String) -> Bool {
        // Bytes: every pattern is asked about every folder.
        let names = path.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
        return alternatives.contains { matches(names[...], $0[...]) }
    }

    private func matches(_ names: ArraySlice<Substring.UTF8View>, _ components: ArraySlice<Component>) -> Bool {
        var name = names.startIndex
        var component = components.startIndex
        var retryName: Int?
        var retryComponent = component
        while name < names.endIndex {
            if component < components.endIndex {
                if case .anyDepth = components[component] {
                    retryName = name
                    retryComponent = component
                    component += 1
                    continue
                }
                if matches(names[name], components[component]) {
                    name += 1
                    component += 1
                    continue
                }
            }
            guard let retry = retryName, matchesHiddenNames || names[retry].first != UInt8(ascii: ".") else {
                return false
            }
            retryName = retry + 1
            name = retry + 1
            component = retryComponent + 1
        }
        return components[component...].allSatisfy { $0 == .anyDepth }
    }

    private func matches(_ name: Substring.UTF8View, _ component: Component) -> Bool {
        switch component {
        case .anyDepth: true
        case .literal(let text): name.elementsEqual(text)
        case .wildcard(let pattern): matches(name, pattern)
        }
    }

    private func matches(_ name: Substring.UTF8View, _ pattern: [UInt8]) -> Bool {
        let text = Array(name)
        if text.first == UInt8(ascii: "."), pattern.first != UInt8(ascii: "."), !matchesHiddenNames { return false }
        var position = 0
        var index = 0
        var retryPosition: Int?
        var retryIndex = 0
        while position < text.count {
            if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
                retryPosition = position
                retryIndex = index
                index += 1
                continue
            }
            if let next = Self.step(text[position], pattern, index) {
                position += 1
                index = next
                continue
            }
            guard let retry = retryPosition else { return false }
            retryPosition = retry + 1
            position = retry + 1
            index = retryIndex + 1
        }
        return pattern[index...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// The index after the part of the pattern that matches one byte; nil where it does not match.
    private static func step(_ byte: UInt8, _ pattern: [UInt8], _ index: Int) -> Int? {
        guard index < pattern.count else { return nil }
        switch pattern[index] {
        case UInt8(ascii: "?"): return index + 1
        case UInt8(ascii: "["): return stepClass(byte, pattern, index)
        case UInt8(ascii: "\\") where index + 1 < pattern.count: return pattern[index + 1] == byte ? index + 2 : nil
        case byte: return index + 1
        default: return nil
        }
    }

    /// Matches `[abc]`, `[a-z]`, `[!a]` and `[^a]`; a bracket that is never closed is itself.
    private static func stepClass(_ byte: UInt8, _ pattern: [UInt8], _ index: Int) -> Int? {
        guard let end = pattern[(index + 1)...].dropFirst().firstIndex(of: UInt8(ascii: "]")) else {
            return byte == UInt8(ascii: "[") ? index + 1 : nil
        }
        var position = index + 1
        let isNegated = pattern[position] == UInt8(ascii: "!") || pattern[position] == UInt8(ascii: "^")
        if isNegated { position += 1 }
        var isMember = false
        while position < end {
            if position + 2 < end, pattern[position + 1] == UInt8(ascii: "-") {
                if pattern[position] <= byte, byte <= pattern[position + 2] { isMember = true }
                position += 3
            } else {
                if pattern[position] == byte { isMember = true }
                position += 1
            }
        }
        return isMember != isNegated ? end + 1 : nil
    }

    private static func isWildcard(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "\\")
    }
}
