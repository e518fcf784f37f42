import Bundle
import Inference
import ModelCompiler
import Vocabulary

/// What the board reads of a bundle behind its digests and its signature: whoever holds a key can make them fit.
extension FuzzTarget {
  /// Board and site, of each version.
  static func decodeSections(_ bytes: [UInt8]) {
    for version in UInt16(0)...4 {
      _ = try? BoardSection(bytes: bytes.span, version: version)
      _ = try? SiteSection(bytes: bytes.span, version: version)
    }
  }

  /// A model: one that is taken is evaluated.
  static func runPlan(_ bytes: [UInt8]) {
    guard let plan = try? ModelPlan(section: bytes.span) else { return }
    var arena = [Int8](repeating: 0, count: Int(plan.information.arenaBytes))
    let input = (0..<plan.inputBytes).map { Int8(truncatingIfNeeded: $0 &* 37) }
    var memory = arena.mutableSpan
    for kernels in [KernelSet.reference, .best] {
      plan.run(input: input.span, section: bytes.span, arena: &memory, kernels: kernels)
      _ = plan.evidence(input: input.span, section: bytes.span, arena: &memory, kernels: kernels)
    }
  }
}
