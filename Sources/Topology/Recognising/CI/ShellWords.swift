/// Splits a shell script into commands and words (pubs.opengroup.org, "Shell Command Language", 2.3 and 2.10).
struct ShellWords {
    /// A word.
    struct Word: Sendable, Hashable {
        /// Its text, quotes removed.
        var text: String
        /// Whether any of it was quoted.
        var isQuoted: Bool
    }

    /// A piece of a script.
    enum Item: Sendable {
        /// A simple command with its 0-based line.
        case command([Word], line: Int)
        /// `(`
        case openSubshell
        /// `)`
        case closeSubshell
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 0
    private var items: [Item] = []
    private var words: [Word] = []
    private var firstLine = 0
    private var word: [UInt8]?
    private var isQuoted = false
    private var isRedirected = false
    private var heredocs: [[UInt8]] = []

    /// The commands of a script in their order.
    static func items(of text: String) -> [Item] {
        var reader = ShellWords(bytes: Array(text.utf8))
        while reader.position < reader.bytes.count { reader.step() }
        reader.endCommand()
        return reader.items
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func step() {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\n"):
            endCommand()
            position += 1
            line += 1
            skipHeredocs()
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            endWord()
            position += 1
        case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"): separator()
        case UInt8(ascii: "("): parenthesis(.openSubshell)
        case UInt8(ascii: ")"): parenthesis(.closeSubshell)
        case UInt8(ascii: "<"), UInt8(ascii: ">"): redirection()
        case UInt8(ascii: "#") where word == nil:
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        default: wordByte(byte)
        }
    }

    private mutating func wordByte(_ byte: UInt8) {
        if word == nil, words.isEmpty { firstLine = line }
        switch byte {
        case UInt8(ascii: "\\"): escape()
        case UInt8(ascii: "'"): quoted(by: byte)
        case UInt8(ascii: "\""): quoted(by: byte)
        case UInt8(ascii: "$") where isOpening(at: position + 1): substitution()
        case UInt8(ascii: "`"): quotedRaw()
        default:
            word = (word ?? []) + [byte]
            position += 1
        }
    }

    private mutating func escape() {
        position += 1
        guard position < bytes.count else { return }
        if bytes[position] == UInt8(ascii: "\n") {
            line += 1
        } else if bytes[position...].starts(with: "\r\n".utf8) {
            position += 1
            line += 1
        } else {
            word = (word ?? []) + [bytes[position]]
            isQuoted = true
        }
        position += 1
    }

    private mutating func quoted(by quote: UInt8) {
        isQuoted = true
        word = word ?? []
        position += 1
        while position < bytes.count, bytes[position] != quote {
            if quote == UInt8(ascii: "\""), bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
                position += 1
            } else if quote == UInt8(ascii: "\""), bytes[position] == UInt8(ascii: "$"), isOpening(at: position + 1) {
                substitution()
                continue
            }
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            word?.append(bytes[position])
            position += 1
        }
        position += 1
    }

    /// `$(...)` and `${...}` with everything in them, as they are written.
    private mutating func substitution() {
        let open = bytes[position + 1]
        let close = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
        var depth = 0
        word = word ?? []
        repeat {
            let byte = bytes[position]
            if byte == open { depth += 1 }
            if byte == close { depth -= 1 }
            if byte == UInt8(ascii: "\n") { line += 1 }
            word?.append(byte)
            position += 1
            if byte == close, depth == 0 { return }
        } while position < bytes.count
    }

    private mutating func quotedRaw() {
        word = word ?? []
        repeat {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            word?.append(bytes[position])
            position += 1
        } while position < bytes.count && bytes[position] != UInt8(ascii: "`")
        if position < bytes.count {
            word?.append(bytes[position])
            position += 1
        }
    }

    private func isOpening(at offset: Int) -> Bool {
        offset < bytes.count && (bytes[offset] == UInt8(ascii: "(") || bytes[offset] == UInt8(ascii: "{"))
    }

    private mutating func separator() {
        endCommand()
        position += 1
    }

    private mutating func parenthesis(_ item: Item) {
        endCommand()
        items.append(item)
        position += 1
    }

    /// `> file`, `2>&1`, `<<EOF`: none of it is an argument.
    private mutating func redirection() {
        // The number before it names a descriptor.
        if let digits = word, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { word = nil } else { endWord() }
        let isHeredoc = bytes[position...].starts(with: "<<".utf8) && !bytes[position...].starts(with: "<<<".utf8)
        while position < bytes.count, "<>&|-".utf8.contains(bytes[position]) { position += 1 }
        guard isHeredoc else {
            isRedirected = true
            return
        }
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
        let end = bytes[position...].prefix { $0 > 0x20 && !";|&".utf8.contains($0) }
        heredocs.append(end.filter { !"'\"\\".utf8.contains($0) })
        position = end.endIndex
    }

    private mutating func skipHeredocs() {
        for end in heredocs {
            while position < bytes.count {
                let text = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
                position = min(text.endIndex + 1, bytes.count)
                line += 1
                if text.drop(while: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }).elementsEqual(end) {
                    break
                }
            }
        }
        heredocs = []
    }

    private mutating func endWord() {
        guard let bytes = word else { return }
        if isRedirected {
            isRedirected = false
        } else {
            words.append(Word(text: String(decoding: bytes, as: UTF8.self), isQuoted: isQuoted))
        }
        word = nil
        isQuoted = false
    }

    private mutating func endCommand() {
        endWord()
        isRedirected = false
        if !words.isEmpty { items.append(.command(words, line: firstLine)) }
        words = []
    }
}
