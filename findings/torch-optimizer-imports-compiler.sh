#!/usr/bin/env bash
# Every optimizer of torch.optim imports torch's compiler when it is made, whether or not anything
# is compiled. The function that does an optimizer's step does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check \
    torch==2.13.0 numpy==2.4.6 psutil==7.2.2
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
import time

import psutil
import torch
from torch.optim.adamw import adamw

YES, NO = 10, 11
weights = torch.ones(2, 2, requires_grad=True)
classes = [each for each in vars(torch.optim).values() if isinstance(each, type)]
classes.remove(torch.optim.Optimizer)


def imports_compiler(make):
    """Whether it does in a process that has imported torch alone."""
    child = os.fork()
    if not child:
        assert "torch._dynamo" not in sys.modules
        make([weights])
        os._exit(YES if "torch._dynamo" in sys.modules else NO)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (YES, NO)
    return status == YES


def function_alone(given):
    zeros = [torch.zeros(2, 2)]
    rates = {"beta1": 0.9, "beta2": 0.999, "lr": 0.1, "weight_decay": 0.0, "eps": 1e-8}
    flags = {"fused": True, "amsgrad": False, "maximize": False}
    with torch.no_grad():
        adamw(given, zeros, zeros, zeros, [], [torch.zeros(())], **flags, **rates)


print("torch", torch.__version__)
importing = [each.__name__ for each in classes if imports_compiler(each)]
alone = imports_compiler(function_alone)

modules, memory, start = set(sys.modules), psutil.Process().memory_info().rss, time.perf_counter()
torch.optim.AdamW([weights])
seconds, more = time.perf_counter() - start, psutil.Process().memory_info().rss - memory
new = set(sys.modules) - modules

print("Every optimizer imports torch._dynamo and sympy when it is made; nothing is compiled.")
print(f"Seen in {len(importing)} of {len(classes)} optimizers: {', '.join(importing)}.")
print(f"AdamW: {len(new)} modules more, {seconds:.1f} s, {more / 1e6:.0f} MB.")
print(f"Seen in the function adamw, which takes the same step: {alone}.")
if len(importing) < len(classes) or not {"torch._dynamo", "sympy"} <= new or alone:
    sys.exit("The behaviour has changed.")
PYTHON
