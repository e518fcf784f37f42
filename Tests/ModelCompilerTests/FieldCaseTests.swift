import Foundation
import Inference
import TestSupport
import Testing

@testable import ModelCompiler

/// Networks as converters write them (see Fixtures/README.md).
@Suite struct FieldCaseTests {
  private func file(_ name: String) throws -> [UInt8] {
    Array(
      try Data(contentsOf: SharedData.repository.appending(path: "Tests/ModelCompilerTests/Fixtures/\(name).tflite")))
  }

  @Test func uint8InputAndOutputAreAShiftBy128() throws {
    let model = try ModelCompiler.compile(file: file("uint8io"), metadata: nil)
    #expect(model.tensors[model.input].isUnsigned && model.tensors[model.output].isUnsigned)
    #expect(model.tensors[model.input].elements == .int8)
    #expect(!model.steps.contains { $0.name == "QUANTIZE" })
  }

  @Test func anOptionalTensorWithoutElementsIsAsIfLeftOut() throws {
    _ = try ModelCompiler.compile(file: file("emptytensor"), metadata: nil)
  }

  @Test(
    arguments: [(16, "LSTM"), (35, "UNIDIRECTIONAL_SEQUENCE_RNN"), (36, "GATHER")] as [(UInt8, String)])
  func anOperatorThatIsNotTakenIsNamed(code: UInt8, name: String) throws {
    // The network's one FULLY_CONNECTED (9), declared to be another: somewhere in the file stands its code.
    let file = try file("emptytensor")
    let messages = file.indices.filter { file[$0] == 9 }.map { place in
      var changed = file
      changed[place] = code
      do {
        _ = try ModelCompiler.compile(file: changed, metadata: nil)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(messages.contains { $0.contains("operator 0 (\(name))") && $0.contains("CONV_2D") }, "\(messages)")
  }

  @Test func everyOperatorOfTheSchemaHasItsName() {
    #expect("\(OperatorCode(rawValue: 27))" == "SVDF")
    #expect("\(OperatorCode(rawValue: 16))" == "LSTM")
    #expect("\(OperatorCode(rawValue: 44))" == "UNIDIRECTIONAL_SEQUENCE_LSTM")
    #expect("\(OperatorCode.batchToSpace)" == "BATCH_TO_SPACE_ND" && "\(OperatorCode.elu)" == "ELU")
    #expect("\(OperatorCode(rawValue: 9_999))" == "operator code 9999")
  }
}
