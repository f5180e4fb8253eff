/* The kernels of both convolutions, which the server sends when the settings change. */
(function () {
  "use strict";

  /* The pane of a convolution's kernels; with several input channels, that of the one kernel that makes `map`. */
  function pane(stage, store, map) {
    const { say, numbers } = window.lenetlab;
    const { figure, weight, bound } = store[stage.name];
    const [, channels, side] = numbers.shapeOf(weight);
    if (channels === 1) return { slot: "kernels", title: say("stage.kernels"), legend: "signed", bound, figure };
    const tiles = numbers.tilesOf(figure);
    const weights = numbers.arrayOf(weight);
    const z = new Float32Array(tiles.shape[0] * tiles.shape[1]).fill(NaN);
    tiles.corners.forEach(([top, left], channel) => {
      for (let i = 0; i < side * side; i += 1) {
        const at = (top + Math.floor(i / side)) * tiles.shape[1] + left + (i % side);
        z[at] = weights[(map * channels + channel) * side * side + i];
      }
    });
    const names = tiles.names.map((_, channel) => say("stage.slice", { map, channel }));
    const meta = { ...figure.layout.meta, tiles: { ...tiles, names } };
    const [heatmap, ...others] = figure.data;
    const own = { ...figure, data: [{ ...heatmap, z: keep(z, tiles.shape) }, ...others], layout: { ...figure.layout, meta } };
    return { slot: "kernels", title: say("stage.kernel_slices", { map }), legend: "signed", bound, figure: own };
  }

  /* An array in the form that the server packs them in. */
  function keep(values, shape) {
    let letters = "";
    new Uint8Array(values.buffer).forEach((byte) => (letters += String.fromCharCode(byte)));
    return { dtype: "f4", bdata: window.btoa(letters), shape: shape.join(", ") };
  }

  /* One weight of kernel `map`, and its bias. */
  function weightAt({ weight }, map, channel, row, column) {
    const { numbers } = window.lenetlab;
    const [, channels, side] = numbers.shapeOf(weight);
    return numbers.arrayOf(weight)[((map * channels + channel) * side + row) * side + column];
  }

  const biasOf = ({ bias }, map) => window.lenetlab.numbers.arrayOf(bias)[map];

  window.lenetlab = Object.assign({}, window.lenetlab, { kernels: { pane, weightAt, biasOf } });
})();
