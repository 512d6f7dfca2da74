# The same work in Python: peers.py journeys FILE | structural (columns case, activity, at; pandas and statsmodels).
import sys
import time
import warnings


def seconds(what, work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    print(f"| {what} | {time.perf_counter() - wall:.2f} | {time.process_time() - cpu:.2f} |")
    return result


def journeys(file):
    import pandas as pd

    def read():
        log = pd.read_csv(file)
        log["at"] = pd.to_datetime(log["at"])
        return log

    def count(log):
        log = log.sort_values(["case", "at"], kind="stable")
        following = log["activity"].shift(-1).where(log["case"].eq(log["case"].shift(-1)))
        pairs = log.assign(following=following).dropna().groupby(["activity", "following"]).size()
        variants = log.groupby("case")["activity"].agg(tuple).value_counts()
        return pairs, variants

    log = seconds("pandas: file read, times parsed", read)
    seconds("pandas: directly-follows and variants, once read", lambda: count(log))


def structural():
    import numpy as np
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    random = np.random.default_rng(1)
    x = random.normal(size=(150, 2))
    y = x @ [1, 0.5] + random.normal(size=150)

    def fit():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(20):
                model = UnobservedComponents(y, "llevel", exog=x).fit(disp=0)
                model.get_forecast(30, exog=random.normal(size=(30, 2))).summary_frame()

    seconds("statsmodels: 20 local level models of 150 days and 2 regressors", fit)


if __name__ == "__main__":
    journeys(sys.argv[2]) if sys.argv[1] == "journeys" else structural()
