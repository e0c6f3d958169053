import Workspace

/// One client of a unit as the unit would see it in production: through the proxy that stands in front of it there.
///
/// On this machine there is no proxy. Where production has one, its headers are sent from an address that no server
/// takes for the usual peer (uvicorn trusts what 127.0.0.1 says); where it has none, each client has an address of
/// the loopback network.
struct SimulatedClient: Sendable {
    /// Which client, 1 or more.
    let number: Int
    /// Where the platform puts the client's address.
    let client: ClientAddress
    /// Whether the unit runs somewhere else, behind its real proxy.
    let isRemote: Bool

    /// Whether addresses of the loopback network besides 127.0.0.1 can be asked from without further setup; macOS
    /// wants an alias of the interface for each.
    #if os(Linux)
    static let hasLoopbackNetwork = true
    #else
    static let hasLoopbackNetwork = false
    #endif

    /// The address to ask from; nil for the usual one.
    var interface: String? {
        if isRemote || !Self.hasLoopbackNetwork { return nil }
        return client == .socket ? "127.0.0.\(number + 1)" : "127.0.0.200"
    }

    /// The headers that the proxy writes, after what the client forges.
    func headers(forging forged: String? = nil) -> [HTTPHeader] {
        let address = "198.51.100.\(number)"
        let forgery = forged.map { [HTTPHeader("X-Forwarded-For", $0)] } ?? []
        if isRemote { return forgery }
        switch client {
        case .socket: return forgery
        case .header(let name): return forgery + [HTTPHeader(name, address)]
        case .forwardedFor(let hops):
            let proxies = (1..<max(hops, 1)).map { "10.0.0.\($0)" }
            return [
                HTTPHeader(
                    "X-Forwarded-For", ([forged].compactMap(\.self) + [address] + proxies).joined(separator: ", "))
            ]
        }
    }
}
