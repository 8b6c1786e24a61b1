"""The longest report that is promised: 200 goals and 300 pieces of feedback, in 2 seconds and 200 MB."""

import time

from benchmarks.report import made_up, worked
from bot.features.reflections.report_pdf import TEMPLATE, document
from bot.texts import load_texts


def test_the_longest_report_is_made_in_time_and_in_little_memory(tmp_path):
    """Measured at the process that prints it, from its start; what else is running does not count."""
    report = made_up(200, 300)
    before = time.process_time()
    data = document(load_texts().of("nl"), report)
    put_together = time.process_time() - before
    run = worked(TEMPLATE, data, time.perf_counter(), tmp_path)

    assert put_together + run.processor < 2
    assert run.megabytes < 200
