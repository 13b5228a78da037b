"""The encoder's network in torch: a BERT of six layers with mean pooling inside, as all-MiniLM-L6-v2 is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.functional import embedding, normalize, scaled_dot_product_attention

LAYERS, WIDTH, HEADS, HEAD, INNER, POSITIONS = 6, 384, 12, 32, 1536, 512
EPSILON = 1e-12


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each added to its input and normalised (Devlin 2019)."""

    def __init__(self, heads: int = HEADS) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(WIDTH, 3 * heads * HEAD)
        self.attended = nn.Linear(heads * HEAD, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, states: Tensor, groups: list[tuple[int, int]]) -> Tensor:
        """States (tokens, 384) of texts one after another: `groups` of so many texts of so many tokens each."""
        context = []
        for part, (texts, length) in zip(
            self.query_key_value(states).split([texts * length for texts, length in groups]),
            groups,
            strict=True,
        ):
            parts = part.reshape(texts, length, 3, self.heads, HEAD)
            query, key, value = parts.permute(2, 0, 3, 1, 4)
            attended = scaled_dot_product_attention(query, key, value)
            context.append(attended.transpose(1, 2).reshape(texts * length, self.heads * HEAD))
        return self.finish(states, torch.cat(context))

    def finish(self, states: Tensor, context: Tensor) -> Tensor:
        """What follows attention."""
        states = self.attention_norm(states + self.attended(context))
        inner = nn.functional.gelu(self.inner(states))
        return torch.as_tensor(self.output_norm(states + self.outer(inner)))


class Encoder(nn.Module):
    """Token ids (batch, length) and mask (1 = token, 0 = padding) -> unit vectors (batch, 384)."""

    def __init__(self, vocabulary: int, heads: Sequence[int] = (HEADS,) * LAYERS) -> None:
        super().__init__()
        self.words = nn.Parameter(torch.zeros(vocabulary, WIDTH))
        self.positions = nn.Parameter(torch.zeros(POSITIONS, WIDTH))
        self.embedding_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(number) for number in heads)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The mean of the last states of each text, at length 1."""
        return normalize(torch.stack([states.mean(0) for states in self.states(ids, mask)]), dim=-1)

    def states(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """The last states (its tokens, 384) of each text.

        Padding is computed nowhere: texts lie one after another, attention takes those of one length at once.
        """
        lengths, order = mask.sum(1).sort(stable=True)
        real = mask[order].bool()
        sizes = Counter(lengths.tolist())  # in the order of `lengths`
        groups = [(texts, length) for length, texts in sizes.items()]
        places = torch.arange(ids.shape[1], device=ids.device).expand_as(ids)[real]
        words = embedding(ids[order][real], self.words, sparse=True)
        states = self.embedding_norm(words + embedding(places, self.positions))
        for layer in self.layers:
            states = layer(states, groups)
        parts = states.split([texts * length for texts, length in groups])
        sorted_texts = [
            text
            for part, (texts, length) in zip(parts, groups, strict=True)
            for text in part.reshape(texts, length, WIDTH).unbind()
        ]
        return [sorted_texts[place] for place in order.argsort().tolist()]


def load(path: Path) -> Encoder:
    """The network saved at `path` (safetensors)."""
    tensors = load_file(path)
    layers = sum(name.endswith("attended.weight") for name in tensors)
    heads = [tensors[f"layers.{number}.attended.weight"].shape[1] // HEAD for number in range(layers)]
    encoder = Encoder(len(tensors["words"]), heads)
    encoder.load_state_dict(tensors)
    return encoder


def save(encoder: Encoder, path: Path) -> None:
    """Write the network to `path` (safetensors), whole or not at all."""
    partial = path.with_suffix(".partial")
    save_file({name: tensor.contiguous() for name, tensor in encoder.state_dict().items()}, partial)
    partial.replace(path)


def from_bert(path: Path) -> Encoder:
    """The network of a BERT checkpoint in Hugging Face's naming (all-MiniLM-L6-v2's model.safetensors)."""
    bert = load_file(path)
    words = bert["embeddings.word_embeddings.weight"]
    encoder = Encoder(len(words))
    tensors = {
        "words": words,
        # Every token is of type 0, so its vector is folded into the positions.
        "positions": bert["embeddings.position_embeddings.weight"]
        + bert["embeddings.token_type_embeddings.weight"][0],
        "embedding_norm.weight": bert["embeddings.LayerNorm.weight"],
        "embedding_norm.bias": bert["embeddings.LayerNorm.bias"],
    }
    names = {
        "attended": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        theirs = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            parts = [bert[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            tensors[f"layers.{number}.query_key_value.{kind}"] = torch.cat(parts)
            for mine, other in names.items():
                tensors[f"layers.{number}.{mine}.{kind}"] = bert[f"{theirs}{other}.{kind}"]
    encoder.load_state_dict(tensors)
    return encoder
