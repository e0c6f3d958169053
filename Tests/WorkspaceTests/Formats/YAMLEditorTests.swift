import Testing
import Workspace

@Suite struct YAMLEditorTests {
    private func edit(
        _ text: String, _ change: (Document) throws(Diagnostic) -> [TextEdit]
    ) throws(Diagnostic) -> String {
        let document = try YAMLParser.parseSingle(Array(text.utf8), path: "a.yaml")
        let result = try TextEdit.apply(try change(document), to: document.bytes)
        let again = try YAMLParser.parseSingle(result, path: "a.yaml")
        #expect(try change(again).isEmpty, "applying it again changes something")
        return String(decoding: result, as: UTF8.self)
    }

    /// Text, path of keys, result.
    static let insertions: [(String, [String], String)] = [
        ("a: 1\n", ["k"], "a: 1\nk: v\n"),
        ("a: 1", ["k"], "a: 1\nk: v"),
        ("a: 1\r\nb: 2\r\n", ["k"], "a: 1\r\nb: 2\r\nk: v\r\n"),
        ("a: 1 # one\n# two\n", ["k"], "a: 1 # one\n# two\nk: v\n"),
        ("a:\n  b: 1\n", ["a", "k"], "a:\n  b: 1\n  k: v\n"),
        ("a:\n    b: 1\nc: 2\n", ["a", "k"], "a:\n    b: 1\n    k: v\nc: 2\n"),
        (
            "a:\n    b: 1\n    # more\n# about c\nc: 2\n", ["a", "k"],
            "a:\n    b: 1\n    # more\n    k: v\n# about c\nc: 2\n"
        ),
        ("a:\n  b: 1\n\nc: 2\n", ["k"], "a:\n  b: 1\n\nc: 2\n\nk: v\n"),
        ("a:\n  b: 1\n\nc: 2\n", ["a", "k"], "a:\n  b: 1\n  k: v\n\nc: 2\n"),
        ("a:\n  b:\n    - x\nc: 2\n", ["a", "k"], "a:\n  b:\n    - x\n  k: v\nc: 2\n"),
        ("a:\n- x\n", ["k"], "a:\n- x\nk: v\n"),
        ("a: |\n  x\n\n  y\n", ["k"], "a: |\n  x\n\n  y\nk: v\n"),
        ("a:\n  b: |+\n    x\n\nc: 1\n", ["a", "k"], "a:\n  b: |+\n    x\n\n  k: v\nc: 1\n"),
        ("a: >\n  x\n\n\nb: |-\n", ["k"], "a: >\n  x\n\n\nb: |-\n\nk: v\n"),
        ("a: x\n  y\n", ["k"], "a: x\n  y\nk: v\n"),
        ("a: {b: 1}\n", ["a", "k"], "a: {b: 1, k: v}\n"),
        ("a: { \"b\": 1 }\n", ["a", "k"], "a: { \"b\": 1, \"k\": v }\n"),
        ("a: {\n  b: 1, # one\n}\n", ["a", "k"], "a: {\n  b: 1, # one\n  k: v,\n}\n"),
        ("a: {b: {}}\n", ["a", "b", "k"], "a: {b: { k: v }}\n"),
        ("a: {b}\n", ["a", "b", "k"], "a: {b: { k: v }}\n"),
        ("a: {}\nb: 1\n", ["a", "k"], "a:\n  k: v\nb: 1\n"),
        ("a: # nothing\nb: 1\n", ["a", "k"], "a: # nothing\n  k: v\nb: 1\n"),
        ("a:\nb:\n   c: 1\n", ["a", "k"], "a:\n   k: v\nb:\n   c: 1\n"),
        ("a: ~ # nothing\n", ["a", "k"], "a: # nothing\n  k: v\n"),
        ("a:", ["a", "k"], "a:\n  k: v"),
        ("a: &x\n  b: 1\n", ["a", "k"], "a: &x\n  b: 1\n  k: v\n"),
        ("a:\n  b: &x\nc: *x\n", ["a", "k"], "a:\n  b: &x\n  k: v\nc: *x\n"),
        ("a: 1\n", ["b", "c", "k"], "a: 1\nb:\n  c:\n    k: v\n"),
        ("", ["k"], "k: v\n"),
        ("# c\n", ["k"], "# c\nk: v\n"),
        ("---\n# c\n", ["k"], "---\n# c\nk: v\n"),
        ("---\n---\na: 1\n", ["k"], "---\nk: v\n---\na: 1\n"),
        ("{}\n", ["k"], "k: v\n"),
        ("---\na: 1\n...\n", ["k"], "---\na: 1\nk: v\n...\n"),
        ("\u{FEFF}a: 1\n", ["k"], "\u{FEFF}a: 1\nk: v\n"),
        ("? a\n: 1\n", ["k"], "? a\n: 1\nk: v\n"),
        ("a: 1 # c", ["k"], "a: 1 # c\nk: v"),
        ("a: 1\n    \n\nb: 2\n", ["a2"], "a: 1\n    \n\nb: 2\n\na2: v\n"),
        ("a: 1\n    \n", ["k"], "a: 1\n    \nk: v\n"),
    ]

    @Test(arguments: [
        "a: 1\n      \n  \n", "a: |\n  x\n      \n", "k: old\n      \nb: 1\n", "k:\n  c: 1\n      \nb: 1\n",
        "a: 1\n \n      # x\n", "k: old\n      # x\nb: 1\n",
    ])
    func `white space and comments on the lines below do not become part of a text`(_ text: String) throws {
        let value: YAMLValue = "b\nc\n"
        let result = try edit(text) { document throws(Diagnostic) in
            try YAMLEditor.set(value, at: ["k"], in: document)
        }
        let root = try YAMLParser.parseSingle(Array(result.utf8), path: "a.yaml").root
        #expect(root["k"]?.string == "b\nc\n", "\(result.debugDescription)")
    }

    @Test(arguments: insertions)
    func `a member is added in the style of the file`(_ text: String, _ path: [String], _ expected: String) throws {
        #expect(
            try edit(text) { document throws(Diagnostic) in
                try YAMLEditor.set("v", at: path, in: document)
            } == expected)
    }

    /// Text, path of keys, new value, result.
    static let replacements: [(String, [String], YAMLValue, String)] = [
        ("a: 1 # one\n", ["a"], 2, "a: 2 # one\n"),
        ("a: 'x' # one\n", ["a"], "y", "a: 'y' # one\n"),
        ("a: \"x\"\n", ["a"], "y", "a: \"y\"\n"),
        ("a: x\n", ["a"], "yes", "a: \"yes\"\n"),
        ("a: &n x\n", ["a"], "z", "a: &n z\n"),
        ("a: [1, 2] # l\n", ["a"], .flow([3]), "a: [3] # l\n"),
        ("a: [1, 2] # l\nb: 1\n", ["a"], [3, "x"], "a: # l\n  - 3\n  - x\nb: 1\n"),
        ("a: x # c\nb: 1\n", ["a"], ["k": "v"], "a: # c\n  k: v\nb: 1\n"),
        ("a: |\n  x\n  y\nb: 1\n", ["a"], "z", "a: z\nb: 1\n"),
        ("a: x\nb: 1\n", ["a"], "l1\nl2\n", "a: |\n  l1\n  l2\nb: 1\n"),
        ("a: # c\n  b: 1\n  c: 2 # d\ne: 3\n", ["a"], "x", "a: x # c\ne: 3\n"),
        ("a:\n  # first\n  b: 1\ne: 3\n", ["a"], ["k": ["x"]], "a:\n  # first\n  k:\n    - x\ne: 3\n"),
        ("a:\n- b\n- c\ne: 3\n", ["a"], ["x"], "a:\n- x\ne: 3\n"),
        ("a: {b: 1, c: [1]}\n", ["a", "c"], "x, y", "a: {b: 1, c: \"x, y\"}\n"),
        ("a:\n  x\n", ["a"], "z", "a:\n  z\n"),
        ("a:\n  x\nb: 1\n", ["a"], ["k": 1], "a:\n  k: 1\nb: 1\n"),
        ("a: *x\n", ["b"], 1, "refused"),
        ("a: &x 1\nb: *x\n", ["b"], 2, "a: &x 1\nb: 2\n"),
    ]

    @Test(arguments: replacements)
    func `a value is replaced and everything else stays`(
        _ text: String, _ path: [String], _ value: YAMLValue, _ expected: String
    ) {
        let result = try? edit(text) { document throws(Diagnostic) in
            try YAMLEditor.set(value, at: path, in: document)
        }
        #expect(result ?? "refused" == expected)
    }

    @Test func `a health check is added to a service`() throws {
        let text = """
            # Local stack
            services:
              web:
                image: web   # built in CI
                ports:
                  - "8000:8000"

              db:
                image: postgres:16

            volumes:
              data: {}

            """
        let changed = try edit(text) { document throws(Diagnostic) in
            try YAMLEditor.set(
                [
                    "test": .flow(["CMD", "curl", "-f", "http://localhost:8000/health"]), "interval": "30s",
                    "retries": 3,
                ], at: ["services", "web", "healthcheck"], after: "image", in: document)
        }
        #expect(
            changed == """
                # Local stack
                services:
                  web:
                    image: web   # built in CI
                    healthcheck:
                      test: [CMD, curl, -f, http://localhost:8000/health]
                      interval: 30s
                      retries: 3
                    ports:
                      - "8000:8000"

                  db:
                    image: postgres:16

                volumes:
                  data: {}

                """)
    }

    /// Text, result of appending the step.
    static let elements: [(String, String)] = [
        ("s:\n- a\n", "s:\n- a\n- uses: x\n  with:\n    k: v\n"),
        ("s:\n  - a # one\n  # two\nb: 1\n", "s:\n  - a # one\n  # two\n  - uses: x\n    with:\n      k: v\nb: 1\n"),
        ("s:\n  -   a\n", "s:\n  -   a\n  -   uses: x\n      with:\n        k: v\n"),
        ("s:\n  - a: 1\n\n  - b: 2", "s:\n  - a: 1\n\n  - b: 2\n\n  - uses: x\n    with:\n      k: v"),
        ("s: []\n", "s:\n  - uses: x\n    with:\n      k: v\n"),
        ("s:\n", "s:\n  - uses: x\n    with:\n      k: v\n"),
        ("b: 1\n", "b: 1\ns:\n  - uses: x\n    with:\n      k: v\n"),
        ("s: [a, b]\n", "s: [a, b, { uses: x, with: { k: v } }]\n"),
        ("s: [\n  a\n]\n", "s: [\n  a,\n  { uses: x, with: { k: v } }\n]\n"),
    ]

    @Test(arguments: elements)
    func `an element is added in the style of the file`(_ text: String, _ expected: String) throws {
        let document = try YAMLParser.parseSingle(Array(text.utf8), path: "a.yaml")
        let edits = try YAMLEditor.append(["uses": "x", "with": ["k": "v"]], toSequenceAt: ["s"], in: document)
        let result = try TextEdit.apply(edits, to: document.bytes)
        #expect(String(decoding: result, as: UTF8.self) == expected)
        let again = try YAMLParser.parseSingle(result, path: "a.yaml")
        #expect(again.root["s"]?.elements.last?["with"]?["k"]?.string == "v")
    }

    @Test(arguments: [
        ("a: 1\n", ["a", "k"], "edit/not-object"), ("a: [b]\n", ["a", "k"], "edit/not-object"),
        ("a: &x {b: 1}\nc: *x\n", ["c", "k"], "edit/alias"), ("a: [b: 1]\n", ["a"], "edit/key-exists"),
    ])
    func `what cannot be edited is refused`(_ text: String, _ path: [String], _ code: String) throws {
        let document = try YAMLParser.parseSingle(Array(text.utf8), path: "a.yaml")
        let error = #expect(throws: Diagnostic.self) {
            try YAMLEditor.insert("v", forKey: path.last ?? "", inMappingAt: path.dropLast(), in: document)
        }
        #expect(error?.code == code)
    }
}
