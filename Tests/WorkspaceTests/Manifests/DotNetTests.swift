import Testing

@testable import Workspace

@Suite struct DotNetTests {
    private let files = [
        "Shop.sln": """
        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{9A19103F}") = "Api", "src\\Api\\Api.csproj", "{1}"
        EndProject
        Project("{2150E333}") = "folder", "folder", "{2}"
        EndProject
        """,
        "New.slnx": #"<Solution><Folder Name="/s/"><Project Path="src/Core/Core.fsproj" /></Folder></Solution>"#,
        "Directory.Build.props": """
        <Project>
          <ItemGroup><ProjectReference Include="$(MSBuildThisFileDirectory)build\\Rules\\Rules.csproj" PrivateAssets="all" /></ItemGroup>
        </Project>
        """,
        "src/Api/Api.csproj": """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <ItemGroup>
            <ProjectReference Include="..\\Core\\Core.fsproj" />
            <ProjectReference Include="$(RepoRoot)tools\\Gen\\Gen.csproj" OutputItemType="Analyzer" />
          </ItemGroup>
        </Project>
        """,
        "src/Core/Core.fsproj": "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>",
        "tools/Gen/Gen.csproj": "<Project></Project>",
        "build/Rules/Rules.csproj": "<Project></Project>",
        "src/Api/obj/Copy.csproj": "<Project></Project>",
    ]

    @Test func `projects of solutions are members, others are packages by themselves`() {
        var files = files
        files["src/Api/obj/Copy.csproj"] = nil
        let fixture = KindFixture(DotNetManifest(), files)
        #expect(fixture.packages == ["(tools/Gen Gen)", "src/Api Api", "src/Core Core"])
        #expect(fixture.declarations == ["New.slnx", "Shop.sln"])
        #expect(fixture.reading.packages.first { $0.name == "Core" }?.language == "fsharp")
    }

    @Test func `references with backslashes, properties and shared files are edges`() {
        #expect(
            KindFixture(DotNetManifest(), files).edges == [
                "src/Api -> build/Rules build Directory.Build.props:2",
                "src/Api -> src/Core production src/Api/Api.csproj:3",
                "src/Api -> tools/Gen build src/Api/Api.csproj:4",
                "src/Core -> build/Rules build Directory.Build.props:2",
                "tools/Gen -> build/Rules build Directory.Build.props:2",
            ])
    }

    @Test func `a solution filter and a wildcard name several`() {
        let fixture = KindFixture(
            DotNetManifest(),
            [
                "some.slnf": #"{"solution": {"path": "all\\All.sln", "projects": ["a\\A.csproj"]}}"#,
                "all/a/A.csproj":
                    #"<Project><ItemGroup><ProjectReference Include="..\*\*.csproj" /></ItemGroup></Project>"#,
                "all/b/B.csproj": "<Project/>", "all/c/C.csproj": "<Project/>",
            ])
        #expect(fixture.packages == ["(all/b B)", "(all/c C)", "all/a A"])
        #expect(
            fixture.edges == [
                "all/a -> all/b production all/a/A.csproj:1", "all/a -> all/c production all/a/A.csproj:1",
            ])
    }

    @Test func `a broken project is one warning`() {
        #expect(KindFixture(DotNetManifest(), ["a/A.csproj": "<Project>"]).diagnostics.count == 1)
    }
}
