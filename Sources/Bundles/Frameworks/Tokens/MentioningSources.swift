import Topology
import Workspace

extension TokenSources {
    /// Reads only the files of a package that mention one of some words: large packages have few of them.
    ///
    /// - Parameters:
    ///   - package: The package to look in.
    ///   - languages: Ids of languages, such as `java`.
    ///   - words: What a file must mention, as bytes.
    init(_ package: PackageContents, _ languages: [String], mentioning words: [String]) {
        let wanted = words.map { Array($0.utf8) }
        let paths = languages.flatMap { package.sources(withExtensions: Self.endings[$0] ?? []) }
        self.init(paths: paths, in: package.files) { bytes in wanted.contains { bytes.holds($0) } }
    }

    /// Reads files that satisfy a claim about their bytes.
    init(paths: some Sequence<String>, in files: RepositoryFiles, where claim: ([UInt8]) -> Bool) {
        self.init(
            files: paths.prefix(Self.maximumFiles).compactMap { path in
                guard let language = SourceLanguage(path: path), let bytes = files.contents(path), claim(bytes) else {
                    return nil
                }
                return File(path: path, calls: SourceCalls.scan(bytes, language))
            })
    }
}
