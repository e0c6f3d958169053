import Testing

@testable import Workspace

@Suite struct HTTPMessageTests {
    @Test func `status, header fields and body are told apart`() {
        let message = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A:b\r\n\r\nline\r\n\r\nrest"
        let answer = HTTPAnswer(message: Array(message.utf8), seconds: 0.5)
        #expect(answer?.status == 200)
        #expect(answer?.header("content-type") == "text/plain")
        #expect(answer?.header("x-a") == "b")
        #expect(answer?.text == "line\r\n\r\nrest")
    }

    @Test func `an interim answer is skipped`() {
        let message = "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 503 \r\nretry-after: 5\r\n\r\n"
        let answer = HTTPAnswer(message: Array(message.utf8), seconds: 0)
        #expect(answer?.status == 503)
        #expect(answer?.header("Retry-After") == "5")
    }

    @Test(arguments: ["", "HTTP/1.1", "garbage\n\n", "HTTP/1.1 abc\n\n"])
    func `what is no HTTP gives no answer`(_ text: String) {
        #expect(HTTPAnswer(message: Array(text.utf8), seconds: 0) == nil)
    }

    @Test(arguments: [
        ("http://127.0.0.1:80/", true), ("http://localhost/x", true), ("https://u:p@localhost:1/", true),
        ("http://[::1]:8080/", true), ("http://127.0.0.1.example.org/", false), ("http://localhost.example.org", false),
        ("http://example.org/?http://localhost", false), ("http://localhost@example.org/", false),
        ("http://127.example.org/", false), ("http://api.localhost:3000", true),
    ])
    func `an address on this machine is known`(_ url: String, _ isLoopback: Bool) {
        #expect(HTTPClient.isLoopback(url) == isLoopback)
    }

    @Test func `a value cannot end its line of the configuration`() {
        #expect(
            HTTPClient.option("header", "A: \"b\\\"\nurl = \"x") == #"header = "A: \"b\\\"\nurl = \"x""#)
    }

    @Test func `messages show no credentials`() {
        #expect(HTTPClient.shortened("https://user:secret@example.org/a?token=1#x") == "https://example.org/a")
    }
}
