import ArgumentParser

/// Which recordings a person's history in an evaluation is made of.
enum HistoryChoice: String, ExpressibleByArgument, CaseIterable {
  /// The person's own.
  case own
}
