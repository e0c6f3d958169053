/// What differs between the languages that `CLikeLexer` reads.
struct LexicalGrammar: Sendable {
    /// What `#` starts.
    enum Hash: Sendable {
        /// A symbol, as in Rust's attributes.
        case symbol
        /// A comment up to the end of the line.
        case comment
        /// A preprocessor line, which is skipped like a comment.
        case directive
    }

    /// What `'` starts.
    enum Apostrophe: Sendable {
        /// A string or a character, with escapes.
        case string
        /// A string in which a backslash stands for itself but before `'` and `\`.
        case rawString
        /// A character, or a label or lifetime where no second `'` follows.
        case character
        /// Nothing; a symbol.
        case symbol
    }

    /// What is inside a string between quotes that is code.
    enum Substitution: Sendable {
        /// Nothing.
        case none
        /// `#{code}`.
        case hashBrace
        /// `${code}`.
        case dollarBrace
        /// `{$code}`.
        case braceDollar
        /// `\(code)`.
        case backslashParenthesis
    }

    /// The meaning of `#`.
    var hash: Hash = .symbol
    /// The meaning of `'`.
    var apostrophe: Apostrophe = .string
    /// Code in strings between `"`.
    var substitution: Substitution = .none
    /// Whether `//` and `/* */` are comments.
    var hasSlashComments = true
    /// Whether block comments nest.
    var nestsComments = false
    /// Whether a backquote starts a raw string.
    var hasBackquoteStrings = false
    /// Whether three quotes start a string of many lines.
    var hasTripleQuotes = false
    /// Whether a string between single marks may go on over lines.
    var spansLines = false
    /// Whether `<<ID`, `<<~ID` or `<<<ID` starts a heredoc.
    var hasHeredocs = false
    /// Whether `r"…"` and `r#"…"#` are raw strings.
    var hasRustStrings = false
    /// Whether `@"…"` and `$"…"` are strings.
    var hasCSharpStrings = false
    /// Whether `#"…"#` is a string.
    var hasSwiftStrings = false
    /// Whether `%w[…]` and `~s(…)` are literals, and `=begin` to `=end` a comment.
    var isRuby = false
    /// Whether `?` and `!` can end a name.
    var hasMarkedNames = false
    /// Whether what is outside `<?php … ?>` is text.
    var isPHP = false

    /// The grammar of a language; that of Java for one with a lexer of its own.
    static func of(_ language: SourceLanguage) -> LexicalGrammar {
        switch language {
        case .go: LexicalGrammar(apostrophe: .character, hasBackquoteStrings: true)
        case .ruby:
            LexicalGrammar(
                hash: .comment, apostrophe: .rawString, substitution: .hashBrace, hasSlashComments: false,
                hasBackquoteStrings: true, spansLines: true, hasHeredocs: true, isRuby: true, hasMarkedNames: true)
        case .elixir:
            LexicalGrammar(
                hash: .comment, substitution: .hashBrace, hasSlashComments: false, hasTripleQuotes: true,
                spansLines: true, hasMarkedNames: true)
        case .php:
            LexicalGrammar(
                hash: .comment, apostrophe: .rawString, substitution: .braceDollar, hasBackquoteStrings: true,
                spansLines: true, hasHeredocs: true, isPHP: true)
        case .kotlin:
            LexicalGrammar(
                apostrophe: .character, substitution: .dollarBrace, nestsComments: true, hasTripleQuotes: true)
        case .cSharp:
            LexicalGrammar(
                hash: .directive, apostrophe: .character, hasTripleQuotes: true, hasCSharpStrings: true)
        case .rust:
            LexicalGrammar(apostrophe: .character, nestsComments: true, spansLines: true, hasRustStrings: true)
        case .swift:
            LexicalGrammar(
                apostrophe: .symbol, substitution: .backslashParenthesis, nestsComments: true, hasTripleQuotes: true,
                hasSwiftStrings: true)
        default: LexicalGrammar(apostrophe: .character, hasTripleQuotes: true)
        }
    }
}
