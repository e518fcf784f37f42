/// A person of a log: whose some of its sessions are.
public struct LoggedPerson: Equatable, Sendable {
  /// The pseudonym, in hexadecimal.
  public let pseudonym: String
  /// The numbers of the person's sessions.
  public let sessions: Set<Int>
}
