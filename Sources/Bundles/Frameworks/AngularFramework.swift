/// Angular (angular.dev): an application in `angular.json`.
package struct AngularFramework: NodeSiteFramework {
    package let id = "angular"
    package let name = "Angular"

    static let site = NodeSite(
        packages: ["@angular/core"], configurations: ["angular.json"], programs: ["ng"], port: 4200, start: "ng serve",
        confidence: 85)

    /// Makes the entry.
    package init() {}
}
