import Electrodes
import Text

/// The labels of a recording's inputs as montages name them, from the many spellings in files.
public enum ElectrodeLabel {
  /// A label on its own: `EEG FP1-REF` gives `Fp1`, `FP1-F7` gives `Fp1-F7`, `T3-C3` gives `T7-C3`, `Fc5.` gives `FC5`,
  /// `T8-P8-1` gives `T8-P8`; what is no electrode stays as it is.
  ///
  /// - Parameter label: The label as the file has it.
  /// - Returns: The normalised label.
  public static func normalised(_ label: String) -> String { ChannelLabel(label).normalised() }

  /// The labels of a recording's inputs, unique.
  ///
  /// Beyond `normalised(_:)`: contacts of grids keep their names, although some look like electrodes. A reference that
  /// all electrodes share, and there are at least two, is taken off (`FZ-CS2`, `C3-CS2` … give `Fz`, `C3` …), because
  /// they are then one referential montage; an electrode of the cap, such as Cz, stays, since what was recorded against
  /// it are its own derivations. A word such as `REF` or `AVG` is no part of the name, unless other electrodes have
  /// another: what was recorded against two references gives no derivation. Of labels that are equal in the end the
  /// first keeps the name and the others get `#2`, `#3`.
  ///
  /// - Parameter labels: The labels as the file has them.
  /// - Returns: As many labels, and the common reference that was taken off, if any.
  public static func normalised(_ labels: [String]) -> (labels: [String], commonReference: String?) {
    let read = ChannelLabel.reading(labels)
    let reference = ChannelLabel.commonElectrode(read) == nil ? commonReference(read) : nil
    let against = Set(read.filter { $0.plus?.isReferenceSite == false && $0.minus == nil }.map(\.reference))
    let keepsReference = against.count > 1
    var uses: [String: Int] = [:]
    var taken: Set<String> = []
    var result: [String] = []
    for label in read {
      let base = ascii(label.normalised(without: reference, keepsReference: keepsReference))
      var name: String
      repeat {
        let use = uses[base, default: 0] + 1
        uses[base] = use
        let suffix = use == 1 ? "" : "#\(use)"
        name = base.prefix(16 - suffix.count) + suffix
      } while !taken.insert(name).inserted
      result.append(name)
    }
    return (result, reference)
  }

  /// The second part of every electrode's label, in capitals, if there are at least two electrodes and it is the same
  /// in all.
  private static func commonReference(_ labels: [ChannelLabel]) -> String? {
    let electrodes = labels.filter { $0.plus != nil }
    let seconds = electrodes.map(\.second)
    guard Set(electrodes.map(\.plus)).count >= 2, let first = seconds.first, !first.isEmpty else { return nil }
    return seconds.allSatisfy { $0 == first } ? first : nil
  }

  private static func ascii(_ text: String) -> String {
    text.isEmpty ? "?" : text.plain(most: .max)
  }
}
