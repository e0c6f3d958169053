import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct PythonFrameworkTests {
    private struct Expected: Sendable {
        var framework: String
        var files: [String: String]
        var dependencies: [String]
        var type = PackageType.backend
        var start: String
        var port: Int?
        var health: String?
    }

    private static let cases: [Expected] = [
        Expected(
            framework: "flask",
            files: [
                "shop/__init__.py":
                    "from flask import Flask\nfrom . import api\ndef create_app(config=None):\n    app = Flask(__name__)\n    app.register_blueprint(api.bp, url_prefix='/v2')\n    return app\n",
                "shop/api.py":
                    "from flask import Blueprint\nbp = Blueprint('api', __name__, url_prefix='/v1')\n@bp.route('/healthz')\ndef healthz():\n    return 'ok'\n",
            ], dependencies: ["flask", "gunicorn"], start: "gunicorn 'shop:create_app()'", port: 8000,
            health: "/v2/healthz"),
        Expected(
            framework: "flask", files: ["app.py": "import flask\napp = flask.Flask(__name__)\n"],
            dependencies: ["flask"],
            start: "flask --app app:app run", port: 5000),
        Expected(
            framework: "django",
            files: [
                "manage.py":
                    "import os\ndef main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
                "shop/__init__.py": "", "shop/settings.py": "ROOT_URLCONF = 'shop.urls'\n",
                "shop/wsgi.py":
                    "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
                "shop/urls.py":
                    "from django.urls import include, path\nurlpatterns = [path('api/', include('shop.api.urls'))]\n",
                "shop/api/__init__.py": "",
                "shop/api/urls.py":
                    "from django.urls import re_path\nfrom . import views\nurlpatterns = [re_path(r'^health$', views.health)]\n",
                "shop/api/views.py": "def health(request):\n    return 1\n",
            ], dependencies: ["django", "gunicorn"], start: "gunicorn shop.wsgi:application", port: 8000,
            health: "/api/health"),
        Expected(
            framework: "starlette",
            files: [
                "main.py":
                    "from starlette.applications import Starlette\nfrom starlette.routing import Mount, Route\ndef up(request): ...\napp = Starlette(routes=[Mount('/x', routes=[Route('/up', up)])])\n"
            ], dependencies: ["starlette", "uvicorn"], start: "uvicorn main:app", port: 8000, health: "/x/up"),
        Expected(
            framework: "litestar",
            files: [
                "app.py":
                    "from litestar import Litestar, get\n@get('/ready')\nasync def ready() -> str:\n    return 'ok'\napp = Litestar([ready])\n"
            ], dependencies: ["litestar"], start: "uvicorn app:app", port: 8000, health: "/ready"),
        Expected(
            framework: "celery",
            files: ["jobs/__init__.py": "", "jobs/tasks.py": "from celery import Celery\napp = Celery('jobs')\n"],
            dependencies: ["celery"], type: .worker, start: "celery -A jobs.tasks:app worker"),
        Expected(
            framework: "streamlit", files: ["app.py": "import streamlit as st\nst.title('x')\n"],
            dependencies: ["streamlit"], type: .frontend, start: "streamlit run app.py", port: 8501,
            health: "/_stcore/health"),
    ]

    @Test(arguments: cases.indices)
    func `a framework is recognised by what starts it`(_ index: Int) throws {
        let expected = Self.cases[index]
        let contents = PythonUnit.contents(expected.files, dependencies: expected.dependencies)
        let matches = Catalogue.standard.frameworks.compactMap { framework in
            framework.recognise(contents).map { (framework.id, $0) }
        }
        let (id, match) = try #require(matches.max { $0.1.confidence < $1.1.confidence })
        #expect(id == expected.framework)
        #expect(match.type == expected.type)
        #expect(match.start == expected.start)
        #expect(match.port == expected.port)
        #expect(match.health?.path == expected.health)
        #expect(match.evidence.contains { $0.fact == "framework" && $0.place.line != nil })
    }

    @Test(arguments: ["flask", "django", "starlette", "litestar", "celery", "streamlit"])
    func `a dependency alone shows nothing, and nothing is written`(_ id: String) throws {
        let framework = try #require(Catalogue.standard.framework(id))
        let unit = PythonUnit.unit(
            ["pyproject.toml": "[project]\nname = 'x'\n", "tool.py": "print('x')\n"], dependencies: [id])
        #expect(framework.recognise(unit.contents) == nil)
        #expect(framework.launch(of: unit, on: 1) == nil)
        #expect(framework.healthInCode(of: unit).route == nil)
        #expect(framework.healthApproaches(for: unit).isEmpty)
        let request = HealthRequest(
            unit: unit, existing: HealthInCode(), components: [], approach: PythonHealthChecks.existing)
        let error = #expect(throws: Diagnostic.self) { try framework.planHealth(request) }
        #expect(error?.code == "health/no-approach")
    }

    @Test func `a WSGI server gets the address of this machine`() throws {
        let files = ["app.py": "import flask\napp = flask.Flask(__name__)\n"]
        let gunicorn = PythonUnit.unit(files, dependencies: ["flask", "gunicorn"])
        let launch = try #require(FlaskFramework().launch(of: gunicorn, on: 81))
        #expect([launch.executable] + launch.arguments == ["gunicorn", "--bind", "127.0.0.1:81", "app:app"])
        let own = try #require(FlaskFramework().launch(of: PythonUnit.unit(files, dependencies: ["flask"]), on: 81))
        #expect(own.executable == "flask")
        #expect(own.arguments.contains("127.0.0.1"))
    }
}
