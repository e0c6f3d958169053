/// Expands `{a,b}` and `@(a|b)` into the patterns that they stand for.
enum BraceExpansion {
    /// All alternatives of a pattern, at most `limit`; braces that are never closed stand for themselves.
    static func expand(_ pattern: String, limit: Int) -> [String] {
        var finished: [String] = []
        var open: [[UInt8]] = [Array(pattern.utf8)]
        while let next = open.popLast(), finished.count < limit {
            guard let group = firstGroup(in: next) else {
                finished.append(String(decoding: next, as: UTF8.self))
                continue
            }
            let head = next[..<group.outer.lowerBound]
            let tail = next[group.outer.upperBound...]
            guard open.count + finished.count < limit else { continue }
            open += group.choices.reversed().map { Array(head) + Array($0) + Array(tail) }
        }
        return finished
    }

    /// One group of alternatives: the bytes that it takes up, and its choices.
    private struct Group {
        var outer: Range<Int>
        var choices: [ArraySlice<UInt8>]
    }

    private static func firstGroup(in bytes: [UInt8]) -> Group? {
        for start in bytes.indices {
            if bytes[start] == UInt8(ascii: "{"),
                let group = group(in: bytes, from: start, contents: start + 1, close: "}", separator: ",")
            {
                return group
            }
            if bytes[start] == UInt8(ascii: "@"), start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "("),
                let group = group(in: bytes, from: start, contents: start + 2, close: ")", separator: "|")
            {
                return group
            }
        }
        return nil
    }

    private static func group(
        in bytes: [UInt8], from start: Int, contents: Int, close: Unicode.Scalar, separator: Unicode.Scalar
    ) -> Group? {
        let opener = bytes[contents - 1]
        var depth = 0
        var choices: [ArraySlice<UInt8>] = []
        var from = contents
        for position in contents..<bytes.count {
            switch bytes[position] {
            case opener: depth += 1
            case UInt8(ascii: close) where depth > 0: depth -= 1
            case UInt8(ascii: separator) where depth == 0:
                choices.append(bytes[from..<position])
                from = position + 1
            case UInt8(ascii: close):
                // `{a}` is no alternative: it stands for itself, as in a shell.
                if choices.isEmpty, separator == "," { return nil }
                return Group(outer: start..<position + 1, choices: choices + [bytes[from..<position]])
            default: break
            }
        }
        return nil
    }
}
