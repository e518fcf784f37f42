import Inference
import ModelCompiler

/// A network as `prodrome model run` evaluates it: compiled from a `.tflite`, or as a bundle carries it.
struct RunnableModel {
  /// A tensor whose values are printed.
  struct Tensor {
    /// Its index in the `.tflite`.
    let index: Int
    /// Its name there; a packed model has none.
    let name: String
    /// Its shape.
    let shape: [Int]
    /// What its elements are.
    let elements: ElementType
    /// Where it lies in the arena.
    let arenaOffset: Int
    /// Whether the `.tflite` has its elements as uint8.
    var isUnsigned = false

    /// Its values after an evaluation, as the `.tflite` has them.
    func values(in arena: [Int8]) -> [Int] {
      (0..<shape.reduce(1, *)).map { index in
        let place = arenaOffset + index * elements.byteCount
        switch elements {
        case .int8: return Int(arena[place]) + (isUnsigned ? 128 : 0)
        case .int16: return Int(arena[place + 1]) << 8 | Int(UInt8(bitPattern: arena[place]))
        }
      }
    }
  }

  /// The model section.
  let section: [UInt8]
  /// Bytes of the arena.
  let arenaBytes: Int
  /// What is printed.
  let tensors: [Tensor]
  /// Whether the `.tflite` takes uint8.
  let takesUnsigned: Bool

  /// The output, or all tensors of the `.tflite`.
  init(_ model: CompiledModel, allTensors: Bool) {
    section = model.section
    arenaBytes = model.arenaBytes
    tensors = (allTensors ? model.tensors.filter { !$0.isScratch } : [model.tensors[model.output]]).map {
      Tensor(
        index: $0.sourceIndex, name: $0.name, shape: $0.shape, elements: $0.elements, arenaOffset: $0.arenaOffset,
        isUnsigned: $0.isUnsigned)
    }
    takesUnsigned = model.tensors[model.input].isUnsigned
  }

  /// The output of a packed model, in which tensors share memory.
  ///
  /// - Parameter section: What `prodrome model pack` wrote.
  /// - Throws: `ModelFault` at the field that is wrong.
  init(section: [UInt8]) throws(ModelFault) {
    let plan = try ModelPlan(section: section.span)
    let output = plan.tensor(Int(plan.information.outputTensor))
    self.section = section
    arenaBytes = Int(plan.information.arenaBytes)
    takesUnsigned = false
    tensors = [
      Tensor(
        index: Int(output.sourceIndex), name: "", shape: (0..<Int(output.rank)).map { Int(output.dimensions[$0]) },
        elements: output.elements, arenaOffset: output.range.lowerBound)
    ]
  }
}
