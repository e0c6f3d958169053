import Workspace

/// The answer of a health endpoint, read as far as it is JSON.
struct HealthAnswer: Sendable {
    private let answer: HTTPAnswer
    private let root: DocumentNode?

    /// Reads an answer; a body that is no JSON object has no keys.
    init(_ answer: HTTPAnswer) {
        self.answer = answer
        root = (try? JSONParser.parse(answer.body, path: "answer"))?.root
    }

    /// The `status` of the body, lower case.
    var status: String? { root?["status"]?.string?.lowercased() }

    /// The names that the body has beside `status` and `timestamp`.
    var keys: Set<String> {
        Set(root?.members.map(\.key) ?? []).subtracting(["status", "timestamp"])
    }

    /// What the body says about a component; nil where it does not name it.
    func value(of key: String) -> String? { root?[key]?.string?.lowercased() }

    /// Status and body in one line of at most 200 bytes.
    var summary: String {
        let body = String(decoding: answer.body.prefix(160), as: UTF8.self)
        let oneLine = body.split(whereSeparator: \.isNewline).joined(separator: " ")
        return oneLine.isEmpty ? "\(answer.status)" : "\(answer.status) \(oneLine)"
    }

    /// Why an answer is not 200, in one sentence.
    var cause: String {
        let down = root?.members.filter { $0.value.string == "down" }.map(\.key) ?? []
        if !down.isEmpty { return "the unit does not reach its " + down.joined(separator: ", ") }
        switch answer.status {
        case 404: return "no route answers there"
        case 300..<400: return "it redirects; a probe does not follow"
        case 401, 403: return "it asks for credentials; a probe has none"
        case 429: return "the rate limit applies to the health path"
        default: return "it answers \(answer.status)"
        }
    }
}
