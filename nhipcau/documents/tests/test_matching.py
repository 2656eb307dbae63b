"""Recognising in a new reading what was read before."""

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.documents.matching import Read, matched

words = st.sampled_from(["kết nạp đoàn viên", "xây nhà Mái ấm", "kiểm tra cùng cấp", "học tập nghị quyết"])
things = st.lists(
    st.builds(Read, st.sampled_from(["target", "task"]), st.sampled_from(["12", "95", ""]), words, st.integers(0, 500)),
    max_size=12,
)


@given(things)
def test_the_same_reading_again_is_recognised_whole(read):
    found = matched(read, read)
    assert set(found) == set(range(len(read)))
    assert all((read[n].kind, read[n].figure, read[n].text) == (read[b].kind, read[b].figure, read[b].text)
               for n, b in found.items())  # fmt: skip


@given(things, things)
def test_nothing_is_used_twice_and_neither_kind_nor_figure_is_confused(before, now):
    found = matched(before, now)
    assert len(set(found.values())) == len(found)
    assert all((before[b].kind, before[b].figure) == (now[n].kind, now[n].figure) for n, b in found.items())


def test_a_sentence_wrapped_anew_or_mended_is_the_same_one():
    before = [Read("target", "95|%", "Phần đầu 95% trở lên công đoàn cơ sở\nxếp loại tốt", 300)]
    now = [Read("target", "95|%", "Phấn đấu 95% trở lên công đoàn cơ sở xếp loại tốt nhiệm vụ", 20)]
    assert matched(before, now) == {0: 0}


def test_another_figure_in_the_same_sentence_is_another_target():
    before, now = [Read("target", "95|%", "95% CĐCS", 3)], [Read("target", "90|%", "90% CĐCS", 3)]
    assert matched(before, now) == {}


def test_of_equal_sentences_the_nearest_is_meant():
    before = [Read("task", "", "Báo cáo kết quả", 10), Read("task", "", "Báo cáo kết quả", 900)]
    assert matched(before, [Read("task", "", "Báo cáo kết quả", 890)]) == {0: 1}
