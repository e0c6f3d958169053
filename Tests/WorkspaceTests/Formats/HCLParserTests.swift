import Testing
import Workspace

@Suite struct HCLParserTests {
    private func parse(_ text: String) throws -> HCLDocument {
        try HCLParser.parse(Array(text.utf8), path: "main.tf")
    }

    static func describe(_ expression: HCLExpression) -> String {
        switch expression.value {
        case .null: "null"
        case .boolean(let truth): "\(truth)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): text.debugDescription
        case .list(let elements): "[" + elements.map(describe).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { "\($0.key):\(describe($0.value))" }.joined(separator: ",") + "}"
        case .computed: "<\(expression.text)>"
        }
    }

    @Test(
        arguments: [
            ("1", "1"), ("-1", "-1"), ("1.5e3", "1500.0"), ("true", "true"), ("null", "null"), ("\"a\"", #""a""#),
            (#""a\n\"\\A""#, #""a\n\"\\A""#), (#""$${a} %%{b} $5""#, #""${a} %{b} $5""#), (#""${a}""#, #"<"${a}">"#),
            (#""${f("x}", {a = "}"})}""#, #"<"${f("x}", {a = "}"})}">"#), ("var.a", "<var.a>"),
            ("trueish", "<trueish>"),
            ("f(\n  1,\n  2\n)", "<f(\n  1,\n  2\n)>"), ("1 + 2", "<1 + 2>"), ("a ? b : c", "<a ? b : c>"),
            ("[1, \"b\", var.c,]", #"[1,"b",<var.c>]"#), ("[\n  1, # one\n  2 // two\n]", "[1,2]"), ("[]", "[]"),
            ("{}", "{}"), ("{ a = 1, \"b\" : 2 }", "{a:1,b:2}"), ("{\n  a = 1\n  (b) = [2]\n}", "{a:1,(b):[2]}"),
            ("[for x in y : x]", "<[for x in y : x]>"), ("{ for k, v in y : k => v }", "<{ for k, v in y : k => v }>"),
            ("<<EOT\n  a\n b\nEOT", #""  a\n b\n""#), ("<<-EOT\n    a\n      b\n  EOT", #""a\n  b\n""#),
            ("<<EOT\n${a}\nEOT", "<<<EOT\n${a}\nEOT>"), ("1 /* one */ # two", "1"), ("a[0].b[*]", "<a[0].b[*]>"),
            ("[\"a\", \"b\"][0]", "<[\"a\", \"b\"][0]>"), ("a == b", "<a == b>"), ("!a", "<!a>"),
            ("jsonencode({ a = <<E\n}\nE\n})", "<jsonencode({ a = <<E\n}\nE\n})>"), ("for_each.x", "<for_each.x>"),
        ] as [(String, String)])
    func `an expression is its literal, or its text`(_ text: String, _ expected: String) throws {
        let document = try parse("x = \(text)\ny = 1\n")
        #expect(try Self.describe(#require(document.body["x"])) == expected)
        #expect(document.body["y"]?.integer == 1)
    }

    @Test func `blocks have types, labels, bodies and places`() throws {
        let document = try parse(
            """
            # Terraform
            terraform { required_version = ">= 1.5" }
            resource "aws_s3_bucket" "backup" {
              bucket = "my-${var.name}" // name
              lifecycle_rule {
                enabled = true
                expiration { days = 30 }
              }
              /* many
                 lines */ tags = { Name = "x" }
            }
            resource aws_ecs_service web {
            }
            """)
        #expect(document.body.blocks("terraform").first?.body["required_version"]?.string == ">= 1.5")
        let bucket = try #require(document.body.blocks("resource", labelled: "aws_s3_bucket").first)
        #expect(bucket.labels == ["aws_s3_bucket", "backup"])
        #expect(document.place(of: bucket.span).line == 3)
        #expect(bucket.body["bucket"]?.string == nil)
        #expect(bucket.body["bucket"]?.text == "\"my-${var.name}\"")
        #expect(bucket.body["tags"]?["Name"]?.string == "x")
        let rule = try #require(bucket.body.blocks("lifecycle_rule").first)
        #expect(rule.body["enabled"]?.boolean == true)
        #expect(rule.body.blocks.first?.body["days"]?.integer == 30)
        let days = try #require(rule.body.blocks.first?.body.attributes.first)
        #expect(document.place(of: days.nameSpan).description == "main.tf:7:18")
        #expect(document.body.blocks.last?.labels == ["aws_ecs_service", "web"])
    }

    @Test(
        arguments: [
            ("a", "hcl/unexpected-end", 1), ("a = \n", "hcl/unexpected", 1), ("a {\n", "hcl/unclosed", 1),
            ("a = [1\n", "hcl/unclosed", 1), ("a = {b = 1\n", "hcl/unclosed", 1), ("a = \"b\n\"", "hcl/unclosed", 1),
            ("a = <<E\nb\n", "hcl/unclosed", 1), ("a = 1\n}\n", "hcl/unexpected", 2), ("/* a", "hcl/unclosed", 1),
            ("a = (b]\n", "hcl/unexpected", 1), ("= 1", "hcl/unexpected", 1), ("a = {b}\n", "hcl/unexpected", 1),
        ] as [(String, String, Int)])
    func `what is no HCL is refused with its line`(_ text: String, _ code: String, _ line: Int) {
        let error = #expect(throws: Diagnostic.self) { try parse(text) }
        #expect(error?.code == code)
        #expect(error?.place?.line == line)
    }

    @Test(arguments: ["a {", "a = [", "a = {b = ", "a = (", "a = \"${", "a = [["])
    func `nesting has a limit and never traps`(_ opening: String) {
        let head = String(opening.prefix(4))
        for text in [
            String(repeating: opening, count: 50000),
            head + String(repeating: String(opening.dropFirst(4)), count: 50000),
        ] {
            #expect(throws: Diagnostic.self) { try parse(text) }
        }
    }

    @Test func `no prefix and no changed byte traps`() {
        let seed = Array(
            "a \"b\" {\n c = [1, \"x${f(\"y\")}\", { d = <<-E\n  z\n E\n }]\n /* q */ e = -1.5 # r\n}\n".utf8)
        for offset in seed.indices {
            _ = try? HCLParser.parse(Array(seed[..<offset]), path: "a")
            for mark in Array("\"\\{}[]()<$%=#/*\n ,-0a".utf8) {
                _ = try? HCLParser.parse(Array(seed[..<offset]) + [mark] + seed[(offset + 1)...], path: "a")
            }
        }
    }
}
