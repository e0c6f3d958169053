import Testing
import Workspace

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs yaml-test-suite from the folder that `INFRA_WS_SUITES` names.
@Suite struct YAMLConformanceTests {
    @Test(.enabled(if: ConformanceSuite.isExpected, ConformanceSuite.howToRun))
    func `Conformance: YAML has the values that yaml-test-suite says`() throws {
        let cases = try ConformanceSuite.cases(of: "yaml").filter { $0["json"] != nil }
        try #require(!cases.isEmpty, "no cases in yaml.json")
        var passed = 0
        for one in cases {
            let id = try #require(one["id"]?.string)
            let expected = try #require(one["json"]?.string)
            do {
                let documents = try YAMLParser.parse(Array(try yaml(of: one).utf8), path: "\(id).yaml")
                let actual = documents.map { comparable($0.root) }
                let wanted = try expectedDocuments(expected).map(comparable)
                if actual == wanted { passed += 1 } else { Issue.record("\(id): got \(actual), wanted \(wanted)") }
            } catch {
                Issue.record("\(id): refused: \(error)")
            }
        }
        print("conformance yaml json: \(passed)/\(cases.count)")
    }

    @Test(.enabled(if: ConformanceSuite.isExpected, ConformanceSuite.howToRun))
    func `Conformance: YAML is accepted and rejected as yaml-test-suite says`() throws {
        let cases = try ConformanceSuite.cases(of: "yaml")
        try #require(!cases.isEmpty, "no cases in yaml.json")
        var passed = 0
        for one in cases {
            let id = try #require(one["id"]?.string)
            let mustFail = one["fail"]?.boolean == true
            let outcome = Result { try YAMLParser.parse(Array(try yaml(of: one).utf8), path: "\(id).yaml") }
            switch outcome {
            case .success(let documents) where mustFail:
                Issue.record("\(id): accepted as \(documents.map { comparable($0.root) })")
            case .failure(let error) where !mustFail: Issue.record("\(id): refused: \(error)")
            default: passed += 1
            }
        }
        print("conformance yaml accepted or rejected: \(passed)/\(cases.count)")
    }

    private func yaml(of one: DocumentNode) throws -> String { try #require(one["yaml"]?.string) }

    /// The JSON documents of a text that holds several, one after another.
    private func expectedDocuments(_ text: String) throws -> [DocumentNode] {
        var documents: [DocumentNode] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.firstIndex(where: { $0 > UInt8(ascii: " ") }) {
            rest = rest[first...]
            // The parser takes one document; the end of the first one is where it complains, or the end of the text.
            let end = documentEnd(rest)
            documents.append(try JSONParser.parse(Array(rest[..<end]), path: "expected.json").root)
            rest = rest[end...]
        }
        return documents
    }

    private func documentEnd(_ text: ArraySlice<UInt8>) -> Int {
        var depth = 0
        var inString = false
        var isEscaped = false
        for (offset, byte) in zip(text.indices, text) {
            if inString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inString = false
                }
                if !inString, depth == 0 { return offset + 1 }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): inString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return offset + 1 }
            case UInt8(ascii: "\n") where depth == 0: return offset
            default: break
            }
        }
        return text.endIndex
    }

    /// A text that is the same for the same values, whatever the order of keys and the way of writing numbers.
    private func comparable(_ node: DocumentNode) -> String {
        switch node.value {
        case .null: "null"
        case .boolean(let truth): "\(truth)"
        case .integer(let number): "\(Double(number))"
        case .number(let number, _): "\(number)"
        case .string(let text): text.debugDescription
        case .dateTime(let text, _): text
        case .sequence(let elements): "[" + elements.map(comparable).joined(separator: ", ") + "]"
        case .mapping(let members):
            "{"
                + members.map { "\($0.key.debugDescription): \(comparable($0.value))" }.sorted()
                .joined(separator: ", ") + "}"
        }
    }
}
