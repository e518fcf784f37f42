/// Why a kept level is not taken back; what was learned then begins anew.
public enum PersonalLevelFault: UInt8, Error, Equatable, Sendable {
  /// It has the wrong length.
  case length = 1
  /// Its version is not known.
  case version = 2
  /// It was learned from another montage, another gain or another model.
  case source = 3
  /// A number in it cannot be.
  case content = 4
}
