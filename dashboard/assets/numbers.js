/* The numbers of a picture, read out of its figure: cells of tiled maps, or units of a vector (bars,
   or a heatmap in which each unit is a map of one cell). */
(function () {
  "use strict";
  const decoded = new WeakMap();

  /* An array as the server packs it: float32 in base64. */
  function arrayOf(packed) {
    if (!decoded.has(packed)) {
      const letters = window.atob(packed.bdata);
      const bytes = new Uint8Array(letters.length);
      for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
      decoded.set(packed, new Float32Array(bytes.buffer));
    }
    return decoded.get(packed);
  }

  const shapeOf = (packed) => String(packed.shape).split(",").map(Number);

  /* The rows of a heatmap. */
  function rowsOf(packed) {
    const values = arrayOf(packed);
    const [height, width] = shapeOf(packed);
    return Array.from({ length: height }, (_, row) => values.subarray(row * width, (row + 1) * width));
  }

  const tilesOf = (figure) => figure.layout.meta.tiles;
  const unitsOf = (figure) => figure.layout.meta.units;

  /* [maps, height, width] of tiled maps, [units] of a vector, [] of what has no cells to walk. */
  function sizeOf(figure) {
    const tiles = tilesOf(figure);
    if (unitsOf(figure)) return [unitsOf(figure)];
    return tiles ? [tiles.names.length, tiles.height, tiles.width] : [];
  }

  function cell(figure, [map, row, column]) {
    const tiles = tilesOf(figure);
    const [top, left] = tiles.corners[map];
    return arrayOf(figure.data[0].z)[(top + row) * tiles.shape[1] + left + column];
  }

  function unit(figure, index) {
    const above = arrayOf(figure.data[0].y)[index];
    return Number.isNaN(above) ? arrayOf(figure.data[1].y)[index] : above;
  }

  /* The number at [map, row, column] or [unit]. */
  function value(figure, index) {
    if (!tilesOf(figure)) return unit(figure, index[0]);
    return cell(figure, index.length === 1 ? [index[0], 0, 0] : index);
  }

  /* Every number of one map, row by row. */
  function mapOf(figure, map) {
    const [, height, width] = sizeOf(figure);
    return Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (__, column) => cell(figure, [map, row, column])));
  }

  /* The largest magnitude in each map. */
  function bounds(figure) {
    const [maps] = sizeOf(figure);
    return Array.from({ length: maps }, (_, map) =>
      mapOf(figure, map).reduce((most, row) => row.reduce((m, v) => Math.max(m, Math.abs(v)), most), 0));
  }

  function text(number, digits) {
    return number.toFixed(digits === undefined ? 4 : digits).replace("-", "−");
  }

  /* ---- colours, as the figures have them ---- */

  const palettes = new Map();

  function palette(scale) {
    const key = JSON.stringify(scale);
    if (!palettes.has(key)) palettes.set(key, makePalette(scale));
    return palettes.get(key);
  }

  function makePalette(scale) {
    const stops = scale.map(([at, colour]) => [at, channelsOf(colour)]);
    return Array.from({ length: 256 }, (_, i) => {
      const place = i / 255;
      const above = Math.max(1, stops.findIndex(([at]) => at >= place));
      const [[from, low], [to, high]] = [stops[above - 1], stops[above]];
      const part = (place - from) / (to - from);
      return low.map((part0, j) => part0 + (high[j] - part0) * part);
    });
  }

  function channelsOf(colour) {
    if (colour.startsWith("#")) {
      return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).concat(255);
    }
    const [red, green, blue, alpha] = colour.match(/[\d.]+/g).map(Number);
    return [red, green, blue, 255 * alpha];
  }

  /* The colour [r, g, b, a] of a number between low and high. */
  function colour(colours, number, low, high) {
    const part = Math.min(Math.max((number - low) / (high - low), 0), 1);
    return colours[Math.round(255 * part)];
  }

  window.lenetlab = Object.assign({}, window.lenetlab, {
    numbers: { arrayOf, shapeOf, rowsOf, sizeOf, value, mapOf, bounds, text, palette, colour, tilesOf },
  });
})();
