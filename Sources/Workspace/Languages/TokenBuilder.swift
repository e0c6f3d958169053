/// Collects tokens and pairs brackets on the way; all lexers write into one.
///
/// Nothing here recurses, so that deep nesting costs memory and no stack.
struct TokenBuilder {
    /// The tokens so far, without comments.
    private(set) var tokens: [SourceToken] = []
    /// For each token the index of the bracket that it pairs with, or -1.
    private(set) var partners: [Int32] = []
    /// The ranges of comments, with their marks.
    private(set) var comments: [Range<Int>] = []
    private var stack: [Int32] = []
    private var closers: [UInt8] = []

    /// Makes an empty builder with room for what a file of this length usually holds.
    init(length: Int) {
        tokens.reserveCapacity(length / 4)
        partners.reserveCapacity(length / 4)
    }

    /// The number of brackets that are open.
    var depth: Int { stack.count }
    /// The token that was added last.
    var last: SourceToken? { tokens.last }

    /// Adds a comment.
    mutating func addComment(_ range: Range<Int>) { comments.append(range) }

    /// Adds a token that is no bracket.
    mutating func add(
        _ kind: SourceToken.Kind, _ range: Range<Int>, prefix: Int = 0, suffix: Int = 0,
        flags: SourceToken.Flags = SourceToken.Flags(rawValue: 0)
    ) {
        tokens.append(SourceToken(kind, range, prefix: prefix, suffix: suffix, flags: flags))
        partners.append(-1)
    }

    /// Adds a symbol; `first` is its first byte and decides whether it is a bracket.
    mutating func addSymbol(_ range: Range<Int>, first: UInt8, flags: SourceToken.Flags = []) {
        add(.symbol, range, flags: flags)
        switch first {
        case UInt8(ascii: "("): open(UInt8(ascii: ")"))
        case UInt8(ascii: "["): open(UInt8(ascii: "]"))
        case UInt8(ascii: "{"): open(UInt8(ascii: "}"))
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(first)
        default: break
        }
    }

    /// Says that the token added last opens something that `closer` closes.
    mutating func open(_ closer: UInt8) {
        stack.append(Int32(clamping: tokens.count - 1))
        closers.append(closer)
    }

    /// Says that the token added last closes the innermost thing that `closer` closes.
    ///
    /// In broken code up to eight brackets that were never closed are given up; a closer without opener is ignored.
    mutating func close(_ closer: UInt8) {
        var index = stack.count - 1
        let limit = max(0, index - 8)
        while index >= limit, closers[index] != closer { index -= 1 }
        guard index >= limit, index >= 0 else { return }
        let opener = Int(stack[index])
        partners[opener] = Int32(clamping: tokens.count - 1)
        partners[tokens.count - 1] = Int32(clamping: opener)
        stack.removeSubrange(index...)
        closers.removeSubrange(index...)
    }

    /// Gives up all open brackets, where the text shows that they were never closed.
    mutating func abandonBrackets() {
        stack.removeAll(keepingCapacity: true)
        closers.removeAll(keepingCapacity: true)
    }

    /// The token index that pairs with another; absent for what is no bracket or has no partner.
    func partner(of index: Int) -> Int? {
        partners.indices.contains(index) && partners[index] >= 0 ? Int(partners[index]) : nil
    }

    /// The finished list.
    func finish(_ text: SourceText, _ language: SourceLanguage) -> SourceTokens {
        SourceTokens(text: text, language: language, tokens: tokens, comments: comments, partners: partners)
    }
}
