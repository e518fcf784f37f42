/// Why a dataset cannot be walked.
public enum DatasetFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is nothing at this path.
  case missing(path: String)
  /// There is no recording where one is looked for.
  case empty(path: String)
  /// A person was named by a code that the dataset does not have.
  case unknownSubject(code: String, path: String)
  /// A code was given to two persons.
  case ambiguousPerson(code: String)
  /// A path was named at which the dataset has no recording.
  case unknownPath(String, dataset: String)

  /// The fault in one line.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): found nothing, expected an EDF or BDF file or a folder of them"
    case .empty(let path):
      "\(path): found no recording, expected sub-*/[ses-*/]eeg/*_eeg.edf or .bdf, or EDF or BDF files in the folder"
    case .unknownSubject(let code, let path):
      "\(path): found no subject `\(code)`, expected the codes of one person to be in the dataset"
    case .ambiguousPerson(let code):
      "`\(code)`: found as a code of two persons, expected one"
    case .unknownPath(let path, let dataset):
      "\(dataset): found no recording at `\(path)`, expected a recording's or a folder's path in the dataset"
    }
  }
}
