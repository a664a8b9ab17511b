"""The models are built when they are first used, whichever thread that is, or how many at once."""

from __future__ import annotations

import subprocess
import sys

from tests.repository import ROOT

TOGETHER = """
import sys, threading
from trajectory.domain import plan

RECORD = {"text": "Said", "theirs": 1}
HEADER = {"plan": {"id": "x", "title": "New"}}
KINDS = (plan.Step, plan.Goal, plan.Barrier, plan.Step)
sys.setswitchinterval(1e-6)  # as unlucky as it gets
together = threading.Barrier(2 * len(KINDS))
kept = []

def read(model):
    together.wait()
    one = model.model_validate(RECORD)
    whole = plan.Plan.model_validate({**HEADER, "step": {"S1-aaaa": RECORD}})
    kept.append((one.text, one.theirs, whole.step["S1-aaaa"].theirs, type(one) is model))

threads = [threading.Thread(target=read, args=(model,)) for model in 2 * KINDS]
for each in threads:
    each.start()
for each in threads:
    each.join()
print(set(kept), len(kept))
"""


def test_many_threads_may_be_the_first() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", TOGETHER], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (ran.stdout, ran.stderr) == ("{('Said', 1, 1, True)} 8\n", "")
