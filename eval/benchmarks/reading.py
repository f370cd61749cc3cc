"""How fast a report is read, and in how much memory: 10 KB, 1 MB and 50 MB of text.

    python eval/benchmarks/reading.py [--sizes 10000 1000000 50000000] [--language zh en]

Speed is megabytes of source (UTF-8) a second of processor time on one core, the best of several runs;
memory is the most that the process held above what it held before, in multiples of the file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time

from assistant import reading

SENTENCES = {
    "zh": "有几个缔约国强调应当处理促成偷运移民的根源问题，并采取预防性措施，包括宣传活动，"
    "同时改进合法移民途径。",
    "en": "Several speakers stressed the need to address the root causes of the smuggling of migrants, "
    "and to take measures for the protection of persons. ",
}
WIDTH = {"zh": 37, "en": 80}  # characters to a line


def report(language: str, size: int) -> str:
    """A report of ``size`` bytes: wrapped lines, sections, numbered paragraphs, one in ten a list."""
    lines: list[str] = []
    written = number = 0
    while written < size:
        if number % 40 == 0:
            lines += ["", f"{'ABCDEFGHIJKLM'[number // 40 % 13]}. {SENTENCES[language][:20]}", ""]
        number += 1
        listed = number % 10 == 0
        texts = [f"{number}. {SENTENCES[language] * 4}".strip()]
        texts += [f"({letter}) {SENTENCES[language][:-2]};" for letter in "abcd" if listed]
        for text in texts:
            lines += [text[k : k + WIDTH[language]].strip() for k in range(0, len(text), WIDTH[language])]
            written += len(text.encode()) + len(text) // WIDTH[language]
    return "\n".join(lines)


def measure(language: str, size: int) -> tuple[float, float, int]:
    """Megabytes a second, memory in multiples of the source, paragraphs found."""
    text = report(language, size)
    source = len(text.encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, found = [], 0
    for _ in range(5 if size < 5_000_000 else 1):
        start = time.process_time()
        found = len(reading.read_text(text, "benchmark", language).paragraphs)
        seconds.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return source / min(seconds) / 1e6, (peak - before) * 1024 / source, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000, 50_000_000])
    parser.add_argument("--language", nargs="+", default=["zh", "en"], choices=sorted(SENTENCES))
    asked = parser.parse_args()
    print("language  bytes        MB/s    memory x file  paragraphs")
    fresh = multiprocessing.get_context("spawn")
    for language in asked.language:
        for size in asked.sizes:
            with fresh.Pool(1) as pool:  # a process of its own: memory of an earlier size must not count
                speed, memory, found = pool.apply(measure, (language, size))
            print(f"{language:8}  {size:<11,}  {speed:6.2f}  {memory:13.1f}  {found}")


if __name__ == "__main__":
    main()
