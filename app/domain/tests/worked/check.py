"""Compares the worked cases (or random clusters from standard input, with `-`) with `oracle.py`."""
import json
import pathlib
import sys
from datetime import date
from fractions import Fraction

from oracle import Calendar, Cluster, text

COLUMNS = {"ytd": "year_to_date", "r12": "rolling_12", "period": "period_target"}
NEXT = Calendar(1)


def reading(kpi, nature, period, figure):
    """One figure as the cases write it; none for _."""
    found = {"kpi": kpi, "period": NEXT.name(period)}
    if figure == "_":
        return None
    if figure in ("n/a", "n.d."):
        return found | {"state": {"n/a": "not_applicable", "n.d.": "not_available"}[figure]}
    if nature == "ratio":
        return found | dict(zip(("numerator", "denominator"), figure.split("/")))
    if nature == "mean":
        return found | dict(zip(("value", "n"), figure.strip(")").split("(")))
    return found | {"value": figure}


def figure(written):
    over, _, under = written.partition("/")
    return text(Fraction(over) / Fraction(under or 1))


def expected(words):
    """What a line says, as fields of the report."""
    for word in words:
        name, has, value = word.partition("=")
        if not has:
            field, value = {"provisional": ("provisional", True), "final": ("provisional", False), "break": ("break_before", True),
                            "whole": ("break_before", False), "likely": ("likely", True), "unlikely": ("likely", False),
                            "met": ("met", True), "unmet": ("met", False)}[word]
            yield field, value
        elif name in ("known", "with_data"):
            pair = (None, None) if value == "-" else map(int, value.split("/"))
            yield from zip((name, "of" if name == "with_data" else "expected"), pair)
        elif name == "readings":
            yield name, int(value)
        elif name in ("state", "status"):
            yield name, None if value == "-" else value
        else:
            yield COLUMNS.get(name, name), None if value == "-" else figure(value)


def worked(path):
    lines = wrong = 0
    for number, line in enumerate(path.read_text().splitlines(), 1):
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        if word == "case":
            file, today, name = {"cluster": {}, "kpis": [], "objectives": [], "readings": []}, "2030-01-01", None
        elif word == "cluster":
            file["cluster"] = json.loads(rest)
        elif word == "today":
            today = rest
        elif word == "set":
            name = rest
        elif word == "goal":
            file["objectives"].append(json.loads(rest))
        elif word == "kpi":
            key, frequency, fields = rest.split(" ", 2)
            file["kpis"].append({"key": key, "frequency": frequency, **json.loads(fields)})
        elif word == "read":
            key, first, *figures = rest.split()
            g, n = NEXT.parse(first)
            nature = next(k["nature"] for k in file["kpis"] if k["key"] == key)
            read = [reading(key, nature, (g, n + i), f) for i, f in enumerate(figures)]
            file["readings"] += [r for r in read if r]
        elif word in ("row", "whole", "forecast", "reach"):
            cluster = Cluster(file, date.fromisoformat(today))
            key, *words = rest.split()
            if word == "reach":
                found = next(o for o in cluster.objectives(name) if o["id"] == key)
            elif word == "row":
                found = cluster.row(cluster.kpis[key], cluster.cal.parse(words.pop(0)), name)
            else:
                found = cluster.kpi_report(cluster.kpis[key], None, None, None, name)
                found = found["forecast"] if word == "forecast" else found
            lines += 1
            if words == ["-"]:
                differences = found
            else:
                differences = [(f, v, found[f]) for f, v in expected(words) if found[f] != v]
            if differences:
                wrong += 1
                print(f"{path.name}:{number}: {line}\n    {differences}")
    return lines, wrong


def random(stream):
    clusters = wrong = 0
    for line in stream:
        case = json.loads(line)
        cluster = Cluster(case["file"], date.fromisoformat(case["today"]))
        report = cluster.report(case["by"], case["from"], case["to"], case["set"])
        found = {"kpis": case["report"]["kpis"], "objectives": case["report"]["objectives"]}
        for item in [*found["kpis"], *found["objectives"]]:
            item.pop("assessment", None)
            if item.get("forecast"):
                item["forecast"].pop("period")
        clusters += 1
        if found != report:
            wrong += 1
            print(f"cluster {case['seed']} differs")
    return clusters, wrong


if __name__ == "__main__":
    if sys.argv[1:] == ["-"]:
        counts = [random(sys.stdin)]
    else:
        counts = [worked(path) for path in sorted(pathlib.Path(__file__).parent.glob("*.txt"))]
    print(f"{sum(c for c, _ in counts)} compared, {sum(w for _, w in counts)} differ")
    sys.exit(any(w for _, w in counts))
