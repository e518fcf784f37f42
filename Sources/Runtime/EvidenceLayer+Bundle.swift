import Bundle
import Forecast
import Inference
import Vocabulary

extension EvidenceLayer {
  /// Bytes of the arena that one layer may need.
  private static var arenaBytes: Int { 1024 }

  /// Takes a checked bundle's forecaster; nil where it has none.
  ///
  /// - Parameters:
  ///   - image: The bundle.
  ///   - bytes: Its bytes.
  ///   - detector: The bundle's detector: features come from its montage and gains.
  /// - Throws: Why it is none that a board can run.
  public init?(
    of image: borrowing BundleImage, in bytes: Span<UInt8>, beside detector: borrowing BundleDetector
  ) throws(BundleDetectorFault) {
    guard let model = try Self.model(of: image, in: bytes) else {
      guard image.section(.forecaster) == nil else { throw .missing(.forecaster) }
      return nil
    }
    guard let own = image.section(.forecaster) else { throw .missing(.forecaster) }
    let firstHour: Int64
    do throws(BundleFault) {
      firstHour = try ForecasterSection(decoding: bytes.extracting(own)).firstHour
    } catch { throw .forecasterSection(error) }
    try self.init(
      bytes.extracting(model), firstHour: firstHour,
      source: detector.levelSource(in: bytes, and: model))
  }

  /// The first model whose role is that of a forecaster.
  private static func model(
    of image: borrowing BundleImage, in bytes: Span<UInt8>
  ) throws(BundleDetectorFault) -> Range<Int>? {
    var index = 0
    while let section = image.section(.model, at: index) {
      if try BundleDetector.plan(bytes.extracting(section)).information.role == .forecaster { return section }
      index += 1
    }
    return nil
  }

  /// Asks a model what it says of each term alone: one layer is known by that.
  ///
  /// - Parameters:
  ///   - section: The model's section.
  ///   - firstHour: The first hour that may be forecast with it.
  ///   - source: A number for the model and for what the features come from.
  /// - Throws: Why it is none that a board can run.
  public init(_ section: Span<UInt8>, firstHour: Int64, source: UInt64) throws(BundleDetectorFault) {
    let plan = try BundleDetector.plan(section)
    let (information, unit) = (plan.information, plan.information.threshold(at: .balanced))
    let input = plan.tensor(Int(information.inputTensor))
    guard information.role == .forecaster, information.endsInAccumulator, unit > 0, plan.operatorCount == 1,
      input.count == FeatureBaseline.terms, input.byteCount == FeatureBaseline.terms,
      information.arenaBytes <= UInt32(Self.arenaBytes)
    else { throw .forecaster }
    var arena = InlineArray<1024, Int8>(repeating: 0)
    var terms = InlineArray<18, Int8>(repeating: 0)
    var memory = arena.mutableSpan
    let constant = plan.evidence(input: terms.span, section: section, arena: &memory, kernels: .reference)
    var said = InlineArray<18, Int32>(repeating: 0)
    for term in 0..<FeatureBaseline.terms {
      terms[term] = 1
      said[term] = plan.evidence(input: terms.span, section: section, arena: &memory, kernels: .reference)
      terms[term] = 0
    }
    self.init(constant: constant, said: said, unit: unit, firstHour: firstHour, source: source)
  }
}
