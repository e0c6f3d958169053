import Testing

@testable import Topology

@Suite struct ShellScriptTests {
    private func words(_ script: String) -> [String] {
        ShellScript.commands(in: script, folder: ".").map { $0.words.joined(separator: " ") }
    }

    @Test func `loops inside one another run for each pair, the outer one turning last`() {
        let script = """
            for region in eu us; do
              for unit in api web; do
                deploy "$unit" --region $region
              done
              echo "$region"
            done
            deploy done
            """
        #expect(
            words(script) == [
                "deploy api --region eu", "deploy web --region eu", "deploy api --region us", "deploy web --region us",
                "echo eu", "echo us", "deploy done",
            ])
    }

    @Test func `three loops end at the limit`() {
        let letters = (0..<64).map { "w\($0)" }.joined(separator: " ")
        let script = ["a", "b", "c"].map { "for \($0) in \(letters); do\n" }.joined() + "deploy $a $b $c\n"
        #expect(words(script).count <= ShellScript.maximumCommands)
    }
}
