package import Topology
package import Workspace

/// What the Deploy bundle asks of a platform: how a new version gets there, what narrows it, how it is taken back.
package protocol DeployAnswers: Sendable {
    /// How a new version of the unit gets onto this platform.
    func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery
    /// The change that makes the platform's own rule deploy for these inputs and nothing else; nil where it does, or
    /// where the platform has no rule that a file holds.
    ///
    /// - Throws: `deploy/...` or `edit/...` where the platform's file cannot hold the rule.
    func planRule(
        for unit: DeployableUnit, inputs: DeployInputs, in repository: RepositoryView
    ) throws(Diagnostic) -> FileChange?
    /// Files outside the unit's folder that say how it is deployed.
    func deployFiles(of unit: DeployableUnit, in repository: RepositoryView) -> [DeployInput]
    /// How a deployment is taken back; nil where the platform deploys nothing.
    func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback?
}

extension DeployAnswers {
    /// It deploys nothing.
    package func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery {
        .none
    }

    /// It has no rule of its own.
    package func planRule(
        for unit: DeployableUnit, inputs: DeployInputs, in repository: RepositoryView
    ) throws(Diagnostic) -> FileChange? { nil }

    /// None beyond the unit's own.
    package func deployFiles(of unit: DeployableUnit, in repository: RepositoryView) -> [DeployInput] { [] }

    /// Nothing to take back.
    package func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback? {
        nil
    }
}

/// What things of one unit are called.
package struct DeployNames: Sendable, Hashable {
    /// The unit's short name in `[a-z0-9-]`.
    package var slug: String
    /// Whether no other unit is deployed to the same platform: names then need no suffix.
    package var isAlone: Bool

    /// Makes names.
    package init(slug: String, isAlone: Bool) {
        self.slug = slug
        self.isAlone = isAlone
    }

    /// The name of a secret or variable that belongs to this unit: `COOLIFY_WEBHOOK`, or `COOLIFY_WEBHOOK_API` where
    /// several units have one.
    package func variable(_ base: String) -> String {
        isAlone ? base : base + "_" + slug.uppercased().replacing("-", with: "_")
    }
}

/// How a new version of a unit gets onto a platform.
package enum Delivery: Sendable {
    /// A CI engine runs these steps.
    case steps(DeploySteps)
    /// The platform watches the repository by itself, and a file of its own says which changes count.
    case watched(PlatformRule)
    /// A person deploys: the platform is known, and nothing is written for it.
    case byHand(ManualDeploy)
    /// It deploys nothing.
    case none
}

/// How a person deploys to a platform.
package struct ManualDeploy: Sendable, Hashable {
    /// The platform's name.
    package var provider: String
    /// What to do, in order, without numbers.
    package var steps: [String]

    /// Makes steps.
    package init(provider: String, steps: [String]) {
        self.provider = provider
        self.steps = steps
    }
}

/// What a CI engine runs to deploy.
package struct DeploySteps: Sendable, Hashable {
    /// How the table names it, such as `Coolify webhook`.
    package var provider: String
    /// Whether the steps read files of the repository.
    package var needsCheckout: Bool
    /// Tools that have to be installed first, by the name of their program, such as `flyctl`.
    package var tools: [String]
    /// The step's name, such as `Call the Coolify webhook`.
    package var title: String
    /// Its script for bash, one command a line.
    package var script: [String]
    /// Variables of the script that hold secrets, and the names under which the engine keeps them.
    package var secrets: [(variable: String, secret: String)] {
        get { secretPairs.map { ($0.variable, $0.secret) } }
        set { secretPairs = newValue.map { SecretPair(variable: $0.variable, secret: $0.secret) } }
    }
    /// The secret that holds an address to which a request deploys; nil where there is none.
    package var webhookSecret: String?
    /// Words in a step of a person's own workflow that show that it deploys to this platform.
    package var marks: [String]
    /// What a person does once, in order, without numbers.
    package var setup: [String]
    private var secretPairs: [SecretPair] = []

    private struct SecretPair: Sendable, Hashable {
        var variable: String
        var secret: String
    }

    /// Makes steps.
    package init(
        provider: String, title: String, script: [String], secrets: [(variable: String, secret: String)],
        needsCheckout: Bool = false, tools: [String] = [], webhookSecret: String? = nil, marks: [String] = [],
        setup: [String] = []
    ) {
        self.provider = provider
        self.title = title
        self.script = script
        self.needsCheckout = needsCheckout
        self.tools = tools
        self.webhookSecret = webhookSecret
        self.marks = marks
        self.setup = setup
        self.secrets = secrets
    }
}

/// The rule of a platform that watches the repository by itself.
package struct PlatformRule: Sendable {
    /// How the table names it, such as `Vercel`.
    package var provider: String
    /// The file that holds the rule, or would.
    package var file: String
    /// The rule; nil where there is none.
    package var filter: (any ChangeFilter)?
    /// Where it stands; nil where there is none.
    package var place: FilePlace?
    /// Whether there is a rule whose answer only the platform knows, such as a script of a person's.
    package var isOpaque: Bool
    /// What a person does once, in order, without numbers.
    package var setup: [String]

    /// Makes a rule.
    package init(
        provider: String, file: String, filter: (any ChangeFilter)? = nil, place: FilePlace? = nil,
        isOpaque: Bool = false, setup: [String] = []
    ) {
        self.provider = provider
        self.file = file
        self.filter = filter
        self.place = place
        self.isOpaque = isOpaque
        self.setup = setup
    }
}

/// How a deployment is taken back.
package struct Rollback: Sendable, Hashable {
    /// One step.
    package struct Step: Sendable, Hashable {
        /// What it does, in one sentence of Markdown.
        package var text: String
        /// The command, its words as a shell would have them; empty for a step in a dashboard. A word in angle brackets
        /// is for a person to fill in.
        package var command: [String]
        /// How many words of the command choose what the tool does, such as 2 for `docker compose up`; nil where the
        /// tool's help says so.
        package var depth: Int?

        /// Makes a step.
        package init(_ text: String, _ command: [String] = [], depth: Int? = nil) {
            self.depth = depth
            self.text = text
            self.command = command
        }
    }

    /// The steps in order.
    package var steps: [Step]
    /// What keeps the next push from undoing it, as a sentence.
    package var afterwards: String

    /// Makes a procedure.
    package init(steps: [Step], afterwards: String) {
        self.steps = steps
        self.afterwards = afterwards
    }
}
