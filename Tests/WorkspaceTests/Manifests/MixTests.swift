import Testing

@testable import Workspace

@Suite struct MixTests {
    private let files = [
        "mix.exs": """
        defmodule Shop.Umbrella.MixProject do
          use Mix.Project

          def project do
            [
              apps_path: "apps",
              version: "0.1.0",
              deps: deps(),
              dialyzer: [plt_file: {:no_warn, "x.plt"}]
            ]
          end

          defp deps do
            [{:credo, "~> 1.7", only: [:dev, :test], runtime: false}]
          end
        end
        """,
        "apps/web/mix.exs": """
        defmodule Web.MixProject do
          def project do
            [app: :web, deps: deps()]
          end

          # {:comment, in_umbrella: true}
          defp deps do
            [
              {:core, in_umbrella: true},
              {:tool, in_umbrella: true, only: :test},
              {:outside, path: "../../outside", runtime: false},
              {:phoenix, "~> 1.7"}
            ]
          end
        end
        """,
        "apps/core/mix.exs": "defmodule Core do\n  def project do\n    [app: :core]\n  end\nend\n",
        "apps/tool/mix.exs": "defmodule Tool do\n  def project do\n    [app: :tool]\n  end\nend\n",
        "outside/mix.exs": "defmodule Outside do\n  def project do\n    [app: :outside]\n  end\nend\n",
        "deps/phoenix/mix.exs": "defmodule P do\n  def project do\n    [app: :phoenix]\n  end\nend\n",
    ]

    @Test func `folders below apps_path are the applications of an umbrella`() {
        let fixture = KindFixture(MixManifest(), files)
        #expect(
            fixture.packages == ["(outside outside)", ".", "apps/core core", "apps/tool tool", "apps/web web"])
        #expect(fixture.declarations == ["mix.exs"])
    }

    @Test func `umbrella and path dependencies are edges`() {
        #expect(
            KindFixture(MixManifest(), files).edges == [
                "apps/web -> apps/core production apps/web/mix.exs:9",
                "apps/web -> apps/tool development apps/web/mix.exs:10",
                "apps/web -> outside build apps/web/mix.exs:11",
            ])
    }

    @Test func `only tuples among the dependencies are dependencies`() throws {
        let store = ManifestStore(RepositoryFiles(files))
        let root = try #require(store.mixProject(in: "."))
        #expect(root.dependencies.map(\.name) == ["credo"])
        #expect(root.dependencies.map(\.kind) == [.development])
        let web = try #require(store.mixProject(in: "apps/web"))
        #expect(web.dependencies.map(\.name) == ["core", "tool", "outside", "phoenix"])
        #expect(web.dependencies.last?.requirement == "~> 1.7")
    }
}
