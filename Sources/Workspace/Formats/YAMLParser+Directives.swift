// Directives of YAML: `%YAML`, `%TAG` and those that are ignored.

extension YAMLParser {
    /// Reads the directives before a document, to the `---` that must follow.
    mutating func parseDirectives() throws(YAMLFailure) {
        var hasVersion = false
        while current == UInt8(ascii: "%") {
            let start = position
            position += 1
            switch word() {
            case "YAML":
                guard !hasVersion else {
                    throw failure("directive", "a second `%YAML` for one document", at: start, remedy: "remove one")
                }
                hasVersion = true
                try parseVersion(from: start)
            case "TAG": try parseTagHandle(from: start)
            case "": throw failure("directive", "a `%` without the name of a directive", at: start)
            default: skipToLineEnd()
            }
            try finishLine()
        }
        guard isMarker(UInt8(ascii: "-"), at: position) else {
            throw failure("directive", "directives without a document", remedy: "put `---` below them")
        }
    }

    /// Reads up to the next white space.
    private mutating func word() -> String {
        let start = position
        while !isAtWhite, !isAtLineEnd { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func parseVersion(from start: Int) throws(YAMLFailure) {
        skipWhite()
        let parts = word().utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isVersion = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(Self.isDigit) }
        guard isVersion else {
            throw failure("directive", "a `%YAML` without a version", at: start, remedy: "write `%YAML 1.2`")
        }
        guard parts[0].elementsEqual([UInt8(ascii: "1")]) else {
            throw failure("version", "a version of YAML other than 1", at: start, remedy: "write `%YAML 1.2`")
        }
        skipWhite()
        // Another version behind the first one makes it a directive that nobody knows, which is ignored.
        if Self.isDigit(current) { skipToLineEnd() }
    }

    private mutating func parseTagHandle(from start: Int) throws(YAMLFailure) {
        skipWhite()
        let handle = word()
        skipWhite()
        let prefix = word()
        let inner = handle.utf8.dropFirst().dropLast(handle.utf8.count > 1 ? 1 : 0)
        guard handle.hasPrefix("!"), handle.hasSuffix("!"), inner.allSatisfy(Self.isWordCharacter), !prefix.isEmpty
        else {
            throw failure(
                "directive", "a `%TAG` without handle and prefix", at: start, remedy: "write `%TAG !name! prefix`")
        }
        guard tagHandles.updateValue(prefix, forKey: handle) == nil else {
            throw failure("directive", "a second `%TAG` for `\(handle)`", at: start, remedy: "remove one")
        }
    }

    /// Whether a byte is one of `0` to `9`.
    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Whether a byte may stand in the name of a tag handle: a digit, an ASCII letter or `-`.
    static func isWordCharacter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return isDigit(byte) || byte == UInt8(ascii: "-") || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
    }
}
