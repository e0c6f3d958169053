import Testing
import Workspace

@testable import Bundles

/// PEP 440, "Version specifiers", and Poetry's "Dependency specification": one case for each operator.
@Suite struct LanguageVersionTests {
    @Test(arguments: [
        (">=3.12", ["3.12", "3.12.0", "3.13.1", "4.0"], ["3.11.9", "2.7"]),
        (">=3.9,<3.12", ["3.9", "3.11.7"], ["3.12.0", "3.8"]),
        ("<=3.11", ["3.11", "3.10"], ["3.11.2", "3.12"]),
        (">3.11", ["3.11.2", "3.12"], ["3.11.0", "3.11"]),
        ("==3.11.*", ["3.11.0", "3.11.9"], ["3.12", "3.1"]),
        ("==3.11", ["3.11", "3.11.0"], ["3.11.2"]),
        ("!=3.11.*", ["3.12.1"], ["3.11.2"]),
        ("!=3.11.2, >=3.11", ["3.11.3"], ["3.11.2"]),
        ("~=3.11", ["3.11", "3.12", "3.99"], ["4.0", "3.10"]),
        ("~=3.11.2", ["3.11.2", "3.11.9"], ["3.11.1", "3.12"]),
        ("^3.9", ["3.9", "3.12.1"], ["3.8", "4.0"]),
        ("~3.11", ["3.11.4"], ["3.12", "3.10"]),
        ("3.12", ["3.12", "3.12.1"], ["3.1", "3.13"]),
        ("3.12.1", ["3.12.1"], ["3.12.2", "3.12"]),
    ])
    func `a text admits what it means`(text: String, admitted: [String], refused: [String]) {
        let version = LanguageVersion(language: "Python", text: text, place: FilePlace("x"), programs: [])
        for number in admitted { #expect(version.admits(number) == true, "\(text) and \(number)") }
        for number in refused { #expect(version.admits(number) == false, "\(text) and \(number)") }
    }

    @Test(arguments: ["", "pypy3.9", ">=3.9 || <2", "===3.9", "~=3", ">=three"])
    func `what is not understood decides nothing`(text: String) {
        let version = LanguageVersion(language: "Python", text: text, place: FilePlace("x"), programs: [])
        #expect(version.admits("3.11.2") == nil, "\(text)")
    }
}
