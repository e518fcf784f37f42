/// A label taken apart: its type, and what is measured against what.
struct LabelText {
  /// The label without spaces around it.
  let text: String
  /// Whether it says `EEG`.
  let isTyped: Bool
  /// Whether its type says that the electrodes lie inside the head.
  let isIntracranial: Bool
  /// The label without type, brackets, dots and the number that readers append to equal labels.
  let body: String
  /// One part or two: what is measured, and what against. More only where the label has another form.
  let parts: [String]

  /// What stands for a common reference as a second part, with the name that its synonyms share: both ear lobes or
  /// mastoids without what stands between them; nothing for the word that only says that there is one.
  private static let references: [String: String] = [
    "REF": "", "LE": "A1A2", "LINKEDEARS": "A1A2", "A1A2": "A1A2", "A2A1": "A1A2", "LM": "M1M2",
    "LINKEDMASTOIDS": "M1M2", "M1M2": "M1M2", "M2M1": "M1M2", "AVG": "AVG", "AV": "AVG", "AVE": "AVG",
    "AVERAGE": "AVG", "AR": "AVG", "CAR": "AVG", "MEAN": "AVG", "GND": "GND", "REF1": "REF1", "REF2": "REF2",
    "VREF": "VREF", "ORG": "ORG",
  ]
  /// An amplifier's inputs, which are references behind an electrode only: elsewhere they may be contacts of a grid G.
  private static let amplifierInputs: Set<String> = ["G1", "G2"]
  /// `?` is what programs write for a dash that they cannot.
  private static let separators: Set<Character> = [" ", "-", "_", ":", ".", "/", "?"]
  private static let dashes: Set<Character> = [
    "-", "\u{96}", "\u{97}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}",
  ]

  /// Takes a label apart.
  init(_ label: String) {
    text = Self.trimmed(label)
    var rest = Self.bare(text)
    var isTyped = false
    var isIntracranial = false
    while let (type, remainder) = Self.type(of: rest) {
      isTyped = isTyped || type == "EEG"
      isIntracranial = isIntracranial || ["SEEG", "IEEG", "ECOG"].contains(type)
      rest = Self.bare(remainder)
    }
    self.isTyped = isTyped || rest.uppercased().hasPrefix("EEG")
    self.isIntracranial = isIntracranial
    // Equal labels are numbered here as `T8-P8#2`.
    if let mark = rest.lastIndex(of: "#"), rest[rest.index(after: mark)...].allSatisfy(\.isNumber),
      Electrode(Self.parts(of: String(rest[..<mark]))[0]) != nil
    {
      rest = String(rest[..<mark])
    }
    body = rest
    parts = Self.parts(of: rest)
  }

  /// What stands behind the number by which a recorder counts its channels, as in `01-Fp1`, `2 F7-T7` and `CH03:C3`,
  /// and the number; nil where none stands before an electrode of the brain.
  ///
  /// - Parameter label: The label as a file has it.
  /// - Returns: The number and the rest.
  static func numbered(_ label: String) -> (number: Int, rest: String)? {
    let body = LabelText(label).body
    let counted = body.uppercased().hasPrefix("CH") ? body.dropFirst(2) : body[...]
    let digits = counted.prefix { $0.isASCII && $0.isNumber }
    let behind = counted.dropFirst(digits.count)
    guard let number = Int(digits), digits.count <= 3, let mark = behind.first, separators.contains(mark) else {
      return nil
    }
    let rest = String(behind.drop { separators.contains($0) })
    guard let electrode = Electrode(parts(of: rest)[0]), !electrode.isReferenceSite else { return nil }
    return (number, rest)
  }

  /// A label of a word and what an electrode begins, such as `ch_Fp1` or `Channel F7-T7`: the word, the electrode and
  /// what stands behind the word; nil where an electrode can be read with the word, or it names something else.
  static func behindWord(_ label: String) -> (word: String, electrode: Electrode, rest: String)? {
    let text = bare(trimmed(label))
    guard let mark = text.firstIndex(where: { wordMarks.contains($0) }) else { return nil }
    let rest = String(text[mark...].drop { wordMarks.contains($0) })
    guard let word = commonWord(text[..<mark], of: label), let electrode = Electrode(parts(of: rest)[0]),
      !electrode.isReferenceSite
    else { return nil }
    return (word, electrode, rest)
  }

  /// A label of an electrode and a word behind it, such as `Fp1_EEG`: the word, the electrode and what stands before.
  static func beforeWord(_ label: String) -> (word: String, electrode: Electrode, rest: String)? {
    let text = bare(trimmed(label))
    guard let mark = text.lastIndex(where: { wordMarks.contains($0) }) else { return nil }
    let rest = text[..<mark]
    guard let word = commonWord(text[text.index(after: mark)...], of: label),
      let electrode = Electrode(parts(of: String(rest))[0]), !electrode.isReferenceSite
    else { return nil }
    return (word, electrode, String(rest))
  }

  /// What separates a word from an electrode; a dash may stand for a difference.
  private static let wordMarks: Set<Character> = [" ", "_", ".", ":", "/", "|"]

  /// A word in capitals that says nothing of an electrode: nil where the label is read as it is, and for types and for
  /// names of what is no EEG.
  private static func commonWord(_ word: Substring, of label: String) -> String? {
    let upper = word.uppercased()
    let known = LabelText(label).parts
    // In `T7-P7_x` only the first is read.
    let isHalfRead = known.count == 2 && Electrode(known[1]) == nil && known[1].contains { wordMarks.contains($0) }
    guard !upper.isEmpty, !upper.contains(where: \.isNumber), Electrode(known[0]) == nil || isHalfRead,
      !["SEEG", "IEEG", "ECOG", "POL"].contains(upper), reference(upper) == nil, SignalName.otherKind(upper) == nil
    else { return nil }
    return upper
  }

  /// The common reference that a second part names: by a word for it, or both ears or mastoids as in `A1A2`,
  /// `A1+A2` or `(A1+A2)/2`. `A12` is none: it is the twelfth contact of a depth electrode.
  ///
  /// - Parameters:
  ///   - part: The second part of a label.
  ///   - isOfElectrode: Whether the first part is an electrode.
  /// - Returns: The name that its synonyms share, empty for one that is only called a reference; nil if it is none.
  static func reference(_ part: String, isOfElectrode: Bool = true) -> String? {
    let upper = part.uppercased()
    if isOfElectrode && amplifierInputs.contains(upper) { return upper }
    let whole = upper.hasSuffix("/2") ? String(upper.dropLast(2)) : upper
    return references[whole.filter { !" ()[]+&/_,".contains($0) }]
  }

  /// The label without the number behind it by which a recorder counts its channels, as in `Fp1-12`, and the number;
  /// nil where none stands behind an electrode of the brain.
  ///
  /// - Parameter label: The label as a file has it.
  /// - Returns: The number and the rest.
  static func numberedBehind(_ label: String) -> (number: Int, rest: String)? {
    let body = LabelText(label).body
    let digits = body.reversed().prefix { $0.isASCII && $0.isNumber }
    let before = body.dropLast(digits.count)
    guard (1...3).contains(digits.count), let number = Int(String(digits.reversed())), let mark = before.last,
      dashes.contains(mark), let electrode = Electrode(parts(of: String(before.dropLast()))[0]),
      !electrode.isReferenceSite
    else { return nil }
    return (number, String(before.dropLast()))
  }

  /// The type a label begins with, and what stands behind it; nil where it has none.
  private static func type(of label: String) -> (String, String)? {
    for type in ["SEEG", "IEEG", "ECOG", "EEG", "POL"] where label.uppercased().hasPrefix(type) {
      let rest = label.dropFirst(type.count)
      let behind = rest.drop { separators.contains($0) }
      guard !behind.isEmpty else { continue }
      // `EEGFp1`, but not `EEG1`, which is a name.
      let isGlued = behind.count == rest.count && !"[(".contains(behind[behind.startIndex])
      if isGlued && Electrode(parts(of: String(behind))[0]) == nil { continue }
      return (type, String(behind))
    }
    return nil
  }

  private static func parts(of body: String) -> [String] {
    let alone = undecorated(body)
    if Electrode(alone) != nil { return [alone] }
    let plain = body.replacing("->", with: "-")
    let dashed = plain.split(omittingEmptySubsequences: false) { dashes.contains($0) }.map { bare(String($0)) }
    if dashed.count > 1 { return withoutNumber(dashed.map(undecorated)) }
    return pair(body) ?? [body]
  }

  /// A part without what some programs write around an electrode: its type, a mark, a unit, a number or `BIP`
  /// behind it, as in `F7-EEG T7`, `F7-T7*`, `F7-T7 (uV)`, `F7-T7_1`.
  private static func undecorated(_ part: String) -> String {
    guard Electrode(part) == nil, !part.isEmpty else { return part }
    let typed = part.uppercased().hasPrefix("EEG") ? bare(String(part.dropFirst(3))) : part
    let letters = typed.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard Electrode(letters) != nil else { return part }
    let rest = trimmed(String(typed.dropFirst(letters.count))).uppercased()
    let word = rest.filter { !" ()[]_".contains($0) }
    let isUnit = ["UV", "MV", "\u{39C}V", "\u{3BC}V", "BIP", "BIPOLAR", "EEG"].contains(word)
    let isMark = rest.allSatisfy { "*+!".contains($0) }
    let isNumber = rest.first == "_" && (2...4).contains(rest.count) && rest.dropFirst().allSatisfy(\.isNumber)
    return isUnit || isMark || isNumber ? String(letters) : part
  }

  /// Readers that number equal labels leave `T8-P8-1` and `Fp1-1`; behind two electrodes a number may be longer.
  private static func withoutNumber(_ parts: [String]) -> [String] {
    guard let last = parts.last, !last.isEmpty, last.allSatisfy({ $0.isASCII && $0.isNumber }) else { return parts }
    let isPair = parts.count == 3 && Electrode(parts[0]) != nil && Electrode(parts[1]) != nil
    let isOne = last.count == 1 && (parts.count == 3 || parts.count == 2 && Electrode(parts[0]) != nil)
    return isOne || isPair && last.count <= 3 ? parts.dropLast() : parts
  }

  /// `Fp1_REF`, `Fp1:A1`, `Fp1/A1`, `Fp1 A1`, `T7 (T3)`, `C3A2`: an electrode, then another or a reference.
  private static func pair(_ body: String) -> [String]? {
    for place in body.indices.dropFirst() {
      let first = trimmed(String(body[..<place]))
      guard Electrode(first) != nil else { continue }
      let rest = body[place...].drop { separators.contains($0) || "([".contains($0) }
      var second = bare(String(rest))
      if second.uppercased().hasPrefix("VS ") { second = trimmed(String(second.dropFirst(3))) }
      while second.last == ")" || second.last == "]" { second.removeLast() }
      guard Electrode(second) != nil || reference(second) != nil else { continue }
      return [first, second]
    }
    return nil
  }

  /// Without the dots and brackets around it.
  private static func bare(_ text: String) -> String {
    var rest = trimmed(text)
    while rest.count > 1, let last = rest.last, last == "." || last == " " { rest.removeLast() }
    for (open, close) in [("[", "]"), ("(", ")"), ("{", "}"), ("<", ">"), ("\"", "\""), ("'", "'")]
    where rest.count > 2 && rest.hasPrefix(open) && rest.hasSuffix(close) {
      let inner = String(rest.dropFirst().dropLast())
      // `[Fp1]-[F7]` is no bracket around all of it.
      if !inner.contains(open) && !inner.contains(close) { return bare(inner) }
    }
    return rest
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace || first == "\0" { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace || last == "\0" { rest.removeLast() }
    return String(rest)
  }
}
