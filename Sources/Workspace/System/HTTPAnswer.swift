/// One header field of a request or an answer.
package struct HTTPHeader: Sendable, Hashable {
    /// The name as it was written.
    package var name: String
    /// The value without blanks around it.
    package var value: String

    /// Makes a header field.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A question to a server.
package struct HTTPRequest: Sendable, Hashable {
    /// The method, such as `GET`.
    package var method: String
    /// The address, `http` or `https`.
    package var url: String
    /// Header fields; they may hold secrets, which never reach a command line.
    package var headers: [HTTPHeader]
    /// The body; absent for none.
    package var body: String?
    /// The network interface or local address to ask from, for being several clients; absent for the usual one.
    package var interface: String?
    /// Wall-clock time for the whole exchange.
    package var timeLimit: Duration

    /// Makes a request.
    package init(
        _ method: String, _ url: String, headers: [HTTPHeader] = [], body: String? = nil,
        interface: String? = nil, timeLimit: Duration = .seconds(10)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.interface = interface
        self.timeLimit = timeLimit
    }
}

/// What a server answered.
package struct HTTPAnswer: Sendable, Hashable {
    /// The status code, 100 to 599.
    package var status: Int
    /// The header fields in their order.
    package var headers: [HTTPHeader]
    /// The body.
    package var body: [UInt8]
    /// Seconds from the first byte sent to the last byte read, connecting included.
    package var seconds: Double

    /// Makes an answer, as the client or a test double does.
    package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = [], seconds: Double = 0) {
        self.status = status
        self.headers = headers
        self.body = body
        self.seconds = seconds
    }

    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of the first header field of that name, in any case of letters.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

extension HTTPAnswer {
    /// Reads a message as HTTP puts it on the wire: status line, header fields, empty line, body.
    ///
    /// Interim answers (1xx) before the final one are skipped, as RFC 9110, section 15.2, asks.
    ///
    /// - Returns: The final answer; absent if there is no status line.
    init?(message: [UInt8], seconds: Double) {
        var rest = message[...]
        while true {
            guard let (status, headers, body) = Self.readHead(rest) else { return nil }
            guard (100..<200).contains(status), !body.isEmpty, status != 101 else {
                self.init(status: status, headers: headers, body: Array(body), seconds: seconds)
                return
            }
            rest = body
        }
    }

    private static func readHead(
        _ bytes: ArraySlice<UInt8>
    ) -> (status: Int, headers: [HTTPHeader], body: ArraySlice<UInt8>)? {
        var rest = bytes
        func nextLine() -> String? {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            var line = rest[..<end]
            rest = rest[(end + 1)...]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            return String(decoding: line, as: UTF8.self)
        }
        guard let first = nextLine(), first.hasPrefix("HTTP/") else { return nil }
        let words = first.split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        var headers: [HTTPHeader] = []
        while let line = nextLine(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(HTTPHeader(String(line[..<colon]), String(value)))
        }
        return (status, headers, rest)
    }
}
