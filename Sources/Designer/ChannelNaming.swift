import Vocabulary

/// Names that fit a `ChannelName`.
enum ChannelNaming {
  /// `text` in printable ASCII and at most 16 bytes, with a number where the name is taken already.
  static func unique(_ text: String, among taken: inout Set<String>) -> String {
    let plain = String(
      text.unicodeScalars.map { UInt8(exactly: $0.value)?.isPrintableASCII == true ? Character($0) : "?" })
    let base = plain.isEmpty ? "?" : plain
    var name = String(base.prefix(Limits.nameBytes))
    var number = 2
    while !taken.insert(name).inserted {
      let suffix = ".\(number)"
      name = String(base.prefix(Limits.nameBytes - suffix.count)) + suffix
      number += 1
    }
    return name
  }

  /// The name as the device has it.
  ///
  /// - Throws: `DesignError.name` if it does not fit.
  static func deviceName(_ text: String) throws(DesignError) -> ChannelName {
    let bytes = Array(text.utf8)
    guard (1...Limits.nameBytes).contains(bytes.count), bytes.allSatisfy(\.isPrintableASCII) else {
      throw .name(text)
    }
    var name = ChannelName()
    for (index, byte) in bytes.enumerated() { name.bytes[index] = byte }
    return name
  }
}
