/// A JSON object whose keys keep the order in which they are set.
public struct JSONObject: JSONValue, Equatable, Sendable {
  private var members = ""

  /// Creates an empty object.
  public init() {}

  /// Creates an object with its type, as the tool's lines have.
  public init(type: String) {
    set("type", type)
  }

  /// Adds a member.
  ///
  /// - Parameters:
  ///   - key: A name that was not set before.
  ///   - value: Its value.
  public mutating func set(_ key: String, _ value: some JSONValue) {
    members += (members.isEmpty ? "" : ",") + key.json + ":" + value.json
  }

  /// The object on one line.
  public var json: String { "{" + members + "}" }
}
