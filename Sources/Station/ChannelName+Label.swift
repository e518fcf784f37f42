import Vocabulary

extension ChannelName {
  /// The label as text.
  public var label: String {
    String(decoding: (0..<count).map { bytes[$0] }, as: UTF8.self)
  }
}
