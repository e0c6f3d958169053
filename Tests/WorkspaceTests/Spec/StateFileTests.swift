import Support
import Testing
import Workspace

@Suite struct StateFileTests {
    private func read(_ text: String) throws(Diagnostic) -> StateFile { try StateFile(Array(text.utf8)) }

    private func refresh(_ text: String, _ packages: [StatePackage], monorepo: Bool = true) throws -> String {
        let file = try read(text)
        let once = try TextEdit.apply(
            try file.edits(adding: packages, monorepo: monorepo), to: file.document.bytes)
        #expect(try StateFile(once).edits(adding: packages, monorepo: monorepo).isEmpty, "not the same twice")
        return String(decoding: once, as: UTF8.self)
    }

    private let api = StatePackage(name: "api", path: "apps/api", type: "backend", stack: "Python, FastAPI")

    @Test func `packages are read with their places`() throws {
        let file = try read(
            """
            {"monorepo": true, "phase": 3, "packages": [
              {"name": "web", "path": "./apps/web/", "type": "frontend", "stack": ["Next.js", "React"], "x": 1},
              {"name": "odd", "path": "apps/odd", "type": "satellite", "stack": null},
              {"path": "apps/nameless"}
            ]}
            """)
        #expect(file.monorepo == true)
        #expect(file.packages.map(\.name) == ["web", "odd", "nameless"])
        #expect(file.packages.map(\.path) == ["apps/web", "apps/odd", "apps/nameless"])
        #expect(file.packages.map(\.type) == ["frontend", "satellite", nil])
        #expect(file.packages.map(\.stack) == ["Next.js, React", nil, nil])
        #expect(file.packages.map(\.place?.line) == [2, 3, 4])
        #expect(file.diagnostics.isEmpty)
    }

    @Test(
        arguments: [("{}", nil), (#"{"monorepo": null}"#, nil), (#"{"monorepo": false}"#, false)] as [(String, Bool?)])
    func `monorepo may be null or absent`(_ text: String, _ expected: Bool?) throws {
        #expect(try read(text).monorepo == expected)
        #expect(try read(text).packages.isEmpty)
    }

    @Test(arguments: ["../api", "/srv/api", "a/../../b", "a/../b", ".."])
    func `a path outside the repository is an error with line, column and remedy`(_ path: String) throws {
        let file = try read("{\n  \"packages\": [\n    {\"name\": \"api\", \"path\": \"\(path)\"}\n  ]\n}\n")
        let error = try #require(file.firstError)
        #expect(
            error.line == "error: .spec_system/state.json:3:29: package \"api\" has the path \"\(path)\", which is "
                + "outside the repository; give a path below the root")
        #expect(file.packages.isEmpty)
    }

    @Test(
        arguments: [
            (#"{"monorepo": "yes"}"#, "error", 14), (#"{"packages": {}}"#, "error", 14),
            (#"{"packages": ["a"]}"#, "error", 15),
            (#"{"packages": [{"name": "a"}]}"#, "error", 15),
            (#"{"packages": [{"name": 1, "path": "a"}]}"#, "error", 24),
            (#"{"packages": [{"path": ["a"]}]}"#, "error", 24), (#"{"packages": [{"path": null}]}"#, "error", 24),
            (#"{"packages": [{"path": "a", "type": 1}]}"#, "warning", 37),
            (#"{"packages": [{"path": "a", "stack": {"a": 1}}]}"#, "warning", 38),
            (#"{"monorepo": true, "monorepo": false}"#, "warning", 20),
            (#"{"packages": [{"name": "a", "path": "a"}, {"name": "b", "path": "./a"}]}"#, "warning", 43),
            (#"{"packages": [{"name": "a", "path": "a"}, {"name": "a", "path": "b"}]}"#, "warning", 43),
        ] as [(String, String, Int)])
    func `a value of the wrong kind is one diagnostic with its column`(
        _ text: String, _ severity: String, _ column: Int
    ) throws {
        let diagnostics = try read(text).diagnostics
        #expect(diagnostics.map(\.severity.rawValue) == [severity])
        #expect(diagnostics.map(\.place) == [FilePlace(StateFile.path, line: 1, column: column)])
    }

    @Test(arguments: ["", "{", #"{"packages": [{"name": "a""#, "[]", "nul", #"{"a": 1}}"#, #"{"a": "\#u{0}"}"#])
    func `a truncated or broken file is one error with line and column`(_ text: String) {
        let error = #expect(throws: Diagnostic.self) { try read(text) }
        #expect(error?.severity == .error)
        #expect(error?.place?.line == 1)
        #expect(error?.place?.column != nil)
    }

    @Test func `names with line breaks and escapes are data`() throws {
        let file = try read(#"{"packages": [{"name": "a\n\u001b[2J$(touch x)", "path": "a b"}]}"#)
        #expect(file.packages.map(\.name) == ["a\n\u{1B}[2J$(touch x)"])
        #expect(file.diagnostics.isEmpty)
    }

    @Test func `a refresh adds packages and keeps every field and line that it does not know`() throws {
        let text = """
            {
              "phase": 3,   "monorepo": null,
              "packages": [
                {"name": "web", "path": "apps/web/", "owner": "Ann"}
              ],
              "sessions": [1,2,
                3]
            }
            """
        let after = try refresh(text, [StatePackage(name: "web", path: "apps/web"), api])
        #expect(
            after.hasPrefix(
                "{\n  \"phase\": 3,   \"monorepo\": true,\n  \"packages\": [\n    {\"name\": \"web\", \"path\": \"apps/web/\", \"owner\": \"Ann\"}"
            ))
        #expect(after.hasSuffix("\n  ],\n  \"sessions\": [1,2,\n    3]\n}"))
        #expect(try read(after).packages.map(\.path) == ["apps/web", "apps/api"])
        #expect(try read(after).packages[1].stack == "Python, FastAPI")
    }

    @Test(arguments: [
        "{}", "{\n}\n", #"{"packages": null}"#, #"{"packages": []}"#, "{\r\n  \"packages\": [\r\n  ]\r\n}\r\n",
    ])
    func `a refresh fills a file that has no packages`(_ text: String) throws {
        let after = try read(try refresh(text, [api]))
        #expect(after.packages.map(\.path) == ["apps/api"])
        #expect(after.monorepo == true)
    }

    @Test func `a refresh never overrules what the file says`() throws {
        let text = #"{"monorepo": false, "packages": [{"name": "mine", "path": "apps/api", "type": "worker"}]}"#
        #expect(try refresh(text, [api]) == text)
    }

    @Test func `a new file is read back as it was meant`() throws {
        let file = try StateFile(StateFile.create(packages: [api], monorepo: true))
        #expect(file.monorepo == true)
        #expect(file.packages.map(\.path) == ["apps/api"])
        #expect(file.document.bytes.last == UInt8(ascii: "\n"))
        #expect(try file.edits(adding: [api], monorepo: true).isEmpty)
    }

    @Test func `no mutation of a file makes the reader or the refresh trap`() throws {
        let seed = Array(
            #"{"monorepo": null, "packages": [{"name": "a", "path": "a", "stack": ["x"]}], "y": {"z": [1]}}"#.utf8)
        for bytes in Mutations(of: seed, count: 2000) {
            guard let file = try? StateFile(bytes), let edits = try? file.edits(adding: [api], monorepo: true) else {
                continue
            }
            let once = try StateFile(try TextEdit.apply(edits, to: bytes))
            try #require(
                try once.edits(adding: [api], monorepo: true).isEmpty, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
