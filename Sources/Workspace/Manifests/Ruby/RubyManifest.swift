/// What the `Gemfile` or the `.gemspec` of one folder says (bundler.io, "Gemfiles"; guides.rubygems.org,
/// "Specification Reference").
package struct RubyManifest: Sendable {
    /// One gem.
    package struct Entry: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// The requirement as written; empty where there is none.
        package var requirement: String
        /// Why it is needed.
        package var kind: DependencyKind
        /// Where it stands.
        package var place: FilePlace
    }

    /// Path of the file.
    package let path: String
    /// Name of the gem that a `.gemspec` makes.
    package private(set) var gemName: String?
    /// Gems in the order of the file.
    package private(set) var gems: [Entry] = []
    /// Folders of `path`, and of `gemspec` the folder itself, as written.
    package private(set) var folders: [String] = []

    /// Reads a file; nil where there is none.
    init?(_ path: String, in manifests: ManifestStore) {
        guard let tokens = manifests.tokens(path, .ruby) else { return nil }
        self.path = path
        let scan = SourceCalls(tokens)
        let groups = Self.groups(scan.calls, tokens)
        for site in scan.calls {
            let place = FilePlace(path, line: site.line)
            switch site.method {
            case "gem" where site.receiver.isEmpty:
                guard let name = site.firstString else { continue }
                if let folder = Self.option("path", of: site, tokens) { folders.append(folder) }
                let isOwnDevelopment = Self.isDevelopment(site, tokens, options: true)
                let isDevelopment =
                    isOwnDevelopment || groups.contains { $0.isDevelopment && $0.tokens.contains(site.opener) }
                gems.append(
                    Entry(
                        name: name, requirement: Self.requirement(site),
                        kind: isDevelopment ? .development : .production,
                        place: place))
            case "path" where site.receiver.isEmpty:
                if let folder = site.firstString { folders.append(folder) }
            case "gemspec" where site.receiver.isEmpty: folders.append(Self.option("path", of: site, tokens) ?? ".")
            case "add_dependency", "add_runtime_dependency":
                if let name = site.firstString {
                    gems.append(
                        Entry(name: name, requirement: Self.requirement(site), kind: .production, place: place))
                }
            case "add_development_dependency":
                if let name = site.firstString {
                    gems.append(
                        Entry(name: name, requirement: Self.requirement(site), kind: .development, place: place))
                }
            default: continue
            }
        }
        readBareWords(tokens)
    }

    /// `gemspec` without arguments, and `spec.name = "x"`.
    private mutating func readBareWords(_ tokens: SourceTokens) {
        for index in 0..<tokens.count {
            if tokens.isName(index, "gemspec"), tokens.startsLine(index), tokens.startsLine(index + 1) {
                folders.append(".")
            }
            if gemName == nil, tokens.isName(index, "name"), tokens.isSymbol(index - 1, "."),
                tokens.isSymbol(index + 1, "=")
            {
                gemName = tokens.stringValue(index + 2)
            }
        }
    }

    /// A block of `group` with the tokens inside.
    private struct Group {
        var tokens: Range<Int>
        var isDevelopment: Bool
    }

    /// The blocks of `group :a, :b do … end`. What they hold is found by their indentation: `end` stands below `group`.
    private static func groups(_ calls: [CallSite], _ tokens: SourceTokens) -> [Group] {
        calls.filter { $0.method == "group" && $0.receiver.isEmpty }.compactMap { site in
            guard let start = tokens.token(site.tokens.lowerBound)?.start else { return nil }
            let indentation = tokens.text.indentation(at: start)
            var end = site.tokens.upperBound
            while end < tokens.count {
                if tokens.isName(end, "end"), tokens.startsLine(end), let token = tokens.token(end),
                    tokens.text.indentation(at: token.start).count <= indentation.count
                {
                    break
                }
                end += 1
            }
            return Group(
                tokens: site.tokens.upperBound..<max(end, site.tokens.upperBound),
                isDevelopment: isDevelopment(site, tokens, options: false))
        }
    }

    /// Whether the groups that a call names are all for development or tests.
    private static func isDevelopment(_ site: CallSite, _ tokens: SourceTokens, options: Bool) -> Bool {
        let arguments = site.arguments.filter { argument in
            let names = [argument.name, tokens.spelling(argument.tokens.lowerBound)]
            return !options || names.contains("group") || names.contains("groups")
        }
        let words = arguments.flatMap { argument in
            argument.tokens.filter { tokens.isName($0) }.map { tokens.spelling($0) }
        }.filter { $0 != "group" && $0 != "groups" }
        let known: Set<String> = ["development", "test", "ci", "lint", "cucumber", "doc", "docs", "rubocop"]
        return !words.isEmpty && words.allSatisfy(known.contains)
    }

    private static func option(_ name: String, of site: CallSite, _ tokens: SourceTokens) -> String? {
        if let value = site.argument(named: name)?.stringValue { return value }
        // `:path => "x"`.
        for argument in site.arguments {
            let first = argument.tokens.lowerBound
            if tokens.isSymbol(first, ":"), tokens.isName(first + 1, name), tokens.isSymbol(first + 2, "=>") {
                return tokens.stringValue(first + 3)
            }
        }
        return nil
    }

    private static func requirement(_ site: CallSite) -> String {
        site.arguments.dropFirst().filter { $0.name == nil }.compactMap(\.stringValue).joined(separator: ", ")
    }
}

extension ManifestStore {
    /// A `Gemfile` or `.gemspec`; nil where there is none.
    package func rubyManifest(at path: String) -> RubyManifest? {
        guard files.lists(path) else { return nil }
        return derived("ruby:" + path) { RubyManifest(path, in: self) }
    }

    /// Paths of all `.gemspec` files outside installed folders, by their folder.
    package var gemspecs: [String: [String]] {
        derived("ruby:gemspecs") {
            let paths = files.ending(in: [".gemspec"]).filter { !ToolFolders.isInstalled($0) && files.contains($0) }
            return Dictionary(grouping: paths) { RelativePath.folder(of: $0) }
        }
    }
}
