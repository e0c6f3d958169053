/// One process of a Procfile.
package struct ProcfileEntry: Sendable, Hashable {
    /// The process type, such as `web`.
    package var type: String
    /// The command as it is written.
    package var command: String
    /// 1-based line.
    package var line: Int

    /// Makes an entry.
    package init(type: String, command: String, line: Int) {
        self.type = type
        self.command = command
        self.line = line
    }
}

/// Reads Procfiles: `type: command` on each line, types made of letters, digits, `-` and `_`
/// (devcenter.heroku.com/articles/procfile, "Procfile format").
package enum ProcfileParser {
    /// The processes of a file in its order; comments and lines of another form are passed over, as the platforms do.
    package static func parse(_ bytes: [UInt8]) -> [ProcfileEntry] {
        var entries: [ProcfileEntry] = []
        let content = bytes.starts(with: UTF8Validation.byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        for (index, line) in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            let line = trim(line)
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let type = line[..<colon]
            let command = trim(line[(colon + 1)...])
            guard !type.isEmpty, !command.isEmpty, type.allSatisfy(isTypeByte) else { continue }
            entries.append(
                ProcfileEntry(
                    type: String(decoding: type, as: UTF8.self), command: String(decoding: command, as: UTF8.self),
                    line: index + 1))
        }
        return entries
    }

    private static func isTypeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace: (UInt8) -> Bool = {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        var line = line.drop(while: isSpace)
        while let last = line.last, isSpace(last) { line.removeLast() }
        return line
    }
}
