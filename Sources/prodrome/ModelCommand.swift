import ArgumentParser
import Foundation
import Inference
import ModelCompiler

/// Looks into `.tflite` files as the device sees them.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Show and run .tflite networks of int8 or int16 activations as the device does.",
    subcommands: [ModelShowCommand.self, ModelRunCommand.self, ModelPackCommand.self, ModelTimeCommand.self])

  /// Exit codes beside ArgumentParser's own: bad input data, and a file that cannot be read.
  private static let badData = ExitCode(65)
  private static let inputOutput = ExitCode(74)

  /// Reads a file, or says on standard error why not.
  static func read(_ path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      complain("\(path): cannot be read: \(error.localizedDescription)")
      throw inputOutput
    }
  }

  /// Compiles a `.tflite`, or says on standard error why not.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - usesMetadata: Whether a `model.json` beside it is read.
  ///   - keepsAllTensors: Whether every tensor keeps its memory.
  ///   - arenaCapacity: Bytes of the arena.
  /// - Returns: The model.
  /// - Throws: `ExitCode` 65 or 74, once it has been said why.
  static func compile(
    _ path: String, usesMetadata: Bool, keepsAllTensors: Bool = false, arenaCapacity: Int
  ) throws -> CompiledModel {
    let file = try read(path)
    do throws(ModelImportError) {
      let beside = URL(fileURLWithPath: path).deletingLastPathComponent().appending(path: "model.json").path
      let json = usesMetadata && FileManager.default.fileExists(atPath: beside) ? try? read(beside) : nil
      var metadata: ModelMetadata?
      if let json { metadata = try ModelMetadata(json: json) }
      return try ModelCompiler.compile(
        file: file, metadata: metadata, keepsAllTensors: keepsAllTensors, arenaCapacity: arenaCapacity)
    } catch {
      complain("\(path): \(error)")
      throw badData
    }
  }

  /// The kernels that the environment asks for, or says on standard error why they cannot be had.
  static func kernels() throws -> KernelSet {
    do throws(KernelSelectionError) { return try .fromEnvironment() } catch { throw refuse("\(error)") }
  }

  /// Refuses input data.
  static func refuse(_ message: String) -> ExitCode {
    complain(message)
    return badData
  }

  /// Says why an output cannot be had.
  static func unwritable(_ message: String) -> ExitCode {
    complain(message)
    return inputOutput
  }

  private static func complain(_ message: String) {
    Console.note("Error: \(message)")
  }
}
