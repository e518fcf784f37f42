// swift-tools-version: 6.2
// Prodrome: a seizure-detection edge runtime. Modules are listed from the data's source to its user;
// each imports only what stands above it.

import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// Modules that also run on the board: Embedded Swift without allocations (see Tools/embedded).
let device: [Target] = [
  .target(name: "Vocabulary", swiftSettings: strict),
  .target(name: "Signal", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "Inference", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "Alarms", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "EventLog", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "Bundle", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(
    name: "Runtime",
    dependencies: ["Vocabulary", "Signal", "Inference", "Alarms", "EventLog", "Bundle"],
    swiftSettings: strict),
]

/// Modules of the engineer's and caregiver's computer.
let host: [Target] = [
  .target(name: "ModelCompiler", dependencies: ["Vocabulary", "Inference"], swiftSettings: strict),
  .executableTarget(
    name: "prodrome",
    dependencies: ["Runtime", "ModelCompiler", arguments],
    swiftSettings: strict),
]

let tests: [Target] = [
  .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: strict),
  .testTarget(
    name: "InferenceTests", dependencies: ["Inference", "ModelCompiler", "TestSupport"], exclude: ["Fixtures"],
    swiftSettings: strict),
  .testTarget(
    name: "ModelCompilerTests", dependencies: ["ModelCompiler", "Inference", "Vocabulary", "TestSupport"], swiftSettings: strict),
]

let package = Package(
  name: "prodrome",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: device + host + tests
)
