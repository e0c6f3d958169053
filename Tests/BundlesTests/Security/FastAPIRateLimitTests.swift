import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct FastAPIRateLimitTests {
    private let framework: any KnownFramework = FastAPIFramework()

    private static let routed: [String: String] = [
        "app/__init__.py": "",
        "app/main.py": """
        from fastapi import FastAPI

        from app import health, items

        app = FastAPI()
        app.include_router(health.router)
        app.include_router(items.router)

        """,
        "app/health.py": """
        from fastapi import APIRouter

        router = APIRouter()


        @router.get("/health")
        async def health() -> dict[str, str]:
            return {"status": "healthy"}

        """,
        "app/items.py": """
        from fastapi import (
            APIRouter,
            Depends,
        )

        router = APIRouter(prefix="/items")


        @router.get("")
        def list_items() -> list[str]:
            return []


        @router.get("/{item_id}")
        @router.get("/{item_id}/again")
        async def item(
            item_id: int,
            session=Depends(object),
        ) -> int:
            return item_id

        """,
    ]

    private func plan(
        _ files: [String: String], _ way: PythonRateLimitFile.Way, client: ClientAddress = .forwardedFor(hops: 1),
        hasStore: Bool = false, dependencies: [String] = ["fastapi", "redis"]
    ) throws(Diagnostic) -> RateLimitEdits {
        let unit = PythonUnit.unit(files, engines: ["redis"], dependencies: dependencies)
        return try framework.planRateLimit(
            RateLimitShapes.need(unit, client: client, source: "Coolify", hasStore: hasStore), approach: way.approach)
    }

    private func repair(_ files: [String: String], _ faults: Set<RateLimitFault>) throws -> [String: String] {
        let need = RateLimitShapes.need(
            PythonUnit.unit(files), client: .forwardedFor(hops: 1), source: "Coolify")
        let edits = try #require(try framework.repairRateLimit(need, of: faults))
        return PythonUnit.applying(edits.changes, to: files)
    }

    @Test func `slowapi decorates every route but the health endpoint`() throws {
        try expectSnapshot(RateLimitShapes.transcript(try plan(Self.routed, .slowapi)), named: "slowapi")
    }

    @Test func `the middleware counts in the shared store where there is one`() throws {
        var files = Self.routed
        files["app/cache.py"] = "import os\n\nurl = os.environ[\"REDIS_URL\"]\n"
        let edits = try plan(files, .limits, client: .header("Fly-Client-IP"), hasStore: true)
        try expectSnapshot(RateLimitShapes.transcript(edits), named: "limits-shared")
    }

    @Test func `the middleware without a dependency adds none`() throws {
        let edits = try plan(Self.routed, .own, client: .socket)
        #expect(edits.dependencies.isEmpty)
        try expectSnapshot(RateLimitShapes.transcript(edits), named: "own")
    }

    @Test(arguments: PythonRateLimitFile.Way.allCases)
    func `what was added is found again with its limit, and leaves no route out`(_ way: PythonRateLimitFile.Way) throws
    {
        let after = PythonUnit.applying(try plan(Self.routed, way).changes, to: Self.routed)
        let code = try #require(framework.rateLimitInCode(of: PythonUnit.unit(after)))
        #expect(code.provider == way.provider)
        #expect(code.policy == .standard)
        #expect(code.unlimited.isEmpty)
        #expect(code.suspects[.neverLimits] == nil || way != .slowapi)
        #expect(code.path == (way == .slowapi ? "/items" : nil))
    }

    @Test func `a route that was added later is named, and the next plan decorates it alone`() throws {
        var after = PythonUnit.applying(try plan(Self.routed, .slowapi).changes, to: Self.routed)
        after["app/items.py", default: ""] += "\n\n@router.post(\"\")\ndef add() -> int:\n    return 1\n"
        let code = try #require(framework.rateLimitInCode(of: PythonUnit.unit(after)))
        #expect(code.unlimited.map(\.name) == ["POST /items"])
        let edits = try plan(after, .slowapi)
        #expect(edits.changes.map(\.path) == ["apps/api/app/items.py"])
        #expect(
            RateLimitShapes.text("apps/api/app/items.py", in: edits).contains("@limited\ndef add(request: Request)"))
    }

    @Test(arguments: [
        ("from __future__ import annotations\n", "rate-limit/future"),
        ("limited = 1\n", "rate-limit/name-taken"),
    ])
    func `a file in which a decorator would not work is left to the middleware`(_ head: String, _ code: String) throws {
        var files = Self.routed
        files["app/items.py"] = head + (files["app/items.py"] ?? "")
        #expect(performing: { try plan(files, .slowapi) }, throws: { ($0 as? Diagnostic)?.code == code })
        #expect(try plan(files, .limits).changes.count == 2)
    }

    @Test func `what is mounted or declared without a decorator is left to the middleware`() throws {
        var files = Self.routed
        files["app/main.py", default: ""] += "app.mount(\"/static\", object())\n"
        #expect(
            performing: { try plan(files, .slowapi) },
            throws: { ($0 as? Diagnostic)?.code == "rate-limit/undecorated" })
    }

    @Test func `a limit above its route is suspected and put below it`() throws {
        var files = PythonUnit.applying(try plan(Self.routed, .slowapi).changes, to: Self.routed)
        files["app/items.py"] = files["app/items.py"]?.replacing(
            "@router.get(\"\")\n@limited\n", with: "@limited\n@router.get(\"\")\n")
        let code = try #require(framework.rateLimitInCode(of: PythonUnit.unit(files)))
        #expect(code.suspects[.neverLimits]?.place == FilePlace("apps/api/app/items.py", line: 11))
        let mended = try repair(files, [.neverLimits])
        #expect(mended["app/items.py"]?.contains("@router.get(\"\")\n@limited\ndef list_items") == true)
    }

    @Test func `a limit on the health endpoint is suspected and taken away`() throws {
        var files = PythonUnit.applying(try plan(Self.routed, .slowapi).changes, to: Self.routed)
        files["app/health.py"] = """
            from fastapi import APIRouter, Request
            from app.rate_limit import limited
            router = APIRouter()
            @router.get("/health")
            @limited
            async def health(request: Request) -> dict[str, str]:
                return {}

            """
        let code = try #require(framework.rateLimitInCode(of: PythonUnit.unit(files)))
        #expect(code.suspects[.limitsHealth]?.place == FilePlace("apps/api/app/health.py", line: 5))
        #expect(try repair(files, [.limitsHealth])["app/health.py"]?.contains("@limited") == false)
    }

    @Test func `a limiter of a person that counts the proxy gets the key of this platform`() throws {
        let files: [String: String] = [
            "app/__init__.py": "",
            "app/main.py": """
            from fastapi import FastAPI, Request
            from slowapi import Limiter
            from slowapi.util import get_remote_address

            limiter = Limiter(key_func=get_remote_address)
            app = FastAPI()
            app.state.limiter = limiter


            @app.get("/items")
            @limiter.limit("20/minute")
            def items(request: Request) -> list[str]:
                return []

            """,
        ]
        let code = try #require(framework.rateLimitInCode(of: PythonUnit.unit(files)))
        #expect(code.policy == RateLimitPolicy(count: 20, seconds: 60))
        #expect(code.suspects[.countsProxy]?.place == FilePlace("apps/api/app/main.py", line: 5))
        let mended = try repair(files, [.countsProxy])
        #expect(mended["app/main.py"]?.contains("Limiter(key_func=client_address)") == true)
        #expect(mended["app/client_address.py"]?.contains("hops[-1]") == true)
    }

    @Test func `default limits behind SlowAPIMiddleware are suspected where routers are included`() throws {
        var files = Self.routed
        files["app/main.py"] = """
            from fastapi import FastAPI
            from slowapi import Limiter
            from slowapi.middleware import SlowAPIMiddleware
            from slowapi.util import get_remote_address
            from app import items
            limiter = Limiter(get_remote_address, default_limits=["100/minute"])
            app = FastAPI()
            app.add_middleware(SlowAPIMiddleware)
            app.include_router(items.router)

            """
        let code = try #require(framework.rateLimitInCode(of: PythonUnit.unit(files)))
        #expect(code.policy == .standard)
        #expect(code.path == "/items")
        #expect(code.suspects[.neverLimits] != nil)
    }
}
