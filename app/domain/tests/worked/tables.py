"""Prints numbers.csv and calendar.csv anew: `python3 tables.py numbers`, `python3 tables.py calendar`. Decimal and
Fraction are Python's own; the rounding of quotients is Decimal's at 20 digits, half to even."""
import sys
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

PAIRS = """0.1 0.2|1 3|2 3|-2 3|1 300000|200 3|51 102|37 130|1 12|0 7|7 0|-0.5 0.25|999999999999999999.9999999999 0.0000000001
999999999999999999 0.0000000003|0.0000000001 999999999999999999|1 7|-1 7|5 11|123456789012345678 1000000007|1 1024|3 65536
1 998001|2.5 -0.5|-999999999999999999.9999999999 -999999999999999999.9999999999|22 7|1 19|100000000000000000 3|0.3 0.1|10 4"""


def canonical(x):
    """Exactly where it ends, else 20 significant digits."""
    over = x.denominator
    for prime in (2, 5):
        while over % prime == 0:
            over //= prime
    exact = Context(prec=200)
    if over == 1:
        found = exact.divide(Decimal(x.numerator), Decimal(x.denominator))
    else:
        found = Context(prec=20, rounding=ROUND_HALF_EVEN).divide(Decimal(x.numerator), Decimal(x.denominator))
    shown = format(found, "f")
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) or "0"


def numbers():
    print("a,b,sum,difference,product,quotient")
    for pair in PAIRS.replace("\n", "|").split("|"):
        a, b = map(Fraction, pair.split())
        quotient = canonical(a / b) if b else ""
        print(*pair.split(), canonical(a + b), canonical(a - b), canonical(a * b), quotient, sep=",")


def calendar():
    """The financial years that hold the leap day of 2024, of each month in which a year can start."""
    print("starts,period,first_day,last_day,days,before,year_before,half,year")
    for starts in range(1, 13):
        year = 2024 if starts <= 2 else 2023
        for per, letter in ((1, ""), (2, "H"), (4, "Q")):
            size = 12 // per
            for i in range(per):
                months = (starts - 1) + i * size
                first = date(year + months // 12, months % 12 + 1, 1)
                after = months + size
                last = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
                name = lambda y, i: f"{y}-{letter}{i + 1}" if letter else f"{y}"
                before = name(year, i - 1) if i else name(year - 1, per - 1)
                half = f"{year}-H{(i * size) // 6 + 1}" if per > 1 else ""
                print(starts, name(year, i), first, last, (last - first).days + 1, before, name(year - 1, i), half, year, sep=",")


{"numbers": numbers, "calendar": calendar}[sys.argv[1]]()
