"""Any outline, in any of our languages, printed as text: the reader gives it back exactly."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import reading
from tests.unit.outlines import printed, samples

relaxed = settings(
    max_examples=150,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@relaxed
@given(st.data())
def test_text_gives_its_outline_back(data: st.DataObject) -> None:
    sample = data.draw(samples())
    text = printed(sample, data.draw)
    report = reading.read_text(text, "sample")
    assert [(heading.path, heading.title) for heading in report.headings] == sample.headings
    found = [(paragraph.ref, paragraph.text) for paragraph in report.paragraphs if paragraph.kind != "header"]
    assert found == sample.paragraphs
    assert report.language == sample.tongue.name
    assert report.paragraphs[0].text == "\n".join(sample.tongue.header)


@relaxed
@given(st.data())
def test_text_loses_nothing(data: st.DataObject) -> None:
    text = printed(data.draw(samples()), data.draw)
    report = reading.read_text(text, "sample")
    kept = report.text + "".join(part.text for part in report.dropped)
    assert Counter("".join(kept.split())) == Counter("".join(text.split()))
    for part in report.paragraphs:
        assert report.text[part.start : part.end] == part.text
    assert reading.read_text(text, "sample") == report
