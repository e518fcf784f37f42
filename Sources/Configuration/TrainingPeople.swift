import Foundation

/// The people whose recordings the shipped detector learned from, by the names that their files bear: its figures on
/// them are better than on others.
public struct TrainingPeople: Sendable {
  /// The names, such as `chb01`.
  public let names: Set<String>

  private struct Metrics: Decodable {
    struct Dataset: Decodable {
      let names: [String]
    }

    let data: [Dataset]
  }

  /// Finds out whom a detector knows.
  ///
  /// - Parameters:
  ///   - section: The detector's section of a bundle.
  ///   - folder: The shipped detector's folder, whose `metrics.json` names what it learned from; of another detector
  ///     nothing is known, and the names are empty.
  /// - Throws: What is wrong with the folder.
  public init(of section: [UInt8], shipped folder: URL) throws {
    guard try ModelFolder(folder).compiled.section == section else {
      names = []
      return
    }
    let file = folder.appending(path: "metrics.json")
    let bytes = try InputFile.bytes(of: file.path, atMost: 1 << 26)
    let metrics: Metrics
    do { metrics = try JSONDecoder().decode(Metrics.self, from: Data(bytes)) } catch {
      throw ModelFolder.Refusal(file: file.path, problem: "found \(error), expected data with names each")
    }
    names = Set(metrics.data.flatMap(\.names))
  }

  /// What there is to say of a recording; nil if its person is not among them.
  ///
  /// - Parameter recording: The file, named as BIDS does: `sub-NAME_...`.
  /// - Returns: A caution.
  public func caution(of recording: URL) -> String? {
    guard let name = Self.name(in: recording.lastPathComponent), names.contains(name) else { return nil }
    return
      "the shipped detector was trained on a person of this name, \(name): it is better here than on people it never saw"
  }

  private static func name(in file: String) -> String? {
    guard file.hasPrefix("sub-"), let end = file.firstIndex(of: "_") else { return nil }
    return String(file[file.index(file.startIndex, offsetBy: 4)..<end])
  }
}
