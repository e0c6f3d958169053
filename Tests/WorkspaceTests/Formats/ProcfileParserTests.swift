import Testing
import Workspace

@Suite struct ProcfileParserTests {
    @Test func `types and commands are read with their lines`() {
        let text =
            "# c\nweb: gunicorn app:app --bind 0.0.0.0:$PORT\r\n\nworker-1:  celery \nbad line\nno command:\nx y: z\n"
        #expect(
            ProcfileParser.parse(Array(text.utf8)) == [
                ProcfileEntry(type: "web", command: "gunicorn app:app --bind 0.0.0.0:$PORT", line: 2),
                ProcfileEntry(type: "worker-1", command: "celery", line: 4),
            ])
    }
}
