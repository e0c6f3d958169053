import Topology
import Workspace

/// The text of the file that limits the requests of an application of FastAPI.
struct PythonRateLimitFile: Sendable {
    /// How requests are counted.
    enum Way: String, Sendable, Hashable, CaseIterable {
        /// slowapi's decorators on each route.
        case slowapi
        /// A middleware that counts with `limits`, the engine of slowapi.
        case limits
        /// A middleware that counts by itself.
        case own = "own-middleware"

        /// The way as the fix loop and the report name it.
        var approach: Approach {
            switch self {
            case .slowapi: Approach(rawValue, "slowapi on every route")
            case .limits: Approach(rawValue, "a middleware on limits, the engine of slowapi")
            case .own: Approach(rawValue, "a middleware that counts by itself")
            }
        }

        /// The name for the table.
        var provider: String {
            switch self {
            case .slowapi: "slowapi"
            case .limits: "limits"
            case .own: "middleware"
            }
        }
    }

    /// How requests are counted.
    let way: Way
    /// What the limit has to respect.
    let need: RateLimitNeed
    /// The expression for the address of the shared store and the import that it needs; nil to count in memory.
    let store: (expression: String, importLine: String?)?
    /// What the file was made from, such as `app/main.py:21 (application)`.
    let sources: [String]

    /// The name that the application's file imports.
    static func entry(of way: Way) -> String { way == .slowapi ? "add_rate_limit" : "RateLimitMiddleware" }

    /// The whole file.
    var text: String { (head + imports + settings + client + body).joined(separator: "\n") + "\n" }

    // MARK: Head

    private var head: [String] {
        [
            PythonGeneratedFile.mark + ": the rate limit of this service, \(need.policy.details).",
            "# Made from " + sources.joined(separator: ", ") + ".",
            "# \(RateLimitPolicy.variable) in the environment changes the limit, in the form of \"\(need.policy.text)\".",
        ] + sourceOfClient + [
            "# You may edit the limit and the answer. Keep the names that other files import.", "",
        ]
    }

    private var sourceOfClient: [String] {
        switch need.client {
        case .socket: ["# A client is the peer of the connection: no proxy is known that would say more."]
        default:
            [
                "# A client is \(need.client.description), written by \(need.clientSource ?? "the proxy");",
                "# what else a request says about its origin can be forged.",
            ]
        }
    }

    private var imports: [String] {
        var standard: [String] = ["import os", "from ipaddress import ip_address, ip_network"]
        var libraries: [String] = ["from fastapi import Request", "from fastapi.responses import JSONResponse"]
        switch way {
        case .slowapi:
            standard += ["import time"]
            libraries[0] = "from fastapi import FastAPI, Request"
            libraries += ["from slowapi import Limiter", "from slowapi.errors import RateLimitExceeded"]
        case .limits:
            standard += ["import logging", "import time"]
            libraries += [
                "from limits import parse",
                "from limits.aio.storage import \(store == nil ? "MemoryStorage" : "RedisStorage")",
                "from limits.aio.strategies import FixedWindowRateLimiter",
                "from starlette.types import ASGIApp, Receive, Scope, Send",
            ]
        case .own:
            standard += ["import time"]
            libraries += ["from starlette.types import ASGIApp, Receive, Scope, Send"]
        }
        let own = store?.importLine.map { ["", $0] } ?? []
        return Self.sorted(standard) + [""] + Self.sorted(libraries) + own
    }

    /// `import` before `from`, each in alphabetical order.
    private static func sorted(_ lines: [String]) -> [String] {
        lines.filter { $0.hasPrefix("import ") }.sorted() + lines.filter { $0.hasPrefix("from ") }.sorted()
    }

    private var settings: [String] {
        var lines = [
            "",
            "RATE_LIMIT = os.environ.get(\"\(RateLimitPolicy.variable)\", \(PythonText.quoted(need.policy.text)))",
        ]
        if way != .slowapi {
            let paths = need.exempt.map(PythonText.quoted).joined(separator: ", ")
            lines += ["# Probes ask for these: they are never limited.", "EXEMPT = {\(paths)}"]
        }
        return lines
    }

    // MARK: Client

    private var client: [String] { PythonClientAddress(need.client).function }

    // MARK: Ways

    private var body: [String] {
        switch way {
        case .slowapi: slowapi
        case .limits: limits
        case .own: own
        }
    }

    /// The answer, with the fields of the IETF's draft (draft-ietf-httpapi-ratelimit-headers).
    private static func answer(count: String, window: String) -> [String] {
        [
            "    return JSONResponse(", "        {\"detail\": \"too many requests\"},", "        status_code=429,",
            "        headers={", "            \"Retry-After\": str(seconds),",
            "            \"RateLimit-Policy\": f'\"default\";q={\(count)};w={\(window)}',",
            "            \"RateLimit\": f'\"default\";r=0;t={seconds}',",
            "            \"Cache-Control\": \"no-store\",", "        },", "    )",
        ]
    }

    private var slowapi: [String] {
        [
            "", "", "limiter = Limiter(key_func=client_address)",
            "# Stands below the decorator of each route: all routes share one count for each client.",
            "limited = limiter.shared_limit(RATE_LIMIT, scope=\"service\")", "", "",
            "async def too_many_requests(request: Request, error: RateLimitExceeded) -> JSONResponse:",
            "    \"\"\"429, and when to come back.\"\"\"", "    limit, keys = request.state.view_rate_limit",
            "    reset, _ = limiter.limiter.get_window_stats(limit, *keys)",
            "    seconds = max(1, int(reset - time.time()) + 1)",
        ] + Self.answer(count: "limit.amount", window: "limit.get_expiry()") + [
            "", "", "def add_rate_limit(app: FastAPI) -> None:",
            "    \"\"\"What the decorators need of the application.\"\"\"", "    app.state.limiter = limiter",
            "    app.add_exception_handler(RateLimitExceeded, too_many_requests)",
        ]
    }

    private var limits: [String] {
        [
            "", "", "log = logging.getLogger(__name__)", "limit = parse(RATE_LIMIT)",
        ] + storage + [
            "limiter = FixedWindowRateLimiter(storage)", "", "", "def too_many_requests(seconds: int) -> JSONResponse:",
            "    \"\"\"429, and when to come back.\"\"\"",
        ] + Self.answer(count: "limit.amount", window: "limit.get_expiry()")
            + Self.middleware(documentation: "Counts each request before any route sees it.") + [
                "        key = client_address(Request(scope))", "        try:",
                "            is_allowed = await limiter.hit(limit, key)",
                "            reset = 0.0 if is_allowed else (await limiter.get_window_stats(limit, key)).reset_time",
                "        except Exception as error:",
                "            # Without the store nobody is limited: answering comes first.",
                "            log.warning(\"rate limit: the store does not answer (%s)\", type(error).__name__)",
                "            is_allowed, reset = True, 0.0",
            ] + Self.verdict(seconds: "int(reset - time.time()) + 1")
    }

    private var storage: [String] {
        guard let store else {
            return ["# In memory: each process counts for itself.", "storage = MemoryStorage()"]
        }
        return [
            "# Shared by all runs of this service. The driver is that of redis-py.", "storage = RedisStorage(",
            "    \"async+\" + \(store.expression),", "    implementation=\"redispy\",",
            "    key_prefix=\(PythonText.quoted("rate-limit:" + Slug.of(need.unit.path))),",
            "    socket_connect_timeout=1,", "    socket_timeout=1,", ")",
        ]
    }

    private var own: [String] {
        [
            "", "",
            "UNITS = {\"second\": 1, \"minute\": 60, \"hour\": 3600, \"day\": 86400}",
            "# More clients than this in one window and the counting starts again, so that memory stays bounded.",
            "MOST_CLIENTS = 100_000", "", "", "def parse(text: str) -> tuple[int, int]:",
            "    \"\"\"Requests and seconds of a text such as 100/minute.\"\"\"",
            "    count, _, unit = text.partition(\"/\")",
            "    if not count.strip().isdecimal() or unit.strip() not in UNITS:",
            "        raise ValueError(f\"RATE_LIMIT must look like 100/minute, not {text!r}\")",
            "    return int(count), UNITS[unit.strip()]", "", "", "LIMIT, WINDOW = parse(RATE_LIMIT)",
            "counts: dict[str, int] = {}", "window_end = 0.0", "", "", "def hit(key: str) -> float:",
            "    \"\"\"Counts a request; the seconds until the window ends, if there were too many, else 0.\"\"\"",
            "    global window_end", "    now = time.monotonic()",
            "    if now >= window_end or len(counts) >= MOST_CLIENTS:", "        counts.clear()",
            "        window_end = now + WINDOW", "    counts[key] = counts.get(key, 0) + 1",
            "    return window_end - now if counts[key] > LIMIT else 0.0", "", "",
            "def too_many_requests(seconds: int) -> JSONResponse:", "    \"\"\"429, and when to come back.\"\"\"",
        ] + Self.answer(count: "LIMIT", window: "WINDOW")
            + Self.middleware(documentation: "Counts each request before any route sees it, in each process by itself.")
            + [
                "        wait = hit(client_address(Request(scope)))", "        is_allowed = wait == 0.0",
            ] + Self.verdict(seconds: "int(wait) + 1")
    }

    private static func middleware(documentation: String) -> [String] {
        [
            "", "", "class RateLimitMiddleware:", "    \"\"\"\(documentation)\"\"\"", "",
            "    def __init__(self, app: ASGIApp) -> None:", "        self.app = app", "",
            "    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:",
            "        if scope[\"type\"] != \"http\" or scope[\"path\"] in EXEMPT:",
            "            await self.app(scope, receive, send)", "            return",
        ]
    }

    private static func verdict(seconds: String) -> [String] {
        [
            "        if is_allowed:", "            await self.app(scope, receive, send)", "            return",
            "        await too_many_requests(max(1, \(seconds)))(scope, receive, send)",
        ]
    }
}

/// The function that gives the address of a client, in Python.
struct PythonClientAddress: Sendable {
    private let client: ClientAddress

    /// Writes it for where the address is.
    init(_ client: ClientAddress) { self.client = client }

    /// The function with two empty lines before it.
    var function: [String] {
        [
            "", "", "def client_address(request: Request) -> str:",
            "    \"\"\"The client; a whole /64 of IPv6, which one client has for itself.\"\"\"",
        ] + reading + [
            "    try:", "        known = ip_address(address)", "    except ValueError:", "        return address",
            "    return address if known.version == 4 else str(ip_network((known, 64), strict=False))",
        ]
    }

    private var reading: [String] {
        let peer = "request.client.host if request.client else \"unknown\""
        switch client {
        case .socket: return ["    address = " + peer]
        case .header(let name):
            return [
                "    peer = " + peer, "    address = request.headers.get(\(PythonText.quoted(name)), peer).strip()",
            ]
        case .forwardedFor(let hops):
            return [
                "    peer = " + peer,
                "    hops = \",\".join(request.headers.getlist(\"X-Forwarded-For\")).split(\",\")",
                hops == 1
                    ? "    address = hops[-1].strip() or peer"
                    : "    address = (hops[-\(hops)].strip() if len(hops) >= \(hops) else \"\") or peer",
            ]
        }
    }
}
