/// One simple command of a script in package.json: `NODE_ENV=production node -r dotenv/config src/server.js`.
struct NodeCommandLine: Sendable, Hashable {
    /// Variables that are set for it.
    var environment: [String: String]
    /// Its words, without quotes and without wrappers such as `npx` and `cross-env`.
    var words: [String]

    /// A file that a runtime of JavaScript runs.
    struct Run: Sendable, Hashable {
        /// `node`, `tsx`, `bun`, ...
        var runtime: String
        /// What stands between the runtime and the file.
        var flags: [String]
        /// The file, as it is written.
        var file: String
        /// What stands after the file.
        var arguments: [String]
    }

    /// The simple commands of a command line, cut at `&&`, `||`, `;`, `|` and `&`.
    static func parse(_ text: String) -> [NodeCommandLine] {
        var commands: [NodeCommandLine] = []
        for words in ShellWords.commands(text) {
            var environment: [String: String] = [:]
            var rest = words[...]
            while let word = rest.first {
                if let equals = word.firstIndex(of: "="), isVariable(word[..<equals]) {
                    environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
                } else if !wrappers.contains(word) {
                    break
                }
                rest.removeFirst()
            }
            rest = withoutRunner(rest)
            if !rest.isEmpty { commands.append(NodeCommandLine(environment: environment, words: Array(rest))) }
        }
        return commands
    }

    /// Whether a command line needs a shell: several commands, substitutions, redirections.
    static func needsShell(_ text: String) -> Bool {
        parse(text).count != 1 || text.contains { "$`<>()&|;".contains($0) }
    }

    /// The program.
    var program: String { words.first ?? "" }

    /// The script that it calls, for `npm start`, `npm run serve`, `yarn serve`, `pnpm run serve`.
    func script(among names: Set<String>) -> String? {
        guard ["npm", "pnpm", "yarn", "bun"].contains(program) else { return nil }
        let rest = words.dropFirst().filter { !$0.hasPrefix("-") }
        guard let first = rest.first else { return nil }
        if first == "run" || first == "run-script" {
            return rest.dropFirst().first.flatMap { names.contains($0) ? $0 : nil }
        }
        let isShort = program != "npm" || ["start", "test", "stop", "restart"].contains(first)
        return isShort && names.contains(first) ? first : nil
    }

    /// The file that it runs; nil for any other program.
    var run: Run? {
        guard Self.runtimes.contains(program) else { return nil }
        var flags: [String] = []
        var index = 1
        while index < words.count {
            let word = words[index]
            if word == "run" || word == "start" || word == "watch" || word == "serve", flags.isEmpty, index == 1 {
                index += 1
                continue
            }
            if word == "--" {
                index += 1
                continue
            }
            guard word.hasPrefix("-") else {
                return Run(
                    runtime: program, flags: flags, file: word, arguments: Array(words[(index + 1)...]))
            }
            flags.append(word)
            if Self.flagsWithValue.contains(word), index + 1 < words.count {
                index += 1
                flags.append(words[index])
            }
            index += 1
        }
        return nil
    }

    /// Programs that run a file of JavaScript or TypeScript.
    private static let runtimes: Set<String> = [
        "node", "nodejs", "tsx", "ts-node", "ts-node-esm", "ts-node-dev", "tsnd", "nodemon", "node-dev", "babel-node",
        "swc-node", "bun", "deno", "pm2", "pm2-runtime", "vite-node", "jiti", "forever",
    ]
    /// Flags of those programs that take the next word as their value.
    private static let flagsWithValue: Set<String> = [
        "-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions", "--env-file", "-P",
        "--project", "--tsconfig", "--title", "-w", "--exec", "-e", "--ext", "-i", "--name", "-n", "-c", "--config",
    ]
    private static let wrappers: Set<String> = ["cross-env", "cross-env-shell", "env", "exec", "npx", "bunx", "time"]

    private static func isVariable(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, ByteTest.isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return text.utf8.allSatisfy { ByteTest.isLetter($0) || ByteTest.isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// Without `pnpm exec`, `yarn exec`, `yarn node`, `dotenv -e FILE --`.
    private static func withoutRunner(_ words: ArraySlice<String>) -> ArraySlice<String> {
        guard let first = words.first, let second = words.dropFirst().first else { return words }
        if ["pnpm", "yarn", "npm"].contains(first), second == "exec" || second == "dlx" { return words.dropFirst(2) }
        if first == "yarn", second == "node" { return words.dropFirst() }
        if first == "dotenv" || first == "dotenvx" || first == "doppler" || first == "infisical",
            let separator = words.firstIndex(of: "--")
        {
            return words[(separator + 1)...]
        }
        return words
    }
}

/// Cuts a command line of a shell into words.
enum ShellWords {
    /// The words of each simple command; quotes are taken away, nothing is expanded.
    static func commands(_ text: String) -> [[String]] {
        var commands: [[String]] = []
        var words: [String] = []
        var word = ""
        var isWord = false
        var quote: Character?
        var isEscaped = false
        func endWord() {
            if isWord { words.append(word) }
            word = ""
            isWord = false
        }
        for character in text {
            if isEscaped {
                word.append(character)
                isEscaped = false
            } else if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                isWord = true
            } else if character == "\\" {
                isEscaped = true
                isWord = true
            } else if character.isWhitespace {
                endWord()
            } else if character == "&" || character == "|" || character == ";" {
                endWord()
                if !words.isEmpty { commands.append(words) }
                words = []
            } else {
                word.append(character)
                isWord = true
            }
        }
        endWord()
        return words.isEmpty ? commands : commands + [words]
    }
}

/// Classes of ASCII bytes.
enum ByteTest {
    /// A to Z in either case.
    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// 0 to 9.
    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
