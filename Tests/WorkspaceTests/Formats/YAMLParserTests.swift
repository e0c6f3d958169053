import Testing
import Workspace

/// Whether a text is YAML, one rule of the specification after the other.
@Suite struct YAMLParserTests {
    /// The values of a text in a form like JSON; keys stay in order and numbers as they are.
    static func describe(_ node: DocumentNode) -> String {
        switch node.value {
        case .null: "null"
        case .boolean(let truth): "\(truth)"
        case .integer(let number): "\(number)"
        case .number(let number, _): "\(number)"
        case .string(let text): text.debugDescription
        case .dateTime(let text, _): text
        case .sequence(let elements): "[" + elements.map(describe).joined(separator: ",") + "]"
        case .mapping(let members):
            "{" + members.map { "\($0.key.debugDescription):\(describe($0.value))" }.joined(separator: ",") + "}"
        }
    }

    private func parse(_ text: String) throws -> String {
        try YAMLParser.parse(Array(text.utf8), path: "a.yaml").map { Self.describe($0.root) }.joined(separator: " ")
    }

    static let collections: [(String, String)] = [
        ("- - a\n  - b\n- - - c\n", #"[["a","b"],[["c"]]]"#),
        ("a:\n- b\n- c\nd: e\n", #"{"a":["b","c"],"d":"e"}"#),
        ("a:\n  - b\n  -\n    - c\n", #"{"a":["b",["c"]]}"#),
        ("-\n", "[null]"),
        ("-", "[null]"),
        ("- a: 1\n  b:\n   c: 2\n-\td\n", #"[{"a":1,"b":{"c":2}},"d"]"#),
        ("? a\n: b\n? c\nd: e\n", #"{"a":"b","c":null,"d":"e"}"#),
        ("?\n- a\n- b\n:\n- c\n", #"{"- a\n- b":["c"]}"#),
        ("- ? : x\n", #"[{": x":null}]"#),
        ("? []: x\n", #"{"[]: x":null}"#),
        ("? key\n# comment\n: value\n", #"{"key":"value"}"#),
        ("? a\n: -\tb\n  -  -\tc\n     - d\n", #"{"a":["b",["c","d"]]}"#),
        (": a\n", #"{"":"a"}"#),
        ("::\n", #"{":":null}"#),
        ("{a: b}: c\n[d]: e\n", #"{"{a: b}":"c","[d]":"e"}"#),
        ("a : b\n'c' : d\n\"e\": f\n", #"{"a":"b","c":"d","e":"f"}"#),
        ("-\t-1\n", "[-1]"),
        ("x:\n - x\n  \tx\n", #"{"x":["x x"]}"#),
        ("a: 1\n\t\nb: 2\n", #"{"a":1,"b":2}"#),
        ("foo:\n \tbar\n", #"{"foo":"bar"}"#),
        ("a: b\t\nseq:\t\n - a\t\nc: d\t#X\n", #"{"a":"b","seq":["a"],"c":"d"}"#),
        ("- single multiline\n - sequence entry\n", #"["single multiline - sequence entry"]"#),
        ("a: 1\na: 2\n", #"{"a":1,"a":2}"#),
        ("a: 1\r\nb:\r\n  - 2\r\n", #"{"a":1,"b":[2]}"#),
        ("a: 1\rb: 2\r", #"{"a":1,"b":2}"#),
    ]

    static let flow: [(String, String)] = [
        ("[]", "[]"),
        ("{}", "{}"),
        ("[a, b, ]", #"["a","b"]"#),
        ("{a, b: , c: d, : e}", #"{"a":null,"b":null,"c":"d","":"e"}"#),
        ("{\n? explicit: entry,\nimplicit: entry,\n?\n}", #"{"explicit":"entry","implicit":"entry","":null}"#),
        ("[\n? foo\n bar : baz\n]", #"[{"foo bar":"baz"}]"#),
        ("[a: b, \"c\":d, [e]:f, : g]", #"[{"a":"b"},{"c":"d"},{"[e]":"f"},{"":"g"}]"#),
        ("{ \"foo\" # comment\n  :bar }", #"{"foo":"bar"}"#),
        ("{x: :x}", #"{"x":":x"}"#),
        ("{a:b}", #"{"a:b":null}"#),
        ("[a :b]", #"["a :b"]"#),
        ("{ \"key\"::value }", #"{"key":":value"}"#),
        ("{ multi\n  line: a}", #"{"multi line":"a"}"#),
        ("{ foo : !!str, !!str : bar }", #"{"foo":"","":"bar"}"#),
        ("[?x, -y, a?b]", #"["?x","-y","a?b"]"#),
        ("{url: http://a.b/c?d=e#f}", #"{"url":"http://a.b/c?d=e#f"}"#),
        ("\t[\n\t]", "[]"),
        ("- [\n\t\n foo\n ]", #"[["foo"]]"#),
        ("a: [\n  b,\n]\nc: {\n  d: e\n}\n", #"{"a":["b"],"c":{"d":"e"}}"#),
        ("---\n[\n  [ a, [ [[b,c]]: d, e]]: 23\n]", #"[{"[ a, [ [[b,c]]: d, e]]":23}]"#),
        ("{ matches\n% : 20 }", #"{"matches %":20}"#),
    ]

    static let scalars: [(String, String)] = [
        ("a\n b\n\n c", #""a b\nc""#),
        ("1st\n\n 2nd \n\t3rd", #""1st\n2nd 3rd""#),
        ("a#b: c#d # e", #"{"a#b":"c#d"}"#),
        ("?foo: 1\n:bar: 2\n-baz: 3\n", #"{"?foo":1,":bar":2,"-baz":3}"#),
        ("\"a\n  b\n\n  c\\\n  d\\n\"", #""a b\ncd\n""#),
        ("\" a \n\tb \"", #"" a b ""#),
        ("'it''s\n  fine'", #""it\'s fine""#),
        (#""\x41\u00e9\U0001F600\/\e\ ""#, "\"Aé😀/\\u{1B} \""),
        (#""\ud83d\ude00""#, "\"😀\""),
        ("\"a \\\t b\"", "\"a \\t b\""),
        ("--- \"a\n... x\"", "refused"),
        ("--- \"a\n...x\"", #""a ...x""#),
        ("--- |\n%a\n...\n", #""%a\n""#),
        ("|\n a\n  b\n\n\n", #""a\n b\n""#),
        ("|-\n a\n", #""a""#),
        ("|+\n a\n\n", #""a\n\n""#),
        ("- |1\n  a\n- |2-\n   b\n", #"[" a\n"," b"]"#),
        ("- aaa: |2\n    xxx\n  bbb: |\n    xxx\n", #"[{"aaa":"xxx\n","bbb":"xxx\n"}]"#),
        (">\n a\n b\n\n c\n   d\n e\n", #""a b\nc\n  d\ne\n""#),
        (
            ">\n\n  folded\n  line\n\n\n    * bullet\n\n    * list\n\n  last\n\n# c\n",
            #""\nfolded line\n\n\n  * bullet\n\n  * list\n\nlast\n""#
        ),
        ("a: |\n  x\n ", #"{"a":"x\n"}"#),
        ("a: |+\nb: 1\n", #"{"a":"","b":1}"#),
        ("a: |\n  x", #"{"a":"x\n"}"#), ("a: |+\n  x", #"{"a":"x\n"}"#),
        ("--- >\na\n# no comment\nb\n", ##""a # no comment b\n""##),
        ("a: >-\n # text\n # more\n", ##"{"a":"# text # more"}"##),
        ("run: |\n  a: b\n  - c\n# comment\nd: e\n", #"{"run":"a: b\n- c\n","d":"e"}"#),
    ]

    static let values: [(String, String)] = [
        ("[~, null, Null, NULL, nUll]", #"[null,null,null,null,"nUll"]"#),
        ("[true, False, TRUE, yes, on, off, no]", #"[true,false,true,"yes","on","off","no"]"#),
        ("[0, -1, +2, 007, 0o17, 0xFf, 0x, 0o8]", #"[0,-1,2,7,15,255,"0x","0o8"]"#),
        ("[1.5, .5, 1., 1e3, -1.5E-1, 1e, ., -, +]", "refused"),
        (
            "[1.5, .5, 1., 1e3, -1.5E-1, 1e, ., +, 1_0, 1:30]",
            #"[1.5,0.5,1.0,1000.0,-0.15,"1e",".","+","1_0","1:30"]"#
        ),
        ("[.inf, -.INF, +.Inf, .nan]", "[inf,-inf,inf,nan]"),
        ("[9223372036854775807, 9223372036854775808]", "[9223372036854775807,9.223372036854776e+18]"),
        ("[2024-01-01, 1.2.3, 12e03, 1e400]", #"["2024-01-01","1.2.3",12000.0,inf]"#),
        (
            "[!!str 1, !!int 1, !!float 1, !!bool true, !!null ~, ! 1, !local 1, !!int x]",
            #"["1",1,1.0,true,null,"1","1","x"]"#
        ),
        ("[\"1\", '1', !!int \"1\"]", #"["1","1",1]"#),
        ("!!set {a, b}", #"{"a":null,"b":null}"#),
        ("!!map\na: !!seq\n- b\n", #"{"a":["b"]}"#),
        ("%TAG !e! tag:yaml.org,2002:\n---\n!e!str 1", #""1""#),
        ("%TAG !! tag:example.com,2000:\n---\n!!int 1", #""1""#),
        ("!<tag:yaml.org,2002:str> 1", #""1""#),
        ("!!str", #""""#),
    ]

    static let anchors: [(String, String)] = [
        ("a: &x 1\nb: *x\n", #"{"a":1,"b":1}"#),
        ("a: &x\n  b: 1\nc: *x\n", #"{"a":{"b":1},"c":{"b":1}}"#),
        ("&x a: &y b\n*y : *x\n", #"{"a":"b","b":"a"}"#),
        ("- &a\n- a\n-\n  &a : b\n  c: &d\n", #"[null,"a",{"":"b","c":null}]"#),
        ("&a\n&b c: d\n", #"{"c":"d"}"#),
        ("seq:\n &anchor\n- a\n", #"{"seq":["a"]}"#),
        ("key: &anchor\n !!map\n  a: b\n", #"{"key":{"a":"b"}}"#),
        ("!!map\n&a8 !!str key8: value7\n", #"{"key8":"value7"}"#),
        ("- &a 1\n- &a 2\n- *a\n", "[1,2,2]"),
        ("&a: key: &a value\nfoo:\n  *a:\n", #"{"key":"value","foo":"key"}"#),
        ("? &a a\n: &b b\n: *a\n", #"{"a":"b","":"a"}"#),
        ("[&a a, *a, {*a : b}]", #"["a","a",{"a":"b"}]"#),
    ]

    static let documents: [(String, String)] = [
        ("", ""),
        ("# only a comment\n", ""),
        ("...\n", ""),
        ("---\n", "null"),
        ("---", "null"),
        ("---\na: b\n---", #"{"a":"b"} null"#),
        ("a\n---\nb\n...\nc\n", #""a" "b" "c""#),
        ("---\tscalar", #""scalar""#),
        ("--- a\n b\n--- |\n c\n", #""a b" "c\n""#),
        ("%YAML 1.2 # comment\n---\na\n...\n# comment\n%YAML 1.2\n---\nb\n", #""a" "b""#),
        ("%YAM 1.1\n---\n", "null"),
        ("\u{FEFF}a: 1\n", #"{"a":1}"#),
        ("\u{FEFF}# c\n\u{FEFF}---\na\n", #""a""#),
        ("--- # comment\na\n... # end\n", #""a""#),
        ("---\nscalar\n%YAML 1.2\n", #""scalar %YAML 1.2""#),
        ("--- {a: b}\n--- [c]\n", #"{"a":"b"} ["c"]"#),
        ("----\n", #""----""#),
        ("---a\n", #""---a""#),
    ]

    static let accepted: [(String, String)] = [collections, flow, scalars, values, anchors, documents].flatMap(\.self)

    @Test(arguments: accepted)
    func `values are those of the specification`(_ text: String, _ expected: String) {
        #expect((try? parse(text)) ?? "refused" == expected)
    }

    static let refused: [(String, String, Int)] = [
        ("a: b: c\n", "yaml/nesting", 1),
        ("a: - b\n", "yaml/nesting", 1),
        ("a: 'b': c\n", "yaml/nesting", 1),
        ("--- a: b\n", "yaml/nesting", 1),
        ("--- &a a: b\n", "yaml/nesting", 1),
        ("- &a - b\n", "yaml/nesting", 1),
        ("-\t- b\n", "yaml/nesting", 1),
        ("- \t-\n", "yaml/nesting", 1),
        ("?\tkey:\n", "yaml/nesting", 1),
        ("? key:\n:\tkey:\n", "yaml/nesting", 2),
        ("a\nb: c\n", "yaml/key", 2),
        ("this\n is\n  invalid: x\n", "yaml/key", 3),
        ("k1: v1\n k2: v2\n", "yaml/key", 2),
        ("a: 1\nb\n", "yaml/key", 2),
        ("a: 1\n\"b\n  c\": 2\n", "yaml/key", 2),
        ("a:\n  b: 1\n c: 2\n", "yaml/indentation", 3),
        ("a:\n   - b\n   - c\n  - d\n", "yaml/indentation", 4),
        ("- a: 1\n - b\n", "yaml/indentation", 2),
        ("- a\nb\n", "yaml/trailing-content", 2),
        ("- a\nb: c\n", "yaml/trailing-content", 2),
        ("- a\n&n\n- b\n", "yaml/trailing-content", 2),
        ("a: 1\n- b\n", "yaml/unexpected", 2),
        ("a:\n\tb: c\n", "yaml/tab", 2),
        ("a:\n  b: 1\n  \tc: 2\n", "yaml/tab", 3),
        ("a: |\n\t\nb: 1\n", "yaml/tab", 2),
        ("\ta: b\n", "yaml/nesting", 1),
        ("[a, b\n", "yaml/unclosed", 1),
        ("[a\n---\n]", "yaml/unclosed", 2),
        ("[,a]", "yaml/unexpected", 1),
        ("[a,,b]", "yaml/unexpected", 1),
        ("[a]]", "yaml/unexpected", 1),
        ("[a]#b", "yaml/comment", 1),
        ("[-]", "yaml/unexpected", 1),
        ("{a: b}c", "yaml/unexpected", 1),
        ("[a, b,#c\n]", "yaml/unexpected", 1),
        ("[a b\n c: d]", "yaml/unexpected", 2),
        ("[\"a\"\n:b]", "yaml/unexpected", 2),
        ("[23\n]: 42\n", "yaml/key", 2),
        ("k: [a,\nb]\n", "yaml/indentation", 2),
        ("- [\n\tfoo,\n foo\n ]\n", "yaml/indentation", 2),
        ("k: {\nk\n:\nv\n}\n", "yaml/indentation", 2),
        ("{a: 1\n b: 2}", "yaml/unexpected", 2),
        ("key: [ word1\n#  xxx\n   word2 ]\n", "yaml/unexpected", 3),
        ("a: \"b\nc\"\n", "yaml/indentation", 2),
        ("a: \"b\n\tc\"\n", "yaml/indentation", 2),
        ("\"a", "yaml/unclosed", 1),
        ("'a", "yaml/unclosed", 1),
        ("\"a\n---\nb\"", "yaml/unclosed", 2),
        ("a: \"b\" c\n", "yaml/unexpected", 1),
        ("a: \"b\"# c\n", "yaml/comment", 1),
        (#""\.""#, "yaml/escape", 1),
        (#""\'""#, "yaml/escape", 1),
        (#""\x4""#, "yaml/escape", 1),
        (#""\ud800""#, "yaml/escape", 1),
        ("word1  # comment\nword2\n", "yaml/trailing-content", 2),
        ("a: b\n# c\n  d\n", "yaml/indentation", 3),
        ("a: > b\n c\n", "yaml/block-header", 1),
        ("a: ># c\n b\n", "yaml/block-header", 1),
        ("--- |0\n", "yaml/block-header", 1),
        ("--- |10\n", "yaml/block-header", 1),
        ("a: |\n    \n  b\n", "yaml/indentation", 2),
        ("a: >\n \n  \n   \n # c\n", "yaml/indentation", 4),
        ("@a", "yaml/unexpected", 1),
        ("`a`", "yaml/unexpected", 1),
        ("%a", "yaml/directive", 1),
        ("a: %b\n", "yaml/unexpected", 1),
        ("*a", "yaml/alias", 1),
        ("&a [*a]", "yaml/alias", 1),
        ("- &a 1\n- &b *a\n", "yaml/alias", 2),
        ("- &a &b c\n", "yaml/properties", 1),
        ("a: &b\n  &c d\n", "yaml/properties", 2),
        ("key: &x\n!!map\n  a: b\n", "yaml/unexpected", 2),
        ("- !!str, x\n", "yaml/unexpected", 1),
        ("- !a{}b c\n", "yaml/unexpected", 1),
        ("!x!y z", "yaml/tag-handle", 1),
        ("%TAG !x! a:\n---\n!x!y z\n---\n!x!y z\n", "yaml/tag-handle", 5),
        ("%YAML 1.2\n", "yaml/directive", 2),
        ("%YAML 1.2\n...\n", "yaml/directive", 2),
        ("%YAML 1.2\n%YAML 1.2\n---\n", "yaml/directive", 2),
        ("%YAML 1.2 foo\n---\n", "yaml/unexpected", 1),
        ("%YAML 1.1#\n---\n", "yaml/directive", 1),
        ("%YAML 2.0\n---\n", "yaml/version", 1),
        ("a: b\n%YAML 1.2\n---\n", "yaml/unexpected", 2),
        ("!foo \"bar\"\n%TAG ! a:\n---\n", "yaml/trailing-content", 2),
        ("---\na: b\n... c\n", "yaml/unexpected", 3),
        ("a: b\u{0}\n", "yaml/control-character", 1),
        ("a:\n- b\n c\nd\n", "yaml/key", 4),
    ]

    @Test(arguments: refused)
    func `what is no YAML is refused with its line`(_ text: String, _ code: String, _ line: Int) {
        let error = #expect(throws: Diagnostic.self) { try YAMLParser.parse(Array(text.utf8), path: "a.yaml") }
        #expect(error?.code == code)
        #expect(error?.place?.line == line)
        #expect(error?.place?.column != nil)
    }

    @Test func `a key may have 1,024 characters and no more`() throws {
        let key = String(repeating: "é", count: 1024)
        #expect(try parse("\(key): 1").hasSuffix(":1}"))
        #expect(throws: Diagnostic.self) { try parse("é\(key): 1") }
        #expect(throws: Diagnostic.self) { try parse("[é\(key): 1]") }
        #expect(try parse("{é\(key): 1}").hasSuffix(":1}"))
        #expect(try parse("? é\(key)\n: 1").hasSuffix(":1}"))
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        for bytes: [UInt8] in [[0x61, 0xFF], [0xFF, 0xFE, 0x61, 0], [0, 0x61], [0x61, 0, 0, 0]] {
            let error = #expect(throws: Diagnostic.self) { try YAMLParser.parse(bytes, path: "a.yaml") }
            #expect(error?.code == "yaml/encoding")
        }
    }
}
