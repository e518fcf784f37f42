import Text

extension LogFinding {
  /// The finding as one line of JSON of type `finding`.
  public var json: JSONObject {
    var object = JSONObject(type: "finding")
    object.set("file", file)
    object.set("offset", offset)
    object.set("problem", problem.description)
    return object
  }
}
