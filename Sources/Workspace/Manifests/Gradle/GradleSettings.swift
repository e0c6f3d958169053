/// What `settings.gradle` or `settings.gradle.kts` says (docs.gradle.org, "Settings", "Multi-Project Builds").
struct GradleSettings {
    /// Path of the file.
    let path: String
    /// Its folder: the root of the build.
    let folder: String
    /// `rootProject.name`.
    private(set) var rootName: String?
    /// Included project paths such as `:libs:core`, in order, each once.
    private(set) var includes: [(path: String, place: FilePlace)] = []
    /// Folders that `projectDir` gives to projects, relative to the root of the repository.
    private(set) var folders: [String: String] = [:]
    /// Folders of builds that `includeBuild` names.
    private(set) var builds: [String] = []
    /// Whether projects are included that only running the script would tell.
    private(set) var isDynamic = false

    /// How deep `apply from:` is followed.
    private static let maximumScripts = 16
    private var known: Set<String> = []
    private var lists: [String: [String]] = [:]
    private var scripts: Set<String> = []

    /// Reads the settings of a build; nil where there are none.
    init?(_ path: String, in manifests: ManifestStore) {
        self.path = path
        folder = RelativePath.folder(of: path)
        guard let script = GradleScript(path, in: manifests) else { return nil }
        read(script, in: manifests)
    }

    private mutating func read(_ script: GradleScript, in manifests: ManifestStore) {
        guard scripts.count < Self.maximumScripts, scripts.insert(script.path).inserted else { return }
        var blocks: [Int] = []
        var index = 0
        while index < script.tokens.count {
            if script.tokens.isSymbol(index, "{") { blocks.append(index) }
            if script.tokens.isSymbol(index, "}") { _ = blocks.popLast() }
            if script.tokens.isName(index), !script.tokens.isSymbol(index - 1, ".") {
                let loop = blocks.last.flatMap { self.loop(at: $0, script) }
                readName(at: index, loop: loop, script, in: manifests)
            }
            index += 1
        }
    }

    private mutating func readName(
        at index: Int, loop: Loop?, _ script: GradleScript, in manifests: ManifestStore
    ) {
        let tokens = script.tokens
        switch tokens.spelling(index) {
        case "include" where script.startsStatement(index): include(at: index, loop: loop, isFlat: false, script)
        case "includeFlat" where script.startsStatement(index): include(at: index, loop: loop, isFlat: true, script)
        case "includeBuild":
            let argument = script.strings(in: script.arguments(ofCallAt: index)).first
            if let target = argument.flatMap({ RelativePath.join(folder, Self.withoutRoot($0.text)) }) {
                builds.append(target)
            }
        case "rootProject" where tokens.isName(index + 2, "name") && tokens.isSymbol(index + 3, "="):
            rootName = script.text(at: index + 4)?.text
        case "project" where tokens.isSymbol(index + 1, "("): projectFolder(at: index, loop: loop, script)
        case "apply":
            guard tokens.isName(index + 1, "from") || tokens.isName(index + 2, "from"),
                let file = script.strings(in: script.arguments(ofCallAt: index)).first,
                let path = RelativePath.join(RelativePath.folder(of: script.path), Self.withoutRoot(file.text)),
                let other = GradleScript(path, in: manifests)
            else { return }
            read(other, in: manifests)
        default:
            if tokens.isSymbol(index + 1, "="), let list = self.list(at: index + 2, script) {
                lists[tokens.spelling(index)] = list
            }
        }
    }

    // MARK: - Includes

    private mutating func include(at index: Int, loop: Loop?, isFlat: Bool, _ script: GradleScript) {
        let range = script.arguments(ofCallAt: index)
        let strings = script.strings(in: range)
        if strings.isEmpty {
            let named = range.compactMap { lists[script.tokens.spelling($0)] }.first
            let isVariable = range.contains { script.tokens.isName($0, loop?.variable ?? "it") }
            guard let values = named ?? (isVariable ? loop?.values : nil) else {
                isDynamic = isDynamic || !range.isEmpty
                return
            }
            for value in values { add(value, isFlat: isFlat, at: script.place(index)) }
        }
        for string in strings {
            guard let texts = expand(string.text, loop) else {
                isDynamic = true
                continue
            }
            for text in texts { add(text, isFlat: isFlat, at: script.place(string.token)) }
        }
    }

    private mutating func add(_ written: String, isFlat: Bool, at place: FilePlace) {
        // Gradle before 9 also took a slash for a level.
        let parts = written.split { $0 == ":" || $0 == "/" }
        let path = ":" + parts.joined(separator: ":")
        guard !parts.isEmpty, known.insert(path).inserted else { return }
        includes.append((path, place))
        if isFlat { folders[path] = RelativePath.join(folder, "../" + written) }
    }

    // MARK: - Folders

    /// `project(":x").projectDir = file("dir")`, `new File(settingsDir, "dir")`, `rootDir.resolve("dir")`.
    private mutating func projectFolder(at index: Int, loop: Loop?, _ script: GradleScript) {
        let tokens = script.tokens
        guard let name = script.text(at: index + 2), let closer = tokens.partner(of: index + 1),
            tokens.isSymbol(closer + 1, "."), tokens.isName(closer + 2, "projectDir"), tokens.isSymbol(closer + 3, "=")
        else { return }
        var end = closer + 4
        while end < tokens.count, !tokens.startsLine(end) || end == closer + 4 || tokens.isSymbol(end - 1, ",") {
            if tokens.isSymbol(end, "}") || tokens.isSymbol(end, ";") { break }
            end = tokens.next(end)
        }
        let strings = script.strings(in: closer + 4..<min(end, tokens.count)).map(\.text)
        guard !strings.isEmpty, let names = expand(name.text, loop) else { return }
        let written = Self.withoutRoot(strings.joined(separator: "/"))
        guard let texts = expand(written, loop) else { return }
        for (offset, name) in names.enumerated() {
            let path = ":" + name.split(separator: ":").joined(separator: ":")
            let text = texts.count == names.count ? texts[offset] : texts.first ?? ""
            if let target = RelativePath.join(folder, text) { folders[path] = target }
        }
    }

    /// A path without the variable that stands for the root of the build.
    private static func withoutRoot(_ text: String) -> String {
        let roots = [
            "${rootDir}", "$rootDir", "${settingsDir}", "$settingsDir", "${rootProject.projectDir}",
            "$rootProject.projectDir", "${settings.rootDir}", "${rootDir.path}", "${rootDir.absolutePath}",
        ]
        guard let root = roots.first(where: text.hasPrefix) else { return text }
        return String(text.dropFirst(root.count).drop { $0 == "/" })
    }

    // MARK: - Loops over lists

    /// The variable of a loop and what it goes through.
    private struct Loop {
        var variable: String
        var values: [String]
    }

    /// `["a", "b"].each { … }`, `listOf("a", "b").forEach { name -> … }`, `modules.each { … }`,
    /// `for (name in listOf("a")) { … }`.
    private func loop(at brace: Int, _ script: GradleScript) -> Loop? {
        let tokens = script.tokens
        if tokens.isSymbol(brace - 1, ")"), let opener = tokens.partner(of: brace - 1), tokens.isName(opener - 1, "for")
        {
            let variable = opener + 1
            let word = (variable..<brace).first { tokens.isName($0, "in") || tokens.isSymbol($0, ":") }
            guard let word, let values = list(at: word + 1, script) else { return nil }
            return Loop(variable: tokens.spelling(word - 1), values: values)
        }
        guard tokens.isName(brace - 1, "each") || tokens.isName(brace - 1, "forEach"), tokens.isSymbol(brace - 2, ".")
        else { return nil }
        let isNamed = tokens.isName(brace + 1) && tokens.isSymbol(brace + 2, "->")
        let variable = isNamed ? tokens.spelling(brace + 1) : "it"
        let last = brace - 3
        if let opener = tokens.partner(of: last), opener < last {
            let start = tokens.isSymbol(opener, "(") ? opener - 1 : opener
            return list(at: start, script).map { Loop(variable: variable, values: $0) }
        }
        return lists[tokens.spelling(last)].map { Loop(variable: variable, values: $0) }
    }

    /// The strings of `["a", "b"]`, `listOf("a", "b")`, `arrayOf(…)`, `setOf(…)`, or of a variable that holds such.
    private func list(at index: Int, _ script: GradleScript) -> [String]? {
        let tokens = script.tokens
        var opener = index
        if tokens.isName(index, in: ["listOf", "arrayOf", "setOf", "mutableListOf"]) { opener += 1 }
        guard tokens.isSymbol(opener, "[") || opener > index, let closer = tokens.partner(of: opener) else {
            return lists[tokens.spelling(index)]
        }
        return script.strings(in: opener + 1..<closer).map(\.text)
    }

    /// The texts that a string with `$name` stands for; nil where only running the script would tell.
    private func expand(_ text: String, _ loop: Loop?) -> [String]? {
        guard text.contains("$") else { return [text] }
        guard let loop else { return nil }
        let texts = loop.values.map { value in
            text.replacingVariable(loop.variable, with: value)
        }
        return texts.contains { $0.contains("$") } ? nil : texts
    }
}

extension String {
    /// The text with `${name}` and `$name` replaced.
    fileprivate func replacingVariable(_ name: String, with value: String) -> String {
        var result = ""
        var rest = self[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            let forms = ["${\(name)}", "$\(name)"]
            if let form = forms.first(where: rest.hasPrefix) {
                result += value
                rest = rest.dropFirst(form.count)
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
