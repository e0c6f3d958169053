import Workspace

// Before anything else: the guard is this program executed again.
if CommandLine.arguments.dropFirst().first == ChildGuard.argument { ChildGuard.main() }

InfraWS.main(Array(CommandLine.arguments.dropFirst()))
