"""Writes timescoring_cases.json beside itself: answers of timescoring (pip install timescoring==0.0.7) to edge cases."""

import itertools
import json
import math
import random
from importlib.metadata import version
from pathlib import Path

from timescoring import scoring
from timescoring.annotations import Annotation

SZCORE = dict(toleranceStart=30, toleranceEnd=60, minOverlap=0, maxEventDuration=300, minDurationBetweenEvents=90)
STRICT = SZCORE | dict(toleranceStart=0, toleranceEnd=5)
HALF = SZCORE | dict(toleranceStart=0, toleranceEnd=0, minOverlap=0.5, minDurationBetweenEvents=0)

# Duration, reference, hypothesis.
EDGES = [
    (600, [], []),
    (600, [], [(0, 600)]),
    (600, [(100, 140)], []),
    (600, [(100, 140)], [(0, 600)]),
    (600, [(100, 140)], [(69.9, 70.0)]),
    (600, [(100, 140)], [(70.0, 70.1)]),
    (600, [(100, 140)], [(199.9, 200)]),
    (600, [(100, 140)], [(200, 200.1)]),
    (600, [(100, 140)], [(144.9, 150)]),
    (600, [(100, 140)], [(145, 150)]),
    (600, [(100, 140)], [(80, 99.9)]),
    (600, [(0, 40)], [(0, 20)]),
    (600, [(0, 40)], [(0, 20.1)]),
    (600, [(560, 600)], [(598, 600)]),
    (1200, [(100, 110), (200, 210)], [(150, 155)]),
    (1200, [(100, 110), (199.9, 210)], [(150, 155)]),
    (1200, [(100, 110)], [(105, 106), (195.9, 200), (290, 300)]),
    (1200, [(100, 400)], [(399, 410)]),
    (1200, [(100, 400.1)], [(150, 160)]),
    (1200, [(100, 1000)], [(450, 460)]),
    (3600, [(1000, 1020)], [(0, 3600)]),
    (3600, [(10.04, 10.06), (500.05, 500.15)], [(10.05, 10.1), (500.25, 500.35)]),
    (3600, [(10.5, 11.5), (500.5, 502.5)], [(10.5, 10.9), (501.5, 503.5)]),
]


def defined(value):
    return None if math.isnan(value) else float(value)


def figures(score):
    result = {name: int(getattr(score, name)) for name in ("refTrue", "tp", "fp")}
    result |= {name: defined(getattr(score, name)) for name in ("sensitivity", "precision", "f1", "fpRate")}
    return result


def case(duration, reference, hypothesis, parameters):
    ref = Annotation(list(reference), 10, round(duration * 10))
    hyp = Annotation(list(hypothesis), 10, round(duration * 10))
    return dict(
        duration_s=duration,
        ref=[list(event) for event in reference],
        hyp=[list(event) for event in hypothesis],
        params=parameters,
        event=figures(scoring.EventScoring(ref, hyp, scoring.EventScoring.Parameters(**parameters))),
        sample_1hz=figures(scoring.SampleScoring(ref, hyp, 1)),
    )


def events(generator, duration):
    bounds = sorted(round(generator.uniform(0, duration), 2) for _ in range(2 * generator.randint(0, 6)))
    return [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]


def main():
    generator = random.Random(1)
    cases = [case(*edge, parameters) for edge, parameters in itertools.product(EDGES, (SZCORE, STRICT, HALF))]
    for _ in range(30):
        duration = generator.choice((300, 1234.5, 7200))
        parameters = generator.choice((SZCORE, STRICT, HALF))
        cases.append(case(duration, events(generator, duration), events(generator, duration), parameters))
    lines = ",\n".join(json.dumps(entry) for entry in cases)
    source = json.dumps(f"esl-epfl/timescoring {version('timescoring')} (MIT), by make_timescoring_cases.py")
    text = f'{{"source": {source}, "cases": [\n{lines}\n]}}\n'
    (Path(__file__).parent / "timescoring_cases.json").write_text(text)


main()
