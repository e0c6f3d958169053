/// One pattern of `on.push.paths` (docs.github.com, "Workflow syntax for GitHub Actions", "Filter pattern cheat sheet").
///
/// A pattern matches the whole path from the repository's root. `*` stands for characters other than `/`, `**` for any
/// characters, `?` for zero or one and `+` for one or more of the preceding character, `[]` for one character of a set;
/// `**/` also stands for nothing, as in `**/README.md`. A backslash takes the meaning from the next character.
package struct GitHubPathPattern: Sendable, Hashable {
    /// The pattern as it is written.
    package let text: String
    /// Whether `!` stands before it: what it matches is taken away again.
    package let isNegated: Bool
    private let steps: [Step]

    /// What one part of a pattern takes from a path.
    private enum Step: Sendable, Hashable {
        case one(ByteSet)
        case zeroOrOne(ByteSet)
        case oneOrMore(ByteSet)
        /// Any number of characters.
        case run(withSlashes: Bool)
        /// `**/`: nothing, or anything that ends in a slash.
        case folders
    }

    /// Reads a pattern.
    package init(_ text: String) {
        self.text = text
        isNegated = text.hasPrefix("!")
        steps = Self.parse(Array(text.utf8.dropFirst(isNegated ? 1 : 0)))
    }

    /// Whether the pattern, without its `!`, matches a path.
    package func matches(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        var reached = [Bool](repeating: false, count: bytes.count + 1)
        reached[0] = true
        for step in steps {
            reached = Self.advance(reached, over: bytes, by: step)
            if !reached.contains(true) { return false }
        }
        return reached[bytes.count]
    }

    /// The positions after a step, from the positions before it.
    private static func advance(_ before: [Bool], over bytes: [UInt8], by step: Step) -> [Bool] {
        var after = [Bool](repeating: false, count: before.count)
        switch step {
        case .one(let set):
            for index in bytes.indices where before[index] && set.contains(bytes[index]) { after[index + 1] = true }
        case .zeroOrOne(let set):
            after = before
            for index in bytes.indices where before[index] && set.contains(bytes[index]) { after[index + 1] = true }
        case .oneOrMore(let set):
            for index in bytes.indices where before[index] || after[index] {
                if set.contains(bytes[index]) { after[index + 1] = true }
            }
        case .run(let withSlashes):
            after = before
            for index in bytes.indices where after[index] {
                if withSlashes || bytes[index] != UInt8(ascii: "/") { after[index + 1] = true }
            }
        case .folders:
            after = before
            var hasStarted = false
            for index in bytes.indices {
                hasStarted = hasStarted || before[index]
                if hasStarted, bytes[index] == UInt8(ascii: "/") { after[index + 1] = true }
            }
        }
        return after
    }
}

// MARK: - Reading and writing patterns

extension GitHubPathPattern {
    private static func parse(_ bytes: [UInt8]) -> [Step] {
        var steps: [Step] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "*"):
                index = star(bytes, at: index, &steps)
            case UInt8(ascii: "?"):
                if case .one(let set) = steps.last { steps[steps.count - 1] = .zeroOrOne(set) }
                index += 1
            case UInt8(ascii: "+"):
                if case .one(let set) = steps.last { steps[steps.count - 1] = .oneOrMore(set) }
                index += 1
            case UInt8(ascii: "["):
                let (set, end) = ByteSet.inBrackets(bytes, from: index)
                steps.append(.one(set))
                index = end
            case UInt8(ascii: "\\") where index + 1 < bytes.count:
                steps.append(.one(ByteSet(bytes[index + 1])))
                index += 2
            default:
                steps.append(.one(ByteSet(byte)))
                index += 1
            }
        }
        return steps
    }

    /// `*`, `**` or `**/`; gives the index behind it.
    private static func star(_ bytes: [UInt8], at start: Int, _ steps: inout [Step]) -> Int {
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "*") { end += 1 }
        let isDouble = end - start > 1
        let beginsComponent = start == 0 || bytes[start - 1] == UInt8(ascii: "/")
        if isDouble, beginsComponent, end < bytes.count, bytes[end] == UInt8(ascii: "/") {
            steps.append(.folders)
            return end + 1
        }
        steps.append(.run(withSlashes: isDouble))
        return end
    }

    /// A path as a pattern that matches it alone: characters with a meaning get a backslash before them.
    package static func escaping(_ path: String) -> String {
        var text = ""
        for scalar in path.unicodeScalars {
            if "*?+[]!\\".unicodeScalars.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    /// The folder or file that a pattern names before its first wildcard, without a slash at the end: `packages/a` of
    /// `packages/a/**`; nil where it begins with a wildcard.
    var fixedPath: String? {
        var path = ""
        var isEscaped = false
        var isWhole = true
        loop: for character in isNegated ? text.dropFirst() : text[...] {
            switch character {
            case _ where isEscaped:
                path.append(character)
                isEscaped = false
            case "\\": isEscaped = true
            case "*", "?", "[", "+":
                isWhole = false
                break loop
            default: path.append(character)
            }
        }
        if !isWhole { path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
        return path.isEmpty ? nil : path
    }
}

/// A set of bytes.
struct ByteSet: Sendable, Hashable {
    private var ranges: [ClosedRange<UInt8>]

    /// One byte.
    init(_ byte: UInt8) { ranges = [byte...byte] }

    /// Reads `[a-z_]`; an open bracket without an end stands for itself.
    ///
    /// - Returns: The set, and the index behind the closing bracket.
    static func inBrackets(_ bytes: [UInt8], from start: Int) -> (ByteSet, Int) {
        guard let end = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "]")), end > start + 1 else {
            return (ByteSet(bytes[start]), start + 1)
        }
        var set = ByteSet(bytes[start + 1])
        set.ranges = []
        var index = start + 1
        while index < end {
            if index + 2 < end, bytes[index + 1] == UInt8(ascii: "-"), bytes[index] <= bytes[index + 2] {
                set.ranges.append(bytes[index]...bytes[index + 2])
                index += 3
            } else {
                set.ranges.append(bytes[index]...bytes[index])
                index += 1
            }
        }
        return (set, end + 1)
    }

    /// Whether it has a byte.
    func contains(_ byte: UInt8) -> Bool { ranges.contains { $0.contains(byte) } }
}

extension [GitHubPathPattern] {
    /// Whether a list includes a path or a name: the last pattern that matches decides, and none includes nothing.
    package func includes(_ text: String) -> Bool {
        last { $0.matches(text) }.map { !$0.isNegated } ?? false
    }
}
