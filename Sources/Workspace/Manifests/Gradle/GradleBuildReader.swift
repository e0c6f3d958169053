/// Walks over the tokens of a build script and collects what stands in its `dependencies` and `plugins` blocks.
struct GradleBuildReader {
    /// The script.
    let script: GradleScript
    /// What was found so far.
    private(set) var entries: [GradleBuildScript.Entry] = []
    /// `group = "…"` at the top of the script.
    private(set) var group: String?

    /// An open block: what it says about everything inside.
    private struct Block {
        var opener: Int
        var owner: GradleBuildScript.Owner
        var isDependencies: Bool
        var isPlugins: Bool
        var isTest: Bool
    }

    private var blocks: [Block] = []
    private var tokens: SourceTokens { script.tokens }

    /// Makes a reader.
    init(script: GradleScript) {
        self.script = script
    }

    /// Reads the whole script.
    mutating func run() {
        var index = 0
        while index < tokens.count {
            if tokens.isSymbol(index, "{") {
                blocks.append(block(at: index))
            } else if tokens.isSymbol(index, "}") {
                _ = blocks.popLast()
            } else if blocks.isEmpty, tokens.isName(index, "group"), script.startsStatement(index) {
                let value = tokens.isSymbol(index + 1, "=") ? index + 2 : index + 1
                group = script.text(at: value)?.text ?? group
            } else if let block = blocks.last {
                if block.isDependencies { index = readDependency(at: index, block) }
                if block.isPlugins { readPlugin(at: index) }
            }
            index += 1
        }
    }

    // MARK: - Blocks

    private func block(at opener: Int) -> Block {
        let outer = blocks.last
        var block = Block(
            opener: opener, owner: outer?.owner ?? .own, isDependencies: outer?.isDependencies ?? false,
            isPlugins: false, isTest: outer?.isTest ?? false)
        var name = opener - 1
        if tokens.isSymbol(name, ")"), let bracket = tokens.partner(of: name) {
            name = bracket - 1
            if let owner = owner(ofCall: name, arguments: bracket + 1..<opener - 1) { block.owner = owner }
            let strings = script.strings(in: bracket + 1..<opener - 1)
            if strings.contains(where: { Self.isTest($0.text) }), !block.isDependencies { block.isTest = true }
        } else if tokens.isName(name, in: ["getting", "creating"]), tokens.isName(name - 1, "by") {
            name -= 2
        }
        let word = tokens.spelling(name)
        switch word {
        case "dependencies": block.isDependencies = true
        case "constraints" where block.isDependencies, "exclude" where block.isDependencies:
            block.isDependencies = false
        case "plugins" where blocks.isEmpty: block.isPlugins = true
        case "subprojects": block.owner = .subprojects
        case "allprojects": block.owner = .allProjects
        default: if !block.isDependencies, Self.isTest(word) || word == "testing" { block.isTest = true }
        }
        // What is inside the braces of one dependency (`exclude …`) declares no other.
        if outer?.isDependencies ?? false, word != "dependencies" { block.isDependencies = false }
        return block
    }

    private func owner(ofCall name: Int, arguments: Range<Int>) -> GradleBuildScript.Owner? {
        let isProject = tokens.isName(name, "project") || tokens.isName(name, "configure")
        guard isProject, !tokens.isSymbol(name - 1, "."), let path = script.strings(in: arguments).first?.text,
            path.hasPrefix(":")
        else { return nil }
        return .project(path)
    }

    private static func isTest(_ word: String) -> Bool { word.hasSuffix("Test") || word == "test" }

    // MARK: - Dependencies

    /// Reads what starts at a token and gives the index of its last token.
    private mutating func readDependency(at index: Int, _ block: Block) -> Int {
        if tokens.isName(index), !tokens.isSymbol(index - 1, ".") {
            if tokens.isName(index, "project"), tokens.isSymbol(index + 1, "("),
                let closer = tokens.partner(of: index + 1)
            {
                if let path = projectPath(in: index + 2..<closer) { add(.project(path), at: index, block) }
                return closer
            }
            let (names, last) = path(from: index)
            if names.count > 1, names[0] == "projects" {
                add(.accessor(Array(names.dropFirst())), at: index, block)
                return last
            }
            if names.count > 1, names[0] == "libs" || names[0].hasSuffix("Libs") {
                add(.alias(catalog: names[0], Array(names.dropFirst())), at: index, block)
                return last
            }
            return index
        }
        guard let (text, next) = script.text(at: index) else { return index }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty, !text.contains(" "), !text.contains("/") {
            add(.module(text), at: index, block)
        }
        return next - 1
    }

    /// The names of `a.b.c`, and the index of the last; getters such as `.get()` are left out.
    private func path(from index: Int) -> (names: [String], last: Int) {
        var names = [tokens.spelling(index)]
        var last = index
        while names.count < 16, tokens.isSymbol(last + 1, "."), tokens.isName(last + 2),
            !tokens.isSymbol(last + 3, "(")
        {
            last += 2
            names.append(tokens.spelling(last))
        }
        return (names, last)
    }

    /// The path of `project(":x")` and `project(path: ":x", configuration: "y")`.
    private func projectPath(in range: Range<Int>) -> String? {
        let named = range.first { tokens.isName($0, "path") }.flatMap { script.text(at: $0 + 2)?.text }
        return named ?? script.strings(in: range).first?.text
    }

    private mutating func add(_ target: GradleBuildScript.Target, at index: Int, _ block: Block) {
        let configuration = configuration(of: index, in: block)
        var kind = Self.kind(configuration)
        if block.isTest, kind != .build { kind = .development }
        entries.append(
            GradleBuildScript.Entry(target: target, owner: block.owner, kind: kind, place: script.place(index)))
    }

    /// The configuration that a dependency is added to: the first word of its statement, or what looks like one before.
    private func configuration(of index: Int, in block: Block) -> String {
        var position = index - 1
        var steps = 0
        while position > block.opener, steps < 64 {
            steps += 1
            if tokens.isName(position) {
                let word = tokens.spelling(position)
                if word == "add", let name = script.text(at: position + 2)?.text { return name }
                if Self.isConfiguration(word) || script.startsStatement(position) { return word }
            } else if tokens.isSymbol(position + 1, "("), let name = script.text(at: position)?.text {
                // Kotlin: `"implementation"(project(":x"))`.
                return name
            } else if let opener = tokens.partner(of: position), opener < position {
                position = opener
            }
            position -= 1
        }
        return "implementation"
    }

    private static func isConfiguration(_ word: String) -> Bool {
        let endings = ["mplementation", "Api", "CompileOnly", "RuntimeOnly", "AnnotationProcessor"]
        let words: Set<String> = [
            "api", "compileOnly", "compileOnlyApi", "runtimeOnly", "compile", "runtime", "annotationProcessor", "kapt",
            "ksp", "classpath", "developmentOnly", "provided", "testCompile", "testRuntime",
        ]
        return words.contains(word) || endings.contains(where: word.hasSuffix)
    }

    /// What a configuration is for (docs.gradle.org, "The Java Plugin").
    private static func kind(_ configuration: String) -> DependencyKind {
        if configuration.hasPrefix("test") || configuration.contains("Test") || configuration == "developmentOnly" {
            return .development
        }
        let building = ["compileOnly", "annotationProcessor", "kapt", "ksp", "classpath", "provided"]
        if building.contains(where: configuration.hasPrefix) || configuration.hasSuffix("CompileOnly") { return .build }
        return .production
    }

    // MARK: - Plugins

    /// `id("x") version "1"`, `id 'x'`, `kotlin("jvm")`, `alias(libs.plugins.x)`.
    private mutating func readPlugin(at index: Int) {
        guard tokens.isName(index), script.startsStatement(index) else { return }
        let arguments = script.arguments(ofCallAt: index)
        switch tokens.spelling(index) {
        case "id", "kotlin":
            guard let name = script.strings(in: arguments).first else { return }
            let id = tokens.isName(index, "kotlin") ? "org.jetbrains.kotlin." + name.text : name.text
            var last = arguments.upperBound
            if tokens.isName(name.token + 1, "version") { last = name.token + 1 }
            let word = [last, last + 1].first { tokens.isName($0, "version") }
            let version = word.flatMap { script.text(at: $0 + 1)?.text } ?? ""
            entries.append(
                GradleBuildScript.Entry(
                    target: .plugin(id, version: version), owner: .own, kind: .build, place: script.place(index)))
        case "alias":
            guard tokens.isName(arguments.lowerBound) else { return }
            let names = path(from: arguments.lowerBound).names
            entries.append(
                GradleBuildScript.Entry(
                    target: .alias(catalog: names[0], Array(names.dropFirst())), owner: .own, kind: .build,
                    place: script.place(index)))
        default: return
        }
    }
}
