import Evaluation

/// The receiver operating characteristic: each person's curve, their mean and the operating point.
struct CharacteristicChart {
  let characteristic: OperatingCharacteristic

  /// The chart with its caption; nothing can be drawn without a person who has windows of both kinds.
  var markup: Markup {
    guard !characteristic.persons.isEmpty else {
      return Markup("p", [:], ["Nobody has both ictal and non-ictal windows with a score: there is no curve to draw."])
    }
    return Markup("figure", [:], [chart, caption])
  }

  private var chart: Markup {
    let area = PlotArea(
      horizontal: .rate("non-ictal windows above the threshold"), vertical: .rate("ictal windows above it"))
    let rates = OperatingCharacteristic.falsePositiveRates
    var content = [Markup("path", ["class": "chance", "d": area.line([(0, 0), (1, 1)])])]
    content += characteristic.persons.map {
      let points = [(0, 0)] + zip(rates, $0.truePositiveRates)
      return Markup("path", ["class": "person", "d": area.line(points)], [Markup("title", [:], [Markup($0.name)])])
    }
    let mean = [(0, 0)] + zip(rates, characteristic.meanTruePositiveRates)
    content.append(Markup("path", ["class": "mean", "d": area.line(mean)]))
    if let point = characteristic.operatingPoint {
      content += area.ring("operating point", point.falsePositiveRate, point.truePositiveRate)
    }
    return area.markup(label: label, content)
  }

  private var label: String {
    let text = "receiver operating characteristic of \(characteristic.persons.count) persons and their mean"
    guard let point = characteristic.operatingPoint else { return text }
    return text + "; at the threshold \(NumberText.percent(point.truePositiveRate)) of the ictal and "
      + "\(NumberText.percent(point.falsePositiveRate)) of the non-ictal windows are above it"
  }

  private var caption: Markup {
    let point = characteristic.operatingPoint.map {
      " At the threshold, marked by a ring, \(NumberText.percent($0.truePositiveRate)) of the ictal and "
        + "\(NumberText.percent($0.falsePositiveRate)) of the non-ictal windows are above it, mean over persons."
    }
    return Markup(
      "figcaption", [:],
      [
        Markup(
          "Windows within each person (thin; \(characteristic.persons.count)) and their mean at equal rates (thick); "
            + "dashed: chance." + (point ?? ""))
      ])
  }
}
