import Testing

@testable import Workspace

@Suite struct PathTableTests {
    private static func table(_ paths: [String]) -> PathTable {
        var bytes: [UInt8] = []
        let entries = paths.map { path in
            let start = UInt32(bytes.count)
            bytes += path.utf8
            return PathTable.Entry(start: start, end: UInt32(bytes.count), flags: [])
        }
        return PathTable(bytes: bytes, entries: entries)
    }

    @Test func `paths in any order come out sorted by their bytes and once`() {
        let table = Self.table(["b", "a/z", "é", "a", "b", "a-b", "a/b", "Z"])
        #expect(table.texts() == ["Z", "a", "a-b", "a/b", "a/z", "b", "é"])
    }

    @Test func `a folder has what is below it and not what merely begins like it`() {
        let table = Self.table(["app", "app-two/x", "app/a", "app/b/c", "app0", "apps/x"])
        let found = table.positions(beginningWith: "app/").map { table[$0] }
        #expect(found == ["app/a", "app/b/c"])
    }

    @Test(arguments: [("package.json", 3), ("json", 0), ("", 0), ("a.package.json", 1), ("package.jso", 0)])
    func `a base name is found whole`(_ name: String, _ count: Int) {
        let table = Self.table(["package.json", "a/package.json", "a/b/package.json", "a/a.package.json", "x/y"])
        #expect(table.positions(named: name).count == count)
    }

    @Test func `an empty table finds nothing`() {
        let table = Self.table([])
        #expect(table.position(of: "a") == nil)
        #expect(table.positions(named: "a").isEmpty)
        #expect(table.positions(beginningWith: "").isEmpty)
    }

    @Test func `every path of a large table is found at its place`() {
        let table = Self.table((0..<5000).map { "d\($0 % 70)/f\($0).txt" })
        for index in 0..<table.count { #expect(table.position(of: table[index]) == index) }
        #expect(table.position(of: "d1/f0.txt") == nil)
    }

    @Test func `adding keeps the order and drops what is there already`() {
        let table = Self.table(["a", "c", "e"])
        #expect(table.adding(Self.table(["b", "f", "d"])).texts() == ["a", "b", "c", "d", "e", "f"])
        #expect(table.adding(Self.table(["c", "b"])).texts() == ["a", "b", "c", "e"])
    }

    @Test func `endings and beginnings of names are found whole`() {
        let table = Self.table([
            "a.tf", "b/a.tf.json", "b/tf", "b/x.tofu", ".tf", "Dockerfile", "x/Dockerfile.api", "Dock/f",
        ])
        #expect(table.positions(endingIn: [".tf", ".tofu"]).map { table[$0] } == [".tf", "a.tf", "b/x.tofu"])
        #expect(table.positions(endingIn: ["no such"]).isEmpty)
        #expect(
            table.positions(ofNamesBeginningWith: ["Dockerfile"]).map { table[$0] } == [
                "Dockerfile", "x/Dockerfile.api",
            ])
    }

    @Test func `a name that no path has is known to be nowhere, and one that a path has is not`() {
        let table = Self.table((0..<500).map { "d\($0 % 7)/f\($0).txt" })
        for index in 0..<table.count { #expect(table.mayHave(nameOf: table[index])) }
        #expect(!Self.table([]).mayHave(nameOf: "a"))
        let absent = (0..<500).filter { table.mayHave(nameOf: "other/g\($0).json") }
        #expect(absent.count < 400, "nearly every name collides")
    }
}
