"""One contestant as one process, measured from its start to its end."""

import os
import subprocess
import time

import data


def measure(contestant, made, form, answer):
    """What the operating system says of the process when it ends, and its twelve numbers."""
    answer.unlink(missing_ok=True)
    files = (made.ground_truth, made.results[form])
    command = [str(word) for word in contestant.command(data.FORMS[form], *files, answer)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if status != 0:
        raise SystemExit(f"{contestant.name} failed: {' '.join(command)}")
    return {
        "name": contestant.name,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "wall_s": wall_s,
        "peak_mib": usage.ru_maxrss / 1024,
        "numbers": contestant.numbers(output, answer),
        "form": form,
    }
