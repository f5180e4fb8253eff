"""Each record as it shows itself in a notebook; the pieces are those of `notebook`."""

from __future__ import annotations

from lenetlab import notebook as nb
from lenetlab.attribute import Attribution
from lenetlab.contrast import Contrast
from lenetlab.difference import Difference
from lenetlab.explain import Derivation
from lenetlab.trace import LayerTrace, Trace

LISTED = 10


def of_trace(trace: Trace) -> str:
    digit, p = trace.top(1)[0]
    logits, probabilities = trace.logits.tolist(), trace.probabilities.tolist()
    parts = [
        nb.heading(f"reads {digit} with {p:.1%}"),
        nb.line(f"{trace.conv1}"),
        *(nb.line(f"replaced: {int(where.sum()):,} in {name}") for name, where in trace.replaced.items()),
        nb.row([nb.picture(trace["input"].output[0], "input", side=112)]),
        nb.bars([str(i) for i in range(len(logits))], probabilities, [f"{q:.2%}" for q in probabilities]),
    ]
    for layer in trace[1:-1]:
        parts += [nb.line(titled(layer)), nb.maps(layer.output)]
    return nb.block(*parts)


def of_layer(layer: LayerTrace) -> str:
    parts = [nb.heading(titled(layer)), nb.maps(layer.output)]
    if layer.kind == "conv" and layer.weight is not None:
        parts += [nb.line("kernels, from the first channel below"), nb.maps(layer.weight[:, 0])]
    return nb.block(*parts)


def titled(layer: LayerTrace) -> str:
    shape = "×".join(map(str, layer.output.shape))
    low, high = map(float, layer.output.aminmax())
    return f"{layer.name} ({layer.kind}) {shape}: {low:.3f} .. {high:.3f}"


def of_derivation(derivation: Derivation) -> str:
    where = ", ".join(map(str, derivation.index))
    terms = derivation.largest(LISTED)
    labels = [f"at [{', '.join(map(str, term.index))}]" for term in terms]
    values = [term.product for term in terms]
    texts = [f"{term.product:+.5f} = {term.input:.5g} × {term.weight:.5g}" for term in terms]
    if others := len(derivation.inputs) - len(terms):
        labels, values = [*labels, f"{others} others"], [*values, derivation.remainder(LISTED)]
        texts.append(f"{values[-1]:+.5f}")
    if derivation.bias:
        labels, values, texts = [*labels, "bias"], [*values, derivation.bias], [*texts, f"{derivation.bias:+.5f}"]
    rows, columns = derivation.receptive_field
    return nb.block(
        nb.heading(f"{derivation.stage}[{where}] = {derivation.value:.6g}"),
        nb.bars(labels, values, texts),
        nb.line(f"depends on rows {rows[0]} to {rows[-1]}, columns {columns[0]} to {columns[-1]} of the input"),
    )


def of_attribution(attribution: Attribution) -> str:
    against = "" if attribution.against is None else f" against {attribution.against}"
    error = "" if attribution.error is None else f", off by {attribution.error:+.4f}"
    return nb.block(
        nb.heading(f"{attribution.method}: what speaks for {attribution.target}{against}"),
        nb.row([nb.picture(attribution.map, "orange for, blue against", side=168)]),
        nb.line(f"answer {attribution.value:.4f}; the map sums to {float(attribution.map.sum()):.4f}{error}"),
    )


def of_contrast(contrast: Contrast) -> str:
    what = f"logit {contrast.a}" if contrast.b is None else f"logit {contrast.a} − logit {contrast.b}"
    rows = [
        (
            name,
            f"{float(stage.parts.sum()):+.4f}",
            f"{stage.rest:+.4f}",
            ", ".join(f"{channel}: {share:+.3f}" for channel, share in stage.largest(3) if share),
        )
        for name, stage in contrast.items()
    ]
    return nb.block(
        nb.heading(f"{what} = {contrast.value:.4f}"),
        nb.row([nb.picture(contrast["input"].parts[0], "orange for, blue against", side=168)]),
        nb.table(("stage", "its numbers add", "later biases add", "most in channel or unit"), rows),
    )


def of_difference(difference: Difference) -> str:
    one, other = difference.predictions
    parts = [nb.heading(f"reads {one}, and {other}")]
    for stage in difference.values():
        parts.append(nb.line(repr(stage)))
        if stage.values is not None and stage.values.any():
            channels = (
                [channel for channel, far in stage.largest(nb.MOST_MAPS) if far] if stage.values.ndim == 3 else None
            )
            parts.append(nb.maps(stage.values, channels))
    return nb.block(*parts)
