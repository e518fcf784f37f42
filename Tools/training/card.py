"""The model's card, from its metrics: no figure in it is typed by hand."""

from . import shipping
from .alarms import POINTS, RAISE_DEVIATIONS, Policy
from .card_signals import artefacts, domain, in_plain_words, level_rows, level_summary, rate, variants


def text(metrics: dict) -> str:
    """The card as Markdown."""
    encoder = metrics["encoder"]
    return _joined([
        _head(metrics), _data(metrics), _method(metrics), _results(metrics), _spread(encoder), *_details(metrics), _measured(metrics),
        _explanations(metrics), _limits(metrics),
    ])  # fmt: skip


def report(metrics: dict) -> str:
    """What an evaluation finds beside the table of detectors, as in the card."""
    return _joined([*_details(metrics), _explanations(metrics)])


def level(metrics: dict) -> str:
    """What is found of a level of the person's own, as in the card."""
    return _joined([level_summary(metrics), level_rows(metrics)])


def _details(metrics: dict) -> list[str]:
    encoder = metrics["encoder"]
    return [_lengths(encoder), _states(metrics), _people(encoder), _montages(metrics), variants(metrics), level_rows(metrics), domain(metrics),
            _personal(metrics), artefacts(metrics)]  # fmt: skip


def _joined(sections: list[str]) -> str:
    return "\n\n".join(section for section in sections if section) + "\n"


def _head(metrics) -> str:
    model, settings = metrics["model"], metrics["settings"]
    seconds = settings["window_samples"] / settings["rate_hz"]
    return f"""# `{settings["name"]}`: a one-channel seizure detector

**Research software. Not a medical device; no clinical claim is made.**

{in_plain_words(metrics)}

## The detector in figures

{level_summary(metrics)}

An int8 encoder of one channel's window ({settings["window_samples"]} samples at {settings["rate_hz"]} Hz, {seconds:g} s, a hop of \
{settings["hop_samples"] / settings["rate_hz"]:g} s), in microvolts of {settings["input_step_microvolts"]:g} a step. Its last \
layer's int32 sum is the channel's evidence; a montage of 1 to 32 channels is scored by their mean. \
{model["parameters"]} parameters, {model["multiply_accumulates_per_window"]} multiply-accumulates for a channel's window, \
{model["bytes"]} bytes. Operators: conv2d, average pool, mean, fully connected.

Made by `Tools/train train` (seed {settings["seed"]}); every figure of this card is in `metrics.json`, printed by `Tools/train evaluate`."""


def _data(metrics) -> str:
    rows = "\n".join(
        f"| {one['dataset']} | {one['people']} | {one['recordings']} | {one['hours']:.2f} | {one['seizures']} | "
        f"{one['ictal_seconds']} | {one['channels'][0]} to {one['channels'][1]} |"
        for one in metrics["data"])  # fmt: skip
    return f"""## Data

| dataset | people | recordings | hours | seizures | ictal seconds | channels used |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

- CHB-MIT Scalp EEG Database, Shoeb and Guttag, PhysioNet, doi:10.13026/C2K01R, licensed ODC-By 1.0. Clips: each seizure from its annotated
  onset (some from 10 s before), and up to a minute after it; runs without a seizure start 60 s after an onset. **All its negatives are
  peri-ictal or post-ictal, none is interictal.** chb01 and chb21 are one person.
- Guinea-Bissau recordings, van Hees, Zenodo 1252141, published under CC BY 4.0: an Emotiv headset, without annotated seizures; nobody
  looked for any.

Windows were made by `prodrome windows`: the device's own integer signal chain, the `auto` montage, the default site."""


def _method(metrics) -> str:
    policy = Policy(**metrics["policy"])
    return f"""## Method

Trained end to end through the mean over channels ({metrics["settings"]["channels_per_window"]} channels drawn anew for each window), \
on ictal windows against post-ictal windows of the same people and background windows \
(weight {metrics["settings"]["background_weight"]:g}), people balanced. Varied: polarity, gain ({metrics["settings"]["gain_deviation"]:g} nepers), noise, the share of high frequencies (up \
to {metrics["settings"]["tilt"]:.0%} of a sample's step); background of another device laid over \
{metrics["settings"]["plant_probability"]:.0%} of the clinical windows; made-up blinks, jaw muscles, electrode pops, moved cables, \
loose electrodes and mains over {metrics["settings"]["artefact_probability"]:.0%} of all windows, ictal or not. Post-training int8 \
quantisation.

**Split**: one person left out, {len(metrics["encoder"]["window_auc"])} folds, together with a share of the background's people. A fold's
two numbers for each operating point (threshold and accumulated excess, from {len(RAISE_DEVIATIONS)} sizes) come from the other folds'
held-out scores, never from the person judged: those that find most seizures while false alarms stay within
{_limit_text()}. The shipped model is trained on everyone; its numbers are those that all held-out scores give together. The
network's shape, the number of steps and the form of the alarm rule were chosen by looking at such tables of these same people:
expect somewhat less on others.

**Scorer**: {metrics["scorer"]}. Alarm policy: {shipping.policy_text(policy)}."""


def _limit_text() -> str:
    return "; ".join(
        f"{point.background_per_hour:g} an hour in background and {point.clinical_per_hour:g} in clinical recordings (`{point.name}`)"
        for point in POINTS)


def _results(metrics) -> str:
    lines = []
    for row in metrics["detectors"]:
        for point, figures in row["points"].items():
            delay = figures["latency_s_median"]
            short = figures["detected_10_s_or_less"]
            lines.append(
                f"| {row['name']} | {row['window_auc_person_mean']:.3f} | {point} | {figures['sensitivity']:.0%} | "
                f"{figures['sensitivity_over_10_s']:.0%} | {short[0]} of {short[1]} | {figures['sensitivity_person_mean']:.0%} | "
                f"{'-' if delay is None else f'{delay:.0f} s'} | {rate(figures['clinical'])} | {rate(figures['background'])} |")
    mixing = metrics["mixing"]
    return (
        "## Results on people never seen\n\n"
        f"The channel-mixing network has {mixing['parameters']} parameters and {mixing['multiply_accumulates_per_montage']} "
        "multiply-accumulates for a window of 18 channels, for which the encoder's are 18 times those of one.\n\n"
        "AUC: ictal against non-ictal windows within a person, mean over people. False alarms: count in hours (exact Poisson 95 % upper "
        "bound for an hour).\n\n"
        "| detector | AUC | operating point | seizures found | over 10 s | 10 s or less | mean over people | median latency | "
        "false alarms, clinical | false alarms, background |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n" + "\n".join(lines))


def _spread(encoder) -> str:
    low, high = encoder["window_auc_person_mean_95"]
    lines = [
        f"| {point} | {figures['sensitivity_person_mean']:.0%} | {figures['sensitivity_person_mean_95'][0]:.0%} to "
        f"{figures['sensitivity_person_mean_95'][1]:.0%} | {_quartiles(figures)} |"
        for point, figures in encoder["points"].items()
    ]
    return (
        "## How sure\n\nThirteen people are few. 95 % intervals by drawing people anew (bootstrap, 10,000 draws): "
        f"AUC {encoder['window_auc_person_mean']:.3f} ({low:.3f} to {high:.3f}); of the mean of the last eight hops' scores, nearer to "
        f"what the accumulated excess sees, {encoder['window_auc_mean_of_8_hops']:.3f}.\n\n"
        "| operating point | seizures found, mean over people | 95 % interval | latency: quarter, half, three quarters, nine tenths |\n"
        "| --- | --- | --- | --- |\n"
        + "\n".join(lines))


def _quartiles(figures) -> str:
    quartiles = figures["latency_s_quartiles"]
    return "-" if quartiles is None else (
        f"{quartiles[0]:.0f}, {figures['latency_s_median']:.0f}, {quartiles[1]:.0f}, {figures['latency_s_90th']:.0f} s")


def _explanations(metrics) -> str:
    found = metrics["explanations"]
    additive, pointing, ranks = found["additivity"], found["pointing_game"], found["weight_randomisation"]
    labels = found["label_randomisation"]
    rows = "\n".join(
        f"| {name} | {one['windows']} | {one['mean_drop_by_evidence']:.0f} | {one['mean_drop_random']:.0f} | "
        f"{one['better_than_random']:.1%} | {one['wilcoxon_p']:.1g} |"
        for name, one in found["deletion"].items())
    return f"""## Explanations tested

By the folds' encoders, on the people each has not seen.

- **Additivity**: the score was the exact sum of the channels' whole-number evidence in {additive["exact"]} of {additive["windows"]} windows.
- **Deletion**: channels of an ictal window masked one by one, those with most evidence first, against 20 random orders: mean drop of the
  montage's mean evidence along the way, in units of the accumulator. Insertion is the same figure read from the other end, since
  evidence adds up. With a mask that does not depend on the channel the better order is better by construction; the second mask, another
  window of the same person and channel, is the test.

| mask | windows | drop by evidence | drop in random order | better than random | Wilcoxon p |
| --- | --- | --- | --- | --- | --- |
{rows}

- **Pointing game**: {pointing["trial"]}; it then had the most evidence of all channels in {pointing["planted_first"]:.1%} of \
{pointing["trials"]} trials (chance about {pointing["chance"]:.0%}); in {pointing["planted_first_called_ictal"]:.1%} of the \
{pointing["called_ictal"]} whose planted window is by itself evidence for a seizure. The rest is activity that the encoder does not know for a \
seizure's: it misses it wherever it is.
- **Label randomisation**: a network trained alike on labels permuted among each person's windows (without {labels["held_out"]}, on whom \
it reaches an AUC of {labels["window_auc"]:.2f}): rank correlation {labels["rank_correlation_mean"]:.2f} (95 % of windows: \
{labels["rank_correlation_95"][0]:.2f} to {labels["rank_correlation_95"][1]:.2f}).
- **Weight randomisation**: the channels' order agrees with that of an untrained network of the same shape by a rank correlation of
  {ranks["rank_correlation_mean"]:.2f} (95 % of windows: {ranks["rank_correlation_95"][0]:.2f} to {ranks["rank_correlation_95"][1]:.2f})."""


def _lengths(encoder) -> str:
    names = list(encoder["points"]["balanced"]["by_length"])
    rows = "\n".join(
        f"| {point} | " + " | ".join(f"{hit} of {count}" for hit, count in figures["by_length"].values()) + " |"
        for point, figures in encoder["points"].items())
    return f"## By the seizure's length\n\n| operating point | {' | '.join(names)} |\n|{' --- |' * (len(names) + 1)}\n{rows}"


def _states(metrics) -> str:
    if not metrics["domain"]:
        return ""
    names = {
        "before": "before the onset", "after": "after the end, in the seizure's clip",
        "later": "in clips without a seizure, a minute or more after an onset",
    }  # fmt: skip
    rows = "\n".join(
        f"| {point} | {name} | {rate(found[state])} |"
        for point, found in metrics["domain"]["states"]["as recorded"].items() for state, name in names.items() if state in found)
    return f"## Where the clinical false alarms lie\n\n| operating point | | false alarms |\n| --- | --- | --- |\n{rows}"


def _people(encoder) -> str:
    points = encoder["points"]
    found = points["balanced"]["per_person"]
    rows = "\n".join(
        f"| {person} | {encoder['window_auc'].get(person, float('nan')):.2f} | "
        + " | ".join(f"{one['per_person'][person][0]}" for one in points.values())
        + f" | {count} | {rate(points['balanced']['per_person_clinical'][person])} |"
        for person, (_, count) in found.items())
    return (
        "## By person\n\n"
        f"| held-out person | AUC | {' | '.join(f'found, {point}' for point in points)} | seizures | false alarms, clinical, `balanced` |\n"
        f"|{' --- |' * (len(points) + 4)}\n{rows}")


def _montages(metrics) -> str:
    encoder = metrics["encoder"]
    rows = [_montage("all", encoder["window_auc_person_mean"], encoder["points"], 1)]
    rows += [_montage(count, one["window_auc_person_mean"], one["points"], one["draws"]) for count, one in metrics["montages"].items()]
    draws = next(iter(metrics["montages"].values()))["draws"]
    return (
        "## With fewer channels\n\nA board of eight inputs has six channels. Of each held-out person's some were drawn, the same for all of "
        f"the person's recordings; means of {draws} draws, thresholds unchanged. In brackets: false alarms in clinical recordings and in background.\n\n"
        f"| channels | AUC | {' | '.join(encoder['points'])} |\n|{' --- |' * (len(encoder['points']) + 2)}\n" + "\n".join(rows))


def _montage(count, area, points, draws: int) -> str:
    cells = " | ".join(
        f"{one['detected'] / one['seizures']:.0%} ({one['clinical']['false_alarms'] / draws:.3g}, "
        f"{one['background']['false_alarms'] / draws:.3g})" for one in points.values())
    return f"| {count} | {area:.3f} | {cells} |"


def _personal(metrics) -> str:
    lines = metrics["personal"]
    if not lines:
        return ""
    names = list(metrics["encoder"]["points"])
    areas = {when: [line[when]["window_auc"] for line in lines if line[when]["window_auc"] is not None] for when in ("before", "after")}

    def total(point: str, choose) -> str:
        chosen = [choose(line)[point] for line in lines]
        found, seizures, own, quiet = (
            sum(one[key] for one in chosen) for key in ("detected", "seizures", "own_alarms", "background_alarms"))
        return f"{found} of {seizures}; {own}, {quiet}"

    def guarded(point: str):
        return lambda line: line["before" if line["refused"][point] else "after"]

    rows = "\n".join(
        f"| {point} | {total(point, lambda line: line['before'])} | {total(point, lambda line: line['after'])} | "
        f"{sum(bool(line['refused'][point]) for line in lines)} | {total(point, guarded(point))} |" for point in names)
    people = "\n".join(
        f"| {line['person']} | {line['seizures_learned']} | " + " | ".join(
            f"{line['before'][point]['detected']} to {line['after'][point]['detected']} of {line['after'][point]['seizures']}"
            + (" (refused)" if line["refused"][point] else "") for point in names) + " |"
        for line in lines)
    hours = sum(line["after"]["balanced"]["own_hours"] for line in lines)
    quiet = sum(line["after"]["balanced"]["background_hours"] for line in lines)
    return f"""## One person's own model

`Tools/train finetune` fits the last two layers to a person's own clips. For each held-out person: the fold's encoder, which has not
seen them, learned from the earlier half of their recordings and some background, and was judged, quantised, on the later half and on
held-out background; thresholds unchanged. Mean AUC {_mean(areas["before"])} before, {_mean(areas["after"])} after. The guard refuses a
model that finds fewer of the held-back seizures or adds an alarm; the last column has the old model wherever it refused: on the very
recordings that the guard saw, so it cannot be worse by construction. How near the
weights are held and what background counts for were chosen by looking at such tables of these same people.

Seizures found; false alarms in {hours:.2f} h of clinical recordings, in {quiet:.2f} h of background:

| operating point | before | after | refused | with the guard |
| --- | --- | --- | --- | --- |
{rows}

| person | seizures learned from | {" | ".join(names)} |
|{" --- |" * (len(names) + 2)}
{people}"""


def _mean(values: list[float]) -> str:
    return f"{sum(values) / len(values):.3f}" if values else "-"


def _measured(metrics) -> str:
    rows = [
        f"| {one['dataset']} | {one['people']} | {point} | {rate(figures)} |"
        for one in metrics["measured_only"] for point, figures in one["points"].items()
    ]
    if not rows:
        return ""
    return (
        "## Recordings that nothing was learned from\n\nThe shipped model, with the default policy.\n\n"
        "| dataset | people | operating point | alarms |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n\n"
        + "\n".join(_sources(one) for one in metrics["measured_only"]))


def _sources(measured) -> str:
    if not measured["alarms"]:
        return f"`{measured['dataset']}`: no alarm at `sensitive`."
    return f"`{measured['dataset']}`, at `sensitive`: " + "; ".join(
        f"{one['person']} at {one['seconds']:.0f} s ({', '.join(one['channels'])}: {one['rms_uv']:.0f} microvolts, steps "
        f"{one['steepness']:.2f} of the amplitude)" for one in measured["alarms"]) + "."


def _limits(metrics) -> str:
    demo = next((one for one in metrics["per_recording"] if one["file"].startswith("sub-chb01_") and "run-01_" in one["file"]), None)
    lines = [
        "- Clips, not days: **no rate of false alarms per day can be given**. The clinical hours are minutes around seizures of thirteen "
        "children; the background is another device, sitting still.",
        "- Non-ictal clinical windows alarm far more often per hour than background. The background tells how quiet it is on a headset at rest; "
        "it does not tell how quiet it is in a ward.",
        "- It works in microvolts: an amplifier with a wrong gain changes it (see *Another amplifier*).",
        "- A window needs its length and the filters' settling after a start or gap: no alarm is possible in the first seconds, and many "
        "seizures of 10 s or less are missed.",
        "- The clips start at the onset. On the board quiet hops come before: the accumulated excess is then zero as at a clip's start, but "
        "the first windows of a seizure are mixed with what precedes it, and latency may differ.",
        "- Some people's seizures look to it less like seizures than what follows them (see *By person*).",
    ]
    if demo:
        times = ", ".join(f"{time:g} s" for time in demo["alarms_s"]) or "none"
        span = ", ".join(f"{onset:g} to {end:g} s" for onset, end in demo["seizures"])
        lines.append(
            f"- The recording that `prodrome demo` plays (chb01_03, seizure {span}) **is in the training data**. The fold that had not seen "
            f"this person raised alarms at: {times}.")
    return "## Limits\n\n" + "\n".join(lines)
