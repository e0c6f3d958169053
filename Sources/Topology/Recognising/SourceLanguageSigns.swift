import Workspace

/// What a package must have to be written in a language: quicker to ask than every framework of the language.
package enum SourceLanguageSigns {
    /// Files of which a package of a language has at least one.
    private struct Signs {
        /// What stands behind the last dot of their names.
        var endings: [String]
        /// Paths relative to the package, where the files of the language may all lie elsewhere.
        var files: [String] = []
    }

    /// Languages that are not listed need nothing. Settings count where a framework may be seen by them.
    private static let signs: [String: Signs] = [
        "python": Signs(endings: ["py"]), "go": Signs(endings: ["go"]), "rust": Signs(endings: ["rs"]),
        "elixir": Signs(endings: ["ex", "exs"]), "swift": Signs(endings: ["swift"]),
        "php": Signs(endings: ["php"], files: ["artisan", "bin/console"]),
        "ruby": Signs(endings: ["rb", "ru"], files: ["Gemfile"]),
        "csharp": Signs(endings: ["csproj", "fsproj", "vbproj"]),
        "java": Signs(endings: ["java", "kt", "kts", "groovy", "scala", "properties", "yaml", "yml"]),
        "kotlin": Signs(endings: ["kt", "kts", "java", "conf", "yaml", "yml"]),
    ]

    /// Whether a package may be written in a language.
    package static func mayHave(_ language: String, _ package: PackageContents) -> Bool {
        guard let signs = signs[language] else { return true }
        return package.own.endings.contains(where: signs.endings.contains) || signs.files.contains(where: package.has)
    }
}
