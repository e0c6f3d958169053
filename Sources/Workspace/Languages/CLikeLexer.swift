/// Splits the other languages into tokens.
struct CLikeLexer {
    /// The tokens of a file.
    static func tokens(of text: SourceText, _ language: SourceLanguage) -> SourceTokens {
        TokenBuilder(length: text.count).finish(text, language)
    }
}
