/// Angular (angular.dev): an application in `angular.json`.
package struct AngularFramework: NodeSiteFramework {
    package let id = "angular"
    package let name = "Angular"

    static let site = NodeSite(
        packages: ["@angular/core"], configurations: ["angular.json"], programs: ["ng"],
        executors: [
            "@angular/build:application", "@angular-devkit/build-angular:application",
            "@angular-devkit/build-angular:browser", "@angular-devkit/build-angular:browser-esbuild",
            "@nx/angular:application", "@nx/angular:webpack-browser", "@nx/angular:browser-esbuild",
            "@nrwl/angular:webpack-browser", "@analogjs/platform:vite",
        ], port: 4200, start: "ng serve", confidence: 85)

    /// Makes the entry.
    package init() {}
}
