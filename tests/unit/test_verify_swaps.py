"""One thing in another's place, and odd words in literal and in free claims."""

from __future__ import annotations

import pytest

from assistant.answering.verify import check
from assistant.reading import read_text

REPORT = read_text(
    "一. 建议\n\n"
    "1. 有下列情形的，被请求引渡人具有中华人民共和国国籍的，应当拒绝引渡。\n"
    "2. 缔约国应鼓励各司法机关之间通过现有网络等途径开展区域司法合作。\n"
    "3. 缔约国应提供更大支持，使毒品和犯罪问题办公室能够加强反偷运工作。\n"
    "4. 减少核风险很重要，但只是一项临时性的工作，不能替代核裁军。\n",
    "slots",
)
PARAGRAPHS = {paragraph.ref: paragraph for paragraph in REPORT.paragraphs}


@pytest.mark.parametrize(
    ("ref", "claim"),
    [
        ("1", "被请求引渡人具有请求国国籍的，应当拒绝引渡。"),
        ("2", "应鼓励各司法机关之间在检察机关的监督下开展区域司法合作。"),
        ("3", "缔约国应提供更大支持，使国际移民组织能够加强反偷运工作。"),
    ],
)
def test_what_stands_in_anothers_place_is_seen(ref: str, claim: str) -> None:
    assert check(claim, [PARAGRAPHS[ref]], REPORT)


@pytest.mark.parametrize(
    ("ref", "claim"),
    [
        ("2", "缔约国应鼓励司法机关借助已有的网络开展区域层面的合作。"),
        ("3", "应加大支持力度，让毒品和犯罪问题办公室更好地开展反偷运工作。"),
        ("4", "减少核风险虽然重要，却只是临时性举措，不能取代核裁军本身。"),
    ],
)
def test_free_wording_passes(ref: str, claim: str) -> None:
    assert check(claim, [PARAGRAPHS[ref]], REPORT) == ()
