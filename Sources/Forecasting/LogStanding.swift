/// How far the logs can be believed that a history comes from.
public enum LogStanding: String, Comparable, Encodable, Sendable {
  /// Nothing is wrong, and the secret vouches for it.
  case authenticated
  /// Nothing is wrong that can be found without the secret.
  case intact
  /// Nothing is wrong with it but that the secret does not vouch for all of it.
  case unauthenticated
  /// It is not intact: what can be read of it is taken.
  case damaged

  private static let order: [LogStanding] = [.authenticated, .intact, .unauthenticated, .damaged]

  /// Better comes first.
  public static func < (left: LogStanding, right: LogStanding) -> Bool {
    order.prefix { $0 != right }.contains(left)
  }
}
