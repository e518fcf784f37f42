/// Whose sessions of a log are meant: a board watches one person after the other, and what is learned of them must not
/// be mixed.
///
/// A session is the person's whose pseudonym it bears. One in which nobody was admitted bears a number of the board's
/// own, and who lay there is not known: it counts for a person who is named only by that number, or where
/// `takesUnadmitted` says so. Where nobody is named, everybody who was admitted is a person of the log; where nobody
/// was, each number is one.
public struct LogChoice: Sendable {
  /// The person's pseudonyms, the newest first: one for each admission; empty: nobody is named.
  public var pseudonyms: [String]
  /// Whether sessions in which nobody was admitted are the person's, too.
  public var takesUnadmitted: Bool

  /// Names a choice.
  ///
  /// - Parameters:
  ///   - pseudonyms: In lower-case hexadecimal.
  ///   - takesUnadmitted: Whether sessions in which nobody was admitted are the person's, too.
  public init(of pseudonyms: [String] = [], takesUnadmitted: Bool = false) {
    self.pseudonyms = pseudonyms
    self.takesUnadmitted = takesUnadmitted
  }

  /// The people of a log that are meant.
  ///
  /// - Parameters:
  ///   - sessions: The log's.
  ///   - path: The log's path, for errors and notes.
  /// - Returns: The people, in the order of their first session, and what was left out, to be said aloud.
  /// - Throws: `LogReadError` where no session is the person's, or where it cannot be told whose one is.
  public func people(
    among sessions: [LoggedSession], path: String
  ) throws(LogReadError) -> (people: [LoggedPerson], notes: [String]) {
    guard !sessions.isEmpty else { return ([], []) }
    let people = pseudonyms.isEmpty ? try everybody(among: sessions, path: path) : [named(among: sessions)]
    guard people.allSatisfy({ !$0.sessions.isEmpty }) else {
      throw LogReadError(
        path: path, found: "sessions of others alone: \(Self.text(sessions))", expected: "one of \(pseudonyms[0])")
    }
    let rest = sessions.filter { session in !people.contains { $0.sessions.contains(session.number) } }
    return (people, rest.isEmpty ? [] : ["\(path): left out, of others: \(Self.text(rest))"])
  }

  private func named(among sessions: [LoggedSession]) -> LoggedPerson {
    let own = sessions.filter {
      pseudonyms.contains($0.settings.pseudonymText) || takesUnadmitted && !$0.settings.isAdmitted
    }
    return LoggedPerson(pseudonym: pseudonyms[0], sessions: Set(own.map(\.number)))
  }

  private func everybody(among sessions: [LoggedSession], path: String) throws(LogReadError) -> [LoggedPerson] {
    let admitted = sessions.filter(\.settings.isAdmitted)
    let numbers = (admitted.isEmpty ? sessions : admitted).map(\.settings.pseudonymText)
    let names = numbers.indices.filter { !numbers[..<$0].contains(numbers[$0]) }.map { numbers[$0] }
    if takesUnadmitted {
      guard names.count == 1 || admitted.isEmpty else {
        throw LogReadError(
          path: path, found: "\(names.count) people and sessions without any", expected: "the person to be named")
      }
      return [LoggedPerson(pseudonym: names[0], sessions: Set(sessions.map(\.number)))]
    }
    return names.map { name in
      LoggedPerson(
        pseudonym: name, sessions: Set(sessions.filter { $0.settings.pseudonymText == name }.map(\.number)))
    }
  }

  /// How many sessions are whose, in words.
  private static func text(_ sessions: [LoggedSession]) -> String {
    let names = sessions.map { session in
      session.settings.pseudonymText + (session.settings.isAdmitted ? "" : ", nobody admitted")
    }
    return names.indices.filter { !names[..<$0].contains(names[$0]) }.map { first in
      let count = names.count { $0 == names[first] }
      return "\(count) \(count == 1 ? "session" : "sessions") of \(names[first])"
    }.joined(separator: "; ")
  }
}
