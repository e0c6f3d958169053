import Workspace

/// The text of the health file that an application of FastAPI gets.
struct FastAPIHealthFile: Sendable {
    /// What is asked, in the order of the answer.
    let checks: [PythonHealthCheck]
    /// URL path of the endpoint.
    let path: String
    /// URL path of the endpoint that asks nothing; nil where it is taken.
    let livePath: String?
    /// What the file was made from, such as `app/main.py:21 (application)`.
    let sources: [String]
    /// Names of what the file imports from the package.
    let names: PythonNames
    /// Writes imports from the package.
    let style: PythonImportStyle
    /// Files whose import would lead back to this one: they are imported at the time of the request.
    let circular: Set<String>

    /// Names that the file defines or imports.
    static let reservedNames: Set<String> = [
        "router", "log", "health", "live", "answer", "passes", "text", "asyncio", "logging", "datetime", "timezone",
        "APIRouter", "JSONResponse", "Request", "TIME_LIMIT", "os", "psycopg", "asyncpg", "psycopg2", "sqlite3",
        "closing", "contextmanager", "asynccontextmanager", "from_url", "plain_address", "request", "connection",
        "session", "Awaitable",
    ]

    private var usesRequest: Bool { checks.contains(where: \.usesRequest) }

    /// The whole file.
    var text: String {
        var lines = head + imports + ["", "router = APIRouter()"]
        if !checks.isEmpty {
            lines += [
                "log = logging.getLogger(__name__)", "", "# Seconds that each check may take.", "TIME_LIMIT = 2.0",
            ]
            if needsPlainAddress { lines += Self.plainAddress }
            for check in checks {
                lines += ["", ""] + check.functions(late: lateImports(of: check), usesRequest: usesRequest)
            }
            lines += Self.passes
        }
        lines += Self.answer + endpoint + live
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Head and imports

    private var head: [String] {
        [PythonGeneratedFile.mark + ": the health endpoint of this service."]
            + ["# Made from " + sources.joined(separator: ", ") + "."]
            + [
                "# You may edit the checks and the time limit. Keep `router`, the paths and the keys of the answer: probes",
                "# ask for them.", "",
            ]
    }

    private var imports: [String] {
        var standard = ["from datetime import datetime, timezone"]
        var libraries = ["from fastapi import APIRouter" + (usesRequest ? ", Request" : "")]
        libraries.append("from fastapi.responses import JSONResponse")
        if !checks.isEmpty {
            standard += ["import asyncio", "import logging", "from collections.abc import Awaitable"]
        }
        for line in checks.flatMap(\.libraryImports) {
            if Self.isStandard(line) { standard.append(line) } else { libraries.append(line) }
        }
        let own = checks.filter { !isLate($0) }.compactMap(importLine)
        let blocks = [Self.sorted(standard), Self.sorted(libraries), Self.sorted(own)].filter { !$0.isEmpty }
        return Array(blocks.joined(separator: [""]))
    }

    private static func isStandard(_ line: String) -> Bool {
        ["import os", "import sqlite3", "from contextlib"].contains { line.hasPrefix($0) }
    }

    /// `import` before `from`, each in alphabetical order, none twice; names of one module on one line.
    private static func sorted(_ lines: [String]) -> [String] {
        var names: [String: Set<String>] = [:]
        var plain: Set<String> = []
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            if words.count == 4, words[0] == "from" {
                names[words[1], default: []].formUnion(
                    words[3].split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init))
            } else {
                plain.insert(line)
            }
        }
        let from = names.keys.sorted().map { module in
            "from \(module) import " + (names[module] ?? []).sorted().joined(separator: ", ")
        }
        return plain.sorted() + from
    }

    private func isLate(_ check: PythonHealthCheck) -> Bool {
        check.isLate || check.symbol.map { circular.contains($0.path) } ?? false
    }

    private func importLine(_ check: PythonHealthCheck) -> String? {
        guard let symbol = check.symbol, let name = symbol.name else { return nil }
        let local = names.aliases[symbol] ?? name
        return style.line(name, from: symbol.path, as: local == name ? nil : local)
    }

    private func lateImports(of check: PythonHealthCheck) -> [String] {
        guard isLate(check), let line = importLine(check) else { return [] }
        let reason =
            check.isLate
            ? "# Only its value at the time of the request counts." : "# Imported here: that file imports this one."
        return [reason, line]
    }

    // MARK: Parts

    private var needsPlainAddress: Bool { checks.contains { $0.body.contains { $0.contains("plain_address(") } } }

    private static let plainAddress: [String] = [
        "", "", "def plain_address(address: str) -> str:",
        "    \"\"\"The address without the name of an SQLAlchemy driver, which drivers themselves do not know.\"\"\"",
        "    scheme, separator, rest = address.partition(\"://\")",
        "    return scheme.partition(\"+\")[0] + separator + rest",
    ]

    private static let passes: [String] = [
        "", "", "async def passes(name: str, check: Awaitable[None]) -> bool:",
        "    \"\"\"Whether a check ends well in time. Why it does not is logged by kind and never answered.\"\"\"",
        "    task = asyncio.ensure_future(check)",
        "    # Takes note of an error that comes after the time limit.",
        "    task.add_done_callback(lambda done: done.cancelled() or done.exception())",
        "    await asyncio.wait({task}, timeout=TIME_LIMIT)",
        "    if task.done() and not task.cancelled() and task.exception() is None:", "        return True",
        "    task.cancel()",
        "    cause = type(task.exception()).__name__ if task.done() and not task.cancelled() else \"time limit\"",
        "    log.warning(\"health: %s is down (%s)\", name, cause)", "    return False",
    ]

    private static let answer: [String] = [
        "", "", "def answer(required: dict[str, bool], optional: dict[str, bool]) -> JSONResponse:",
        "    \"\"\"The answer from what the checks found, by the names of the parts.\"\"\"",
        "    is_healthy = all(required.values())",
        "    status = \"unhealthy\" if not is_healthy else \"healthy\" if all(optional.values()) else \"degraded\"",
        "    parts = {name: \"ok\" if is_up else \"down\" for name, is_up in {**required, **optional}.items()}",
        "    return JSONResponse(",
        "        {\"status\": status, **parts, \"timestamp\": datetime.now(timezone.utc).isoformat()},",
        "        status_code=200 if is_healthy else 503,", "        headers={\"Cache-Control\": \"no-store\"},",
        "    )",
    ]

    private var endpoint: [String] {
        let parameter = usesRequest ? "request: Request" : ""
        return Self.route(path) + [
            "async def health(\(parameter)) -> JSONResponse:",
            checks.isEmpty
                ? "    \"\"\"Answers 200 while the process serves requests.\"\"\""
                : "    \"\"\"Answers 503 while a required part is down; without an optional one the status is `degraded`.\"\"\"",
        ] + asking + ["    return answer(required=\(parts(required: true)), optional=\(parts(required: false)))"]
    }

    private var asking: [String] {
        let argument = usesRequest ? "request" : ""
        let calls = checks.map {
            "passes(\(PythonText.quoted($0.component.key)), check_\($0.identifier)(\(argument)))"
        }
        switch checks.count {
        case 0: return []
        case 1: return ["    \(checks[0].identifier) = await \(calls[0])"]
        default:
            return ["    \(checks.map(\.identifier).joined(separator: ", ")) = await asyncio.gather("]
                + calls.map { "        \($0)," } + ["    )"]
        }
    }

    private func parts(required: Bool) -> String {
        let entries = checks.filter { $0.component.isRequired == required }.map {
            "\(PythonText.quoted($0.component.key)): \($0.identifier)"
        }
        return "{" + entries.joined(separator: ", ") + "}"
    }

    private var live: [String] {
        guard let livePath else { return [] }
        return Self.route(livePath) + [
            "async def live() -> JSONResponse:",
            "    \"\"\"Answers 200 while the process serves requests, whatever else is down.\"\"\"",
            "    return answer(required={}, optional={})",
        ]
    }

    private static func route(_ path: String) -> [String] {
        let text = PythonText.quoted(path)
        return [
            "", "", "@router.get(\(text), include_in_schema=False)", "@router.head(\(text), include_in_schema=False)",
        ]
    }
}
