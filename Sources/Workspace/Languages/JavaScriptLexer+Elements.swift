// Elements, after the JSX specification (facebook.github.io/jsx).
extension JavaScriptLexer {
    /// Whether the `<` at hand opens an element and is neither an operator nor a list of type parameters.
    func startsElement() -> Bool {
        guard hasElements, index + 1 < end, startsExpression() else { return false }
        let next = bytes[index + 1]
        if next == UInt8(ascii: ">") { return true }
        guard ByteClass.startsName(next) else { return false }
        guard isTSX else { return true }
        var position = index + 1
        while position < end, ByteClass.continuesName(bytes[position]) { position += 1 }
        // `<T,>` and `<T extends U>` are type parameters in TSX.
        return position < end && bytes[position] != UInt8(ascii: ",")
            && !bytes[position..<end].starts(with: " extends ".utf8)
    }

    /// Takes `<` or `</`.
    mutating func openTag() {
        let isClosing = index + 1 < end && bytes[index + 1] == UInt8(ascii: "/")
        builder.add(.symbol, index..<(index + (isClosing ? 2 : 1)))
        index += isClosing ? 2 : 1
        modes.append(.tag(isClosing: isClosing))
    }

    /// Takes the next part of a tag.
    mutating func tag(isClosing: Bool) {
        let byte = bytes[index]
        switch byte {
        case 0...UInt8(ascii: " "): index += 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"): string(byte, hasEscapes: false)
        case UInt8(ascii: "{"):
            modes.append(.expression)
            symbol(byte)
        case UInt8(ascii: "/") where index + 1 < end && bytes[index + 1] == UInt8(ascii: ">"): closeElement(length: 2)
        case UInt8(ascii: "/") where index + 1 < end && bytes[index + 1] == UInt8(ascii: "/"): skipLineComment()
        case UInt8(ascii: "/") where index + 1 < end && bytes[index + 1] == UInt8(ascii: "*"): skipBlockComment()
        case UInt8(ascii: ">"):
            if isClosing { return closeElement(length: 1) }
            builder.add(.symbol, index..<index + 1)
            index += 1
            modes[modes.count - 1] = .children
        case _ where ByteClass.startsName(byte): tagName()
        default:
            builder.add(.symbol, index..<index + 1)
            index += 1
        }
    }

    private mutating func tagName() {
        let start = index
        while index < end, ByteClass.continuesName(bytes[index]) || bytes[index] == UInt8(ascii: "-") { index += 1 }
        builder.add(.name, start..<index)
    }

    private mutating func closeElement(length: Int) {
        builder.add(.symbol, index..<index + length, flags: .closesElement)
        index += length
        modes.removeLast()
        if length == 1, case .children = modes.last { modes.removeLast() }
    }

    /// Takes text between tags, up to a tag or a brace.
    mutating func children() {
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: "{") { index += 1 }
        if bytes[start..<index].contains(where: { $0 > UInt8(ascii: " ") }) { builder.add(.markup, start..<index) }
        guard index < end else { return }
        if bytes[index] == UInt8(ascii: "<") { return openTag() }
        modes.append(.expression)
        symbol(UInt8(ascii: "{"))
    }
}
