import Foundation

extension Data {
  /// Reads base64 in the one form that its bytes have (RFC 4648, section 3.5): text whose last character differs only
  /// in bits that stand for nothing is another text, and refused.
  init?(canonicalBase64 text: some StringProtocol) {
    let text = String(text)
    guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
    self = data
  }
}
