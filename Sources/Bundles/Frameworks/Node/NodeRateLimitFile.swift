import Topology
import Workspace

/// The text of a module that limits the requests of each client of an Express application.
struct NodeRateLimitFile: Sendable {
    /// How requests are counted.
    enum Way: String, Sendable, Hashable, CaseIterable {
        /// By express-rate-limit.
        case library = "express-rate-limit"
        /// By the module itself.
        case own = "own-middleware"

        /// The way as the fix loop and the report name it.
        var approach: Approach {
            switch self {
            case .library: Approach(rawValue, "express-rate-limit")
            case .own: Approach(rawValue, "a limiter of the package's own, without a dependency")
            }
        }

        /// The name for the table.
        var provider: String { self == .library ? "express-rate-limit" : "middleware" }
    }

    /// The client of a shared store that the package has already.
    struct Store: Sendable {
        /// The specifier of the module that exports it.
        var module: String
        /// Its exported name; `default` for the module itself.
        var exported: String
        /// How it sends any command, `{}` for the client: node-redis and ioredis differ.
        var sending: String
    }

    /// How requests are counted.
    var way: Way
    /// What the limit has to respect.
    var need: RateLimitNeed
    /// Where all runs count together; nil to count in memory.
    var store: Store?
    /// How the module is written.
    var form: NodeHealthFile.Form
    /// The style of the file beside it.
    var style: JavaScriptStyle
    /// How its lines end.
    var lineBreak: String

    private var isTyped: Bool { form == .typeScript }
    private func typed(_ type: String) -> String { isTyped ? ": \(type)" : "" }

    /// The whole file.
    var text: String {
        var lines = header + [""] + imports + settings + [""] + clientFunctions + [""]
        lines += way == .library ? library : own
        if form == .commonJS { lines += ["", "module.exports = { rateLimit };"] }
        return lines.map(style.applied).joined(separator: lineBreak) + lineBreak
    }

    private var header: [String] {
        let client =
            need.client == .socket
            ? "// A client is the peer of the connection: no proxy is known that would say more."
            : "// A client is \(need.client.description), written by \(need.clientSource ?? "the proxy"); what else a "
                + "request says can be forged."
        return [
            "// \(NodeHealthFile.mark). It answers 429 to a client that makes more requests than \(need.policy.text).",
            "// \(RateLimitPolicy.variable) in the environment changes that, in the form of \"\(need.policy.text)\".",
            client, "// The limit and the answer may be edited; `infra-ws validate` asks faster than the limit.",
        ]
    }

    // MARK: Imports

    private var imports: [String] {
        var lines: [String] = []
        lines.append(load("isIPv6", from: "node:net"))
        if store != nil, way == .own { lines.append(load("setTimeout", from: "node:timers/promises", as: "pause")) }
        if isTyped { lines.append("import type { NextFunction, Request, Response } from \"express\";") }
        if way == .library {
            lines.append(load("rateLimit", from: "express-rate-limit", as: "limitRequests"))
            if store != nil { lines.append(load("RedisStore", from: "rate-limit-redis")) }
        }
        guard let store else { return lines }
        return lines + ["", load(store.exported, from: store.module, as: "store")]
    }

    private func load(_ name: String, from module: String, as local: String? = nil) -> String {
        let local = local ?? name
        if form == .commonJS {
            if name == "default" { return "const \(local) = require(\"\(module)\");" }
            return "const { \(name == local ? name : "\(name): \(local)") } = require(\"\(module)\");"
        }
        if name == "default" { return "import \(local) from \"\(module)\";" }
        return "import { \(name == local ? name : "\(name) as \(local)") } from \"\(module)\";"
    }

    // MARK: Settings

    /// TypeScript may forbid names of an index signature behind a point (typescriptlang.org/tsconfig,
    /// `noPropertyAccessFromIndexSignature`).
    private var variable: String {
        isTyped ? "process.env[\"\(RateLimitPolicy.variable)\"]" : "process.env.\(RateLimitPolicy.variable)"
    }

    private var settings: [String] {
        let paths = need.exempt.map { "\"\($0)\"" }.joined(separator: ", ")
        return [
            "", "/** Probes ask for these: they are never limited. */", "const EXEMPT = new Set([\(paths)]);",
            "const UNITS\(typed("Record<string, number>")) = { second: 1, minute: 60, hour: 3600, day: 86400 };", "",
            "const [count, unit] = (\(variable) ?? \"\(need.policy.text)\").split(\"/\");",
            "const limit = Number(count);",
            "const seconds = UNITS[unit\(isTyped ? " ?? \"\"" : "")]\(isTyped ? " ?? 0" : "");",
            "if (!(limit > 0 && seconds > 0)) {",
            "  throw new Error(\"\(RateLimitPolicy.variable) must look like \(need.policy.text)\");", "}",
        ]
    }

    private var clientFunctions: [String] {
        [
            "/** The client; a whole /64 of IPv6, which one client has for itself. */",
            "function clientAddress(request\(typed("Request")))\(typed("string")) {",
        ] + reading + [
            "  const plain = address.startsWith(\"::ffff:\") ? address.slice(7) : address;",
            "  if (!isIPv6(plain)) {", "    return plain;", "  }",
            "  const [head\(isTyped ? " = \"\"" : ""), tail] = plain.split(\"::\");",
            "  const left = head === \"\" ? [] : head.split(\":\");",
            "  const right = tail ? tail.split(\":\") : [];",
            "  const zeros = Array(Math.max(0, 8 - left.length - right.length)).fill(\"0\");",
            "  return [...left, ...zeros, ...right].slice(0, 4).join(\":\") + \"::/64\";", "}",
        ]
    }

    private var reading: [String] {
        let peer = "request.socket.remoteAddress ?? \"unknown\""
        switch need.client {
        case .socket: return ["  const address = \(peer);"]
        case .header(let name): return ["  const address = request.get(\"\(name)\")?.trim() || (\(peer));"]
        case .forwardedFor(let hops):
            return [
                "  const hops = (request.get(\"X-Forwarded-For\") ?? \"\").split(\",\");",
                "  const address = hops[hops.length - \(hops)]?.trim() || (\(peer));",
            ]
        }
    }

    // MARK: express-rate-limit

    private var library: [String] {
        var lines = [
            "\(export)const rateLimit = limitRequests({", "  windowMs: seconds * 1000,", "  limit,",
            "  standardHeaders: \"draft-8\",", "  legacyHeaders: false,",
            "  keyGenerator: (request\(typed("Request"))) => clientAddress(request),",
            "  skip: (request\(typed("Request"))) => EXEMPT.has(request.path),",
            "  // The key is ours, so that what the library would say about proxies does not apply.",
            "  validate: { xForwardedForHeader: false, trustProxy: false },",
            "  // Without the store nobody is limited: answering comes first.", "  passOnStoreError: true,",
            "  message: { error: \"too many requests\" },",
        ]
        if let store {
            lines.append(
                "  store: new RedisStore({ prefix: \"\(prefix)\", \(store.sending.replacing("{}", with: "store")) }),")
        }
        return lines + ["});"]
    }

    private var export: String { form == .commonJS ? "" : "export " }

    private var prefix: String { "rate-limit:\(Slug.of(need.unit.path)):" }

    // MARK: Own

    private var own: [String] {
        var lines = [
            "/** More clients than this in one window and the counting starts again, so that memory stays bounded. */",
            "const MOST_CLIENTS = 100_000;", "const counts = new Map\(isTyped ? "<string, number>" : "")();",
            "let current = 0;", "", "/** Counts in this process. */",
            "function hitHere(key\(typed("string")), period\(typed("number")))\(typed("number")) {",
            "  if (period !== current || counts.size >= MOST_CLIENTS) {", "    counts.clear();",
            "    current = period;",
            "  }", "  const count = (counts.get(key) ?? 0) + 1;", "  counts.set(key, count);", "  return count;", "}",
        ]
        if store != nil { lines += sharedHit }
        let signature =
            isTyped
            ? "request: Request, response: Response, next: NextFunction" : "request, response, next"
        let result = isTyped ? (store == nil ? ": void" : ": Promise<void>") : ""
        lines += [
            "", "\(export)\(store == nil ? "" : "async ")function rateLimit(\(signature))\(result) {",
            "  if (EXEMPT.has(request.path)) {", "    next();", "    return;", "  }",
            "  const now = Date.now() / 1000;", "  const period = Math.floor(now / seconds);",
            "  const count = \(store == nil ? "hitHere" : "await hit")(clientAddress(request), period);",
            "  if (count <= limit) {", "    next();", "    return;", "  }",
            "  const wait = Math.max(1, Math.ceil((period + 1) * seconds - now));",
            "  const name = JSON.stringify(\"default\");", "  response", "    .status(429)", "    .set({",
            "      \"Retry-After\": String(wait),", "      \"RateLimit-Policy\": `${name};q=${limit};w=${seconds}`,",
            "      RateLimit: `${name};r=0;t=${wait}`,", "      \"Cache-Control\": \"no-store\",", "    })",
            "    .json({ error: \"too many requests\" });", "}",
        ]
        return lines
    }

    private var sharedHit: [String] {
        [
            "", "/** Counts where all runs of this service do; in this process while the store does not answer. */",
            "async function hit(key\(typed("string")), period\(typed("number")))\(typed("Promise<number>")) {",
            "  const name = `\(prefix)${period}:${key}`;", "  try {",
            "    const count = await Promise.race([store.incr(name), pause(500, 0, { ref: false })]);",
            "    if (count === 1) {", "      await store.expire(name, seconds);", "    }",
            "    return count > 0 ? count : hitHere(key, period);", "  } catch {", "    return hitHere(key, period);",
            "  }", "}",
        ]
    }
}
