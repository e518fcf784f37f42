// swift-tools-version: 6.2
// Prodrome: a seizure-detection edge runtime. Modules are listed from the data's source to its user;
// each imports only what stands above it.

import PackageDescription

/// The board that is built for, as Tools/runtime says; nil for the host. A package cannot tell by itself.
let board = Context.environment["PRODROME_BOARD"]
let checked: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]
/// On the host for speed; on a board for size, where code for speed would not fit. Its traps may be merged: a check
/// that fails ends the program as before, but no debugger tells which of them it was (a thirtieth of the executable).
let small: [SwiftSetting] = [.unsafeFlags(["-Osize", "-Xfrontend", "-mergeable-traps"])]
/// Where Tools/test asks for it: a debug build with its checks, but optimised, since the unit tests run in a third of
/// the time so. The tests themselves, and what is run least, are compiled sooner as they are.
let isQuick = Context.environment["PRODROME_QUICK_TESTS"] != nil
let quick: [SwiftSetting] = [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]
let strict = board != nil ? checked + small : isQuick ? checked + quick : checked
/// Tests run several of its threads at once: its lines' counters are atomic, or some of them would be lost.
let counted: [SwiftSetting] = [
  .unsafeFlags(["-Xllvm", "-instrprof-atomic-counter-update-all"], .when(configuration: .debug))
]
let supervised = board != nil ? strict : checked + counted

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
/// The commit for `--version`, from the scripts in Tools: SwiftPM keeps what it read of a manifest, so that a commit
/// asked of git here would be an earlier one.
let commit = Context.environment["PRODROME_COMMIT"] ?? "by hand"

/// Modules that also run on the board: Embedded Swift without allocations (see Tools/embedded).
let device: [Target] = [
  .target(name: "Vocabulary", swiftSettings: strict),
  // No pkgConfig: on Debian it names the folder of the host's libraries, which then goes before the boards' when one is
  // built for.
  .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),
  .target(name: "Crypto", dependencies: ["Vocabulary", "CSodium"], swiftSettings: strict),
  .target(name: "CVersion", cSettings: [.define("PRODROME_COMMIT", to: "\"\(commit)\"")]),
  .target(name: "CSignal"),
  .target(name: "Signal", dependencies: ["Vocabulary", "CSignal"], swiftSettings: strict),
  .target(name: "CInference"),
  .target(name: "Inference", dependencies: ["Vocabulary", "CInference"], swiftSettings: strict),
  .target(name: "Alarms", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "EventLog", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "Forecast", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "ADS1299", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "Bundle", dependencies: ["Vocabulary", "ADS1299"], swiftSettings: strict),
  .target(
    name: "Runtime",
    dependencies: ["Vocabulary", "Signal", "Inference", "Alarms", "EventLog", "Forecast", "Bundle"],
    swiftSettings: strict),
  .target(
    name: "Supervisor",
    dependencies: ["Vocabulary", "Alarms", "EventLog", "Bundle", "ADS1299", "Runtime", "Forecast"],
    swiftSettings: supervised),
  .target(name: "CLinux"),
  .target(
    name: "Linux", dependencies: ["CLinux", "ADS1299", "Bundle", "EventLog", "Supervisor"], swiftSettings: strict),
  .executableTarget(
    name: "prodromed",
    dependencies: ["Runtime", "ADS1299", "Supervisor", "Forecast", "Linux", "Crypto", "CVersion"],
    swiftSettings: strict),
]

/// Modules of the engineer's and caregiver's computer.
let host: [Target] = [
  .target(name: "Manual", swiftSettings: strict),
  .target(name: "Text", dependencies: ["Vocabulary"], swiftSettings: strict),
  .target(name: "Electrodes", swiftSettings: strict),
  .target(name: "Recordings", dependencies: ["Vocabulary", "Electrodes", "Text"], swiftSettings: strict),
  .target(name: "Designer", dependencies: ["Vocabulary", "Electrodes", "Signal"], swiftSettings: strict),
  .target(name: "ModelCompiler", dependencies: ["Vocabulary", "Inference", "Text"], swiftSettings: strict),
  .target(
    name: "Configuration",
    dependencies: [
      "ADS1299", "Bundle", "Alarms", "Forecast", "Electrodes", "Designer", "ModelCompiler", "Runtime", "Crypto", "Text",
    ],
    swiftSettings: strict),
  .target(
    name: "Station", dependencies: ["EventLog", "Bundle", "Crypto", "Text", "Recordings"], swiftSettings: strict),
  .target(
    name: "Deployment", dependencies: ["Station", "Configuration", "Supervisor", "Crypto", "Text"],
    swiftSettings: strict),
  .target(name: "Evaluation", dependencies: ["Text"], swiftSettings: strict),
  .target(
    name: "Forecasting", dependencies: ["Vocabulary", "Forecast", "Designer", "Evaluation", "Simulation"],
    swiftSettings: strict),
  .target(name: "Simulation", dependencies: ["Vocabulary", "EventLog", "ADS1299"], swiftSettings: strict),
  .target(
    name: "Replay",
    dependencies: [
      "Runtime", "Recordings", "Designer", "Configuration", "ModelCompiler", "Station", "Evaluation", "Crypto", "Text",
    ],
    swiftSettings: strict),
  .target(
    name: "BedSimulation",
    dependencies: ["Supervisor", "Forecast", "Runtime", "Simulation", "Configuration", "Crypto"],
    swiftSettings: strict),
  .target(
    name: "Report",
    dependencies: [
      "Evaluation", "Forecasting", "Station", "Deployment", "Replay", "Electrodes", "Crypto", "Configuration", "Alarms",
      "Supervisor", "Text",
    ],
    swiftSettings: strict),
  .executableTarget(
    name: "prodrome",
    dependencies: [
      "Replay", "Configuration", "ModelCompiler", "Evaluation", "Forecasting", "Report", "Station", "Deployment",
      "ADS1299", "BedSimulation", "CVersion", "Text", arguments,
    ],
    swiftSettings: checked),
]

let tests: [Target] = [
  .target(name: "TestSupport", dependencies: ["Inference"], path: "Tests/TestSupport", swiftSettings: strict),
  .testTarget(
    name: "VocabularyTests", dependencies: ["Vocabulary", "TestSupport"], exclude: ["Fixtures"], swiftSettings: checked),
  .testTarget(
    name: "SignalTests", dependencies: ["Vocabulary", "Signal", "Designer"], exclude: ["Fixtures"],
    swiftSettings: checked),
  .testTarget(
    name: "InferenceTests",
    dependencies: ["Inference", "ModelCompiler", "Simulation", "TestSupport"],
    exclude: ["Fixtures"],
    swiftSettings: checked),
  .executableTarget(
    name: "kernelprobe",
    dependencies: ["Inference", "Linux"],
    path: "Tests/KernelProbe",
    swiftSettings: strict),
  .executableTarget(
    name: "chainprobe", dependencies: ["Runtime", "Linux"], path: "Tests/ChainProbe", swiftSettings: strict),
  .executableTarget(
    name: "forecastprobe", dependencies: ["Forecast", "Linux"], path: "Tests/ForecastProbe", swiftSettings: strict),
  .executableTarget(
    name: "sealprobe", dependencies: ["EventLog", "Crypto", "Linux"], path: "Tests/SealProbe", swiftSettings: strict),
  .testTarget(name: "AlarmsTests", dependencies: ["Alarms"], swiftSettings: checked),
  .testTarget(name: "ADS1299Tests", dependencies: ["ADS1299", "Simulation", "Configuration"], swiftSettings: checked),
  .testTarget(
    name: "SupervisorTests",
    dependencies: ["Supervisor", "Configuration", "Simulation", "LogSupport", "Crypto", "Forecasting"],
    swiftSettings: checked),
  .testTarget(name: "BedSimulationTests", dependencies: ["BedSimulation"], swiftSettings: checked),
  .testTarget(name: "SimulationTests", dependencies: ["ADS1299", "Simulation"], swiftSettings: checked),
  .target(
    name: "LogSupport", dependencies: ["Station", "Simulation"], path: "Tests/LogSupport", swiftSettings: strict),
  .testTarget(name: "EventLogTests", dependencies: ["LogSupport", "Simulation"], swiftSettings: checked),
  .testTarget(name: "LinuxTests", dependencies: ["Linux", "LogSupport"], swiftSettings: checked),
  .testTarget(
    name: "ProdromedTests", dependencies: ["prodromed", "Linux", "Configuration", "TestSupport"], swiftSettings: checked
  ),
  .testTarget(
    name: "StationTests", dependencies: ["LogSupport", "Simulation", "TestSupport"], exclude: ["Fixtures"],
    swiftSettings: checked),
  .testTarget(
    name: "DeploymentTests", dependencies: ["Deployment", "Crypto", "LogSupport", "Simulation", "TestSupport"],
    swiftSettings: checked),
  .testTarget(
    name: "BundleTests", dependencies: ["Bundle", "Configuration", "Crypto", "TestSupport"], exclude: ["Fixtures"],
    swiftSettings: checked),
  .testTarget(
    name: "BundleCommandTests",
    dependencies: [
      "Bundle", "Configuration", "Crypto", "Deployment", "Forecast", "Forecasting", "LogSupport", "Recordings",
      "Replay", "Simulation", "TestSupport", "prodrome",
    ],
    exclude: ["Fixtures"],
    swiftSettings: checked),
  .testTarget(name: "CryptoTests", dependencies: ["Crypto", "Text"], swiftSettings: checked),
  .testTarget(name: "ElectrodesTests", dependencies: ["Electrodes"], swiftSettings: checked),
  .testTarget(name: "RecordingsTests", dependencies: ["Recordings", "TestSupport"], swiftSettings: checked),
  .testTarget(name: "DesignerTests", dependencies: ["Vocabulary", "Signal", "Designer"], swiftSettings: checked),
  .testTarget(
    name: "ModelCompilerTests",
    dependencies: ["ModelCompiler", "Inference", "Vocabulary", "Simulation", "TestSupport"],
    exclude: ["Fixtures"],
    swiftSettings: checked),
  .testTarget(
    name: "ConfigurationTests", dependencies: ["ADS1299", "Configuration", "Designer", "TestSupport"],
    swiftSettings: checked),
  .testTarget(
    name: "RuntimeTests", dependencies: ["Replay", "LogSupport", "Simulation", "TestSupport"], swiftSettings: checked),
  .testTarget(name: "ForecastTests", dependencies: ["Forecast", "Simulation"], swiftSettings: checked),
  .testTarget(
    name: "ForecastingTests", dependencies: ["Forecasting", "Simulation", "TestSupport"], swiftSettings: checked),
  .testTarget(
    name: "ReplayTests", dependencies: ["Replay", "TestSupport"], exclude: ["Fixtures"], swiftSettings: checked),
  .testTarget(
    name: "ReportTests", dependencies: ["Report", "Configuration", "LogSupport", "Simulation", "TestSupport"],
    swiftSettings: checked),
  .testTarget(
    name: "EvaluationTests",
    dependencies: ["Evaluation", "TestSupport", "prodrome"],
    resources: [.copy("Fixtures")],
    swiftSettings: checked),
]

let package = Package(
  name: "prodrome",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: device + host + tests
)
