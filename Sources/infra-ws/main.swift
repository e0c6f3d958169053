// The hidden guard argument belongs here, before anything else: the guard is this program executed again.

InfraWS.main(Array(CommandLine.arguments.dropFirst()))
