/// The `infra-ws` that was built together with the tests.
package enum BuiltProgram {
    /// Its absolute path, or a path from the working directory: it stands beside the program that runs the tests.
    package static var path: String {
        #if os(macOS)
        // The tests are a bundle there: `infra-wsPackageTests.xctest/Contents/MacOS/infra-wsPackageTests`.
        let levels = 4
        #else
        let levels = 1
        #endif
        let parts = programOfTests.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(levels).joined(separator: "/") + "/infra-ws"
    }

    /// On macOS a helper runs the tests and names the bundle in an argument.
    private static var programOfTests: String {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest/Contents/MacOS/") }
        return bundle ?? CommandLine.arguments[0]
    }
}
