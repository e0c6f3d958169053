import Workspace

extension FuzzTarget {
    /// XML manifests.
    static let xml = FuzzTarget("xml") { bytes in
        guard let document = try? XMLParser.parse(bytes, path: "a.xml") else { return nil }
        guard let again = try? XMLParser.parse(bytes, path: "a.xml"), again.root == document.root else {
            return "a second reading differs"
        }
        return document.root.span.upperBound <= bytes.count ? nil : "a span lies outside of the file"
    }

    /// HCL.
    static let hcl = FuzzTarget("hcl") { bytes in
        guard let document = try? HCLParser.parse(bytes, path: "a.tf") else { return nil }
        guard let again = try? HCLParser.parse(bytes, path: "a.tf"), isSame(document.body, again.body) else {
            return "a second reading differs"
        }
        return isInside(document.body, bytes.count) ? nil : "a span lies outside of the file"
    }

    /// Environment examples.
    static let dotenv = FuzzTarget("dotenv") { bytes in
        let file = DotenvParser.parse(bytes, path: ".env")
        return file == DotenvParser.parse(bytes, path: ".env") ? nil : "a second reading differs"
    }

    /// Dockerfiles.
    static let dockerfile = FuzzTarget("dockerfile") { bytes in
        guard let file = try? DockerfileParser.parse(bytes, path: "Dockerfile") else { return nil }
        guard let again = try? DockerfileParser.parse(bytes, path: "Dockerfile"),
            again.exposedPorts == file.exposedPorts, again.stages.map(\.image) == file.stages.map(\.image),
            again.finalInstructions.map(\.arguments) == file.finalInstructions.map(\.arguments)
        else { return "a second reading differs" }
        return file.stages.flatMap(\.instructions).allSatisfy { $0.span.upperBound <= bytes.count }
            ? nil : "a span lies outside of the file"
    }

    /// Procfiles.
    static let procfile = FuzzTarget("procfile") { bytes in
        let entries = ProcfileParser.parse(bytes)
        let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
        guard entries.allSatisfy({ (1...lines).contains($0.line) }) else { return "a line that the file has not" }
        return entries == ProcfileParser.parse(bytes) ? nil : "a second reading differs"
    }

    /// Tables of Markdown files: what is recorded in one is read back, and recorded once.
    static let markdown = FuzzTarget("markdown") { bytes in
        _ = KnownIssues(bytes).items
        let entries = [
            InfrastructureEntry(
                InfrastructureRow(component: "Health", package: "apps/a|b", provider: "`x`", details: "a\\|b"))
        ]
        let conventions = Conventions(bytes)
        for hasColumn in [false, true] {
            guard let edited = try? conventions.bytes(recording: entries, packageColumn: hasColumn) else {
                return "edits overlap"
            }
            let again = Conventions(edited)
            guard again.rows.count >= conventions.rows.count, !again.rows(of: .health).isEmpty else {
                return "a row is missing in \(String(decoding: edited, as: UTF8.self).debugDescription)"
            }
            guard again.edits(recording: entries, packageColumn: hasColumn).isEmpty else {
                return "a second recording changes \(String(decoding: edited, as: UTF8.self).debugDescription)"
            }
        }
        let cell = MarkdownText.cell(String(decoding: bytes, as: UTF8.self))
        return MarkdownText.cell(MarkdownText.plain(cell)) == cell ? nil : "a cell reads back otherwise: \(cell)"
    }

    private static func isSame(_ left: HCLBody, _ right: HCLBody) -> Bool {
        left.attributes.map(\.name) == right.attributes.map(\.name)
            && left.attributes.map(\.expression.text) == right.attributes.map(\.expression.text)
            && left.blocks.map(\.labels) == right.blocks.map(\.labels)
            && zip(left.blocks, right.blocks).allSatisfy { isSame($0.body, $1.body) }
    }

    private static func isInside(_ body: HCLBody, _ count: Int) -> Bool {
        body.attributes.allSatisfy { $0.expression.span.upperBound <= count }
            && body.blocks.allSatisfy { $0.span.upperBound <= count && isInside($0.body, count) }
    }
}
