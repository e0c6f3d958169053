import Support
import Testing
import Topology
import Workspace

@testable import Bundles

/// `docs/catalogue.md` says of each framework what the program sees of the smallest package that has it.
@Suite struct CatalogueTableTests {
    /// The cells of a row that a sample decides: start, port, health path, proof.
    private static func cells(_ sample: CatalogueSample) -> [String] {
        guard let framework = Catalogue.standard.framework(sample.id),
            let match = framework.recognise(sample.contents())
        else { return ["not recognised"] }
        return [
            match.start.map { "`\($0)`" } ?? "not known", match.port.map(String.init) ?? "none",
            match.health.map { "`\($0.path)`" } ?? "none", framework.proof.rawValue,
        ]
    }

    private static func rows() throws -> [[String]] {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        let path = parts.dropLast(4).joined(separator: "/") + "/docs/catalogue.md"
        let document = MarkdownDocument(try FileSystemAccess.read(path), path: path)
        let table = try #require(document.tables(in: 0..<document.bytes.count).first)
        return table.rows.map { row in row.cells.indices.map { row.text(at: $0) } }
    }

    /// Frameworks of a language are not asked where nothing of the language is.
    @Test(arguments: CatalogueSample.all)
    func `the language of a framework is seen wherever the framework is`(sample: CatalogueSample) throws {
        let framework = try #require(Catalogue.standard.framework(sample.id))
        #expect(SourceLanguageSigns.mayHave(framework.language, sample.contents()))
    }

    @Test func `the table has a row for each framework in the catalogue, in its order`() throws {
        #expect(try Self.rows().map { $0[0] } == Catalogue.standard.frameworks.map(\.name))
        #expect(Set(CatalogueSample.all.map(\.id)) == Set(Catalogue.standard.frameworks.map(\.id)))
    }

    @Test(arguments: CatalogueSample.all)
    func `the row says what is seen of the smallest package`(_ sample: CatalogueSample) throws {
        let name = try #require(Catalogue.standard.framework(sample.id)).name
        let row = try #require(try Self.rows().first { $0[0] == name })
        let seen = Self.cells(sample)
        for (cell, expected) in zip(row.dropFirst(2), seen) {
            #expect(
                cell == expected || [" ", ":"].contains { cell.hasPrefix(expected + $0) },
                "\(name): \(seen.joined(separator: " | "))")
        }
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
            .joined(separator: "/")
        let test = row.last?.filter { $0 != "`" } ?? ""
        let source = try FileSystemAccess.read(folder + "/" + test)
        let type = "\(type(of: try #require(Catalogue.standard.framework(sample.id))))"
        let text = String(decoding: source, as: UTF8.self)
        #expect(text.contains(type) || text.contains("\"\(sample.id)\""), "\(test) says nothing of \(name)")
    }

    @Test(arguments: CatalogueSample.all)
    func `the surest entry is the sample's own, with lines`(_ sample: CatalogueSample) throws {
        let contents = sample.contents()
        let all = Catalogue.standard.frameworks.enumerated().compactMap { index, known in
            known.recognise(contents).map { (known.id, $0, index) }
        }
        let best = try #require(all.min { ($1.1.confidence, $0.2) < ($0.1.confidence, $1.2) })
        #expect(best.0 == sample.id)
        #expect(best.1.evidence.contains { $0.fact == "framework" && $0.value == sample.id })
        #expect(best.1.evidence.allSatisfy { $0.place.line != nil })
    }

    @Test(arguments: CatalogueSample.all)
    func `a dependency without use shows nothing`(_ sample: CatalogueSample) throws {
        let framework = try #require(Catalogue.standard.framework(sample.id))
        #expect(framework.recognise(sample.contents(without: sample.shownBy)) == nil)
    }
}
