/* A drawing, the settings and the stage as a short text, and back: the part of a link behind "#d=".

   Bytes in base64url: the version, the settings, the brush, the stage, the sample, then each stroke as its number of
   points, its brush where it changes, its first point and the steps from point to point, all in hundredths of a canvas
   unit, which is exactly what the server is told; last a check sum. Whatever is out of range is refused. */
(function () {
  "use strict";
  const VERSION = 1;
  const HUNDREDTHS = 100;
  const THOUSANDTHS = 1000;
  const MOST_STROKES = 2000;
  const MOST_POINTS = 20000;
  const MOST_LETTERS = 200000;
  const MNIST_SAMPLES = 10000;
  const NO_SAMPLE = 0;
  const FROM_MNIST = 1;
  const DRAWN = 2;
  const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;

  const zigzag = (value) => (value < 0 ? -2 * value - 1 : 2 * value);
  const unzigzag = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

  /* Fletcher's: finds a letter that is missing, wrong or in another place. */
  function checkSum(bytes) {
    let [low, high] = [VERSION, 0];
    bytes.forEach((byte) => {
      low = (low + byte) % 255;
      high = (high + low) % 255;
    });
    return [low, high];
  }

  /* ---- writing ---- */

  function writer() {
    const bytes = [];
    function number(value) {
      let rest = value;
      for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
      bytes.push(rest);
    }
    return { bytes, number, signed: (value) => number(zigzag(value)) };
  }

  /* work: { drawing, meta, settings: [kernel size, stride, padding, filters, weights], brush, stage }.
     Nothing for a drawing that is too large for a link. */
  function encode(work) {
    const { size, strokes } = work.drawing;
    const out = writer();
    const [kernel, stride, padding, filters, weights] = work.settings;
    out.number(VERSION);
    out.bytes.push((kernel === 5) + 2 * (stride === 2) + 4 * padding + 16 * (filters - 1));
    out.bytes.push((weights === "random") + 2 * (size === 140));
    out.number(work.brush);
    out.number(work.stage);
    writeSample(out, work.meta);
    const points = strokes.map(([, path]) => pointsOf(path));
    if (strokes.length > MOST_STROKES || points.flat().length > MOST_POINTS) return null;
    out.number(strokes.length);
    let before = null;
    strokes.forEach(([brush], i) => {
      writeStroke(out, points[i], brush, before);
      before = brush;
    });
    return lettersOf([...out.bytes, ...checkSum(out.bytes)]);
  }

  function pointsOf(path) {
    const numbers = path.match(NUMBER).map((text) => Math.round(Number(text) * HUNDREDTHS));
    return numbers.flatMap((x, i) => (i % 2 ? [] : [[x, numbers[i + 1]]]));
  }

  function writeSample(out, { sample, label, base }) {
    const kind = sample !== undefined ? FROM_MNIST : label !== undefined ? DRAWN : NO_SAMPLE;
    out.number(kind);
    if (kind === FROM_MNIST) out.number(sample);
    if (kind === DRAWN) [label, base].forEach(out.number);
  }

  function writeStroke(out, points, brush, before) {
    out.number(2 * points.length + (brush !== before));
    if (brush !== before) out.number(Math.round(brush * THOUSANDTHS));
    let [x, y] = [0, 0];
    points.forEach((point) => {
      out.signed(point[0] - x);
      out.signed(point[1] - y);
      [x, y] = point;
    });
  }

  function lettersOf(bytes) {
    const text = bytes.map((byte) => String.fromCharCode(byte)).join("");
    return window.btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /* ---- reading ---- */

  function need(condition) {
    if (!condition) throw new RangeError("no drawing");
  }

  function bytesOf(letters) {
    need(letters.length <= MOST_LETTERS && /^[\w-]+$/.test(letters));
    const text = window.atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
    return Array.from(text, (letter) => letter.charCodeAt(0));
  }

  function reader(bytes) {
    let at = 0;
    function byte() {
      need(at < bytes.length);
      at += 1;
      return bytes[at - 1];
    }
    function number(most) {
      let [value, place, next] = [0, 1, 128];
      while (next > 127) {
        need(place < 2 ** 35);
        next = byte();
        value += (next % 128) * place;
        place *= 128;
      }
      need(value <= most);
      return value;
    }
    const signed = (most) => unzigzag(number(2 * most));
    return { byte, number, signed, done: () => at === bytes.length };
  }

  /* The work that the letters stand for; nothing when they stand for none. */
  function decode(letters) {
    try {
      const bytes = bytesOf(letters);
      const body = bytes.slice(0, -2);
      need(String(checkSum(body)) === String(bytes.slice(-2)));
      return readWork(reader(body));
    } catch (_) {
      return null;
    }
  }

  function readWork(from) {
    need(from.number(VERSION) === VERSION);
    const first = from.byte();
    const second = from.byte();
    const [padding, filters] = [(first >> 2) & 3, (first >> 4) + 1];
    need(padding < 3 && [6, 12, 16].includes(filters) && second < 4);
    const size = second & 2 ? 140 : 28;
    const settings = [first & 1 ? 5 : 3, first & 2 ? 2 : 1, padding, filters, second & 1 ? "random" : "pretrained"];
    const brush = from.number(24);
    need(brush >= 4);
    const stage = from.number(99);
    const meta = readSample(from);
    const strokes = readStrokes(from, size);
    need(from.done() && (meta.base || 0) <= strokes.length);
    const sample = meta.sample === undefined ? null : meta.sample;
    return { drawing: { size, strokes, sample }, meta, settings, brush, stage };
  }

  function readSample(from) {
    const kind = from.number(DRAWN);
    if (kind === FROM_MNIST) return { sample: from.number(MNIST_SAMPLES - 1), base: 0 };
    return kind === DRAWN ? { label: from.number(9), base: from.number(MOST_STROKES) } : {};
  }

  function readStrokes(from, size) {
    const far = 10 * size * HUNDREDTHS;
    const strokes = [];
    let [brush, points] = [0, 0];
    for (let left = from.number(MOST_STROKES); left > 0; left -= 1) {
      const head = from.number(2 * MOST_POINTS + 1);
      const count = Math.floor(head / 2);
      points += count;
      if (head % 2) brush = from.number(size * THOUSANDTHS) / THOUSANDTHS;
      need(count > 0 && points <= MOST_POINTS && brush > 0);
      strokes.push([brush, readPath(from, count, far)]);
    }
    return strokes;
  }

  function readPath(from, count, far) {
    let [x, y] = [0, 0];
    const places = Array.from({ length: count }, () => {
      x += from.signed(far);
      y += from.signed(far);
      need(Math.abs(x) <= far && Math.abs(y) <= far);
      return `${x / HUNDREDTHS},${y / HUNDREDTHS}`;
    });
    return `M${places.join("L")}`;
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { code: { encode, decode } });
})();
