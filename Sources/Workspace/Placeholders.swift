// Stand-ins that let the modules above compile until the real types land: whoever lands one deletes it here.
package final class RepositoryFiles: Sendable {
    package let root: String
    package let paths: [String]
    package init(root: String, paths: [String]) { self.root = root; self.paths = paths }
    package func contains(_ path: String) -> Bool { paths.contains(path) }
    package func named(_ baseName: String) -> [String] { paths.filter { RelativePath.baseName(of: $0) == baseName } }
    package func under(_ folder: String) -> ArraySlice<String> { paths[...] }
    package func contents(_ path: String) -> [UInt8]? { nil }
}
package struct ToolLocator: Sendable {}
package struct HTTPAnswer: Sendable {}
