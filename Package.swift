// swift-tools-version: 6.2
// Prodrome: a seizure-detection edge runtime. Modules are listed from the data's source to its user;
// each imports only what stands above it in `device`, and the host's modules build on those.

import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

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

let package = Package(
  name: "prodrome",
  targets: device
)
