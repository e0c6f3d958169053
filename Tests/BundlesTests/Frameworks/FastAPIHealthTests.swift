import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct FastAPIHealthTests {
    private let framework: any KnownFramework = FastAPIFramework()

    private func plan(
        _ files: [String: String], engines: [String], approach: Int = 0, isRepair: Bool = false,
        dependencies: [String] = ["fastapi", "uvicorn", "redis", "psycopg"]
    ) throws(Diagnostic) -> HealthEdits {
        let unit = PythonUnit.unit(files, engines: engines, dependencies: dependencies)
        return try framework.planHealth(
            HealthRequest(
                unit: unit, existing: framework.healthInCode(of: unit), components: HealthComponents.of(unit),
                approach: framework.healthApproaches(for: unit)[approach], isRepair: isRepair))
    }

    private func text(_ edits: HealthEdits) -> String {
        edits.changes.map { change in
            "=== \(change.path)\n" + (change.new.map { String(decoding: $0, as: UTF8.self) } ?? "")
        }.joined(separator: "\n")
    }

    private func generated(_ edits: HealthEdits) -> String {
        edits.changes.first { $0.path == edits.file }?.new.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// After the plan everything is checked, and a second plan changes nothing.
    private func expectWhole(_ files: [String: String], _ edits: HealthEdits, engines: [String]) throws {
        let after = PythonUnit.applying(edits.changes, to: files)
        let unit = PythonUnit.unit(after, engines: engines)
        let code = framework.healthInCode(of: unit)
        #expect(code.route?.path == edits.path)
        #expect(code.checks.keys.sorted() == engines.map { "api-\($0)" }.sorted())
        for approach in framework.healthApproaches(for: unit).prefix(1) {
            let again = try framework.planHealth(
                HealthRequest(
                    unit: unit, existing: code, components: HealthComponents.of(unit), approach: approach,
                    isRepair: true))
            #expect(again.changes.isEmpty, "\(text(again))")
        }
    }

    private let asyncFiles = [
        "app/__init__.py": "",
        "app/main.py": """
        \"""The API.\"""

        from fastapi import FastAPI

        from app import cache, db


        def create_app() -> FastAPI:
            app = FastAPI(title="API")
            app.mount("/", thing)
            return app


        app = create_app()

        """,
        "app/db.py": """
        import os
        from sqlalchemy.ext.asyncio import create_async_engine

        engine = create_async_engine(os.environ["DATABASE_URL"])

        """,
        "app/cache.py": """
        import os
        import redis.asyncio as redis

        client = redis.from_url(os.environ["REDIS_URL"])

        """,
    ]

    @Test func `an async engine and an async client are asked side by side`() throws {
        let edits = try plan(asyncFiles, engines: ["postgresql", "valkey"])
        #expect(edits.path == "/health")
        #expect(edits.file == "apps/api/app/health.py")
        try expectSnapshot(text(edits), named: "async-engine-and-client")
        try expectWhole(asyncFiles, edits, engines: ["postgresql", "valkey"])
    }

    @Test func `the second approach opens connections of its own`() throws {
        let edits = try plan(asyncFiles, engines: ["postgresql", "valkey"], approach: 1)
        try expectSnapshot(text(edits), named: "own-connections")
        let unit = PythonUnit.unit(
            PythonUnit.applying(edits.changes, to: asyncFiles), engines: ["postgresql", "valkey"])
        #expect(framework.healthInCode(of: unit).checks.count == 2)
    }

    @Test func `without components the endpoint only answers`() throws {
        let files = ["main.py": "from fastapi import FastAPI\r\n\r\napp = FastAPI(\r\n    title='x',\r\n)\r\n"]
        let edits = try plan(files, engines: [])
        #expect(
            edits.changes.first { $0.path.hasSuffix("main.py") }?.new.map { String(decoding: $0, as: UTF8.self) }
                == "from fastapi import FastAPI\r\nfrom health import router as health_router\r\n\r\napp = FastAPI(\r\n"
                + "    title='x',\r\n)\r\napp.include_router(health_router)\r\n")
        try expectSnapshot(generated(edits), named: "no-components")
        try expectWhole(files, edits, engines: [])
    }

    @Test func `an endpoint without checks is left alone, and one that checks stands below it`() throws {
        var files = asyncFiles
        files["app/main.py"]? += "\n@app.get('/healthz')\ndef healthz():\n    return {'ok': True}\n"
        let edits = try plan(files, engines: ["postgresql"])
        #expect(edits.path == "/healthz/ready")
        #expect(!generated(edits).contains("/live"))
        try expectWhole(files, edits, engines: ["postgresql"])
    }

    private static let connections: [(name: String, source: String, engine: String, check: String)] = [
        (
            "sync engine", "from sqlalchemy import create_engine\nengine = create_engine('x')\n", "postgresql",
            "with engine.connect() as connection:"
        ),
        (
            "sqlmodel", "from sqlmodel import create_engine\ndb_engine = create_engine('x')\n", "mysql",
            "with db_engine.connect() as connection:"
        ),
        (
            "session maker", "from sqlalchemy.orm import sessionmaker\nSessionLocal = sessionmaker(bind=None)\n",
            "postgresql", "with SessionLocal() as session:"
        ),
        (
            "async sessions",
            "from sqlalchemy.ext.asyncio import async_sessionmaker\nsessions = async_sessionmaker(None)\n",
            "postgresql", "async with sessions() as session:"
        ),
        (
            "pool in a function",
            "import asyncpg\npool = None\nasync def start():\n    global pool\n    pool = await asyncpg.create_pool('x')\n",
            "postgresql", "await pool.fetchval(\"SELECT 1\")"
        ),
        (
            "pool in the state",
            "import asyncpg\nasync def lifespan(app):\n    async with asyncpg.create_pool('x') as pool:\n        app.state.pool = pool\n        yield\n",
            "postgresql", "await request.app.state.pool.fetchval(\"SELECT 1\")"
        ),
        (
            "psycopg pool", "from psycopg_pool import ConnectionPool\npool = ConnectionPool('x')\n", "postgresql",
            "with pool.connection(timeout=TIME_LIMIT) as connection:"
        ),
        (
            "async psycopg pool", "import psycopg_pool\npool = psycopg_pool.AsyncConnectionPool('x', open=False)\n",
            "postgresql", "async with pool.connection(timeout=TIME_LIMIT) as connection:"
        ),
        (
            "databases", "from databases import Database\ndatabase = Database('x')\n", "postgresql",
            "await database.fetch_val(\"SELECT 1\")"
        ),
        (
            "dependency",
            "import aiosqlite\nasync def get_db():\n    async with aiosqlite.connect('x') as db:\n        yield db\n",
            "sqlite", "async with asynccontextmanager(get_db)() as connection:"
        ),
        (
            "connect function", "import psycopg2\ndef connect():\n    return psycopg2.connect('x')\n", "postgresql",
            "with closing(connect()) as connection:"
        ),
        ("sync client", "import redis\nr = redis.Redis(host='x')\n", "redis", "r.ping()"),
        (
            "async class", "from redis.asyncio import Redis\nr = Redis.from_url('x')\n", "redis", "await r.ping()"
        ),
        (
            "getter", "from redis import asyncio as aioredis\ndef get_redis():\n    return aioredis.from_url('x')\n",
            "redis",
            "await get_redis().ping()"
        ),
        ("valkey", "import valkey\nv = valkey.Valkey(host='x')\n", "valkey", "v.ping()"),
    ]

    @Test(arguments: connections)
    func `each kind of connection has its check`(
        _ name: String, _ source: String, _ engine: String, _ check: String
    ) throws {
        let files = [
            "app/__init__.py": "", "app/main.py": "from fastapi import FastAPI\nfrom . import db\n\napp = FastAPI()\n",
            "app/db.py": source,
        ]
        let edits = try plan(files, engines: [engine])
        #expect(generated(edits).contains(check), "\(generated(edits))")
        #expect(text(edits).contains("from .health import router as health_router\n"))
        try expectWhole(files, edits, engines: [engine])
    }

    @Test func `what the application's own file holds is imported at the time of the request`() throws {
        let files = [
            "main.py": """
            from fastapi import FastAPI
            from sqlalchemy import create_engine

            engine = create_engine("sqlite://")
            app = FastAPI()

            """
        ]
        let edits = try plan(files, engines: ["sqlite"])
        #expect(
            generated(edits).contains("    # Imported here: that file imports this one.\n    from main import engine\n")
        )
        try expectWhole(files, edits, engines: ["sqlite"])
    }

    @Test func `a component that the code does not reach is named`() {
        let error = #expect(throws: Diagnostic.self) { try plan(asyncFiles, engines: ["mongodb"]) }
        #expect(error?.code == "health/no-connection")
        #expect(error?.message.contains("api-mongodb") == true)
    }

    @Test func `a person's file keeps its name`() throws {
        var files = asyncFiles
        files["app/health.py"] = "import os\n"
        #expect(try plan(files, engines: []).file == "apps/api/app/infra_health.py")
    }

    @Test func `a generated file that was damaged comes back`() throws {
        let edits = try plan(asyncFiles, engines: ["postgresql"])
        var files = PythonUnit.applying(edits.changes, to: asyncFiles)
        let whole = try #require(files["app/health.py"])
        files["app/health.py"] = whole.replacing("SELECT 1", with: "SELECT nothing")
        let repair = try plan(files, engines: ["postgresql"], isRepair: true)
        #expect(repair.changes.map(\.path) == ["apps/api/app/health.py"])
        #expect(generated(repair) == whole)
    }

    @Test func `a check is the call that reaches the driver, in the handler or two functions away`() {
        let files = [
            "main.py": """
            from fastapi import Depends, FastAPI
            from sqlalchemy import text
            from store import ask, get_db
            import redis
            app = FastAPI()
            r = redis.Redis()
            @app.get("/health")
            def health(db=Depends(get_db)):
                ask()
                try:
                    r.ping()
                except Exception:
                    pass
                return {"ok": True}
            @app.get("/ready")
            def ready():
                return {"database": "ok"}
            """,
            "store.py":
                "def get_db():\n    yield 1\ndef ask():\n    inner()\ndef inner():\n    session.execute('SELECT 1')\n",
        ]
        let code = framework.healthInCode(of: PythonUnit.unit(files, engines: ["postgresql", "redis"]))
        #expect(code.route?.path == "/health")
        #expect(code.checks["api-postgresql"] == FilePlace("apps/api/store.py", line: 6))
        #expect(code.checks["api-redis"] == FilePlace("apps/api/main.py", line: 11))
        let bare = framework.healthInCode(
            of: PythonUnit.unit(
                [
                    "main.py":
                        "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/ping')\ndef f():\n    return 1\n"
                ], engines: ["postgresql"]))
        #expect(bare.route?.path == "/ping")
        #expect(bare.checks.isEmpty)
    }
}
