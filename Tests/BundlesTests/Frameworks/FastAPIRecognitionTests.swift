import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct FastAPIRecognitionTests {
    private let framework: any KnownFramework = FastAPIFramework()
    private let plain = "from fastapi import FastAPI\n\napp = FastAPI()\n"

    private func match(_ files: [String: String], dependencies: [String] = ["fastapi", "uvicorn"]) -> FrameworkMatch? {
        framework.recognise(PythonUnit.contents(files, dependencies: dependencies))
    }

    @Test func `an object of the class is a backend on port 8000, with a line for each fact`() throws {
        let found = try #require(match(["app/__init__.py": "", "app/main.py": plain]))
        #expect(found.type == .backend)
        #expect(found.start == "uvicorn app.main:app")
        #expect(found.port == 8000)
        #expect(found.health == nil)
        #expect(
            found.evidence.contains(Evidence("framework", "fastapi", at: FilePlace("apps/api/app/main.py", line: 3))))
    }

    @Test func `a dependency, a comment or a string alone shows nothing`() {
        #expect(match(["pyproject.toml": "[project]\nname = \"x\"\n"]) == nil)
        #expect(match(["main.py": "# app = FastAPI()\nfrom fastapi import FastAPI\nX = \"app = FastAPI()\"\n"]) == nil)
        #expect(match(["tests/main.py": plain]) == nil)
        #expect(match(["main.py": "from mine import FastAPI\napp = FastAPI()\n"]) == nil)
    }

    @Test(
        arguments: [
            (["main.py": "import fastapi\napi = fastapi.FastAPI(\n    title='x',\n)\n"], "uvicorn main:api"),
            (
                ["src/main.py": "from fastapi import FastAPI\napp: FastAPI = FastAPI()\n"],
                "uvicorn main:app --app-dir src"
            ),
            (
                ["src/shop/__init__.py": "", "src/shop/main.py": "from fastapi import FastAPI\napp = FastAPI()\n"],
                "uvicorn shop.main:app --app-dir src"
            ),
            (
                [
                    "app/__init__.py": "",
                    "app/factory.py": "from fastapi import FastAPI\ndef create_app():\n    return FastAPI()\n",
                ],
                "uvicorn app.factory:create_app --factory"
            ),
            (
                [
                    "app/__init__.py": "", "app/main.py": "from .factory import create_app\n\napp = create_app()\n",
                    "app/factory.py":
                        "from fastapi import FastAPI\ndef create_app():\n    it = FastAPI()\n    return it\n",
                ], "uvicorn app.main:app"
            ),
            (
                [
                    "main.py":
                        "from fastapi import FastAPI\napp = FastAPI()\nadmin = FastAPI()\napp.mount('/admin', admin)\n"
                ], "uvicorn main:app"
            ),
            (
                [
                    "main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
                    "other.py": "from fastapi import FastAPI\nthing = FastAPI()\n",
                    "Procfile": "web: uvicorn other:thing --port $PORT\n",
                ], "uvicorn other:thing"
            ),
            (
                [
                    "backend/main.py": "from fastapi import FastAPI\nimport db\napp = FastAPI()\n", "backend/db.py": "",
                ], "uvicorn main:app --app-dir backend"
            ),
        ] as [([String: String], String)])
    func `the start names module and object as a server finds them`(_ files: [String: String], _ start: String) {
        #expect(match(files)?.start == start)
    }

    @Test func `the port comes from what starts it`() {
        #expect(match(["main.py": plain, "Procfile": "web: uvicorn main:app --port 9000\n"])?.port == 9000)
        #expect(match(["main.py": plain + "import uvicorn\nuvicorn.run(app, port=8123)\n"])?.port == 8123)
        let image = "FROM python:3.11\nCMD [\"/app/.venv/bin/uvicorn\", \"main:app\", \"--port\", \"8011\"]\n"
        #expect(match(["main.py": plain, "Dockerfile": image])?.port == 8011)
    }

    @Test func `a health route is found through routers, prefixes and constants`() {
        let files = [
            "app/__init__.py": "",
            "app/main.py": """
            from fastapi import FastAPI
            from app.api import router as api
            from app.config import settings

            app = FastAPI()
            app.include_router(api, prefix=settings.API)
            """,
            "app/config.py": "class Settings(BaseSettings):\n    API: str = '/v1'\nsettings = Settings()\n",
            "app/api/__init__.py": """
            from fastapi import APIRouter
            from . import utils
            router = APIRouter(prefix="/api")
            router.include_router(utils.router)
            """,
            "app/api/utils.py": """
            from fastapi import APIRouter
            router = APIRouter(prefix="/utils")
            @router.get("/health-check/")
            def check() -> bool:
                return True
            @router.get("/items/{id}/status")
            def status(id: int): ...
            """,
        ]
        #expect(
            match(files)?.health
                == HealthRoute(
                    path: "/v1/api/utils/health-check/", place: FilePlace("apps/api/app/api/utils.py", line: 3)))
    }

    @Test func `the launch binds the given port on this machine only`() throws {
        let unit = PythonUnit.unit(["src/shop/__init__.py": "", "src/shop/main.py": plain])
        let launch = try #require(framework.launch(of: unit, on: 4711))
        #expect(launch.executable == "uvicorn")
        #expect(
            launch.arguments == ["shop.main:app", "--app-dir", "src", "--host", "127.0.0.1", "--port", "4711"])
        #expect(launch.workingDirectory == "apps/api")
        let other = PythonUnit.unit(["main.py": plain], dependencies: ["fastapi", "hypercorn"])
        #expect(framework.launch(of: other, on: 1)?.executable == "hypercorn")
    }

    @Test func `variables are read from the environment and from settings`() {
        let unit = PythonUnit.unit([
            "main.py": "import os\nos.environ['A']\nos.getenv('B', '2')\n",
            "config.py":
                "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='APP_')\n    name: str = 'x'\n",
        ])
        let reads = framework.environmentReads(in: unit)
        #expect(reads.map(\.name) == ["APP_NAME", "A", "B"])
        #expect(reads.map(\.defaultValue) == ["x", nil, "2"])
    }
}
