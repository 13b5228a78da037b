"""The encoder's network in torch: a BERT of six layers with mean pooling inside, as all-MiniLM-L6-v2 is."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.functional import embedding, normalize, scaled_dot_product_attention

LAYERS, WIDTH, HEADS, INNER, POSITIONS = 6, 384, 12, 1536, 512
EPSILON = 1e-12


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each added to its input and normalised (Devlin 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = states.shape
        parts = self.query_key_value(states).reshape(batch, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        context = scaled_dot_product_attention(query, key, value, attn_mask=mask)
        context = context.transpose(1, 2).reshape(batch, length, WIDTH)
        return self.finish(states, context)

    def finish(self, states: Tensor, context: Tensor) -> Tensor:
        """What follows attention."""
        states = self.attention_norm(states + self.attended(context))
        inner = nn.functional.gelu(self.inner(states))
        return torch.as_tensor(self.output_norm(states + self.outer(inner)))


class Encoder(nn.Module):
    """Token ids (batch, length) and mask (1 = token, 0 = padding) -> unit vectors (batch, 384)."""

    def __init__(self, vocabulary: int, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Parameter(torch.zeros(vocabulary, WIDTH))
        self.positions = nn.Parameter(torch.zeros(POSITIONS, WIDTH))
        self.embedding_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.embedding_norm(embedding(ids, self.words, sparse=True) + self.positions[: ids.shape[1]])
        # -1e4 rather than minus infinity: the same after softmax, and safe in every runtime.
        bias = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return self.pool(states, mask)

    def pool(self, states: Tensor, mask: Tensor) -> Tensor:
        """The mean of the states (batch, length, 384) of tokens, at length 1: (batch, 384)."""
        weights = mask.to(states.dtype)[:, :, None]
        return normalize((states * weights).sum(1) / weights.sum(1).clamp(min=1.0), dim=-1)


def load(path: Path) -> Encoder:
    """The network saved at `path` (safetensors)."""
    tensors = load_file(path)
    encoder = Encoder(len(tensors["words"]), sum(name.endswith("outer.bias") for name in tensors))
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
