/// A JSON object whose members are set one by one, where its members depend on what there is to say.
public struct JSONObject: Encodable, Sendable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
      self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
  }

  private var members: [(key: Key, value: any Encodable & Sendable)] = []

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
  ///   - value: Its value; nil is `null`.
  public mutating func set(_ key: String, _ value: some Encodable & Sendable) {
    members.append((Key(stringValue: key), value))
  }

  /// Adds a number; `null` where there is none, or one that is not finite.
  public mutating func set(_ key: String, _ value: Double?) {
    members.append((Key(stringValue: key), value.flatMap { $0.isFinite ? $0 : nil }))
  }

  /// Adds numbers; `null` where one is not finite.
  public mutating func set(_ key: String, _ values: [Double]) {
    members.append((Key(stringValue: key), values.map { $0.isFinite ? $0 : nil }))
  }

  /// Encodes the members.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for member in members { try container.encode(member.value, forKey: member.key) }
  }

  /// The object on one line without a line feed; its keys sorted, and spelled as they were set.
  ///
  /// Only a number that is not finite could not be written, and those are `null`: an object of type `unwritable` says
  /// that one was in a value of another kind.
  public var line: String {
    (try? JSONText.line(self, keys: .useDefaultKeys)) ?? #"{"type":"unwritable"}"#
  }
}
