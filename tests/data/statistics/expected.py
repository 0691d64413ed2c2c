#!/usr/bin/env python3
"""The figures the tests of src/quiz/statistics.h expect, from marks-*.tsv, choices-*.tsv and pairs.tsv beside this file.

    python3 expected.py        writes marks-*.expected.tsv and pairs.expected.tsv

Everything is worked out in exact fractions, straight from the definitions (Moodle's "Quiz statistics calculations" and
the sources named in statistics.h); only roots are taken in decimals, of 60 digits. A line is: what, question (0: of the
whole), value; nan: not defined.
"""
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

getcontext().prec = 60
HERE = Path(__file__).parent


def decimal(value):
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)


def root(value):
    return None if value is None else decimal(value).sqrt()


def ratio(a, b):
    if a is None or b is None or b == 0:
        return None
    return a / b if isinstance(a, Fraction) and isinstance(b, Fraction) else decimal(a) / decimal(b)


def mean(values):
    return sum(values, Fraction(0)) / len(values) if values else None


def covariance(pairs):
    if len(pairs) < 2:
        return None
    mean_a, mean_b = mean([a for a, _ in pairs]), mean([b for _, b in pairs])
    return sum((a - mean_a) * (b - mean_b) for a, b in pairs) / (len(pairs) - 1)


def variance(values):
    return covariance([(v, v) for v in values])


def read(name):
    return [line.split("\t") for line in (HERE / name).read_text().splitlines()]


def number(text):
    return None if text == "-" else Fraction(text)


def question(q, maxima, rows, totals, tops):
    asked = [s for s, row in enumerate(rows) if row[q] is not None]
    m = maxima[q]
    marks = [rows[s][q] for s in asked]
    yield "n", len(asked)
    yield "right", sum(1 for x in marks if m > 0 and x == m)
    yield "partial", sum(1 for x in marks if 0 < x < m)
    yield "wrong", sum(1 for x in marks if x <= 0)
    yield "facility", ratio(mean(marks), m)
    yield "sd", ratio(root(variance(marks)), m)
    yield "intended_weight", ratio(m * len(asked), sum(tops))
    with_rest = [(rows[s][q] / m, (totals[s] - rows[s][q]) / (tops[s] - m)) for s in asked if m > 0 and tops[s] > m]
    shared = covariance(with_rest)
    best = covariance(list(zip(sorted(x for x, _ in with_rest), sorted(rest for _, rest in with_rest))))
    spread = None if shared is None else variance([x for x, _ in with_rest]) * variance([rest for _, rest in with_rest])
    yield "discrimination", ratio(shared, root(spread))
    yield "efficiency", ratio(shared, best)


def effective_weights(maxima, rows, totals, tops):
    shares = []
    for q, m in enumerate(maxima):
        pairs = [(row[q], total / top if top else Fraction(0)) for row, total, top in zip(rows, totals, tops)
                 if row[q] is not None]
        shared = covariance(pairs)
        shares.append(None if shared is None or shared < 0 else root(shared))
    whole = sum(share for share in shares if share is not None)
    return [ratio(share, whole) for share in shares]


def quiz(maxima, rows, totals, tops):
    grades = sorted(total / top for total, top in zip(totals, tops) if top)
    n = len(grades)
    average = mean(grades)
    moment = [mean([(grade - average) ** power for grade in grades]) for power in range(5)]
    k2 = Fraction(n) * moment[2] / (n - 1)
    k3 = Fraction(n * n) * moment[3] / ((n - 1) * (n - 2))
    k4 = Fraction(n * n) * ((n + 1) * moment[4] - 3 * (n - 1) * moment[2] ** 2) / ((n - 1) * (n - 2) * (n - 3))
    yield "n", n
    yield "mean", average
    yield "median", grades[n // 2] if n % 2 else (grades[n // 2 - 1] + grades[n // 2]) / 2
    yield "sd", root(k2)
    yield "skewness", ratio(k3, decimal(k2) ** Decimal("1.5"))
    yield "kurtosis", ratio(k4, k2 * k2)
    alpha = None
    counted = [q for q, m in enumerate(maxima) if m > 0]
    if all(row[q] is not None for row in rows for q in counted):
        p = len(counted)
        alpha = Fraction(p, p - 1) * (1 - sum(variance([row[q] for row in rows]) for q in counted) / variance(totals))
    yield "consistency", alpha
    error = None if alpha is None else root(1 - alpha)
    yield "error_ratio", error
    yield "standard_error", None if error is None else error * root(k2)
    thirds = [third(grades, total / top) if top else 1 for total, top in zip(totals, tops)]
    for name, which in (("lower", 0), ("middle", 1), ("upper", 2)):
        yield name, thirds.count(which)


def third(grades, grade):
    """Where the middle of all that have this grade stands: in the first, second or last third."""
    below, equal = sum(1 for g in grades if g < grade), grades.count(grade)
    middle = Fraction(2 * below + equal, 2 * len(grades))
    return 0 if middle < Fraction(1, 3) else 1 if middle < Fraction(2, 3) else 2


def choices(name, rows, totals, tops):
    lines = read(name)
    grades = [total / top for total, top in zip(totals, tops)]
    for q in range(len(lines[0]) - 1):
        for letter in "ABCD-":
            counts = [0, 0, 0]
            for s, line in enumerate(lines[2:]):
                counts[third(grades, grades[s])] += letter in line[q + 1]
            for which, count in zip(("lower", "middle", "upper"), counts):
                yield f"{letter}_{which}", q + 1, count


def analyse(name):
    lines = read(name)
    maxima = [Fraction(text) for text in lines[1][1:]]
    rows = [[number(text) for text in line[1:]] for line in lines[3:]]
    totals = [sum((x for x in row if x is not None), Fraction(0)) for row in rows]
    tops = [sum((m for x, m in zip(row, maxima) if x is not None), Fraction(0)) for row in rows]
    for what, value in quiz(maxima, rows, totals, tops):
        yield what, 0, value
    for q, weight in enumerate(effective_weights(maxima, rows, totals, tops)):
        for what, value in question(q, maxima, rows, totals, tops):
            yield what, q + 1, value
        yield "effective_weight", q + 1, weight
    also = name.replace("marks", "choices")
    if (HERE / also).exists():
        yield from choices(also, rows, totals, tops)


def gains(name):
    rows = [[number(text) for text in line[1:]] for line in read(name)[1:]]
    both = [(row[0], row[1]) for row in rows if row[0] is not None and row[1] is not None]
    pre, post = [a for a, _ in both], [b for _, b in both]
    difference = [b - a for a, b in both]
    yield "matched", 0, len(both)
    for what, here, there in (("only_pre", 0, 1), ("only_post", 1, 0)):
        alone = [row[here] for row in rows if row[here] is not None and row[there] is None]
        yield what, 0, len(alone)
        yield what + "_mean", 0, mean(alone)
    yield "better", 0, sum(1 for d in difference if d > 0)
    yield "same", 0, sum(1 for d in difference if d == 0)
    yield "worse", 0, sum(1 for d in difference if d < 0)
    yield "pre_mean", 0, mean(pre)
    yield "post_mean", 0, mean(post)
    yield "pre_sd", 0, root(variance(pre))
    yield "post_sd", 0, root(variance(post))
    yield "gain", 0, mean(difference)
    yield "gain_sd", 0, root(variance(difference))
    yield "hake_class", 0, (mean(post) - mean(pre)) / (1 - mean(pre))
    persons = [(b - a) / (1 - a) for a, b in both if a < 1]
    yield "hake_persons", 0, mean(persons)
    yield "hake_n", 0, len(persons)
    yield "d_av", 0, ratio(mean(difference), root((variance(pre) + variance(post)) / 2))
    yield "d_z", 0, ratio(mean(difference), root(variance(difference)))
    for q in range((len(rows[0]) - 2) // 2):
        asked = [(row[2 + 2 * q], row[3 + 2 * q]) for row in rows]
        asked = [(a, b) for a, b in asked if a is not None and b is not None]
        yield "n", q + 1, len(asked)
        for what, was, became in (("wrong_right", 0, 1), ("right_right", 1, 1), ("right_wrong", 1, 0),
                                  ("wrong_wrong", 0, 0)):
            yield what, q + 1, sum(1 for a, b in asked if (a == 1) == was and (b == 1) == became)
        yield "pre", q + 1, mean([a for a, _ in asked])
        yield "post", q + 1, mean([b for _, b in asked])


def write(name, lines):
    text = "".join(f"{what}\t{q}\t{'nan' if value is None else format(decimal(value), '.15g')}\n"
                   for what, q, value in lines)
    (HERE / name.replace(".tsv", ".expected.tsv")).write_text("what\tquestion\tvalue\n" + text)


for marks in ("marks-25x7.tsv", "marks-22x20.tsv", "marks-drawn.tsv"):
    write(marks, analyse(marks))
write("pairs.tsv", gains("pairs.tsv"))
