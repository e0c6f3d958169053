import Topology
import Workspace

/// The text of a file that limits the requests of each client of a Go program.
struct GoRateLimitFile: Sendable {
    /// How requests are counted.
    enum Way: String, Sendable, Hashable, CaseIterable {
        /// Buckets of golang.org/x/time/rate.
        case buckets = "x-time-rate"
        /// Windows that the file counts itself.
        case own = "own-middleware"

        /// The way as the fix loop and the report name it.
        var approach: Approach {
            switch self {
            case .buckets: Approach(rawValue, "a bucket of golang.org/x/time/rate for each client")
            case .own: Approach(rawValue, "a limiter of the program's own, without a dependency")
            }
        }

        /// The name for the table.
        var provider: String { self == .buckets ? "golang.org/x/time/rate" : "middleware" }
    }

    /// How the file begins.
    static let mark = "// Made by infra-ws: the rate limit of this program"
    /// The function that puts the limit in front of a handler.
    static let function = "limitRequests"

    /// How requests are counted.
    let way: Way
    /// What the limit has to respect.
    let need: RateLimitNeed
    /// The name of the package.
    let package: String

    /// The whole file.
    var text: String { (head + imports + settings + counting + middleware + client).joined(separator: "\n") + "\n" }

    private var head: [String] {
        let client =
            need.client == .socket
            ? ["// A client is the peer of the connection: no proxy is known that would say more."]
            : [
                "// A client is \(need.client.description), written by \(need.clientSource ?? "the proxy"); what else",
                "// a request says about its origin can be forged.",
            ]
        return [
            "\(Self.mark), \(need.policy.details).",
            "// \(RateLimitPolicy.variable) in the environment changes it, in the form of \"\(need.policy.text)\".",
        ] + client + [
            "// The limit and the answer may be edited; `infra-ws validate` asks faster than the limit.", "",
            "package \(package)", "",
        ]
    }

    private var imports: [String] {
        var names = ["fmt", "log", "net", "net/http", "os", "strconv", "strings", "sync", "time"]
        if way == .buckets { names.insert("math", at: 2) }
        let library = way == .buckets ? ["", "\t\"golang.org/x/time/rate\""] : []
        return ["import ("] + names.map { "\t\"\($0)\"" } + library + [")"]
    }

    private var settings: [String] {
        let paths = need.exempt.map { "\(GoRateLimitFile.quoted($0)): true" }.joined(separator: ", ")
        return [
            "", "// Probes ask for these: they are never limited.", "var unlimitedPaths = map[string]bool{\(paths)}",
            "",
            "// mostClients bounds the memory: with more clients at a time the counting starts again.",
            "const mostClients = 100000", "", "// requestLimit reads \"\(need.policy.text)\".",
            "func requestLimit() (int, time.Duration) {", "\ttext := os.Getenv(\"\(RateLimitPolicy.variable)\")",
            "\tif text == \"\" {", "\t\ttext = \(GoRateLimitFile.quoted(need.policy.text))", "\t}",
            "\tunits := map[string]time.Duration{\"second\": time.Second, \"minute\": time.Minute, \"hour\": time.Hour, \"day\": 24 * time.Hour}",
            "\tparts := strings.SplitN(text, \"/\", 2)", "\tcount, err := strconv.Atoi(strings.TrimSpace(parts[0]))",
            "\tif err != nil || count < 1 || len(parts) != 2 || units[strings.TrimSpace(parts[1])] == 0 {",
            "\t\tlog.Fatalf(\"\(RateLimitPolicy.variable) must look like \(need.policy.text), not %q\", text)", "\t}",
            "\treturn count, units[strings.TrimSpace(parts[1])]", "}",
        ]
    }

    private var counting: [String] { way == .buckets ? buckets : windows }

    private var buckets: [String] {
        [
            "", "// requestCounter has a bucket for each client: full at the start, refilled over the window.",
            "type requestCounter struct {", "\tmutex   sync.Mutex", "\tcount   int", "\twindow  time.Duration",
            "\tbuckets map[string]*rate.Limiter", "\tswept   time.Time", "}", "",
            "func newRequestCounter() *requestCounter {", "\tcount, window := requestLimit()",
            "\treturn &requestCounter{count: count, window: window, buckets: map[string]*rate.Limiter{}, swept: time.Now()}",
            "}", "", "// wait counts a request; it is the time until the next one is served, or 0 if this one is.",
            "func (c *requestCounter) wait(client string, now time.Time) time.Duration {", "\tc.mutex.Lock()",
            "\tdefer c.mutex.Unlock()", "\tif now.Sub(c.swept) > c.window || len(c.buckets) >= mostClients {",
            "\t\t// A full bucket says nothing: a new one would be full too.",
            "\t\tfor key, bucket := range c.buckets {",
            "\t\t\tif len(c.buckets) >= mostClients || bucket.TokensAt(now) >= float64(c.count) {",
            "\t\t\t\tdelete(c.buckets, key)", "\t\t\t}", "\t\t}", "\t\tc.swept = now", "\t}",
            "\tbucket, known := c.buckets[client]", "\tif !known {",
            "\t\tbucket = rate.NewLimiter(rate.Limit(float64(c.count)/c.window.Seconds()), c.count)",
            "\t\tc.buckets[client] = bucket", "\t}", "\tif bucket.AllowN(now, 1) {", "\t\treturn 0", "\t}",
            "\tmissing := math.Max(0, 1-bucket.TokensAt(now))",
            "\treturn 1 + time.Duration(missing*float64(c.window)/float64(c.count))", "}",
        ]
    }

    private var windows: [String] {
        [
            "", "// requestCounter counts the requests of each client in one window after the other.",
            "type requestCounter struct {", "\tmutex  sync.Mutex", "\tcount  int", "\twindow time.Duration",
            "\tseen   map[string]int", "\tend    time.Time", "}", "", "func newRequestCounter() *requestCounter {",
            "\tcount, window := requestLimit()",
            "\treturn &requestCounter{count: count, window: window, seen: map[string]int{}}", "}", "",
            "// wait counts a request; it is the time until the next one is served, or 0 if this one is.",
            "func (c *requestCounter) wait(client string, now time.Time) time.Duration {", "\tc.mutex.Lock()",
            "\tdefer c.mutex.Unlock()", "\tif now.After(c.end) || len(c.seen) >= mostClients {",
            "\t\tc.seen = map[string]int{}", "\t\tc.end = now.Add(c.window)", "\t}", "\tc.seen[client]++",
            "\tif c.seen[client] <= c.count {", "\t\treturn 0", "\t}", "\treturn c.end.Sub(now)", "}",
        ]
    }

    private var middleware: [String] {
        [
            "", "// \(Self.function) answers 429 to a client that asks too often, before the handler sees the request.",
            "func \(Self.function)(next http.Handler) http.Handler {", "\tcounter := newRequestCounter()",
            "\treturn http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {",
            "\t\tif unlimitedPaths[r.URL.Path] {", "\t\t\tnext.ServeHTTP(w, r)", "\t\t\treturn", "\t\t}",
            "\t\twait := counter.wait(clientAddress(r), time.Now())", "\t\tif wait == 0 {",
            "\t\t\tnext.ServeHTTP(w, r)",
            "\t\t\treturn", "\t\t}", "\t\tseconds := int(wait/time.Second) + 1", "\t\theader := w.Header()",
            "\t\theader.Set(\"Retry-After\", strconv.Itoa(seconds))",
            "\t\theader.Set(\"RateLimit-Policy\", fmt.Sprintf(`\"default\";q=%d;w=%d`, counter.count, counter.window/time.Second))",
            "\t\theader.Set(\"RateLimit\", fmt.Sprintf(`\"default\";r=0;t=%d`, seconds))",
            "\t\theader.Set(\"Cache-Control\", \"no-store\")", "\t\theader.Set(\"Content-Type\", \"application/json\")",
            "\t\tw.WriteHeader(http.StatusTooManyRequests)",
            "\t\t_, _ = w.Write([]byte(`{\"error\":\"too many requests\"}` + \"\\n\"))", "\t})", "}",
        ]
    }

    private var client: [String] {
        [
            "", "// clientAddress is the client; a whole /64 of IPv6, which one client has for itself.",
            "func clientAddress(r *http.Request) string {", "\taddress, _, err := net.SplitHostPort(r.RemoteAddr)",
            "\tif err != nil {", "\t\taddress = r.RemoteAddr", "\t}",
        ] + reading + [
            "\tparsed := net.ParseIP(address)", "\tif parsed == nil {", "\t\treturn address", "\t}",
            "\tif four := parsed.To4(); four != nil {", "\t\treturn four.String()", "\t}",
            "\treturn parsed.Mask(net.CIDRMask(64, 128)).String()", "}",
        ]
    }

    private var reading: [String] {
        switch need.client {
        case .socket: []
        case .header(let name):
            [
                "\tif named := strings.TrimSpace(r.Header.Get(\(Self.quoted(name)))); named != \"\" {",
                "\t\taddress = named", "\t}",
            ]
        case .forwardedFor(let hops):
            [
                "\thops := strings.Split(strings.Join(r.Header.Values(\"X-Forwarded-For\"), \",\"), \",\")",
                "\tif len(hops) >= \(hops) {",
                "\t\tif named := strings.TrimSpace(hops[len(hops)-\(hops)]); named != \"\" {", "\t\t\taddress = named",
                "\t\t}", "\t}",
            ]
        }
    }

    /// An interpreted string of Go (go.dev/ref/spec, "String literals").
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
