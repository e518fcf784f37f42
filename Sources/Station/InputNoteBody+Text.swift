import EventLog
import Vocabulary

extension InputNoteBody {
  /// Whether it makes what is decided doubtful; otherwise it only says what was left out.
  public var isCaution: Bool { cause != .unused && cause != .leftOut }

  /// The channels or inputs that are meant.
  public var labels: [String] { (0..<Int(nameCount)).map { names[$0].label } }

  /// What it says, for people.
  public var sentence: String {
    let listed = labels.joined(separator: ", ")
    let words = String(decoding: (0..<Int(textCount)).map { text[$0] }, as: UTF8.self)
    switch cause {
    case .referential:
      return "\(listed): taken as recorded against the reference; the detector was made for differences of neighbours"
    case .unused: return "recorded but not used: \(listed)"
    case .filled:
      return "not there, so filled with zero for the detector, which says that it may be: \(listed)"
    case .caution: return listed.isEmpty ? words : "\(listed): \(words)"
    case .leftOut: return "left out (\(words)): \(listed)"
    }
  }
}
