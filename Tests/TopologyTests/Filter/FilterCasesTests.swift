import Testing
import Topology

@testable import Workspace

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Cases that the public test suites of Turborepo and pnpm have, from a file that is not part of this repository.
@Suite struct FilterCasesTests {
    /// Cases whose answer contradicts the contract, with the line of the contract.
    private static let contradicting: [String: String] = [
        "turbo-023": "Filters: a glob that matches no package is an error (exit 2)",
        "turbo-050": "Filters: aggregate packages of a task runner",
        "turbo-053": "Filters: aggregate packages of a task runner",
        "turbo-055": "Filters: aggregate packages of a task runner",
    ]

    /// The file; absent where nobody asked for it.
    private static var path: String? { ProcessInfo.processInfo.environment["INFRA_WS_FILTER_CASES"] }

    /// Whether the cases must run: they were asked for, or this is a continuous integration run, where a missing file
    /// is a failure.
    private static var isExpected: Bool { path != nil || ProcessInfo.processInfo.environment["CI"] != nil }

    /// The reason for skipping.
    private static let howToRun: Comment = "set INFRA_WS_FILTER_CASES to the file"

    private static func bytes() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: try #require(path, howToRun))))
    }

    @Test(.enabled(if: isExpected, howToRun))
    func `the public cases have the same answers, but for those that contradict the contract`() async throws {
        let cases = try FilterCase.read(Self.bytes())
        #expect(!cases.isEmpty)
        #expect(Self.contradicting.count <= 12)
        var agreeing = 0
        for item in cases {
            let answer = await item.answer()
            if let line = Self.contradicting[item.id] {
                #expect(answer != item.expected, "\(item.id) is listed as contradicting \"\(line)\" and passes")
            } else {
                #expect(answer == item.expected, "\(item.id): \(item.filters) \(item.note)")
                if answer == item.expected { agreeing += 1 }
            }
        }
        let listed = cases.count { Self.contradicting[$0.id] != nil }
        print("filter cases: \(agreeing) of \(cases.count) agree, \(listed) contradict the contract and are listed")
        #expect(agreeing + listed == cases.count)
    }

    @Test(.enabled(if: isExpected, howToRun)) func `the public cases are taken apart as they are there`() throws {
        let root = try JSONParser.parse(try Self.bytes(), path: "cases.json").root
        for item in root["parseCases"]?.elements ?? [] {
            let raw = item.text("raw")
            guard let expected = item["expect"] else { continue }
            guard expected["error"] == nil else {
                #expect(throws: Diagnostic.self, "\(raw)") { try FilterExpression(raw) }
                continue
            }
            let found = try FilterExpression(raw)
            #expect(found.isExclusion == expected.flag("exclude"), "\(raw)")
            #expect(found.includesDependencies == expected.flag("includeDependencies"), "\(raw)")
            #expect(found.includesDependents == expected.flag("includeDependents"), "\(raw)")
            #expect(found.excludesItself == expected.flag("excludeSelf"), "\(raw)")
            #expect(found.matchesChangedDependencies == expected.flag("matchDependencies"), "\(raw)")
            #expect(found.name == expected["name"]?.string, "\(raw)")
            let folder = found.directory.flatMap { RelativePath.join("below", $0) }
            let wanted = expected["directory"]?.string.flatMap { RelativePath.join("below", $0) }
            #expect(folder == wanted, "\(raw)")
            #expect(found.range?.from == expected["range"]?["from"]?.string, "\(raw)")
            #expect(found.range?.to == expected["range"]?["to"]?.string, "\(raw)")
        }
    }
}

/// One case of the file.
private struct FilterCase: Sendable {
    /// What should come out, or did: names in order, or that it is an error.
    enum Answer: Sendable, Equatable {
        case packages([String])
        case error
    }

    var id: String
    var note: String
    var graph: FilterGraph
    var filters: [String]
    var folder: String
    /// What changed, by range.
    var changed: [String: Set<String>]
    /// Packages that changed, for what `affected` answers.
    var affectedChanged: Set<String>?
    /// Files that changed, by the kind of question.
    var changedFiles: (mode: String, files: [String])?
    var globalFiles: [String]
    var expected: Answer

    /// Reads the file.
    static func read(_ bytes: [UInt8]) throws -> [FilterCase] {
        let root = try JSONParser.parse(bytes, path: "cases.json").root
        var graphs: [String: DocumentNode] = [:]
        for graph in root["graphs"]?.elements ?? [] { graphs[graph.text("id")] = graph }
        return try (root["cases"]?.elements ?? []).map { node in
            let graph = try #require(graphs[node.text("graph")])
            let expected = try #require(node["expect"])
            return FilterCase(
                id: node.text("id"), note: node["note"]?.string ?? node.text("test"),
                graph: filterGraph(graph), filters: node.strings("filters"),
                folder: node["cwd"]?.string ?? ".",
                changed: Dictionary(
                    (node["changedPackagesByRange"]?.members ?? []).map { ($0.key, Set($0.value.strings)) }
                ) { first, _ in first },
                affectedChanged: node["affectedChanged"].map { Set($0.strings) },
                changedFiles: node["changedFiles"].map { (node.text("mode"), $0.strings) },
                globalFiles: graph.strings("globalDependencies") + node.strings("globalDependencies"),
                expected: expected["error"] != nil
                    ? .error : .packages(expected.strings("packages").sorted()))
        }
    }

    private static func filterGraph(_ node: DocumentNode) -> FilterGraph {
        let packages = (node["packages"]?.elements ?? []).map { (name: $0.text("name"), path: $0.text("dir")) }
        let edges = (node["edges"]?.elements ?? []) + (node["devEdges"]?.elements ?? [])
        return FilterGraph(packages: packages, edges: edges.map { ($0.strings[0], $0.strings[1]) })
    }

    /// What the program answers.
    func answer() async -> Answer {
        do throws(Diagnostic) {
            var changed = changed
            if let (mode, files) = changedFiles {
                let names = Set(owned(files))
                if mode == "--filter" { changed["main"] = names }
                if mode == "--affected" { return .packages(try await affected(names)) }
                if mode == "file-ownership" { return .packages(names.sorted()) }
            }
            if let affectedChanged { return .packages(try await affected(affectedChanged)) }
            return .packages(try await graph.select(filters, from: folder, changed: changed))
        } catch {
            return .error
        }
    }

    /// The chosen packages that changes reach.
    private func affected(_ names: Set<String>) async throws(Diagnostic) -> [String] {
        let chosen = Set(try await graph.select(filters))
        let reached = PackageReach(graph.graph.packages).withDependents(graph.paths(of: names))
        return graph.graph.packages.filter { reached.contains($0.path) }
            .map { $0.isWorkspaceRoot ? "//" : $0.name }.filter(chosen.contains).sorted()
    }

    /// The names of the packages that own files; a file that concerns everything is everybody's.
    private func owned(_ files: [String]) -> [String] {
        let owners = PackageOwners(graph.graph.packages.map(\.path))
        let isGlobal = files.contains { file in globalFiles.contains { PathGlob($0).matches(file) } }
        let paths = Set(files.compactMap { owners.owner(of: $0) })
        return graph.graph.packages.filter { isGlobal || paths.contains($0.path) }
            .map { $0.path == "." ? "//" : $0.name }
    }
}

extension DocumentNode {
    fileprivate func text(_ key: String) -> String { self[key]?.string ?? "" }
    fileprivate func strings(_ key: String) -> [String] { self[key]?.strings ?? [] }
    fileprivate func flag(_ key: String) -> Bool { self[key]?.boolean ?? false }
    fileprivate var strings: [String] { elements.compactMap(\.string) }
}
