import Testing

@testable import Workspace

@Suite struct PythonModuleTests {
    private let main = """
        \"""The API. from nowhere import nothing\"""
        from __future__ import annotations

        import os, sys as system
        from contextlib import asynccontextmanager

        from fastapi import FastAPI, Depends as Needs
        from .routes import (
            users,  # the people
            orders as order_routes,
        )
        try:
            import orjson
        except ImportError:
            orjson = None

        # app = FastAPI(title="in a comment")
        NOTE = "app = FastAPI()"
        DATABASE_URL = os.environ["DATABASE_URL"]
        app: FastAPI = FastAPI(
            title="Orders",
            lifespan=None,
        )

        app.include_router(users.router, prefix="/api")
        app.add_middleware(Gzip, minimum_size=500)


        @app.get("/items/{id}", status_code=200)
        @cached(60)
        async def read_item(id: int, q: str | None = None) -> dict:
            url = f"redis://{os.getenv('REDIS_HOST', 'localhost')}:{os.environ.get("REDIS_PORT")}/0"
            return {"id": id}


        if __name__ == "__main__":
            import uvicorn
            uvicorn.run("main:app", host="0.0.0.0", port=int(os.getenv("PORT", 8000)))

        """

    private func module(_ source: String) -> PythonModule { PythonModule(Array(source.utf8)) }

    @Test func `imports carry module, level, names and lines`() {
        let imports = module(main).imports.map { "\($0.line) \($0.level) \($0.module) \($0.name ?? "-") \($0.local)" }
        #expect(
            imports == [
                "2 0 __future__ annotations annotations", "4 0 os - os", "4 0 sys - system",
                "5 0 contextlib asynccontextmanager asynccontextmanager", "7 0 fastapi FastAPI FastAPI",
                "7 0 fastapi Depends Needs", "8 1 routes users users", "8 1 routes orders order_routes",
                "13 0 orjson - orjson", "37 0 uvicorn - uvicorn",
            ])
        #expect(module("import a.b as c\nimport d.e\n").imports.map(\.local) == ["c", "d"])
        #expect(module("from .. import x\nfrom ...y import *\n").imports.map(\.level) == [2, 3])
        #expect(module("import fastapi as fa").spellings(of: "FastAPI", from: "fastapi") == ["fa.FastAPI"])
    }

    @Test func `an assignment of an app is found with its call and never in a string or comment`() throws {
        let found = module(main).assignments.filter { $0.call?.callee == "FastAPI" }
        #expect(found.map(\.target) == ["app"])
        let app = try #require(found.first)
        #expect(app.line == 20)
        #expect(app.call?.argument(named: "title")?.stringValue == "Orders")
        #expect(app.annotation.map(module(main).text.string) == "FastAPI")
        #expect(app.function == nil)
    }

    @Test func `a decorated function has its route, parameters and body`() throws {
        let parsed = module(main)
        let function = try #require(parsed.functions.first)
        #expect(parsed.functions.count == 1)
        #expect(function.name == "read_item")
        #expect(function.isAsync)
        #expect(function.decorators.map(\.name) == ["app.get", "cached"])
        #expect(function.decorators.first?.call?.firstString == "/items/{id}")
        let status = try #require(function.decorators.first?.call?.argument(named: "status_code"))
        #expect(parsed.text.string(in: status.value) == "200")
        #expect(parsed.text.string(in: function.parametersRange) == "id: int, q: str | None = None")
        #expect(function.body.map { parsed.statements[$0].line } == [32, 33])
        #expect(parsed.returns(of: function).map { parsed.statements[$0].line } == [33])
    }

    @Test func `calls that are statements are found by method`() {
        let parsed = module(main)
        #expect(parsed.statementCalls(of: "include_router").map(\.line) == [25])
        #expect(
            parsed.statementCalls(of: "include_router").first?.argument(named: "prefix")?.stringValue == "/api")
        #expect(parsed.statementCalls(of: "add_middleware").map(\.callee) == ["app.add_middleware"])
        #expect(parsed.statementCalls(of: "FastAPI").isEmpty)
    }

    @Test func `the main guard holds the call that starts the server`() throws {
        let parsed = module(main)
        let header = try #require(parsed.mainGuard)
        #expect(parsed.statements[header].line == 36)
        let run = try #require(parsed.calls.first { $0.callee == "uvicorn.run" })
        #expect(run.firstString == "main:app")
        #expect(parsed.statement(at: run.range.lowerBound).map(parsed.statements[header].body.contains) == true)
    }

    @Test func `variables of the environment are found with defaults, also inside f-strings`() {
        let reads = module(main).environmentReads.map {
            "\($0.line) \($0.name) \($0.hasDefault) \($0.defaultValue ?? "-")"
        }
        #expect(
            reads == [
                "19 DATABASE_URL false -", "32 REDIS_HOST true localhost", "32 REDIS_PORT false -",
                "38 PORT true 8000",
            ])
        #expect(module("os.environ['X'] = 'set'").environmentReads.isEmpty)
        #expect(module("x = os.environ.get('X') or 'y'").environmentReads.first?.defaultValue == "y")
        #expect(module("x = os.getenv('X', None)").environmentReads.first?.hasDefault == false)
        #expect(
            module("from decouple import config\nx = config('X', default=True)").environmentReads.first?.name == "X")
    }

    @Test func `fields of a settings class are variables of the environment`() {
        let source = """
            class Settings(BaseSettings):
                model_config = SettingsConfigDict(env_file=".env", env_prefix="APP_")
                database_url: PostgresDsn
                redis_url: str = "redis://localhost"
                port: int = Field(8000, ge=1)
                key: str = Field(..., alias="SECRET_KEY")
                def url(self) -> str:
                    local: str = "no field"
                    return local
            """
        let reads = module(source).environmentReads.map {
            "\($0.line) \($0.name) \($0.hasDefault) \($0.defaultValue ?? "-")"
        }
        #expect(
            reads == [
                "3 APP_DATABASE_URL false -", "4 APP_REDIS_URL true redis://localhost", "5 APP_PORT true 8000",
                "6 SECRET_KEY false -",
            ])
    }

    @Test func `a factory gives the anchor before its return`() throws {
        let source = "def create_app():\n\tapp = FastAPI()\n\n\tapp.include_router(r)\n\treturn app\n"
        let parsed = module(source)
        let function = try #require(parsed.functions.first)
        #expect(parsed.assignments.first?.function == 0)
        let anchor = try #require(parsed.anchor(atEndOf: function))
        #expect(anchor == SourceAnchor(offset: 59, indentation: "\t", line: 5))
        let edit = parsed.text.insertion(of: ["add(app)", ""], at: anchor)
        #expect(String(decoding: edit.replacement, as: UTF8.self) == "\tadd(app)\n\n")
    }

    @Test(arguments: [
        ("import a\nfrom b import (\n  c,\n)\n\nx = 1\nimport late\n", 4),
        ("\"\"\"Doc.\"\"\"\nx = 1\n", 1), ("#!/usr/bin/env python\n# licence\nx = 1\n", 2), ("", 0),
        ("try:\n    import a\nexcept ImportError:\n    a = None\nx = 1\n", 4),
        ("import a\ndef f():\n    import b\n", 1), ("import a; x = 1\n", 1),
        ("import a\nif TYPE_CHECKING:\n    from b import C\n\nx = 1", 3),
    ])
    func `imports are added after the import block`(_ source: String, _ lines: Int) {
        #expect(module(source).importAnchor.line == lines + 1)
    }

    @Test func `line breaks of Windows are kept`() throws {
        let parsed = module("import os\r\n\r\napp = Flask(__name__)\r\n")
        let edit = parsed.text.insertion(of: ["import sys"], at: parsed.importAnchor)
        #expect(edit == TextEdit(insert: "import sys\r\n", at: 11))
        #expect(
            parsed.assignments.first.map { parsed.text.string(in: parsed.tokens.range($0.value)) } == "Flask(__name__)")
    }

    @Test func `a file without a final line break gets one before what is added`() {
        let parsed = module("import os")
        let edit = parsed.text.insertion(of: ["import sys"], at: parsed.importAnchor)
        #expect(String(decoding: edit.replacement, as: UTF8.self) == "\nimport sys\n")
        #expect(parsed.importAnchor.line == 2)
    }

    @Test(arguments: [
        (#"'a\n\x41\u00e9\'b'"#, "a\nA\u{E9}'b"), (#"r"\d+""#, #"\d+"#), ("'''x\ny'''", "x\ny"), ("'a' \"b\"", "ab"),
        (#"'\d'"#, #"\d"#), ("f'{{x}}'", nil), ("f'{x}'", nil), ("'open", nil), ("b''", ""),
    ])
    func `strings are decoded`(_ literal: String, _ value: String?) {
        let parsed = module("x = " + literal)
        #expect(parsed.assignments.first?.stringValue == value)
    }

    @Test func `nested f-strings, formats and lambdas do not confuse the statements`() {
        let source = "a = f\"{x[\"k\"]:>{width}} {f'{y!r}'} {z:%H:%M}\"\nb = {1: lambda q: q, 2: x[1:2]}\nc = 3\n"
        #expect(module(source).assignments.map(\.target) == ["a", "b", "c"])
    }

    @Test func `a bracket that is never closed swallows no definition after it`() {
        let parsed = module("x = call(1,\n\ndef f():\n    return 1\n")
        #expect(parsed.functions.map(\.name) == ["f"])
    }
}
