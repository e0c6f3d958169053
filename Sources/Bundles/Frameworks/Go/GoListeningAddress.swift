import Workspace

/// Where a program listens: the port, and what decides it.
struct GoListeningAddress: Sendable {
    /// The port by default, with the line that says so.
    private(set) var port: (number: Int, place: FilePlace)?
    /// The variable that holds the port or the whole address.
    private(set) var variable: VariableRead?
    /// The flag that holds the port or the whole address.
    private(set) var flag: VariableRead?

    /// Follows the address that a server is given.
    init(of expression: Range<Int>, in source: GoSource, _ program: GoProgram, _ environment: GoEnvironment) {
        let origins = GoOrigins(of: expression, in: source, program, environment)
        port =
            origins.literals.lazy.compactMap { literal in
                Self.port(in: literal.text).map { ($0, literal.place) }
            }.first
        variable = Self.likeliest(origins.variables)
        flag = Self.likeliest(origins.flags)
    }

    /// The value for a variable or flag that makes the program listen on a port: a number where it takes one.
    static func value(for read: VariableRead, port: Int) -> String {
        let name = read.name.uppercased()
        if let value = read.defaultValue, let colon = value.lastIndex(of: ":") { return "\(value[..<colon]):\(port)" }
        let isAddress = ["ADDR", "ADDRESS", "LISTEN", "BIND", "HOSTPORT"].contains { name.hasSuffix($0) }
        return isAddress && Int(read.defaultValue ?? "") == nil ? ":\(port)" : String(port)
    }

    /// The port of `8080`, `:8080` or `0.0.0.0:8080`; nil for anything else.
    private static func port(in text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let last = parts.last, let number = Int(last), (1...65535).contains(number) else { return nil }
        // A number of its own is a port from 80 on: 0, 5 or 10 are counts and seconds.
        return parts.count > 1 || number >= 80 ? number : nil
    }

    /// Of several the one whose name says port or address: a host has a variable of its own.
    private static func likeliest(_ reads: [VariableRead]) -> VariableRead? {
        let words: [String] = ["PORT", "ADDR", "LISTEN", "BIND"]
        return words.lazy.compactMap { word in reads.first { $0.name.uppercased().contains(word) } }.first
            ?? (reads.count == 1 && !(reads[0].name.uppercased().contains("HOST")) ? reads[0] : nil)
    }
}
