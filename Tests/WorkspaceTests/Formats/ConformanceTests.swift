import Support
import Testing
import Workspace

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs the public conformance suites from the folder that `INFRA_WS_SUITES` names.
@Suite struct ConformanceTests {
    @Test(.enabled(if: ConformanceSuite.isExpected, ConformanceSuite.howToRun))
    func `Conformance: JSON is accepted and rejected as JSONTestSuite says`() throws {
        try ConformanceSuite.run("json", bytesKey: "json_base64") { bytes, expectations in
            let outcome = Result { try JSONParser.parse(bytes, path: "case.json") }
            switch (expectations["expect"]?.string, outcome) {
            case ("accept", .failure(let error)): return "refused: \(error)"
            case ("reject", .success): return "accepted"
            default: return nil
            }
        }
    }

    @Test(.enabled(if: ConformanceSuite.isExpected, ConformanceSuite.howToRun))
    func `Conformance: TOML is read and refused as toml-test says`() throws {
        try ConformanceSuite.run("toml", bytesKey: "toml_base64") { bytes, expectations in
            let outcome = Result { try TOMLParser.parse(bytes, path: "case.toml") }
            switch (expectations["fail"]?.boolean ?? false, outcome) {
            case (true, .failure): return nil
            case (true, .success): return "accepted"
            case (false, .failure(let error)): return "refused: \(error)"
            case (false, .success(let document)):
                guard let text = expectations["json"]?.string,
                    let tagged = try? JSONParser.parse(Array(text.utf8), path: "expected.json")
                else { return "has no expected value" }
                return TOMLTaggedForm.difference(document.root, tagged.root)
            }
        }
    }
}

/// One file of cases.
enum ConformanceSuite {
    /// The folder with the suites; absent where nobody asked for them.
    static var folder: String? { ProcessInfo.processInfo.environment["INFRA_WS_SUITES"] }

    /// Whether the suites must run: they were asked for, or this is a continuous integration run, where a missing
    /// folder is a failure.
    static var isExpected: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] != nil }

    /// The reason for skipping.
    static let howToRun: Comment = "set INFRA_WS_SUITES to the folder with json.json, toml.json and yaml.json"

    /// Runs each case, prints `passed/total`, and records each case for which `check` gives a complaint.
    static func run(
        _ name: String, bytesKey: String, purpose: String = "parsing",
        check: (_ input: [UInt8], _ expectations: DocumentNode) -> String?
    ) throws {
        let cases = try cases(of: name)
        try #require(!cases.isEmpty, "no cases in \(name).json")
        var passed = 0
        for one in cases {
            let id = try #require(one["id"]?.string)
            let input = try #require(one[bytesKey]?.string.flatMap { Data(base64Encoded: $0) })
            if let complaint = check(Array(input), one) {
                Issue.record("\(name) \(id): \(complaint)")
            } else {
                passed += 1
            }
        }
        print("conformance \(name) \(purpose): \(passed)/\(cases.count)")
    }

    /// The cases of `<folder>/<name>.json`.
    static func cases(of name: String) throws -> [DocumentNode] {
        let folder = try #require(folder, howToRun)
        let file = URL(filePath: folder).appending(component: "\(name).json")
        let suite = try JSONParser.parse(Array(try Data(contentsOf: file)), path: file.path())
        return suite.root["cases"]?.elements ?? []
    }
}
