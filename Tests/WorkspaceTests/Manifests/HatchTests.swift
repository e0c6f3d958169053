import Testing

@testable import Workspace

@Suite struct HatchTests {
    @Test func `members of a Hatch workspace are linked by name`() {
        let fixture = KindFixture(
            HatchManifest(),
            [
                "pyproject.toml": """
                [project]
                name = "root"
                dependencies = ["core"]
                [tool.hatch.envs.default]
                workspace.members = ["packages/*"]
                """,
                "packages/core/pyproject.toml": "[project]\nname = \"core\"\n",
            ])
        #expect(fixture.packages == [". root", "packages/core core"])
        #expect(fixture.edges == [". -> packages/core production pyproject.toml:3"])
    }

    @Test func `paths of Hatch and PDM are relative to the project`() {
        let fixture = KindFixture(
            HatchManifest(),
            [
                "app/pyproject.toml": """
                [project]
                name = "app"
                dependencies = ["core @ {root:uri}/../core"]
                [tool.pdm.dev-dependencies]
                dev = ["-e file:///${PROJECT_ROOT}/../tools#egg=tools"]
                """,
                "core/pyproject.toml": "[project]\nname = \"core\"\n",
                "tools/pyproject.toml": "[project]\nname = \"tools\"\n",
            ])
        #expect(
            fixture.edges == [
                "app -> core production app/pyproject.toml:3", "app -> tools development app/pyproject.toml:5",
            ])
    }
}
