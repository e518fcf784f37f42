import Configuration
import Forecast
import Forecasting
import Foundation
import Inference

/// A model in the role `forecaster`, and what it says of people.
struct ForecasterModel {
  private let folder: ForecasterFolder

  /// Compiles and checks a model.
  ///
  /// - Parameter path: A folder with `model.tflite` and `model.json`.
  /// - Throws: What is wrong with it.
  init(_ path: String) throws {
    folder = try ForecasterFolder(ModelFolder(URL(fileURLWithPath: path)))
  }

  /// What is taken of a person's EEG: whoever the model learned from, no hour of that time is judged with it.
  func source(_ person: RecordedPerson) -> EvidenceSource {
    let record = person.history.hours ?? 0..<0
    let firstHour = folder.learned.filter { $0.overlaps(record) }.map(\.upperBound).max() ?? 0
    let (section, unit) = (folder.section, Int64(folder.unit))
    return EvidenceSource(features: person.features, firstHour: firstHour) { terms in
      let evidence: Int32
      do throws(ModelFault) {
        let plan = try ModelPlan(section: section.span)
        var arena = [Int8](repeating: 0, count: Int(plan.information.arenaBytes))
        var bytes = arena.mutableSpan
        evidence = plan.evidence(input: terms.span, section: section.span, arena: &bytes, kernels: .best)
      } catch {
        preconditionFailure("a compiled model's section: \(error)")
      }
      return (Int64(evidence) << 24) / unit
    }
  }
}
