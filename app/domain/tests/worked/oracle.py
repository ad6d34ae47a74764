"""The rules of measurement a second time, written from their description alone: fractions, lists and loops, nothing
kept or indexed. `check.py` compares the worked cases with it. It reads a cluster file that is valid."""
import re
from datetime import date, timedelta
from fractions import Fraction as F

SIZE = {"month": 1, "quarter": 3, "half": 6, "year": 12}
LETTER = {"quarter": "Q", "half": "H"}


def text(x):
    """Plain decimal: exactly where it ends within 20 decimals, else 20 significant digits, half to even."""
    if x is None:
        return None
    for places in range(21):
        if (x * 10**places).denominator == 1:
            break
    else:
        places = 19
        while abs(x) * 10**places < 10**19:
            places += 1
        while round(abs(x) * 10**places) >= 10**20:
            places -= 1
        x = F(round(x * 10**places), 1) / 10**places if places >= 0 else F(round(x * F(10) ** places)) / F(10) ** places
    places = max(places, 0)
    digits = str(abs(int(x * 10**places))).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return ("-" if x < 0 else "") + whole + ("." + part if part else "")


class Calendar:
    """Periods are (granularity, n); days are counted in months from year 0."""

    def __init__(self, starts):
        self.offset = starts - 1

    def off(self, g):
        return 0 if g == "month" else self.offset

    def parse(self, s):
        year, _, rest = s.partition("-")
        g = "year" if not rest else {"Q": "quarter", "H": "half"}.get(rest[0], "month")
        return g, int(year) * (12 // SIZE[g]) + int(rest.strip("QH") or 1) - 1

    def name(self, p):
        g, n = p
        per = 12 // SIZE[g]
        i = n % per + 1
        return f"{n // per}" + ("" if g == "year" else f"-{i:02}" if g == "month" else f"-{LETTER[g]}{i}")

    def months(self, p):
        first = p[1] * SIZE[p[0]] + self.off(p[0])
        return first, first + SIZE[p[0]] - 1

    def holding(self, month, g):
        return g, (month - self.off(g)) // SIZE[g]

    def last_day(self, p):
        m = self.months(p)[1] + 1
        return date(m // 12, m % 12 + 1, 1) - timedelta(days=1)

    def inside(self, first, last, g):
        """Periods that lie wholly inside a span of months."""
        g, n = self.holding(first, g)
        found = []
        while self.months((g, n))[1] <= last:
            if self.months((g, n))[0] >= first:
                found.append((g, n))
            n += 1
        return found


def parse_formula(s):
    """Operators bind as Python's do; a key may hold dashes, a binary minus has spaces around it."""
    names = {"prev": "PREV", "same_period_last_year": "YEAR", "sum": "SUM", "avg": "AVG", "min": "MIN", "max": "MAX"}
    word = r"[a-z][a-z0-9_]*(?:-[a-z0-9]+)*"
    s = re.sub(rf"({word})(\s*\()?|(\d+(?:\.\d+)?)", lambda m: f"N('{m[3]}')" if m[3] else names[m[1]] + "(" if m[2] else f"K('{m[1]}')", s)
    return compile(s, "formula", "eval")


class Maybe:
    """A figure over a window, or none; arithmetic with none gives none."""

    def __init__(self, at):
        self.at = at  # window -> (value or None, provisional)

    def with_(self, other, op):
        def at(w):
            (a, p), (b, q) = self.at(w), other.at(w)
            return (None if a is None or b is None else op(a, b)), p or q

        return Maybe(at)

    def __add__(self, o): return self.with_(o, lambda a, b: a + b)
    def __sub__(self, o): return self.with_(o, lambda a, b: a - b)
    def __mul__(self, o): return self.with_(o, lambda a, b: a * b)
    def __truediv__(self, o): return self.with_(o, lambda a, b: a / b if b else None)
    def __neg__(self): return Maybe(lambda w: (lambda a, p: (None if a is None else -a, p))(*self.at(w)))

    def moved(self, how): return Maybe(lambda w: self.at(how(w)))

    @staticmethod
    def of(f):
        def call(*xs):
            def at(w):
                found = [x.at(w) for x in xs]
                return (None if any(v is None for v, _ in found) else f([v for v, _ in found])), any(p for _, p in found)

            return Maybe(at)

        return call


class Cluster:
    def __init__(self, file, today):
        self.file, self.today = file, today
        self.cal = Calendar(file["cluster"].get("financial_year_starts", 1))
        self.kpis = {k["key"]: k for k in file["kpis"]}
        self.readings = {(r["kpi"], self.cal.parse(r["period"])): r for r in file["readings"]}

    def breaks(self, k):
        return sorted(self.cal.parse(v["from"])[1] for v in k.get("versions", []) if v.get("breaks"))

    # 3.3: roll-up. A window is (kind, period, first month that counts or None).
    def span(self, w):
        kind, p, floor = w
        first, last = self.cal.months(p)
        if kind == "ytd":
            first = self.cal.months(self.cal.holding(last, "year"))[0]
        if kind == "rolling":
            first = last - 11
        return (max(first, floor) if floor is not None else first), last

    def roll(self, key, w):
        k, cal = self.kpis[key], self.cal
        if k["nature"] == "formula":
            return self.roll_formula(k, w)
        row = dict(state="missing", value=None, numerator=None, denominator=None, known=0, expected=0, provisional=False)
        if k["nature"] == "distinct":
            there = w[0] == "own" or (w[0] == "ytd" and w[1][0] == "year")
            if not there or w[2] is not None or SIZE[w[1][0]] < SIZE[k["frequency"]]:
                return row
            children, counted = [w[1]], [w[1]]
        else:
            children = cal.inside(*self.span(w), k["frequency"]) if self.span(w)[0] <= self.span(w)[1] else []
            since = [b for b in self.breaks(k) if children and children[0][1] < b <= children[-1][1]]
            counted = [c for c in children if not since or c[1] >= since[-1]]
        states = {c: self.readings[key, c].get("state", "known") if (key, c) in self.readings else "missing" for c in children}
        known = [self.readings[key, c] for c in counted if states[c] == "known"]
        row["known"], row["expected"] = len(known), sum(s != "not_applicable" for s in states.values())
        row["provisional"] = row["known"] < row["expected"]
        if not known:
            shared = {s if c in counted or s == "not_applicable" else "missing" for c, s in states.items()}
            row["state"] = shared.pop() if len(shared) == 1 else "missing"
            return row
        num = lambda r, f: F(r[f])
        if k["nature"] == "flow":
            row["value"] = sum(num(r, "value") for r in known)
        elif k["nature"] == "mean":
            n = sum(num(r, "n") for r in known)
            row["value"] = sum(num(r, "value") * num(r, "n") for r in known) / n if n else None
        elif k["nature"] == "ratio":
            ratio = k.get("ratio", {})
            for part in ("numerator", "denominator"):
                parts = [num(r, part) for r in known]
                row[part] = parts[-1] if ratio.get(part, "flow") == "stock" else sum(parts)
            if row["denominator"]:
                row["value"] = row["numerator"] / row["denominator"] * F(ratio.get("scale", "1"))
        else:
            row["value"] = num(known[-1], "value")
        row["state"] = "known" if row["value"] is not None else "missing"
        return row

    def roll_formula(self, k, w):
        first, last = self.span(w)
        begins = [self.cal.months((k["frequency"], b))[0] for b in self.breaks(k)]
        inside = [m for m in begins if first < m <= last]
        if inside:
            w = (w[0], w[1], inside[-1])
        kpi = lambda key: Maybe(lambda w: (lambda r: (r["value"], r["provisional"]))(self.roll(key, w)))
        shift = lambda by: lambda w: (w[0], (w[1][0], w[1][1] - by(w[1][0])), w[2])
        scope = {"K": kpi, "N": lambda n: Maybe(lambda w: (F(n), False)), "SUM": Maybe.of(sum), "MIN": Maybe.of(min), "MAX": Maybe.of(max)}
        scope["AVG"] = Maybe.of(lambda xs: sum(xs) / F(len(xs)))
        scope["PREV"] = lambda x: x.moved(shift(lambda g: 1))
        scope["YEAR"] = lambda x: x.moved(shift(lambda g: 12 // SIZE[g]))
        value, provisional = eval(parse_formula(k["formula"]), scope).at(w)
        return dict(state="missing" if value is None else "known", value=value, numerator=None, denominator=None, known=None, expected=None,
                    provisional=provisional or value is None or bool(inside))

    # 3.5 and 3.6: path, progress, status.
    def judge(self, k, p, value, name):
        """Of one row: target, period_target, progress, status, and what objectives and forecast need."""
        out = dict(target=None, period_target=None, progress=None, status=None, goal=None, due=None, path_progress=None, running=None)
        sets = [s for s in k.get("targets", []) if name is None or s["set"] == name]
        tset = sets[0] if sets else None
        (self.judge_flow if k["nature"] == "flow" else self.judge_level)(k, p, value, tset, out)
        if k.get("direction", "up") == "none":
            out.update(progress=None, path_progress=None, status=None)
        return out

    def in_span(self, tset, p):
        span = tset.get("span")
        return not span or self.cal.months(self.cal.parse(span["from"]))[0] <= self.cal.months(p)[1] <= self.cal.months(self.cal.parse(span["to"]))[1]

    def judge_level(self, k, p, value, tset, out):
        cal, f = self.cal, k["frequency"]
        place = lambda q, end: cal.holding(cal.months(q)[end], f)[1]
        stepped = tset is not None and tset.get("path") == "stepped"
        base = k.get("baseline")
        if tset and tset["points"] and self.in_span(tset, p):
            points = sorted((place(cal.parse(t["period"]), 0 if stepped else 1), F(t["value"]), cal.parse(t["period"])) for t in tset["points"])
            out["goal"], out["due"] = points[-1][1], points[-1][0]
            line = [(at, v) for at, v, _ in points]
            if not stepped and base:
                start = place(cal.parse(base["period"]), 1)
                line = [(start, F(base["value"]))] + [q for q in line if q[0] > start]
            here = place(p, 1)
            before, after = [q for q in line if q[0] <= here], [q for q in line if q[0] > here]
            if before:
                out["target"] = before[-1][1]
                if after and not stepped:
                    (x, a), (y, b) = before[-1], after[0]
                    out["target"] = a + (b - a) * F(here - x, y - x)
        goal, path, down = out["goal"], out["target"], k.get("direction") == "down"
        if k.get("direction") == "band":
            return self.judge_band(k, value, out, goal is None or path is not None)
        begun = [b for b in self.breaks(k) if cal.last_day((f, b - 1)) < self.today]
        if base and begun and place(cal.parse(base["period"]), 1) < begun[-1]:
            base = None
        base = F(base["value"]) if base else None
        good = lambda v, aim: v <= aim if down else v >= aim
        if base is not None and path is not None:
            out["path_progress"] = (path - base) / (goal - base) if goal != base else F(1)
        if value is None:
            out["status"] = "no_data"
            return
        if goal is None and k["nature"] == "milestones":
            out["progress"] = value / len(k["steps"])
        elif goal is not None and base is not None:
            out["progress"] = (value - base) / (goal - base) if goal != base else F(good(value, goal))
        if path is None:
            out["status"] = "no_target"
            return
        width = abs(path) if base is None else abs(goal - base) or abs(goal)
        out["status"] = "met" if good(value, goal) else self.colour(k, value - path if down else path - value, width)

    def judge_band(self, k, value, out, begun):
        out["path_progress"] = F(1) if begun else None
        if value is None:
            out["status"] = "no_data"
            return
        low, high = F(k["band"]["low"]), F(k["band"]["high"])
        outside = max(low - value, value - high, F(0))
        amber = F(k.get("tolerance", {}).get("amber", "0.15")) * (high - low)
        out["progress"] = F(outside == 0)
        out["status"] = "met" if outside == 0 else "at_risk" if outside <= amber else "off_track"

    def colour(self, k, gap, width):
        t = k.get("tolerance", {})
        if gap <= max(F(t.get("green", "0.05")) * width, 0):
            return "on_track"
        return "at_risk" if gap <= F(t.get("amber", "0.15")) * width else "off_track"

    def judge_flow(self, k, p, value, tset, out):
        cal, f, down = self.cal, k["frequency"], k.get("direction") == "down"
        first, last = cal.months(cal.holding(cal.months(p)[1], "year"))
        if tset and tset.get("span"):
            first, last = cal.months(cal.parse(tset["span"]["from"]))[0], cal.months(cal.parse(tset["span"]["to"]))[1]
        out["window"] = None
        if tset and not self.in_span(tset, p):
            if k.get("direction") == "band":
                return self.judge_band(k, value, out, True)
            out["status"] = "no_target" if value is not None else "no_data"
            return
        end = cal.months(p)[1]
        row = [c[1] for c in cal.inside(*cal.months(p), f)]
        begun = [b for b in self.breaks(k) if b <= row[-1]]
        window = [c for c in cal.inside(first, last, f) if not begun or c[1] >= begun[-1]]
        out["window"] = window
        plan = {}
        for t in (tset or {}).get("points", []):
            children = cal.inside(*cal.months(cal.parse(t["period"])), f)
            for c in children:
                plan[c] = F(t["value"]) / len(children)
        so_far = [c for c in window if cal.months(c)[1] <= end]
        figure = lambda c: self.readings.get((k["key"], c), {}).get("value")
        known = [c for c in so_far if figure(c) is not None]
        total = lambda cs: sum((plan.get(c, F(0)) for c in cs), F(0))
        if any(c in plan for c in window):
            out.update(target=total(so_far), goal=total(window), period_target=total([c for c in so_far if c[1] in row]))
        running = sum((F(figure(c)) for c in known), F(0))
        out["running"] = running if known else None
        if k.get("direction") == "band":
            return self.judge_band(k, value, out, True)
        if not known:
            out["status"] = "no_data"
            return
        if out["goal"] is None:
            out["status"] = "no_target"
            return
        goal, expected = out["goal"], total(known)
        if goal:
            out["progress"], out["path_progress"] = running / goal, expected / goal
        over = end == last and cal.last_day(p) < self.today
        met = (running <= goal and over) if down else running >= goal
        out["status"] = "met" if met else self.colour(k, running - expected if down else expected - running, abs(goal))

    # A KPI as a whole.
    def closed(self, g):
        month = self.today.year * 12 + self.today.month - 1
        return g, self.cal.holding(month, g)[1] - 1

    def first_month(self, key, seen=()):
        if key in seen:
            return None
        k = self.kpis[key]
        if k["nature"] == "formula":
            words = set(re.findall(r"[a-z][a-z0-9_]*(?:-[a-z0-9]+)*", k["formula"])) & set(self.kpis)
            firsts = [self.first_month(word, (*seen, key)) for word in words]
        else:
            firsts = [self.cal.months(p)[0] for (kpi, p) in self.readings if kpi == key]
        return min((m for m in firsts if m is not None), default=None)

    def latest(self, k):
        first, (g, n) = self.first_month(k["key"]), self.closed(k["frequency"])
        while first is not None and self.cal.months((g, n))[1] >= first:
            if self.roll(k["key"], ("own", (g, n), None))["state"] == "known":
                return g, n
            n -= 1
        return None

    def overall(self, k, name):
        at = self.latest(k)
        if at is None:
            out = dict(status="no_data" if k.get("direction", "up") != "none" else None, progress=None, path_progress=None, goal=None)
        else:
            out = self.judge(k, at, self.roll(k["key"], ("own", at, None))["value"], name)
        out["at"], out["whole"] = at, out["status"]
        g, n = self.closed(k["frequency"])
        while self.cal.last_day((g, n)) + timedelta(days=k.get("lag", 15)) >= self.today:
            n -= 1
        if k["nature"] != "formula" and (k["key"], (g, n)) not in self.readings and out["status"] in ("met", "on_track"):
            out["whole"] = "stale"
        return out

    # 3.8
    def forecast(self, k, name):
        out = self.overall(k, name)
        if out["at"] is None or out["goal"] is None or k.get("direction") == "none":
            return None
        g, latest = out["at"]
        end = out["window"][-1][1] if k["nature"] == "flow" else out["due"]
        if end <= latest:
            return None
        begun = [b for b in self.breaks(k) if self.cal.last_day((g, b - 1)) < self.today]
        known, n = [], latest
        while self.cal.months((g, n))[1] >= self.first_month(k["key"]) and (not begun or n >= begun[-1]) and len(known) < 24:
            value = self.roll(k["key"], ("own", (g, n), None))["value"]
            known += [(F(n), value)] if value is not None else []
            n -= 1
        if len(known) < 4:
            return None
        slope = median([(b - a) / (y - x) for i, (x, a) in enumerate(known) for y, b in known[:i]])
        rest = median([v - slope * x for x, v in known])
        line = lambda x: rest + slope * x
        value = out["running"] + sum(line(n) for n in range(latest + 1, end + 1)) if k["nature"] == "flow" else line(end)
        low, high = (F(k["band"]["low"]), F(k["band"]["high"])) if k.get("direction") == "band" else (None, None)
        likely = low <= value <= high if low is not None else value <= out["goal"] if k.get("direction") == "down" else value >= out["goal"]
        return dict(value=text(value), target=text(out["goal"]), likely=likely, readings=len(known))

    # 3.7
    def objective(self, o, name, children=()):
        name, members = o.get("set", name), []
        clamp = lambda x: None if x is None else min(max(x, F(0)), F(1))
        for share in o.get("kpis", []):
            k = self.kpis[share["key"]]
            if not k.get("archived"):
                out = self.overall(k, name)
                met = None if k.get("direction") == "none" else out["status"] == "met"
                judged = out["status"] in ("met", "on_track", "at_risk", "off_track") or out["progress"] is not None
                members.append((F(share.get("weight", "1")), clamp(out["progress"]), clamp(out["path_progress"]), met, judged))
        pairs = lambda ms: [(w, a, e) for w, a, e in ms if a is not None and e is not None]
        both = [(w, a, e) for w, a, e, _, _ in members]
        for c in children:
            members.append((F(c["weight"]), c["figure"], None, c["can"], c["figure"] is not None))
            both.append((F(c["weight"]), *c["pair"]))
        mean = lambda xs: sum(w * x for w, x in xs) / sum(w for w, _ in xs) if sum(w for w, _ in xs) else None
        can = [met for *_, met, _ in members if met is not None]
        if o.get("rule", "weighted") == "weighted":
            figure = mean([(w, a) for w, a, *_ in members if a is not None])
        else:
            figure = mean([(w, F(met)) for w, _, _, met, _ in members if met is not None]) if any(m[3] is not None and m[4] for m in members) else None
        ready = pairs(both)
        pair = (mean([(w, a) for w, a, _ in ready]), mean([(w, e) for w, _, e in ready]))
        met = bool(can) and all(can)
        gap = None if None in pair else pair[1] - pair[0]
        status = "met" if met else "no_data" if gap is None else "on_track" if gap <= F(1, 20) else "at_risk" if gap <= F(3, 20) else "off_track"
        return dict(id=o["id"], attainment=text(figure), with_data=sum(m[1] is not None for m in members), of=len(members), met=met, status=status,
                    figure=figure, pair=pair, can=met if can else None, weight=o.get("weight", "1"))

    # 5.6
    def report(self, by=None, first=None, last=None, name=None):
        return dict(kpis=[self.kpi_report(k, by, first, last, name) for k in self.file["kpis"] if not k.get("archived")], objectives=self.objectives(name))

    def objectives(self, name):
        found = []
        for o in self.file.get("objectives", []):
            if not o.get("archived"):
                children = [self.objective(c, name) for c in o.get("children", []) if not c.get("archived")]
                found += [self.objective(o, name, children), *children]
        public = ("id", "attainment", "with_data", "of", "met", "status")
        return [{f: o[f] for f in public} for o in found]

    def kpi_report(self, k, by, first, last, name):
        cal, whole = self.cal, self.overall(k, name)
        g = max(by or k["frequency"], k["frequency"], key=SIZE.get)
        start = cal.months(cal.parse(first))[0] if first else self.first_month(k["key"])
        end = cal.months(cal.parse(last))[1] if last else cal.months(self.closed(g))[1]
        rows = []
        if start is not None and start <= end:
            rows = [self.row(k, (g, n), name) for n in range(cal.holding(start, g)[1], cal.holding(end, g)[1] + 1)]
        return dict(key=k["key"], periods=rows, status=whole["whole"], progress=text(whole["progress"]), forecast=self.forecast(k, name))

    def row(self, k, p, name):
        own = self.roll(k["key"], ("own", p, None))
        out = self.judge(k, p, own["value"], name)
        row = dict(own, period=self.cal.name(p), status=out["status"])
        row["year_to_date"], row["rolling_12"] = (self.roll(k["key"], (kind, p, None))["value"] for kind in ("ytd", "rolling"))
        row.update({f: out[f] for f in ("target", "period_target", "progress")})
        row["break_before"] = any(c[1] in self.breaks(k) for c in self.cal.inside(*self.cal.months(p), k["frequency"]))
        return {f: text(v) if isinstance(v, (F, int)) and not isinstance(v, bool) and f not in ("known", "expected") else v for f, v in row.items()}


def median(xs):
    xs = sorted(xs)
    return (xs[(len(xs) - 1) // 2] + xs[len(xs) // 2]) / 2
